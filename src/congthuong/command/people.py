"""`congthuong people`: the one person who cannot be let in through a page."""

from __future__ import annotations

import click

from congthuong.command.database import open_database
from congthuong.command.speaking import answer, format_option, progress, says_problems


@click.group()
def people() -> None:
    """Người dùng của phần mềm."""


@people.command(name="first-administrator", short_help="Lập người quản trị đầu tiên.")
@click.argument("username")
@click.argument("full_name")
@click.option("--database", help="Địa chỉ cơ sở dữ liệu; mặc định là cơ sở dữ liệu đi kèm.")
@format_option
@says_problems
def first_administrator(username: str, full_name: str, database: str | None, form: str) -> None:
    """Lập người quản trị đầu tiên USERNAME, họ tên FULL_NAME; mật khẩu chỉ in lần này.

    Người ấy thêm mọi người khác ở trang Người dùng. Đã có người quản trị thì lệnh từ chối.
    """
    with progress(form, "Lập người quản trị", 2) as step:
        step("Mở cơ sở dữ liệu, dựng các bảng (sổ mới thì mất một hai phút)")
        open_database(database, may_be_new=True)
        from congthuong.apps.accounts.services.people import first_administrator_create

        step("Ghi người quản trị")
        user, password = first_administrator_create(username=username, full_name=full_name)
    text = f"Người quản trị {user.username}, mật khẩu {password}: chỉ in lần này, phải đổi khi đăng nhập lần đầu."
    answer(form, {"username": user.username, "password": password}, text)
