"""A decimal comma typed as a point: "7.330" for 7,33 reads as seven thousand, and nothing in the cell says so.

Only the other values of the same thing can tell, so it is asked before anything is recorded. Whoever means seven
thousand writes "7330", which can be read in one way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from congthuong.core.ledger.book import Book
from congthuong.core.ledger.model import Observation
from congthuong.core.ledger.plausible import far_above, like_values
from congthuong.core.ledger.records import HEADERS_VI, CellProblem
from congthuong.core.ledger.tables import TableFile
from congthuong.core.quantities import convert, write_quantity

_ONE_GROUP = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")


class PointForComma(CellProblem):
    code = "CT-226"


def points_for_commas(
    table: TableFile, numbered: Sequence[tuple[int, Observation]], known: Callable[[], Book]
) -> Iterator[PointForComma]:
    """The cells whose value is a thousand times every comparable one. numbered: (row, value) as read from the table;
    known: gives what is recorded, asked for only where a cell could be misread."""
    typed = {row.number: row.text("value") for row in table.rows}
    suspect = [(row, one) for row, one in numbered if _ONE_GROUP.fullmatch(typed[row])]
    if not suspect:
        return
    book = known()
    given = {one.key: one for one in (*book.observations(), *(one for _, one in numbered))}
    for row, one in suspect:
        what = book.indicators[one.indicator]
        near = like_values(given, what, one)
        if not far_above(convert(one.value, one.unit, what.unit), 3, near):
            continue
        text = typed[row]
        held = ", ".join(
            f"{like.label} {write_quantity(like.value, what.unit, what.decimals)}" for like in near
        )
        yield PointForComma(
            file=table.name,
            row=row,
            column=table.heading("value", HEADERS_VI),
            what=f"«{text}» đọc là {write_quantity(one.value, one.unit, one.decimals)}, gấp khoảng 1.000 lần {held}. "
            f"Nếu dấu chấm là dấu thập phân thì viết {text.replace('.', ',')}; nếu đúng là số ấy thì viết liền "
            f"{text.replace('.', '')}.",
        )
