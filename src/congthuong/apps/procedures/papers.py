"""The forms of the one-stop mechanism as document trees, made from a dossier's steps (Thông tư 01/2018/TT-VPCP, and since
2025 Thông tư 03/2025/TT-VPCP, Phụ lục I).

01 receipt with the appointment, 02 request for supplement, 03 refusal, 04 apology with the new date, 05 stop,
06 control slip. The register (07) is the list of dossiers as a file. What the one-stop unit gives out is headed by it and
signed by its clerk; what the agency answers for (04, 05) is signed by its head, whom no step names: the name stays open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from django.utils import timezone

from congthuong.apps.catalogue.models import Organisation, Place
from congthuong.apps.procedures.models import Action, Channel, Dossier, Step
from congthuong.apps.procedures.problems import NoPaper
from congthuong.core.document.model import (
    Block,
    Cell,
    Document,
    Letterhead,
    ListBlock,
    Paragraph,
    Signature,
    Table,
    Text,
)
from congthuong.core.quantities import write_date

Body = Callable[[Dossier, Step], list[Block]]


@dataclass(frozen=True, slots=True)
class Form:
    """`action` is the step that gives it out; `who` signs, and `beside` on the left."""

    code: str
    kind: str
    title: str
    action: Action
    who: str
    body: Body
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Issued:
    """A form that a dossier has, for its page."""

    code: str
    name: str
    day: date


def paper(dossier: Dossier, code: str) -> Document:
    """The form, as of the last step that gives it out. Raises NoPaper."""
    form = FORMS.get(code)
    step = _step_of(dossier, form) if form else None
    if form is None or step is None:
        raise NoPaper(number=dossier.number, form=f"mẫu {code[:5]}")
    day = timezone.localdate(step.at)
    return Document(
        code=f"mau-{code}-{dossier.number}",
        kind=form.kind,
        title=form.title,
        letterhead=_letterhead(dossier, day, form),
        addressees=(),
        bases=(),
        blocks=tuple(form.body(dossier, step)),
        recipients=(),
        signature=Signature("", form.who, "" if form.who == HEAD else step.by_name, beside=form.beside),
        as_of=day.isoformat(),
    )


def papers_of(dossier: Dossier, steps: Iterable[Step]) -> list[Issued]:
    """Which forms the dossier's steps gave out, in their order."""
    given = {Action(step.action): step for step in steps}
    found = [
        Issued(form.code, f"{form.kind.capitalize()} {form.title}", timezone.localdate(given[form.action].at))
        for form in FORMS.values()
        if form.action in given and form.code != CONTROL
    ]
    if Action.RECEIVE in given:
        slip = FORMS[CONTROL]
        found.append(
            Issued(
                slip.code, f"{slip.kind.capitalize()} {slip.title}", timezone.localdate(max(one.at for one in given.values()))
            )
        )  # fmt: skip
    return found


def _step_of(dossier: Dossier, form: Form) -> Step | None:
    return dossier.steps.filter(action=form.action).order_by("-number").first()


# --- what the forms say ---


def _receipt(dossier: Dossier, step: Step) -> list[Block]:
    """As it was given out: what was there at that time, whatever came later."""
    assert dossier.received_at is not None
    due = step.data.get("due", "")
    papers, missing = step.data.get("papers", dossier.papers), step.data.get("missing", ())
    return [
        _line("Mã tra cứu", dossier.lookup_code),
        *_whose(dossier),
        _line("Thành phần hồ sơ đã nộp", "" if papers else _none_there(dossier)),
        *_list(papers),
        *([_line("Giấy tờ chưa có khi tiếp nhận", ""), *_list(missing)] if missing else []),
        *([_line("Số lượng hồ sơ", f"{step.data['sets']} bộ")] if "sets" in step.data else []),
        _line("Hình thức nộp", dossier.get_channel_display()),
        _line("Thời hạn giải quyết", dossier.term_words),
        _line("Nhận hồ sơ lúc", written(dossier.received_at)),
        _line("Hẹn trả kết quả lúc", written(datetime.fromisoformat(due)) if due else ""),
        *(
            [_line("Đăng ký nhận kết quả", _place_of_return(step.data["back"]))]
            if "back" in step.data
            else []
        ),
    ]


def _none_there(dossier: Dossier) -> str:
    """The catalogue of some procedures lists no components: then nothing was checked one by one."""
    return "chưa có giấy tờ nào" if dossier.version.components else "theo danh mục của thủ tục"


def _place_of_return(channel: int) -> str:
    return {
        Channel.DIRECT: "tại Bộ phận Tiếp nhận và Trả kết quả",
        Channel.ONLINE: "trực tuyến, tải tại trang Tra cứu hồ sơ",
        Channel.POST: "qua bưu chính công ích",
    }[Channel(channel)]


def _supplement(dossier: Dossier, step: Step) -> list[Block]:
    return [
        *_whose(dossier),
        _plain("Để có căn cứ giải quyết, đề nghị bổ sung, hoàn thiện những giấy tờ sau:"),
        *_list(step.data.get("papers", ())),
        *([_line("Hướng dẫn", step.note)] if step.note else []),
        _plain("Thời gian chờ bổ sung không tính vào thời hạn giải quyết."),
    ]


def _refusal(dossier: Dossier, step: Step) -> list[Block]:
    return [
        *_whose(dossier),
        _plain("Qua xem xét, cơ quan không tiếp nhận hồ sơ này."),
        _line("Lý do", step.note),
    ]


def _apology(dossier: Dossier, step: Step) -> list[Block]:
    before, after = (datetime.fromisoformat(step.data[name]) for name in ("due", "new_due"))
    return [
        *_whose(dossier),
        _plain(f"Theo phiếu hẹn, kết quả được trả lúc {written(before)}. Đến nay việc giải quyết chưa xong."),
        _line("Lý do", step.note),
        _plain(
            f"Cơ quan xin lỗi Ông/Bà (tổ chức) vì sự chậm trễ này và hẹn trả kết quả lúc {written(after)}."
        ),
    ]


def _stop(dossier: Dossier, step: Step) -> list[Block]:
    return [*_whose(dossier), _plain("Cơ quan dừng giải quyết hồ sơ này."), _line("Lý do", step.note)]


def _control(dossier: Dossier, _step: Step) -> list[Block]:
    head = tuple(_cell(text, bold=True) for text in ("TT", "Thời điểm", "Việc", "Người thực hiện", "Ghi chú"))
    rows = tuple(
        (
            _cell(str(step.number)),
            _cell(written(step.at)),
            _cell(step.get_action_display().capitalize()),
            _cell(step.by_name or "người nộp"),
            _cell(step.note),
        )
        for step in dossier.steps.order_by("number")
    )
    return [*_whose(dossier, person=False), Table((), (head,), rows)]


CONTROL = "06"
HEAD = "THỦ TRƯỞNG ĐƠN VỊ"
ONE_STOP = "BỘ PHẬN TIẾP NHẬN " + "VÀ TRẢ KẾT QUẢ".replace(" ", "\N{NO-BREAK SPACE}")
"""Too long for its half of the head, it breaks between its two parts and not wherever the line is full."""
FORMS: Mapping[str, Form] = MappingProxyType(
    {
        one.code: one
        for one in (
            Form("01", "GIẤY TIẾP NHẬN HỒ SƠ", "và hẹn trả kết quả", Action.RECEIVE, "NGƯỜI TIẾP NHẬN HỒ SƠ", _receipt, "NGƯỜI NỘP HỒ SƠ"),
            Form("02", "PHIẾU YÊU CẦU", "bổ sung, hoàn thiện hồ sơ", Action.SUPPLEMENT, "NGƯỜI LẬP PHIẾU", _supplement),
            Form("03", "PHIẾU TỪ CHỐI", "tiếp nhận giải quyết hồ sơ", Action.REFUSE, "NGƯỜI TIẾP NHẬN", _refusal),
            Form("04", "VĂN BẢN XIN LỖI", "và đề nghị gia hạn thời gian giải quyết", Action.APOLOGISE, HEAD, _apology),
            Form("05", "THÔNG BÁO", "dừng giải quyết hồ sơ", Action.STOP, HEAD, _stop),
            Form(CONTROL, "PHIẾU KIỂM SOÁT", "quá trình giải quyết hồ sơ", Action.RECEIVE, "NGƯỜI LẬP PHIẾU", _control),
        )
    }
)  # fmt: skip


def _whose(dossier: Dossier, *, person: bool = True) -> list[Block]:
    applicant = dossier.applicant
    named: list[Block] = [_line("Số hồ sơ", dossier.number), _line("Thủ tục", dossier.version.name)]
    if person:
        named += [_line("Người nộp", applicant.name or "(đã xóa theo yêu cầu)")]
        named += [_line("Địa chỉ", applicant.address)] if applicant.address else []
        named += [_line("Điện thoại", applicant.phone)] if applicant.phone else []
        named += [_line("Thư điện tử", applicant.email)] if applicant.email else []
    return named


def _letterhead(dossier: Dossier, day: date, form: Form) -> Letterhead:
    """The agency above the division that handles it, left open where the catalogue does not say; on the papers of the
    one-stop unit this unit under it."""
    by_code = {
        one.code: one for one in Organisation.objects.filter(kind__in=("agency", "division", "centre"))
    }
    own = by_code.get(dossier.organisation_id or "")
    while own is not None and own.kind != "agency":
        own = by_code.get(own.parent)
    above = by_code.get(own.parent) if own else None
    place = Place.objects.filter(code=own.place).first() if own and own.place else None
    named, over = own.name.upper() if own else "", above.name.upper() if above else ""
    if form.who != HEAD:
        named, over = ONE_STOP, named
    return Letterhead(
        parent_agency=over,
        agency=named,
        number=f"{dossier.number}",
        place=place.name.removeprefix("Tỉnh ").removeprefix("Thành phố ") if place else "",
        date=day,
        year=day.year,
        agency_name=own.name if own else "",
    )


def _plain(text: str) -> Block:
    return Paragraph((Text(text),))


def _line(name: str, value: str) -> Block:
    return Paragraph((Text(f"{name}: "), Text(value, bold=True)))


def _list(lines: Iterable[str]) -> list[Block]:
    items = tuple((Paragraph((Text(one),)),) for one in lines)
    return [ListBlock("-", items)] if items else []


def _cell(text: str, *, bold: bool = False) -> Cell:
    return Cell((Text(text, bold=bold),) if text else (), bold=bold)


def written(moment: datetime) -> str:
    """ "09 giờ 05, ngày 08/6/2020"."""
    local = timezone.localtime(moment)
    return f"{local:%H} giờ {local:%M}, ngày {write_date(local.date())}"
