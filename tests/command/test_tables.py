"""`congthuong tables read`: what would be read of a file, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from congthuong.cli import main
from core.intake.monthly import index_workbook


def test_the_command_shows_columns_with_reasons_and_writes_nothing(tmp_path: Path) -> None:
    name, data = index_workbook(8)
    (tmp_path / name).write_bytes(data)

    told = CliRunner().invoke(main, ["tables", "read", str(tmp_path / name)])

    assert told.exit_code == 0
    assert "Chỉ số sản xuất công nghiệp, tháng 8/2026, 7 dòng" in told.output
    assert "Lũy kế đến tháng 8 so cùng kỳ  →  Cộng dồn so cùng kỳ (chắc chắn" in told.output
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_program_gets_every_figure_with_its_cell(tmp_path: Path) -> None:
    name, data = index_workbook(8)
    (tmp_path / name).write_bytes(data)

    told = CliRunner().invoke(main, ["tables", "read", str(tmp_path / name), "--format", "json"])

    (table,) = json.loads(told.output)["tables"]
    assert (table["kind"], table["month"], len(table["rows"])) == ("iip", "2026-08", 7)
    assert table["rows"][0]["figures"]["on_year"] == {"cell": "E7", "value": "116.02"}


def test_a_refused_file_is_a_sentence_and_an_exit_code(tmp_path: Path) -> None:
    (tmp_path / "bieu.xlsx").write_bytes(b"khong phai")
    told = CliRunner().invoke(main, ["tables", "read", str(tmp_path / "bieu.xlsx"), "--format", "json"])
    assert told.exit_code == 1
    assert json.loads(told.output)["problems"][0]["code"] == "CT-236"
