"""Soát of old Word files: converted where the server can, one at a time, with a sentence where it cannot."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from congthuong.apps.reports.checks import converting
from congthuong.apps.reports.models import CheckedFile
from old_word import office, old_word

pytestmark = pytest.mark.django_db
RICH = b"{\\rtf1 xin ch\\'e0o}"


def handed_in(client: Client, name: str, data: bytes):
    return client.post(
        "/soat/", {"tep": SimpleUploadedFile(name, data)}, headers={"accept": "application/json"}
    )


def codes(answer) -> list[str]:
    assert answer.status_code == 400
    return [one["code"] for one in answer.json()["problems"]]


@pytest.fixture
def slow_office(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A converter that never ends."""
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexec sleep 60\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")


@pytest.mark.office
@office
@pytest.mark.parametrize("ending", ["doc", "rtf"])
def test_an_old_word_file_is_checked(officer: Client, ending: str, tmp_path: Path):
    answer = handed_in(officer, f"bao-cao.{ending}", old_word(tmp_path, ending))
    file = CheckedFile.objects.get()

    assert answer.json() == {"ok": True, "address": f"/soat/{file.pk}/"}
    assert (file.kind, file.word, file.claims > 0) == ("doc", None, True)
    assert "chuyển sang .docx bằng LibreOffice" in officer.get(f"/soat/{file.pk}/").content.decode()
    assert officer.get(f"/soat/{file.pk}/tep/docx/").content.startswith(b"PK")


@pytest.mark.parametrize("name", ["bao-cao.rtf", "bao-cao.doc", "bao-cao.txt"])
def test_without_a_converter_the_form_says_what_to_do(
    officer: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
):
    monkeypatch.setenv("PATH", str(tmp_path))
    answer = handed_in(officer, name, RICH)

    assert codes(answer) == ["CT-618"]
    assert "lưu thành .docx" in answer.json()["problems"][0]["message"]
    assert "Word (.docx)" in officer.get("/soat/").content.decode()
    assert not CheckedFile.objects.exists()


def test_a_conversion_ends_in_time(officer: Client, slow_office: None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(converting, "SECONDS", 1)
    answer = handed_in(officer, "bao-cao.rtf", RICH)

    assert codes(answer) == ["CT-619"]
    assert "quá 1 giây" in answer.json()["problems"][0]["message"]


def test_a_second_conversion_waits_a_little_then_is_told_to_come_back(
    officer: Client, slow_office: None, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(converting, "_PATIENCE", 0.1)
    monkeypatch.setattr(converting, "SECONDS", 1)
    began = threading.Event()

    def first() -> None:
        with converting._one:
            began.set()
            done.wait(20)

    done = threading.Event()
    other = threading.Thread(target=first)
    other.start()
    began.wait(20)
    busy = handed_in(officer, "bao-cao.rtf", RICH)
    plain = handed_in(officer, "bao-cao.txt", "Gạch nung ước đạt 5 tấn.".encode())
    done.set()
    other.join()

    assert codes(busy) == ["CT-463"]
    assert plain.status_code == 200  # only old Word files wait for each other
    assert codes(handed_in(officer, "bao-cao.rtf", RICH)) == ["CT-619"]
