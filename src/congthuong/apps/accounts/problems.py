"""What is told to who manages people."""

from __future__ import annotations

from typing import ClassVar

from congthuong.core.problems import Problem


class NoSuchPerson(Problem):
    code: ClassVar[str] = "CT-656"
    text: ClassVar[str] = "Không có người dùng «{name}». Hãy tìm trong danh sách người dùng."


class NotAPerson(Problem):
    code = "CT-657"
    text = "Chưa lưu được người dùng: {why}"


class NotAnAssignment(Problem):
    code = "CT-658"
    text = "Chưa giao được vai trò: {why}"


class NotADelegation(Problem):
    code = "CT-659"
    text = "Chưa ủy quyền được: {why}"


class LastAdministrator(Problem):
    code = "CT-660"
    text = (
        "Đây là người quản trị cuối cùng còn hoạt động. Hãy giao vai trò quản trị cho một người khác trước, "
        "kẻo không còn ai quản lý được tài khoản."
    )


class HasAdministrators(Problem):
    code = "CT-662"
    text = (
        "Phần mềm đã có người quản trị còn hoạt động. Hãy nhờ người ấy thêm tài khoản ở trang Người dùng, hoặc đặt lại "
        "mật khẩu cho mình."
    )


class NotAPeopleList(Problem):
    code = "CT-663"
    text = "Chưa thêm được người nào từ danh sách: {why}"


class NotAnOrganisation(Problem):
    code = "CT-664"
    text = "Chưa lưu được tổ chức: {why}"
