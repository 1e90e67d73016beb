"""Rows that may be one thing entered twice: the same number, the same name or the same address as people type them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from congthuong.apps.registers.kinds import RegisterKind
from congthuong.apps.registers.rows import RegisterRow
from congthuong.apps.registers.values import hidden_columns
from congthuong.web.folding import fold

MOST_GROUPS = 50
_SIGNS = re.compile(r"[^a-z0-9]+")
_FORMS = re.compile(
    r"\b(cong ty|cty|tnhh|trach nhiem huu han|mtv|mot thanh vien|co phan|cp|dntn|doanh nghiep tu nhan|"
    r"doanh nghiep|hop tac xa|htx|ho kinh doanh|hkd|co so|chi nhanh)\b"
)
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
    ways: list[tuple[str, str, Callable[[str], str]]] = []
    hidden = set(kind.personal)
    for name in (*kind.unique, *(one for one in NUMBERS if one not in kind.unique)):
        ways.append((name, "cùng {heading} «{value}»", lambda text: "".join(text.split())))
    ways.append((kind.label, "cùng tên, không kể dấu và loại hình: «{value}»", plain_name))
    ways += [(name, "cùng địa chỉ «{value}»", plain_address) for name in ADDRESSES]
    rows = list(kind.model._default_manager.filter(withdrawn=False, effective_to__isnull=True))
    told: set[frozenset[str]] = set()
    groups: list[Group] = []
    for name, sentence, plain in ways:
        column = kind.column(name)
        if column is None or name in hidden:
            continue
        open_ = rows if personal else [row for row in rows if name not in hidden_columns(kind, row)]
        for own in _alike(open_, name, plain):
            keys = frozenset(row.key for row in own)
            if any(keys <= known for known in told):
                continue
            told.add(keys)
            value = str(getattr(own[0], name))
            groups.append(Group(sentence.format(heading=column.verbose_name, value=value), tuple(own)))
    return groups[:MOST_GROUPS]


def _alike(rows: Iterable[RegisterRow], name: str, plain: Callable[[str], str]) -> list[list[RegisterRow]]:
    found: dict[str, list[RegisterRow]] = defaultdict(list)
    for row in rows:
        text = plain(str(getattr(row, name) or ""))
        if len(text) > 2:
            found[text].append(row)
    return [own for own in found.values() if 1 < len(own) <= MOST_GROUPS]
