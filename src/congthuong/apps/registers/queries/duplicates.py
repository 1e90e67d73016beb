"""Rows that may be one thing entered twice: the same number, the same name or the same address as people type them.

What many share tells nothing: a common name in two places, an address that is a whole industrial park. Two rows with two
tax numbers are two things, whatever they are called.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from congthuong.apps.registers.columns import Text
from congthuong.apps.registers.kinds import RegisterKind, Values
from congthuong.apps.registers.queries.likeness import Rarity, apart, numbered_apart
from congthuong.apps.registers.rows import RegisterRow
from congthuong.apps.registers.values import hidden_columns, values_of
from congthuong.web.folding import fold

_SIGNS = re.compile(r"[^a-z0-9]+")
_FORMS = re.compile(
    r"\b(cong ty|cty|tnhh|trach nhiem huu han|mtv|mot thanh vien|co phan|cp|dntn|doanh nghiep tu nhan|"
    r"doanh nghiep|hop tac xa|htx|ho kinh doanh|hkd|co so|chi nhanh)\b"
)
FEW, MOST_ALIKE = 2, 50
"""What so few rows say alike tells of both; what more than so many, nothing of any two of them."""
ADDRESSES = ("dia_chi", "dia_diem", "noi_dat")
NUMBERS = ("ma_so_thue", "ma_so", "so_giay_phep")


@dataclass(frozen=True, slots=True)
class Group:
    """`why` is a part of a sentence: "cùng mã số thuế «…»"."""

    why: str
    rows: tuple[RegisterRow, ...]


def plain_name(text: str) -> str:
    """A name without diacritics, signs and the words for its legal form: "Cty TNHH MTV Sơn Hà" -> "son ha"."""
    bare = _SIGNS.sub(" ", fold(text)).strip()
    short = " ".join(_FORMS.sub(" ", bare).split())
    return short or bare


def plain_address(text: str) -> str:
    return " ".join(_SIGNS.sub(" ", fold(text)).split())


def duplicates(kind: RegisterKind, *, personal: bool) -> list[Group]:
    """Groups of rows that stand now, the surest reason first; a pair is proposed once. `personal`: households are found
    by their names too, for who may read these."""
    rows = list(kind.model._default_manager.filter(withdrawn=False, effective_to__isnull=True))
    told: set[frozenset[str]] = set()
    groups: list[Group] = []
    for name, sentence, find in _ways(kind, rows):
        column = kind.column(name)
        if column is None or name in kind.personal:
            continue
        open_ = rows if personal else [row for row in rows if name not in hidden_columns(kind, row)]
        for own in find(open_, name):
            keys = frozenset(row.key for row in own)
            if any(keys <= known for known in told):
                continue
            told.add(keys)
            value = str(getattr(own[0], name))
            groups.append(Group(sentence.format(heading=column.verbose_name, value=value), tuple(own)))
    return groups


Find = Callable[[Iterable[RegisterRow], str], list[list[RegisterRow]]]


def _ways(kind: RegisterKind, rows: Iterable[RegisterRow]) -> Iterator[tuple[str, str, Find]]:
    numbers = (*kind.unique, *(one for one in NUMBERS if one not in kind.unique))
    for name in numbers:
        yield name, "cùng {heading} «{value}»", _same_number
    rarity = Rarity(name for row in rows if (name := _name(kind, row)))
    if kind.series or type(kind.column(kind.label)) is not Text:
        return  # counts of one thing are alike in all but their day, and what a code names is no name of the row
    yield kind.label, "cùng tên, không kể dấu và loại hình: «{value}»", partial(_same_name, kind, rarity)
    for name in ADDRESSES:
        yield name, "cùng địa chỉ «{value}»", partial(_same_address, kind, rarity)


def _name(kind: RegisterKind, row: RegisterRow) -> str:
    return plain_name(str(getattr(row, kind.label) or ""))


def _same_number(rows: Iterable[RegisterRow], name: str) -> list[list[RegisterRow]]:
    return _alike(rows, name, lambda text: "".join(text.split()))


def _same_name(
    kind: RegisterKind, rarity: Rarity, rows: Iterable[RegisterRow], name: str
) -> list[list[RegisterRow]]:
    """A name of common words alone means one thing only in one place."""

    def near(one: Values, other: Values) -> bool:
        return bool(rarity.rare(plain_name(str(one.get(kind.label) or "")))) or not apart(kind, one, other)

    return [group for own in _alike(rows, name, plain_name) for group in _one_thing(kind, own, near)]


def _same_address(
    kind: RegisterKind, rarity: Rarity, rows: Iterable[RegisterRow], name: str
) -> list[list[RegisterRow]]:
    """An address with a number that only two rows bear tells by itself; one of many, where a rare word of their names is
    the same too."""

    def near(one: Values, other: Values) -> bool:
        names = (plain_name(str(values.get(kind.label) or "")) for values in (one, other))
        return rarity.share(*names)

    groups: list[list[RegisterRow]] = []
    for own in _alike(rows, name, plain_address):
        rare = len(own) == FEW and is_exact(str(getattr(own[0], name)))
        groups += _one_thing(kind, own, _anyhow if rare else near)
    return groups


def is_exact(address: str) -> bool:
    """Whether it says more than a park or a street."""
    return any(map(str.isdigit, address))


def _anyhow(one: Values, other: Values) -> bool:
    return True


def _one_thing(
    kind: RegisterKind, rows: list[RegisterRow], near: Callable[[Values, Values], bool]
) -> list[list[RegisterRow]]:
    """The rows that may be one thing, each with the first that it may be."""
    groups: list[list[tuple[RegisterRow, Values]]] = []
    for row in rows:
        said = values_of(kind, row)
        for own in groups:
            first = own[0][1]
            if near(first, said) and not any(numbered_apart(kind, one, said) for _, one in own):
                own.append((row, said))
                break
        else:
            groups.append([(row, said)])
    return [[row for row, _ in own] for own in groups if len(own) > 1]


def _alike(rows: Iterable[RegisterRow], name: str, plain: Callable[[str], str]) -> list[list[RegisterRow]]:
    found: dict[str, list[RegisterRow]] = defaultdict(list)
    for row in rows:
        text = plain(str(getattr(row, name) or ""))
        if len(text) > 2:
            found[text].append(row)
    return [own for own in found.values() if 1 < len(own) <= MOST_ALIKE]
