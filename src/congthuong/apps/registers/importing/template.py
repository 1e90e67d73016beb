"""The file to begin with: the register's headings, one example row, lists of the words that may stand in a column."""

from __future__ import annotations

import io
from datetime import date

from congthuong.apps.registers.columns import Column, Day, Number, PlaceCode, RowKey, Text
from congthuong.apps.registers.importing.headings import BEGINS, ENDS, SOURCE, own_names
from congthuong.apps.registers.kinds import RegisterKind
from congthuong.apps.registers.queries.places import place_units
from congthuong.core.intake.cells import column_letters
from congthuong.core.quantities import write_date

LAST_ROW = 5000


def template_xlsx(kind: RegisterKind, day: date) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    )
    sheet, lists = book.add_worksheet("Dữ liệu"), book.add_worksheet("Danh mục")
    must = book.add_format({"bold": True, "text_wrap": True, "border": 1, "bg_color": "#F7E3C4"})
    may = book.add_format({"bold": True, "text_wrap": True, "border": 1, "bg_color": "#E8EEF4"})
    text = book.add_format({"num_format": "@"})
    example = book.add_format({"num_format": "@", "italic": True, "font_color": "#55606E"})
    places = place_units(day)
    listed = 0
    columns = kind.columns()
    for index, column in enumerate(columns):
        sheet.write_string(0, index, heading(column), may if column.blank else must)
        sheet.write_string(1, index, _example(column, places), example)
        sheet.set_column(index, index, 22, text)
        words = _words(column, places)
        if words:
            lists.write_string(0, listed, heading(column), may)
            lists.set_column(listed, listed, 26)
            for row, word in enumerate(words, start=1):
                lists.write_string(row, listed, word)
            letters = column_letters(listed)
            source = f"='Danh mục'!${letters}$2:${letters}${len(words) + 1}"
            rule = {"validate": "list", "source": source, "error_type": "warning"}
            sheet.data_validation(1, index, LAST_ROW, index, rule)
            listed += 1
    for offset, target in enumerate((BEGINS, ENDS, SOURCE)):
        wanted = target == BEGINS and kind.begins
        sheet.write_string(0, len(columns) + offset, own_names(kind)[target], must if wanted else may)
        sheet.set_column(len(columns) + offset, len(columns) + offset, 18, text)
    sheet.write_string(1, len(columns), write_date(day), example)
    sheet.freeze_panes(1, 1)
    sheet.write_comment(
        0, 0, "Cột màu vàng phải ghi. Dòng 2 chỉ là ví dụ, hãy xóa. Số ghi 19.125,44; ngày 08/6/2020."
    )
    book.close()
    return out.getvalue()


def heading(column: Column) -> str:
    name = str(column.verbose_name)
    return name[:1].upper() + name[1:]


def _words(column: Column, places: list[tuple[str, str, str, str]]) -> list[str]:
    if isinstance(column, Text):
        return list(column.words)
    if isinstance(column, PlaceCode):
        return [name for _, name, level, _ in places if not column.levels or level in column.levels]
    return []


def _example(column: Column, places: list[tuple[str, str, str, str]]) -> str:
    words = _words(column, places)
    if words:
        return words[0]
    match column:
        case Number():
            return "1.250" if not column.decimal_places else "1.250,5"
        case Day():
            return "08/6/2020"
        case RowKey():
            return ""
        case _:
            return "ví dụ" if not column.blank else ""
