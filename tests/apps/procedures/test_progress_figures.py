"""The progress table of a past span against what was noted down while it happened; a count opens what it counted."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from apps.procedures.office import CHEMICALS, FAIR, HOURS, application, at
from congthuong.apps.accounts.models import User
from congthuong.apps.procedures.models import Dossier, State
from congthuong.apps.procedures.models.dossiers import CLOSED, PAUSED, RUNNING
from congthuong.apps.procedures.queries import figures
from congthuong.apps.procedures.queries.dossiers import Filters, found
from congthuong.apps.procedures.services.handling import (
    dossier_pause,
    dossier_resume,
    dossier_stop,
    dossier_withdraw,
)
from congthuong.apps.procedures.services.receiving import dossier_receive
from congthuong.apps.procedures.services.settling import dossier_return, dossier_settle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]
BOUNDS = [at("2020-06-01 00:00"), at("2020-06-11 00:00"), at("2020-06-19 00:00"), at("2020-07-03 00:00")]
DOSSIERS = 36
Act = Callable[[int, datetime], object]


@dataclass(frozen=True)
class Noted:
    """One dossier as it stood at a moment."""

    state: int
    received_at: datetime | None
    due_at: datetime | None
    paused_at: datetime | None
    closed_at: datetime | None


def plan(people: dict[str, User], draw: random.Random) -> list[tuple[datetime, int, Act]]:
    """What happens when to which dossier: some wait, some are stopped, some taken back, some late, some never done."""
    clerk, officer, leader = people["clerk"], people["industry"], people["leader"]
    by_kind = {CHEMICALS: officer, HOURS: officer, FAIR: people["trade"]}
    acts: list[tuple[datetime, int, Act]] = []
    for one in range(DOSSIERS):
        code = draw.choice([CHEMICALS, CHEMICALS, FAIR, HOURS])
        handler, channel = by_kind[code], draw.choice([1, 2, 3])
        when = at("2020-05-25 07:00") + timedelta(minutes=draw.randrange(38 * 24 * 60))

        def later(most: int, since: datetime) -> datetime:
            return since + timedelta(minutes=draw.randrange(30, most))

        acts.append((when, one, lambda _pk, t, c=code, ch=channel: dossier_receive(by=clerk, application=application(c, channel=ch), at=t)))  # fmt: skip
        if draw.random() < 0.5:
            when = later(5000, when)
            if draw.random() < 0.3:
                acts.append((when, one, lambda pk, t, h=handler: dossier_stop(dossier=pk, by=h, reason="Chờ", at=t)))  # fmt: skip
            else:
                acts.append((when, one, lambda pk, t: dossier_pause(dossier=pk, by=clerk, papers=["Bản sao"], at=t)))  # fmt: skip
            if draw.random() < 0.3:
                continue
            when = later(15000, when)
            acts.append((when, one, lambda pk, t: dossier_resume(dossier=pk, by=clerk, at=t)))
        way = draw.random()
        when = later(20000, when)
        if way < 0.15:
            acts.append(
                (when, one, lambda pk, t: dossier_withdraw(dossier=pk, by=clerk, reason="Đổi ý", at=t))
            )
        elif way < 0.85:
            acts.append(
                (
                    when,
                    one,
                    lambda pk, t: dossier_settle(dossier=pk, by=leader, number="1", day=t.date(), at=t),
                )
            )
            when = later(5000, when)
            acts.append((when, one, lambda pk, t: dossier_return(dossier=pk, by=clerk, channel=3, at=t)))
    return sorted(acts, key=lambda act: act[0])


def lived(people: dict[str, User]) -> list[dict[int, Noted]]:
    """Everything happens in its order; at each bound somebody writes down how things stand."""
    numbers: dict[int, int] = {}
    noted: list[dict[int, Noted]] = []
    for when, one, act in plan(people, random.Random(766)):
        while len(noted) < len(BOUNDS) and when >= BOUNDS[len(noted)]:
            noted.append(written_down())
        done = act(numbers.get(one, 0), when)
        if one not in numbers:
            assert isinstance(done, Dossier)
            numbers[one] = done.pk
    while len(noted) < len(BOUNDS):
        noted.append(written_down())
    return noted


def written_down() -> dict[int, Noted]:
    rows = Dossier.objects.values_list("pk", "state", "received_at", "due_at", "paused_at", "closed_at")
    return {pk: Noted(*rest) for pk, *rest in rows}


def reckoned(start: dict[int, Noted], end: dict[int, Noted], span: figures.Span) -> dict[str, set[int]]:
    """Which dossiers each figure is about, told from what was written down at both ends of the span."""
    open_then = {pk for pk, one in start.items() if one.state not in CLOSED}
    new = set(end) - set(start)
    closed = {pk for pk, one in end.items() if one.state in CLOSED} - {
        pk for pk, one in start.items() if one.state in CLOSED
    }
    running = {pk for pk, one in end.items() if one.state in RUNNING}
    paused = {pk for pk, one in end.items() if one.state in PAUSED}
    late = {pk for pk in running if end[pk].due_at < span.end}  # type: ignore[operator]
    paused_late = {pk for pk in paused if end[pk].due_at < end[pk].paused_at}  # type: ignore[operator]
    settled_late = {pk for pk in closed if end[pk].closed_at > end[pk].due_at}  # type: ignore[operator]
    return {
        "tong": open_then | new,
        "ton": open_then,
        "moi": new,
        "xong": closed,
        "xong-tre": settled_late,
        "dang": running,
        "dang-trong": running - late,
        "dang-qua": late,
        "dung": paused,
        "dung-trong": paused - paused_late,
        "dung-qua": paused_late,
        "con": running | paused,
    }


def test_a_past_span_says_what_was_noted_down_then(people: dict[str, User]):
    noted = lived(people)
    seen: set[str] = set()
    for first in range(len(BOUNDS)):
        for last in range(first + 1, len(BOUNDS)):
            span = figures.Span(BOUNDS[first], BOUNDS[last])
            want = reckoned(noted[first], noted[last], span)
            rows = figures.at_end_of(Dossier.objects.all(), span)
            told = {
                figure: set(rows.filter(figures.condition(figure, span)).values_list("pk", flat=True))
                for figure in want
            }
            assert told == want, (first, last)
            seen |= {figure for figure, some in want.items() if some}
            for group in figures.GROUPS:
                table = figures.table(Dossier.objects.all(), span, group)
                assert {one: table.total[one] for one in want if one != "con"} == {
                    one: len(some) for one, some in want.items() if one != "con"
                }
                for line in (*table.lines, table.total):
                    holds_together(line)
    assert seen >= {"ton", "xong-tre", "dang-qua", "dung-trong", "dang-trong"}, "the lives tried too little"


def holds_together(line: figures.Line) -> None:
    assert line["ton"] + line["moi"] == line["tong"] == line["xong"] + line["dang"] + line["dung"]
    assert line["moi"] == line["truc-tuyen"] + line["truc-tiep"] + line["buu-chinh"]
    assert line["xong"] == line["xong-som"] + line["xong-dung"] + line["xong-tre"]
    assert line["dang"] == line["dang-trong"] + line["dang-qua"]
    assert line["dung"] == line["dung-trong"] + line["dung-qua"]


def test_each_count_opens_exactly_its_list(people: dict[str, User]):
    lived(people)
    auditor = people["auditor"]
    span = figures.span_of(date(2020, 6, 1), date(2020, 6, 30))
    by_unit = figures.table(Dossier.objects.all(), span, "don-vi")
    by_procedure = figures.table(Dossier.objects.all(), span, "thu-tuc")
    assert len(by_unit.lines) == 2 and len(by_procedure.lines) == 3
    for figure in figures.CONDITIONS:
        for line in by_unit.lines:
            asked = Filters(figure=figure, period="2020-06", unit=line.code)
            assert found(auditor, asked).count() == line[figure], (figure, line.code)
        for line in by_procedure.lines:
            asked = Filters(figure=figure, period="2020-06", procedure=line.code)
            assert found(auditor, asked).count() == line[figure], (figure, line.code)
    # A division sees its own kinds, in the list as in the table.
    own = found(people["trade"], Filters(figure="moi", period="2020-06"))
    assert set(own.values_list("kind", flat=True)) == {"thuong_mai"}


def test_adding_moving_and_taking_back_one_changes_its_own_figures_and_no_others(people: dict[str, User]):
    for code in (CHEMICALS, FAIR, HOURS):
        dossier_receive(by=people["clerk"], application=application(code), at=at("2020-05-29 09:00"))
    span = figures.span_of(date(2020, 6, 1), date(2020, 6, 30))

    def told() -> dict[str, int]:
        return dict(figures.table(Dossier.objects.all(), span, "don-vi").total.counts)

    before = told()
    own = dossier_receive(by=people["clerk"], application=application(channel=2), at=at("2020-06-15 09:00"))
    added = told()
    dossier_settle(
        dossier=own.pk, by=people["leader"], number="1", day=date(2020, 6, 16), at=at("2020-06-16 09:00")
    )
    settled = told()

    def changed(one: dict[str, int], other: dict[str, int]) -> dict[str, int]:
        return {figure: other[figure] - one[figure] for figure in one if other[figure] != one[figure]}

    # The term ends on 25 June: at the end of the month it would have been late.
    assert changed(before, added) == {"tong": 1, "moi": 1, "truc-tuyen": 1, "dang": 1, "dang-qua": 1}
    assert changed(added, settled) == {"xong": 1, "xong-som": 1, "dang": -1, "dang-qua": -1}
    assert timezone.localdate(own.due_at) == date(2020, 6, 25)
    assert own.state == State.RECEIVED
