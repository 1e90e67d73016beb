"""The order of elements: LibreOffice forgives a wrong one, Word calls the file damaged.

Source: ISO/IEC 29500-1, Annex A (the transitional schema's sequences), for the elements that we write.
"""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree

from congthuong.core.document.writers.docx import write_docx
from core.document import sample
from core.document.docx_parts import W

SEQUENCES = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind contextualSpacing "
    "jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps color spacing sz szCs highlight u shd vertAlign lang",
    "tblPr": "tblStyle tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "sectPr": "headerReference footerReference footnotePr type pgSz pgMar pgNumType cols titlePg",
    "sdtPr": "rPr alias tag id lock placeholder showingPlcHdr dataBinding text",
    "sdt": "sdtPr sdtEndPr sdtContent",
    "tbl": "tblPr tblGrid tr",
    "tc": "tcPr p tbl",
    "tr": "trPr tc",
    "p": "pPr r sdt",
    "style": "name basedOn next link uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr",
    "lvl": "start numFmt suff lvlText lvlJc pPr rPr",
    "abstractNum": "nsid multiLevelType tmpl lvl",
    "num": "abstractNumId lvlOverride",
    "numbering": "abstractNum num",
    "styles": "docDefaults style",
    "settings": "zoom defaultTabStop characterSpacingControl footnotePr compat themeFontLang decimalSymbol "
    "listSeparator",
    "body": "p tbl sectPr",
}
FREE = {"p": {"r", "sdt"}, "tc": {"p", "tbl"}, "body": {"p", "tbl"}}  # these may come in any order


@pytest.fixture(scope="module")
def roots() -> list[etree._Element]:
    with zipfile.ZipFile(io.BytesIO(write_docx(sample.sample_document()))) as archive:
        names = [name for name in archive.namelist() if name.startswith("word/") and name.endswith(".xml")]
        return [etree.fromstring(archive.read(name)) for name in names]


@pytest.mark.parametrize("name", SEQUENCES)
def test_children_stand_in_the_order_of_the_schema(roots: list[etree._Element], name: str) -> None:
    order = {W + child: place for place, child in enumerate(SEQUENCES[name].split())}
    for child in FREE.get(name, set()):
        order[W + child] = min(order[W + free] for free in FREE[name])
    found = [one for root in roots for one in root.iter(W + name)]

    assert found
    for element in found:
        places = [order[child.tag] for child in element]
        assert places == sorted(places), etree.tostring(element)[:300]


def test_every_cell_ends_with_a_paragraph(roots: list[etree._Element]) -> None:
    """A cell without one makes Word repair the file."""
    cells = [cell for root in roots for cell in root.iter(W + "tc")]

    assert cells
    assert all(cell[-1].tag == W + "p" for cell in cells)
