"""What is refused about days, each with what to do."""

from __future__ import annotations

from typing import ClassVar

from congthuong.core.problems import Problem


class NotAYear(Problem):
    code: ClassVar[str] = "CT-771"
    text: ClassVar[str] = "Không xem được lịch năm «{year}». Hãy chọn một năm từ {first} đến {last}."


class NoGround(Problem):
    code = "CT-772"
    text = "{what}: chưa ghi số văn bản hoặc nguồn. Hãy ghi một trong hai, để sau này đối chiếu được."


class NothingToSay(Problem):
    code = "CT-773"
    text = "Ngày {day} là {weekday}, vốn đã là {usual}. Hãy xem lại ngày, hoặc chọn loại khác."


class UnknownDayKind(Problem):
    code = "CT-774"
    text = "Không có loại ngày «{kind}». Hãy ghi: nghỉ, làm bù hoặc như thường lệ."


class KnownTooSoon(Problem):
    code = "CT-775"
    text = "Ngày biết {day} chưa tới. Hãy ghi hôm nay ({today}) hoặc một ngày đã qua."


class DayTwice(Problem):
    code = "CT-776"
    text = "Ngày {day} có hai lần với nội dung khác nhau. Hãy giữ một dòng."


class RowProblem(Problem):
    code = "CT-777"
    text = "Tệp {file}, dòng {row}: {what}"


class NoDaysFile(Problem):
    code = "CT-778"
    text = "{why} Hãy chọn tệp CSV hoặc Excel (.xlsx) có các cột Ngày, Loại."


class TooLong(Problem):
    code = "CT-779"
    text = "{what}: mục «{field}» dài quá {limit} chữ. Hãy viết gọn lại."
