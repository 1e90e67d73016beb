"""Charts as pictures with a text for those who cannot see them."""

from __future__ import annotations

import struct
from decimal import Decimal

from congthuong.core.document.charts import chart_png
from congthuong.core.document.layout import chart_note
from congthuong.core.document.model import Chart
from congthuong.core.document.writers.docx.inlines import paragraph, run
from congthuong.core.document.writers.docx.state import Build, picture_relation
from congthuong.core.document.writers.docx.xml import NAMESPACES, Element, el, mm

_EMU_PER_PIXEL = 9525
_EMU_PER_TWIP = 635
_SCALE = 2
_ROOM_FOR_WORDS = Decimal(30)  # mm of the page's height that title, unit and source may need


def _png_pixels(png: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from(">II", png, 16)
    return width, height


def _extent(png: bytes, build: Build) -> tuple[int, int]:
    """Width and height in EMU: as drawn, or smaller so that picture, title and source fit on one page."""
    width, height = (side * _EMU_PER_PIXEL // _SCALE for side in _png_pixels(png))
    widest = build.text_width * _EMU_PER_TWIP
    highest = (build.text_height - mm(_ROOM_FOR_WORDS)) * _EMU_PER_TWIP
    if width > widest:
        width, height = widest, height * widest // width
    if height > highest:
        width, height = width * highest // height, highest
    return width, height


def _picture(relation: str, number: int, name: str, width: int, height: int) -> Element:
    shape = el(
        "pic:spPr",
        el("a:xfrm", el("a:off", x=0, y=0), el("a:ext", cx=width, cy=height)),
        el("a:prstGeom", el("a:avLst"), prst="rect"),
    )
    fill = el(
        "pic:blipFill",
        el("a:blip", r_embed=relation),
        el("a:stretch", el("a:fillRect")),
    )
    names = el("pic:nvPicPr", el("pic:cNvPr", id=number, name=name), el("pic:cNvPicPr"))
    return el("pic:pic", names, fill, shape)


def _drawing(chart: Chart, png: bytes, build: Build) -> Element:
    build.drawings += 1
    number, relation = build.drawings, picture_relation(build.picture(png))
    width, height = _extent(png, build)
    data = el("a:graphicData", _picture(relation, number, chart.title, width, height), uri=NAMESPACES["pic"])
    inline = el(
        "wp:inline",
        el("wp:extent", cx=width, cy=height),
        el("wp:docPr", id=number, name=chart.title, descr=chart.alt),
        el("a:graphic", data),
        distT=0,
        distB=0,
        distL=0,
        distR=0,
    )
    return el("w:r", el("w:drawing", inline))


def chart_paragraphs(chart: Chart, build: Build) -> list[Element]:
    """Picture, title, unit and source; the figures drawn are listed in the custom part, without controls."""
    for figure in chart.figures:
        build.figures.list(figure)
    png = chart_png(chart.spec, scale=_SCALE)
    made = [paragraph("Picture", [_drawing(chart, png, build)])]
    if chart.title:
        made.append(paragraph("PictureTitle", [run(chart.title)]))
    if below := chart_note(chart):
        made.append(paragraph("PictureSource", [run(below)]))
    return made
