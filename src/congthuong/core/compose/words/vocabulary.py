"""The register of words: a function becomes a word of the template language under its own name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from congthuong.core.compose.figures import figure_of
from congthuong.core.compose.handles import Number, Series, Value, WrongUse, known_of
from congthuong.core.document.model import Figure

WORDS: dict[str, Callable[..., Any]] = {}
F = TypeVar("F", bound=Callable[..., Any])


def word(function: F) -> F:
    WORDS[function.__name__] = function
    return function


def figure(number: Number, *, with_unit: bool = True, text: str = "") -> Figure:
    """The figure that prints this number as it is asked to be shown."""
    return figure_of(
        number.desk.book, known_of(number), with_unit=with_unit, shown_in=number.shown_in, text=text
    )


def needs_number(number: object, name: str) -> None:
    if not isinstance(number, Series | Value):
        raise WrongUse(what=f"Từ «{name}» dùng sau một chỉ tiêu hoặc một con số của sổ.")


def needs_series(subject: object, name: str) -> None:
    if not isinstance(subject, Series):
        raise WrongUse(what=f"Từ «{name}» dùng sau một chỉ tiêu (ví dụ: gtsxcn | {name}).")
