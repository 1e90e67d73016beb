"""What a register's columns are called in the address of its list, where the page's own names come first.

`?ky=2020-H1` names the period of the figure whose rows are shown; a register may well have a column `ky`, which is then
asked for as `?cot-ky=…`. Addresses that were kept before go on to mean what they meant: a column's bare name is read as
the column's wherever the page itself asks nothing by it.
"""

from __future__ import annotations

from django.http import QueryDict

from congthuong.apps.catalogue.models import Place
from congthuong.apps.registers.counting import OF_A_FIGURE, figure_named

OF_THE_LIST = ("tim", "xep", "tep", "trang", "cot", "noi")
TAKEN = frozenset((*OF_A_FIGURE, *OF_THE_LIST))


def parameter_of(column: str) -> str:
    """By what a column's values are asked for."""
    return f"cot-{column}" if column in TAKEN else column


def asked_of_column(asked: QueryDict, column: str) -> list[str]:
    """The values of a column that an address asks for."""
    values = asked.getlist(parameter_of(column))
    if column in TAKEN and not _is_the_pages(asked, column):
        values += asked.getlist(column)
    return values


def place_asked(asked: QueryDict, columns: tuple[str, ...]) -> str:
    """The code of the place within which rows are asked for, unless `noi` is meant for a column of that name."""
    place = asked.get("noi", "")[:10]
    return "" if "noi" in columns and not _is_the_pages(asked, "noi") else place


def _is_the_pages(asked: QueryDict, name: str) -> bool:
    if name in OF_A_FIGURE:
        return bool(figure_named(asked))
    return name != "noi" or Place.objects.filter(code__in=asked.getlist("noi")).exists()
