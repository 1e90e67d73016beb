"""Planted slips: short texts with one thing that cannot be true, and where it stands."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field

from .build import DATA
from .checker import ask, overlap


@dataclass(frozen=True)
class Slip:
    """`wrong` are surfaces one of which a finding must point at; `severities` those that are fair."""

    name: str
    kind: str
    text: str
    wrong: tuple[str, ...]
    severities: tuple[str, ...]
    says: str

    def places(self) -> list[tuple[int, int]]:
        """Where the surfaces stand, each once."""
        return [(self.text.index(surface), self.text.index(surface) + len(surface)) for surface in self.wrong]


@dataclass
class Slips:
    planted: int = 0
    found: int = 0
    missed: list[str] = field(default_factory=list)
    by_kind: dict[str, list[int]] = field(default_factory=dict)


def slips() -> Iterator[Slip]:
    for path in sorted((DATA / "slips").glob("*.toml")):
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["slip"]:
            yield Slip(
                row["name"],
                row["kind"],
                row["text"],
                tuple(row["wrong"]),
                tuple(row.get("severities", ("contradiction", "rounding", "suspicious"))),
                row["says"],
            )


def is_seen(slip: Slip) -> bool:
    return any(
        overlap(place, wrong)
        for one in ask(slip.text).findings
        if one.severity in slip.severities
        for place in one.places
        for wrong in slip.places()
    )


def score_slips() -> Slips:
    score = Slips()
    for slip in slips():
        seen = is_seen(slip)
        score.planted += 1
        score.found += seen
        counts = score.by_kind.setdefault(slip.kind, [0, 0])
        counts[0] += 1
        counts[1] += seen
        if not seen:
            score.missed.append(f"{slip.kind} {slip.name}: {slip.says}\n   {slip.text.strip()}")
    return score
