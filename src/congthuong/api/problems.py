"""What a program is told when a call cannot be taken."""

from __future__ import annotations

from typing import ClassVar

from congthuong.core.problems import Problem


class NoToken(Problem):
    code: ClassVar[str] = "CT-671"
    text: ClassVar[str] = (
        "Thiếu khóa truy cập, hoặc khóa sai, đã hết hạn hay bị thu hồi. Hãy tạo khóa ở trang Tài khoản của tôi và gửi "
        "trong tiêu đề Authorization: Bearer <khóa>."
    )


class TooManyCalls(Problem):
    code = "CT-672"
    text = "Đã gọi quá {most} lần. Hãy đợi {seconds} giây rồi gọi tiếp."


class BadParameter(Problem):
    code = "CT-673"
    text = "Tham số «{name}» không đúng: {what}. Xem mô tả của thao tác trong /api/v1/openapi.json."


class KeyUsedOtherwise(Problem):
    code = "CT-674"
    text = "Khóa Idempotency-Key «{key}» đã dùng cho một lần gọi khác nội dung. Hãy tạo khóa mới cho lần gọi này."


class BodyTooLarge(Problem):
    code = "CT-675"
    text = "Nội dung gửi lên lớn hơn {megabytes} MB. Hãy chia thành nhiều lần gọi."


class NotThisWay(Problem):
    code = "CT-676"
    text = "Địa chỉ này không nhận phương thức {method}. Các phương thức dùng được: {allowed}."


class NoSuchAddress(Problem):
    code = "CT-677"
    text = "Không có địa chỉ này. Danh sách thao tác ở /api/v1/openapi.json."


class CellNotSaved(Problem):
    """One cell of a call that was not saved as a whole; `revision` and `value` are what stands there now."""

    code = "CT-678"
    text = "Ô {row}/{column} không lưu được nên cả lần gọi bị hủy: {why}"


class CellTwice(Problem):
    code = "CT-679"
    text = "Ô {row}/{column} có mặt hai lần trong một lần gọi. Hãy giữ một."


class BadBody(Problem):
    code = "CT-680"
    text = "Không đọc được nội dung gửi lên: phải là JSON, mã hóa UTF-8."


class TokenNameMissing(Problem):
    code = "CT-681"
    text = "Hãy đặt tên cho khóa, để sau này biết chương trình nào đang dùng."


class TooManyTokens(Problem):
    code = "CT-682"
    text = "Bạn đang có {most} khóa còn hiệu lực, là số nhiều nhất. Hãy thu hồi khóa không dùng nữa."


class NoSuchIndicator(Problem):
    code = "CT-683"
    text = "Không có chỉ tiêu «{indicator}».{hint} Danh sách ở /api/v1/indicators."


class NotBase64(Problem):
    code = "CT-684"
    text = "Nội dung tệp không phải base64. Hãy mã hóa cả tệp bằng base64 chuẩn rồi gửi lại."


class CellWrong(Problem):
    """One cell of a call that could never be saved as it was sent: the form has no such cell to type in, or the value
    is none of its row's."""

    code = "CT-685"
    text = "Ô {row}/{column} không ghi được nên cả lần gọi bị hủy: {why} Xem các dòng, cột của biểu ở /api/v1/forms."
