"""Every count opens the very list it counted: from the figure's page to exactly those rows, and back from a row."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.test import Client

from apps.dashboard.people import officer_named
from apps.dashboard.reading import main_of, rows, words
from congthuong.apps.dashboard.counting import ReportCounter
from congthuong.apps.registers.counting import NoSuchFigure
from congthuong.apps.reports.services import load_dataset
from congthuong.core.ledger.folder import read_dataset

pytestmark = pytest.mark.django_db
REPORT = (
    'kind = "BÁO CÁO"\ntemplate = ["mau/mot.md"]\naddressees = ["Sở"]\nrecipients = ["Sở"]\n'
    '[letterhead]\nparent_agency = "UBND TỈNH"\nagency = "SỞ"\nsymbol = "BC"\nplace = "Trà Vinh"\n'
    '[signature]\nauthority = ""\nposition = "GIÁM ĐỐC"\nname = "A"\n'
)
FIGURE = "da_moi.2020-H1.actual"


@pytest.fixture(params=[False, True], ids=["small", "large"])
def counted(request: pytest.FixtureRequest, small_folder: dict[str, bytes]) -> None:
    folder = {path: data.decode() for path, data in small_folder.items()}
    folder["danh-muc/chi-tieu/dem.toml"] = (
        '[[codelist]]\ncode = "noi"\nname = "Nơi"\n'
        'items = [ { code = "842", name = "Thành phố" }, { code = "844", name = "Càng Long" } ]\n'
        '[[indicator]]\ncode = "da_moi"\nname = "Đề án mới"\nunit = "đề án"\nkind = "flow"\nbreakdowns = ["noi"]\n'
        'rows = { register = "de_an", when = "new" }\n'
    )
    told = 'unit = "đề án"\nsince = 2020-01-01\n' + "large = true\n" * request.param
    folder["so/de_an.toml"] = folder["so/de_an.toml"].replace('unit = "đề án"\n', told, 1)
    folder["so/de_an.csv"] += "c,Máy cũ,1,842,,2019-05-01,,Quyết định\n"
    folder["mau/mot.md"] += "- Có {{ da_moi | so }}.\n"
    folder["bao-cao.toml"] = folder["bao-cao.toml"] + REPORT
    load_dataset(read_dataset({path: text.encode() for path, text in folder.items()}))


@pytest.mark.usefixtures("counted")
def test_a_figure_opens_exactly_the_rows_it_counts(officer: Client) -> None:
    page = main_of(officer.get(f"/bao-cao/thu/so-lieu/{FIGURE}/"))
    assert "2 dòng của sổ đề án, bắt đầu từ 01/01/2020 đến 12/6/2020" in words(page)
    (address,) = page.xpath(".//a[contains(@href, 'chi_tieu=')]/@href")
    assert address == "/so/de_an/?chi_tieu=da_moi&ky=2020-H1&dia_ban=84&den_ngay=2020-06-12"

    answer = officer.get(address)
    assert [one[0] for one in rows(answer)] == ["Máy ép dầu", "Lò sấy"]
    assert "Đề án mới, 6 tháng đầu năm 2020: 2 đề án" in words(main_of(answer))
    assert [one[0] for one in rows(officer.get(f"{address}&tim=lo+say"))] == ["Lò sấy"]
    assert [one[0] for one in rows(officer.get(f"{address}&phan_to=noi%3D842"))] == ["Máy ép dầu"]
    assert [one[0] for one in rows(officer.get(address.replace("=84&", "=844&")))] == ["Lò sấy"]
    file = officer.get(f"{address}&tep=csv").content.decode("utf-8-sig")
    assert "Lò sấy" in file
    assert "Máy cũ" not in file
    assert len(rows(officer.get("/so/de_an/"))) == 3

    back = main_of(officer.get("/so/de_an/a/"))
    assert back.xpath(f".//a[contains(@href, '{FIGURE}')]")
    assert not main_of(officer.get("/so/de_an/c/")).xpath(f".//a[contains(@href, '{FIGURE}')]")


@pytest.mark.usefixtures("counted")
def test_an_address_that_names_no_such_figure_says_so(officer: Client) -> None:
    query = {"chi_tieu": "da_moi", "ky": "2020-H1", "dia_ban": "84", "den_ngay": "2020-06-12"}
    for wrong, says in (
        ({"chi_tieu": "da_mo"}, "Có phải «da_moi»?"),
        ({"chi_tieu": "gtsxcn"}, "không đếm từ sổ «de_an»"),
        ({"ky": "2020-X"}, "Không có kỳ «2020-X»"),
    ):
        answer = officer.get("/so/de_an/", query | wrong)
        assert answer.status_code in (400, 404)
        assert says in answer.content.decode()
    before = officer.get("/so/de_an/", query | {"ky": "2019-H1"})  # the register is complete from 2020 on
    assert "?" in words(main_of(before))
    assert not main_of(before).xpath(".//table")


@pytest.mark.usefixtures("counted")
def test_typed_registers_ask_the_same_of_the_reports() -> None:
    counter, user = ReportCounter(), officer_named("canbo2")
    query = {"chi_tieu": "da_moi", "ky": "2020-H1", "dia_ban": "84", "den_ngay": "2020-06-12"}
    listed = counter.rows_of("de_an", query, user)
    assert (listed.text, listed.keys) == ("2 đề án", frozenset({"a", "b"}))
    assert listed.title == "Đề án mới, 6 tháng đầu năm 2020"
    with pytest.raises(NoSuchFigure):
        counter.rows_of("de_an", query | {"ky": ""}, user)
    _, figures = counter.figures_of("de_an", "b", user)
    assert [one.name for one in figures] == ["Đề án mới"]
    assert counter.figures_of("de_an", "c", user)[1] == []


@pytest.fixture
def by_template(small_folder: dict[str, bytes]) -> None:
    """Two rows that bear one name, both counted, and one that is not."""
    folder = {path: data.decode() for path, data in small_folder.items()}
    folder["so/de_an.csv"] += (
        'c,Máy ép dầu,"40.000.000",842,,2019-05-01,,Quyết định\nd,Lò sấy,"1.000.000",844,,2019-05-01,,Quyết định\n'
    )
    there = 'de_an | loc(noi="Thành phố Trà Vinh")'
    folder["mau/mot.md"] += f'- Có {{{{ {there} | dem }}}}, {{{{ {there} | tong("kinh_phi") | gia_tri }}}}.\n'
    folder["bao-cao.toml"] = folder["bao-cao.toml"] + REPORT
    load_dataset(read_dataset({path: text.encode() for path, text in folder.items()}))


@pytest.mark.usefixtures("by_template")
@pytest.mark.parametrize(
    ("figure", "told"),
    [
        ("dem.de_an.Thành-phố-Trà-Vinh", "2 đề án"),
        ("tong.de_an.kinh_phi.Thành-phố-Trà-Vinh", "334.800.000 đồng"),
    ],
)
def test_what_a_template_counts_opens_its_rows_though_two_bear_one_name(
    officer: Client, figure: str, told: str
) -> None:
    page = main_of(officer.get(f"/bao-cao/thu/so-lieu/{figure}/"))
    assert "của sổ «đề án» (Thành phố Trà Vinh)" in words(page)
    (address,) = page.xpath(".//a[contains(@href, 'so_lieu=')]/@href")
    answer = officer.get(address)
    assert [one[0] for one in rows(answer)] == ["Máy ép dầu", "Máy ép dầu"]
    assert told in words(main_of(answer))
    assert main_of(answer).xpath(".//a[contains(@href, '/bao-cao/thu/so-lieu/')]")

    counting = {key: main_of(officer.get(f"/so/de_an/{key}/")) for key in "acd"}
    named = [key for key, one in counting.items() if one.xpath(f".//a[contains(@href, '{quote(figure)}')]")]
    assert named == ["a", "c"]


@pytest.mark.usefixtures("by_template")
def test_a_count_that_the_report_does_not_make_is_told_with_the_nearest(officer: Client) -> None:
    answer = officer.get(
        "/so/de_an/", {"bao_cao": "thu", "so_lieu": "dem.de_an.Thành-phố", "den_ngay": "2020-06-12"}
    )
    assert answer.status_code == 404
    assert "dem.de_an.Thành-phố-Trà-Vinh" in answer.content.decode()
