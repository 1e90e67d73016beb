"""`congthuong files`: the files that people handed in, beside the database."""

from __future__ import annotations

from datetime import timedelta

import click

from congthuong.command.database import open_database
from congthuong.command.speaking import answer, format_option, progress, says_problems

SHOWN = 20


@click.group()
def files() -> None:
    """Tệp đính kèm cạnh cơ sở dữ liệu."""


@files.command(name="sweep", short_help="Tìm, xóa tệp không dòng nào dùng.")
@click.option("--delete", is_flag=True, help="Xóa; không có thì chỉ liệt kê.")
@click.option(
    "--older-than",
    default=24,
    show_default=True,
    type=click.IntRange(1, 24 * 365),
    help="Chỉ tệp để lâu hơn số giờ này; tệp đang được gửi thì chưa có dòng nào ghi.",
)
@click.option("--database", help="Địa chỉ cơ sở dữ liệu; mặc định là cơ sở dữ liệu đi kèm.")
@format_option
@says_problems
def sweep_files(delete: bool, older_than: int, database: str | None, form: str) -> None:
    """Tệp còn lại khi một lần ghi bị hủy giữa chừng: có trong thư mục tệp đính kèm mà không dòng nào dùng.

    Không có --delete thì không xóa gì.
    """
    with progress(form, "Tìm tệp thừa", 2) as step:
        step("Mở cơ sở dữ liệu")
        open_database(database)
        from congthuong.apps.accounts.events import record_event
        from congthuong.web.sweeping import left_over, sweep

        step("So tệp với các dòng")
        found = left_over(older_than=timedelta(hours=older_than))
        size = sum(one.size for one in found)
        if delete and found:
            sweep(found)
            record_event("files.swept", by=None, subject="tep-dinh-kem", count=len(found), size=size)
    data = {"deleted": delete, "count": len(found), "bytes": size, "files": [one.name for one in found]}
    listed = "".join(f"\n· {one.name} ({one.size} byte)" for one in found[:SHOWN])
    more = f"\n· và {len(found) - SHOWN} tệp nữa" if len(found) > SHOWN else ""
    if not found:
        text = "Không có tệp thừa nào."
    elif delete:
        text = f"Đã xóa {len(found)} tệp thừa ({size} byte)."
    else:
        text = f"Có {len(found)} tệp thừa ({size} byte), chưa xóa gì. Thêm --delete để xóa.{listed}{more}"
    answer(form, data, text)
