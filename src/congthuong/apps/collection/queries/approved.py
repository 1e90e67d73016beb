"""What was approved: for a round by respondent, for a respondent by period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from congthuong.apps.collection.models import Approval, Form
from congthuong.apps.collection.records import values_of
from congthuong.core.forms.model import Cell

Stated = Mapping[Cell, Decimal]


def approved_of_round(form: Form, period: str) -> dict[str, Stated]:
    """For each organisation what was last approved of its return of that period."""
    rows = Approval.objects.filter(ret__round__form=form, ret__round__period=period).order_by("number")
    return {
        code: values_of(content) for code, content in rows.values_list("ret__organisation__code", "content")
    }


def approved_history(form: Form, organisation: str, before: date) -> list[tuple[str, Stated]]:
    """(period, what was last approved) of the organisation's returns of periods that ended earlier, oldest first."""
    rows = Approval.objects.filter(
        ret__round__form=form, ret__organisation_id=organisation, ret__round__period_last__lt=before
    ).order_by("ret__round__period_last", "number")
    found = {
        period: values_of(content) for period, content in rows.values_list("ret__round__period", "content")
    }
    return list(found.items())


def approved_since(
    form: Form, organisations: Iterable[str], first: date, before: date
) -> dict[str, dict[str, Stated]]:
    """organisation -> period -> what was last approved, of periods that began on or after `first` and before `before`."""
    rows = Approval.objects.filter(
        ret__round__form=form,
        ret__organisation__in=list(organisations),
        ret__round__period_first__gte=first,
        ret__round__period_first__lt=before,
    ).order_by("number")
    found: dict[str, dict[str, Stated]] = defaultdict(dict)
    for unit, period, content in rows.values_list("ret__organisation__code", "ret__round__period", "content"):
        found[unit][period] = values_of(content)
    return found
