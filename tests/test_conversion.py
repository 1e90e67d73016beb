"""Old Word files: read where the machine has a converter, else a sentence that says what to do."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from congthuong.conversion import read_report
from congthuong.core.document.readers.troubles import ConversionFailed, NeedsConverting
from congthuong.core.document.writers.docx import write_docx
from core.document import sample

SOFFICE = shutil.which("soffice")
office = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")


def old_word(folder: Path, ending: str) -> bytes:
    source = folder / "report.docx"
    source.write_bytes(write_docx(sample.sample_document()))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [str(SOFFICE), profile, "--headless", "--convert-to", ending, "--outdir", str(folder), str(source)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return (folder / f"report.{ending}").read_bytes()


@pytest.mark.office
@office
@pytest.mark.parametrize("ending", ["doc", "rtf"])
def test_old_word_file_reads_as_the_new_one(ending, tmp_path: Path):
    old = read_report(f"report.{ending}", old_word(tmp_path, ending))
    new = read_report("report.docx", write_docx(sample.sample_document()))

    def figures(reading) -> list[str]:
        return [
            one.text
            for one in reading.pieces
            if one.kind in ("item", "note") and any(map(str.isdigit, one.text))
        ]

    assert (old.kind, old.name, len(old.notices)) == ("doc", f"report.{ending}", 1)
    assert figures(old) == figures(new)


def test_without_a_converter_the_officer_is_told_to_save_as_docx(monkeypatch, tmp_path: Path):
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(NeedsConverting) as told:
        read_report("cu.rtf", b"{\\rtf1 xin ch\\'e0o}")
    assert "lưu thành .docx" in told.value.message


@pytest.mark.office
@office
def test_damaged_old_file_ends_with_a_sentence():
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + bytes(range(256)) * 40

    with pytest.raises(ConversionFailed):
        read_report("hong.doc", data)
