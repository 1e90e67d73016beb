"""`congthuong collection`: what a timer does every morning for the collection of returns."""

from __future__ import annotations

from datetime import date

import click

from congthuong.command.database import open_database
from congthuong.command.speaking import answer, fail, format_option, says_problems
from congthuong.core.quantities import read_date, write_date
from congthuong.web import clock

on_option = click.option(
    "--on", metavar="NGÀY", help="Ngày nào (2026-06-01 hoặc 1/6/2026); mặc định hôm nay."
)
database_option = click.option("--database", help="Địa chỉ cơ sở dữ liệu; mặc định là cơ sở dữ liệu đi kèm.")


@click.group()
def collection() -> None:
    """Thu thập số liệu: việc hằng ngày do máy làm."""


@collection.command()
@on_option
@database_option
@format_option
@says_problems
def remind(on: str | None, database: str | None, form: str) -> None:
    """Gửi thư nhắc nộp phiếu: mỗi người nhiều nhất một thư một ngày; chạy lại không gửi thêm."""
    day = _started(on, database)
    from congthuong.apps.collection.services.reminding import reminders_send

    sent = reminders_send(on=day)
    answer(form, {"on": day.isoformat(), "sent": sent}, f"Ngày {write_date(day)}: đã gửi {sent} thư nhắc.")


@collection.command(name="open-rounds")
@on_option
@database_option
@format_option
@says_problems
def open_rounds(on: str | None, database: str | None, form: str) -> None:
    """Mở các kỳ báo cáo đến ngày mở; chạy lại không mở thêm."""
    day = _started(on, database)
    from congthuong.apps.collection.services.opening import rounds_open_due

    done = rounds_open_due(on=day)
    opened = [
        {"form": one.form.code, "period": one.period, "due_on": one.due_on, "returns": one.returns.count()}
        for one in done.rounds
    ]
    left = [
        {
            "form": one.form,
            "period": one.period.code,
            "why": one.problem.message if one.problem else "quá hạn nộp",
        }
        for one in done.left
    ]
    if done.troubles:
        fail(form, done.troubles, on=day.isoformat(), opened=opened, left=left)
    lines = [f"Ngày {write_date(day)}: đã mở {len(opened)} kỳ."]
    lines += [f"  {one['form']}, {one['period']}: {one['returns']} phiếu" for one in opened]
    if not opened and not left:
        lines.append(f"  {_why_none()}")
    lines += [f"  chưa mở: {one['form']}, {one['period']}: {one['why']}" for one in left]
    answer(form, {"on": day.isoformat(), "opened": opened, "left": left}, "\n".join(lines))


def _why_none() -> str:
    from congthuong.apps.collection.queries.forms import forms_in_use

    if not forms_in_use().exists():
        return (
            "Chưa có biểu nào đang dùng: nạp thư mục của tỉnh có bieu-mau.toml (congthuong example load --dir THƯ-MỤC), "
            "hoặc công bố biểu ở trang Biểu."
        )
    return "Không biểu nào đến ngày mở; những kỳ đã mở thì không mở lại."


def _started(on: str | None, database: str | None) -> date:
    """The day asked for; a wrong one is refused before the database is touched."""
    day = read_date(on) if on else None
    open_database(database)

    return day or clock.today()
