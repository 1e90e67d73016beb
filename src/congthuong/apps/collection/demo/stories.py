"""What happened to each return, as acts in the order of time: typed, handed in, sent back, approved, estimated, revised.

Pure: the same figures give the same stories. Every return of the published years ends approved with its true figures,
so that they add up; in the live month work is going on, and there stand the slips.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Literal

from congthuong.apps.collection.demo.draws import draw
from congthuong.core.forms.cells import stated_decimals
from congthuong.core.forms.model import Cell

Actor = Literal["unit", "officer"]
ActKind = Literal["type", "hand_in", "send_back", "approve", "revise", "estimate", "comment"]


@dataclass(frozen=True, slots=True)
class Act:
    """`by` is a role in the story. `values`: what is typed (None: blanked) or estimated; `cells`:
    those re-opened or commented on; `text`: reason, comment, explanation of what is abnormal, method of an estimate."""

    kind: ActKind
    at: datetime
    by: Actor
    values: Mapping[Cell, Decimal | None] = field(default_factory=dict)
    cells: tuple[Cell, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What a story is made of: the true figures, the main cell in which slips happen, how the unit explains itself."""

    form: str
    organisation: str
    period: str
    figures: Mapping[Cell, Decimal]
    due_on: date
    reason: str

    @property
    def main(self) -> Cell | None:
        return next(iter(self.figures), None)

    @property
    def monthly(self) -> bool:
        return "-" in self.period and "H" not in self.period

    def moment(self, days: int, what: str, *, early: int = 8, late: int = 16) -> datetime:
        """A moment of office hours so many days after the due day."""
        hour, minute = draw(early, late, what, "h", *self._key), draw(0, 59, what, "m", *self._key)
        return datetime.combine(self.due_on + timedelta(days), time(hour, minute))

    def chance(self, what: str, of: int = 1000) -> int:
        return draw(0, of - 1, what, *self._key)

    @property
    def _key(self) -> tuple[str, str, str]:
        return self.form, self.organisation, self.period


def past(known: Known) -> Iterator[Act]:
    """A return of a published period: most came in time and were approved within days."""
    lot, main = known.chance("past"), known.main if known.monthly else None
    if lot < 3 and main:
        yield from _estimated_then_came(known)
    elif lot < 15 and main:
        yield from _sent_back_then_mended(known, main)
    elif lot < 21 and main:
        yield from _revised_later(known, main)
    else:
        yield from _plain(known, 0 if lot >= 75 else 1 + known.chance("late", 7))


def _plain(known: Known, late: int) -> Iterator[Act]:
    handed_in = late if late else -known.chance("early", 3)
    yield Act("type", known.moment(handed_in, "type", late=11), "unit", dict(known.figures))
    yield Act("hand_in", known.moment(handed_in, "hand-in", early=13), "unit", text=known.reason)
    yield Act("approve", known.moment(handed_in + 1 + known.chance("approve", 2), "approve"), "officer")


def _estimated_then_came(known: Known) -> Iterator[Act]:
    yield Act("estimate", known.moment(6, "estimate"), "officer", text="last_value")
    yield from _plain(known, 12 + known.chance("late", 9))


def _sent_back_then_mended(known: Known, main: Cell) -> Iterator[Act]:
    wrong = {main: known.figures[main] * 10}
    yield Act("type", known.moment(-2, "type", late=11), "unit", {**known.figures, **wrong})
    yield Act("hand_in", known.moment(-2, "hand-in", early=13), "unit", text="Số liệu theo sổ của đơn vị.")
    yield Act(
        "send_back", known.moment(-1, "send-back"), "officer",
        text="Số cao gấp mười lần các tháng trước. Đề nghị kiểm tra dấu thập phân rồi nộp lại.",
    )  # fmt: skip
    yield Act("type", known.moment(1, "retype", late=11), "unit", {main: known.figures[main]})
    yield Act("hand_in", known.moment(1, "hand-in-again", early=13), "unit", text=known.reason)
    yield Act("approve", known.moment(2, "approve"), "officer")


def _revised_later(known: Known, main: Cell) -> Iterator[Act]:
    value = known.figures[main]
    first = value + Decimal(known.chance("revised", 9) + 1).scaleb(1 - stated_decimals(value))
    yield Act("type", known.moment(-1, "type", late=11), "unit", {**known.figures, main: first})
    yield Act("hand_in", known.moment(-1, "hand-in", early=13), "unit", text=known.reason)
    yield Act("approve", known.moment(1, "approve"), "officer")
    yield Act(
        "revise", known.moment(14, "revise"), "officer", cells=(main,),
        text="Đơn vị xin điều chỉnh sau khi quyết toán tháng.",
    )  # fmt: skip
    yield Act("type", known.moment(15, "retype", late=11), "unit", {main: value})
    yield Act("hand_in", known.moment(15, "hand-in-again", early=13), "unit", text=known.reason)
    yield Act("approve", known.moment(16, "approve-again"), "officer")
