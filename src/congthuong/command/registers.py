"""`congthuong registers`: what the keeper of the machine does with registers."""

from __future__ import annotations

from pathlib import Path

import click

from congthuong.command.database import open_database, start_django
from congthuong.command.registers_check import check
from congthuong.command.speaking import answer, format_option, says_problems


@click.group()
def registers() -> None:
    """Các sổ theo dõi."""


registers.add_command(check)


@registers.command(short_help="Chỉ tiêu đếm và cộng từ các sổ, viết thành tệp của danh mục.")
@click.option("--register", "code", help="Mã của một sổ; không ghi thì mọi sổ.")
@click.option(
    "--dir",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Thư mục dữ liệu sẽ nhận tệp: chỉ viết sổ và cột có ở đó.",
)
@says_problems
def indicators(code: str | None, folder: Path | None) -> None:
    """In ra chỉ tiêu của từng sổ: số dòng đang đúng, và tổng của các cột cộng được.

    Ghi vào một tệp rồi chép vào danh-muc/chi-tieu/ của thư mục dữ liệu và nạp lại.
    """
    start_django()
    from congthuong.apps.registers.indicators import written
    from congthuong.apps.registers.kinds import kinds, require_kind
    from congthuong.core.ledger.folder import read_folder

    declared = read_folder(folder).registers if folder else None
    click.echo(written([require_kind(code)] if code else kinds(), declared), nl=False)


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
