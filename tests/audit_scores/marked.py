"""A marked source becomes a plain text and its annotations.

A source has three parts parted by lines of `===`:

1. hidden values, `base = 17111.3`, one a line, and `wrap = 88` for lines broken as a PDF extract breaks them;
2. the text, with numbers in braces:
   `{a=19.125,44}` a number as written; `{#c=18}` one that counts things, so is exact;
   `{p:2=100*a/plan}` one computed and printed with 2 decimals (`z` pads to two digits, `n` without thousands,
   `e` with a decimal point); `{x=1 tỷ 185 triệu}` one in two words (1.185 million); `{@d=17/01/2020}` words that
   another place must repeat; `{.g}` the start of an item of list g;
3. the relations, `attainment! p = 100*a/plan` (`!`: a wrong number in it must be found), `count-list! c items g`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from .arithmetic import names_in, read_number

_MARK = re.compile(
    r"\{(?P<kind>[#@]?)(?P<name>[A-Za-z_]\w*)(?::(?P<format>\w*))?=(?P<body>[^{}]*)\}|\{\.(?P<list>\w+)\}"
)
_LITERAL = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")


@dataclass
class _Values:
    """Values by name, each computed when first asked for; a printed one is as printed."""

    hidden: dict[str, str]
    marks: dict[str, re.Match[str]]
    known: dict[str, Decimal]

    def __getitem__(self, name: str) -> Decimal:
        if name not in self.known:
            self.known[name] = self._find(name)
        return self.known[name]

    def _find(self, name: str) -> Decimal:
        if name in self.hidden:
            return self.evaluate(self.hidden[name])
        mark = self.marks[name]
        if mark["format"] is None:
            return read_number(mark["body"]).value
        return _rounded(self.evaluate(mark["body"]), _decimals(mark["format"]))

    def evaluate(self, expression: str) -> Decimal:
        wrapped = _LITERAL.sub(lambda found: f'_decimal("{found[0]}")', expression)
        result = eval(wrapped, {"_decimal": Decimal, "abs": abs, "sum": sum}, _Names(self))  # our own sources
        return Decimal(result)

    def surface(self, mark: re.Match[str]) -> str:
        if mark["format"] is None:
            return mark["body"]
        return _printed(self[mark["name"]], mark["format"])


class _Names(dict[str, Decimal]):
    def __init__(self, values: _Values) -> None:
        super().__init__()
        self._values = values

    def __missing__(self, name: str) -> Decimal:
        return self._values[name]


def read_marked(source: str, name: str) -> tuple[str, dict[str, Any]]:
    """The plain text and its annotations as JSON data."""
    head, body, relations = (part.strip("\n") for part in re.split(r"^===$", source, flags=re.MULTILINE))
    hidden = dict(_pair(line) for line in head.splitlines() if "=" in line)
    width = int(hidden.pop("wrap", "0"))
    marks = {mark["name"]: mark for mark in _MARK.finditer(body) if mark["name"]}
    _refuse_twins(body, name)
    text, operands, lists = _plain(body, _Values(hidden, marks, {}))
    text += "\n"
    if width:
        text = "\n".join(_wrapped(line, width) for line in text.split("\n"))
    for operand in operands:
        operand["surface"] = text[operand["start"] : operand["end"]]
    return text, {
        "text": f"{name}.txt",
        "operands": operands,
        "relations": [_relation(line, lists, operands) for line in relations.splitlines() if line.strip()],
    }


def _plain(body: str, values: _Values) -> tuple[str, list[dict[str, Any]], dict[str, list[int]]]:
    text, done = "", 0
    operands: list[dict[str, Any]] = []
    lists: dict[str, list[int]] = {}
    for mark in _MARK.finditer(body):
        text += body[done : mark.start()]
        done = mark.end()
        if mark["list"]:
            lists.setdefault(mark["list"], []).append(len(text))
            continue
        surface = values.surface(mark)
        operand = {
            "id": mark["name"],
            "start": len(text),
            "end": len(text) + len(surface),
            "surface": surface,
        }
        if mark["kind"]:
            operand["is"] = {"#": "exact", "@": "words"}[mark["kind"]]
        if mark["format"] and "e" in mark["format"]:
            operand["english"] = True
        operands.append(operand)
        text += surface
    return text + body[done:], operands, lists


def _relation(line: str, lists: dict[str, list[int]], operands: list[dict[str, Any]]) -> dict[str, Any]:
    kind, check = line.split(maxsplit=1)
    made: dict[str, Any] = {"kind": kind.rstrip("!"), "strict": kind.endswith("!"), "check": check.strip()}
    if " items " in check:
        count, group = (word.strip() for word in check.split(" items "))
        made["operands"], made["items"] = [count], lists[group]
    else:
        made["operands"] = names_in(check)
    unknown = set(made["operands"]) - {operand["id"] for operand in operands}
    if unknown:
        raise ValueError(f"{line}: no operand {unknown}")
    return made


def _wrapped(line: str, width: int) -> str:
    """A line broken at spaces, each break in a space's place so that no offset moves."""
    made, start = list(line), 0
    while len(line) - start > width:
        space = line.rfind(" ", start, start + width)
        if space <= start:
            break
        made[space] = "\n"
        start = space + 1
    return "".join(made)


def _pair(line: str) -> tuple[str, str]:
    name, _, value = line.partition("=")
    return name.strip(), value.strip()


def _refuse_twins(body: str, name: str) -> None:
    seen: set[str] = set()
    for mark in _MARK.finditer(body):
        if mark["name"] in seen:
            raise ValueError(f"{name}: {mark['name']} stands twice")
        if mark["name"]:
            seen.add(mark["name"])
    left = re.sub(_MARK, "", body)
    if "{" in left or "}" in left:
        place = re.search(r".{0,40}[{}].{0,40}", left)
        raise ValueError(f"{name}: a mark that cannot be read: {place[0] if place else ''}")


def _decimals(form: str) -> int:
    found = re.match(r"\d+", form)
    return int(found[0]) if found else 0


def _rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _printed(value: Decimal, form: str) -> str:
    printed = f"{abs(value):,.{_decimals(form)}f}"
    if "n" in form:
        printed = printed.replace(",", "")
    if "e" not in form:
        printed = printed.translate(str.maketrans(",.", ".,"))
    if "z" in form and len(printed) == 1:
        printed = "0" + printed
    return printed


def read_source(path: Path) -> tuple[str, dict[str, Any]]:
    return read_marked(path.read_text(encoding="utf-8"), path.stem)
