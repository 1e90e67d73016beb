"""The register of words: a function becomes a word of the template language under its own name."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any, TypeVar

from congthuong.core.compose.figures import figure_of
from congthuong.core.compose.handles import Number, Series, Value, WrongUse, known_of
from congthuong.core.document.model import Figure

WORDS: dict[str, Callable[..., Any]] = {}
F = TypeVar("F", bound=Callable[..., Any])


def word(function: F) -> F:
    """Registers the word. Called with the wrong things in its brackets, it says how it is written."""
    name, signature = function.__name__, inspect.signature(function)
    _, *asked = signature.parameters.values()
    brackets = ", ".join(one.name for one in asked)
    usage = f"… | {name}({brackets})" if asked else f"… | {name}"

    @functools.wraps(function)
    def checked(*given: object, **named: object) -> object:
        try:
            return function(*given, **named)
        except TypeError:
            if _fits(signature, given, named):  # then it is a mistake of ours within the word
                raise
            raise WrongUse(what=f"Từ «{name}» viết chưa đúng phần trong ngoặc. Cách viết: {usage}.") from None

    WORDS[name] = checked
    return function


def _fits(signature: inspect.Signature, given: tuple[object, ...], named: dict[str, object]) -> bool:
    try:
        signature.bind(*given, **named)
    except TypeError:
        return False
    return True


def figure(number: Number, *, with_unit: bool = True, text: str = "", in_column: bool = False) -> Figure:
    """The figure that prints this number as it is asked to be shown."""
    return figure_of(
        number.desk.book,
        known_of(number),
        with_unit=with_unit,
        shown_in=number.shown_in,
        text=text,
        in_column=in_column,
    )


def needs_number(number: object, name: str) -> None:
    if not isinstance(number, Series | Value):
        raise WrongUse(what=f"Từ «{name}» dùng sau một chỉ tiêu hoặc một con số của sổ.")


def needs_text(value: object, name: str) -> None:
    if not isinstance(value, str):
        raise WrongUse(what=f'Trong ngoặc của từ «{name}» là chữ đặt trong dấu nháy: {name}("…").')


def needs_series(subject: object, name: str) -> None:
    if not isinstance(subject, Series):
        raise WrongUse(what=f"Từ «{name}» dùng sau một chỉ tiêu (ví dụ: gtsxcn | {name}).")
