"""Codes of classes in registers: a code belongs to the version of the classification in force while the row is true.

Sources: Decision 27/2018/QĐ-TTg (VSIC 2018, in force 20/8/2018), Decision 36/2025/QĐ-TTg (VSIC 2025, in force
15/11/2025).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache

from congthuong.apps.registers.columns import ClassCode
from congthuong.apps.registers.kinds import Doubt, RegisterKind, Values
from congthuong.core.problems import nearest

VERSIONS = {"vsic": (("2018", date(2018, 8, 20)), ("2025", date(2025, 11, 15)))}
DIVISION = 2  # digits


def versions_during(classification: str, begins: date | None, ends: date | None) -> tuple[str, ...]:
    """The versions in force on some day of the row; the first one also for what was before it."""
    versions = VERSIONS[classification]
    found = []
    for number, (version, start) in enumerate(versions):
        stops = versions[number + 1][1] if number + 1 < len(versions) else date.max
        if (begins or date.min) < stops and (number == 0 or ends is None or ends > start):
            found.append(version)
    return tuple(found)


def class_faults(
    kind: RegisterKind,
    values: Values,
    begins: date | None,
    ends: date | None,
    classes: Callable[[str], frozenset[str]],
) -> Iterator[Doubt]:
    """`classes` answers the codes of a version; where the catalogue has none of it, nothing can be said."""
    for column in kind.columns():
        code = values.get(column.name)
        if not isinstance(column, ClassCode) or not isinstance(code, str):
            continue
        versions = versions_during(column.classification, begins, ends)
        known = frozenset(one for version in versions for one in classes(version))
        if known and code not in known:
            yield _unknown(column.name, code, known, versions)


def _unknown(name: str, code: str, known: frozenset[str], versions: tuple[str, ...]) -> Doubt:
    """A class below a division that is there may only be missing from the catalogue's table: that is a doubt."""
    table = " hoặc ".join(f"VSIC {version}" for version in versions)
    divisions = {one[:DIVISION] for one in known}
    if code.isascii() and code.isdigit() and DIVISION < len(code) <= DIVISION + 3 and code[:DIVISION] in divisions:  # fmt: skip
        return Doubt(
            name, f"bảng ngành {table} của danh mục chưa có mã «{code}». Hãy xem lại mã.", hard=False
        )
    close = _nearest(code, known)
    hint = f" Có phải «{close}»?" if close else ""
    return Doubt(name, f"không có ngành mã «{code}» trong {table}.{hint} Mã giữ số 0 ở đầu.")


@lru_cache(maxsize=512)
def _nearest(code: str, known: frozenset[str]) -> str:
    """Sought once for every wrong code: a file has the same one in all its rows."""
    return nearest(code, known)
