"""`congthuong programme`: what a timer does every morning for the work programme."""

from __future__ import annotations

import click

from congthuong.command.collection import _started, database_option, on_option
from congthuong.command.speaking import answer, format_option, says_problems
from congthuong.core.quantities import write_date


@click.group()
def programme() -> None:
    """Nhiệm vụ: việc hằng ngày do máy làm."""


@programme.command()
@on_option
@database_option
@format_option
@says_problems
def tick(on: str | None, database: str | None, form: str) -> None:
    """Lập nhiệm vụ của kỳ sau cho nhiệm vụ lặp lại đã đến hạn; chạy lại không lập thêm."""
    day = _started(on, database)
    from congthuong.apps.programme.services.ticking import tasks_tick

    made = tasks_tick(on=day)
    data = [{"task": one.pk, "title": one.title, "due_on": one.due_on} for one in made]
    lines = [f"Ngày {write_date(day)}: đã lập {len(made)} nhiệm vụ."]
    lines += [f"  {one.title}, hạn {write_date(one.due_on)}" for one in made if one.due_on]
    answer(form, {"on": day.isoformat(), "made": data}, "\n".join(lines))


@programme.command()
@on_option
@database_option
@format_option
@says_problems
def remind(on: str | None, database: str | None, form: str) -> None:
    """Gửi thư nhắc nhiệm vụ: mỗi người nhiều nhất một thư một ngày; chạy lại không gửi thêm."""
    day = _started(on, database)
    from congthuong.apps.programme.services.reminding import task_reminders_send

    sent = task_reminders_send(on=day)
    answer(form, {"on": day.isoformat(), "sent": sent}, f"Ngày {write_date(day)}: đã gửi {sent} thư nhắc.")
