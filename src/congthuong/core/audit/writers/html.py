"""An audit as one page: the document with its findings in place, and beside it the list of them.

`write_html` gives a file of its own that asks nothing of any address; `document_html` and `findings_html` are its parts
for a page that has a frame. Text from the file is only ever text: everything is escaped, and the page allows no other
script or style than its own (Content-Security-Policy with hashes).
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator
from functools import cache
from importlib import resources
from itertools import groupby

from markupsafe import Markup

from congthuong.core.audit.model import Severity
from congthuong.core.audit.writers.marked import Block, Marked, MarkedFinding, Place, Run, context
from congthuong.core.audit.writers.words import CALM, MEANINGS, NAMES, SEVERITIES, SIGNS, placed

EMPTY = Markup("")
_WIDEST = 1000  # columns and rows that one cell may span


def write_html(marked: Marked) -> str:
    """The whole page; the same audit gives the same bytes."""
    style = Markup(_asset("marked.css") + _asset("alone.css"))  # noqa: S704 (our own files)
    script = Markup(_asset("marked.js"))  # noqa: S704 (our own file)
    policy = f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; base-uri 'none'; form-action 'none'"
    return str(
        Markup(
            '<!DOCTYPE html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
            '<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="referrer" content="no-referrer">\n<title>Soát: {name}</title>\n<style>{style}</style>\n</head>\n'
            '<body>\n<a class="skip" href="#van-ban">Đến văn bản</a>\n<header>\n<h1>{name}</h1>\n'
            '<p class="dem">{counted}</p>\n{notices}{legend}</header>\n<main class="soat">\n'
            '<aside class="ben" aria-label="Các điểm cần xem">\n{findings}</aside>\n'
            '<article class="giay" id="van-ban" tabindex="-1">\n{document}</article>\n</main>\n'
            "<script>{script}</script>\n</body>\n</html>\n"
        ).format(
            policy=policy,
            name=marked.name,
            style=style,
            counted=marked.counted(),
            notices=EMPTY.join(Markup('<p class="luu-y">{}</p>\n').format(one) for one in marked.notices),
            legend=legend_html(),
            findings=findings_html(marked),
            document=document_html(marked),
            script=script,
        )
    )


def legend_html() -> Markup:
    """What the marks mean, in words."""
    return Markup(
        '<p class="chu-giai"><span class="unseen">Chú giải: </span>Gạch chấm xanh dưới số liệu: có số khác trong văn bản '
        "xác nhận. Số liệu không gạch: không có gì để so.</p>\n"
    )


def findings_html(marked: Marked, extra: Callable[[MarkedFinding], Markup] | None = None) -> Markup:
    """The list by severity, each finding with its arithmetic and links to its places; `extra` ends each of them."""
    parts = []
    if not any(one.severity == "contradiction" for one in marked.findings):
        parts.append(Markup('<p class="yen">✓ {}</p>\n').format(CALM))
    for severity in SEVERITIES:
        own = [one for one in marked.findings if one.severity == severity]
        if own:
            parts.append(_heading(severity, len(own)))
            items = EMPTY.join(_card(marked, one, extra(one) if extra else EMPTY) for one in own)
            parts.append(Markup('<ol class="muc-luc">\n{}</ol>\n').format(items))
    if marked.findings:
        parts.append(Markup('<p class="phim"><kbd>N</kbd> điểm sau · <kbd>P</kbd> điểm trước</p>\n'))
    return EMPTY.join(parts)


def document_html(marked: Marked) -> Markup:
    """The document, block by block, each finding marked at its words."""
    return EMPTY.join(_Document(marked).parts())


def _heading(severity: Severity, count: int) -> Markup:
    return Markup('<h2 class="{}">{} {} ({}) <span class="nghia">{}</span></h2>\n').format(
        severity, SIGNS[severity], NAMES[severity].capitalize(), count, MEANINGS[severity]
    )


def _card(marked: Marked, finding: MarkedFinding, extra: Markup) -> Markup:
    places = EMPTY.join(
        _place(marked, finding, index, place) for index, place in enumerate(finding.places, 1)
    )
    return Markup(
        '<li class="muc {severity}" id="f{number}">\n<p><span class="so"><span aria-hidden="true">{sign}</span> {number}</span>'
        '{message}</p>\n{arithmetic}{suggestion}<ul class="cho">\n{places}</ul>\n{extra}</li>\n'
    ).format(
        severity=finding.severity,
        number=finding.number,
        sign=SIGNS[finding.severity],
        message=finding.message,
        arithmetic=Markup('<p class="phep">{}</p>\n').format(finding.arithmetic)
        if finding.arithmetic
        else EMPTY,
        suggestion=Markup('<p class="khop">Số khớp: <b>{}</b></p>\n').format(finding.suggestion)
        if finding.suggestion
        else EMPTY,
        places=places,
        extra=extra,
    )


def _place(marked: Marked, finding: MarkedFinding, index: int, place: Place) -> Markup:
    before, words, after = context(marked, place, 40)
    where = placed(marked.kind, place.page, place.line) or f"chỗ {index}"
    link = (
        Markup('<a href="#f{}-{}">{}</a>').format(finding.number, index, where) if place.block >= 0 else where
    )
    return Markup("<li>{} {}<b>{}</b>{}</li>\n").format(link, before, words, after)


class _Document:
    """The blocks as HTML, with an anchor where each place of a finding begins."""

    def __init__(self, marked: Marked) -> None:
        self._marked = marked
        self._by_number = {one.number: one for one in marked.findings}
        self._begins: dict[tuple[int, int], list[str]] = {}
        self._ends: dict[tuple[int, int], set[int]] = {}
        for finding in marked.findings:
            for index, place in enumerate(finding.places, 1):
                self._begins.setdefault((place.block, place.start), []).append(f"f{finding.number}-{index}")
                self._ends.setdefault((place.block, place.end), set()).add(finding.number)

    def parts(self) -> Iterator[Markup]:
        page: int | None = None
        numbered = list(enumerate(self._marked.blocks))
        for table, group in groupby(
            numbered, key=lambda one: None if one[1].cell is None else one[1].cell.table
        ):
            blocks = list(group)
            if table is not None:
                page, turned = self._turned(page, blocks[0][1])
                yield turned
                yield self._table(blocks)
                continue
            for number, block in blocks:
                page, turned = self._turned(page, block)
                yield turned
                yield self._block(number, block)

    def _turned(self, page: int | None, block: Block) -> tuple[int | None, Markup]:
        """A line where a page begins; a footnote printed on an earlier one does not turn back."""
        if block.page is None or (page is not None and block.page <= page):
            return page, EMPTY
        return block.page, Markup('<div class="trang">Trang {}</div>\n').format(block.page)

    def _block(self, number: int, block: Block) -> Markup:
        words = self._words(number)
        if block.kind in ("title", "heading"):
            tag = f"h{min(max(block.level, 1) + 1, 5)}"
            kind = "title" if block.kind == "title" else "heading"
            return Markup("<{} class={}>{}</{}>\n").format(tag, kind, words, tag)
        if block.kind == "note":
            return Markup('<p class="note"><sup class="goi">{}</sup> {}</p>\n').format(block.note, words)
        if block.kind == "item":
            return Markup('<p class="item item{}">{}</p>\n').format(min(max(block.level, 1), 3), words)
        return Markup("<p class={}>{}</p>\n").format(block.kind, words)

    def _table(self, blocks: list[tuple[int, Block]]) -> Markup:
        rows = []
        for _, cells in groupby(blocks, key=lambda one: one[1].cell.row if one[1].cell else 0):
            rows.append(Markup("<tr>{}</tr>\n").format(EMPTY.join(self._cell(*one) for one in cells)))
        return Markup(
            '<div class="bang" role="region" tabindex="0" aria-label="Bảng"><table>\n{}</table></div>\n'
        ).format(EMPTY.join(rows))

    def _cell(self, number: int, block: Block) -> Markup:
        cell = block.cell
        assert cell is not None
        spans = EMPTY
        for name, size in (("colspan", cell.colspan), ("rowspan", cell.rowspan)):
            if size > 1:
                spans += Markup(' {}="{}"').format(name, min(size, _WIDEST))
        tag = "th" if cell.header else "td"
        return Markup("<{}{}>{}</{}>").format(tag, spans, self._words(number), tag)

    def _words(self, number: int) -> Markup:
        notes = dict(self._marked.blocks[number].notes)
        parts = []
        for run in self._marked.runs(number):
            if run.start in notes:
                parts.append(Markup('<sup class="goi">{}</sup>').format(notes.pop(run.start)))
            parts.append(self._run(number, run))
        parts += [Markup('<sup class="goi">{}</sup>').format(one) for one in notes.values()]
        return EMPTY.join(parts)

    def _run(self, number: int, run: Run) -> Markup:
        if not run.findings:
            return (
                Markup('<span class="dung">{}</span>').format(run.text)
                if run.confirmed
                else Markup("{}").format(run.text)
            )
        worst = self._by_number[run.findings[0]]
        anchors = EMPTY.join(
            Markup('<span class="moc" id="{}"></span>').format(one)
            for one in self._begins.get((number, run.start), ())
        )
        ended = sorted(self._ends.get((number, run.start + len(run.text)), ()))
        signs = EMPTY.join(self._sign(self._by_number[one]) for one in ended)
        return Markup('{}<mark class="{}" data-muc="f{}">{}</mark>{}').format(
            anchors, worst.severity, worst.number, run.text, signs
        )

    def _sign(self, finding: MarkedFinding) -> Markup:
        name = f"{NAMES[finding.severity].capitalize()}, mục {finding.number}"
        return Markup(
            '<span class="ve {}"><a href="#f{}" aria-label="{}" title="{}">{} {}</a></span>'
        ).format(
            finding.severity, finding.number, name, finding.message, SIGNS[finding.severity], finding.number
        )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _asset(name: str) -> str:
    folder = resources.files("congthuong.core.audit.writers") / "assets"
    return (folder / name).read_text(encoding="utf-8")
