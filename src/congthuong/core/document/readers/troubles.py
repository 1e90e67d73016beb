"""Why a file could not be read, and what its owner can do about it."""

from __future__ import annotations

from congthuong.core.problems import Problem


class EmptyFile(Problem):
    code = "CT-611"
    text = "Tệp «{name}» không có chữ nào. Hãy kiểm tra lại tệp đã chọn."


class TooLarge(Problem):
    code = "CT-612"
    text = (
        "Tệp «{name}» quá lớn: {what}, giới hạn là {limit}. Hãy tách tệp, hoặc bỏ bớt hình ảnh rồi lưu lại."
    )


class Damaged(Problem):
    code = "CT-613"
    text = (
        "Tệp «{name}» bị hỏng hoặc chưa tải xong nên không mở được ({what}). "
        "Hãy mở tệp bằng phần mềm soạn thảo, lưu lại rồi thử lần nữa."
    )


class Protected(Problem):
    code = "CT-614"
    text = "Tệp «{name}» có mật khẩu. Hãy bỏ mật khẩu (lưu một bản không khóa) rồi đọc lại."


class WrongKind(Problem):
    code = "CT-615"
    text = (
        "Tệp «{name}» là {what}, không phải văn bản đọc được. Hãy chọn tệp .docx, .pdf, .txt, .html hoặc .md."
    )


class Scanned(Problem):
    code = "CT-616"
    text = (
        "Tệp «{name}» là bản quét: {pages} trang chỉ có hình, không có chữ. "
        "Hãy dùng tệp gốc (.docx, .pdf xuất từ phần mềm soạn thảo), hoặc nhận dạng chữ (OCR) trước."
    )


class Suspicious(Problem):
    code = "CT-617"
    text = (
        "Tệp «{name}» có cấu tạo không an toàn ({what}) nên không được mở. "
        "Hãy mở bằng phần mềm soạn thảo, lưu thành tệp mới rồi thử lần nữa."
    )


class NeedsConverting(Problem):
    code = "CT-618"
    text = (
        "Tệp «{name}» là {what}; máy này không có phần mềm để chuyển đổi (LibreOffice hoặc antiword). "
        "Hãy mở bằng Word và lưu thành .docx."
    )


class ConversionFailed(Problem):
    code = "CT-619"
    text = "Không chuyển được tệp «{name}» sang .docx ({what}). Hãy mở bằng Word và lưu thành .docx."
