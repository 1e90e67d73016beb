"""What a report lacks, said once: the value to be entered, and everything that waits for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from congthuong.core.document.figures_words import BASIS_NAMES
from congthuong.core.document.model import Figure

ANY_BASIS = "thực hiện, ước thực hiện hoặc dự ước"
WORKED_OUT = ("missing", "formula")  # what may also be stated outright, instead of its inputs


@dataclass(frozen=True, slots=True)
class Gap:
    """A value that nobody has entered; `figure` stands for it, printed or not.

    `basis` says in words which kind of value is asked for ("" for a row of a register); `dependents` are the
    printed figures that miss it, in reading order, the value itself apart.
    """

    figure: Figure
    basis: str
    dependents: tuple[Figure, ...]


def root_gaps(missing: Iterable[Figure]) -> tuple[Gap, ...]:
    """The gaps behind a report's missing figures, in the order in which a reader meets them.

    One value that is missing leaves its growth, its attainment and what remains missing too: one gap.
    """
    found: dict[tuple[str, ...], Figure] = {}
    waiting: dict[tuple[str, ...], list[Figure]] = {}
    for figure in missing:
        for root in _roots(figure):
            key = _key(root)
            found.setdefault(key, root)
            if figure.origin is not root.origin and _key(figure) != key:
                waiting.setdefault(key, []).append(figure)
    _join_asked_without_basis(found, waiting)
    return tuple(Gap(root, _basis(root), tuple(waiting.get(key, ()))) for key, root in found.items())


def _roots(figure: Figure) -> list[Figure]:
    origin = figure.origin
    lacking = [one for one in origin.inputs if one.missing]
    stands_alone = origin.kind in WORKED_OUT and len(lacking) == len(origin.inputs)
    if not lacking or stands_alone:
        return [figure]
    return [root for one in lacking for root in _roots(one)]


def _key(figure: Figure) -> tuple[str, ...]:
    """Which value it is, whatever unit it is shown in: the basis comes last."""
    origin = figure.origin
    if not origin.indicator or origin.kind not in WORKED_OUT:
        return (figure.id.partition("@")[0],)
    return (origin.indicator, origin.place, origin.period, origin.items, origin.basis)


def _join_asked_without_basis(
    found: dict[tuple[str, ...], Figure], waiting: dict[tuple[str, ...], list[Figure]]
) -> None:
    """A year's value asked for on any basis and its forecast asked for by name are one value to enter."""
    for key in [one for one in found if len(one) > 1 and not one[-1]]:
        named = next(
            (one for one in found if len(one) > 1 and one[:-1] == key[:-1] and one[-1] not in ("", "plan")),
            None,
        )
        if named is not None:
            waiting[named] = [*waiting.pop(key, []), *waiting.get(named, [])]
            found.pop(key)


def _basis(figure: Figure) -> str:
    if not figure.origin.indicator:
        return ""
    return BASIS_NAMES.get(figure.origin.basis, ANY_BASIS)
