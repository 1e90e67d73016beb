"""What the log calls issued reports."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse

from congthuong.apps.accounts import naming
from congthuong.apps.accounts.naming import Named
from congthuong.apps.reports.models import Edition
from congthuong.core.quantities import write_date


def editions_named(keys: frozenset[int]) -> Mapping[int, Named]:
    rows = Edition.objects.filter(pk__in=keys).values_list("pk", "number", "dated")
    return {
        key: Named(f"Báo cáo số {number} ngày {write_date(dated)}", reverse("edition", args=[key]))
        for key, number, dated in rows
    }


def announce_names() -> None:
    naming.announce_rows("reports.edition", editions_named)
