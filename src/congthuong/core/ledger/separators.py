"""What stands between the cells of a CSV file: what is quoted is text, whatever signs are in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_LOOKED_AT, _LINES = 200_000, 40
SIGNS = (";", "\t", ",")


def separator_of(text: str) -> str:
    """Of a sheet with whatever stands above its heading. Commas may be those of decimals, and semicolons those of words:
    a sign that stands equally often in most lines; else what most lines have."""
    lines = _lines(text)
    signs = [sign for sign in SIGNS if not _headed_by_commas(lines, sign)]
    steady = (sign for sign in signs if _steady(lines, sign))
    found = (sign for sign in signs if sign != "," and _most(sign in line for line in lines))
    return next(steady, "") or next(found, ",")


def heading_separator(text: str) -> str:
    """Of a table that begins with its heading: what every line has as often as the heading; else what the heading has
    most of."""
    lines = _lines(text)
    if not lines:
        return ","
    counts = {sign: lines[0].count(sign) for sign in SIGNS}
    steady = (
        sign for sign in SIGNS if counts[sign] and all(one.count(sign) == counts[sign] for one in lines)
    )
    if (sign := next(steady, "")) and len(lines) > 1:
        return sign
    return ";" if counts[";"] > counts[","] else "\t" if counts["\t"] else ","


def _lines(text: str) -> list[str]:
    bare = _QUOTED.sub('""', text[:_LOOKED_AT])
    return [line for line in bare.split("\n", _LINES)[:_LINES] if line.strip()]


def _steady(lines: Sequence[str], sign: str) -> bool:
    counts = Counter(one.count(sign) for one in lines)
    return any(count and 2 * times > len(lines) for count, times in counts.items())


def _headed_by_commas(lines: Sequence[str], sign: str) -> bool:
    """A heading without the sign has as many commas as most lines."""
    headings = (
        one for one in lines if sign not in one and one.count(",") > 1 and not any(map(str.isdigit, one))
    )
    heading = next(headings, "")
    return bool(heading) and _most(one.count(",") == heading.count(",") for one in lines)


def _most(told: Iterable[bool]) -> bool:
    every = list(told)
    return 2 * sum(every) > len(every)
