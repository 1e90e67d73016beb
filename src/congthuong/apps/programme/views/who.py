"""Who sees a task and who may do what with it, in words: read off the table of rights, so that it cannot say otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congthuong.apps.accounts.models import Role
from congthuong.apps.accounts.rights import TABLE
from congthuong.apps.catalogue.models import Organisation
from congthuong.apps.programme.models import Task

NAMES: dict[str, str | Promise] = {
    Role.LEADER: gettext_lazy("lãnh đạo Sở"),
    Role.SYNTHESIS: gettext_lazy("cán bộ tổng hợp"),
    Role.ADMINISTRATOR: gettext_lazy("quản trị"),
    Role.AUDITOR: gettext_lazy("giám sát"),
    Role.DIVISION: gettext_lazy("cán bộ phòng"),
    Role.RESPONDENT: gettext_lazy("đơn vị báo cáo"),
    Role.CLERK: gettext_lazy("cán bộ một cửa"),
    Role.PUBLIC: gettext_lazy("công chúng"),
}


@dataclass(frozen=True, slots=True)
class WhoMay:
    what: str
    who: str


def who_may(task: Task, helpers: Iterable[Organisation]) -> list[WhoMay]:
    owner = task.owner.name if task.owner else _("đơn vị chủ trì")
    helping = ", ".join(one.name for one in helpers)
    sees = [*roles_for("tasks.view"), owner, *([helping] if helping else [])]
    assigns = ", ".join(roles_for("tasks.assign"))
    works = f"{owner}, {helping}" if helping else owner
    return [
        WhoMay(_("Xem"), ", ".join(sees)),
        WhoMay(_("Ghi tiến độ, gửi minh chứng"), works),
        WhoMay(_("Bắt đầu, báo phải chờ, xin gia hạn, báo xong"), owner),
        WhoMay(
            _("Sửa, cho gia hạn, đôn đốc, đóng, mở lại, hủy"),
            assigns + " " + _("(chỉ đóng được khi đơn vị chủ trì đã báo xong)"),
        ),
    ]


def roles_for(action: str) -> list[str]:
    """The roles that may do it with every task."""
    return [str(NAMES[role]) for role in NAMES if TABLE.get(role, {}).get(action) == "all"]
