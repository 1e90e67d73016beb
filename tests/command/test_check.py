"""`congthuong check`: what it says to people and programs, what it writes, and how it ends."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import jsonschema
import pytest

import congthuong
from command.conftest import Run
from congthuong.core.audit.writers.json import schema
from congthuong.core.problems import Problem

CLEAN = "BÁO CÁO\nTình hình 6 tháng đầu năm 2020\n\nGạch nung ước đạt 1.240 nghìn viên, đạt 62% kế hoạch (2.000 nghìn viên).\n"
WRONG = CLEAN.replace("62%", "26%")


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    return written(tmp_path / "sach.txt", CLEAN)


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    return written(tmp_path / "sai.txt", WRONG)


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_clean_report_ends_with_zero(run: Run, clean: Path) -> None:
    done = run("check", clean)

    assert done.code == 0, done.errors
    assert "được đối chứng · không có điểm nào phải xem" in done.out
    assert "Không thấy số liệu nào mâu thuẫn." in done.out


def test_a_contradiction_ends_with_one_and_is_shown_with_its_line(run: Run, wrong: Path) -> None:
    done = run("check", wrong)

    assert done.code == 1
    assert "✗ MÂU THUẪN (1)" in done.out
    assert "dòng 4: " in done.out and "«26%»" in done.out and "phép tính: " in done.out


def test_a_program_receives_one_object_and_the_same_exit_code(run: Run, clean: Path, wrong: Path) -> None:
    right, false = run("check", clean, "--format", "json"), run("check", wrong, "--format", "json")

    assert (right.code, false.code) == (0, 1)
    for done in (right, false):
        jsonschema.Draft202012Validator(schema()).validate(done.data)
        assert done.errors == ""
    assert [one["severity"] for one in false.data["findings"]] == ["contradiction"]
    (span,) = [one for one in false.data["findings"][0]["spans"] if one["text"] == "26%"]
    assert WRONG[span["start"] : span["end"]] == "26%" and span["line"] == 4


@pytest.mark.parametrize("form", ["text", "json", "html", "docx"])
def test_what_cannot_be_read_ends_with_two(run: Run, tmp_path: Path, form: str) -> None:
    (tmp_path / "hong.docx").write_bytes(b"PK\x03\x04 broken")
    for name in ("khong-co.docx", "hong.docx"):
        done = run("check", tmp_path / name, "--format", form)
        assert done.code == 2, (name, done.out, done.errors)
        if form == "json":
            assert done.data["ok"] is False and done.problem_codes


def test_a_ledger_that_cannot_be_read_ends_with_two(run: Run, clean: Path, tmp_path: Path) -> None:
    (tmp_path / "trong").mkdir()
    for against in ("khong-co.docx", "trong", "mysql://nobody@nowhere/x"):
        done = run("check", clean, "--against", against, "--format", "json")
        assert (done.code, bool(done.problem_codes)) == (2, True), against


def test_results_are_written_where_asked(run: Run, wrong: Path, tmp_path: Path) -> None:
    for form, start in (
        ("text", b"sai.txt: "),
        ("json", b"{"),
        ("html", b"<!DOCTYPE html>"),
        ("docx", b"PK"),
    ):
        done = run("check", wrong, "--format", form, "--out", tmp_path / "ra" / f"soat.{form}")
        assert (done.code, done.out) == (1, ""), done.errors
        assert (tmp_path / "ra" / f"soat.{form}").read_bytes().startswith(start)
    json.loads((tmp_path / "ra" / "soat.json").read_text(encoding="utf-8"))


def test_a_word_file_is_named_after_the_report(run: Run, wrong: Path, tmp_path: Path) -> None:
    assert run("check", wrong, "--format", "docx").code == 1
    assert "word/comments.xml" in zipfile.ZipFile(tmp_path / "sai-soat.docx").namelist()


def test_against_a_data_folder_and_the_database_made_from_it(run: Run, folder: Path, tmp_path: Path) -> None:
    text = (
        "BÁO CÁO\nTình hình 6 tháng đầu năm 2020\n\nGiá trị sản xuất công nghiệp ước đạt 19.152,44 tỷ đồng.\n"
    )
    report = written(tmp_path / "bao-cao.txt", text)
    assert run("check", report).code == 0
    assert run("example", "load", "--dir", folder).code == 0

    for against in (folder, f"sqlite:///{tmp_path / 'so.sqlite3'}"):
        done = run("check", report, "--against", against, "--format", "json")
        assert done.code == 1, done.errors
        assert [(one["rule"], one["suggestion"]) for one in done.data["findings"]] == [
            ("ledger-value", "19.125,44 tỷ đồng")
        ]


def test_the_python_api_says_the_same(wrong: Path, clean: Path) -> None:
    assert [one.severity for one in congthuong.check(wrong).findings] == ["contradiction"]
    assert [one.severity for one in congthuong.check(WRONG.encode(), name="sai.txt").findings] == [
        "contradiction"
    ]
    assert congthuong.check(clean).findings == ()
    assert congthuong.check(clean, against=clean).confirmed >= congthuong.check(clean).confirmed
    with pytest.raises(Problem, match="không có tệp này"):
        congthuong.check("khong-co.txt")
