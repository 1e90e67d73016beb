"""`congthuong observations`: take observations out as a table, bring a table in, all or nothing."""

from __future__ import annotations

from pathlib import Path

import click

from congthuong.command.database import open_database
from congthuong.command.files import read_file, write_file
from congthuong.command.speaking import answer, format_option, progress, says_problems
from congthuong.core.ledger.export import observations_csv, observations_xlsx
from congthuong.core.ledger.records import HEADER_ALIASES, read_observations
from congthuong.core.ledger.tables import read_table
from congthuong.core.problems import Problem, Problems
from congthuong.core.quantities import read_date

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
    with progress(form, "Nhập số liệu", 3) as step:
        step("Đọc tệp")
        data = read_file(file)
        table = read_table(file.name, data, HEADER_ALIASES)
        open_database(database)
        from congthuong.apps.ledger.services import observations_import
        from congthuong.apps.reports.queries import catalogue_for_import

        step("Kiểm tra từng dòng")
        records, problems = read_observations(table, catalogue_for_import())
        if problems:
            raise Problems(problems)
        step("Ghi vào sổ")
        batch = observations_import(records, file_name=file.name, data=data)
    text = f"Đã nhập {file.name}: {batch.added} số liệu mới hoặc đã đổi, {batch.unchanged} số liệu như cũ."
    answer(form, {"added": batch.added, "unchanged": batch.unchanged}, text)
