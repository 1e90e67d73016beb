"""The words of words.toml as patterns. Vietnamese is matched in small letters: a name begins with a capital one."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

import regex


@cache
def words() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "words.toml").read_text(encoding="utf-8"))


def any_of(phrases: Iterable[str]) -> str:
    """An alternative of phrases, the longest first, whatever blanks stand between their words."""
    ordered = sorted(set(phrases), key=len, reverse=True)
    return "|".join(r"\s+".join(map(regex.escape, one.split())) for one in ordered)


@cache
def pattern(name: str, *, capital: bool = False) -> regex.Pattern[str]:
    """Whole words of that list; `capital`: the first letter may be a capital one (at the beginning of a sentence)."""
    inner = any_of(words()[name])
    end = r"(?![\p{L}\p{M}])"
    return regex.compile(rf"(?i:{inner}){end}" if capital else rf"(?<![\p{{L}}\p{{M}}])(?:{inner}){end}")
