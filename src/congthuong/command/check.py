"""`congthuong check`: which figures of a report cannot all be true.

Exit codes: 0 no contradiction, 1 contradictions, 2 the report (or what it is compared with) could not be read,
or the check itself failed: 1 always means that it was read to its end.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from congthuong.command.database import open_database
from congthuong.command.files import read_file, write_file
from congthuong.command.speaking import ends_problems_with, progress, results, say

if TYPE_CHECKING:  # reading text loads what no other command should wait for
    from congthuong.core.audit.known import KnownFigures
    from congthuong.core.audit.model import Audit
    from congthuong.core.document.reading import Reading

COULD_NOT_READ = 2


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html", "docx"]),
    default="text",
    help="text cho người đọc, json cho chương trình, html là văn bản có đánh dấu, docx là tệp Word có ý kiến.",
)
@click.option(
    "--against",
    help="Đối chiếu thêm với sổ (thư mục dữ liệu hoặc địa chỉ cơ sở dữ liệu) như đã biết ở ngày báo cáo, hay với báo cáo trước (tệp).",
)
@click.option("--out", type=click.Path(path_type=Path), help="Ghi kết quả ra tệp này.")
@ends_problems_with(COULD_NOT_READ, fault=COULD_NOT_READ)
def check(file: Path, form: str, against: str | None, out: Path | None) -> None:
    """Soát một báo cáo bất kỳ (Word, PDF, văn bản, HTML, Markdown): những số nào không thể cùng đúng."""
    with progress(form, "Soát báo cáo", 3) as step:
        step("Đọc tệp")
        from congthuong import checking
        from congthuong.core.audit.check import check as check_reading

        data = read_file(file)
        reading = checking.read(data, file.name)
        step("Hiểu và đối chiếu số liệu")
        audit = check_reading(reading, known=_known(against, reading))
        step("Viết kết quả")
        made = None if form == "text" else _WRITERS[form](audit, data)
    _give(audit, form, made, out, file)
    if any(one.severity == "contradiction" for one in audit.findings):
        raise SystemExit(1)


def _known(against: str | None, reading: Reading) -> KnownFigures | None:
    from congthuong import checking

    if against is None or "://" not in against:
        return checking.known_figures(against, reading)
    open_database(against)
    from congthuong.apps.reports.queries import ledger_book

    return checking.figures_for(reading, ledger_book(checking.day_of(reading)))


def _give(audit: Audit, form: str, made: bytes | None, out: Path | None, file: Path) -> None:
    from congthuong.command.check_text import lines_of
    from congthuong.core.audit.writers.marked import mark

    marked = mark(audit)
    if form == "docx" and out is None:
        out = Path(f"{file.stem}-soat.docx")
    if out is not None:
        plain = "\n".join(line.plain for line in lines_of(marked)) + "\n"
        write_file(out, made if made is not None else plain.encode())
        say(f"{marked.counted()}. Đã ghi {out}.")
    elif made is not None:
        click.echo(made.decode(), nl=False)
    else:
        for line in lines_of(marked):
            results.print(line)


def _json(audit: Audit, _data: bytes) -> bytes:
    from congthuong.core.audit.writers.json import write_json

    return (write_json(audit) + "\n").encode()


def _html(audit: Audit, _data: bytes) -> bytes:
    from congthuong.core.audit.writers.html import write_html
    from congthuong.core.audit.writers.marked import mark

    return write_html(mark(audit)).encode()


def _docx(audit: Audit, data: bytes) -> bytes:
    from congthuong.core.audit.writers.docx import write_docx
    from congthuong.core.audit.writers.marked import mark

    return write_docx(mark(audit), data if audit.understanding.reading.kind == "docx" else None)


_WRITERS: dict[str, Callable[[Audit, bytes], bytes]] = {"json": _json, "html": _html, "docx": _docx}
