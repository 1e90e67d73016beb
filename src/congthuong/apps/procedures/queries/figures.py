"""The progress table (Quyết định 766/QĐ-TTg): carried over, received, settled, pending, paused, of any span of time.

Every figure is one condition on dossiers; the table counts by it and the list of the figure filters by it, so that a
count opens exactly what it counted. All of a row is counted by one query, and within it

    carried over + received = settled + pending + paused

because each dossier that was here within the span is either closed within it or open at its end, and if open, either
paused then or not. What was open, paused or late at a past moment is told from moments and pauses, never from the
present state.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from django.db.models import Count, F, FilteredRelation, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from congthuong.apps.catalogue.models import Organisation
from congthuong.apps.procedures.models import Channel, Dossier, ProcedureVersion, Timeliness
from congthuong.core.quantities import Period
from congthuong.web import clock

Rows = QuerySet[Dossier]


@dataclass(frozen=True, slots=True)
class Span:
    """From a moment (included) to a moment (excluded): what happens later is not known yet."""

    start: datetime
    end: datetime


def span_of(first: date, last: date, as_of: date | None = None) -> Span:
    """The days from `first` to `last`, as far as they are known on `as_of` (None: now)."""
    known = clock.now() if as_of is None else _midnight(as_of + timedelta(1))
    return Span(_midnight(first), min(_midnight(last + timedelta(1)), known))


def span_of_period(period: Period, as_of: date | None = None) -> Span:
    return span_of(period.first, period.last, as_of)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


# --- conditions ---


def _here(span: Span) -> Q:
    """Open at some moment of the span."""
    return Q(received_at__lt=span.end) & (Q(closed_at__isnull=True) | Q(closed_at__gte=span.start))


def _carried(span: Span) -> Q:
    return Q(received_at__lt=span.start) & (Q(closed_at__isnull=True) | Q(closed_at__gte=span.start))


def _received(span: Span) -> Q:
    return Q(received_at__gte=span.start, received_at__lt=span.end)


def _by(channel: Channel) -> Callable[[Span], Q]:
    return lambda span: _received(span) & Q(channel=channel)


def _settled(span: Span) -> Q:
    return Q(closed_at__gte=span.start, closed_at__lt=span.end)


def _settled_as(*judged: Timeliness) -> Callable[[Span], Q]:
    return lambda span: _settled(span) & Q(timeliness__in=judged)


def _by_post(span: Span) -> Q:
    """Handed in by post, or the result sent by post, within the span."""
    back = Q(returned_at__gte=span.start, returned_at__lt=span.end, return_channel=Channel.POST)
    return (_received(span) & Q(channel=Channel.POST)) | back


def _open(span: Span) -> Q:
    return Q(received_at__lt=span.end) & (Q(closed_at__isnull=True) | Q(closed_at__gte=span.end))


def _pending(span: Span) -> Q:
    return _open(span) & (Q(pause_since__isnull=True) | Q(pause_since__gte=span.end))


def _pending_in_time(span: Span) -> Q:
    return _pending(span) & Q(due_then__gte=span.end)


def _pending_late(span: Span) -> Q:
    return _pending(span) & Q(due_then__lt=span.end)


def _paused(span: Span) -> Q:
    return _open(span) & Q(pause_since__lt=span.end)


def _paused_in_time(span: Span) -> Q:
    return _paused(span) & Q(due_then__gte=F("pause_since"))


def _paused_late(span: Span) -> Q:
    return _paused(span) & Q(due_then__lt=F("pause_since"))


def _late(span: Span) -> Q:
    """Settled late, or late and still here at the end."""
    return _settled_as(Timeliness.LATE)(span) | _pending_late(span) | _paused_late(span)


CONDITIONS: Final[Mapping[str, Callable[[Span], Q]]] = MappingProxyType(
    {
        "tong": _here,
        "ton": _carried,
        "moi": _received,
        "truc-tuyen": _by(Channel.ONLINE),
        "truc-tiep": _by(Channel.DIRECT),
        "buu-chinh": _by(Channel.POST),
        "xong": _settled,
        "xong-som": _settled_as(Timeliness.EARLY),
        "xong-dung": _settled_as(Timeliness.ON_TIME),
        "xong-tre": _settled_as(Timeliness.LATE),
        "dang": _pending,
        "dang-trong": _pending_in_time,
        "dang-qua": _pending_late,
        "dung": _paused,
        "dung-trong": _paused_in_time,
        "dung-qua": _paused_late,
    }
)
"""The columns of the progress table."""
MORE: Final[Mapping[str, Callable[[Span], Q]]] = MappingProxyType(
    {
        "xong-kip": _settled_as(Timeliness.EARLY, Timeliness.ON_TIME),
        "qua-buu-chinh": _by_post,
        "tre": _late,
        "con": _open,
    }
)
"""Figures of the report that are no columns of the table."""
NAMES = {
    "tong": _("Tổng số tiếp nhận"),
    "ton": _("Kỳ trước chuyển sang"),
    "moi": _("Tiếp nhận trong kỳ"),
    "truc-tuyen": _("Nộp trực tuyến"),
    "truc-tiep": _("Nộp trực tiếp"),
    "buu-chinh": _("Nộp qua bưu chính công ích"),
    "xong": _("Đã xử lý"),
    "xong-som": _("Xử lý trước hạn"),
    "xong-dung": _("Xử lý đúng hạn"),
    "xong-tre": _("Xử lý quá hạn"),
    "dang": _("Đang xử lý"),
    "dang-trong": _("Đang xử lý, trong hạn"),
    "dang-qua": _("Đang xử lý, quá hạn"),
    "dung": _("Tạm dừng"),
    "dung-trong": _("Tạm dừng, trong hạn"),
    "dung-qua": _("Tạm dừng, quá hạn"),
    "xong-kip": _("Xử lý trước hạn và đúng hạn"),
    "qua-buu-chinh": _("Thực hiện qua bưu chính công ích"),
    "tre": _("Trễ hẹn"),
    "con": _("Còn lại cuối kỳ"),
}


def condition(figure: str, span: Span) -> Q:
    """Raises KeyError for a figure that there is not. Its rows must be `at_end_of` the span."""
    return (CONDITIONS.get(figure) or MORE[figure])(span)


def at_end_of(rows: Rows, span: Span) -> Rows:
    """With what the conditions ask of the end: `due_then`, the appointment then, and `pause_since`, the beginning of
    the first pause that was not over by then. At most one pause fits, so that the join doubles no dossier."""
    over = Q(pauses__after__isnull=True) | Q(pauses__after__lt=span.end)
    lasting = Q(pauses__until__isnull=True) | Q(pauses__until__gte=span.end)
    return rows.annotate(
        pause_then=FilteredRelation("pauses", condition=over & lasting),
        pause_since=F("pause_then__since"),
        due_then=Coalesce(F("pause_then__due_before"), F("due_at")),
    )


# --- the table ---


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: a unit, a procedure or the total, with its counts by figure."""

    code: str
    name: str
    counts: Mapping[str, int]

    def __getitem__(self, figure: str) -> int:
        return self.counts[figure]

    @property
    def online_share(self) -> Decimal | None:
        """Of those received in the span; None when there were none."""
        return _share(self.counts["truc-tuyen"], self.counts["moi"])

    @property
    def kept_share(self) -> Decimal | None:
        return _share(self.counts["xong-som"] + self.counts["xong-dung"], self.counts["xong"])


@dataclass(frozen=True, slots=True)
class Table:
    lines: tuple[Line, ...]
    total: Line


GROUPS = {"don-vi": "organisation_id", "thu-tuc": "procedure__code"}


def table(rows: Rows, span: Span, group: str) -> Table:
    """The progress table by unit ("don-vi") or procedure ("thu-tuc"); the total adds up its lines."""
    column = GROUPS[group]
    counted = at_end_of(rows.filter(_here(span)), span).order_by().values(column)
    told = counted.annotate(
        **{_alias(figure): Count("pk", filter=ask(span)) for figure, ask in CONDITIONS.items()}
    ).values(column, *map(_alias, CONDITIONS))
    names = _names(group)
    lines = sorted(
        (_line(one[column] or "", names.get(one[column] or "", one[column] or ""), one) for one in told),
        key=lambda line: (-line["tong"], line.name),
    )
    sums = {figure: sum(line[figure] for line in lines) for figure in CONDITIONS}
    return Table(tuple(lines), Line("", "", sums))


def _line(code: str, name: str, row: Mapping[str, Any]) -> Line:
    return Line(code, name, {figure: row[_alias(figure)] for figure in CONDITIONS})


def _alias(figure: str) -> str:
    return "n_" + figure.replace("-", "_")


def _names(group: str) -> dict[str, str]:
    if group == "don-vi":
        return dict(Organisation.objects.values_list("code", "name"))
    rows = ProcedureVersion.objects.order_by("number").values_list("procedure__code", "name")
    return dict(rows)  # the last version's name


def _share(part: int, whole: int) -> Decimal | None:
    return Decimal(100 * part) / Decimal(whole) if whole else None
