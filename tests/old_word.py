"""Old Word files for the tests, made by LibreOffice where it is installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

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
