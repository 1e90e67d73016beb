"""Takes in the rows of the two registers that a data folder brings: what is news becomes versions and dossiers.

A dossier that is here already stays as it is: what the office did since counts. Rows say nobody's name; a sample row
gets a made-up one, another none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from congthuong.apps.accounts.models import User
from congthuong.apps.catalogue.models import Organisation
from congthuong.apps.ledger.inserting import insert_objects, insert_rows
from congthuong.apps.procedures.models import (
    Action,
    Applicant,
    Change,
    Channel,
    DayCounter,
    Dossier,
    Pause,
    Procedure,
    ProcedureVersion,
    RegisterKept,
    Result,
    State,
    Step,
    TermKind,
)
from congthuong.apps.procedures.models.dossiers import CLOSED
from congthuong.apps.procedures.problems import DossierRow
from congthuong.apps.procedures.queries.terms import aware, clock_for, due_of
from congthuong.apps.procedures.registers import BETWEEN, CHANNELS, DOSSIERS, HOURS_A_DAY, PROCEDURES, YES
from congthuong.apps.procedures.services.catalogue import VersionInput, check_version, version_columns
from congthuong.apps.procedures.services.receiving import PURPOSE, lookup_code, words_of, words_with
from congthuong.apps.procedures.services.settling import timeliness_of
from congthuong.apps.workdays.queries import calendar_on
from congthuong.core.ledger.model import Register, Row
from congthuong.core.problems import Problem, Problems
from congthuong.core.workdays.days import WorkCalendar

SAMPLE = "Dữ liệu mẫu"
BATCH = 2000


@transaction.atomic
def rows_store(registers: Iterable[Register], rows: Iterable[Row], *, by: User | None) -> int:
    """How many versions and dossiers were news. Raises Problems."""
    own: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        own[row.register].append(row)
    for one in registers:
        RegisterKept.objects.update_or_create(code=one.code, defaults={"since": one.since})
    return _versions_store(own[PROCEDURES], by) + _dossiers_store(own[DOSSIERS])


# --- procedures ---


def _versions_store(rows: Sequence[Row], by: User | None) -> int:
    if not rows:
        return 0
    organisations = frozenset(Organisation.objects.values_list("code", flat=True))
    problems: list[Problem] = []
    wanted: list[tuple[Row, VersionInput]] = []
    for row in rows:
        try:
            wanted += [(row, one) for one in _versions_of(row, organisations)]
        except Problem as problem:
            problems.append(DossierRow(register=PROCEDURES, key=row.key, what=problem.message.rstrip(".")))
    if problems:
        raise Problems(problems)
    Procedure.objects.bulk_create(
        [Procedure(code=code) for code in dict.fromkeys(one.code for _, one in wanted)], ignore_conflicts=True
    )
    procedures = {one.code: one for one in Procedure.objects.all()}
    known = set(ProcedureVersion.objects.values_list("procedure__code", "change", "valid_from"))
    last: dict[str, int] = {}
    for code, number in ProcedureVersion.objects.order_by("number").values_list("procedure__code", "number"):
        last[code] = number
    made = []
    for row, one in wanted:
        if (one.code, one.change, one.valid_from) in known:
            continue
        last[one.code] = last.get(one.code, 0) + 1
        made.append(
            ProcedureVersion(
                procedure=procedures[one.code],
                number=last[one.code],
                recorded_on=row.recorded_on,
                user=by,
                **version_columns(one),
            )
        )
    ProcedureVersion.objects.bulk_create(made, batch_size=BATCH)
    return len(made)


def _versions_of(row: Row, organisations: frozenset[str]) -> list[VersionInput]:
    """That it was announced, and if the row ends, that it was abolished."""
    told = {column: "" if value is None else str(value) for column, value in row.values.items()}
    announced = VersionInput(
        code=row.key,
        name=told["ten"],
        field=told["linh_vuc"],
        kind=told["nhom"],
        legal_term=_term(row, "quy_dinh"),
        term_kind=told["cach_tinh"],
        reduced_term=_term(row, "cat_giam") if told["cat_giam"] else None,
        reduction_decision=told["van_ban_cat_giam"],
        organisation=told["don_vi"],
        online_level=told["muc_do"],
        national_portal=told["cong_quoc_gia"] == YES,
        decision=told["cong_bo"],
        valid_from=row.effective_from or date(2000, 1, 1),
        components=_papers(told.get("thanh_phan", "")),
        source=row.source,
    )
    check_version(announced, organisations)
    if row.effective_to is None:
        return [announced]
    decision = told["bai_bo"] or announced.decision
    return [
        announced,
        replace(announced, change=Change.ABOLISHED, decision=decision, valid_from=row.effective_to),
    ]


def _papers(text: str) -> tuple[str, ...]:
    """ "Đơn đề nghị … | Bản sao … | …", in their order, each once."""
    return tuple(
        dict.fromkeys(one for part in text.split(BETWEEN.strip()) if (one := " ".join(part.split())))
    )


def _term(row: Row, column: str) -> int:
    """Days, or hours of a procedure that counts in hours; what is no whole term becomes 0, which is then refused."""
    text = str(row.values[column])
    days = Decimal(text) if re.fullmatch(r"\d{1,4}(\.\d{1,3})?", text, re.ASCII) else Decimal(0)
    term = days * HOURS_A_DAY if row.values["cach_tinh"] == TermKind.WORKING_HOURS else days
    return int(term) if term == int(term) else 0


# --- dossiers ---


@dataclass(frozen=True, slots=True)
class Taken:
    """A dossier out of a row, with what hangs on it."""

    dossier: Dossier
    paused: tuple[datetime, datetime | None] | None


def _dossiers_store(rows: Sequence[Row]) -> int:
    known = set(Dossier.objects.values_list("number", flat=True)) if rows else set()
    fresh = [row for row in rows if row.key not in known]
    versions: dict[str, list[ProcedureVersion]] = defaultdict(list)
    for one in ProcedureVersion.objects.select_related("procedure").order_by("valid_from", "number"):
        versions[one.procedure.code].append(one)
    problems: list[Problem] = []
    taken: list[Taken] = []
    for row in fresh:
        try:
            taken.append(_taken(row, versions))
        except (Problem, ValueError, KeyError) as wrong:
            what = wrong.message.rstrip(".") if isinstance(wrong, Problem) else f"không đọc được ({wrong})"
            problems.append(DossierRow(register=DOSSIERS, key=row.key, what=what))
    if problems:
        raise Problems(problems)
    insert_objects([one.dossier for one in taken])
    keys = dict(Dossier.objects.values_list("number", "pk")) if taken else {}
    for own in (one.dossier for one in taken):
        own.pk = keys[own.number]
    insert_objects(
        [_applicant(one.dossier, number) for number, one in enumerate(taken, start=len(known) + 1)]
    )
    calendar = calendar_on()
    Pause.objects.bulk_create([pause for one in taken for pause in _pauses(one, calendar)], batch_size=BATCH)
    insert_rows(Step, STEP_FIELDS, (step for one in taken for step in _steps(one)))
    _count_on(taken)
    return len(taken)


def _taken(row: Row, versions: dict[str, list[ProcedureVersion]]) -> Taken:
    told = {column: "" if value is None else str(value) for column, value in row.values.items()}
    received, due = _at(told["nhan_luc"]), _at(told["hen_tra"])
    if received is None or due is None:
        raise ValueError("thiếu lúc tiếp nhận hoặc hẹn trả")
    version = _version_then(versions.get(told["thu_tuc"], ()), timezone.localdate(received))
    closed, state = _at(told["xong_luc"]), State(int(told["trang_thai"]))
    asked, answered = _at(told["bo_sung_tu"]), _at(told["bo_sung_den"])
    _must_fit(state, (received, closed, _at(told["tra_luc"])), (received, asked, answered))
    back = CHANNELS.get(told["kenh_tra"])
    dossier = Dossier(
        number=row.key,
        lookup_code=lookup_code(),
        procedure=version.procedure,
        version=version,
        kind=version.kind,
        organisation_id=told["don_vi"] or None,
        channel=Channel(CHANNELS[told["kenh"]]),
        return_channel=back,
        state=state,
        term_kind=version.term_kind,
        term=version.term,
        registered_at=received,
        received_at=received,
        due_at=due,
        paused_at=asked if asked and answered is None else None,
        supplement_at=asked,
        closed_at=closed,
        returned_at=_at(told["tra_luc"]),
        timeliness=timeliness_of(due, closed) if closed else "",
        result=Result.GRANTED if closed else "",
        search=words_of(row.key, version),
        papers=_papers_there(row, version, waits=bool(asked and answered is None)),
        source=row.source,
        revision=1,
    )
    return Taken(dossier, (asked, answered) if asked else None)


def _papers_there(row: Row, version: ProcedureVersion, *, waits: bool) -> list[str]:
    """A row says nothing of papers. In the sample everything was there, but the last one of those that wait for it."""
    if not row.source.startswith(SAMPLE):
        return []
    return list(version.components[:-1] if waits else version.components)


def _must_fit(
    state: State, done: Sequence[datetime | None], paused: tuple[datetime, datetime | None, datetime | None]
) -> None:
    """What the state says and what the moments say is one thing: else what is carried over, received, settled and
    pending would not add up, and a pause could not end. Raises ValueError."""
    for moments in (done, paused):
        known = [one for one in moments if one is not None]
        if known != sorted(known):
            raise ValueError("các thời điểm không theo thứ tự tiếp nhận, bổ sung, xong, trả")
    _received, closed, returned = done
    if (closed is not None) != (state in CLOSED) or (returned is not None and closed is None):
        raise ValueError(f"trạng thái {state.value} không khớp với lúc xong, lúc trả")
    waits = paused[1] is not None and paused[2] is None and closed is None
    if waits != (state == State.SUPPLEMENT) or state in (State.PAYING, State.STOPPED):
        raise ValueError(f"trạng thái {state.value} không khớp với lúc chờ bổ sung")


def _version_then(versions: Sequence[ProcedureVersion], day: date) -> ProcedureVersion:
    then = [one for one in versions if one.valid_from <= day]
    if not then or not then[-1].in_force:
        raise ValueError("thủ tục không có hoặc không còn thực hiện vào ngày tiếp nhận")
    return then[-1]


def _at(text: str) -> datetime | None:
    return aware(datetime.fromisoformat(text)) if text else None


def _applicant(dossier: Dossier, number: int) -> Applicant:
    name = f"Người nộp mẫu {number}" if dossier.source.startswith(SAMPLE) else ""
    return Applicant(
        dossier=dossier, kind="person", name=name, purpose=PURPOSE, search=words_with(dossier, name, "")
    )


def _pauses(one: Taken, calendar: WorkCalendar) -> list[Pause]:
    """What the term was before the pause is not in the row: it is counted from the receipt again."""
    own = one.dossier
    if one.paused is None or own.received_at is None:
        return []
    since, until = one.paused
    clock = clock_for(own.received_at, calendar)
    before = due_of(own.received_at, own.term_kind, own.term, clock)  # type: ignore[arg-type]
    after = own.due_at if until else None
    return [
        Pause(
            dossier=own, state=State.SUPPLEMENT, since=since, until=until, due_before=before, due_after=after
        )
    ]


STEP_FIELDS = ("dossier", "number", "action", "state", "at", "by", "by_name", "note", "data")


def _steps(one: Taken) -> Iterator[tuple[Any, ...]]:
    """The values of `STEP_FIELDS`: what the row's moments say that happened."""
    own = one.dossier
    asked, answered = one.paused or (None, None)
    told = (
        (Action.RECEIVE, State.RECEIVED, own.received_at),
        (Action.SUPPLEMENT, State.SUPPLEMENT, asked),
        (Action.RESUME, State.PROCESSING, answered),
        (Action.SETTLE, State.DONE, own.closed_at),
        (Action.RETURN, State.RETURNED, own.returned_at),
    )
    happened = [(action, state, at) for action, state, at in told if at is not None]
    due = {"due": own.due_at.isoformat()} if own.due_at else {}
    for number, (action, state, at) in enumerate(happened, start=1):
        data = due if action == Action.RECEIVE else {}
        yield own.pk, number, action.value, state.value, at, None, own.source, "", data


def _count_on(taken: Sequence[Taken]) -> None:
    """The next dossier of a day gets the number after those that were taken in."""
    last: dict[date, int] = {}
    for one in taken:
        assert one.dossier.received_at is not None
        tail = one.dossier.number.rpartition("-")[2]
        day = timezone.localdate(one.dossier.received_at)
        last[day] = max(last.get(day, 0), int(tail) if tail.isdigit() else 0)
    there = DayCounter.objects.in_bulk(list(last), field_name="day")
    DayCounter.objects.bulk_create(
        [DayCounter(day=day, last=number) for day, number in last.items() if day not in there],
        batch_size=BATCH,
    )
    for day, counter in there.items():
        if counter.last < last[day]:
            counter.last = last[day]
            counter.save(update_fields=["last"])
