"""The peer: the same document by docxtpl from a Word template, made into PDF by LibreOffice.

What each side does in the comparison:

- ours: reads the ledger from the database, works out every figure, makes the tree, writes DOCX and PDF. Every
  value differs from any run before, but for those in charts: the pictures are ready, as the peer's are (what
  drawing them costs us is told in a line of its own);
- peer: renders a Word template with docxtpl and saves the DOCX; LibreOffice, started for it without a window
  as such set-ups do, turns that DOCX into PDF. Its profile is made beforehand.

The template is our own DOCX of the same tree with every figure replaced by a docxtpl expression, so both have
the same words, notes, tables, pictures and styles; `words` proves it. Everything doubtful is in the peer's
favour: its figures come ready as printed texts (no database, no arithmetic), its charts stand finished in the
template, and our content controls around the figures are taken off before it has to read them.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from docxtpl import DocxTemplate
from lxml import etree

from congthuong.core.document.fonts import FONTCONFIG

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT_PARTS = ("word/document.xml", "word/footnotes.xml")
SECONDS = 120  # longer than LibreOffice ever took; it can hang


@dataclass(frozen=True)
class Template:
    """A docxtpl template and what fills it: `context["so"]` are the printed figures in order."""

    docx: bytes
    context: Mapping[str, list[str]]

    def render(self) -> bytes:
        template = DocxTemplate(io.BytesIO(self.docx))
        template.render(dict(self.context))
        made = io.BytesIO()
        template.save(made)
        return made.getvalue()


def template_from(docx: bytes) -> Template:
    """The template that gives back this DOCX of ours."""
    figures: list[str] = []
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as to:
        for name in source.namelist():
            data = source.read(name)
            to.writestr(name, _with_expressions(data, figures) if name in TEXT_PARTS else data)
    return Template(made.getvalue(), {"so": figures})


def _with_expressions(part: bytes, figures: list[str]) -> bytes:
    """The part with each content control unwrapped and its text replaced by an expression."""
    tree = etree.fromstring(part)
    for control in list(tree.iter(W + "sdt")):
        runs = list(control.find(W + "sdtContent"))
        texts = [one for run in runs for one in run.iter(W + "t")]
        figures.append("".join(one.text or "" for one in texts))
        texts[0].text = f"{{{{ so[{len(figures) - 1}] }}}}"
        for other in texts[1:]:
            other.text = ""
        at = control.getparent()
        place = at.index(control)
        at.remove(control)
        for offset, run in enumerate(runs):
            at.insert(place + offset, run)
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def words(docx: bytes) -> list[str]:
    """The text of every paragraph, notes last."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        names = [name for name in TEXT_PARTS if name in archive.namelist()]
        trees = [etree.fromstring(archive.read(name)) for name in names]
    return [
        "".join(text.text or "" for text in paragraph.iter(W + "t"))
        for tree in trees
        for paragraph in tree.iter(W + "p")
    ]


class Office:
    """LibreOffice, found on this machine, with a profile of its own below `home`."""

    def __init__(self, program: str, home: Path) -> None:
        self._program, self._home = program, home

    @classmethod
    def found(cls, home: Path) -> Office | None:
        program = shutil.which("soffice") or shutil.which("libreoffice")
        return cls(program, home) if program else None

    def pdf(self, docx: bytes) -> bytes:
        """The DOCX as PDF. Raises RuntimeError with what LibreOffice said when it makes none."""
        source, made = self._home / "dong-hanh.docx", self._home / "dong-hanh.pdf"
        source.write_bytes(docx)
        made.unlink(missing_ok=True)
        profile = (self._home / "ho-so-libreoffice").as_uri()
        command = [self._program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
        ran = subprocess.run(
            [*command, "--outdir", str(self._home), str(source)],
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
            env={
                **os.environ,
                "FONTCONFIG_FILE": str(FONTCONFIG),
            },  # the pages we make are in these fonts too
        )
        if not made.exists():
            raise RuntimeError((ran.stderr or ran.stdout).strip() or f"exit code {ran.returncode}")
        return made.read_bytes()
