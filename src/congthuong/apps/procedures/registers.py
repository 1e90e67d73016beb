"""The two registers as the ledger names them: their columns, what a column says of a dossier, and rows of them.

`thu_tuc` (procedures) is small and handed to reports; `ho_so` (dossiers) is large and counted here, by SQL. A dossier
that was received and settled on one day counts as new and as closed; a row of half-open days cannot say that, so it is
in the counts and on the list of dossiers but in no row (docs/decisions/0019).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final, NamedTuple

from django.db.models import Aggregate, Count, Exists, Min, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from congthuong.apps.procedures.models import (
    Change,
    Channel,
    Dossier,
    ProcedureVersion,
    RegisterKept,
    State,
    Step,
    TermKind,
    Timeliness,
)
from congthuong.apps.procedures.queries.figures import Span, at_end_of, condition
from congthuong.apps.procedures.queries.terms import aware
from congthuong.core.ledger.measures import Measured, Question, can_answer
from congthuong.core.ledger.model import Field, Register, Row, RowsMeasure, Value
from congthuong.core.quantities import Period, unit_of
from congthuong.web.prepared import prepared_aggregate, prepared_rows

PROCEDURES, DOSSIERS = "thu_tuc", "ho_so"
YES, NO = "có", "không"
BETWEEN: Final = " | "
"""Between the papers of a procedure in one cell; their own sentences have commas and semicolons."""
EVER: Final = aware(datetime(1900, 1, 1))  # noqa: DTZ001 (made aware right here)
CHANNELS = {label: value for value, label in Channel.choices}
JUDGED = {label: value for value, label in Timeliness.choices}

PROCEDURE_FIELDS = {
    "ten": "Tên thủ tục",
    "linh_vuc": "Lĩnh vực",
    "nhom": "Nhóm theo phòng nghiệp vụ",
    "don_vi": "Đơn vị giải quyết",
    "cach_tinh": "Cách tính hạn",
    "quy_dinh": "Thời hạn theo quy định",
    "cat_giam": "Thời hạn cắt giảm",
    "van_ban_cat_giam": "Văn bản cắt giảm",
    "muc_do": "Mức độ trực tuyến",
    "cong_quoc_gia": "Trên Cổng Dịch vụ công quốc gia",
    "cong_bo": "Quyết định công bố",
    "bai_bo": "Quyết định bãi bỏ",
    "thanh_phan": "Thành phần hồ sơ",
}
DOSSIER_FIELDS = {
    "thu_tuc": "Thủ tục",
    "don_vi": "Đơn vị giải quyết",
    "kenh": "Kênh nộp",
    "kenh_tra": "Kênh trả",
    "trang_thai": "Trạng thái (mã của Cổng Dịch vụ công quốc gia)",
    "nhan_luc": "Tiếp nhận lúc",
    "hen_tra": "Hẹn trả",
    "bo_sung_tu": "Chờ bổ sung từ",
    "bo_sung_den": "Chờ bổ sung đến",
    "xong_luc": "Xử lý xong lúc",
    "tra_luc": "Trả kết quả lúc",
    "so_voi_han": "So với hạn",
    "tre_hen": "Trễ hẹn",
}
IN_DAYS, DAYS, HOURS_A_DAY = ("quy_dinh", "cat_giam"), unit_of("ngày"), 8
DISTINCT = {"thu_tuc": "procedure", "don_vi": "organisation"}


def described() -> tuple[Register, ...]:
    """The registers that are kept, with the day from which they are complete: as a data folder said, else the day of
    the first dossier (of the first version that was written)."""
    since: dict[str, date | None] = dict(RegisterKept.objects.values_list("code", "since"))
    if PROCEDURES not in since and (
        first := ProcedureVersion.objects.aggregate(day=Min("recorded_on"))["day"]
    ):
        since[PROCEDURES] = first
    if DOSSIERS not in since and (at := Dossier.objects.aggregate(at=Min("received_at"))["at"]):
        since[DOSSIERS] = timezone.localdate(at)
    known = (
        _register(PROCEDURES, "Thủ tục hành chính", "TTHC", PROCEDURE_FIELDS),
        _register(DOSSIERS, "Hồ sơ thủ tục hành chính", "hồ sơ", DOSSIER_FIELDS, large=True),
    )
    return tuple(replace(one, since=since[one.code]) for one in known if one.code in since)


def _register(code: str, name: str, unit: str, fields: dict[str, str], *, large: bool = False) -> Register:
    made = tuple(_field(one, words) for one, words in fields.items())
    return Register(code, name, unit_of(unit), made, large=large)


def _field(code: str, name: str) -> Field:
    return Field(code, name, "number", DAYS) if code in IN_DAYS else Field(code, name)


# --- counting ---


def measured(register: Register, questions: Sequence[Question], as_of: date) -> list[Measured | None]:
    """One query over all dossiers for the questions that need no pause, one for those that do; None where the register
    cannot say."""
    plain, paused = _Asked(), _Asked()
    for place, one in enumerate(questions):
        chosen = chosen_by(one, as_of) if can_answer(register, one) else None
        if chosen is None or one.measure.field or one.measure.distinct not in ("", *DISTINCT):
            continue
        needed = paused if _tells_pauses(one) else plain
        needed.among |= _in_time(one.measure, one.period, as_of)
        needed.counts[f"n{place}"] = Count("pk", filter=chosen)
        if one.measure.distinct:
            needed.counts[f"d{place}"] = Count(DISTINCT[one.measure.distinct], filter=chosen, distinct=True)
    key = (tuple(questions), as_of)
    told: dict[str, Any] = {}
    if plain.counts:
        told |= prepared_aggregate(("dossiers", key), lambda: (Dossier.objects.all(), plain.counts))
    if paused.counts:
        told |= prepared_aggregate(("dossiers and pauses", key), lambda: (paused.rows(as_of), paused.counts))
    if told and not any(told.values()) and not _kept(as_of):
        return [None] * len(questions)
    return [_answer(told, place) for place in range(len(questions))]


def _kept(as_of: date) -> bool:
    """Whether any dossier had come in by the day: before, nothing is known, and nothing is counted as zero."""
    return Dossier.objects.filter(received_at__lt=midnight(as_of + timedelta(1))).exists()


@dataclass
class _Asked:
    """What one query counts, and among which dossiers at all."""

    among: Q = field(default_factory=Q)
    counts: dict[str, Aggregate] = field(default_factory=dict)

    def rows(self, as_of: date) -> QuerySet[Dossier]:
        return at_end_of(Dossier.objects.filter(self.among), Span(EVER, midnight(as_of + timedelta(1))))


def _tells_pauses(question: Question) -> bool:
    """Whether a dossier's pauses decide: joining them to every dossier takes longer than all the rest."""
    measure = question.measure
    columns = {name for name, _ in measure.where} | {measure.column_of(name) for name, _ in question.items}
    return "tre_hen" in columns


def _answer(told: dict[str, Any], place: int) -> Measured | None:
    count = told.get(f"n{place}")
    if count is None:
        return None
    return Measured(Decimal(told.get(f"d{place}", count)), count)


def chosen_by(question: Question, as_of: date) -> Q | None:
    """The dossiers that a figure of the ledger counts; None where a column cannot tell. Its rows must be `at_end_of`
    the day `as_of`."""
    chosen = _in_time(question.measure, question.period, as_of)
    items = [(question.measure.column_of(codelist), (item,)) for codelist, item in question.items]
    for column, wanted in (*question.measure.where, *items):
        told = _is_one_of(column, wanted, midnight(as_of + timedelta(1)))
        if told is None:
            return None
        chosen &= told
    return chosen


def _in_time(measure: RowsMeasure, period: Period, as_of: date) -> Q:
    known = midnight(as_of + timedelta(1))
    first, end = midnight(period.first), min(midnight(period.last + timedelta(1)), known)
    match measure.when:
        case "stock":
            return Q(received_at__lt=end) & (Q(closed_at__isnull=True) | Q(closed_at__gte=end))
        case "new":
            return Q(received_at__gte=first, received_at__lt=end)
        case "closed":
            return Q(closed_at__gte=first, closed_at__lt=end, received_at__isnull=False)
        case "all":
            later = first + timedelta(1)
            return Q(received_at__lt=end) & (Q(closed_at__isnull=True) | Q(closed_at__gte=later))


def _is_one_of(column: str, wanted: Sequence[Value], end: datetime) -> Q | None:
    texts = ["" if one is None else str(one) for one in wanted]
    match column:
        case "thu_tuc":
            return Q(procedure__code__in=texts)
        case "don_vi":
            named = Q(organisation_id__in=[one for one in texts if one])
            return named | Q(organisation__isnull=True) if "" in texts else named
        case "kenh":
            return Q(channel__in=[CHANNELS[one] for one in texts if one in CHANNELS])
        case "so_voi_han":
            judged = Q(closed_at__lt=end, timeliness__in=[JUDGED[one] for one in texts if one in JUDGED])
            unjudged = Q(closed_at__isnull=True) | Q(closed_at__gte=end)
            return judged | unjudged if "" in texts else judged
        case "tre_hen":
            # Both sides are said as they are: what is not late is no negation, since a pause may not be there at all.
            span = Span(EVER, end)
            chosen = Q(pk__in=())
            for word, figures in ((YES, ("tre",)), (NO, ("xong-kip", "dang-trong", "dung-trong"))):
                for figure in figures if word in texts else ():
                    chosen |= condition(figure, span)
            return chosen
        case _:
            return None


def midnight(day: date) -> datetime:
    return aware(datetime.combine(day, datetime.min.time()))


# --- rows ---


def procedure_rows(day: date) -> Iterator[Row]:
    """A row for each life of a procedure: from the decision that announced it to the one that abolished it."""
    lives: dict[str, list[list[_Version]]] = {}
    for one in map(_Version._make, prepared_rows(("procedure versions", day), lambda: _versions_by(day))):
        own = lives.setdefault(one.procedure__code, [])
        if not own or not own[-1][-1].in_force:
            own.append([])
        own[-1].append(one)
    order = 0
    for own in lives.values():
        for number, life in enumerate(own, start=1):
            order += 1
            yield _procedure_row(life, number, order)


class _Version(NamedTuple):
    """What a row says of a version: a report reads hundreds, and needs no object of the table for each."""

    procedure__code: str
    name: str
    field: str
    kind: str
    organisation_id: str | None
    term_kind: str
    legal_term: int
    reduced_term: int | None
    reduction_decision: str
    online_level: str
    national_portal: bool
    decision: str
    components: list[str]
    change: str
    valid_from: date
    recorded_on: date
    source: str

    @property
    def in_force(self) -> bool:
        return self.change != Change.ABOLISHED


def _versions_by(day: date) -> QuerySet[ProcedureVersion, Any]:
    known = ProcedureVersion.objects.filter(recorded_on__lte=day)
    return known.order_by("procedure__id", "valid_from", "number").values_list(*_Version._fields)


def in_days(term: int, kind: str) -> Decimal:
    """A term as the register says it, in days; hours of work are part of a day of eight."""
    return Decimal(term) / HOURS_A_DAY if kind == TermKind.WORKING_HOURS else Decimal(term)


def _procedure_row(life: list[_Version], number: int, order: int) -> Row:
    last = life[-1]
    told = next((one for one in reversed(life) if one.in_force), last)
    code = last.procedure__code
    return Row(
        register=PROCEDURES,
        key=code if number == 1 else f"{code}.{number}",
        values={
            "ten": told.name,
            "linh_vuc": told.field,
            "nhom": told.kind,
            "don_vi": told.organisation_id or "",
            "cach_tinh": told.term_kind,
            "quy_dinh": in_days(told.legal_term, told.term_kind),
            "cat_giam": None if told.reduced_term is None else in_days(told.reduced_term, told.term_kind),
            "van_ban_cat_giam": told.reduction_decision,
            "muc_do": told.online_level,
            "cong_quoc_gia": YES if told.national_portal else NO,
            "cong_bo": life[0].decision,
            "bai_bo": "" if last.in_force else last.decision,
            "thanh_phan": BETWEEN.join(told.components),
        },
        recorded_on=max(one.recorded_on for one in life),
        effective_from=life[0].valid_from,
        effective_to=None if last.in_force else last.valid_from,
        source=told.source,
        order=order,
    )


def dossier_rows(day: date) -> Iterator[Row]:
    """Every dossier that was received by the day, as it stood at its end: for pages that show rows."""
    end = midnight(day + timedelta(1))
    rows = Dossier.objects.filter(received_at__lt=end).select_related("procedure")
    last = Step.objects.filter(dossier=OuterRef("pk"), at__lt=end).order_by("-number")
    told = at_end_of(rows, Span(EVER, end)).annotate(
        state_then=Subquery(last.values("state")[:1]),
        moved_since=Exists(Step.objects.filter(dossier=OuterRef("pk"), at__gte=end)),
    )
    told = told.order_by("received_at", "pk").prefetch_related("pauses")
    for order, one in enumerate(told, start=1):
        yield _dossier_row(one, order, end)


def _dossier_row(one: Dossier, order: int, end: datetime) -> Row:
    closed = one.closed_at if one.closed_at and one.closed_at < end else None
    returned = one.returned_at if one.returned_at and one.returned_at < end else None
    since: datetime | None = one.pause_since  # type: ignore[attr-defined]  # annotated by at_end_of
    due: datetime = one.due_then  # type: ignore[attr-defined]
    asked_until = since if since and since < end and not closed else end
    late = one.timeliness == Timeliness.LATE if closed else due < asked_until
    asked = [pause for pause in one.pauses.all() if pause.state == State.SUPPLEMENT]
    first = min(asked, key=lambda pause: pause.since, default=None)
    assert one.received_at is not None
    return Row(
        register=DOSSIERS,
        key=one.number,
        values={
            "thu_tuc": one.procedure.code,
            "don_vi": one.organisation_id or "",
            "kenh": one.get_channel_display(),
            "kenh_tra": one.get_return_channel_display() if returned and one.return_channel else "",
            "trang_thai": str(_state_then(one)),
            "nhan_luc": written(one.received_at),
            "hen_tra": written(due),
            "bo_sung_tu": written(first.since) if first and first.since < end else "",
            "bo_sung_den": written(first.until) if first and first.until and first.until < end else "",
            "xong_luc": written(closed),
            "tra_luc": written(returned),
            "so_voi_han": one.get_timeliness_display() if closed else "",
            "tre_hen": YES if late else NO,
        },
        recorded_on=timezone.localdate(one.received_at),
        effective_from=timezone.localdate(one.received_at),
        effective_to=timezone.localdate(closed) if closed else None,
        source=one.source,
        order=order,
    )


def _state_then(one: Dossier) -> int:
    """The state after the last step by then. A dossier that did not move since stands as it stands now, also one that
    was taken in without all its steps."""
    moved: bool = one.moved_since  # type: ignore[attr-defined]  # annotated by dossier_rows, like the next
    then: int | None = one.state_then  # type: ignore[attr-defined]
    return then if moved and then is not None else one.state


def written(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""
