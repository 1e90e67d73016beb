"""`congthuong report`: compose a report, explain one of its figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from congthuong import OFFICE_ZONE
from congthuong.command import editions
from congthuong.command.files import read_file, write_files
from congthuong.command.speaking import answer, fail, format_option, progress, say, says_problems
from congthuong.core.compose.doubted import doubts_beneath, with_doubts
from congthuong.core.compose.gaps import Gap
from congthuong.core.compose.report import Composition, Definition, compose_report
from congthuong.core.compose.typed import TypedFigure, figures_typed
from congthuong.core.document.figures_finding import printed_as, printed_told
from congthuong.core.document.figures_index import FigureIndex
from congthuong.core.document.figures_json import explain, figures_json
from congthuong.core.document.model import Document
from congthuong.core.document.writers.together import FORMATS, write_formats
from congthuong.core.ledger.book import Book
from congthuong.core.ledger.folder import read_folder
from congthuong.core.ledger.plausible import Doubt
from congthuong.core.problems import Problem
from congthuong.core.quantities import read_date, write_date

if TYPE_CHECKING:
    from congthuong.core.audit.writers.marked import Marked


class FigureMissing(Problem):
    code = "CT-501"
    text = (
        "Còn thiếu số liệu «{name}» ({period}{basis}), mã {figure}{waiting}{why}. "
        "Hãy nhập số liệu này, hoặc thêm --draft để in bản nháp có chỗ trống."
    )


class UnknownFormat(Problem):
    code = "CT-502"
    text = "Không có dạng tệp «{what}». Chọn trong: docx, pdf, html (cách nhau dấu phẩy)."


class OtherReport(Problem):
    code = "CT-503"
    text = "Thư mục {folder} là của báo cáo «{there}», không phải «{asked}». Hãy sửa mã, hoặc bỏ mã khi dùng --example."


SHOWN_DOUBTS = 20


@click.group()
def report() -> None:
    """Lập báo cáo và giải thích số liệu trong báo cáo."""


for _command in (editions.issue, editions.editions, editions.verify):
    report.add_command(_command)

source_options = [
    click.option(
        "--example", "folder", type=click.Path(path_type=Path), help="Lập thẳng từ một thư mục dữ liệu."
    ),
    click.option("--database", help="Địa chỉ cơ sở dữ liệu; mặc định là cơ sở dữ liệu đi kèm."),
    click.option("--as-of", "as_of", help="Số liệu như đã biết đến ngày này (2020-06-12 hoặc 12/6/2020)."),
]


def from_a_source(command: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(source_options):
        command = option(command)
    return command


@report.command(short_help="Lập báo cáo ra Word, PDF, trang web.")
@click.argument("code", required=False)
@from_a_source
@click.option("--out", type=click.Path(path_type=Path), default=Path("out"), help="Thư mục ghi kết quả.")
@click.option("--only", default="docx,pdf,html", help="Chỉ ghi các dạng này: docx,pdf,html.")
@click.option("--draft", is_flag=True, help="Cho phép còn chỗ thiếu số liệu; in chữ «DỰ THẢO».")
@click.option("--check", is_flag=True, help="Soát chính báo cáo vừa lập; có mâu thuẫn thì mã kết thúc 1.")
@format_option
@says_problems
def compose(
    code: str | None,
    folder: Path | None,
    database: str | None,
    as_of: str | None,
    out: Path,
    only: str,
    draft: bool,
    check: bool,
    form: str,
) -> None:
    """Lập báo cáo CODE: report.docx, report.pdf, report.html và figures.json."""
    wanted = _formats(only)
    with progress(form, "Lập báo cáo", len(wanted) + 3 + check) as step:
        step("Đọc số liệu")
        book, definition = load(code, folder, database, as_of)
        step("Ghép số liệu vào mẫu")
        composition = compose_report(book, definition, draft=draft)
        if composition.missing and not draft:
            fail(form, tuple(map(_gap, composition.gaps)))
        step("Ghi figures.json")
        doubted = doubts_beneath(composition.document, book)
        written = write_all(with_doubts(composition.document, doubted), out, wanted, step)
        violations = _layout_violations(written.get("docx"))
        if check:
            step("Soát báo cáo vừa lập")
        checked = _checked(composition.document) if check else None
    _tell(
        form,
        composition,
        written,
        violations,
        left_from_before(out, wanted),
        doubted,
        figures_typed(definition),
        book.as_of if book.as_of > _today(folder) else None,
        checked,
    )
    if checked is not None and any(one.severity == "contradiction" for one in checked.findings):
        raise SystemExit(1)


@report.command(name="explain", short_help="Giải thích một số liệu: phép tính, nguồn.")
@click.argument("figure")
@click.option("--report", "code", help="Mã báo cáo; mặc định là báo cáo duy nhất có trong sổ.")
@from_a_source
@format_option
@says_problems
def explain_figure(
    figure: str, code: str | None, folder: Path | None, database: str | None, as_of: str | None, form: str
) -> None:
    """Giải thích số liệu FIGURE: từng bước tính, từng nguồn. FIGURE là mã trong figures.json, hoặc con số như báo cáo in
    («19.125,44»): khi đó lệnh kể các số liệu in ra số ấy."""
    book, definition = load(code, folder, database, as_of)
    document = compose_report(book, definition, draft=True).document
    found = () if figure in FigureIndex.of(document).figures else printed_as(document, figure)
    lines = printed_told(figure, found) if found else explain(document, figure)
    printing = list(dict.fromkeys(one.figure.id for one in found))
    answer(form, {"figure": figure, "lines": list(lines), "printed_by": printing}, "\n".join(lines))


def load(
    code: str | None, folder: Path | None, database: str | None, as_of: str | None
) -> tuple[Book, Definition]:
    """The book and the report's declaration, from a folder or from the database."""
    day = read_date(as_of) if as_of else None
    if folder is not None:
        dataset = read_folder(folder)
        definition = Definition.of(dataset)
        there = str(definition.need("code"))
        if code is not None and code != there:
            raise OtherReport(folder=folder, there=there, asked=code)
        return Book(dataset, day or definition.as_of), definition
    from congthuong.command.database import open_database

    open_database(database)
    from congthuong.apps.reports.queries import book_for, definition_for

    definition = definition_for(code)
    return book_for(definition, day), definition


def write_all(
    document: Document, out: Path, wanted: tuple[str, ...], step: Callable[[str], Any]
) -> dict[str, Path]:
    """Writes the figures and every wanted format. Everything is made before anything is written, so that a
    folder never holds the Word file of one report and the PDF of another."""
    figures = figures_json(document)
    files = write_formats(document, figures, wanted, lambda name: step(f"Viết {name.upper()}"))
    places = {"figures": out / "figures.json"} | {name: out / f"report.{name}" for name in files}
    write_files({places["figures"]: figures} | {places[name]: data for name, data in files.items()})
    return places


def left_from_before(out: Path, wanted: tuple[str, ...]) -> list[Path]:
    """Files of an earlier composing that stay in the folder beside the new ones: their figures may differ."""
    return [path for name in FORMATS if name not in wanted and (path := out / f"report.{name}").is_file()]


def _formats(only: str) -> tuple[str, ...]:
    asked = [one.strip().lower() for one in only.split(",") if one.strip()]
    unknown = [one for one in asked if one not in FORMATS]
    if unknown or not asked:
        raise UnknownFormat(what=", ".join(unknown) or only)
    return tuple(one for one in FORMATS if one in asked)


def _checked(document: Document) -> Marked:
    """The report as anyone would check the Word file of it: a reader sees what an addressee sees."""
    from congthuong.checking import check as check_file
    from congthuong.core.audit.writers.marked import mark
    from congthuong.core.document.writers.docx import write_docx

    return mark(check_file(write_docx(document), name="report.docx"))


def _check_data(checked: Marked) -> dict[str, Any]:
    told = ("rule", "severity", "message", "arithmetic", "suggestion")
    findings = [{name: getattr(one, name) for name in told} for one in checked.findings]
    return {"claims": checked.claims, "confirmed": checked.confirmed, "findings": findings}


def _gap(gap: Gap) -> FigureMissing:
    """The value to be entered, said once: what is worked out from it is only counted."""
    figure = gap.figure
    others = len(gap.dependents)
    return FigureMissing(
        name=figure.origin.name,
        period=figure.origin.period_name or "kỳ báo cáo",
        basis=f", {gap.basis}" if gap.basis else "",
        figure=figure.id,
        waiting=f"; {others} số khác tính từ số này cũng còn trống" if others else "",
        why="" if figure.origin.inputs else "".join(f"; {step}" for step in figure.origin.steps),
    )


def _layout_violations(path: Path | None) -> list[str]:
    """What the Word file just written breaks of Decree 30/2020/NĐ-CP, if anything."""
    if path is None:
        return []
    from congthuong.core.document.layout_check import check_docx_layout

    return [one.message for one in check_docx_layout(path.read_bytes())]


def _tell(
    form: str,
    composition: Composition,
    written: dict[str, Path],
    violations: list[str],
    stale: list[Path],
    doubted: tuple[Doubt, ...],
    typed: tuple[TypedFigure, ...],
    to_come: date | None,
    checked: Marked | None = None,
) -> None:
    index = FigureIndex.of(composition.document)
    count, places = len(index.printed), len(index.occurrences)
    for gap in composition.gaps:
        say(f"! Còn thiếu: {gap.figure.origin.name} ({gap.figure.id})")
    _look_again([one.message for one in doubted])
    _look_again([one.message for one in typed])
    if to_come is not None:
        say(f"! Ngày {write_date(to_come)} chưa tới: số liệu biết đến ngày ấy còn có thể thay đổi.")
    lines = [f"Đã lập báo cáo: {count} số liệu, in ở {places} chỗ, thiếu {len(composition.missing)}."]
    lines += [f"  {name:8} {path}" for name, path in written.items()]
    lines += [f"! Thể thức: {message}" for message in violations]
    lines += [f"! Tệp của lần lập trước, số liệu có thể khác: {path}" for path in stale]
    data: dict[str, Any] = {
        "layout": violations,
        "figures": count,
        "places": places,
        "missing": [figure.id for figure in composition.missing],
        "files": {name: str(path) for name, path in written.items()},
        "stale": [str(path) for path in stale],
        "doubts": [
            {"figure": one.reference, "slip": one.slip, "value": one.value, "message": one.message}
            for one in doubted
        ],
        "typed": [asdict(one) | {"message": one.message} for one in typed],
        "to_come": to_come.isoformat() if to_come else None,
    }
    if checked is not None:
        wrong = [one for one in checked.findings if one.severity == "contradiction"]
        lines.append(f"Soát: {checked.counted()}.")
        lines += [f"✗ Mâu thuẫn: {one.message} {one.arithmetic}".rstrip() for one in wrong]
        data |= {"ok": not wrong, "check": _check_data(checked)}
    answer(form, data, "\n".join(lines))


def _today(folder: Path | None) -> date:
    """The office's working day; a folder is composed without the office's settings, on the calendar's."""
    if folder is not None:
        return datetime.now(ZoneInfo(OFFICE_ZONE)).date()
    from congthuong.web import clock

    return clock.today()


def _look_again(messages: list[str]) -> None:
    for message in messages[:SHOWN_DOUBTS]:
        say(f"! Xem lại: {message}")
    if len(messages) > SHOWN_DOUBTS:
        say(f"! … và {len(messages) - SHOWN_DOUBTS} số khác cần xem lại: --format json kể hết.")


@report.command(name="check-layout")
@click.argument("file", type=click.Path(path_type=Path))
@format_option
@says_problems
def check_layout(file: Path, form: str) -> None:
    """Đối chiếu thể thức một tệp Word với Nghị định 30/2020/NĐ-CP."""
    from congthuong.core.document.layout_check import check_docx_layout

    violations = check_docx_layout(read_file(file))
    lines = [f"✗ {one.rule}  {one.message}" for one in violations] or [
        f"Thể thức {file.name}: không có điểm nào sai Nghị định 30/2020/NĐ-CP."
    ]
    data = {"ok": not violations, "violations": [asdict(one) for one in violations]}
    answer(form, data, "\n".join(lines))
    if violations:
        raise SystemExit(1)
