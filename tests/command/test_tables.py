"""`congthuong tables read`: what would be read of a file, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from congthuong.apps.intake.demo import _workbook
from congthuong.cli import main
from congthuong.command import speaking
from core.intake.monthly import Cell, index_workbook, workbook


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


def test_what_is_printed_is_what_would_be_recorded_with_the_warnings_of_the_page(tmp_path: Path) -> None:
    (tmp_path / "iip.xlsx").write_bytes(_workbook(7, 2020))  # holds "↑ 3,9%" in D
    lines: list[list[Cell]] = [
        ["SẢN PHẨM CÔNG NGHIỆP CHỦ YẾU THÁNG 7 NĂM 2020"],
        ["Tên sản phẩm", "Đơn vị tính", "Thực hiện tháng 6/2020", "Ước tháng 7/2020", "7 tháng năm 2020"],
        ["Gạo xay xát", "Tấn", "5.912,3", "56.537,447", "6.200"],
    ]
    (tmp_path / "san pham.xlsx").write_bytes(workbook(lines, [], "SP", "xlsx"))

    index = CliRunner().invoke(main, ["tables", "read", str(tmp_path / "iip.xlsx"), "--format", "json"])
    products = CliRunner().invoke(main, ["tables", "read", str(tmp_path / "san pham.xlsx")])

    rows = json.loads(index.output)["tables"][0]["rows"]
    assert [one["figures"]["on_year"]["value"] for one in rows if one["code"] == "D"] == ["103.9"]
    assert "Cần xem  CT-271" in products.output


def test_what_people_wrote_is_printed_as_they_wrote_it(capsys: pytest.CaptureFixture[str]) -> None:
    speaking.answer("text", {}, "--expect 10:abc:0 [red]số[/red]")
    assert capsys.readouterr().out == "--expect 10:abc:0 [red]số[/red]\n"
