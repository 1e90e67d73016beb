"""One table of a TOML declaration while it is read: values by name, each mistake with its place.

A mistake does not stop reading: the value's stand-in goes on, so that one reading names every mistake.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Self

from congthuong.core.problems import Problem, nearest


@dataclass(frozen=True)
class TypedEntry:
    """Subclasses say what kind of problem a mistake is (fields `file`, `path`, `what`), and what the top is called."""

    problem: ClassVar[type[Problem]]
    top: ClassVar[str]

    data: Mapping[str, Any]
    file: str
    path: str
    problems: list[Problem]
    asked: set[str] = field(default_factory=set)

    def fault(self, name: str, what: str) -> None:
        path = ".".join(part for part in (self.path, name) if part) or self.top
        self.problems.append(self.problem(file=self.file, path=path, what=what))

    def text(self, name: str, default: str = "", *, required: bool = False) -> str:
        value: str = self._value(name, str, default, "chữ trong dấu nháy")
        if required and not value.strip() and isinstance(self.data.get(name, ""), str):
            self.fault(name, f'thiếu mục «{name}»; hãy ghi {name} = "…"')
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
            return default
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        values = self._value(name, list, [], "danh sách [ … ]")
        if all(isinstance(one, str) for one in values):
            return tuple(values)
        self.fault(name, "danh sách gồm các chữ trong dấu nháy")
        return ()

    def entry(self, name: str, *, required: bool = False) -> Self:
        if required and name not in self.data:
            self.fault(name, f"thiếu phần [{name}]")
            return replace(self._inner({}, name), problems=[])  # said once, not again for each of its keys
        return self._inner(self._value(name, dict, {}, "bảng"), name)

    def entries(self, name: str, *, required: bool = False) -> list[Self]:
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

    def _inner(self, data: Mapping[str, Any], name: str) -> Self:
        path = ".".join(part for part in (self.path, name) if part)
        return replace(self, data=data, path=path, asked=set())

    def _value(self, name: str, kind: type, default: Any, wanted: str) -> Any:
        self.asked.add(name)
        value = self.data.get(name, default)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.fault(name, f"phải là {wanted}")
            return default
        return value
