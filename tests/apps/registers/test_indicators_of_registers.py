"""Any register gives figures without being taught: an office prints how many markets it has by one line of a template."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from congthuong.apps.registers.indicators import indicators_of, summed, written
from congthuong.apps.registers.kinds import kinds, require_kind
from congthuong.core.ledger.book import Book
from congthuong.core.ledger.folder import read_dataset
from congthuong.core.ledger.model import Dataset
from congthuong.core.quantities import Period

KNOWN, HALF = date(2020, 6, 12), Period.of("2020-H1")


@pytest.fixture(scope="module")
def taught(example: Path) -> Dataset:
    """The example with the file that the command writes put into its catalogue."""
    files = {str(one.relative_to(example)): one.read_bytes() for one in example.rglob("*") if one.is_file()}
    return read_dataset(
        files | {"danh-muc/chi-tieu/cac-so.toml": written(kinds(), read_dataset(files).registers).encode()}
    )


def test_every_register_counts_its_rows_and_the_figure_is_the_number_of_them(taught: Dataset) -> None:
    book = Book(taught, KNOWN)
    for kind in kinds():
        own = [row for row in taught.rows if row.register == kind.code]
        true = [
            row for row in own if (row.effective_from or date.min) <= KNOWN < (row.effective_to or date.max)
        ]
        assert book.know(f"so_{kind.code}", "84", HALF).value == len(true), kind.code


def test_what_columns_count_is_added_up_and_what_means_nothing_added_up_is_not(taught: Dataset) -> None:
    book = Book(taught, KNOWN)
    assert (
        book.know("so_ntm_cho", "84", HALF).value == 22 and "so_ntm_cho_dien_tich_diem" not in book.indicators
    )
    assert book.know("so_tuyen_dung_can_tuyen", "84", HALF).value == 5
    stalls = [row.values["diem_kinh_doanh"] for row in taught.rows if row.register == "cho"]
    assert book.know("so_cho_diem_kinh_doanh", "84", HALF).value == sum(
        one for one in stalls if isinstance(one, Decimal)
    )
    assert book.know("so_ho_su_dung_dien_cuoi_ky", "84", HALF).value == 278_435
    for code, columns in {
        "gia_hang_thiet_yeu": (),  # prices
        "san_pham_ocop": (),  # scores
        "vay_binh_on": ("so_tien",),  # and no rate of interest
        "luoi_dien": ("cuoi_ky",),  # of what moves a count, its end
        "ke_hoach_thanh_tra": (),  # a year
    }.items():
        assert tuple(one.name for one in summed(require_kind(code))) == columns, code


def test_codes_are_told_apart_and_a_sum_lacks_what_a_row_lacks(taught: Dataset) -> None:
    codes = [one.code for kind in kinds() for one in indicators_of(kind)]
    assert len(codes) == len(set(codes)) > 150
    assert all(len(one) <= 32 for one in codes)
    assert Book(taught, KNOWN).know("so_kc_hoi_cho_gian_hang", "84", HALF).value is None
