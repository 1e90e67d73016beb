"""Charts as pictures with a text for those who cannot see them."""

from __future__ import annotations

import struct

from congthuong.core.document.charts import chart_png
from congthuong.core.document.model import Chart
from congthuong.core.document.writers.docx.inlines import paragraph, run
from congthuong.core.document.writers.docx.state import Build, picture_relation
from congthuong.core.document.writers.docx.xml import NAMESPACES, Element, el

_EMU_PER_PIXEL = 9525
_EMU_PER_TWIP = 635
_SCALE = 2


def _png_pixels(png: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from(">II", png, 16)
    return width, height


def _extent(png: bytes, text_width: int) -> tuple[int, int]:
    """Width and height in EMU: as drawn, or narrower when the page is."""
    width, height = (side * _EMU_PER_PIXEL // _SCALE for side in _png_pixels(png))
    limit = text_width * _EMU_PER_TWIP
    return (width, height) if width <= limit else (limit, height * limit // width)


def _picture(number: int, name: str, width: int, height: int) -> Element:
    shape = el(
        "pic:spPr",
        el("a:xfrm", el("a:off", x=0, y=0), el("a:ext", cx=width, cy=height)),
        el("a:prstGeom", el("a:avLst"), prst="rect"),
    )
    fill = el(
        "pic:blipFill",
        el("a:blip", r_embed=picture_relation(number - 1)),
        el("a:stretch", el("a:fillRect")),
    )
    names = el("pic:nvPicPr", el("pic:cNvPr", id=number, name=name), el("pic:cNvPicPr"))
    return el("pic:pic", names, fill, shape)


def _drawing(chart: Chart, number: int, png: bytes, text_width: int) -> Element:
    width, height = _extent(png, text_width)
    data = el("a:graphicData", _picture(number, chart.title, width, height), uri=NAMESPACES["pic"])
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
    """Unit, picture, title and source; the figures drawn are listed in the custom part, without controls."""
    for figure in chart.figures:
        build.figures.list(figure)
    png = chart_png(chart.spec, scale=_SCALE)
    build.pictures.append(png)
    drawing = _drawing(chart, len(build.pictures), png, build.text_width)
    made = [paragraph("Picture", [drawing])]
    if chart.title:
        made.append(paragraph("Caption", [run(chart.title)]))
    if chart.unit:
        made.insert(0, paragraph("UnitNote", [run(f"Đơn vị tính: {chart.unit}")]))
    if chart.source:
        made.append(paragraph("SourceNote", [run(chart.source)]))
    return made
