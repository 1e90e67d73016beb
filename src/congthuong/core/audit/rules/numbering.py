"""Marks that count items: what "(4)", "d)", "2.3." and "IV." are, and how far one stands from another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import regex

# Decree 30/2020/NĐ-CP orders points by the Vietnamese alphabet, with đ; reports leave it out as often, and some
# follow the Latin one.
ALPHABETS: Final = ("abcdđeghiklmnopqrstuvxy", "abcdeghiklmnopqrstuvxy", "abcdefghijklmnopqrstuvwxyz")
LARGEST: Final = 60
_ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50}
_SHAPES: Final = (
    ("(1)", regex.compile(r"\(([0-9]{1,2})\)")),
    ("1)", regex.compile(r"([0-9]{1,2})\)")),
    ("1.", regex.compile(r"([0-9]{1,2})[./]")),
    ("1.1", regex.compile(r"([0-9]{1,2}(?:\.[0-9]{1,2}){1,4})\.?")),
    ("(i)", regex.compile(r"\(([ivx]{1,5})\)")),
    ("I", regex.compile(r"(?:(?:PHẦN|Phần|CHƯƠNG|Chương|MỤC|Mục)\s+)?([IVXL]{1,6})[./:)-]?")),
    ("(a)", regex.compile(r"\(([a-zđ])\)")),
    ("a)", regex.compile(r"([a-zđ])\)")),
    ("a.", regex.compile(r"([a-zđ])\.")),
    ("A", regex.compile(r"([A-ZĐ])[.)]")),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of a style; `parent` is the "2.4" of "2.4.1", `label` what counts ("1", "đ", "IV")."""

    style: str
    label: str
    parent: str = ""

    @property
    def first(self) -> bool:
        return self.label.lower() in ("1", "01", "a", "i")

    @property
    def printed(self) -> str:
        """The mark as it is named in a sentence: "(4)", "d)", "2.3", "IV"."""
        if self.parent:
            return f"{self.parent}.{self.label}"
        return _PRINTED.get(self.style, "{}").format(self.label)

    def after(self, steps: int = 1) -> Mark | None:
        """The mark that many steps later, in the first alphabet for letters; None past its end."""
        if self.style in _LETTERED:
            alphabet = ALPHABETS[0] if self.label.lower() in ALPHABETS[0] else ALPHABETS[2]
            at = alphabet.index(self.label.lower()) + steps
            label = alphabet[at] if at < len(alphabet) else ""
            label = label.upper() if self.style == "A" else label
        else:
            label = _written(self, _number(self) + steps)
        return Mark(self.style, label, self.parent) if label else None


_PRINTED: Final = {
    "(1)": "({})",
    "1)": "{})",
    "1.": "{}.",
    "(i)": "({})",
    "(a)": "({})",
    "a)": "{})",
    "a.": "{}.",
}
_LETTERED: Final = frozenset({"(a)", "a)", "a.", "A"})


def marks_of(marker: str) -> Iterator[Mark]:
    """What a printed mark can be: "I." is a Roman one or the letter after H. None for bullets and articles."""
    for style, shape in _SHAPES:
        found = shape.fullmatch(marker.strip())
        if found is None:
            continue
        parent, _, label = found[1].rpartition(".")
        mark = Mark(style, label, parent)
        if _counts(mark):
            yield mark


def _counts(mark: Mark) -> bool:
    if mark.style in _LETTERED:
        return any(mark.label.lower() in alphabet for alphabet in ALPHABETS)
    return 1 <= _number(mark) <= LARGEST


def gap(last: Mark, mark: Mark) -> int | None:
    """How many steps `mark` stands after `last`: 1 for the next one. None when they count different things."""
    if (last.style, last.parent) != (mark.style, mark.parent):
        return None
    if mark.style not in _LETTERED:
        return _number(mark) - _number(last)
    one, other = last.label.lower(), mark.label.lower()
    gaps = [
        alphabet.index(other) - alphabet.index(one)
        for alphabet in ALPHABETS
        if one in alphabet and other in alphabet
    ]
    return min(gaps, key=lambda steps: abs(steps - 1), default=None)


def _number(mark: Mark) -> int:
    return int(mark.label) if mark.label.isdigit() else _roman(mark.label.lower())


def _roman(letters: str) -> int:
    values = [_ROMAN[letter] for letter in letters]
    following = [*values[1:], 0]
    return sum(-one if one < after else one for one, after in zip(values, following, strict=True))


def _written(mark: Mark, number: int) -> str:
    if mark.label.isdigit():
        return f"{number:02d}" if mark.label.startswith("0") else str(number)
    tens, ones = divmod(number, 10)
    roman = "x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]
    return roman.upper() if mark.label.isupper() else roman
