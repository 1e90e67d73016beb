"""What is refused about tables of others, apart from what is in them."""

from __future__ import annotations

from typing import ClassVar

from congthuong.core.problems import Problem


class NotTaken(Problem):
    code: ClassVar[str] = "CT-471"
    text: ClassVar[str] = "{why} Hãy chọn một tệp .xlsx, .xls hoặc .csv không quá {limit} MB."


class NoTableChosen(Problem):
    code = "CT-472"
    text = "Chưa chọn bảng của bên nào gửi. Hãy chọn một bảng, hoặc lập bảng mới."


class TableUnclear(Problem):
    code = "CT-473"
    text = "Chưa lập được bảng: {why}. Hãy sửa rồi lưu lại."


class DeliveryClosed(Problem):
    code = "CT-474"
    text = "Tệp «{name}» {state} nên không đổi được nữa. Nếu số đã thay đổi, hãy gửi tệp mới."


class QuestionsOpen(Problem):
    code = "CT-475"
    text = "Chưa nhận được bảng vì còn {count} chỗ phải trả lời, đầu tiên là: {first}"


class LeavingUnsaid(Problem):
    code = "CT-476"
    text = "Còn {count} dòng hoặc ô sẽ để ngoài vì chưa rõ. Hãy trả lời, hoặc đánh dấu «để ngoài các chỗ chưa rõ» rồi nhận."


class NothingToTake(Problem):
    code = "CT-477"
    text = "Bảng không có số nào để nhận. Hãy kiểm tra loại bảng, tháng báo cáo và nghĩa của các cột."


class NoReason(Problem):
    code = "CT-478"
    text = "Hãy ghi lý do bỏ tệp, để người sau biết vì sao không nhận."


class UnknownAnswer(Problem):
    code = "CT-479"
    text = "Không hiểu trả lời «{answer}» cho {what}. Hãy chọn một mục trong danh sách."


class FiguresChanged(Problem):
    code = "CT-480"
    text = (
        "Bảng đã khác với lúc bạn xem: có người vừa đổi nghĩa của cột, dòng, hoặc số đã biết vừa thay đổi. "
        "Hãy xem lại các số dưới đây rồi bấm nhận lần nữa."
    )


class CellsUnconfirmed(Problem):
    code = "CT-481"
    text = (
        "Chưa nhận được bảng vì còn {count} điều cần xem chưa ai trả lời, đầu tiên là: {first} "
        "Hãy ghi số đúng, hoặc đánh dấu «đúng như trên» rồi bấm «Xác nhận các số đã đánh dấu»."
    )
