"""`congthuong example load` and `congthuong observations`: a table goes in whole or not at all."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from command.conftest import Run, runner, small_folder
from databases import Databases

HEADER = "indicator,place,period,basis,value,unit,recorded\n"
GOOD = 'gtsxcn,84,2020-Q3,actual,"9.000,5",tỷ đồng,2020-10-05\n'


def exported(run: Run, name: str = "ra.csv") -> str:
    done = run("observations", "export", name, "--format", "json")
    assert done.code == 0, done.out + done.errors
    return Path(done.data["file"]).name


@pytest.fixture(scope="module")
def loaded_once(tmp_path_factory: pytest.TempPathFactory, databases: Databases) -> Path:
    root = tmp_path_factory.mktemp("nap")
    done = runner(root, databases)(
        "example", "load", "--dir", small_folder(root / "du-lieu"), "--format", "json"
    )
    assert done.code == 0, done.out + done.errors
    assert done.data["counts"]["số liệu"] == 3
    return root


@pytest.fixture
def loaded(loaded_once: Path, tmp_path: Path, databases: Databases) -> Run:
    """A database of the test's own, as the loading left it."""
    run = runner(tmp_path, databases)
    shutil.copytree(loaded_once, tmp_path, dirs_exist_ok=True)
    return run


@dataclass(frozen=True)
class Ledger:
    run: Run
    root: Path
    holds: bytes  # all of it, exported


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory, databases: Databases) -> Ledger:
    """One ledger for every bad table: none of them may leave a trace in it."""
    root = tmp_path_factory.mktemp("so")
    run = runner(root, databases)
    assert run("example", "load", "--dir", small_folder(root / "du-lieu")).code == 0
    return Ledger(run, root, (root / exported(run, "truoc.csv")).read_bytes())


@pytest.mark.parametrize(
    ("name", "data", "codes"),
    [
        ("don-vi.csv", HEADER + GOOD + "gtsxcn,84,2020-Q4,actual,1,tấn,\n", ["CT-212"]),
        ("la.csv", HEADER + GOOD + "gtsx,84,2020-Q4,actual,1,tỷ đồng,\n", ["CT-211"]),
        ("trung.csv", HEADER + GOOD + GOOD, ["CT-218"]),
        ("ngay.csv", HEADER + GOOD + "gtsxcn,84,2020-Q4,actual,08/6/2020,tỷ đồng,\n", ["CT-213"]),
        ("phay.csv", HEADER + GOOD + 'gtsxcn,84,2020-Q4,actual,"5,268",tỷ đồng,\n', ["CT-214"]),
        ("nhieu.csv", HEADER + GOOD + "x,84,2020-Q4,actual,19316.69,tấn,\n", ["CT-211", "CT-213"]),
        ("rong.csv", "", ["CT-201"]),
        ("dau.csv", HEADER, ["CT-201"]),
        (
            "tcvn3.csv",
            (HEADER + "gtsxcn,84,2020-Q4,actual,1,tû ®ång c«ng nghiÖp ®Õn,\n").encode("latin-1"),
            ["CT-203"],
        ),
        ("utf16.csv", (HEADER + GOOD).encode("utf-16"), ["CT-203"]),
        ("cp1258.csv", (HEADER + GOOD).encode("cp1258", "replace"), ["CT-203"]),
        ("hong.xlsx", b"PK\x03\x04hong", ["CT-206"]),
        ("bao-cao.xlsx", b"%PDF-1.7\n\xb5\xee\xa7\xb6 \xb5\xee\xa7\xb6", ["CT-206"]),
    ],
)
def test_a_table_with_one_fault_leaves_the_ledger_as_it_was(
    ledger: Ledger, name: str, data: str | bytes, codes: list[str]
) -> None:
    (ledger.root / name).write_bytes(data if isinstance(data, bytes) else data.encode())

    done = ledger.run("observations", "import", name, "--format", "json")

    assert (done.code, done.data["ok"], done.problem_codes) == (1, False, codes)
    assert all(name in one["message"] for one in done.data["problems"])
    assert (ledger.root / exported(ledger.run, "sau.csv")).read_bytes() == ledger.holds


def test_a_file_of_200_megabytes_is_refused_by_its_size(loaded: Run, tmp_path: Path) -> None:
    with (tmp_path / "lon.csv").open("wb") as file:
        file.truncate(200 * 2**20)  # sparse: it has a size and no content

    done = loaded("observations", "import", "lon.csv", "--format", "json")

    assert (done.code, done.problem_codes) == (1, ["CT-202"])


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_what_was_exported_is_imported_as_nothing_new(loaded: Run, suffix: str) -> None:
    name = exported(loaded, f"ra{suffix}")

    done = loaded("observations", "import", name, "--format", "json")

    assert (done.code, done.data["added"], done.data["unchanged"]) == (0, 0, 3)


def test_a_good_table_is_added_and_seen_from_its_day(loaded: Run, tmp_path: Path) -> None:
    (tmp_path / "moi.csv").write_text(HEADER + GOOD, encoding="utf-8")

    assert loaded("observations", "import", "moi.csv", "--format", "json").data["added"] == 1

    counts = [
        loaded("observations", "export", "ra.csv", "--as-of", day, "--format", "json").data["observations"]
        for day in ("2020-10-04", "2020-10-05")
    ]
    assert counts == [3, 4]


def test_a_report_from_the_database_is_the_report_from_the_folder(
    loaded: Run, folder: Path, tmp_path: Path
) -> None:
    from_folder = loaded("report", "compose", "--example", folder, "--only", "html,docx", "--out", "a")
    from_database = loaded("report", "compose", "thu", "--only", "html,docx", "--out", "b")

    assert (from_folder.code, from_database.code) == (0, 0)
    for name in ("report.html", "report.docx", "figures.json"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("observations", "export", "ra.ods"), "CT-505"),
        (("observations", "export", "ra.csv", "--as-of", "mai"), "CT-121"),
        (("observations", "import", "khong-co.csv"), "CT-507"),
        (("report", "explain", "x"), "CT-453"),
        (("example", "load", "--dir", "khong-co"), "CT-220"),
        (("observations", "export", "ra.csv", "--database", "postgres://a:b@127.0.0.1:1/x"), "CT-506"),
    ],
)
def test_a_command_that_fails_says_so_to_a_program(run: Run, arguments: tuple[str, ...], code: str) -> None:
    done = run(*arguments, "--format", "json")

    assert (done.code, done.data["ok"], done.problem_codes) == (1, False, [code])


def test_a_server_that_does_not_answer_is_told_in_words_that_help(run: Run) -> None:
    done = run("observations", "export", "ra.csv", "--database", "postgres://a:b@127.0.0.1:1/x")
    assert (
        "Không mở được cơ sở dữ liệu (máy chủ không trả lời ở địa chỉ ấy; máy chủ dữ liệu nói: "
        in done.errors
    )


def test_what_may_be_wrong_and_what_it_changes_is_said_when_it_comes_in(loaded: Run, tmp_path: Path) -> None:
    """A value a hundred times what it was, dated back before the report: not to be found out at the next composing."""
    (tmp_path / "sai.csv").write_text(
        HEADER + 'gtsxcn,84,2020-H1,estimate,"1.912.544",tỷ đồng,2020-06-12\n', encoding="utf-8"
    )
    done = loaded("observations", "import", "sai.csv", "--format", "json")
    assert (done.code, done.data["added"]) == (0, 1)
    assert [(one["figure"], one["slip"]) for one in done.data["doubts"]] == [
        ("gtsxcn.2020-H1.estimate", "magnitude")
    ]
    assert done.data["reports_changed"] == {"thu": "2020-06-12"}

    (tmp_path / "sai.csv").write_text(
        HEADER + 'gtsxcn,84,2020-H1,estimate,"1.912.545",tỷ đồng,\n', encoding="utf-8"
    )
    done = loaded("observations", "import", "sai.csv")
    assert "! Xem lại: Giá trị sản xuất công nghiệp" in done.errors
    assert "Ngày ghi nhận" not in done.errors  # known from today: what was reported stays as it was


def test_a_command_that_reads_makes_no_database_in_whatever_folder_it_stands(
    loaded: Run, tmp_path: Path
) -> None:
    elsewhere = f"sqlite:///{tmp_path / 'khac' / 'so.sqlite3'}"
    for asked in (("observations", "export", "ra.csv"), ("report", "compose"), ("audit", "verify")):
        done = loaded(*asked, "--database", elsewhere, "--format", "json")
        assert (done.code, done.problem_codes) == (1, ["CT-510"]), asked
        assert str(tmp_path / "khac" / "so.sqlite3") in done.data["problems"][0]["message"]
    assert not (tmp_path / "khac" / "so.sqlite3").exists()


def test_a_point_that_may_be_a_comma_is_asked_about_before_anything_is_recorded(
    loaded: Run, tmp_path: Path
) -> None:
    """7,23 in the year before: "7.330" may be seven and a third, and "7330" is not."""
    head = "indicator,place,period,basis,value,unit,source\n"
    row = "gtsxcn,84,2019-Q1,estimate,{},tỷ đồng,x\n"
    (tmp_path / "nen.csv").write_text(head + row.replace("2019", "2018").format('"7,23"'), encoding="utf-8")
    assert loaded("observations", "import", "nen.csv").code == 0

    (tmp_path / "sai.csv").write_text(head + row.format("7.330"), encoding="utf-8")
    done = loaded("observations", "import", "sai.csv", "--format", "json")
    (problem,) = done.data["problems"]
    assert (done.code, problem["code"], problem["fields"]["row"]) == (1, "CT-226", "2")
    assert "viết 7,330; nếu đúng là số ấy thì viết liền 7330" in problem["message"]

    (tmp_path / "sai.csv").write_text(head + row.format("7330"), encoding="utf-8")
    assert loaded("observations", "import", "sai.csv", "--format", "json").data["added"] == 1


def test_another_province_is_not_loaded_over_this_one(loaded: Run, tmp_path: Path) -> None:
    """Two provinces in one append-only ledger cannot be taken apart again; one's own successor goes on in it."""
    folder = small_folder(tmp_path / "tinh-khac")
    for path in ("bao-cao.toml", "danh-muc/dia-ban.csv", "so-lieu/a.csv"):
        text = (folder / path).read_text(encoding="utf-8")
        moved = text.replace('place = "84"', 'place = "86"').replace("84,Tỉnh Trà", "86,Tỉnh Vĩnh")
        (folder / path).write_text(moved.replace("gtsxcn,84,", "gtsxcn,86,"), encoding="utf-8")
    asked = ("example", "load", "--dir", folder, "--format", "json")
    done = loaded(*asked)
    assert (done.code, done.problem_codes) == (1, ["CT-511"])
    assert "Tỉnh Trà Vinh" in done.data["problems"][0]["message"]

    (folder / "danh-muc" / "bien-dong.csv").write_text(
        "old_code,old_valid_from,new_code,new_valid_from,date,kind,law\n84,,86,,2025-07-01,merge,\n",
        encoding="utf-8",
    )
    places = folder / "danh-muc" / "dia-ban.csv"
    grown = places.read_text(encoding="utf-8").replace("2025-07-01", "")
    places.write_text(grown + "84,Tỉnh Trà Vinh,tỉnh,province,,,2025-07-01\n", encoding="utf-8")
    assert loaded(*asked).code == 0


def test_the_same_quantity_with_fewer_columns_is_no_news_and_keeps_its_source(
    loaded: Run, tmp_path: Path
) -> None:
    """It used to be recorded anew today, in its own unit, with source and vintage gone."""
    before = (tmp_path / exported(loaded, "truoc.csv")).read_bytes()
    columns = "indicator,place,period,basis,value,unit\n"
    for value, unit in (("19.125,44", "tỷ đồng"), ("19.125.440", "triệu đồng")):
        (tmp_path / "it.csv").write_text(
            columns + f'gtsxcn,84,2020-H1,estimate,"{value}",{unit}\n', encoding="utf-8"
        )
        done = loaded("observations", "import", "it.csv", "--format", "json")
        assert (done.code, done.data["added"], done.data["unchanged"]) == (0, 0, 1), value
    assert (tmp_path / exported(loaded, "sau.csv")).read_bytes() == before


def test_a_row_that_a_later_day_outlives_is_told_and_a_day_to_come_is_refused(
    loaded: Run, tmp_path: Path
) -> None:
    for value, day in (("91.125,44", ""), ("19.125,45", "2020-06-12")):
        (tmp_path / "a.csv").write_text(
            HEADER + f'gtsxcn,84,2020-H1,estimate,"{value}",tỷ đồng,{day}\n', encoding="utf-8"
        )
        done = loaded("observations", "import", "a.csv", "--format", "json")
        assert (done.code, len(done.data["outlived"]), done.data["unsourced"]) == (0, 1 if day else 0, 1)
    assert "91.125,44" in done.data["outlived"][0]

    (tmp_path / "a.csv").write_text(
        HEADER + 'gtsxcn,84,2020-H1,estimate,"19.125,45",tỷ đồng,2999-01-01\n', encoding="utf-8"
    )
    done = loaded("observations", "import", "a.csv", "--format", "json")
    assert (done.code, done.problem_codes) == (1, ["CT-217"])
    assert "dòng 2" in done.data["problems"][0]["message"]


def test_a_folder_given_for_a_file_is_called_a_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "thu-muc").mkdir()
    assert (
        "là thư mục"
        in run("observations", "import", "thu-muc", "--format", "json").data["problems"][0]["message"]
    )
