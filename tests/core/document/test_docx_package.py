"""The file around the document: Word must open it, and the same tree must give the same bytes."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import docx
import pytest
from lxml import etree

from congthuong.core.document.writers.docx import write_docx
from core.document import sample
from core.document.docx_parts import NS, W, part

TESTS = Path(__file__).parents[2]
ROOT = TESTS.parent


@pytest.fixture(scope="module")
def data() -> bytes:
    return write_docx(sample.sample_document())


def test_no_name_is_in_the_file_twice(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = Counter(archive.namelist())

    assert [name for name, times in names.items() if times > 1] == []
    assert next(iter(names)) == "[Content_Types].xml"


def test_same_tree_gives_the_same_bytes_in_another_process(data: bytes) -> None:
    """Another hash seed orders sets and dictionaries otherwise: nothing may depend on it."""
    program = (
        "import sys, hashlib; from core.document import sample; "
        "from congthuong.core.document.writers.docx import write_docx; "
        "sys.stdout.write(hashlib.sha256(write_docx(sample.sample_document())).hexdigest())"
    )
    paths = os.pathsep.join([str(ROOT / "src"), str(TESTS)])
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": paths, "TZ": "Asia/Ho_Chi_Minh"}
    other = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )

    assert other.stdout == sha256(data).hexdigest()


def test_another_figure_gives_other_bytes(data: bytes) -> None:
    changed = replace(sample.sample_document(), recipients=("Lưu: VT",))

    assert write_docx(changed) != data


def test_python_docx_opens_it_with_its_properties(data: bytes) -> None:
    properties = docx.Document(io.BytesIO(data)).core_properties

    assert properties.title == (
        "BÁO CÁO Tình hình sản xuất công nghiệp, hoạt động thương mại "
        "6 tháng đầu năm và chương trình công tác 6 tháng cuối năm 2020"
    )
    assert (properties.author, properties.language) == ("SỞ CÔNG THƯƠNG", "vi-VN")
    assert properties.created == datetime(2020, 6, 12, tzinfo=UTC)
    assert properties.modified == properties.created


def test_undated_document_is_of_the_first_of_january() -> None:
    document = sample.sample_document()
    undated = replace(document, letterhead=replace(document.letterhead, date=None))

    properties = docx.Document(io.BytesIO(write_docx(undated))).core_properties

    assert properties.created == datetime(2020, 1, 1, tzinfo=UTC)


def test_every_relation_leads_to_a_part(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
    main = part(data, "word/_rels/document.xml.rels")
    targets = {one.get("Id"): os.path.normpath(f"word/{one.get('Target')}") for one in main}
    used = set(part(data).xpath("//@r:id | //@r:embed", namespaces=NS))

    assert used <= set(targets)
    assert set(targets.values()) <= names


def test_every_style_used_is_defined_and_names_the_font_for_all_scripts(data: bytes) -> None:
    styles = part(data, "word/styles.xml")
    defined = {one.get(W + "styleId"): one for one in styles.iter(W + "style")}
    used = {
        value
        for name in ("word/document.xml", "word/footnotes.xml", "word/header1.xml")
        for value in part(data, name).xpath("//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val", namespaces=NS)
    }  # fmt: skip

    assert used <= set(defined)
    bare = {"DefaultParagraphFont", "TableNormal", "NoList"}
    for id, style in defined.items():
        if id not in bare:
            fonts = style.find(f"{W}rPr/{W}rFonts")
            assert {fonts.get(W + script) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {
                "Times New Roman"
            }, id


def test_no_part_names_a_theme_or_another_font(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name.endswith(".xml")}

    for name, content in parts.items():
        fonts = etree.fromstring(content).iter(W + "rFonts")
        assert {value for one in fonts for value in one.attrib.values()} <= {"Times New Roman"}, name
