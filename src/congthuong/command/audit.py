"""`congthuong audit verify`: whether the log of events, every approval and every issued report is as it was written."""

from __future__ import annotations

from collections.abc import Iterable

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
    """Soát chuỗi dấu niêm của nhật ký và từng lần duyệt phiếu, từng báo cáo đã phát hành: có gì bị sửa, xóa, chèn hay đổi chỗ không."""
    with progress(form, "Soát nhật ký", 4) as step:
        step("Mở cơ sở dữ liệu")
        open_database(database)
        from congthuong.apps.accounts import events
        from congthuong.apps.collection.queries.intact import all_broken
        from congthuong.apps.reports.editions import queries as editions

        problems: list[Problem] = []
        step("Tính lại các dấu niêm")
        try:
            found = events.verify(expect)
        except Problem as problem:  # a broken chain does not excuse from looking at the approvals
            problems.append(problem)
        step("Soát các lần duyệt")
        approvals = _looked_through(all_broken(), problems)
        step("Soát các báo cáo đã phát hành")
        issued = _looked_through(editions.all_broken(), problems)
    if problems:
        fail(form, tuple(problems), approvals=approvals, editions=issued)
    keyed = f"niêm bằng khóa từ số {found.keyed_from}" if found.keyed_from else "niêm không khóa"
    text = (
        f"Nhật ký nguyên vẹn: {found.events} sự kiện, {keyed}; {approvals} lần duyệt phiếu còn đúng những số đã duyệt, "
        f"{issued} báo cáo đã phát hành còn nguyên. "
        f"Hãy cất dòng sau ở nơi khác cho lần kiểm tra tới:\n{found.last}"
    )
    data = {
        "events": found.events,
        "last": found.last,
        "keyed_from": found.keyed_from,
        "approvals": approvals,
        "editions": issued,
    }
    answer(form, data, text)


def _looked_through(told: Iterable[Problem | int], problems: list[Problem]) -> int:
    """How many were looked at; what is wrong joins the problems."""
    seen = 0
    for one in told:
        if isinstance(one, int):
            seen = one
        else:
            problems.append(one)
    return seen
