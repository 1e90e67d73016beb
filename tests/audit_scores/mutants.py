"""Seeded mutants: one number of a consistent text changed beyond rounding.

A mutant counts only when the independent arithmetic says that a strict relation of that number can no longer hold,
so that a careful reader with a calculator would see it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from .annotations import Annotated, Operand, Page


@dataclass(frozen=True)
class Mutant:
    """A page's text with `operand` printed as `surface`; `broken` are the strict relations that no longer hold.

    `hard` when some of them fails even with trailing zeros taken for rounding.
    """

    page: Page
    operand: Operand
    surface: str
    broken: tuple[Annotated, ...]
    hard: bool

    @property
    def text(self) -> str:
        return self.page.text[: self.operand.start] + self.surface + self.page.text[self.operand.end :]

    @property
    def place(self) -> tuple[int, int]:
        return self.operand.start, self.operand.start + len(self.surface)


def mutants(page: Page, count: int, seed: int = 0) -> Iterator[Mutant]:
    """At most `count` different mutants of a page, the same for the same seed."""
    chance = random.Random(f"{page.name}-{seed}")
    names = sorted({name for one in page.relations if one.strict for name in one.operands})
    made: set[tuple[str, str]] = set()
    for _ in range(count * 4 if names else 0):
        if len(made) == count:
            return
        name = chance.choice(names)
        surface = _changed(page.operands[name].surface, chance)
        mutant = _mutant(page, page.with_surface(name, surface)) if surface else None
        if mutant and (name, surface) not in made:
            made.add((name, surface))
            yield mutant


def _mutant(page: Page, changed: Operand) -> Mutant | None:
    touched = [one for one in page.relations if one.strict and changed.id in one.operands]
    broken = tuple(one for one in touched if not page.holds(one, instead=changed))
    if not broken:
        return None
    hard = any(not page.holds(one, instead=changed, loose=True) for one in broken)
    return Mutant(page, page.operands[changed.id], changed.surface, broken, hard)


def _changed(surface: str, chance: random.Random) -> str:
    """The number as someone might mistype it, "" when that gives no other sound number."""
    change = chance.choice((_digit, _digit, _swap, _shift, _extra, _missing, _off))
    made = change(surface, chance)
    return made if made != surface and _sound(made) else ""


def _places(surface: str) -> list[int]:
    return [place for place, letter in enumerate(surface) if letter.isdigit()]


def _digit(surface: str, chance: random.Random) -> str:
    place = chance.choice(_places(surface))
    return surface[:place] + chance.choice("0123456789") + surface[place + 1 :]


def _swap(surface: str, chance: random.Random) -> str:
    places = _places(surface)
    if len(places) < 2:
        return surface
    at = chance.randrange(len(places) - 1)
    letters = list(surface)
    letters[places[at]], letters[places[at + 1]] = letters[places[at + 1]], letters[places[at]]
    return "".join(letters)


def _shift(surface: str, chance: random.Random) -> str:
    """Ten times as much or a tenth, the number of decimals kept where it can be."""
    digits, decimals = _bare(surface)
    return _print(digits + "0" if chance.random() < 0.5 else digits[:-1], decimals, surface)


def _extra(surface: str, chance: random.Random) -> str:
    digits, decimals = _bare(surface)
    at = chance.randrange(len(digits) + 1)
    return _print(digits[:at] + chance.choice("123456789") + digits[at:], decimals, surface)


def _missing(surface: str, chance: random.Random) -> str:
    digits, decimals = _bare(surface)
    at = chance.randrange(len(digits))
    return _print(digits[:at] + digits[at + 1 :], decimals, surface)


def _off(surface: str, chance: random.Random) -> str:
    """5 to 50 per cent off."""
    digits, decimals = _bare(surface)
    share = chance.uniform(0.05, 0.5) * chance.choice((-1, 1))
    return _print(str(max(0, round(int(digits) * (1 + share)))), decimals, surface)


def _bare(surface: str) -> tuple[str, int]:
    """Its digits and how many are decimals; a date is left to changes of single digits."""
    sign = "." if "," not in surface and surface.count(".") == 1 and len(surface.split(".")[1]) != 3 else ","
    whole, _, rest = surface.partition(sign)
    return "".join(letter for letter in whole + rest if letter.isdigit()), len(rest)


def _print(digits: str, decimals: int, like: str) -> str:
    """Digits with the separators that `like` has."""
    if not digits or not re.fullmatch(r"[\d.,]+", like):
        return like
    digits = digits.rjust(decimals + 1, "0")
    whole, rest = (digits[:-decimals], digits[-decimals:]) if decimals else (digits, "")
    if not (len(like) == 2 and like.startswith("0")):
        whole = whole.lstrip("0") or "0"
    english = "," not in like and decimals > 0
    if "." in like.replace("." if english else "", "") or ("," not in like and "." in like and not english):
        whole = f"{int(whole):,}".replace(",", ".")
    return whole + (("." if english else ",") + rest if rest else "")


def _sound(surface: str) -> bool:
    """Looks like a number or a date people write."""
    if "tỷ" in surface:
        return not re.search(r"(^|\s)0", surface)
    if "/" in surface:
        day, month, *_ = (int("".join(c for c in part if c.isdigit()) or "0") for part in surface.split("/"))
        return 1 <= day <= 31 and 1 <= month <= 12
    first = surface.split(",")[0].split(".")[0]
    return not (len(first) > 1 and first.startswith("0") and len(surface) != 2) and surface[0].isdigit()
