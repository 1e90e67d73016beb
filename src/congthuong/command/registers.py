"""`congthuong registers`: what the keeper of the machine does with registers."""

from __future__ import annotations

import click

from congthuong.command.database import open_database
from congthuong.command.registers_check import check
from congthuong.command.speaking import answer, format_option, says_problems


@click.group()
def registers() -> None:
    """Các sổ theo dõi."""


registers.add_command(check)


@registers.command(short_help="Dữ liệu cá nhân hết thời hạn lưu: liệt kê, hoặc xóa.")
@click.option("--erase", is_flag=True, help="Xóa luôn; không có thì chỉ liệt kê.")
@click.option("--database", help="Địa chỉ cơ sở dữ liệu; mặc định là cơ sở dữ liệu đi kèm.")
@format_option
@says_problems
def retention(erase: bool, database: str | None, form: str) -> None:
    """Các dòng đã kết thúc lâu hơn số năm lưu của sổ mà còn giữ dữ liệu cá nhân (Nghị định 13/2023/NĐ-CP).

    Với --erase: xóa dữ liệu cá nhân và tệp đính kèm của các dòng ấy, ghi vào nhật ký; không khôi phục được.
    """
    open_database(database)
    from congthuong.apps.procedures.services.people import applicants_expire, applicants_over
    from congthuong.apps.registers.kinds import kinds
    from congthuong.apps.registers.queries.personal import overdue
    from congthuong.apps.registers.services.personal import personal_retain
    from congthuong.web import clock

    day = clock.today()
    found = {}
    for kind in kinds():
        keys = personal_retain(kind=kind, day=day) if erase else [row.key for row in overdue(kind, day)]
        if keys:
            found[kind.code] = keys
    people = applicants_expire(by=None, on=day) if erase else applicants_over(day)
    if people:
        found["ho_so"] = people
    number = sum(map(len, found.values()))
    lines = [f"{code}: {', '.join(keys)}" for code, keys in found.items()]
    done = "Đã xóa dữ liệu cá nhân của" if erase else "Hết thời hạn lưu:"
    text = "\n".join([f"{done} {number} dòng.", *lines])
    answer(form, {"erased": erase, "rows": found}, text)
