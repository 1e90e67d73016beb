"""What a person is told when a task does not allow what was asked."""

from __future__ import annotations

from typing import ClassVar

from congthuong.core.problems import Problem


class TaskWrong(Problem):
    code: ClassVar[str] = "CT-972"
    text: ClassVar[str] = "{field}: {why}. Hãy sửa rồi ghi lại."


class TaskChanged(Problem):
    code = "CT-973"
    text = "Nhiệm vụ vừa có người khác sửa sau khi bạn mở trang. Hãy xem thay đổi rồi {what} lần nữa."


class NoSuchTask(Problem):
    code = "CT-974"
    text = "Không có nhiệm vụ số {number}, hoặc nhiệm vụ ấy không thuộc đơn vị của bạn. Hãy chọn trong danh sách."


class WrongTaskState(Problem):
    code = "CT-975"
    text = "Nhiệm vụ đang ở trạng thái «{state}» nên không {what} được. Hãy mở lại trang để xem trạng thái mới nhất."


class WordsMissing(Problem):
    code = "CT-976"
    text = "Hãy ghi {what}."


class NoSuchTaskFilter(Problem):
    code = "CT-977"
    text = "Không lọc được theo {what} «{value}». Hãy bỏ lọc rồi chọn lại trong danh sách."


class NothingToRead(Problem):
    code = "CT-978"
    text = "Chưa có nội dung để đọc. Hãy dán nội dung văn bản, hoặc chọn tệp PDF, DOCX, TXT."


class MailIsOff(Problem):
    code = "CT-979"
    text = "Chưa gửi được thư nhắc: phần mềm chưa có máy chủ thư. Hãy đặt CONGTHUONG_MAIL_HOST và CONGTHUONG_MAIL_FROM."


class MailRefused(Problem):
    """Who was not reminded is reminded by the next run of the day."""

    code = "CT-980"
    text = "Đã gửi {sent} thư nhắc; máy chủ thư không nhận các thư còn lại ({why}). Hãy kiểm tra rồi chạy lại lệnh."


class DueDoubtful(Problem):
    """Possible, so asked for and not refused."""

    code = "CT-988"
    text = "Hạn {day} {why}. Hãy sửa hạn; nếu đúng là như vậy, hãy ghi lý do ở ô «Lý do của hạn» rồi gửi lại."
