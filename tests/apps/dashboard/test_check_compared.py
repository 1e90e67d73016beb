"""Soát against more than the report itself: the ledger as of a day, a report checked before, one that was composed."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from apps.dashboard.people import officer_named
from congthuong.apps.accounts.models import Assignment, Role, User
from congthuong.apps.reports.models import CheckedFile, ReportDefinition
from congthuong.apps.reports.services import load_dataset
from congthuong.core.ledger.folder import read_dataset

pytestmark = pytest.mark.django_db
TEXT = (
    "BÁO CÁO\nTình hình 6 tháng đầu năm 2020\n\nI. KẾT QUẢ 6 THÁNG ĐẦU NĂM 2020\n\n"
    "Giá trị sản xuất công nghiệp ước đạt {level} tỷ đồng.\n"
    "{closing}"
)
LINE = "Trà Vinh, ngày {day} tháng {month} năm 2020\n"
RIGHT, OTHER = "19.125,44", "19.152,44"


@pytest.fixture
def ledger(small_folder: dict[str, bytes]) -> ReportDefinition:
    later = 'gtsxcn,84,2020-H1,estimate,,"19.152,44",tỷ đồng,2020-07-10,Báo cáo\n'
    small_folder["so-lieu/mot.csv"] += later.encode()
    load_dataset(read_dataset(small_folder))
    return ReportDefinition.objects.get()


def handed_in(client: Client, level: str = RIGHT, closing: str = "", **fields: str):
    text = TEXT.format(level=level, closing=closing)
    data = {"tep": SimpleUploadedFile("bao-cao.txt", text.encode())}
    return client.post("/soat/", data | {name.replace("_", "-"): value for name, value in fields.items()})


def compared(answer) -> CheckedFile:
    assert answer.status_code == 302, answer.content.decode()
    return CheckedFile.objects.latest("pk")


def told(client: Client, file: CheckedFile) -> str:
    tree = html.fromstring(client.get(f"/soat/{file.pk}/").content.decode())
    return " ".join(one.text_content() for one in tree.xpath("//p[@class='compared']"))


def refused(answer) -> list[str]:
    assert answer.status_code == 400
    tree = html.fromstring(answer.content.decode())
    return [one.text_content() for one in tree.xpath("//ul[@class='errors']//span[@class='code']")]


def test_nothing_is_compared_unless_asked(officer: Client, ledger: ReportDefinition):
    file = compared(handed_in(officer, OTHER))

    assert (file.against, file.agreeing, file.differing, file.contradictions) == ("", 0, 0, 0)
    assert told(officer, file) == ""


def test_the_ledger_confirms_a_figure_and_contradicts_another(officer: Client, ledger: ReportDefinition):
    right = compared(handed_in(officer, doi_chieu="so"))
    wrong = compared(handed_in(officer, OTHER, doi_chieu="so"))

    assert (right.contradictions, right.differing) == (0, 0)
    assert right.agreeing > 0 and wrong.contradictions > 0 and wrong.differing > 0
    assert told(officer, right) == (
        f"Đối chiếu với sổ số liệu đến ngày 12/6/2020: {right.agreeing} số khớp, 0 số khác."
    )
    assert "ledger-value" in {one["rule"] for one in json.loads(wrong.result)["findings"]}


def test_the_ledger_is_asked_as_known_on_the_chosen_day(officer: Client, ledger: ReportDefinition):
    early = compared(handed_in(officer, OTHER, doi_chieu="so", ngay="2020-06-12"))
    late = compared(handed_in(officer, OTHER, doi_chieu="so", ngay="2020-07-31"))

    assert early.contradictions > 0 and late.differing == 0 and late.agreeing > 0
    assert late.against == "sổ số liệu đến ngày 31/7/2020"


def test_without_a_day_that_of_the_report_is_taken(officer: Client, ledger: ReportDefinition):
    closing = LINE.format(day=15, month=7)
    assert compared(handed_in(officer, OTHER, closing, doi_chieu="so")).against == (
        "sổ số liệu đến ngày 15/7/2020"
    )


def test_an_earlier_check_is_compared_with(officer: Client, ledger: ReportDefinition):
    first = compared(handed_in(officer))
    same = compared(handed_in(officer, doi_chieu="truoc", truoc=f"soat:{first.pk}"))
    other = compared(handed_in(officer, OTHER, doi_chieu="truoc", truoc=f"soat:{first.pk}"))

    assert same.against == "báo cáo trước (bao-cao.txt)"
    assert same.agreeing > 0 and same.differing == 0
    # The later report may correct the earlier one: a question, not a contradiction.
    assert (other.differing, other.contradictions) == (1, 0)
    assert "previous-report" in {one["rule"] for one in json.loads(other.result)["findings"]}


def test_an_earlier_composed_report_is_compared_with(officer: Client, loaded: None):
    report = ReportDefinition.objects.get()
    with_it = compared(handed_in(officer, doi_chieu="truoc", truoc=f"bao-cao:{report.code}"))
    changed = compared(handed_in(officer, OTHER, doi_chieu="truoc", truoc=f"bao-cao:{report.code}"))

    assert with_it.against == f"báo cáo trước ({report.heading})"
    assert with_it.agreeing > 0 and with_it.differing == 0
    assert changed.differing > 0


def test_that_nothing_could_be_compared_is_said(officer: Client, ledger: ReportDefinition):
    other = SimpleUploadedFile("khac.txt", "Năm 2020, sản lượng lúa đạt 5 tấn.\n".encode())
    file = compared(officer.post("/soat/", {"tep": other, "doi-chieu": "so"}))

    assert told(officer, file).endswith("không có số liệu nào cùng tên, đơn vị và kỳ.")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"doi_chieu": "truoc"}, "CT-461"),
        ({"doi_chieu": "truoc", "truoc": "soat:999"}, "CT-456"),
        ({"doi_chieu": "truoc", "truoc": "bao-cao:khong-co"}, "CT-454"),
        ({"doi_chieu": "truoc", "truoc": "soat:1 or 1"}, "CT-464"),
        ({"doi_chieu": "truoc", "truoc": "/etc/passwd"}, "CT-464"),
        ({"doi_chieu": "gi-do"}, "CT-464"),
        ({"doi_chieu": "so", "ngay": "hôm kia"}, "CT-121"),
        ({"doi_chieu": "so", "ngay": "2199-01-01"}, "CT-702"),
    ],
)
def test_a_wrong_choice_is_told_and_nothing_is_kept(
    officer: Client, ledger: ReportDefinition, fields: dict[str, str], code: str
):
    assert refused(handed_in(officer, **fields)) == [code]
    assert not CheckedFile.objects.exists()


def test_a_refused_form_comes_back_as_it_was_filled_in(officer: Client, ledger: ReportDefinition):
    page = handed_in(officer, doi_chieu="so", ngay="2199-01-01").content.decode()
    tree = html.fromstring(page)

    assert tree.xpath("//input[@name='doi-chieu'][@checked]/@value") == ["so"]
    assert tree.xpath("//input[@name='ngay']/@value") == ["2199-01-01"]


def test_without_a_ledger_neither_it_nor_a_report_can_be_chosen(officer: Client):
    tree = html.fromstring(officer.get("/soat/").content.decode())

    assert tree.xpath("//input[@name='doi-chieu'][@disabled]/@value") == ["so", "truoc"]
    assert refused(handed_in(officer, doi_chieu="so")) == ["CT-453"]


def test_another_persons_check_is_neither_offered_nor_compared_with(
    officer: Client, ledger: ReportDefinition
):
    first = compared(handed_in(officer))
    stranger = Client()
    stranger.force_login(officer_named("nguoila", full_name="Lê Văn Lạ"))

    assert f"soat:{first.pk}" in officer.get("/soat/").content.decode()
    assert f"soat:{first.pk}" not in stranger.get("/soat/").content.decode()
    assert refused(handed_in(stranger, doi_chieu="truoc", truoc=f"soat:{first.pk}")) == ["CT-456"]

    Assignment.objects.create(user=User.objects.get(username="nguoila"), role=Role.AUDITOR)
    assert compared(handed_in(stranger, doi_chieu="truoc", truoc=f"soat:{first.pk}")).agreeing > 0


def test_a_check_from_before_figures_were_kept_is_not_offered(officer: Client, ledger: ReportDefinition):
    first = compared(handed_in(officer))
    CheckedFile.objects.update(figures="")

    assert f"soat:{first.pk}" not in officer.get("/soat/").content.decode()
    assert refused(handed_in(officer, doi_chieu="truoc", truoc=f"soat:{first.pk}")) == ["CT-462"]


def test_a_report_without_a_year_cannot_be_compared_with(officer: Client, ledger: ReportDefinition):
    data = SimpleUploadedFile("khong-nam.txt", "Gạch nung ước đạt 5 tấn.\n".encode())
    first = compared(officer.post("/soat/", {"tep": data}))

    assert refused(handed_in(officer, doi_chieu="truoc", truoc=f"soat:{first.pk}")) == ["CT-462"]


def test_the_forms_lists_cost_the_same_however_many_there_are(
    officer: Client, ledger: ReportDefinition, django_assert_max_num_queries
):
    handed_in(officer)
    first = CheckedFile.objects.get()
    for number in range(60):
        CheckedFile.objects.create(
            owner=first.owner, name=f"{number}.txt", kind="txt", claims=1, confirmed=0, contradictions=0,
            marked="{}", result="{}", figures=first.figures,
        )  # fmt: skip
    with django_assert_max_num_queries(12):
        page = officer.get("/soat/").content.decode()

    assert page.count('<option value="soat:') == 50


def test_the_command_and_the_page_compare_alike(officer: Client, loaded: None, example: Path):
    from congthuong import check
    from congthuong.core.audit.rules.ledger import LEDGER

    text = TEXT.format(level=OTHER, closing=LINE.format(day=12, month=6))
    audit = check(text.encode(), name="bao-cao.txt", against=example)
    own = compared(handed_in(officer, OTHER, LINE.format(day=12, month=6), doi_chieu="so"))

    known = [one.verdict == "consistent" for one in audit.relations if one.rule == LEDGER]
    assert (own.agreeing, own.differing) == (sum(known), len(known) - sum(known))
    assert own.differing > 0
    assert date(2020, 6, 12) == ReportDefinition.objects.get().as_of
