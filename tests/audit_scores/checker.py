"""The one place where the yardstick calls the product: text in, its findings and relations by place out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from congthuong.core.audit.check import check
from congthuong.core.audit.model import Span
from congthuong.core.document.readers.any import read_any

Place = tuple[int, int]


@dataclass(frozen=True)
class Found:
    """A finding: its rule, severity, message and the places it points at."""

    rule: str
    severity: str
    message: str
    arithmetic: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Linked:
    """A relation: its rule, verdict, arithmetic and the places of its operands."""

    rule: str
    verdict: str
    arithmetic: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Answer:
    """What the checker says of a text; `claims` and `confirmed` count its figures."""

    findings: tuple[Found, ...]
    relations: tuple[Linked, ...]
    claims: int
    confirmed: int


def ask(text: str, name: str = "text.txt") -> Answer:
    try:
        audit = check(read_any(name, text.encode("utf-8")))
    except Exception as crash:  # a measurement goes on; the crash counts as a false contradiction
        return Answer((Found("crash", "contradiction", repr(crash), "", ()),), (), 0, 0)
    spans = {claim.id: claim.span for claim in audit.understanding.claims}
    return Answer(
        tuple(
            Found(one.rule, one.severity, one.message, one.arithmetic, _places(one.spans))
            for one in audit.findings
        ),
        tuple(
            Linked(one.rule, one.verdict, one.arithmetic, _places([spans[name] for name in one.claims]))
            for one in audit.relations
        ),
        len(audit.understanding.claims),
        audit.confirmed,
    )


def _places(spans: Sequence[Span]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys((span.start, span.end) for span in spans))


def overlap(one: Place, other: Place) -> bool:
    return one[0] < other[1] and other[0] < one[1]
