"""`congthuong registers check`: a stock that does not move by what came and went is named, and the exit code says so."""

from __future__ import annotations

import shutil
from pathlib import Path

from command.conftest import Run

COUNTS = (
    "key,huyen,cap_dien_ap,dau_ky,moi,giam,cuoi_ky,effective_from,effective_to\n"
    'a,84,trung thế,,,,"100,5",2019-12-31,2020-06-08\n'
    'b,84,trung thế,"100,5",4,0,"104,5",2020-06-08,\n'
)
DECLARED = (
    'code = "luoi_dien"\nname = "Đường dây"\nunit = "mục"\nsince = 2019-12-31\n'
    '[[field]]\ncode = "huyen"\nname = "Huyện"\ntype = "place"\n[[field]]\ncode = "cap_dien_ap"\nname = "Cấp"\n'
    + "".join(
        f'[[field]]\ncode = "{one}"\nname = "{one}"\ntype = "number"\nunit = "km"\ndecimals = 2\n'
        for one in ("dau_ky", "moi", "giam", "cuoi_ky")
    )
)
KILOMETRES = (
    '[[indicator]]\ncode = "trung_the"\nname = "Đường dây"\nunit = "km"\ndecimals = 2\nkind = "stock"\nover_time = "last"\n'
    'rows = { register = "luoi_dien", when = "stock", field = "cuoi_ky" }\n'
)


def kept(folder: Path, counts: str, stated: str = "") -> None:
    places, district = folder / "danh-muc" / "dia-ban.csv", "842,Huyện mẫu,huyện,district,84,,\n"
    before = places.read_text(encoding="utf-8").replace(district, "")  # the copy of a folder has it already
    places.write_text(before + district, encoding="utf-8")
    (folder / "so" / "luoi_dien.toml").write_text(DECLARED, encoding="utf-8")
    (folder / "so" / "luoi_dien.csv").write_text(counts.replace(",84,", ",842,"), encoding="utf-8")
    (folder / "danh-muc" / "chi-tieu" / "b.toml").write_text(KILOMETRES, encoding="utf-8")
    if stated:
        table = folder / "so-lieu" / "a.csv"
        table.write_text(table.read_text(encoding="utf-8") + stated, encoding="utf-8")


def test_registers_that_fit_are_said_to_fit_and_one_that_does_not_is_named(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    kept(folder, COUNTS)
    wrong = shutil.copytree(folder, tmp_path / "sai")
    kept(
        wrong,
        COUNTS.replace('"100,5",4,0', '"99,5",5,0'),
        'trung_the,84,2020-H1,actual,"104,9",km,2020-06-12,Báo cáo\n',
    )

    assert run("example", "load", "--dir", folder, "--format", "json").code == 0
    done = run(
        "registers",
        "check",
        "--register",
        "luoi_dien",
        "--period",
        "6 tháng đầu năm 2020",
        "--format",
        "json",
    )
    assert (done.code, done.data["period"]) == (0, "2020-H1"), done.errors
    (one,) = done.data["identities"]
    assert (one["opening"], one["new"], one["closing"], one["known"]) == ("100.50", "4.00", "104.50", True)

    assert run("example", "load", "--dir", wrong, "--format", "json").code == 0
    done = run("registers", "check", "--format", "json")
    assert (done.code, done.problem_codes) == (1, ["CT-521", "CT-522", "CT-523"])
    assert "100,5 đầu kỳ + 5 mới - 0 giảm = 105,5, mà cuối kỳ có 104,5" in done.data["problems"][0]["message"]
    assert (
        run("registers", "check", "--register", "luoi_dien", "--period", "2019-H2", "--format", "json").code
        == 1
    )
    assert run("registers", "check", "--register", "luoi", "--format", "json").problem_codes == ["CT-524"]


def test_the_indicators_of_a_register_are_written_for_the_catalogue(run: Run) -> None:
    """What is printed is a file as it is put into `danh-muc/chi-tieu/`, and nothing else stands in it."""
    told = run("registers", "indicators", "--register", "cho")
    assert told.code == 0
    assert told.out.startswith('[[indicator]]\ncode = "so_cho"\nname = "Chợ: số chợ"\nunit = "chợ"\n')
    assert 'rows = { register = "cho", when = "stock", field = "diem_kinh_doanh" }' in told.out
    assert run("registers", "indicators", "--register", "chợ").code != 0
