"""Which row of the register a row of a file is, or may be; which rows of the file are the same thing twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from congthuong.apps.registers.columns import Text
from congthuong.apps.registers.importing.beginning import begin_of
from congthuong.apps.registers.importing.headings import KEY
from congthuong.apps.registers.importing.planned import Decided, Fault, PlannedRow, Spots, Twin
from congthuong.apps.registers.kinds import RegisterKind
from congthuong.apps.registers.queries.duplicates import (
    ADDRESSES,
    FEW,
    MOST_ALIKE,
    is_exact,
    plain_address,
    plain_name,
)
from congthuong.apps.registers.queries.likeness import Rarity, apart, numbered_apart
from congthuong.apps.registers.rows import RegisterRow
from congthuong.apps.registers.values import column_name, hidden_columns, row_label, values_of

MOST_TWINS = 5


class Matcher:
    """Which row of the register a row of the file is, or may be."""

    def __init__(self, kind: RegisterKind, decided: Decided, spots: Spots, *, personal: bool) -> None:
        self.kind = kind
        self.personal = personal
        self.stored: dict[str, RegisterRow] = {}
        self._numbers: dict[tuple[object, ...], str] = {}
        self._decided, self._spots = decided, spots
        self._names: dict[str, list[str]] = defaultdict(list)
        self._addresses: dict[str, list[str]] = defaultdict(list)
        told_nowhere = set(kind.personal)
        named = kind.label not in {*told_nowhere, *kind.restarts} and type(kind.column(kind.label)) is Text
        self._label = (
            kind.label if named and not kind.series else ""
        )  # counts of one thing are alike in all but their day
        self._counts: dict[tuple[object, ...], str] = {}
        self._address = next((one for one in ADDRESSES if kind.column(one) and one not in told_nowhere), "")
        for row in kind.model._default_manager.filter(withdrawn=False).iterator(chunk_size=5000):
            self.stored[row.key] = row
            if kind.series:
                thing = (getattr(row, name) or None for name in kind.series)
                self._counts[(*thing, row.effective_from)] = row.key
            if row.effective_to is not None:
                continue
            for name in kind.unique:
                if text := str(getattr(row, name) or ""):
                    self._numbers[kind.numbered(name, text, row.effective_from)] = row.key
            hidden = self.hidden_of(row)  # to find a row by what is hidden would tell it
            if (
                self._label
                and self._label not in hidden
                and (text := plain_name(str(getattr(row, self._label) or "")))
            ):
                self._names[text].append(row.key)
            if (
                self._address
                and self._address not in hidden
                and len(text := plain_address(str(getattr(row, self._address) or ""))) > 8
            ):
                self._addresses[text].append(row.key)
        self._rarity = Rarity(name for name, keys in self._names.items() for _ in keys)

    def hidden_of(self, row: RegisterRow) -> frozenset[str]:
        """What the person may neither read in the row nor change."""
        return frozenset() if self.personal else hidden_columns(self.kind, row)

    def find(self, row: PlannedRow) -> None:
        if row.key:
            if row.key not in self.stored:
                row.faults.append(
                    Fault(
                        self._spots.of(row.number, KEY),
                        "Mã số",
                        f"sổ không có dòng mã «{row.key}». Để trống mã nếu là dòng mới.",
                    )
                )
            return
        if self.kind.series:
            thing = (row.values.get(name) for name in self.kind.series)
            row.key = self._counts.get((*thing, begin_of(row, self._decided)[0]), "")
            return
        for name in self.kind.unique:
            key = self._numbers.get(self._number(row, name))
            if key:
                row.key = key
                return
        if self._label and (text := plain_name(str(row.values.get(self._label) or ""))):
            self._doubt(
                row, self._names.get(text, ()), "cùng tên, không kể dấu và loại hình", self._same_name
            )
        if self._address and (text := plain_address(str(row.values.get(self._address) or ""))):
            keys = self._addresses.get(text, ())
            tells = self._anyhow if len(keys) < FEW and is_exact(text) else self._like_name
            self._doubt(row, keys, "cùng địa chỉ", tells)

    def _same_name(self, row: PlannedRow, other: RegisterRow) -> bool:
        """A name of common words alone means one thing only in one place."""
        name = plain_name(str(row.values.get(self._label) or ""))
        return bool(self._rarity.rare(name)) or not apart(self.kind, row.values, values_of(self.kind, other))

    def _anyhow(self, row: PlannedRow, other: RegisterRow) -> bool:
        return True

    def _like_name(self, row: PlannedRow, other: RegisterRow) -> bool:
        names = (row.values.get(self._label), getattr(other, self._label, "")) if self._label else ("", "")
        return not self._label or self._rarity.share(*(plain_name(str(one or "")) for one in names))

    def _number(self, row: PlannedRow, name: str) -> tuple[object, ...]:
        return self.kind.numbered(name, str(row.values.get(name) or ""), begin_of(row, self._decided)[0])

    def _doubt(
        self,
        row: PlannedRow,
        keys: Sequence[str],
        why: str,
        tells: Callable[[PlannedRow, RegisterRow], bool],
    ) -> None:
        told = {one.key for one in row.twins}
        for key in keys[:MOST_ALIKE]:
            other = self.stored[key]
            if len(row.twins) == MOST_TWINS:
                return
            if key in told or not tells(row, other):
                continue
            if not numbered_apart(self.kind, row.values, values_of(self.kind, other)):
                row.twins.append(Twin(key, row_label(self.kind, other), why))

    def twice(self, rows: Sequence[PlannedRow]) -> None:
        """Rows that stand twice in the file itself."""
        seen: dict[tuple[object, ...], int] = {}
        names: dict[tuple[str, str], int] = {}
        for row in rows:
            for name in (*self.kind.unique, KEY):
                text = row.key if name == KEY else str(row.values.get(name) or "")
                if not text:
                    continue
                first = seen.setdefault((KEY, text) if name == KEY else self._number(row, name), row.number)
                if first != row.number:
                    what = f"«{text}» đã có ở dòng {first} của tệp. Hãy giữ một dòng."
                    heading = "Mã số" if name == KEY else column_name(self.kind, name)
                    row.faults.append(Fault(self._spots.of(row.number, name), heading, what))
            label = plain_name(str(row.values.get(self._label) or "")) if self._label else ""
            if label:
                place = "|".join(str(row.values.get(one) or "") for one in self.kind.places())
                first = names.setdefault((label, place), row.number)
                if first != row.number and not row.key and not self.kind.series:
                    row.notes.append(f"cùng tên và địa bàn với dòng {first} của tệp")
