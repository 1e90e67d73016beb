"""What registers ask of the reports: a figure's rows, a row's figures (registers/counting.py)."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from congthuong.apps.accounts.rights import may
from congthuong.apps.dashboard.queries.counted import ASKED, counted_list, figures_counting
from congthuong.apps.dashboard.queries.kept import mark
from congthuong.apps.registers.counting import Counted, CountedIn
from congthuong.core.document.writers.html_blocks import shown

Person = AbstractBaseUser | AnonymousUser


class ReportCounter:
    """The latest report's book answers."""

    def rows_of(self, register: str, asked: Mapping[str, str], user: Person) -> Counted:
        """Raises what counted_list raises."""
        found = counted_list(register, {name: str(asked.get(name, "")) for name in ASKED})
        return Counted(
            title=f"{found.name}, {found.period}",
            text=found.printed,
            keys=found.keys,
            url=reverse("indicator", args=[found.indicator]) if may(user, "ledger.view") else "",  # type: ignore[arg-type]
            note=found.step,
        )

    def figures_of(self, register: str, key: str, user: Person) -> tuple[str, list[CountedIn]]:
        if not may(user, "reports.view"):  # type: ignore[arg-type]
            return "", []
        found = figures_counting(mark(), register, key)
        if found is None:
            return "", []
        report, figures = found
        return report.title, [
            CountedIn(reverse("figure", args=[report.code, one.id]), shown(one), one.origin.name or one.id)
            for one in figures
        ]
