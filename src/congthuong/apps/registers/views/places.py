"""Where a register's rows are: counted by district and commune, each count a link to its rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from congthuong.apps.registers.kinds import RegisterKind
from congthuong.apps.registers.queries.listing import Lines, lines
from congthuong.apps.registers.queries.places import place_names, tree
from congthuong.apps.registers.views import of_kind, sees_personal
from congthuong.apps.registers.views.asking import list_asked
from congthuong.web import clock

SHADES = 5


@dataclass(frozen=True, slots=True)
class Tile:
    """`shade` from 0 (none) to 5 (the most of its kind)."""

    code: str
    name: str
    count: int
    shade: int


@require_safe
@of_kind("registers.view")
def where(request: HttpRequest, kind: RegisterKind) -> HttpResponse:
    """The same rows as the list with the same address."""
    personal = sees_personal(request, kind)
    asked = list_asked(request, kind, personal=personal)
    found = lines(kind, replace(asked.wanted, order=""), personal=personal)
    counts = _counts(kind, found)
    day = asked.wanted.day or clock.today()
    units = tree(day)
    query = request.GET.copy()
    for name in ("trang", "noi", "tep"):
        query.pop(name, None)
    districts = []
    most = max((counts[code] for _, below in units for code, _ in below), default=0)
    above = {code: sum(counts[one] for one, _ in below) + counts[code] for (code, _), below in units}
    most_above = max(above.values(), default=0)
    for (code, name), below in units:
        tiles = [Tile(one, said, counts[one], _shade(counts[one], most)) for one, said in below]
        districts.append((Tile(code, name, above[code], _shade(above[code], most_above)), tiles))
    known = {code for (code, _), below in units for code in (code, *(one for one, _ in below))}
    names = place_names(day)
    rest = [Tile(code, names.get(code, code), number, 0) for code, number in counts.items() if code not in known and code]  # fmt: skip
    context = {
        "room": "registers",
        "kind": kind,
        "asked": asked.asked,
        "list": asked,
        "districts": districts,
        "rest": rest,
        "without": counts[""],
        "count": found.count(),
        "query": query.urlencode(),
    }
    return render(request, "registers/where.html", context)


def _counts(kind: RegisterKind, found: Lines) -> Counter[str]:
    """By the finest place that a row names."""
    columns = [one for one in kind.columns() if one.name in kind.places()]
    columns.sort(key=lambda one: getattr(one, "levels", ()) != ("commune",))
    counts: Counter[str] = Counter()
    for line in found.every():
        counts[next((str(code) for one in columns if (code := line.values.get(one.name))), "")] += 1
    return counts


def _shade(number: int, most: int) -> int:
    return 0 if not number else max(1, -(-number * SHADES // most))
