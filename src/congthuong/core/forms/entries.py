"""One table of a form's definition while it is read: what only forms have beside core/ledger/entries.py."""

from __future__ import annotations

import re
from decimal import Decimal

from congthuong.core.ledger.entries import TypedEntry
from congthuong.core.ledger.model import Items
from congthuong.core.problems import Problem
from congthuong.core.quantities import Unit, read_number, unit_of

CODE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
LONGEST_CODE = 40
MAX_DECIMALS = 10


class FormProblem(Problem):
    code = "CT-806"
    text = "Biểu {file}, {path}: {what}."


class Entry(TypedEntry):
    """A table of a form's definition: what every declaration has, and codes, breakdowns, units, limits."""

    problem = FormProblem
    top = "đầu biểu"

    def code(self, name: str, default: str = "") -> str:
        value = self.text(name, default, required=True)
        if value and (not CODE.fullmatch(value) or len(value) > LONGEST_CODE):
            self.fault(
                name,
                f"mã «{value}» chỉ gồm chữ thường không dấu, số và gạch dưới đơn, tối đa {LONGEST_CODE} ký tự",
            )
        return value

    def items(self, name: str) -> Items:
        values = self._value(name, dict, {}, 'bảng { phan_to = "muc" }')
        if all(isinstance(one, str) for one in values.values()):
            return tuple(sorted(values.items()))
        self.fault(name, 'bảng phân tổ gồm các cặp phan_to = "muc"')
        return ()

    def unit(self, name: str, default: Unit | None, *, required: bool = True) -> Unit | None:
        if name not in self.data:
            self.asked.add(name)
            if required and default is None:
                self.fault(name, 'chưa có đơn vị tính; hãy ghi unit = "…"')
            return default
        try:
            return unit_of(self.text(name))
        except Problem as problem:
            self.fault(name, problem.message.rstrip("."))
            return default

    def decimals(self, name: str, default: int | None) -> int | None:
        if name not in self.data:
            self.asked.add(name)
            return default
        value = self.number(name, 0)
        if not 0 <= value <= MAX_DECIMALS:
            self.fault(name, f"số lẻ từ 0 đến {MAX_DECIMALS}")
        return value

    def limit(self, name: str) -> Decimal | None:
        """A number, whole or as text the Vietnamese way ("0,5"): a TOML float is no exact decimal."""
        value = self.data.get(name)
        self.asked.add(name)
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            return None if value is None else Decimal(value)
        try:
            return read_number(value if isinstance(value, str) else "")
        except Problem:
            self.fault(name, 'viết số nguyên, hoặc số lẻ trong dấu nháy kiểu Việt Nam, ví dụ "0,5"')
            return None
