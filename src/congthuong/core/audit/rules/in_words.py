"""An amount in figures and the same in words in the brackets after it, as on decisions and receipts: they must be one."""

from __future__ import annotations

from collections.abc import Iterator

from congthuong.core.audit.model import Claim, Relation, Understanding
from congthuong.core.audit.rules import Rule
from congthuong.core.audit.spelled_again import is_spelled_again
from congthuong.core.quantities import QuantityMention


def in_words(text: Understanding) -> Iterator[Relation]:
    """The figure before the brackets against the words in them."""
    by_piece: dict[int, list[Claim]] = {}
    for claim in text.claims:
        by_piece.setdefault(claim.piece, []).append(claim)
    for piece, claims in by_piece.items():
        words = text.reading.pieces[piece].text
        if "(" not in words:
            continue
        for mention in text.mentions(piece):
            if isinstance(mention, QuantityMention) and is_spelled_again(words, mention):
                before = [claim for claim in claims if claim.end <= mention.start]
                if before:
                    yield _held(text, before[-1], mention)


def _held(text: Understanding, claim: Claim, mention: QuantityMention) -> Relation:
    """Told in words an amount is exact; whole units of one base are compared."""
    told = mention.quantity
    same = claim.unit.base == told.unit.base and claim.value.scaleb(claim.unit.exponent) == told.value.scaleb(
        told.unit.exponent
    )
    written = " ".join(mention.surface.split())
    return Relation(
        "figure-and-words",
        "consistent" if same else "contradiction",
        (claim.id,),
        f"{claim.text} {'=' if same else '≠'} {written}",
        "" if same else f"Bằng số ghi {claim.text}, bằng chữ ghi «{written}». Hãy sửa cho một số.",
        places=(text.span(claim.piece, mention.start, mention.end),),
    )


RULES: tuple[Rule, ...] = (in_words,)
