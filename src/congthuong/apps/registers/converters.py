"""The part of an address that names a typed register; other codes go on to the pages of generic registers."""

from __future__ import annotations

from congthuong.apps.registers.kinds import kind_of


class TypedRegister:
    regex = "[a-z0-9_]+"

    def to_python(self, value: str) -> str:
        if kind_of(value) is None:
            raise ValueError(value)
        return value

    def to_url(self, value: str) -> str:
        return self.to_python(value)
