"""Document tree -> one self-contained, accessible page: nothing is ever fetched from another address.

The look follows Decree 30/2020/NĐ-CP as far as a screen allows. Each figure is a link to its origin in a list
at the end; with a script it opens a panel with value, arithmetic and inputs, down to the observations. The
page allows only its own scripts and styles (Content-Security-Policy with hashes), so that even a mistake in
escaping could run nothing. The same document gives the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib import resources

import vl_convert
from markupsafe import Markup, escape

from congthuong.core.document.chart_specs import VEGA_LITE, look
from congthuong.core.document.charts import spec_json
from congthuong.core.document.figures_index import FigureIndex
from congthuong.core.document.figures_words import day, title
from congthuong.core.document.layout import (
    DRAFT_MARK,
    addressee_lines,
    annex_label,
    annex_note,
    check_line,
    layout_on,
    number_line,
    place_and_date,
    recipient_lines,
    signature_lines,
)
from congthuong.core.document.model import Annex, Chart, Document
from congthuong.core.document.writers.html_blocks import BlockWriter, Outlined
from congthuong.core.document.writers.html_charts import chart_script
from congthuong.core.document.writers.html_origins import (
    missing_figures,
    origins_list,
    panel_data,
    script_json,
)

_PANEL = Markup(
    '<dialog class="panel" id="panel" aria-labelledby="panel-title">\n'
    '<div class="bar"><button type="button" class="back" hidden>← Số liệu trước</button>'
    '<span>Nguồn gốc số liệu</span><button type="button" class="close">Đóng</button></div>\n'
    '<div class="inside"></div>\n</dialog>'
)


def write_html(document: Document) -> str:
    """The whole document as one HTML page, charts and provenance included.

    Raises ValueError when one figure id stands for two values; the Problems of `chart_svg` for a chart that
    cannot be drawn.
    """
    writer = BlockWriter(FigureIndex.of(document), _doubts_by_figure(document))
    sheet = _sheet(document, writer)
    sheet += _endnotes(writer.notes) + origins_list(writer)
    styles = [_asset("fonts.css"), _asset("page.css"), _width_classes(writer.widths)]
    scripts = [Markup(_asset("page.js"))]  # noqa: S704 (our own file)
    if writer.charts:
        scripts.append(chart_script())
    data = Markup('<script type="application/json" id="figures">{}</script>\n').format(
        script_json(panel_data(writer))
    )
    data += Markup("").join(_chart_data(number, chart) for number, chart in enumerate(writer.charts, 1))
    style = Markup("\n".join(styles))  # noqa: S704 (our own files and whole numbers)
    return str(
        Markup(
            '<!DOCTYPE html>\n<html lang="{}">\n<head>\n{}</head>\n<body>\n{}{}{}</body>\n</html>\n'
        ).format(
            document.language,
            _head(document, style, scripts),
            _body(document, writer, sheet),
            data,
            Markup("").join(Markup("<script>{}</script>\n").format(script) for script in scripts),
        )
    )


def _doubts_by_figure(document: Document) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    for figure, message in document.doubts:
        told.setdefault(figure, []).append(message)
    return told


# Head


def _head(document: Document, style: Markup, scripts: Sequence[Markup]) -> Markup:
    name = f"{document.kind}: {' '.join(document.title.split())}"
    policy = "; ".join(
        (
            "default-src 'none'",
            "script-src " + " ".join(_hash(script) for script in scripts),
            f"style-src {_hash(style)}",
            "font-src data:",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    keywords = ", ".join(document.keywords)
    return Markup(
        '<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n{}<title>{}</title>\n<style>{}</style>\n'
    ).format(
        policy,
        Markup('<meta name="keywords" content="{}">\n').format(keywords) if keywords else "",
        name,
        style,
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


@cache
def _asset(name: str) -> str:
    folder = resources.files("congthuong.core.document.writers") / "html_assets"
    return (folder / name).read_text(encoding="utf-8")


def _width_classes(widths: set[int]) -> str:
    return "\n".join(f".w{share} {{ width: {share // 10}.{share % 10}%; }}" for share in sorted(widths))


def _chart_data(number: int, chart: Chart) -> Markup:
    told = script_json(
        vl_convert.vegalite_to_vega(spec_json(chart.spec), vl_version=VEGA_LITE, config=look())
    )
    return Markup('<script type="application/json" id="b{}">{}</script>\n').format(number, told)


# Body


def _body(document: Document, writer: BlockWriter, sheet: Markup) -> Markup:
    as_of = Markup(" Số liệu biết đến ngày {}.").format(day(document.as_of)) if document.as_of else ""
    return Markup(
        '<a class="skip" href="#noi-dung">Đến nội dung báo cáo</a>\n<div class="desk">\n{}'
        '<main class="sheet" id="noi-dung" tabindex="-1">\n{}{}</main>\n</div>\n'
        '<footer class="foot">Bấm vào một số liệu để xem nguồn gốc của nó.{}</footer>\n{}\n'
    ).format(_outline(writer.headings), _gaps(writer), sheet, as_of, _PANEL)


def _outline(headings: Sequence[Outlined]) -> Markup:
    if not headings:
        return Markup("")
    items = Markup("\n").join(
        Markup('<li><a class="l{}" href="#{}">{}</a></li>').format(one.level, one.anchor, one.text)
        for one in headings
    )
    return Markup(
        '<nav class="outline" aria-label="Mục lục">\n<details open data-fold="narrow">'
        "<summary>Mục lục</summary>\n<ul>\n{}\n</ul>\n</details>\n</nav>\n"
    ).format(items)


def _gaps(writer: BlockWriter) -> Markup:
    missing = missing_figures(writer.index.figures)
    if not missing:
        return Markup("")
    items = Markup("").join(
        Markup("<li>{}{}</li>").format(
            _gap_link(writer, figure.id, title(figure)), _period(figure.origin.period_name)
        )
        for figure in missing
    )
    return Markup(
        '<section class="gaps" aria-label="Số liệu còn thiếu"><p>Báo cáo còn {} số liệu chưa có</p>'
        "<ul>{}</ul></section>\n"
    ).format(len(missing), items)


def _gap_link(writer: BlockWriter, id: str, name: str) -> Markup:
    anchors = writer.anchors.get(id)
    return Markup('<a href="#{}">{}</a>').format(anchors[0][0] if anchors else f"n{writer.number(id)}", name)


def _period(name: str) -> str:
    return f", {name}" if name else ""


# The sheet


def _sheet(document: Document, writer: BlockWriter) -> Markup:
    parts = [
        Markup('<p class="draft">{}</p>').format(DRAFT_MARK) if document.draft else Markup(""),
        _letterhead(document),
        Markup('<h1><span class="kind">{}</span> {}</h1>').format(document.kind, _lines(document.title)),
        _addressees(document.addressees),
        writer.blocks(document.bases),
        writer.blocks(document.blocks),
        _closing(document),
        *(_annex(document, annex, writer) for annex in document.annexes),
    ]
    return Markup("").join(part + Markup("\n") for part in parts if part)


def _lines(text: str) -> Markup:
    return Markup("<br>").join(escape(line) for line in text.split("\n"))


def _letterhead(document: Document) -> Markup:
    letterhead = document.letterhead
    layout = layout_on(letterhead.date)
    return Markup(
        '<header class="letterhead">\n<div><p class="upper">{}</p><p class="upper ruled strong">{}</p>'
        '<p class="number">{}</p></div>\n<div class="nation"><p class="upper strong">{}</p>'
        '<p class="motto ruled strong">{}</p><p class="placed">{}</p></div>\n</header>'
    ).format(
        letterhead.parent_agency,
        letterhead.agency,
        number_line(letterhead),
        layout.national_name,
        layout.motto,
        place_and_date(letterhead),
    )


def _addressees(addressees: Sequence[str]) -> Markup:
    if not addressees:
        return Markup("")
    lines = addressee_lines(addressees)
    if len(lines) == 1:
        return Markup('<div class="addressees"><p>Kính gửi: {}</p></div>').format(lines[0])
    items = Markup("").join(Markup("<li>{}</li>").format(line) for line in lines)
    return Markup('<div class="addressees"><p>Kính gửi:</p><ul role="list">{}</ul></div>').format(items)


def _closing(document: Document) -> Markup:
    recipients = Markup("").join(
        Markup("<li>{}</li>").format(line) for line in recipient_lines(document.recipients)
    )
    positions = Markup("").join(
        Markup("<p>{}</p>").format(line) for line in signature_lines(document.signature)
    )
    return Markup(
        '<div class="closing">\n<div class="recipients">{}</div>\n'
        '<div class="signature">{}<div class="room"></div><p>{}</p></div>\n</div>'
    ).format(
        Markup('<p class="label">Nơi nhận:</p><ul role="list">{}</ul>{}').format(recipients, _check(document))
        if recipients
        else _beside(document),
        positions,
        document.signature.name,
    )


def _check(document: Document) -> Markup:
    line = check_line(document.check_code)
    return Markup('<p class="check">{}</p>').format(line) if line else Markup("")


def _beside(document: Document) -> Markup:
    """Who signs on the left, where there are no recipients."""
    beside = document.signature.beside
    return Markup('<p class="beside">{}</p>').format(beside) if beside else Markup("")


def _annex(document: Document, annex: Annex, writer: BlockWriter) -> Markup:
    label = annex_label(annex)
    heading = writer.outlined(2, f"{label}. {annex.title}" if annex.title else label)
    return Markup(
        '<section class="annex{5}" aria-labelledby="{0}">\n<h2 id="{0}">{1} <span class="title">{2}</span></h2>\n'
        '<p class="note kept">{3}</p>\n{4}\n</section>'
    ).format(
        heading.anchor,
        label,
        annex.title,
        annex_note(document.kind, document.letterhead),
        writer.blocks(annex.blocks),
        " wide" if annex.landscape else "",
    )


def _endnotes(notes: Sequence[Markup]) -> Markup:
    if not notes:
        return Markup("")
    items = Markup("\n").join(
        Markup(
            '<li id="g{0}">{1} <a href="#c{0}" role="doc-backlink" aria-label="Về chỗ gọi chú thích {0}">↑</a></li>'
        ).format(number, note)
        for number, note in enumerate(notes, 1)
    )
    return Markup(
        '<section class="endnotes" role="doc-endnotes" aria-labelledby="chu-thich">\n'
        '<h2 id="chu-thich">Chú thích</h2>\n<ol>\n{}\n</ol>\n</section>\n'
    ).format(items)
