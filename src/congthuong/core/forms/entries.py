"""One table of a form's definition while it is read: values by name, each mistake with its place.

A mistake does not stop reading: the value's stand-in goes on, so that one reading names every mistake.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from congthuong.core.ledger.model import Items
from congthuong.core.problems import Problem, nearest
from congthuong.core.quantities import Unit, read_number, unit_of

CODE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
LONGEST_CODE = 40
MAX_DECIMALS = 10


class FormProblem(Problem):
    code = "CT-806"
    text = "Biểu {file}, {path}: {what}."


@dataclass(frozen=True)
class Entry:
    data: Mapping[str, Any]
    file: str
    path: str
    problems: list[Problem]
    asked: set[str] = field(default_factory=set)

    def fault(self, name: str, what: str) -> None:
        path = ".".join(part for part in (self.path, name) if part) or "đầu biểu"
        self.problems.append(FormProblem(file=self.file, path=path, what=what))

    def text(self, name: str, default: str = "", *, required: bool = False) -> str:
        value: str = self._value(name, str, default, "chữ trong dấu nháy")
        if required and not value.strip():
            self.fault(name, f'thiếu mục «{name}»; hãy ghi {name} = "…"')
        return value

    def code(self, name: str, default: str = "") -> str:
        value = self.text(name, default, required=True)
        if value and (not CODE.fullmatch(value) or len(value) > LONGEST_CODE):
            self.fault(
                name,
                f"mã «{value}» chỉ gồm chữ thường không dấu, số và gạch dưới đơn, tối đa {LONGEST_CODE} ký tự",
            )
        return value

    def number(self, name: str, default: int) -> int:
        value: int = self._value(name, int, default, "số nguyên")
        return value

    def flag(self, name: str, default: bool) -> bool:
        value: bool = self._value(name, bool, default, "true hoặc false")
        return value

    def one_of(self, name: str, allowed: Sequence[str], default: str = "", *, required: bool = False) -> Any:
        value = self.text(name, default, required=required)
        if value and value not in allowed:
            self.fault(name, f"«{value}» không dùng được; hãy viết một trong: {', '.join(allowed)}")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        values = self._value(name, list, [], "danh sách [ … ]")
        if all(isinstance(one, str) for one in values):
            return tuple(values)
        self.fault(name, "danh sách gồm các mã trong dấu nháy")
        return ()

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

    def entry(self, name: str, *, required: bool = False) -> Entry:
        if required and name not in self.data:
            self.fault(name, f"thiếu phần [{name}]")
        return self._inner(self._value(name, dict, {}, "bảng"), name)

    def entries(self, name: str, *, required: bool = False) -> list[Entry]:
        values = self._value(name, list, [], f"các bảng [[{name}]]")
        if required and not values:
            self.fault(name, f"thiếu phần [[{name}]]")
        if not all(isinstance(one, dict) for one in values):
            self.fault(name, f"phải là các bảng [[{name}]]")
            return []
        return [
            self._inner(one, f"{name}[{one.get('code') or number}]") for number, one in enumerate(values, 1)
        ]

    def nothing_else(self) -> None:
        """What nobody asked for is a slip of the pen, never silently passed over."""
        for name in self.data:
            if name not in self.asked:
                guess = nearest(name, self.asked)
                self.fault(name, "không có mục này" + (f"; có phải «{guess}»?" if guess else ""))

    def _inner(self, data: Mapping[str, Any], name: str) -> Entry:
        return Entry(data, self.file, ".".join(part for part in (self.path, name) if part), self.problems)

    def _value(self, name: str, kind: type, default: Any, wanted: str) -> Any:
        self.asked.add(name)
        value = self.data.get(name, default)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.fault(name, f"phải là {wanted}")
            return default
        return value
