"""A file from outside is refused with what to do, before it can take the machine's memory or run anything."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import openpyxl
import pytest

from congthuong.core.intake.workbook import read_workbook
from congthuong.core.ledger.guard_refusals import (
    NotAWorkbook,
    SheetTooLarge,
    WorkbookLocked,
    WorkbookWithLinks,
    WorkbookWithMacros,
)
from congthuong.core.ledger.tables import TooLarge
from core.intake.old_excel import FRONT, compound, sheet_records, write_xls

LINES = [["Tên", "Tháng 8"], ["Gạo", 1.5]]
MAIN = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'


def plain() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = "Gạo", 1.5
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(change: Callable[[dict[str, bytes]], None]) -> bytes:
    """A small workbook with the parts of its package changed."""
    with zipfile.ZipFile(io.BytesIO(plain())) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def with_sheet(cells: bytes) -> bytes:
    return changed(lambda parts: parts.update({"xl/worksheets/sheet1.xml": MAIN % cells}))


FAR = (
    b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    b'<row r="1"><c s="0" r="A1"><v>1</v></c></row><row r="1048576"><c s="0" r="XFD1048576"><v>1</v></c></row>',
    b"<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
    b'<row r="9999999"><c r="A1"/></row><row r="1">'
    + b"<c><v>1</v></c>" * 1_000_000
    + b"</row>"
    + b'<row r="200"><c><v>2</v></c></row>',
    b'<row r="1"><c r="A1048576"/>' + b"<c/>" * 10_000 + b"</row>",
)


@pytest.mark.parametrize(
    "cells", FAR, ids=["plain", "address second", "single quotes", "a million cells", "no address"]
)
def test_cells_far_apart_are_refused_before_they_are_laid_out(cells: bytes) -> None:
    with pytest.raises(SheetTooLarge):
        read_workbook("bieu.xlsx", with_sheet(cells))


@pytest.mark.parametrize("prefix", ["x", "a-b", "a.b", "bảng"])
def test_a_sheet_is_measured_whatever_its_elements_are_prefixed_with(prefix: str) -> None:
    cells = (
        FAR[0]
        .decode()
        .replace("</", f"</{prefix}:")
        .replace("<", f"<{prefix}:")
        .replace(f"<{prefix}:/", "</")
    )
    sheet = (
        f'<{prefix}:worksheet xmlns:{prefix}="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<{prefix}:sheetData>{cells}</{prefix}:sheetData></{prefix}:worksheet>"
    )
    data = changed(lambda parts: parts.update({"xl/worksheets/sheet1.xml": sheet.encode()}))
    with pytest.raises(SheetTooLarge):
        read_workbook("bieu.xlsx", data)


def moved(name: str) -> Callable[[dict[str, bytes]], None]:
    """The sheet with cells far apart under another name, instead of the plain one."""

    def change(parts: dict[str, bytes]) -> None:
        del parts["xl/worksheets/sheet1.xml"]
        parts[name] = MAIN % FAR[0]

    return change


@pytest.mark.parametrize(
    "name", ["xl/Worksheets/sheet1.xml", "xl\\worksheets\\sheet1.xml", "XL/worksheets/SHEET1.XML"]
)
def test_a_sheet_is_measured_however_its_name_is_written(name: str) -> None:
    with pytest.raises(SheetTooLarge):
        read_workbook("bieu.xlsx", changed(moved(name)))


SPREAD = {
    "the same name twice": {"xl/Worksheets/sheet1.xml": MAIN % FAR[0]},
    "a name that goes up": {"xl/../xl/worksheets/sheet1.xml": MAIN % FAR[0]},
    "another format": {"content.xml": b"<office/>"},
    "two lists of sheets": {
        "_rels/.rels": b'<Relationships><Relationship Id="a" Type="x/officeDocument" Target="wb/book.xml"/></Relationships>',
        "wb/book.xml": b"<workbook/>",
    },
}


@pytest.mark.parametrize("parts", SPREAD.values(), ids=SPREAD)
def test_a_package_that_two_readers_read_differently_is_refused(parts: dict[str, bytes]) -> None:
    with pytest.raises(NotAWorkbook):
        read_workbook("bieu.xlsx", changed(lambda own: own.update(parts)))


def test_a_sheet_that_is_listed_and_not_there_is_refused() -> None:
    with pytest.raises(NotAWorkbook):
        read_workbook("bieu.xlsx", changed(lambda parts: parts.pop("xl/worksheets/sheet1.xml") and None))


def test_a_part_with_a_second_name_is_refused() -> None:
    out = io.BytesIO(plain())
    with zipfile.ZipFile(out, "a") as archive:
        entry = zipfile.ZipInfo("docProps/other.xml")
        path = b"xl/worksheets/sheet1.xml"
        entry.extra = struct.pack("<HHBI", 0x7075, 5 + len(path), 1, zlib.crc32(b"docProps/other.xml")) + path
        archive.writestr(entry, MAIN % FAR[0])
    with pytest.raises(NotAWorkbook):
        read_workbook("bieu.xlsx", out.getvalue())


@pytest.mark.parametrize(
    "target", ["xl/other/far.xml", "/xl/other/far.xml", "other/far.xml", "../xl/other/far.xml"]
)
def test_a_sheet_outside_of_its_usual_folder_is_measured(target: str) -> None:
    def change(parts: dict[str, bytes]) -> None:
        relations = parts["xl/_rels/workbook.xml.rels"]
        assert b'"/xl/worksheets/sheet1.xml"' in relations
        parts["xl/_rels/workbook.xml.rels"] = relations.replace(b"/xl/worksheets/sheet1.xml", target.encode())
        parts["xl/other/far.xml"] = MAIN % FAR[0]
        parts["xl/xl/other/far.xml"] = MAIN % b""

    with pytest.raises(SheetTooLarge):
        read_workbook("bieu.xlsx", changed(change))


def test_a_sheet_in_another_encoding_is_measured_too() -> None:
    sheet = '<?xml version="1.0" encoding="UTF-16"?>' + (MAIN % FAR[0]).decode()
    data = changed(lambda parts: parts.update({"xl/worksheets/sheet1.xml": sheet.encode("utf-16")}))
    with pytest.raises(SheetTooLarge):
        read_workbook("bieu.xlsx", data)


def test_what_unpacks_to_more_than_it_says_is_refused() -> None:
    data = bytearray(with_sheet(b'<row r="1"><c r="A1" t="str"><v>' + b"0" * 600_000_000 + b"</v></c></row>"))
    with pytest.raises(TooLarge):
        read_workbook("bieu.xlsx", bytes(data))


def test_macros_are_refused_whatever_the_file_is_called() -> None:
    for part in ("xl/vbaProject.bin", "xl/macrosheets/sheet1.xml"):
        data = changed(lambda parts, part=part: parts.update({part: b"x"}))  # type: ignore[misc]
        with pytest.raises(WorkbookWithMacros):
            read_workbook("bieu.xlsx", data)
    with pytest.raises(WorkbookWithMacros):
        read_workbook("bieu.xls", write_xls("IIP", LINES, streams=["_VBA_PROJECT_CUR"]))


def test_links_to_other_files_are_refused() -> None:
    data = changed(lambda parts: parts.update({"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}))
    with pytest.raises(WorkbookWithLinks):
        read_workbook("bieu.xlsx", data)
    outside = struct.pack("<HH", 0x01AE, 12) + struct.pack("<HH", 1, 7) + b"\0\1ab.xls\0"[:8]
    with pytest.raises(WorkbookWithLinks):
        read_workbook("bieu.xls", write_xls("IIP", LINES, extra=outside))


def test_a_password_is_said() -> None:
    with pytest.raises(WorkbookLocked):
        read_workbook("bieu.xlsx", compound(b"\0" * 5000, ["EncryptedPackage"]))
    with pytest.raises(WorkbookLocked):
        read_workbook("bieu.xls", write_xls("IIP", LINES, extra=struct.pack("<HH", 0x002F, 2) + b"\0\0"))


def test_an_old_sheet_with_cells_far_apart_is_refused() -> None:
    book = write_xls("IIP", [["a"]])
    assert read_workbook("bieu.xls", book).kind == "xls"
    wide = struct.pack("<HHHHHd", 0x0203, 14, 65535, 60000, 0, 1.0)
    with pytest.raises(SheetTooLarge):
        read_workbook("bieu.xls", write_xls("IIP", LINES, extra=wide))


@pytest.mark.parametrize("spans", [(0, 65536, 0, 256), (0, 4_000_000_000, 0, 1), (0, 65536, 0, 65535)])
def test_an_old_sheet_that_says_it_is_huge_is_refused_before_room_is_made(
    spans: tuple[int, int, int, int],
) -> None:
    """The reader makes room for what the sheet says of itself."""
    with pytest.raises(SheetTooLarge):
        read_workbook("bieu.xls", write_xls("IIP", LINES, first=dimensions(*spans)))


def test_an_old_sheet_that_says_what_it_has_is_read_and_one_that_ends_before_it_begins_is_not() -> None:
    book = read_workbook("bieu.xls", write_xls("IIP", LINES, first=dimensions(0, 2, 0, 2)))
    assert book.sheets[0].rows == LINES
    for spans in ((5, 1, 0, 2), (0, 2, 7, 1)):
        with pytest.raises(NotAWorkbook):
            read_workbook("bieu.xls", write_xls("IIP", LINES, first=dimensions(*spans)))


def dimensions(top: int, bottom: int, left: int, right: int) -> bytes:
    return struct.pack("<HHIIHHH", 0x0200, 14, top, bottom, left, right, 0)


def test_an_old_sheet_hidden_within_a_record_is_refused() -> None:
    hidden = sheet_records(LINES, first=dimensions(0, 65536, 0, 256))
    place = struct.pack("<IH", FRONT + 14 + 4, 0) + b"\1\1A\0"
    listed = struct.pack("<HH", 0x0085, len(place)) + place
    extra = listed + struct.pack("<HH", 0x0FFF, len(hidden)) + hidden
    with pytest.raises(NotAWorkbook):
        read_workbook("bieu.xls", write_xls("IIP", LINES, extra=extra))


def test_a_new_workbook_hung_behind_a_broken_old_one_is_not_read() -> None:
    broken = write_xls("IIP", LINES, first=struct.pack("<HH", 0x0200, 1) + b"x")
    with pytest.raises(NotAWorkbook):
        read_workbook("bieu.xls", broken + plain())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\3\4",
        b"PK\3\4" + b"x" * 200,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\xd0\xcf\x11\xe0" + b"\xff" * 2000,
        b"a;b\0c",
    ],
)
def test_what_is_no_workbook_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(NotAWorkbook):
        read_workbook("bieu.xlsx", data)


def test_every_cut_of_an_old_workbook_is_refused_or_read() -> None:
    """No cut file may bring anything but a sentence."""
    whole = write_xls("IIP", LINES * 200)
    for length in range(512, len(whole), 997):
        try:
            read_workbook("bieu.xls", whole[:length])
        except (NotAWorkbook, SheetTooLarge):
            continue


def test_formulas_are_not_computed_and_where_they_stand_is_known() -> None:
    cells = b'<row r="1"><c r="A1" t="str"><v>T\xe1\xbb\x95ng</v></c><c r="B1"><f>1+1</f><v>5</v></c><c r="C1"><f>B1</f></c></row>'
    (sheet,) = read_workbook("bieu.xlsx", with_sheet(cells)).sheets

    assert sheet.rows[0][1] == 5
    assert sheet.formulas == {(0, 1), (0, 2)}
