"""`congthuong report issue | editions | verify`: a report gets its number, issued ones are listed and checked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from congthuong.command.database import open_database
from congthuong.command.files import read_file
from congthuong.command.speaking import answer, format_option, progress, says_problems
from congthuong.core.quantities import read_date, write_date

database_option = click.option("--database", help="Địa chỉ cơ sở dữ liệu; mặc định là cơ sở dữ liệu đi kèm.")


@click.command(short_help="Phát hành báo cáo: cấp số, ngày, giữ nguyên bốn tệp.")
@click.argument("code", required=False)
@click.option("--number", required=True, help="Số do văn thư cấp: 451 hoặc 451/BC-SCT.")
@click.option("--dated", required=True, help="Ngày ban hành, ví dụ 2020-06-15.")
@click.option("--as-of", "as_of", help="Chốt số liệu ngày này; mặc định là ngày chốt của báo cáo.")
@click.option("--reason", default="", help="Lý do vẫn phát hành khi soát còn mâu thuẫn.")
@click.option(
    "--replaces", default="", help="Số của bản đã phát hành mà bản này thay; bắt buộc khi đã có bản ấy."
)
@click.option("--public", is_flag=True, help="Công khai ngay: ai cũng xem được.")
@database_option
@format_option
@says_problems
def issue(
    code: str | None,
    number: str,
    dated: str,
    as_of: str | None,
    reason: str,
    replaces: str,
    public: bool,
    database: str | None,
    form: str,
) -> None:
    """Phát hành báo cáo CODE. Thiếu số liệu, sai thể thức hay còn mâu thuẫn không có lý do thì không phát hành."""
    with progress(form, "Phát hành báo cáo", 2) as step:
        step("Mở cơ sở dữ liệu")
        open_database(database)
        from congthuong.apps.reports.editions.services import report_issue
        from congthuong.apps.reports.queries import definition_for

        step("Lập, soát và giữ các tệp")
        made = report_issue(
            definition_for(code).declared.code,
            number=number,
            dated=read_date(dated),
            as_of=read_date(as_of) if as_of else None,
            accepted=reason,
            replaces=replaces,
            public=public,
            by=None,
        )
    told = (
        f"Đã phát hành báo cáo số {made.number} ngày {write_date(made.dated)}; mã kiểm tra {made.check_code}."
    )
    answer(form, _data(made) | {"public": public}, told)


@click.command(short_help="Các báo cáo đã phát hành.")
@database_option
@format_option
@says_problems
def editions(database: str | None, form: str) -> None:
    """Kể các báo cáo đã phát hành, mới nhất trước."""
    open_database(database)
    from congthuong.apps.reports.editions import queries

    found = list(queries.editions().select_related("report").order_by("-pk"))
    lines = [
        f"{one.number}  {write_date(one.dated)}  {one.check_code}  {'công khai' if one.is_open else 'nội bộ'}  {one.title}"
        for one in found
    ] or ["Chưa có báo cáo nào được phát hành."]
    data = {"editions": [_data(one) | {"public": bool(one.is_open)} for one in found]}
    answer(form, data, "\n".join(lines))


@click.command(short_help="Kiểm tra một văn bản theo mã kiểm tra hoặc theo tệp.")
@click.argument("what")
@database_option
@format_option
@says_problems
def verify(what: str, database: str | None, form: str) -> None:
    """WHAT là mã kiểm tra in trên văn bản, hoặc đường dẫn của tệp nhận được."""
    open_database(database)
    from congthuong.apps.reports.editions import queries
    from congthuong.apps.reports.editions.problems import EditionBroken, NotIssued

    path = Path(what)
    if path.is_file():
        same = queries.edition_by_file((read_file(path),))
        if same is None:
            raise NotIssued(file=path.name)
        found = queries.edition_of(same.edition_id)
    else:
        found = queries.edition_by_code(what)
    if why := queries.broken(found):
        raise EditionBroken(number=found.number, why=why)
    told = (
        f"Đúng: báo cáo số {found.number} ngày {write_date(found.dated)}, {found.signer}; bản lưu còn nguyên."
    )
    answer(form, _data(found) | {"public": bool(found.is_open)}, told)


def _data(one: Any) -> dict[str, Any]:
    return {
        "number": one.number,
        "dated": one.dated.isoformat(),
        "as_of": one.as_of.isoformat(),
        "report": one.report.code,
        "title": one.title,
        "signer": one.signer,
        "check_code": one.check_code,
        "replaces": one.replaces.number if one.replaces else "",
        "sha256": one.sha256,
    }
