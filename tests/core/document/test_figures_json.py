"""Whoever doubts a figure can follow it down to the observation it came from."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congthuong.core.document import figures_words
from congthuong.core.document.figures_finding import UnknownNumber, printed_as
from congthuong.core.document.figures_index import FigureIndex
from congthuong.core.document.figures_json import UnknownFigure, explain, figures_json
from congthuong.core.document.figures_words import facts, interval, title, unrounded
from congthuong.core.document.model import (
    Annex,
    Cell,
    Chart,
    Document,
    Figure,
    FootnoteMark,
    Heading,
    ListBlock,
    Origin,
    Paragraph,
    Table,
    Text,
    figures_of,
)
from core.document import sample


def with_blocks(*blocks, annexes=(), bases=()) -> Document:
    return replace(sample.sample_document(), blocks=blocks, annexes=annexes, bases=bases)


def stated(id: str, value: str | None = "1", unit: str = "tấn", **origin) -> Figure:
    number = None if value is None else Decimal(value)
    return Figure(id, value or "[chưa có số liệu]", number, unit, Origin("observation", **origin))


def records(document: Document) -> dict[str, dict]:
    return {one["id"]: one for one in json.loads(figures_json(document))["figures"]}


def test_inputs_of_inputs_are_told_though_not_printed():
    plan = stated("plan", "45400")
    done = stated("done", "19125.44")
    rate = Figure("rate", "42,13%", Decimal("42.1265"), "%", Origin("comparison", inputs=(done, plan)))
    gap = Figure("gap", "57,87%", Decimal("57.8735"), "%", Origin("formula", inputs=(rate,)))

    told = records(with_blocks(Paragraph((gap, done))))

    assert {id: (one["printed"], one["inputs"]) for id, one in told.items()} == {
        "gap": (True, ["rate"]),
        "done": (True, []),
        "rate": (False, ["done", "plan"]),
        "plan": (False, []),
    }


def test_every_printed_figure_of_the_sample_is_there_with_its_value():
    document = sample.sample_document()
    told = records(document)
    printed = {figure.id: figure for figure in figures_of(document)}
    assert {id for id, one in told.items() if one["printed"]} == set(printed)
    for id, figure in printed.items():
        value = told[id]["value"]
        assert (None if value is None else Decimal(value)) == figure.value


def test_places_are_named_as_a_reader_names_them():
    a, b, c, d, e = (stated(id) for id in "abcde")
    document = with_blocks(
        Paragraph((a,)),
        Heading(1, "I", (Text("KẾT QUẢ"),)),
        Heading(2, "1", (Text("Chỉ tiêu"), b)),
        ListBlock("-", ((Paragraph((a, FootnoteMark((Text("x"),)), FootnoteMark((c,)))),),)),
        Heading(2, "2", (Text("Lĩnh vực"),)),
        Heading(3, "2.1", (Text("Công nghiệp"),)),
        Paragraph((a, a)),
        Table((b,), (), ((Cell((d, FootnoteMark((d,)))),),)),
        Heading(1, "", (Text("Kiến nghị"),)),
        Chart({}, "", "", "", "", (e,)),
        annexes=(Annex("II", "Sản phẩm", (Heading(1, "I", ()), Paragraph((e,)))),),
        bases=(Paragraph((c,)),),
    )
    assert {id: one["places"] for id, one in records(document).items()} == {
        "a": ["Mở đầu", "I.1", "I.2.1"],
        "b": ["I.1", "I.2.1, bảng"],
        "c": ["Căn cứ", "chú thích 2"],
        "d": ["I.2.1, bảng", "chú thích 3"],
        "e": ["Kiến nghị, biểu đồ", "Phụ lục II"],
    }


def test_bytes_are_the_same_each_time_readable_and_sorted():
    first, second = figures_json(sample.sample_document()), figures_json(sample.sample_document())
    assert first == second
    text = first.decode()
    assert text.endswith("}\n") and not text.endswith("\n\n")
    assert '"text": "19.125,44 tỷ đồng"' in text
    ids = [one["id"] for one in json.loads(text)["figures"]]
    assert ids == sorted(ids)


def test_a_missing_value_is_null_never_zero():
    told = records(with_blocks(Paragraph((stated("x", None), stated("y", "0")))))
    assert (told["x"]["value"], told["y"]["value"]) == (None, "0")


@pytest.mark.parametrize("other", [stated("x", "2"), stated("x", None), stated("x", "1", "kg")])
def test_one_id_with_two_values_is_our_bug(other):
    with pytest.raises(ValueError, match="'x' stands for two values"):
        figures_json(with_blocks(Paragraph((stated("x", "1"), other))))
    hidden = Figure("y", "", Decimal(1), "", Origin("formula", inputs=(other,)))
    with pytest.raises(ValueError, match="'x' stands for two values"):
        figures_json(with_blocks(Paragraph((stated("x", "1"), hidden))))


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_values_survive_the_file_exactly(value):
    figure = Figure("x", "x", value, "", Origin("observation"))
    assert Decimal(records(with_blocks(Paragraph((figure,))))["x"]["value"]) == value


def test_explanation_goes_down_to_the_sources():
    now = stated("a1", "19125.44", "tỷ đồng", name="Giá trị sản xuất", source="Phòng Công nghiệp",
                 basis="estimate", recorded_on="2020-06-12", recorded_by="Tổ tổng hợp")  # fmt: skip
    then = stated("b1", "17111.42", "tỷ đồng", name="Cùng kỳ", status="implied",
                  low=Decimal("17111.4"), high=Decimal("17111.5"))  # fmt: skip
    rate = Figure(
        "r1",
        "11,77%",
        (Decimal("19125.44") / Decimal("17111.42") - 1) * 100,
        "%",
        Origin("comparison", name="Tăng trưởng", formula="(a / b − 1) × 100", inputs=(now, then),
               steps=("(19.125,44 / 17.111,42 − 1) × 100 = 11,77",)),
    )  # fmt: skip
    assert explain(with_blocks(Paragraph((rate,))), "r1") == (
        "Tăng trưởng: 11,7700342811…% [r1]",
        "  Công thức: (a / b − 1) × 100",
        "  Phép tính: (19.125,44 / 17.111,42 − 1) × 100 = 11,77",
        "  In là: 11,77%",
        "  a = Giá trị sản xuất, ước thực hiện: 19.125,44 tỷ đồng [a1]",
        "    Nguồn: Phòng Công nghiệp; ghi sổ ngày 12/6/2020; người ghi: Tổ tổng hợp",
        "  b = Cùng kỳ: 17.111,42 tỷ đồng [b1]",
        "    Tình trạng: suy ra từ tỷ lệ đã công bố, từ 17.111,4 đến 17.111,5 tỷ đồng",
    )


def test_what_was_implied_is_never_called_official():
    """Its rate was published as final; the base that follows from it nobody published."""
    base = stated(
        "b", "5", "tấn", status="implied", vintage="final", source="Báo cáo", low=Decimal(4), high=Decimal(6)
    )
    said = "\n".join(explain([base], "b"))
    facts = dict(figures_words.facts(base))
    assert "Tình trạng: suy ra từ tỷ lệ đã công bố, số chính thức chưa được ghi, từ 4 đến 6 tấn" in said
    assert ("chính thức;" in said, "Nguồn: Báo cáo; chính thức" in said, "Lần công bố" in facts) == (
        False,
        False,
        False,
    )
    first = stated("a", "5", "tấn", status="implied", vintage="first", source="Báo cáo")
    assert dict(figures_words.facts(first))["Lần công bố"] == "ước lần đầu"


def test_an_input_shared_by_two_is_told_once():
    base = stated("base", "5", source="Sổ gốc")
    left = Figure("left", "5", Decimal(5), "", Origin("formula", inputs=(base,)))
    both = Figure("both", "10", Decimal(10), "", Origin("formula", inputs=(left, base)))
    lines = explain([both], "both")
    assert sum("Nguồn: Sổ gốc" in line for line in lines) == 1
    assert lines[-1] == "    (đã giải thích ở trên)"


def test_a_formula_names_what_it_is_worked_out_from():
    homes, all_homes = (
        stated("ho_dien.2020-H1", "9", "hộ", indicator="ho_dien", name="Hộ có điện"),
        stated("ho.2020-H1", "10", "hộ", indicator="ho", name="Số hộ"),
    )
    rate = stated("ty_le", "90", "%", formula="ho_dien / ho * 100", inputs=(homes, all_homes))
    both = stated("ca_hai", "19", "hộ", formula="ho_dien.2020-H1+ho.2020-H1", inputs=(homes, all_homes))

    assert figures_words.formula(rate.origin) == "«Hộ có điện» / «Số hộ» × 100"
    assert figures_words.formula(both.origin) == "cộng 2 số liệu dưới đây"
    assert (
        figures_words.formula(Origin(kind="comparison", formula="a − b", inputs=(homes, all_homes)))
        == "a − b"
    )


def test_a_number_is_found_as_typed_or_by_its_value_else_the_nearest_is_named():
    share = stated("chieu_sang", "0.798", "%")
    document = with_blocks(
        Paragraph((replace(share, text="0,8%"), replace(stated("gao", "151.27"), text="151,27 tấn")))
    )

    assert [one.figure.id for one in printed_as(document, "0,8%")] == ["chieu_sang"]
    assert [one.figure.id for one in printed_as(document, "0,80%")] == ["chieu_sang"]
    assert [one.figure.id for one in printed_as(document, "151,27")] == ["gao"]
    assert printed_as(document, "gao") == ()
    with pytest.raises(UnknownNumber, match=r"Gần nhất: «151,27 tấn» \(gao\)\."):
        printed_as(document, "151,72")
    with pytest.raises(UnknownNumber) as none_near:
        printed_as(document, "151,72 %")
    assert "Gần nhất" not in str(none_near.value)


def test_an_unknown_figure_names_the_nearest():
    with pytest.raises(UnknownFigure) as problem:
        explain(sample.sample_document(), "gtsxcn@2020H1")
    assert "«gtsxcn@2020-H1»" in problem.value.message


@pytest.mark.parametrize(
    ("value", "want"),
    [
        ("19125.44", "19.125,44"),
        ("100.00", "100,00"),
        ("1E+3", "1.000"),
        ("0.12345678901", "0,1234567890…"),
        ("-0.00000000009", "0,0000000000…"),
        ("-11.770000000000", "-11,77"),
        (None, "chưa có số liệu"),
    ],
)
def test_unrounded_values_are_cut_never_rounded(value, want):
    assert unrounded(None if value is None else Decimal(value)) == want


@pytest.mark.parametrize(
    ("id", "want"),
    [
        ("gtsxcn.2020-H1.estimate", "Giá trị sản xuất"),
        ("gtsxcn.2020-H1.so-cung-ky", "Giá trị sản xuất: so với cùng kỳ"),
        ("gtsxcn.2020-H1.dat-ke-hoach@tỷ-đồng", "Giá trị sản xuất: so với kế hoạch"),
        ("dien.chieu_sang.2020.con-lai", "Giá trị sản xuất: phần còn lại của năm"),
    ],
)
def test_a_comparison_is_not_called_like_the_value_it_compares(id, want):
    assert title(stated(id, name="Giá trị sản xuất")) == want


def test_facts_leave_out_what_is_not_known():
    assert facts(stated("x")) == (
        ("Giá trị chưa làm tròn", "1 tấn"),
        ("Đơn vị tính", "tấn"),
        ("Cách có số liệu", "số liệu ghi trong sổ"),
        ("Mã số liệu", "x"),
    )
    assert interval(stated("x", low=Decimal("1.5"))) == "từ 1,5 tấn"
    assert interval(stated("x", high=Decimal("1.5"))) == "đến 1,5 tấn"


def test_the_index_lists_printed_figures_first():
    hidden = stated("hidden")
    shown = Figure("shown", "1", Decimal(1), "", Origin("formula", inputs=(hidden,)))
    last = stated("last")
    index = FigureIndex.of(with_blocks(Paragraph((shown, last))))
    assert list(index.figures) == ["shown", "last", "hidden"]
    assert index.places("hidden") == ()
