"""Small Word files written by hand, with the oddities of real ones."""

from __future__ import annotations

import io
import zipfile

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_SPACES = (
    f'{_W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)


def docx(body: str, **parts: str) -> bytes:
    """A Word file of a body's XML; `footnotes`, `endnotes`, `numbering`, `styles` give those parts' inner XML."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "_rels/.rels",
            _RELATIONS.format(
                f'<Relationship Id="r1" Type="{_TYPE}/officeDocument" Target="word/document.xml"/>'
            ),
        )
        related = "".join(
            f'<Relationship Id="{name}" Type="{_TYPE}/{name}" Target="{name}.xml"/>' for name in parts
        )
        archive.writestr("word/_rels/document.xml.rels", _RELATIONS.format(related))
        archive.writestr("word/document.xml", f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>")
        for name, inner in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {_SPACES}>{inner}</w:{name}>")
    return made.getvalue()


def p(*runs: str, style: str = "", listed: tuple[int, int] | None = None, outline: int | None = None) -> str:
    """A paragraph; strings that are no XML become runs."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if listed:
        properties += f'<w:numPr><w:ilvl w:val="{listed[1]}"/><w:numId w:val="{listed[0]}"/></w:numPr>'
    if outline is not None:
        properties += f'<w:outlineLvl w:val="{outline}"/>'
    inner = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def r(text: str, font: str = "", properties: str = "") -> str:
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>' if font else ""
    return f'<w:r><w:rPr>{fonts}{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(text: str, span: int = 1, merge: str = "") -> str:
    merged = {"": "", "begin": '<w:vMerge w:val="restart"/>', "on": "<w:vMerge/>"}[merge]
    return (
        f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merged}</w:tcPr>{p(text) if text else "<w:p/>"}</w:tc>'
    )


def tr(*cells: str, header: bool = False) -> str:
    mark = "<w:trPr><w:tblHeader/></w:trPr>" if header else ""
    return f"<w:tr>{mark}{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"
