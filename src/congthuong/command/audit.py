"""`congthuong audit verify`: whether the log of events, and every approval that it seals, is as it was written."""

from __future__ import annotations

import click

from congthuong.command.database import open_database
from congthuong.command.speaking import answer, fail, format_option, progress, says_problems
from congthuong.core.problems import Problem


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
    """Soát chuỗi dấu niêm của nhật ký và từng lần duyệt phiếu: có gì bị sửa, xóa, chèn hay đổi chỗ không."""
    with progress(form, "Soát nhật ký", 3) as step:
        step("Mở cơ sở dữ liệu")
        open_database(database)
        from congthuong.apps.accounts import events
        from congthuong.apps.collection.queries.intact import all_broken

        problems: list[Problem] = []
        step("Tính lại các dấu niêm")
        try:
            found = events.verify(expect)
        except Problem as problem:  # a broken chain does not excuse from looking at the approvals
            problems.append(problem)
        step("Soát các lần duyệt")
        approvals = 0
        for one in all_broken():
            if isinstance(one, int):
                approvals = one
            else:
                problems.append(one)
    if problems:
        fail(form, tuple(problems), approvals=approvals)
    keyed = f"niêm bằng khóa từ số {found.keyed_from}" if found.keyed_from else "niêm không khóa"
    text = (
        f"Nhật ký nguyên vẹn: {found.events} sự kiện, {keyed}; {approvals} lần duyệt phiếu còn đúng những số đã duyệt. "
        f"Hãy cất dòng sau ở nơi khác cho lần kiểm tra tới:\n{found.last}"
    )
    data = {
        "events": found.events,
        "last": found.last,
        "keyed_from": found.keyed_from,
        "approvals": approvals,
    }
    answer(form, data, text)
