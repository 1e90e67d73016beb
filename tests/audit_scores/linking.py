"""Linking: the relations a careful reader finds against those the checker finds.

Operands are matched by place. Numbers that some annotation says are the same quantity stated twice (`repeat`) stand
for one another, so an attainment computed from the plan of the summing-up is as right as one from its first place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations

from .annotations import Annotated, Operand, Page
from .checker import Linked, ask, overlap

Ids = frozenset[str]
_AGREE = ("consistent", "rounding")  # the texts are consistent: any other verdict is wrong
_UNLINKED = {"enumeration", "document-dates"}  # their operands are no figures


@dataclass
class Linking:
    """Counts of one or more texts.

    `exact` and `lenient` count annotated relations found; `right` the checker's relations that an annotation bears
    out, `unknown` those that none speaks of (listed for a person to judge).
    """

    annotated: int = 0
    exact: int = 0
    lenient: int = 0
    product: int = 0
    right: int = 0
    missed: list[tuple[str, Annotated, str]] = field(default_factory=list)
    unknown: list[tuple[str, Linked, str]] = field(default_factory=list)
    by_kind: dict[str, list[int]] = field(default_factory=dict)

    @property
    def recall(self) -> float:
        return self.exact / self.annotated if self.annotated else 0.0

    @property
    def lenient_recall(self) -> float:
        return self.lenient / self.annotated if self.annotated else 0.0

    @property
    def precision(self) -> float:
        """At least this share of the checker's relations is right: unknown ones count as wrong."""
        return self.right / self.product if self.product else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def score_linking(pages: list[Page], *, strict_only: bool = False) -> Linking:
    score = Linking()
    for page in pages:
        _add(score, page, strict_only)
    return score


def _add(score: Linking, page: Page, strict_only: bool) -> None:
    same = _same_quantities(page)
    wanted = [one for one in page.relations if one.kind not in _UNLINKED]
    product = [(one, _ids(page, one)) for one in ask(page.text).relations]
    restated = _classes([ids for _, ids in product if len(ids) > 1 and len(_roots(ids, same)) == 1])
    found_sets = [_roots(ids, same) for _, ids in product]
    for relation in wanted:
        if strict_only and not relation.strict:
            continue
        ids = _roots(frozenset(relation.operands), same)
        if relation.kind == "repeat":
            exact = len({restated.get(name, name) for name in relation.operands}) == 1
        else:
            exact = ids in found_sets
        _count(
            score,
            page,
            relation,
            exact,
            exact or any(_lenient(relation, ids, one, same) for one in found_sets),
        )
    implied = _implied([_roots(frozenset(one.operands), same) for one in wanted])
    inside = _containments(page, same)
    for (linked, _), ids in zip(product, found_sets, strict=True):
        score.product += 1
        if linked.verdict in _AGREE and (any(ids <= whole for whole in implied) or ids in inside):
            score.right += 1
        else:
            score.unknown.append((page.name, linked, _context(page, linked)))


def _count(score: Linking, page: Page, relation: Annotated, exact: bool, lenient: bool) -> None:
    score.annotated += 1
    score.exact += exact
    score.lenient += lenient
    counts = score.by_kind.setdefault(relation.kind, [0, 0])
    counts[0] += 1
    counts[1] += exact
    if not exact:
        score.missed.append((page.name, relation, _shown(page, relation)))


def _implied(annotated: list[Ids]) -> list[Ids]:
    """The operand sets of the annotations, and of every two that share two operands (level and base: what they say
    of rate and amount together follows)."""
    return annotated + [one | other for one, other in combinations(annotated, 2) if len(one & other) >= 2]


def _containments(page: Page, same: dict[str, str]) -> set[Ids]:
    """Pairs of a part and a whole around it, at any depth, by the annotated sums, shares and bounds."""
    wholes: dict[str, set[str]] = {}
    for relation in page.relations:
        for part, whole in _part_and_whole(relation):
            wholes.setdefault(same.get(part, part), set()).add(same.get(whole, whole))
    pairs: set[Ids] = set()
    for part in wholes:
        seen: set[str] = set()
        reach = set(wholes[part])
        while reach:
            whole = reach.pop()
            seen.add(whole)
            reach |= wholes.get(whole, set()) - seen
        pairs |= {frozenset((part, whole)) for whole in seen}
    return pairs


def _part_and_whole(relation: Annotated) -> list[tuple[str, str]]:
    *parts, result = relation.operands
    if relation.kind in ("sum", "table-column", "table-row"):
        return [(part, result) for part in parts]
    if relation.kind in ("share", "part-of", "attainment", "remaining") and len(parts) == 2:
        return [(parts[0], parts[1])]
    return [(parts[0], result)] if relation.kind == "of-which-bound" else []


def _roots(ids: Ids, same: dict[str, str]) -> Ids:
    return frozenset(same.get(name, name) for name in ids)


def _lenient(relation: Annotated, ids: Ids, found: Ids, same: dict[str, str]) -> bool:
    result = same.get(relation.operands[-1], relation.operands[-1])
    return len(found & ids) >= min(2, len(ids)) and result in found and found <= ids


def _same_quantities(page: Page) -> dict[str, str]:
    """Each repeated operand to the one name that stands for it and its repeats."""
    return _classes([frozenset(one.operands) for one in page.relations if one.kind == "repeat"])


def _classes(sets: list[Ids]) -> dict[str, str]:
    """Each name to the name that stands for all names it shares a set with, near or far."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.get(name, name) != name:
            name = parent[name]
        return name

    for ids in sets:
        first, *others = sorted({root(name) for name in ids})
        parent.update(dict.fromkeys(others, first))
    return {name: root(name) for ids in sets for name in ids}


def _ids(page: Page, linked: Linked) -> Ids:
    """The operands at the relation's places; a number that is in no annotation keeps its place as its name."""
    return frozenset(_operand_at(page, place) or f"?{place[0]}" for place in linked.places)


def _operand_at(page: Page, place: tuple[int, int]) -> str:
    return next((one.id for one in page.operands.values() if overlap((one.start, one.end), place)), "")


def _shown(page: Page, relation: Annotated) -> str:
    operands: list[Operand] = [page.operands[name] for name in relation.operands]
    values = ", ".join(f"{one.id}={one.surface}" for one in operands)
    first = min(operands, key=lambda one: one.start)
    return f"{relation.check}  [{values}]  …{_around(page.text, first.start, operands[-1].end)}…"


def _context(page: Page, linked: Linked) -> str:
    start = min((place[0] for place in linked.places), default=0)
    end = max((place[1] for place in linked.places), default=0)
    return _around(page.text, start, end)


def _around(text: str, start: int, end: int, width: int = 260) -> str:
    start, end = min(start, end), max(start, end)
    return " ".join(text[max(0, start - 60) : min(end + 20, start + width)].split())
