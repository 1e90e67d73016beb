"""What a register's rows measure: "352 enterprises" stands over 352 rows, and a stock moves by what came and went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congthuong.core.compose.engine import TemplateProblem
from congthuong.core.compose.report import Definition, compose_report
from congthuong.core.document.writers.text import write_text
from congthuong.core.ledger.book import Book
from congthuong.core.ledger.compare import change, same_period
from congthuong.core.ledger.folder import folder_files, read_dataset
from congthuong.core.ledger.measures import (
    EVERYWHERE,
    Area,
    Measured,
    Question,
    closing_stock,
    list_address,
    measure_rows,
)
from congthuong.core.ledger.model import Dataset, Field, Register, Row, RowsMeasure
from congthuong.core.ledger.plausible import doubts
from congthuong.core.problems import Problems
from congthuong.core.quantities import Period, unit_of

REGISTER = Register(
    "tram",
    "trạm",
    unit_of("cửa hàng"),
    (
        Field("xa", "Xã", "place"),
        Field("loai", "Loại"),
        Field("chu", "Chủ"),
        Field("be", "Sức chứa", "number", unit_of("m3")),
    ),
    since=date(2020, 1, 1),
)
PERIODS = ("2020-H1", "QL-2020-H2", "2020-03", "2020", "2021-Q4")
days = st.none() | st.dates(date(2019, 6, 1), date(2022, 6, 30))


def row(key: str, since: date | None = None, until: date | None = None, **values: Any) -> Row:
    return Row("tram", key, values, date(2020, 1, 1), since, until)


def asked(
    when: str, period: str = "2020-H1", area: Area = EVERYWHERE, items: Any = (), **more: Any
) -> Question:
    return Question(RowsMeasure("tram", when, **more), area, Period.of(period), items)  # type: ignore[arg-type]


def value(rows: list[Row], question: Question) -> Decimal | None:
    answer = measure_rows(REGISTER, rows, question)
    return answer.value if answer else None


@given(st.lists(st.tuples(days, days, st.integers(0, 99)), min_size=1, max_size=12), st.sampled_from(PERIODS))
def test_a_stock_moves_by_what_came_and_what_went(spans: list[Any], code: str) -> None:
    """For any rows, also those that ended on the day they began, and whatever is added up."""
    rows = [row(str(i), since, until, be=Decimal(size)) for i, (since, until, size) in enumerate(spans)]
    whole = Register(REGISTER.code, REGISTER.name, REGISTER.unit, REGISTER.fields, since=date(2019, 1, 1))
    period = Period.of(code)
    before = Period.of((period.first - date.resolution).isoformat())
    for field in ("", "be"):
        opening, new, closed, closing = (
            measure_rows(whole, rows, Question(RowsMeasure("tram", when, field=field), EVERYWHERE, at))  # type: ignore[arg-type]
            for when, at in (("stock", before), ("new", period), ("closed", period), ("stock", period))
        )
        assert opening and new and closed and closing
        assert closing_stock(opening.value, new.value, closed.value) == closing.value


def test_days_are_half_open_and_every_when_counts_its_own() -> None:
    rows = [
        row("old"),
        row("first", date(2020, 1, 1)),
        row("last", date(2020, 6, 30)),
        row("ended", date(2019, 5, 1), date(2020, 1, 1)),
        row("ends", date(2019, 5, 1), date(2020, 6, 30)),
        row("stays", date(2019, 5, 1), date(2020, 7, 1)),
        row("later", date(2020, 7, 1)),
        row("never", date(2020, 3, 1), date(2020, 3, 1)),
    ]
    found = {when: measure_rows(REGISTER, rows, asked(when)) for when in ("stock", "new", "closed", "all")}
    assert {when: one.keys for when, one in found.items() if one} == {
        "stock": ("old", "first", "last", "stays"),
        "new": ("first", "last"),
        "closed": ("ended", "ends"),
        "all": ("old", "first", "last", "ends", "stays"),
    }


def test_what_a_register_cannot_say_is_missing_and_never_zero() -> None:
    rows = [row("a", date(2020, 2, 1), xa="1", be=Decimal(5)), row("b", date(2020, 2, 1), xa="2", be=None)]
    assert value(rows, asked("new", "2019-H2")) is None  # before the register was complete
    assert value(rows, asked("new", "QL-2020-H1")) is None  # began on 15 December
    assert value(rows, asked("stock", "QL-2020-H1")) == 2  # the stock of 14 June is known
    assert value(rows, asked("stock", "2019-12-31")) is None
    assert value(rows, asked("new", field="be")) is None  # one row lacks its number
    assert value(rows, asked("new", area=Area(frozenset({"1"}), whole=False), field="be")) == 5
    assert value(rows, asked("new", "2020-H2")) == 0  # complete, and nothing came
    assert value(rows, asked("stock", items=(("hang", "1"),))) is None  # no column tells the items
    kept_by_nobody = Register("tram", "trạm", REGISTER.unit, REGISTER.fields)
    assert measure_rows(kept_by_nobody, [], asked("stock")) is None
    assert measure_rows(REGISTER, [], asked("stock")) is None  # whatever day it is said to be complete since
    placeless = Register("tram", "trạm", REGISTER.unit, ())
    assert measure_rows(placeless, rows, asked("stock", area=Area(frozenset({"1"}), whole=False))) is None


def test_rows_are_chosen_by_values_items_and_place() -> None:
    rows = [
        row("a", loai="dai_ly", chu="X", xa="1"),
        row("b", loai="kho", chu="X", xa="2"),
        row("c", loai="kho", chu="", xa=""),
    ]
    assert value(rows, asked("stock", where=(("loai", ("kho", "tram")),))) == 2
    assert value(rows, asked("stock", where=(("chu", ("",)),))) == 1
    assert value(rows, asked("stock", distinct="chu")) == 1
    assert value(rows, asked("stock", by=(("hang", "loai"),), items=(("hang", "dai_ly"),))) == 1
    assert value(rows, asked("stock", area=Area(frozenset({"1", "2"}), whole=False))) == 2
    assert value(rows, asked("stock", area=Area(frozenset({"1", "2"}), whole=True))) == 3


FOLDER = {
    "bao-cao.toml": 'code = "thu"\ntitle = "Thử"\nplace = "84"\nperiod = "2020-H1"\nas_of = "2020-06-12"\n',
    "danh-muc/dia-ban.csv": "code,name,kind,level,parent,valid_from,valid_to\n"
    "84,Tỉnh Trà Vinh,tỉnh,province,,,2020-05-01\n86,Tỉnh Mới,tỉnh,province,,2020-05-01,\n"
    "842,Thành phố Trà Vinh,thành phố,district,84,,2020-05-01\n842,Thành phố Trà Vinh,thành phố,district,86,2020-05-01,\n"
    "1,Xã Một,xã,commune,842,,2020-05-01\n2,Xã Hai,xã,commune,842,,\n3,Xã Ba,xã,commune,842,2020-05-01,\n"
    "9,Xã Chín,xã,commune,86,,\n",
    "danh-muc/bien-dong.csv": "old_code,old_valid_from,new_code,new_valid_from,date,kind,law\n"
    "1,,3,2020-05-01,2020-05-01,merge,\n84,,86,2020-05-01,2020-05-01,merge,\n842,,842,2020-05-01,2020-05-01,transfer,\n",
    "danh-muc/chi-tieu/mot.toml": '[[indicator]]\ncode = "ch"\nname = "Cửa hàng"\nunit = "cửa hàng"\nkind = "stock"\n'
    'over_time = "last"\nrows = { register = "tram", when = "stock", where = { loai = ["ch", "ch2"] } }\n'
    '[[indicator]]\ncode = "ch_moi"\nname = "Cửa hàng mới"\nunit = "cửa hàng"\nkind = "flow"\n'
    'rows = { register = "tram", when = "new" }\n'
    '[[indicator]]\ncode = "ch_ql"\nname = "Cửa hàng mới, kỳ quản lý"\nunit = "cửa hàng"\nkind = "flow"\n'
    'calendar = "management"\nrows = { register = "tram", when = "new" }\n'
    '[[indicator]]\ncode = "be"\nname = "Sức chứa"\nunit = "nghìn m3"\ndecimals = 1\nkind = "stock"\nover_time = "last"\n'
    'breakdowns = ["loai_kho"]\nrows = { register = "tram", when = "stock", field = "m3", by = { loai_kho = "loai" } }\n'
    '[[codelist]]\ncode = "loai_kho"\nname = "Loại"\n'
    'items = [ { code = "kho", name = "Kho" }, { code = "ch", name = "Cửa hàng" } ]\n',
    "so/tram.toml": 'code = "tram"\nname = "Trạm xăng dầu"\nunit = "cửa hàng"\nsince = 2019-01-01\n'
    '[[field]]\ncode = "ten"\nname = "Tên"\n[[field]]\ncode = "loai"\nname = "Loại"\n'
    '[[field]]\ncode = "xa"\nname = "Xã"\ntype = "place"\n'
    '[[field]]\ncode = "m3"\nname = "Sức chứa"\ntype = "number"\nunit = "m3"\n',
    "so/tram.csv": "key,ten,loai,xa,m3,effective_from,effective_to,recorded,source\n"
    "a,Một,ch,1,100,2018-01-01,,2020-06-01,\nb,Hai,ch,2,200,2020-01-10,,2020-06-01,\n"
    "c,Ba,ch2,9,300,2019-12-20,,2020-06-01,\nd,Tư,kho,2,\"8.000\",2018-01-01,2020-06-20,2020-06-01,\n",
}  # fmt: skip


def book(as_of: date = date(2020, 7, 5), **changed: str) -> Book:
    named = {path.replace("__", "/"): text for path, text in changed.items()}
    files = FOLDER | {
        next(one for one in FOLDER if one.startswith(path)): text for path, text in named.items()
    }
    return Book(read_dataset({path: text.encode() for path, text in files.items()}), as_of)


def test_a_figure_measured_says_from_which_rows_and_is_compared_like_any_other() -> None:
    known = book().know("ch_moi", "86", Period.of("2020-H1"))
    assert (known.value, known.counted) == (1, 1)
    assert (known.how, known.basis, known.rows) == ("count", "actual", ("b",))
    assert known.steps == ("1 dòng của sổ Trạm xăng dầu, bắt đầu từ 01/01/2020 đến 30/6/2020",)
    assert known.source == "Sổ Trạm xăng dầu, như đã biết ngày 05/7/2020"
    assert known.opens == "/so/tram/?chi_tieu=ch_moi&ky=2020-H1&dia_ban=86&den_ngay=2020-07-05"
    grown = change(book(), known, same_period(book(), known), "so-cung-ky")
    assert (grown.ref, grown.inputs[1].value) == ("ch_moi.tai-86.2020-H1.so-cung-ky", 0)
    stock = book().know("be", "86", Period.of("2020-H1"))
    assert (stock.value, stock.how, stock.printed()) == (Decimal("0.6"), "sum", "0,6 nghìn m3")
    item = book().know("be", "86", Period.of("2020-H1"), None, (("loai_kho", "ch"),))
    assert (item.value, item.rows) == (Decimal("0.3"), ("a", "b"))
    assert item.opens.endswith("&phan_to=loai_kho%3Dch")
    assert book().know("ch_ql", "86", Period.of("QL-2020-H1")).rows == ("b", "c")


def test_places_are_narrowed_on_the_territory_of_the_day() -> None:
    """A row that names a commune merged away lies in what became of it, and in the district and province above."""
    now, half = book(), Period.of("2020-H1")
    counted = {place: now.know("ch", place, half).rows for place in ("86", "842", "2", "3", "9")}
    assert counted == {"86": ("a", "b", "c"), "842": ("a", "b"), "2": ("b",), "3": ("a",), "9": ("c",)}
    assert now.know("ch", "84", Period.of("2020-03")).rows == (
        "a",
        "b",
    )  # before the merger, without commune 9


def test_rows_that_say_an_items_name_are_counted_under_it() -> None:
    path, half = "danh-muc/chi-tieu/mot.toml", Period.of("2020-H1")
    named = FOLDER[path].replace('by = { loai_kho = "loai" }', 'named = true, by = { loai_kho = "loai" }')
    rows = FOLDER["so/tram.csv"].replace(",kho,", ",Kho,").replace("2020-06-20", "")
    files = {name: text.encode() for name, text in (FOLDER | {path: named, "so/tram.csv": rows}).items()}
    ours = Book(read_dataset(files), date(2020, 7, 5))
    assert ours.know("be", "86", half, None, (("loai_kho", "kho"),)).rows == ("d",)


def test_what_was_stated_wins_and_is_doubted_where_the_rows_say_otherwise() -> None:
    head = "indicator,place,period,basis,items,value,unit,source\n"
    files = {path: text.encode() for path, text in FOLDER.items()}
    stated = head + "ch,86,2020-H1,actual,,4,cửa hàng,Báo cáo\nch_moi,86,2020-H1,estimate,,9,cửa hàng,Ước\n"
    data = read_dataset(files | {"so-lieu/mot.csv": stated.encode()})
    ours, half = Book(data, date(2020, 7, 5)), Period.of("2020-H1")
    assert ours.know("ch", "86", half).value == 4
    assert ours.know("ch", "86", half, "actual").how == "observation"
    assert (
        ours.know("ch_moi", "86", half).value == 1
    )  # the half-year is over: what was beats what was estimated
    assert Book(data, date(2020, 6, 12)).know("ch_moi", "86", half).value == 9  # it runs: the estimate stands
    assert ours.know("ch_moi", "86", half, "plan").value is None
    (doubt,) = (one for one in doubts(ours) if one.slip == "rows")
    assert doubt.reference == "ch.tai-86.2020-H1.actual"
    assert "sổ Trạm xăng dầu đếm được 3 cửa hàng" in doubt.message


def test_a_period_that_has_not_begun_is_missing() -> None:
    assert book(date(2020, 6, 12)).know("ch_moi", "86", Period.of("2020-H2")).value is None


def test_a_period_that_runs_is_told_up_to_the_day_it_is_known() -> None:
    """A depot known on 12 June to close on the 20th stands on the 12th, whatever will be on 30 June."""
    half, depot = Period.of("2020-H1"), (("loai_kho", "kho"),)
    running, over = (
        book(day).know("be", "86", half, None, depot) for day in (date(2020, 6, 12), date(2020, 7, 5))
    )

    assert (running.value, over.value) == (8, 0)
    assert running.steps == ("Sức chứa của 1 dòng của sổ Trạm xăng dầu, đúng ngày 12/6/2020",)
    assert over.steps == ("Sức chứa của 0 dòng của sổ Trạm xăng dầu, đúng ngày 30/6/2020",)


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ('register = "tram", when = "new"', 'register = "trams", when = "new"', "không có sổ này (có phải «tram»?)"),
        ('"stock", field = "m3"', '"stock", field = "m2"', "gọi trường «m2», sổ «tram» không có"),
        ('"stock", field = "m3"', '"stock", field = "ten"', "loại text, không cộng được"),
        ('"stock", field = "m3"', '"stock", distinct = "ten", field = "m3"', "chỉ có một trong hai"),
        ('unit = "nghìn m3"', 'unit = "tấn"', "trường «m3»"),
        ('loai = ["ch", "ch2"]', 'loi = "ch"', "gọi trường «loi», sổ «tram» không có (có phải «loai»?)"),
        ('loai = ["ch", "ch2"]', "m3 = \"100\"", "trường loại number không so với «100» được"),
        ('loai = ["ch", "ch2"]', "m3 = 1.5", "where.m3 là chữ trong dấu nháy, số nguyên"),
        ('loai = ["ch", "ch2"]', "loai = []", "danh sách rỗng"),
        ('when = "new"', 'when = "moi"', "viết một trong: stock, new, closed, all"),
        ('when = "new" }', 'when = "stock" }', "chỉ tiêu phát sinh (flow) dùng when"),
        ('when = "new" }', 'when = "new", fild = "m3" }', "không có «fild» (có phải «field»?)"),
        ("by = { loai_kho", "by = { loai_kh", "rows.by nêu phân tổ «loai_kh», chỉ tiêu không có"),
        ('kind = "flow"\n', 'kind = "flow"\nformula = "ch"\n', "có công thức thì không lấy từ sổ"),
    ],
)  # fmt: skip
def test_a_wrong_declaration_says_what_is_wrong(was: str, now: str, says: str) -> None:
    path = "danh-muc/chi-tieu/mot.toml"
    assert was in FOLDER[path]
    files = FOLDER | {path: FOLDER[path].replace(was, now, 1)}
    with pytest.raises(Problems) as caught:
        read_dataset({path: text.encode() for path, text in files.items()})
    assert any(says in one.message for one in caught.value.problems), [
        one.message for one in caught.value.problems
    ]


def test_a_register_that_is_not_there_is_told_once_with_the_file_to_copy(example: Path) -> None:
    """Indicators copied from another province: one sentence a register, not one for each of its indicators."""
    files = folder_files(example)
    without = {path: data for path, data in files.items() if not path.startswith("so/luoi_dien.")}
    with pytest.raises(Problems) as caught:
        read_dataset(without)
    (told,) = [one.message for one in caught.value.problems if one.code == "CT-221"]
    assert "«trung_the_moi», «trung_the», «ha_the_moi» và 1 chỉ tiêu khác gọi sổ «luoi_dien»" in told
    assert "thiếu tệp so/luoi_dien.toml: hãy chép tệp ấy" in told


def test_a_list_has_an_address_of_its_own() -> None:
    measure = RowsMeasure("ho_so", "closed")
    assert (
        list_address(measure, "hs", Period.of("QL-2020-H1"), "84", date(2020, 6, 14))
        == "/so/ho_so/?chi_tieu=hs&ky=QL-2020-H1&dia_ban=84&den_ngay=2020-06-14"
    )


class Elsewhere:
    """Keeps a large register's rows and counts them where they are."""

    def __init__(self, data: Dataset) -> None:
        self.data, self.calls = data, 0

    def measure(
        self, register: Register, questions: Sequence[Question], as_of: date
    ) -> Sequence[Measured | None]:
        self.calls += 1
        return [measure_rows(register, self.data.rows, one) for one in questions]


FRAME = {
    "kind": "BÁO CÁO",
    "letterhead": {"parent_agency": "UBND", "agency": "SỞ", "symbol": "BC", "place": "Trà Vinh"},
    "signature": {"position": "GIÁM ĐỐC", "name": "A"},
}


def test_a_large_register_is_asked_once_for_all_it_measures() -> None:
    """And gives the same figures as rows at hand; a template that would list it is told to count by an indicator."""
    half, item = Period.of("2020-H1"), (("loai_kho", "ch"),)
    large = FOLDER | {"so/tram.toml": "large = true\n" + FOLDER["so/tram.toml"]}
    data = read_dataset({path: text.encode() for path, text in large.items()})
    kept = Elsewhere(data)
    ours = Book(replace(data, rows=(), measured=kept), date(2020, 7, 5))
    for code, items in (("ch", ()), ("ch_moi", ()), ("be", ()), ("be", item)):
        small = book().know(code, "86", half, None, items)
        assert ours.know(code, "86", half, None, items) == replace(small, rows=())
        assert Book(data, date(2020, 7, 5)).know(code, "86", half, None, items) == replace(small, rows=())
    assert kept.calls == 1
    ours.know("ch_ql", "86", Period.of("QL-2020-H1"))
    assert kept.calls == 2
    for data_with in (data, replace(data, rows=(), measured=kept)):
        template = {"mau/mot.md": "Có {{ tram | dem }} trạm.\n"}
        report = {**data.report, **FRAME, "template": list(template), "place": "86"}
        made = replace(data_with, templates=template, report=report)
        with pytest.raises(TemplateProblem, match="quá lớn để liệt kê"):
            compose_report(Book(made, date(2020, 7, 5)), Definition.of(made))


def test_a_row_counts_as_it_was_on_the_periods_last_day() -> None:
    states = ((date(2018, 1, 1), {"loai": "ch"}), (date(2020, 7, 2), {"loai": "kho"}))
    rows = [replace(row("a", date(2018, 1, 1), loai="kho"), states=states)]
    before, after = (
        asked("stock", where=(("loai", ("ch",)),)),
        asked("stock", "2020", where=(("loai", ("ch",)),)),
    )
    assert (value(rows, before), value(rows, after)) == (1, 0)
    assert rows[0].on(date(2017, 1, 1)) == {"loai": "ch"}


def test_what_was_refused_counts_only_where_its_state_is_asked_for() -> None:
    """An application that was refused is no project; yet who asks how many were refused is told."""
    data = read_dataset({path: text.encode() for path, text in FOLDER.items()})
    register = replace(data.registers[0], counted=(("loai", ("", "ch")),))
    data = replace(data, registers=(register,))
    large = replace(data, registers=(replace(register, large=True),), rows=(), measured=Elsewhere(data))
    for made in (data, large):
        own = Book(made, date(2020, 7, 5))
        assert own.know("ch", "86", Period.of("2020-H1")).value == 3  # asks for both states by name
        assert own.know("ch_ql", "86", Period.of("QL-2020-H1")).value == 1
    assert Book(data, date(2020, 7, 5)).know("ch_ql", "86", Period.of("QL-2020-H1")).rows == ("b",)

    template = {"mau/mot.md": 'Có {{ tram | dem }} trạm, {{ tram | loc(loai="ch2") | dem }} bị từ chối.\n'}
    report = {**data.report, **FRAME, "template": list(template), "place": "86"}
    made = replace(data, templates=template, report=report)
    document = compose_report(Book(made, date(2020, 7, 5)), Definition.of(made)).document
    assert "Có 02 trạm, 01 bị từ chối." in write_text(document)
