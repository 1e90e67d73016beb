"""Files that are not read at all, and why: said before anything in them is opened."""

from __future__ import annotations

from typing import ClassVar

from congthuong.core.problems import Problem


class WorkbookWithMacros(Problem):
    code: ClassVar[str] = "CT-231"
    text: ClassVar[str] = (
        "Tệp {file} có macro (chương trình chạy trong tệp) nên không nhận. "
        "Hãy mở bằng Excel, lưu lại thành .xlsx (Excel Workbook) rồi gửi."
    )


class WorkbookWithLinks(Problem):
    code = "CT-232"
    text = (
        "Tệp {file} lấy số từ tệp khác ({count} liên kết ngoài) nên không nhận: số có thể đổi mà không ai biết. "
        "Hãy mở bằng Excel, vào Dữ liệu, Chỉnh sửa liên kết, chọn Ngắt liên kết, lưu lại rồi gửi."
    )


class WorkbookLocked(Problem):
    code = "CT-233"
    text = "Tệp {file} có mật khẩu nên không đọc được. Hãy bỏ mật khẩu, lưu lại rồi gửi."


class SheetTooLarge(Problem):
    code = "CT-234"
    text = (
        "Tệp {file}, trang tính «{sheet}» trải ra {rows} dòng × {columns} cột, quá mức {limit} ô. "
        "Hãy xóa các dòng, cột thừa ngoài bảng (kể cả ô chỉ có định dạng), lưu lại rồi gửi."
    )


class TooManySheets(Problem):
    code = "CT-235"
    text = (
        "Tệp {file} có {count} trang tính, quá mức {limit}. Hãy chỉ giữ trang có bảng cần nhập rồi gửi lại."
    )


class NotAWorkbook(Problem):
    code = "CT-236"
    text = "Tệp {file} không phải bảng tính đọc được ({why}). Hãy lưu lại thành .xlsx, .xls hoặc .csv (UTF-8) rồi gửi."
