"""The form of Soát: what a report may be compared with, as offered and as chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from django.http import HttpRequest

from congthuong.apps.accounts.models import User
from congthuong.apps.dashboard.queries.days import asked_day
from congthuong.apps.reports.checks.comparing import Against, ComposedReport, EarlierCheck, OwnLedger
from congthuong.apps.reports.checks.queries import comparable_for
from congthuong.apps.reports.models import CheckedFile, ReportDefinition
from congthuong.core.problems import Problem

NONE, LEDGER, EARLIER = "khong", "so", "truoc"
_CHECK, _REPORT = "soat:", "bao-cao:"
_OFFERED: Final = 50  # the latest of each kind; who looks for an older one has it checked again


class NoEarlierReport(Problem):
    code: ClassVar[str] = "CT-461"
    text: ClassVar[str] = (
        "Chưa chọn báo cáo trước để đối chiếu. Hãy chọn một báo cáo trong danh sách, hoặc chọn «Không đối chiếu»."
    )


class UnknownComparison(Problem):
    code = "CT-464"
    text = "Không có cách đối chiếu «{what}». Hãy mở lại trang và chọn lại."


@dataclass(frozen=True, slots=True)
class CompareForm:
    """The choice as it stands in the form (`way`, `day`, `earlier`), and what may be chosen."""

    way: str
    day: str
    earlier: str
    composed: tuple[tuple[str, ReportDefinition], ...]
    checked: tuple[tuple[str, CheckedFile], ...]

    @property
    def any_earlier(self) -> bool:
        return bool(self.composed or self.checked)


def compare_form(request: HttpRequest, user: User) -> CompareForm:
    """With what was sent, so that a form that is refused comes back as it was filled in."""
    reports = ReportDefinition.objects.order_by("-as_of", "code").defer("templates")[:_OFFERED]
    checked = comparable_for(user)[:_OFFERED]
    way = request.POST.get("doi-chieu", NONE)
    return CompareForm(
        way if way in (NONE, LEDGER, EARLIER) else NONE,
        request.POST.get("ngay", "")[:20],
        request.POST.get("truoc", "")[:100],
        tuple((f"{_REPORT}{one.code}", one) for one in reports),
        tuple((f"{_CHECK}{one.pk}", one) for one in checked),
    )


def asked_against(request: HttpRequest) -> Against | None:
    """What the sent form asks to compare with. Raises NotADate, DayNotYet, NoEarlierReport, UnknownComparison."""
    way = request.POST.get("doi-chieu", NONE)
    if way == NONE:
        return None
    if way == LEDGER:
        return OwnLedger(asked_day(request.POST.get("ngay", "")))
    if way != EARLIER:
        raise UnknownComparison(what=way[:40])
    return _earlier(request.POST.get("truoc", ""))


def _earlier(chosen: str) -> Against:
    if not chosen:
        raise NoEarlierReport
    number = chosen.removeprefix(_CHECK)
    if chosen.startswith(_CHECK) and number.isascii() and number.isdigit() and len(number) < 18:
        return EarlierCheck(int(number))
    if chosen.startswith(_REPORT):
        return ComposedReport(chosen.removeprefix(_REPORT))
    raise UnknownComparison(what=chosen[:40])
