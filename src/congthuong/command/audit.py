"""`congthuong audit verify`: whether the log of events is as it was written."""

from __future__ import annotations

import click

from congthuong.command.database import open_database
from congthuong.command.speaking import answer, format_option, progress, says_problems


@click.group()
def audit() -> None:
    """Nhật ký sự kiện của phần mềm."""


@audit.command()
@click.option("--database", help="Địa chỉ cơ sở dữ liệu; mặc định là cơ sở dữ liệu đi kèm.")
@click.option(
    "--expect",
    default="",
    help="Dòng «số:dấu:khóa-từ» mà lần kiểm tra trước in ra, để biết phần cuối còn đủ.",
)
@format_option
@says_problems
def verify(database: str | None, expect: str, form: str) -> None:
    """Soát chuỗi dấu niêm của nhật ký: có sự kiện nào bị sửa, xóa, chèn hay đổi chỗ không."""
    with progress(form, "Soát nhật ký", 2) as step:
        step("Mở cơ sở dữ liệu")
        open_database(database)
        from congthuong.apps.accounts import events

        step("Tính lại các dấu niêm")
        found = events.verify(expect)
    keyed = f"niêm bằng khóa từ số {found.keyed_from}" if found.keyed_from else "niêm không khóa"
    text = (
        f"Nhật ký nguyên vẹn: {found.events} sự kiện, {keyed}. "
        f"Hãy cất dòng sau ở nơi khác cho lần kiểm tra tới:\n{found.last}"
    )
    answer(form, {"events": found.events, "last": found.last, "keyed_from": found.keyed_from}, text)
