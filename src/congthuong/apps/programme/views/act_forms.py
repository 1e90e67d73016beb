"""The forms of a task's page: what this person may do with it now, in the order in which it is likely to be wanted."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from congthuong.apps.programme.models import OPEN, State, Task


@dataclass(frozen=True, slots=True)
class ActForm:
    """`code` is what is sent. A form without a summary is one button; a label asks for what it names."""

    code: str
    button: str
    summary: str = ""
    label: str = ""
    day: str = ""
    document: str = ""
    file: str = ""
    main: bool = False


def acts_for(task: Task, *, assigns: bool, owns: bool, helps: bool, ended: bool = False) -> list[ActForm]:
    """`ended`: the series of a task that comes back was ended."""
    owed = task.state in OPEN
    kept = owed or task.state == State.DONE
    return [
        *(_chief_first(task, owed) if assigns else ()),
        *(_owner_first(task) if owns else ()),
        *(_notes(owns=owns or helps) if kept and (owns or helps or assigns) else ()),
        *(_owner_then(task) if owns and owed else ()),
        *(_chief_then(task, owed, kept) if assigns else ()),
        *(_series(ended=ended) if assigns and task.rule and task.state != State.PROPOSED else ()),
    ]


def _chief_first(task: Task, owed: bool) -> list[ActForm]:
    if task.state == State.DONE:
        return [ActForm("dong", _("Đóng nhiệm vụ"), main=True)]
    if not owed or task.asked_due_on is None:
        return []
    return [
        ActForm("cho-gia-han", _("Cho gia hạn"), main=True),
        ActForm("khong-gia-han", _("Không cho gia hạn"), _("Không cho gia hạn"), _("Lý do không cho")),
    ]


def _owner_first(task: Task) -> list[ActForm]:
    if task.state == State.OPEN:
        return [ActForm("bat-dau", _("Bắt đầu làm"), main=True)]
    if task.state == State.BLOCKED:
        return [ActForm("het-cho", _("Hết phải chờ, làm tiếp"), main=True)]
    return []


def _notes(*, owns: bool) -> list[ActForm]:
    note = ActForm("ghi", _("Ghi tiến độ"), _("Ghi tiến độ"), _("Đã làm gì, vướng gì"))
    return [note, ActForm("minh-chung", _("Gửi tệp"), _("Gửi minh chứng"), file=_("Tệp"))] if owns else [note]


def _owner_then(task: Task) -> list[ActForm]:
    done = ActForm(
        "xong",
        _("Báo xong"),
        _("Báo xong"),
        _("Kết quả (câu này đưa được vào báo cáo)"),
        day=_("Xong ngày (để trống: hôm nay)"),
        main=True,
    )
    wait = ActForm(
        "cho",
        _("Báo phải chờ"),
        _("Báo phải chờ"),
        _("Chờ văn bản nào, cơ quan nào"),
        document=_("Số hiệu văn bản đang chờ, nếu có trong sổ"),
    )
    more = ActForm("xin-gia-han", _("Gửi đề nghị"), _("Xin gia hạn"), _("Lý do"), day=_("Xin đến ngày"))
    blocks = task.state in (State.OPEN, State.STARTED)
    return [done, *((wait,) if blocks else ()), *((more,) if task.due_on else ())]


def _chief_then(task: Task, owed: bool, kept: bool) -> list[ActForm]:
    found = [ActForm("don-doc", _("Đôn đốc"), _("Đôn đốc"), _("Lời đôn đốc"))] if owed else []
    if task.state in (State.DONE, State.CLOSED, State.CANCELLED):
        found.append(ActForm("mo-lai", _("Mở lại"), _("Mở lại"), _("Lý do mở lại")))
    if kept:
        name = _("Hủy kỳ này, kỳ sau vẫn lập") if task.rule else _("Hủy nhiệm vụ")
        found.append(ActForm("huy", name, name, _("Lý do hủy")))
    return found


def _series(*, ended: bool) -> list[ActForm]:
    if ended:
        return [ActForm("lap-tiep", _("Lặp lại tiếp"))]
    return [
        ActForm("thoi-lap", _("Thôi lặp lại"), _("Thôi lặp lại từ nay"), _("Lý do; kỳ đang mở vẫn phải làm"))
    ]
