"""What Word makes of the document: lists, notes, tables, sections, pictures."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest

from congthuong.core.document.model import (
    Annex,
    Cell,
    FootnoteMark,
    Heading,
    ListBlock,
    Paragraph,
    Table,
    Text,
)
from congthuong.core.document.writers.docx import write_docx
from core.document import sample
from core.document.docx_parts import NS, W, body, paragraphs, part, small, text_of

t = Text


def words(text: str) -> Paragraph:
    return Paragraph((t(text),))


def cells(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell((t(text),)) for text in texts)


def test_footnotes_are_numbered_in_the_order_they_are_called() -> None:
    first, second, third = (FootnoteMark((t(text),)) for text in ("một", "hai", "ba"))
    table = Table(caption=(t("Bảng"), second), header=(), rows=((Cell((third,)),),))
    data = write_docx(small(Paragraph((t("a"), first)), table))

    calls = body(data).xpath(".//w:footnoteReference/@w:id", namespaces=NS)
    notes = {one.get(W + "id"): text_of(one).strip() for one in part(data, "word/footnotes.xml")}
    assert calls == ["1", "2", "3"]
    assert [notes[call] for call in calls] == ["một", "hai", "ba"]


def test_footnotes_part_has_the_two_separators_and_declares_relations() -> None:
    """docx2python refuses the file without the second, Word repairs it without the first."""
    notes = part(write_docx(small(words("a"))), "word/footnotes.xml")

    assert [(one.get(W + "id"), one.get(W + "type")) for one in notes] == [
        ("-1", "separator"),
        ("0", "continuationSeparator"),
    ]
    assert notes.nsmap["r"] == NS["r"]


def test_dashes_are_word_lists_and_no_typed_characters() -> None:
    data = write_docx(small(ListBlock("-", ((words("Một"), ListBlock("+", ((words("Hai"),),))),))))
    numbering = part(data, "word/numbering.xml")

    items = paragraphs(body(data), "ListParagraph")
    assert [text_of(item) for item in items] == ["Một", "Hai"]
    signs = []
    for item in items:
        number, level = (item.find(f"{W}pPr/{W}numPr/{W}{name}").get(W + "val") for name in ("numId", "ilvl"))
        abstract = numbering.xpath(f"w:num[@w:numId='{number}']/w:abstractNumId/@w:val", namespaces=NS)[0]
        where = f"w:abstractNum[@w:abstractNumId='{abstract}']/w:lvl[@w:ilvl='{level}']/w:lvlText/@w:val"
        signs += numbering.xpath(where, namespaces=NS)
    assert signs == ["-", "+"]


def test_numbered_lists_count_for_themselves_from_their_start() -> None:
    lists = [ListBlock("1.", ((words("a"),), (words("b"),)), start=start) for start in (1, 4)]
    data = write_docx(small(*lists))

    numbers = body(data).xpath(".//w:numId/@w:val", namespaces=NS)
    starts = [
        part(data, "word/numbering.xml").xpath(
            f"w:num[@w:numId='{number}']//w:startOverride/@w:val", namespaces=NS
        )
        for number in numbers
    ]
    assert starts == [["1"], ["1"], ["4"], ["4"]]
    assert numbers[0] == numbers[1] != numbers[2]


def test_second_paragraph_of_an_item_is_no_new_item() -> None:
    data = write_docx(small(ListBlock("-", ((words("Một"), words("tiếp")),))))

    assert [text_of(one) for one in paragraphs(body(data), "ListParagraph")] == ["Một"]


def test_headings_are_in_the_outline_and_first_level_in_capitals() -> None:
    data = write_docx(small(Heading(1, "I", (t("Kết quả"),)), Heading(3, "2.1", (t("Công nghiệp"),))))

    assert [text_of(one) for one in paragraphs(body(data), "Heading1")] == ["I. KẾT QUẢ"]
    assert [text_of(one) for one in paragraphs(body(data), "Heading3")] == ["2.1. Công nghiệp"]
    styles = part(data, "word/styles.xml")
    levels = styles.xpath("w:style[starts-with(@w:styleId, 'Heading')]//w:outlineLvl/@w:val", namespaces=NS)
    assert levels == ["0", "1", "2"]


def grid_of(table: Table) -> list[list[tuple[int, str, str]]]:
    """Rows of (columns covered, vertical merge, text) as Word sees them."""
    found = body(write_docx(small(table))).xpath(
        "w:tbl[w:tblPr/w:tblStyle/@w:val='TableGrid']", namespaces=NS
    )
    rows = []
    for row in found[0].iter(W + "tr"):
        cells_ = []
        for cell in row.iter(W + "tc"):
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            kind = "" if merge is None else merge.get(W + "val", "continue")
            cells_.append((1 if span is None else int(span.get(W + "val")), kind, text_of(cell)))
        rows.append(cells_)
    return rows


def test_grouped_header_covers_columns_and_rows() -> None:
    header = (
        (Cell((t("STT"),), rowspan=2), Cell((t("Số"),), colspan=2)),
        (Cell((t("a"),)), Cell((t("b"),))),
    )
    assert grid_of(Table((), header, (cells("1", "2", "3"),))) == [
        [(1, "restart", "STT"), (2, "", "Số")],
        [(1, "continue", ""), (1, "", "a"), (1, "", "b")],
        [(1, "", "1"), (1, "", "2"), (1, "", "3")],
    ]


def test_cell_may_cover_rows_and_columns_at_once() -> None:
    rows = ((Cell((t("a"),), colspan=2, rowspan=2), *cells("b")), cells("c"), cells("d", "e", "f"))

    assert grid_of(Table((), (), rows)) == [
        [(2, "restart", "a"), (1, "", "b")],
        [(2, "continue", ""), (1, "", "c")],
        [(1, "", "d"), (1, "", "e"), (1, "", "f")],
    ]


def test_short_row_is_filled_and_overlong_rowspan_is_cut() -> None:
    rows = (cells("a", "b"), (Cell((t("c"),), rowspan=9),))

    assert grid_of(Table((), (), rows)) == [[(1, "", "a"), (1, "", "b")], [(1, "", "c"), (1, "", "")]]


def test_row_with_too_many_cells_is_refused_rather_than_cut() -> None:
    """A cell that fell off the table would be a figure lost."""
    with pytest.raises(ValueError, match="row 2 has more cells"):
        write_docx(small(Table((), (), (cells("a"), cells("b", "c")))))


def test_header_rows_repeat_and_no_row_splits() -> None:
    document = body(write_docx(small(sample.annex_table())))

    table = document.xpath("w:tbl[w:tblPr/w:tblStyle/@w:val='TableGrid']", namespaces=NS)[0]
    rows = list(table.iter(W + "tr"))
    repeated = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
    assert repeated == [True, True] + [False] * 40
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_widths_fill_the_text_and_leave_words_whole() -> None:
    document = body(write_docx(small(sample.main_table())))
    table = document.xpath("w:tbl[w:tblPr/w:tblStyle/@w:val='TableGrid']", namespaces=NS)[0]
    widths = [int(one.get(W + "w")) for one in table.iter(W + "gridCol")]

    text_width = round(165 * 1440 / 25.4)
    assert abs(sum(widths) - text_width) <= 2
    assert widths[0] >= 600  # "STT" in bold 11 pt and the padding need 584


def test_figure_cells_stand_on_the_right_as_asked() -> None:
    table = Table((), (), ((Cell((t("a"),)), Cell((sample.SEAFOOD,), "right"), Cell((t("b"),), "center")),))
    document = body(write_docx(small(table)))

    found = document.xpath(".//w:p[w:pPr/w:pStyle/@w:val='TableText']/w:pPr/w:jc/@w:val", namespaces=NS)
    assert found == ["left", "right", "center"]


def test_caption_and_unit_stand_above_and_the_source_below() -> None:
    document = body(write_docx(small(sample.main_table())))

    order = [
        "table" if one.tag == W + "tbl" else one.find(f"{W}pPr/{W}pStyle").get(W + "val") for one in document[:-1]
    ]  # fmt: skip
    at = order.index("Caption")
    assert order[at : at + 4] == ["Caption", "UnitNote", "table", "SourceNote"]


def test_two_tables_in_a_row_stay_two() -> None:
    table = Table((), (), (cells("a"),))
    tags = [one.tag for one in body(write_docx(small(table, table)))]

    assert not any(one == two == W + "tbl" for one, two in pairwise(tags))


def test_chart_is_a_picture_told_in_words() -> None:
    data = write_docx(small(sample.CHART))
    document = body(data)

    (named,) = document.iter("{" + NS["wp"] + "}docPr")
    assert named.get("descr") == sample.CHART.alt
    (extent,) = document.iter("{" + NS["wp"] + "}extent")
    assert int(extent.get("cx")) <= 165 * 36000
    texts = [text_of(one) for one in document.iter(W + "p")]
    at = texts.index(sample.CHART.title)
    assert texts[at - 1 : at + 2] == ["", sample.CHART.title, sample.CHART.source]


def test_chart_shown_twice_is_one_picture_in_two_drawings() -> None:
    data = write_docx(small(sample.CHART, sample.CHART))
    document = body(data)

    numbers = [one.get("id") for one in document.iter("{" + NS["wp"] + "}docPr")]
    assert numbers == ["1", "2"]
    assert len(set(document.xpath(".//@r:embed", namespaces=NS))) == 1


def test_tall_chart_leaves_room_for_its_title_on_a_landscape_page() -> None:
    """Higher than the page, its title and source would each stand on a page of their own."""
    chart = replace(sample.CHART, spec={**sample.CHART.spec, "height": 1600})
    data = write_docx(small(annexes=(Annex("", "Hình", (chart,)),)))

    (extent,) = body(data).iter("{" + NS["wp"] + "}extent")
    assert 100 < int(extent.get("cy")) / 36000 <= 170 - 30
    assert 0 < int(extent.get("cx")) / int(extent.get("cy")) < 1


def page_settings(*annexes: Annex) -> list[tuple[str | None, str, bool]]:
    sections = body(write_docx(small(words("a"), annexes=annexes))).iter(W + "sectPr")
    return [
        (
            one.find(W + "pgSz").get(W + "orient"),
            one.find(W + "pgNumType").get(W + "start"),
            one.find(W + "titlePg") is not None,
        )
        for one in sections
    ]


def test_each_annex_begins_its_own_pages_on_paper_turned_as_asked() -> None:
    wide, tall = Annex("I", "Rộng", ()), Annex("II", "Cao", (), landscape=False)

    assert page_settings(wide, tall, wide) == [
        (None, "1", True),
        ("landscape", "1", True),
        (None, "1", True),
        ("landscape", "1", True),
    ]


def test_table_of_a_landscape_annex_uses_the_wider_page() -> None:
    annex = Annex("", "Rộng", (Table((), (), (cells("a", "b"),), (Decimal(1), Decimal(1))),))
    data = write_docx(small(words("a"), annexes=(annex,)))

    table = body(data).xpath("w:tbl[w:tblPr/w:tblStyle/@w:val='TableGrid']", namespaces=NS)[0]
    width = int(table.find(f"{W}tblPr/{W}tblW").get(W + "w"))
    assert abs(width - 252 * 1440 / 25.4) <= 2
    assert [text_of(one) for one in paragraphs(body(data), "AnnexLabel")] == ["Phụ lục"]


def test_line_ends_of_every_kind_are_breaks() -> None:
    """Word reports a line end inside a text as unreadable content."""
    document = body(write_docx(small(words("a\r\nb\nc\rd"))))

    (paragraph,) = paragraphs(document, "BodyText")
    assert text_of(paragraph) == "abcd"
    assert len(list(paragraph.iter(W + "br"))) == 3


def test_text_with_signs_that_xml_cannot_hold_is_still_written() -> None:
    data = write_docx(small(words("Giá\x0b trị\x00 <b>&")))

    assert [text_of(one) for one in paragraphs(body(data), "BodyText")] == ["Giá trị <b>&"]
