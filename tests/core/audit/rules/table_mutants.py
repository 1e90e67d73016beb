"""One figure of a table changed beyond rounding, the way retyping goes wrong."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

from congthuong.core.audit.model import Claim
from congthuong.core.document.reading import Reading


def changed(text: str, rng: Random) -> str:
    """The printed number with one of its leading digits changed, two unlike neighbours swapped, or a digit lost.

    The printed decimals stay, so that the change is far beyond the last place.
    """
    digits = [at for at, sign in enumerate(text) if sign.isdigit()]
    leading = digits[: max(1, len(digits) - 1)][:3]
    for _ in range(20):
        made = list(text)
        at = rng.choice(leading)
        if rng.random() < 0.4 and at + 1 < len(text) and text[at + 1].isdigit():
            made[at], made[at + 1] = made[at + 1], made[at]
        else:
            made[at] = str((int(text[at]) + rng.randint(1, 8)) % 10)
        result = "".join(made)
        if result != text and _far(text, result):
            return result
    return text


def _far(text: str, result: str) -> bool:
    """At least a twentieth away, and no leading zero."""
    before, after = _plain(text), _plain(result)
    first = next(sign for sign in result if sign.isdigit())
    return first != "0" and abs(after - before) * 20 >= abs(before) and before != after


def _plain(text: str) -> Decimal:
    return Decimal("".join(sign for sign in text if sign.isdigit()) or "0")


def with_cell(reading: Reading, claim: Claim, printed: str) -> Reading:
    """The reading with a claim's number replaced by one as long."""
    assert len(printed) == len(claim.text)
    text = reading.text[: claim.span.start] + printed + reading.text[claim.span.end :]
    piece = reading.pieces[claim.piece]
    words = piece.text[: claim.start] + printed + piece.text[claim.end :]
    pieces = list(reading.pieces)
    pieces[claim.piece] = replace(piece, text=words)
    return replace(reading, text=text, pieces=tuple(pieces))
