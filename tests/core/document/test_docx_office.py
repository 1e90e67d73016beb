"""LibreOffice opens the file and shows every figure and footnote: what a reader without Word would see."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree

from congthuong.core.document.fonts import FAMILY
from congthuong.core.document.layout import plain_text
from congthuong.core.document.layout_check import check_docx_layout
from congthuong.core.document.model import (
    Chart,
    Figure,
    FootnoteMark,
    Heading,
    ListBlock,
    Paragraph,
    blocks_of,
    inlines_of,
)
from congthuong.core.document.writers.docx import write_docx
from core.document import pdf_reading, sample
from core.document.docx_parts import NS

SOFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed"),
]


AS_WIDE = ("Times New Roman", "Tinos", "Liberation Serif", "Nimbus Roman", "TeX Gyre Termes", "FreeSerif")
POOR_MACHINE = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><selectfont><rejectfont>{}</rejectfont></selectfont>
</fontconfig>""".format(
    "".join(f'<pattern><patelt name="family"><string>{one}</string></patelt></pattern>' for one in AS_WIDE)
)
"""The machine's fonts without those that are as wide as Times New Roman: what is drawn then lies in the file."""


def convert(data: bytes, to: str, folder: Path) -> bytes:
    """The file as another format, by a LibreOffice with a profile of its own on a machine without Times New Roman."""
    fonts = folder / "fonts.conf"
    fonts.write_text(POOR_MACHINE, encoding="utf-8")
    source = folder / "report.docx"
    source.write_bytes(data)
    subprocess.run(
        [str(SOFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", to,
         "--outdir", str(folder / "out"), str(source)],
        check=True, capture_output=True, timeout=180, env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
    )  # fmt: skip
    (made,) = (folder / "out").iterdir()
    return made.read_bytes()


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return convert(write_docx(sample.sample_document()), "pdf", tmp_path_factory.mktemp("pdf"))


@pytest.fixture(scope="module")
def pages(printed: bytes) -> list[str]:
    with pypdfium2.PdfDocument(printed) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def squeezed(text: str) -> str:
    """Without white space and soft breaks, since lines end where the page does."""
    return re.sub(r"[\s\u0002\u00ad\ufffe]+", "", text)


def printed_figures() -> Iterator[Figure]:
    for block in blocks_of(sample.sample_document()):
        if not isinstance(block, Chart):
            yield from (inline for inline in inlines_of(block) if isinstance(inline, Figure))


def footnotes() -> list[FootnoteMark]:
    document = sample.sample_document()
    return [
        inline
        for block in blocks_of(document)
        if isinstance(block, Paragraph | Heading | ListBlock)
        for inline in inlines_of(block)
        if isinstance(inline, FootnoteMark)
    ]


def test_times_new_roman_is_drawn_in_the_font_of_its_widths(printed: bytes) -> None:
    """On any machine: where lines and pages end is tested below."""
    assert {name.partition("-")[0] for name, _ in pdf_reading.fonts(printed)} == {FAMILY}


def test_every_figure_is_on_the_pages_as_often_as_it_was_written(pages: list[str]) -> None:
    text = squeezed("".join(pages))
    texts = [squeezed(figure.text) for figure in printed_figures()]

    assert len(texts) > 130
    for figure in set(texts):
        assert text.count(figure) >= texts.count(figure), figure


def test_footnotes_are_on_the_page_with_their_numbers(pages: list[str]) -> None:
    first = squeezed(pages[0])
    notes = [f"{number}{squeezed(plain_text(mark.note))}" for number, mark in enumerate(footnotes(), start=1)]

    assert len(notes) == 3
    assert [note for note in notes if note not in first] == []


def test_page_numbers_begin_on_page_two_and_again_in_each_annex(pages: list[str]) -> None:
    tops = [page.strip().splitlines()[0].strip() for page in pages]

    assert tops == ["UBND TỈNH TRÀ VINH", "2", "Phụ lục I", "2", "Phụ lục II"]


def test_header_of_the_annex_table_is_on_each_of_its_pages(pages: list[str]) -> None:
    assert [squeezed(page).count("SocùngkỳSokếhoạch") for page in pages[2:4]] == [1, 1]


def test_file_saved_again_keeps_notes_figures_and_layout(tmp_path: Path) -> None:
    again = convert(write_docx(sample.sample_document()), "docx:MS Word 2007 XML", tmp_path)
    with zipfile.ZipFile(io.BytesIO(again)) as archive:
        parts = [etree.fromstring(archive.read(f"word/{name}.xml")) for name in ("document", "footnotes")]
    text = squeezed("".join(one for root in parts for one in root.xpath("//w:t/text()", namespaces=NS)))

    assert [figure.text for figure in printed_figures() if squeezed(figure.text) not in text] == []
    assert check_docx_layout(again) == ()
    assert len(parts[1].xpath("w:footnote[not(@w:type)]", namespaces=NS)) == 3
