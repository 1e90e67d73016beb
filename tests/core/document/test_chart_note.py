"""The line below a chart: one wording, whatever the file is."""

from __future__ import annotations

import io
from dataclasses import replace

import docx

from congthuong.core.document.layout import chart_note
from congthuong.core.document.writers.docx import write_docx
from congthuong.core.document.writers.html import write_html
from congthuong.core.document.writers.pdf import write_pdf
from core.document import pdf_reading, sample


def test_every_format_tells_the_source_of_a_chart_in_the_same_words():
    """A bare source is announced as one: a line "Cục Thống kê tỉnh" below a picture says nothing. The axis says the unit."""
    chart = replace(sample.CHART, source="Cục Thống kê tỉnh", unit="tỷ đồng")
    document = replace(sample.sample_document(), blocks=(chart,), annexes=())
    said = "Nguồn: Cục Thống kê tỉnh"

    word = [one.text for one in docx.Document(io.BytesIO(write_docx(document))).paragraphs]
    assert said in word
    assert said in pdf_reading.all_text(write_pdf(document))
    assert f'<p class="source">{said}</p>' in write_html(document)


def test_a_source_that_announces_itself_is_left_and_nothing_known_says_nothing():
    assert chart_note(replace(sample.CHART, source="Nguồn: Sở.", unit="%")) == "Nguồn: Sở."
    assert chart_note(replace(sample.CHART, source="", unit="%")) == ""
