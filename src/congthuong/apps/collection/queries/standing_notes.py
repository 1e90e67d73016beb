"""Which explanations still speak of the figures that stand: one of a figure that was corrected since is history."""

from __future__ import annotations

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from congthuong.apps.collection.models import CellChange, CellNote


def still_stands() -> Q:
    """Of an explanation: its figure was not changed after it. A figure that is worked out changes when any of its
    column does; a typed one, which has changes of its own, only when it does itself."""
    later = CellChange.objects.filter(ret=OuterRef("ret"), column=OuterRef("column"), at__gt=OuterRef("at"))
    of_cell = CellChange.objects.filter(
        ret=OuterRef("ret"), row=OuterRef("row"), column=OuterRef("column")
    ).order_by()
    return ~Exists(later.filter(row=OuterRef("row"))) & (Exists(of_cell) | ~Exists(later))


def explained_now() -> Coalesce:
    """For returns: how many abnormal figures that stand in each were explained."""
    notes: QuerySet[CellNote] = CellNote.objects.filter(
        still_stands(), ret=OuterRef("pk"), kind=CellNote.Kind.EXPLANATION
    )
    counted = notes.order_by().values("ret").annotate(count=Count("finding", distinct=True)).values("count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
