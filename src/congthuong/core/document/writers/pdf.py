"""PDF by Typst: archival (PDF/A), accessible (PDF/UA-1), one look for every report.

The tree travels to the template as JSON data and is never pasted into markup, so no sign in a report can be
taken for a command. See docs/decisions/0003-pdf-standard.md for the choice of standards.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import typst

from congthuong.core.document import fonts, layout
from congthuong.core.document.layout import Layout
from congthuong.core.document.model import Annex, Document
from congthuong.core.document.writers import pdf_notes
from congthuong.core.document.writers.pdf_tree import Nodes, split_end
from congthuong.core.problems import Problem

if TYPE_CHECKING:
    from typst import PDFStandard

TEMPLATE = Path(__file__).with_name("pdf.typ")
ATTACHMENT = "figures.json"

STANDARDS: list[PDFStandard] = ["a-2a", "ua-1"]
STANDARDS_WITH_ATTACHMENT: list[PDFStandard] = ["a-3a", "ua-1"]

# Left column of the header block: wide enough for a department's name at 12 pt on two lines.
_HEAD_LEFT = Decimal(74)

# Letters (notes included) of the last words that share a page with the signature: three quarters of a page.
_LONGEST_END = 2400

# What is in the data but never drawn with our fonts.
_NOT_DRAWN = frozenset({"alt", "type", "style", "file", "meta", "layout", "attachment", "attachment_note"})


class CharacterNotInFont(Problem):
    code = "PDF-001"
    text = (
        "Chữ «{character}» ({point}) không có trong phông chữ của văn bản, ở đoạn «{where}». "
        "Hãy thay bằng chữ tiếng Việt thông thường rồi xuất lại."
    )


class PdfNotMade(Problem):
    code = "PDF-002"
    text = (
        "Không xuất được bản PDF của «{document}». Bộ sắp chữ báo: {reason}. "
        "Hãy xuất bản DOCX hoặc HTML và gửi thông báo này cho người quản trị hệ thống."
    )


def write_pdf(document: Document, figures_json: bytes | None = None) -> bytes:
    """The report as PDF/A-2a and PDF/UA-1; as PDF/A-3a with `figures_json` attached when it is given.

    The same tree gives the same bytes: the only date is the letterhead's, or 1 January of its year.
    Raises CharacterNotInFont, PdfNotMade, and the problems of charts (BD-...).
    """
    return prepared_pdf(document, figures_json)()


def prepared_pdf(document: Document, figures_json: bytes | None = None) -> Callable[[], bytes]:
    """What lays the PDF out, when called, nearly all of it outside the interpreter.

    Raises what `write_pdf` raises, but PdfNotMade, which the layout may still raise.
    """
    rules = layout.layout_on(document.letterhead.date)
    nodes = Nodes(rules)
    data = _data(document, rules, nodes, attached=figures_json is not None)
    _refuse_missing_characters(data)
    files = {"main.typ": TEMPLATE.read_bytes(), **nodes.pictures}
    if figures_json is not None:
        files[ATTACHMENT] = figures_json

    def lay_out() -> bytes:
        try:
            with TemporaryDirectory(prefix="congthuong-pdf-") as room:
                return _made(Path(room), files, data, nodes.footnotes, document)
        except RuntimeError as error:  # TypstError is one; a query raises the plain kind
            reason = _flat(" ".join([str(error), *getattr(error, "hints", [])]))
            raise PdfNotMade(document=_flat(document.title), reason=reason) from error

    return lay_out


@cache
def _fonts() -> typst.Fonts:
    """Our font files, read once a process, and no others."""
    return typst.Fonts(False, False, [str(fonts.FONT_DIRECTORY)])


def _made(
    room: Path, files: Mapping[str, bytes], data: dict[str, Any], notes: int, document: Document
) -> bytes:
    """The PDF, made in the folder `room`.

    In a folder and not in memory: the engine reads each file handed over in memory as a text of its own
    language too, data and pictures alike, which takes it as long as a fifth of the layout.
    """
    for name, content in files.items():
        (room / name).write_bytes(content)
    compiler = typst.Compiler(room / "main.typ", root=room, font_paths=_fonts(), ignore_system_fonts=True)
    if notes:
        _settle(compiler, room / "data.json", data)
    (room / "data.json").write_bytes(_written(data))
    standards = STANDARDS_WITH_ATTACHMENT if ATTACHMENT in files else STANDARDS
    day = _day(document)
    pdf = compiler.compile(
        format="pdf",
        pdf_standards=standards,
        timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
    )
    if not isinstance(pdf, bytes):
        raise TypeError(f"Typst returned {type(pdf).__name__}, not the bytes of one PDF")
    return pdf


def _settle(compiler: typst.Compiler, at: Path, data: dict[str, Any]) -> None:
    """Arrange the data so that each note stands on its mark's page (see pdf_notes), looking by way of `at`."""
    parted: set[int] = set()
    for number in range(pdf_notes.MOST_PASSES):
        at.write_bytes(_written({**data, "looking": True}))
        now = set(json.loads(compiler.query("<parted>", field="value", one=True)))
        if now - parted:
            parted |= now
            for part in (data, *data["annexes"]):
                part["blocks"] = pdf_notes.set_apart(part["blocks"], parted)
        elif not pdf_notes.moved_on(data, now, number):
            return


def _written(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()


def _day(document: Document) -> date:
    return document.letterhead.date or date(document.letterhead.year, 1, 1)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _data(document: Document, rules: Layout, nodes: Nodes, *, attached: bool) -> dict[str, Any]:
    """Everything the template needs, as JSON values; the last words are set with the signature."""
    before, last = split_end(document.blocks)
    bases, body, end = nodes.blocks(document.bases), nodes.blocks(before), nodes.blocks(last)
    return {
        "looking": False,
        "layout": _look(rules),
        "meta": _meta(document),
        "draft_mark": layout.DRAFT_MARK if document.draft else None,
        "head": _head(document, rules),
        "kind": document.kind,
        "title": [_flat(line) for line in document.title.split("\n")],
        "addressees": layout.addressee_lines(document.addressees),
        "bases": bases,
        "blocks": body,
        "last": end,
        "last_page": False,
        "last_is_short": pdf_notes.letters(end) <= _LONGEST_END,
        "recipients": layout.recipient_lines(document.recipients),
        "check": layout.check_line(document.check_code),
        "signature": {
            "lines": layout.signature_lines(document.signature),
            "name": document.signature.name,
            "beside": document.signature.beside,
        },
        "annexes": [_annex(annex, document, nodes) for annex in document.annexes],
        "attachment": ATTACHMENT if attached else None,
        "attachment_note": "Số liệu của báo cáo: giá trị, đơn vị, nguồn gốc và cách tính từng số",
    }


def _annex(annex: Annex, document: Document, nodes: Nodes) -> dict[str, Any]:
    return {
        "label": layout.annex_label(annex),
        "title": annex.title.upper(),
        "note": layout.annex_note(document.kind, document.letterhead),
        "landscape": annex.landscape,
        "blocks": nodes.annex(annex),
    }


def _look(rules: Layout) -> dict[str, Any]:
    """Sizes in points, lengths in millimetres, rules as shares of the text above them."""
    page = rules.page
    return {
        "font": fonts.FAMILY,
        "sizes": {component: float(rule.size.chosen) for component, rule in rules.text.items()},
        "rules": {
            component: float(rule.rule.chosen)
            for component, rule in rules.text.items()
            if rule.rule is not None
        },
        "page": {
            "width": float(page.width),
            "height": float(page.height),
            "top": float(page.top.chosen),
            "bottom": float(page.bottom.chosen),
            "left": float(page.left.chosen),
            "right": float(page.right.chosen),
        },
        "first_line": float(rules.body.first_line_chosen),
        "paragraph_space": float(rules.body.space.chosen),
        "line_spacing": float(rules.body.line_spacing.chosen),
        "head_left": float(_HEAD_LEFT),
    }


def _meta(document: Document) -> dict[str, Any]:
    day = _day(document)
    return {
        "title": f"{document.kind} {_flat(document.title)}".strip(),
        "author": document.letterhead.agency,
        "description": f"Mã báo cáo: {document.code}",
        "keywords": list(document.keywords),
        "language": document.language,
        "date": [day.year, day.month, day.day],
    }


def _head(document: Document, rules: Layout) -> dict[str, str]:
    letterhead = document.letterhead
    return {
        "parent_agency": letterhead.parent_agency,
        "agency": letterhead.agency,
        "national_name": rules.national_name,
        "motto": rules.motto,
        "number": layout.number_line(letterhead),
        "place_date": layout.place_and_date(letterhead),
    }


def _drawn(value: Any, found: list[str]) -> list[str]:
    """`found` with every text of the value that will stand on a page."""
    if isinstance(value, str):
        found.append(value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in _NOT_DRAWN:
                _drawn(inner, found)
    elif isinstance(value, list | tuple):
        for inner in value:
            _drawn(inner, found)
    return found


def _refuse_missing_characters(data: dict[str, Any]) -> None:
    """Say which words hold a letter the font lacks; the engine's own refusal names no place."""
    whole = json.dumps(data, ensure_ascii=False)
    if "\\" not in whole and not fonts.missing_characters(whole):  # nothing escaped, nothing missing
        return
    for text in _drawn(data, []):
        for sign in fonts.missing_characters(text):
            place = text.index(sign)
            where = text[max(0, place - 30) : place + 30]
            raise CharacterNotInFont(character=sign, point=f"U+{ord(sign):04X}", where=where)
