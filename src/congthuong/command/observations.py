"""`congthuong observations`: take observations out as a table, bring a table in, all or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from congthuong.command.database import open_database
from congthuong.command.files import read_file, write_file
from congthuong.command.speaking import answer, format_option, progress, say, says_problems
from congthuong.core.ledger.book import Book
from congthuong.core.ledger.export import observations_csv, observations_xlsx
from congthuong.core.ledger.model import Observation
from congthuong.core.ledger.plausible import Doubt, doubts
from congthuong.core.ledger.points import points_for_commas
from congthuong.core.ledger.records import HEADER_ALIASES, numbered_observations, silent_columns
from congthuong.core.ledger.tables import read_table
from congthuong.core.problems import Problem, Problems
from congthuong.core.quantities import read_date, write_date, write_quantity

SHOWN_DOUBTS = 20
WRITERS = {".csv": observations_csv, ".xlsx": observations_xlsx}


class UnknownTable(Problem):
    code = "CT-505"
    text = "Tệp {file}: số liệu chỉ xuất ra .csv hoặc .xlsx. Hãy đổi đuôi tệp."


database_option = click.option("--database", help="Địa chỉ cơ sở dữ liệu; mặc định là cơ sở dữ liệu đi kèm.")


@click.group()
def observations() -> None:
    """Xuất và nhập số liệu bằng tệp CSV hoặc Excel."""


@observations.command(name="export")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as-of", "as_of", help="Số liệu như đã biết đến ngày này.")
@database_option
@format_option
@says_problems
def export_table(file: Path, as_of: str | None, database: str | None, form: str) -> None:
    """Ghi mọi số liệu ra FILE (.csv hoặc .xlsx)."""
    kind = file.suffix.lower()
    if kind not in WRITERS:
        raise UnknownTable(file=file.name)
    day = read_date(as_of) if as_of else None
    open_database(database)
    from congthuong.apps.ledger.queries import observations_as_of

    known = observations_as_of(day)
    write_file(file, WRITERS[kind](known))
    answer(form, {"file": str(file), "observations": len(known)}, f"Đã ghi {len(known)} số liệu ra {file}.")


@observations.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@database_option
@format_option
@says_problems
def import_table(file: Path, database: str | None, form: str) -> None:
    """Nhập số liệu từ FILE (.csv UTF-8 hoặc .xlsx). Có một lỗi thì không ghi gì cả."""
    with progress(form, "Nhập số liệu", 4) as step:
        step("Đọc tệp")
        content = read_file(file)
        table = read_table(file.name, content, HEADER_ALIASES)
        open_database(database)
        from congthuong.apps.ledger.services import observations_import
        from congthuong.apps.reports.queries import catalogue_for_import, known_today, reports_changed_by

        step("Kiểm tra từng dòng")
        numbered, problems = numbered_observations(table, catalogue_for_import())
        problems += points_for_commas(table, numbered, known_today)
        if problems:
            raise Problems(problems)
        records = [one for _, one in numbered]
        step("Ghi vào sổ")
        done = observations_import(records, file_name=file.name, data=content, silent=silent_columns(table))
        step("Xem lại các số vừa ghi")
        book = known_today() if done.news else None
        doubted = _doubts(book, done.news) if book else ()
        outlived = _outlived(book, done.news) if book else ()
        changed = reports_changed_by(one.recorded_on for one in done.news)
    for one in doubted[:SHOWN_DOUBTS]:
        say(f"! Xem lại: {one.message}")
    if len(doubted) > SHOWN_DOUBTS:
        say(f"! … và {len(doubted) - SHOWN_DOUBTS} số khác cần xem lại: --format json kể hết.")
    for one_told in outlived[:SHOWN_DOUBTS]:
        say(f"! {one_told}")
    if unsourced := sum(not one.source for one in done.news):
        say(f"! {unsourced} số liệu mới không ghi «Nguồn»: sau này không biết lấy từ đâu. Có nguồn thì thêm cột ấy rồi nhập lại.")  # fmt: skip
    if changed:
        say(_changed_told(changed))
    told = {
        "added": done.added,
        "unchanged": done.unchanged,
        "doubts": [{"figure": one.reference, "slip": one.slip, "message": one.message} for one in doubted],
        "outlived": list(outlived),
        "unsourced": unsourced,
        "reports_changed": {code: day.isoformat() for code, day in changed.items()},
    }
    text = f"Đã nhập {file.name}: {done.added} số liệu mới hoặc đã đổi, {done.unchanged} số liệu như cũ."
    if doubted:
        text += (
            f" {len(doubted)} số liệu cần xem lại: số đúng thì thôi, số sai thì nhập lại dòng ấy với số đúng."
        )
    answer(form, told, text)


def _doubts(book: Book, news: Sequence[Observation]) -> tuple[Doubt, ...]:
    """What may be typed wrong among the values just brought in; values known before are no matter here."""
    references = {book.reference(one.indicator, one.place, one.items, one.period, one.basis) for one in news}
    return doubts(book, references)


def _outlived(book: Book, news: Sequence[Observation]) -> tuple[str, ...]:
    """Values just brought in that count for nothing today, since another of a later day is on record."""
    counting = {one.key: one for one in book.observations()}
    return tuple(
        f"{one.indicator} {one.period.code}: dòng ghi nhận ngày {write_date(one.recorded_on)} không thay số đang dùng "
        f"{write_quantity(now.value, now.unit, now.decimals)}, đã nhập trước với ngày ghi nhận "
        f"{write_date(now.recorded_on)}. Số ấy sai thì nhập lại dòng này với ngày ghi nhận là hôm nay."
        for one in news
        if (now := counting.get(one.key)) is not None and now.recorded_on > one.recorded_on
    )


def _changed_told(reports: dict[str, date]) -> str:
    named = ", ".join(f"{code} (chốt {write_date(day)})" for code, day in reports.items())
    return (
        "! Có dòng mang «Ngày ghi nhận» trước hôm nay, không sau ngày chốt của báo cáo: lập lại thì báo cáo ấy in "
        f"theo số vừa nhập: {named}. Nếu không muốn, nhập lại với ngày ghi nhận là ngày biết số ấy."
    )
