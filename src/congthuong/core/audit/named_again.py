"""Which of a sentence's amounts a change is told of, where words after the change name it again.

"116,3 nghìn doanh nghiệp với vốn đăng ký 1.087,3 nghìn tỷ đồng, tăng 3,1% về số doanh nghiệp, giảm 14,6% về vốn";
"87 vụ, làm chết 41 người, bị thương 63 người; so với cùng kỳ giảm 15 vụ, giảm 6 người chết": the order tells nothing.
"""

from __future__ import annotations

from itertools import islice
from typing import Final

import regex

from congthuong.core.audit.cues import Told, pattern
from congthuong.core.audit.drafts import AMOUNTS, Draft, Drafts
from congthuong.core.audit.scan import Number, comparable, tops
from congthuong.core.audit.subjects import words_of
from congthuong.core.quantities.units import fold

_ABOUT: Final = pattern(
    r"^\s*(?:\([^()]*\)\s*)?(?:xét\s+)?về\s+(?P<what>[^,;.()]{2,60}?)(?=\s+(?:so|và|nhưng|còn)(?!\p{L})|[,;.()]|\Z)"
)
_VALUE: Final = regex.compile(r"(?<!\p{L})(?:trị giá|giá trị|kim ngạch|tiền|số tiền|vốn|doanh thu)(?!\p{L})")
_QUANTITY: Final = regex.compile(r"(?<!\p{L})(?:lượng|khối lượng|số lượng|sản lượng|trọng lượng)(?!\p{L})")
_MONEY: Final = frozenset({"đồng", "USD"})
_BACK: Final = 6
_NOUN: Final = 3
"""Words after a number that may still say what it counts: "13.862 lượt doanh nghiệp"."""


def named_again(
    made: Drafts, piece: int, number: Number, said: Told, tail: str, current: int | None
) -> int | None:
    """The statement of the sentence whose amount the words after a change name; None when they name none, or several."""
    if said.role not in ("change", "difference"):
        return None
    here = list(islice(made.with_amounts(piece, number.sentence), _BACK))
    if len(here) < 2:
        return None
    about = _ABOUT.match(fold(tail))
    if about is not None:
        named = [at for at in here if _is_named(made[at], about["what"])]
        found = _only(named or [at for at in here if _is_about(made[at], about["what"])])
        return (
            here[0] if found is None else found
        )  # what it names is not known: the nearest, as without such words
    unit = number.quantity.unit
    own = made[current].claims if current is not None else []
    if not unit.is_count and any(comparable(claim.unit, unit) or tops(claim.unit, unit) for claim in own):
        return None
    if said.role == "difference" and unit.base and unit.base not in ("%", "‰", "điểm phần trăm", "điểm"):
        return _only(_reckoned_alike(made, here, number, tail))
    return None


def _only(found: list[int]) -> int | None:
    return found[0] if len(found) == 1 else None


def _is_named(draft: Draft, what: str) -> bool:
    words = words_of(what)
    return bool(words) and any(
        words <= words_of(f"{draft.subject} {claim.unit.base} {' '.join(claim.tail.split()[:_NOUN])}")
        for claim in draft.claims
        if claim.role in AMOUNTS
    )


def _is_about(draft: Draft, what: str) -> bool:
    """Whether an amount is money where the value is meant, a measure where the quantity is."""
    amounts = [claim for claim in draft.claims if claim.role in AMOUNTS]
    if _VALUE.fullmatch(what.strip()):
        return any(claim.unit.base in _MONEY for claim in amounts)
    measured = any(claim.unit.base not in _MONEY and claim.unit.base not in ("%", "‰") for claim in amounts)
    return bool(_QUANTITY.fullmatch(what.strip())) and measured


def _reckoned_alike(made: Drafts, here: list[int], number: Number, tail: str) -> list[int]:
    """The statements in the unit of the change; of several that count one noun, the one that the words after it name."""
    unit = number.quantity.unit
    found = [
        at
        for at in here
        if any(
            claim.role in AMOUNTS
            and (comparable(claim.unit, unit) or tops(claim.unit, unit) or _heads(claim.unit.base, unit.base))
            for claim in made[at].claims
        )
    ]
    if len(found) < 2 or not unit.is_count:
        sized = [at for at in found if any(claim.unit.exponent == unit.exponent for claim in made[at].claims)]
        return found if len(found) < 2 else sized
    words = words_of(tail)
    return [
        at for at in found if words and words <= words_of(f"{made[at].subject} {made[at].claims[0].tail}")
    ]


def _heads(first: str, second: str) -> bool:
    """ "87 vụ tai nạn … giảm 15 vụ": the head of a noun stands for it."""
    return bool(first and second) and first.split(" ")[0] == second.split(" ")[0]
