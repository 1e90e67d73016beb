"""`congthuong report`: what it writes, what it says, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command.conftest import Run

PLAN = 'gtsxcn,84,2020,plan,"45.400",tỷ đồng,2019-12-20,Kế hoạch\n'


def without_a_plan(folder: Path) -> None:
    table = folder / "so-lieu" / "a.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(PLAN, ""), encoding="utf-8")


def test_two_processes_write_the_same_bytes(run: Run, example: Path, tmp_path: Path) -> None:
    """A report signed on one machine must be the report composed again on another."""
    for seed in ("1", "2"):
        done = run("report", "compose", "--example", example, "--out", tmp_path / seed, seed=seed)
        assert done.code == 0, done.errors

    for name in ("report.docx", "report.pdf", "report.html", "figures.json"):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes(), name


def test_only_the_formats_asked_for_are_written(run: Run, folder: Path, tmp_path: Path) -> None:
    done = run("report", "compose", "--example", folder, "--only", "html", "--out", "ra", "--format", "json")

    assert (done.code, done.data["ok"], done.data["missing"]) == (0, True, [])
    assert sorted(path.name for path in (tmp_path / "ra").iterdir()) == ["figures.json", "report.html"]


def test_a_value_an_order_of_magnitude_away_is_told_and_does_not_stop_the_report(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    table = folder / "so-lieu" / "a.csv"
    table.write_text(
        table.read_text(encoding="utf-8").replace('"19.125,44"', '"1.912.544"'), encoding="utf-8"
    )

    done = run("report", "compose", "--example", folder, "--only", "html", "--out", "ra", "--format", "json")

    assert done.code == 0
    assert [one["figure"] for one in done.data["doubts"]] == ["gtsxcn.2020-H1.estimate"]


def test_a_doubtful_value_that_the_report_does_not_use_is_not_told(run: Run, folder: Path) -> None:
    table = folder / "so-lieu" / "a.csv"
    older = (
        'gtsxcn,84,2016-H1,actual,"9.000",tỷ đồng,2016-07-10,Niên giám\n'
        'gtsxcn,84,2017-H1,actual,"900.000",tỷ đồng,2017-07-10,Niên giám\n'
    )
    table.write_text(table.read_text(encoding="utf-8") + older, encoding="utf-8")

    done = run("report", "compose", "--example", folder, "--only", "html", "--out", "ra", "--format", "json")

    assert (done.code, done.data["doubts"]) == (0, [])


def test_a_figure_typed_in_a_template_is_told_with_its_line(run: Run, folder: Path) -> None:
    """It would be printed again next time, whatever the data have become."""
    template = folder / "mau" / "a.md"
    template.write_text(template.read_text(encoding="utf-8") + "\nMở 18 phiên chợ.\n", encoding="utf-8")

    done = run("report", "compose", "--example", folder, "--only", "html", "--out", "ra", "--format", "json")

    told = [(one["file"], one["line"], one["figure"]) for one in done.data["typed"]]
    assert (done.code, told) == (0, [("mau/a.md", 5, "18")])
    assert (
        "! Xem lại: Mẫu mau/a.md, dòng 5: số «18» gõ thẳng trong lời văn («Mở 18 phiên chợ.»)" in done.errors
    )


def test_a_file_left_by_an_earlier_report_is_named(run: Run, folder: Path) -> None:
    """A Word file of today beside a PDF of yesterday would be sent together."""
    run("report", "compose", "--example", folder, "--only", "docx,html", "--out", "ra", "--format", "json")

    done = run("report", "compose", "--example", folder, "--only", "docx", "--out", "ra", "--format", "json")

    assert done.data["stale"] == ["ra/report.html"]


def test_a_file_that_cannot_be_written_leaves_every_file_as_it_was(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    run("report", "compose", "--example", folder, "--only", "docx", "--out", "ra", "--format", "json")
    (tmp_path / "ra" / "report.html").mkdir()
    before = {path.name: path.read_bytes() for path in (tmp_path / "ra").iterdir() if path.is_file()}
    table = folder / "so-lieu" / "a.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("19.125,44", "19.316,69"), encoding="utf-8")

    done = run(
        "report", "compose", "--example", folder, "--only", "docx,html", "--out", "ra", "--format", "json"
    )

    assert (done.code, done.problem_codes) == (1, ["CT-504"])
    after = {path.name: path.read_bytes() for path in (tmp_path / "ra").iterdir() if path.is_file()}
    assert after == before


def test_a_gap_ends_with_one_and_names_what_is_missing(run: Run, folder: Path, tmp_path: Path) -> None:
    without_a_plan(folder)

    told = run("report", "compose", "--example", folder, "--only", "html", "--out", "ra")
    asked = run("report", "compose", "--example", folder, "--only", "html", "--out", "ra", "--format", "json")

    assert (told.code, asked.code, asked.data["ok"]) == (1, 1, False)
    assert "gtsxcn.2020.plan" in told.errors, "the value to enter is named, not what is worked out from it"
    assert asked.problem_codes == ["CT-501"]
    assert not (tmp_path / "ra").exists(), "a report with a gap is only written as a draft"


def test_a_draft_shows_the_gap_and_lists_it(run: Run, folder: Path, tmp_path: Path) -> None:
    without_a_plan(folder)

    done = run(
        "report", "compose", "--example", folder, "--only", "html", "--out", "ra", "--draft", "--format", "json"
    )  # fmt: skip

    assert (done.code, done.data["missing"]) == (0, ["gtsxcn.2020-H1.dat-ke-hoach"])
    assert "[chưa có số liệu]" in (tmp_path / "ra" / "report.html").read_text(encoding="utf-8")


def test_before_a_figure_was_known_it_is_a_gap(run: Run, folder: Path) -> None:
    done = run(
        "report", "compose", "--example", folder, "--as-of", "2020-01-01", "--only", "html", "--draft",
        "--format", "json",
    )  # fmt: skip

    assert "gtsxcn.2020-H1.missing" in done.data["missing"]
    assert "gtsxcn.2020-H1.so-cung-ky" in done.data["missing"]


def test_a_day_that_has_not_come_is_told(run: Run, folder: Path) -> None:
    """What is known by then may still change: nobody signs it for the day that was typed by mistake."""
    asked = ("report", "compose", "--example", folder, "--as-of", "01/6/2098", "--only", "html")

    assert "Ngày 01/6/2098 chưa tới" in run(*asked).errors
    assert run(*asked, "--format", "json").data["to_come"] == "2098-06-01"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("compose", "--only", "docx,odt"), "CT-502"),
        (("compose", "--only", ""), "CT-502"),
        (("compose", "khac"), "CT-503"),
        (("compose", "--as-of", "hôm nay"), "CT-121"),
        (("compose", "--out", "du-lieu/bao-cao.toml"), "CT-504"),
        (("explain", "gtsxcn.2020-H1.estimat"), "CT-081"),
    ],
)
def test_what_cannot_be_done_is_one_json_object_and_exit_one(
    run: Run, folder: Path, arguments: tuple[str, ...], code: str
) -> None:
    done = run("report", *arguments, "--example", folder, "--format", "json")

    assert (done.code, done.data["ok"], done.problem_codes) == (1, False, [code])


def test_a_folder_that_is_none_and_a_broken_table_are_told(run: Run, folder: Path) -> None:
    assert run("report", "compose", "--example", "khong-co", "--format", "json").problem_codes == ["CT-220"]

    (folder / "so-lieu" / "b.csv").write_text(
        "indicator,place,period,basis,value,unit\n"
        "gtsxc,84,2020-H1,actual,1,tỷ đồng\ngtsxcn,84,2020-H1,actual,1,tấn\n",
        encoding="utf-8",
    )
    done = run("report", "compose", "--example", folder, "--format", "json")
    assert (done.code, done.problem_codes) == (1, ["CT-211", "CT-212"])
    assert [one["fields"]["row"] for one in done.data["problems"]] == ["2", "3"]


@pytest.mark.parametrize(
    ("figure", "says"),
    [
        ("gtsxcn.2020-H1.estimate", ("19.125,44 tỷ đồng", "Báo cáo")),
        ("gtsxcn.2020-H1.so-cung-ky", ("19.125,44", "17.111,43", "11,77")),
        ("dem.de_an", ("Máy ép dầu", "Lò sấy")),
    ],
)
def test_a_figure_is_explained_down_to_what_it_came_from(
    run: Run, folder: Path, figure: str, says: tuple[str, ...]
) -> None:
    done = run("report", "explain", figure, "--example", folder, "--format", "json")

    told = "\n".join(done.data["lines"])
    assert (done.code, done.data["figure"]) == (0, figure)
    assert all(word in told for word in says), told


def test_a_printed_figure_is_explained_by_what_prints_it(run: Run, folder: Path) -> None:
    """Who holds the signed paper knows the number, not the id."""
    done = run("report", "explain", "19.125,44", "--example", folder, "--format", "json")
    part = run("report", "explain", "125,44", "--example", folder)

    assert (done.code, done.data["printed_by"]) == (0, ["gtsxcn.2020-H1.estimate"])
    assert "19.125,44 tỷ đồng (" in done.data["lines"][1]
    assert (part.code, "CT-082" in part.errors) == (1, True)


def test_an_unknown_figure_offers_several_near_ones(run: Run, folder: Path) -> None:
    done = run("report", "explain", "gtsxcn", "--example", folder)

    assert done.errors.count("«gtsxcn.") >= 3, done.errors


def test_an_unknown_figure_offers_the_nearest_one(run: Run, folder: Path) -> None:
    done = run("report", "explain", "gtsxcn.2020-H1.so-cung-k", "--example", folder)

    assert done.code == 1
    assert "«gtsxcn.2020-H1.so-cung-ky»" in done.errors


def test_figures_json_holds_every_input_of_what_is_printed(run: Run, folder: Path, tmp_path: Path) -> None:
    run("report", "compose", "--example", folder, "--only", "html", "--out", "ra")

    figures = json.loads((tmp_path / "ra" / "figures.json").read_text(encoding="utf-8"))["figures"]
    assert {one["id"]: one["printed"] for one in figures} == {
        "dem.de_an": True,
        "gtsxcn.2019-H1.actual": False,
        "gtsxcn.2020-H1.dat-ke-hoach": True,
        "gtsxcn.2020-H1.estimate": True,
        "gtsxcn.2020-H1.so-cung-ky": True,
        "gtsxcn.2020.plan": False,
    }


def test_a_word_file_is_checked_against_the_decree(run: Run, folder: Path, tmp_path: Path) -> None:
    run("report", "compose", "--example", folder, "--only", "docx", "--out", "ra")

    assert run("report", "check-layout", "ra/report.docx", "--format", "json").data == {
        "ok": True,
        "violations": [],
    }
    missing = run("report", "check-layout", "khong-co.docx", "--format", "json")
    assert (missing.code, missing.problem_codes) == (1, ["CT-507"])


COUNTED = (
    '[[indicator]]\ncode = "da"\nname = "Đề án hiện có"\nunit = "đề án"\nkind = "stock"\nover_time = "last"\n'
    'rows = { register = "de_an", when = "stock" }\n'
)


@pytest.mark.parametrize("printed", ["{{ de_an | dem | so }}", "{{ da | so }}"])
def test_a_register_without_a_row_stops_the_report_and_is_named(run: Run, folder: Path, printed: str) -> None:
    """A register that nobody filled in would be signed as «0 đề án»."""
    (folder / "danh-muc" / "chi-tieu" / "b.toml").write_text(COUNTED, encoding="utf-8")
    (folder / "mau" / "a.md").write_text(f"# I. KẾT QUẢ\n\nCó {printed}./.\n", encoding="utf-8")
    table = folder / "so" / "de_an.csv"
    table.write_text("key,ten\n", encoding="utf-8")
    asked = ("report", "compose", "--example", folder, "--only", "html", "--out", "ra", "--format", "json")

    done = run(*asked)
    assert (done.code, done.problem_codes) == (1, ["CT-501"])
    assert "sổ «Đề án» chưa có dòng nào đến ngày 12/6/2020" in done.data["problems"][0]["message"]

    table.unlink()
    assert run(*asked).problem_codes == ["CT-501"]
    assert (drafted := run(*asked, "--draft")).code == 0
    assert len(drafted.data["missing"]) == 1
