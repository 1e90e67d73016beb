"""What is told about a workbook that was filled in: always with sheet and cell, as a person finds it."""

from __future__ import annotations

from typing import ClassVar, Self

from congthuong.core.intake.cells import address
from congthuong.core.problems import Problem


class FilledProblem(Problem):
    """Something in a sheet. `row` and `column` count from 1, "" where the whole sheet is meant."""

    code: ClassVar[str] = "CT-850"
    text: ClassVar[str] = "Trang tính «{sheet}», {place}: {what}"

    @classmethod
    def at(cls, sheet: str, row: int, column: int, what: str) -> Self:
        """At a cell, whose row and column count from 0 here."""
        place = f"ô {address(row, column)}"
        return cls(sheet=sheet, place=place, row=row + 1, column=column + 1, what=what)


class UnreadableCell(FilledProblem):
    code = "CT-851"


class MisplacedRow(FilledProblem):
    code = "CT-852"


class UnknownRow(FilledProblem):
    code = "CT-853"


class UnknownColumn(FilledProblem):
    code = "CT-854"


class ByLabels(FilledProblem):
    """No mistake but a question: the sheet is not the one that was downloaded."""

    code = "CT-855"


class LockedChanged(FilledProblem):
    code = "CT-860"


class OtherUnitOfRow(FilledProblem):
    code = "CT-866"


class ConvertedUnits(FilledProblem):
    """No mistake but a question: the figures are not those that the file prints."""

    code = "CT-867"


class NoFormSheet(Problem):
    code = "CT-856"
    text = (
        "Tệp {file} không có trang tính nào giống biểu «{form}»: cần một dòng tiêu đề có tên các cột ({columns}) và một "
        "cột ghi tên các dòng. Hãy tải tệp của phiếu về, điền vào tệp ấy rồi gửi."
    )


class OtherWorkbook(Problem):
    code = "CT-857"
    text = "Tệp {file} là của {theirs}, không phải của phiếu này ({ours}). Hãy mở đúng phiếu, hoặc tải tệp của phiếu này về."


class OtherVersion(Problem):
    code = "CT-858"
    text = (
        "Tệp {file} được làm từ phiên bản {theirs} của biểu, phiếu này dùng phiên bản {ours}. "
        "Hãy tải lại tệp của phiếu rồi chép số sang."
    )


class HiddenBroken(Problem):
    code = "CT-859"
    text = (
        "Tệp {file} có trang tính ẩn của phần mềm nhưng đã hỏng ({why}). Hãy tải lại tệp của phiếu rồi chép số sang, "
        "hoặc xóa trang tính ẩn để phần mềm nhận theo tên dòng, tên cột."
    )
