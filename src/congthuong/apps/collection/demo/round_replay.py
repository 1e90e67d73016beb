"""A round: its days, its returns, and their stories told together, for a total waits until its last part is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from congthuong.apps.accounts.models import User
from congthuong.apps.collection.demo.ledger_rows import LedgerRows
from congthuong.apps.collection.demo.people import People
from congthuong.apps.collection.demo.replaying import Replay
from congthuong.apps.collection.demo.rows import local
from congthuong.apps.collection.demo.stories import Act
from congthuong.apps.collection.models import FormVersion, Return, Round
from congthuong.apps.collection.queries.forms import definition_of
from congthuong.apps.collection.queries.pending import Part
from congthuong.core.forms.model import Cell, Form, Values
from congthuong.core.forms.schedule import Days
from congthuong.core.ledger.model import Observation
from congthuong.core.quantities import Period

Stated = Mapping[Cell, Decimal]
OPENING = time(7, 30)


@dataclass(frozen=True, slots=True)
class Told:
    """What a return of the round is told with: what stands beside it, what its unit stated before, its acts."""

    shown: Values
    history: list[tuple[str, Stated]]
    acts: list[Act]


def round_row(
    version: FormVersion, form: Form, period: Period, days: Days, announced: bool, by: User
) -> Round:
    return Round(
        form=version.form,
        version=version,
        period=period.code,
        period_first=period.first,
        period_last=period.last,
        opens_on=days.opens_on,
        cut_off=days.cut_off,
        due_on=days.due_on,
        days_announced=announced,
        opened_at=local(datetime.combine(days.opens_on, OPENING)),
        opened_by=by,
    )


def round_told(
    opened: Round,
    returns: list[Return],
    stories: Callable[[Return], Told],
    ledger: LedgerRows,
    people: People,
) -> None:
    """Tells the stories of a round act by act, in the order of time over all returns."""
    form = definition_of(opened.version)
    parts: dict[int, Part] = {}
    officer = people.officer(form.kind)
    period = Period.of(opened.period)

    def totals(ret: Return, part: Part, on: date) -> list[Observation]:
        parts[ret.pk] = part
        if len(parts) < len(returns):
            return []
        return ledger.totals(form, period, opened.cut_off, parts.values(), on)

    ledger.rows.tell(
        "round.opened", opened.opened_at, opened.opened_by, opened,
        form=opened.form.code, period=opened.period, due=opened.due_on, returns=len(returns),
    )  # fmt: skip
    acts: list[tuple[datetime, int, Act, Replay]] = []
    for ret in returns:
        told = stories(ret)
        who = {"unit": people.by_organisation.get(ret.organisation_id), "officer": officer}
        replay = Replay(ret, form, opened.version.number, who, ledger, told.shown, told.history, totals)
        acts += [(act.at, len(acts) + number, act, replay) for number, act in enumerate(told.acts)]
    for *_, act, replay in sorted(acts, key=lambda one: one[:2]):
        replay.tell(act)


def round_closed(opened: Round, ledger: LedgerRows, at: datetime, by: User) -> None:
    opened.state, opened.closed_at = Round.State.CLOSED, at
    ledger.rows.tell(
        "round.closed", at, by, opened, form=opened.form.code, period=opened.period, method="", estimated=0
    )
