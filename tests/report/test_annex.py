"""The annex can be checked with a pocket calculator, and lists what the prose lists in the order of the prose."""

from __future__ import annotations

from decimal import Decimal

import pytest

from congthuong.core.document.figures_index import FigureIndex
from congthuong.core.document.model import Chart, Figure, Table, Text, blocks_of
from congthuong.core.quantities import read_number
from report.example import composition

PLAN, BASE, DONE, GROWTH, ATTAINED, BASE_YEAR, FORECAST, GROWTH_YEAR, ATTAINED_YEAR = range(3, 12)
HALF = Decimal("0.005")  # of the last printed decimal of a rate


def table() -> Table:
    (found,) = (one for one in blocks_of(composition().document) if isinstance(one, Table))
    return found


def texts(row: int) -> list[str]:
    return [
        "".join(one.text for one in cell.inlines if isinstance(one, Text | Figure))
        for cell in table().rows[row]
    ]


@pytest.mark.parametrize("row", range(13))
def test_every_rate_follows_from_the_numbers_printed_beside_it(row: int) -> None:
    """A reader who divides two cells of the signed annex must find the third."""
    cells = texts(row)
    number = {at: read_number(cells[at].removesuffix("%")) for at in range(3, 12)}
    for rate, part, whole, change in (
        (GROWTH, DONE, BASE, True),
        (ATTAINED, DONE, PLAN, False),
        (GROWTH_YEAR, FORECAST, BASE_YEAR, True),
        (ATTAINED_YEAR, FORECAST, PLAN, False),
    ):
        again = number[part] / number[whole] * 100 - (100 if change else 0)
        assert abs(again - number[rate]) <= HALF, (
            f"{cells[1]}: {cells[part]} / {cells[whole]} ≠ {cells[rate]}"
        )


def test_the_annex_and_its_charts_list_products_in_the_order_of_the_prose() -> None:
    prose = [
        one.figure.id.split(".")[0]
        for one in FigureIndex.of(composition().document).occurrences
        if one.place == "chú thích 1" and one.figure.id.endswith("2020-H1.so-cung-ky")
    ]
    listed = [
        next(one.id for one in cells[GROWTH].inlines if isinstance(one, Figure)).split(".")[0]
        for cells in table().rows
    ]
    assert len(prose) == 13
    assert listed == prose
    for chart in (one for one in blocks_of(composition().document) if isinstance(one, Chart)):
        assert [one.id.split(".")[0] for one in chart.figures] == prose


def test_figures_of_the_summing_up_are_not_filed_under_office_work() -> None:
    assert "I.Tóm lại" in FigureIndex.of(composition().document).places("gtsxcn.2020-H1.so-cung-ky")
