"""A form's definition as fields of a page and back: the same data as its TOML, nothing decided here.

What is typed wrong stays as it was typed, so that reading the definition tells it with its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from congthuong.core.ledger.toml_text import read_toml

Data = dict[str, Any]
Post = Mapping[str, str]

TOP: Final = ("code", "name", "kind", "period", "calendar", "symbol", "law", "note")
ROW_TEXTS: Final = ("code", "indicator", "label", "unit", "sign", "total")
COLUMN_TEXTS: Final = ("code", "name", "kind", "mode", "basis", "formula", "number", "unit")
DAY_NUMBERS: Final = ("days", "working_days", "day", "months")
DAYS: Final = ("opens", "cut_off", "due")
MOST: Final = 2000
"""Rows or columns that one page edits; a larger form is written as TOML."""

_PAIR: Final = re.compile(r"\s*=\s*")
_PLACE: Final = re.compile(r"(section|row|column|rule)\[([^\]]*)\]")


def blank() -> Data:
    """What a new form begins with: one row, one column."""
    return {
        "period": "month",
        "fillers": {"speaks_for": "organisation"},
        "schedule": {"due": {"after": "cut_off", "working_days": 2}},
        "section": [{"row": [{}]}],
        "column": [{"code": "ky", "name": "Thực hiện trong kỳ"}],
    }


def data_of(post: Post, several: Callable[[str], list[str]]) -> Data:
    """What was sent, in the shape of the TOML. `several` answers with all values of a name. Raises NotToml for the rules."""
    rules = read_toml(post.get("quy-tac", "").replace("\r\n", "\n"))
    return {
        **{name: post.get(f"bieu-{name}", "").strip() for name in TOP},
        "fillers": {
            "kinds": several("ai-kinds"),
            "organisations": _words(post.get("ai-organisations", "")),
            "speaks_for": post.get("ai-speaks_for", ""),
        },
        "schedule": {name: _day(post, name) for name in DAYS} | {"law": post.get("lich-law", "").strip()},
        "section": list(_sections(post)),
        "column": [_column(post, f"cot-{at}-") for at in _numbers(post, "cot-{}-code")],
        **rules,
    }


def text_of_rules(data: Mapping[str, Any], toml: Callable[[Mapping[str, Any]], str]) -> str:
    """The rules, which stay TOML."""
    return toml({"rule": data["rule"]}) if data.get("rule") else ""


def changed(data: Data, act: str) -> str:
    """Adds, takes away or moves what the pressed button names; answers with the id of what is then in hand.

    act: «them-dong:0», «len-dong:0:2», «bo-cot:1» …; one that names nothing there changes nothing.
    """
    name, *at = act.split(":")
    verb, _, what = name.partition("-")
    places = [int(one) for one in at if one.isascii() and one.isdigit() and len(one) < 6]
    if what == "dong" and places and places[0] < len(data["section"]):
        return _row_changed(data["section"], verb, places)
    things = {"phan": data["section"], "cot": data["column"]}.get(what)
    if things is None:
        return ""
    if verb == "them":
        things.append({"row": [{}]} if what == "phan" else {})
        return f"{what}-{len(things) - 1}"
    if not places or places[0] >= len(things):
        return ""
    return f"{what}-{_moved(things, verb, places[0])}"


def anchor_of(data: Mapping[str, Any], path: str) -> str:
    """The id on the page of what a problem's path names."""
    found = dict(_PLACE.findall(path))
    if "rule" in found:
        return "quy-tac"
    if "column" in found:
        return f"cot-{_index(data['column'], found['column'])}"
    for number, section in enumerate(data["section"]):
        row = _index(section["row"], found.get("row", ""))
        if "row" in found and row >= 0 and found.get("section", section.get("code")) in (section.get("code"), str(number + 1)):  # fmt: skip
            return f"dong-{number}-{row}"
    if "section" in found:
        return f"phan-{_index(data['section'], found['section'])}"
    return {"fillers": "ai-dien", "schedule": "lich"}.get(path.partition(".")[0], "dau-bieu")


def _index(things: list[Data], code: str) -> int:
    """By its code, or by its number where it has none; -1 where nothing is."""
    for number, one in enumerate(things):
        if code and code in (one.get("code") or one.get("indicator"), str(number + 1)):
            return number
    return -1


def _sections(post: Post) -> Iterator[Data]:
    for at in _numbers(post, "phan-{}-code"):
        yield {
            "code": post.get(f"phan-{at}-code", "").strip(),
            "name": post.get(f"phan-{at}-name", "").strip(),
            "row": [_row(post, f"dong-{at}-{row}-") for row in _numbers(post, f"dong-{at}-{{}}-code")],
        }


def _row(post: Post, at: str) -> Data:
    row = _texts(post, at, ROW_TEXTS)
    row |= {
        name: _whole(post[at + name]) for name in ("decimals", "level") if post.get(at + name, "").strip()
    }
    row["items"] = _items(post.get(f"{at}items", ""))
    row["organisations"] = _words(post.get(f"{at}organisations", ""))
    row["required"] = f"{at}required" in post
    return {name: value for name, value in row.items() if value not in ("", {}, [])}


def _column(post: Post, at: str) -> Data:
    column = _texts(post, at, COLUMN_TEXTS)
    if post.get(f"{at}decimals", "").strip():
        column["decimals"] = _whole(post[f"{at}decimals"])
    column["items"] = _items(post.get(f"{at}items", ""))
    return {name: value for name, value in column.items() if value not in ("", {})}


def _day(post: Post, name: str) -> Data:
    at = f"lich-{name}-"
    told = {part: _whole(post[at + part]) for part in DAY_NUMBERS if post.get(at + part, "").strip()}
    return {"after": post.get(f"{at}after", "period_end"), **told}


def _texts(post: Post, at: str, names: tuple[str, ...]) -> Data:
    return {name: value for name in names if (value := post.get(at + name, "").strip())}


def _whole(text: str) -> int | str:
    """A whole number; else the text as it is, which reading the definition refuses with its place."""
    cut = text.strip()
    return int(cut) if re.fullmatch(r"-?[0-9]{1,6}", cut) else cut


def _items(text: str) -> Data | str:
    """ "khu_vuc = sinh_hoat; nhom = an" as the table that it stands for."""
    pairs = [_PAIR.split(part.strip(), maxsplit=1) for part in re.split(r"[;\n]", text) if part.strip()]
    return {one[0]: one[1] for one in pairs} if all(len(one) == 2 for one in pairs) else text.strip()


def items_text(items: object) -> str:
    if isinstance(items, Mapping):
        return "; ".join(f"{name} = {value}" for name, value in items.items())
    return str(items or "")


def _words(text: str) -> list[str]:
    return [one for one in re.split(r"[\s,;]+", text) if one]


def _numbers(post: Post, name: str) -> list[int]:
    """The numbers for which something was sent, in their order."""
    before, after = name.split("{}")
    found = {
        int(middle)
        for key in post
        if key.startswith(before)
        and key.endswith(after)
        and (middle := key[len(before) : len(key) - len(after)]).isascii()
        and middle.isdigit()
        and len(middle) < 6
    }
    return sorted(found)[:MOST]


def _row_changed(sections: list[Data], verb: str, places: list[int]) -> str:
    section = places[0]
    rows = sections[section]["row"]
    if verb == "them":
        rows.append({"required": True})
        return f"dong-{section}-{len(rows) - 1}"
    if len(places) < 2 or places[1] >= len(rows):
        return ""
    row, beyond = places[1], {"len": section - 1, "xuong": section + 1}.get(verb, -1)
    at_edge = row == (0 if verb == "len" else len(rows) - 1)
    if verb in ("len", "xuong") and at_edge and 0 <= beyond < len(sections):  # into the neighbouring section
        others = sections[beyond]["row"]
        place = len(others) if verb == "len" else 0
        others.insert(place, rows.pop(row))
        return f"dong-{beyond}-{place}"
    return f"dong-{section}-{_moved(rows, verb, row)}"


def _moved(things: list[Data], verb: str, place: int) -> int:
    """Where the thing then stands; of one taken away its neighbour."""
    if verb == "bo":
        things.pop(place)
        return max(0, min(place, len(things) - 1))
    to = place + {"len": -1, "xuong": 1}.get(verb, 0)
    if not 0 <= to < len(things):
        return place
    things[place], things[to] = things[to], things[place]
    return to
