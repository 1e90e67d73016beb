"""Old Word files: read where the machine has a converter, else a sentence that says what to do."""

from __future__ import annotations

import os
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from congthuong.conversion import convert, read_report
from congthuong.core.document.readers.troubles import ConversionFailed, NeedsConverting
from congthuong.core.document.writers.docx import write_docx
from core.document import sample
from old_word import SOFFICE, office, old_word


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
def test_an_old_file_that_links_to_another_machine_reaches_none(tmp_path: Path):
    asked: list[str] = []

    class Listening(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_GET  # noqa: N815 (names that the library calls)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Listening) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page = f'<html><body><p>Gạch nung ước đạt 5 tấn.</p><img src="http://127.0.0.1:{server.server_port}/a.png"></body></html>'
        (tmp_path / "page.html").write_text(page, encoding="utf-8")
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = [str(SOFFICE), profile, "--headless", "--infilter=HTML (StarWriter)", "--convert-to"]
        options = ["doc:MS Word 97", "--outdir", str(tmp_path), str(tmp_path / "page.html")]
        subprocess.run([*command, *options], check=True, capture_output=True, timeout=180)
        linked = (tmp_path / "page.doc").read_bytes()
        asked.clear()

        reading = read_report("page.doc", linked)
        server.shutdown()

    assert b"/a.png" in linked.replace(b"\0", b"")
    assert "5 tấn" in reading.text
    assert asked == []


def test_a_converter_that_does_not_end_is_stopped_with_what_it_started(monkeypatch, tmp_path: Path):
    program = tmp_path / "soffice"
    program.write_text('#!/bin/sh\nsleep 60 &\necho $! > "$(dirname "$0")/child"\nwait\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")

    with pytest.raises(ConversionFailed, match="quá 1 giây"):
        convert("cu.rtf", b"{\\rtf1 x}", NeedsConverting(name="cu.rtf", what="tệp RTF"), seconds=1)
    child = int((tmp_path / "child").read_text())
    state = Path(f"/proc/{child}/stat")
    assert not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z"


@pytest.mark.office
@office
def test_damaged_old_file_ends_with_a_sentence():
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + bytes(range(256)) * 40

    with pytest.raises(ConversionFailed):
        read_report("hong.doc", data)
