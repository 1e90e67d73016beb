"""Figures and the rows they count, asked of whoever composes reports: the layer above announces how.

`?chi_tieu=<indicator>&ky=<period>&dia_ban=<place>&den_ngay=<day>` on a register's list names a figure
(docs/decisions/0019), `?bao_cao=<report>&so_lieu=<id>&den_ngay=<day>` one that a report's template counted; its rows are
shown and no others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Protocol

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from congthuong.core.problems import Problem

OF_A_FIGURE = ("chi_tieu", "ky", "dia_ban", "den_ngay", "phan_to", "bao_cao", "so_lieu")
"""By what an address names a figure of either kind."""


class NoSuchFigure(Problem):
    code: ClassVar[str] = "CT-943"
    text: ClassVar[str] = (
        "Không tìm được các dòng mà số liệu «{figure}» đếm: {why}. Hãy mở lại từ số liệu trong báo cáo, hoặc bỏ phần lọc "
        "theo số liệu."
    )


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure as people read it, the keys of exactly the rows that it counts, and what of them it counted: what they
    said on the `day`, as `known` on another (None: what they say now)."""

    title: str
    text: str
    keys: frozenset[str]
    url: str = ""
    note: str = ""
    day: date | None = None
    known: date | None = None


@dataclass(frozen=True, slots=True)
class CountedIn:
    """A figure of a report that a row is part of."""

    url: str
    text: str
    name: str


class Counter(Protocol):
    """What composes reports, as registers ask it. It asks for rights itself."""

    def rows_of(
        self, register: str, asked: Mapping[str, str], user: AbstractBaseUser | AnonymousUser
    ) -> Counted:
        """Raises NoSuchFigure."""

    def figures_of(
        self, register: str, key: str, user: AbstractBaseUser | AnonymousUser
    ) -> tuple[str, list[CountedIn]]:
        """The latest report's title ("" for none) and its figures that this row is part of."""


_COUNTERS: list[Counter] = []


def announce_counter(counter: Counter) -> None:
    _COUNTERS[:] = [counter]


def figure_named(asked: Mapping[str, str]) -> str:
    """The figure whose rows an address asks for; "" where it asks for none."""
    return asked.get("chi_tieu", "") or asked.get("so_lieu", "")


def counted_rows(register: str, asked: Mapping[str, str], user: AbstractBaseUser | AnonymousUser) -> Counted:
    """Raises NoSuchFigure."""
    if not _COUNTERS:
        raise NoSuchFigure(figure=figure_named(asked), why="phần báo cáo chưa chạy")
    return _COUNTERS[0].rows_of(register, asked, user)


def counted_in(
    register: str, key: str, user: AbstractBaseUser | AnonymousUser
) -> tuple[str, list[CountedIn]]:
    return _COUNTERS[0].figures_of(register, key, user) if _COUNTERS else ("", [])
