"""What an event says to people: the action in words, its data in one line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "login.done": _("đăng nhập"),
    "login.failed": _("nhập sai mật khẩu"),
    "login.connected": _("nối với đăng nhập một lần"),
    "logout.done": _("đăng xuất"),
    "session.ended": _("đăng xuất một thiết bị"),
    "password.changed": _("đổi mật khẩu"),
    "password.reset": _("đặt lại mật khẩu"),
    "factor.added": _("thêm bước xác nhận thứ hai"),
    "factor.removed": _("gỡ bước xác nhận thứ hai"),
    "factor.reset": _("tạo lại mã dự phòng"),
    "person.created": _("thêm người dùng"),
    "person.changed": _("sửa thông tin người dùng"),
    "person.deactivated": _("ngừng tài khoản"),
    "person.reactivated": _("mở lại tài khoản"),
    "person.demo": _("tạo người dùng thử"),
    "assignment.added": _("giao vai trò"),
    "assignment.ended": _("kết thúc vai trò"),
    "delegation.given": _("ủy quyền"),
    "delegation.withdrawn": _("rút ủy quyền"),
}


def action_name(action: str) -> str:
    """The action in words; one of another room that has none here as it is called there."""
    return str(ACTIONS.get(action, action))


def data_line(data: Mapping[str, Any]) -> str:
    """ "role: division, kinds: cong_nghiep"."""
    return ", ".join(
        f"{key}: {_value(value)}" for key, value in data.items() if value not in (None, "", [], {})
    )


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{key} {_value(one)}" for key, one in value.items())
    if isinstance(value, list):
        return " → ".join(map(str, value)) if len(value) == 2 else ", ".join(map(_value, value))
    return str(value)
