"""Soát in the browser's pages: handing in, reading, dismissing for the next version, taking along, and who may see."""

from __future__ import annotations

import io
import json
import zipfile

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from apps.dashboard.people import officer_named
from congthuong.apps.accounts.models import Assignment, Role, User
from congthuong.apps.reports.models import CheckedFile, FindingDecision
from congthuong.web.uploads import LARGEST

pytestmark = pytest.mark.django_db
WRONG = (
    "BÁO CÁO\nTình hình 6 tháng đầu năm 2020\n\n"
    "Gạch nung ước đạt 1.240 nghìn viên, đạt 26% kế hoạch (2.000 nghìn viên).\n"
)


def handed_in(client: Client, text: str = WRONG, name: str = "bao-cao.txt", **more: object):
    return client.post("/soat/", {"tep": SimpleUploadedFile(name, text.encode())}, **more)


@pytest.fixture
def kept(officer: Client) -> CheckedFile:
    handed_in(officer)
    return CheckedFile.objects.get()


@pytest.fixture
def stranger() -> Client:
    client = Client()
    client.force_login(officer_named("nguoila", full_name="Lê Văn Lạ"))
    return client


def findings(client: Client, file: CheckedFile) -> list[str]:
    tree = html.fromstring(client.get(f"/soat/{file.pk}/").content.decode())
    return [one.text_content().strip() for one in tree.xpath("//ol[@class='muc-luc']/li/p[1]")]


def test_the_rail_leads_to_an_empty_form(officer: Client):
    page = officer.get("/soat/").content.decode()

    assert '<a href="/soat/" aria-current="page">' in page
    assert 'enctype="multipart/form-data"' in page
    assert "Đã soát" not in page


def test_a_file_handed_in_is_shown_marked(officer: Client):
    answer = handed_in(officer)
    file = CheckedFile.objects.get()

    assert (answer.status_code, answer["Location"]) == (302, f"/soat/{file.pk}/")
    tree = html.fromstring(officer.get(answer["Location"]).content.decode())
    assert [one.text for one in tree.xpath("//article//mark[@class='contradiction']")][:1] != []
    assert len(tree.xpath("//li[@class='muc contradiction']")) == 1
    assert (file.owner.username, file.name, file.kind, file.word) == ("canbo", "bao-cao.txt", "txt", None)


def test_a_script_is_answered_with_the_address(officer: Client):
    answer = handed_in(officer, headers={"accept": "application/json"})

    assert answer.json() == {"ok": True, "address": f"/soat/{CheckedFile.objects.get().pk}/"}


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [("bao-cao.exe", b"MZ", "CT-457"), ("bao-cao.docm", b"PK", "CT-457"), ("", b"", "CT-457")],
)
def test_what_is_not_taken_is_told_at_the_form_and_not_kept(
    officer: Client, name: str, data: bytes, code: str
):
    files = {"tep": SimpleUploadedFile(name, data)} if name else {}
    page, script = (
        officer.post("/soat/", files),
        officer.post("/soat/", files, headers={"accept": "application/json"}),
    )

    assert (page.status_code, script.status_code) == (400, 400)
    assert code in page.content.decode()
    assert [one["code"] for one in script.json()["problems"]] == [code]
    assert not CheckedFile.objects.exists()


def test_a_file_over_the_limit_is_cut_off(officer: Client):
    answer = officer.post("/soat/", {"tep": SimpleUploadedFile("to.txt", b"a" * (LARGEST + 1))})

    assert answer.status_code == 400
    assert "lớn quá mức" in answer.content.decode()
    assert not CheckedFile.objects.exists()


def test_a_form_of_another_site_is_refused():
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer_named("canbo", full_name="Trần Thị Bưởi"))

    assert handed_in(client).status_code == 403
    assert not CheckedFile.objects.exists()


def test_nobody_reaches_a_check_without_logging_in(kept: CheckedFile):
    for path in ("", f"{kept.pk}/", f"{kept.pk}/tep/json/", f"{kept.pk}/bo-qua/1/", f"{kept.pk}/xoa/"):
        for answer in (Client().get(f"/soat/{path}"), Client().post(f"/soat/{path}")):
            assert answer.status_code == 302 and answer["Location"].startswith("/dang-nhap/"), path


def test_another_persons_check_does_not_exist(kept: CheckedFile, stranger: Client):
    assert "bao-cao.txt" not in stranger.get("/soat/").content.decode()
    for path in ("", "tep/json/", "tep/html/", "tep/docx/"):
        assert stranger.get(f"/soat/{kept.pk}/{path}").status_code == 404
    for path in ("bo-qua/1/", "xem-lai/1/", "xoa/"):
        assert stranger.post(f"/soat/{kept.pk}/{path}", {"ly-do": "x"}).status_code == 404
    assert CheckedFile.objects.exists() and not FindingDecision.objects.exists()


def test_who_was_given_the_right_sees_but_does_not_change(kept: CheckedFile, stranger: Client):
    Assignment.objects.create(user=User.objects.get(username="nguoila"), role=Role.AUDITOR)
    page = stranger.get(f"/soat/{kept.pk}/").content.decode()

    assert "Trần Thị Bưởi" in page and "Bỏ qua" not in page and "Xóa" not in page
    assert stranger.post(f"/soat/{kept.pk}/bo-qua/1/", {"ly-do": "x"}).status_code == 404
    assert stranger.post(f"/soat/{kept.pk}/xoa/").status_code == 404
    assert CheckedFile.objects.exists() and not FindingDecision.objects.exists()


def test_what_was_dismissed_is_not_asked_again_in_the_next_version(officer: Client, kept: CheckedFile):
    assert len(findings(officer, kept)) == 1
    officer.post(f"/soat/{kept.pk}/bo-qua/1/", {"ly-do": "Kế hoạch đã điều chỉnh."})
    assert findings(officer, kept) == []
    assert "Kế hoạch đã điều chỉnh." in officer.get(f"/soat/{kept.pk}/").content.decode()

    handed_in(
        officer, WRONG.replace("BÁO CÁO\n", "BÁO CÁO\nBản hai, thêm một dòng ở trên\n"), "bao-cao-ban-2.txt"
    )
    second = CheckedFile.objects.latest("pk")
    assert findings(officer, second) == []
    assert "Kế hoạch đã điều chỉnh." in officer.get(f"/soat/{second.pk}/").content.decode()


def test_a_changed_figure_is_asked_about_again(officer: Client, kept: CheckedFile):
    officer.post(f"/soat/{kept.pk}/bo-qua/1/", {"ly-do": "Đúng."})
    handed_in(officer, WRONG.replace("26%", "36%"))

    assert len(findings(officer, CheckedFile.objects.latest("pk"))) == 1


def test_a_dismissal_is_taken_back_and_both_stay_on_record(officer: Client, kept: CheckedFile):
    officer.post(f"/soat/{kept.pk}/bo-qua/1/", {"ly-do": "Đúng."})
    officer.post(f"/soat/{kept.pk}/xem-lai/1/")

    assert len(findings(officer, kept)) == 1
    assert [(one.dismissed, one.reason) for one in FindingDecision.objects.order_by("id")] == [
        (True, "Đúng."), (False, ""),
    ]  # fmt: skip


def test_another_persons_dismissal_is_not_mine(officer: Client, kept: CheckedFile, stranger: Client):
    officer.post(f"/soat/{kept.pk}/bo-qua/1/", {"ly-do": "Đúng."})
    handed_in(stranger)

    assert len(findings(stranger, CheckedFile.objects.latest("pk"))) == 1


def test_a_dismissal_needs_a_reason_and_a_finding(officer: Client, kept: CheckedFile):
    for path, reason, code in (("1", "  ", "CT-459"), ("99", "x", "CT-458")):
        answer = officer.post(f"/soat/{kept.pk}/bo-qua/{path}/", {"ly-do": reason})
        assert (answer.status_code, code in answer.content.decode()) == (400, True)
    assert not FindingDecision.objects.exists()


def test_the_answer_can_be_taken_along_without_what_was_dismissed(officer: Client, kept: CheckedFile):
    def taken(form: str) -> bytes:
        answer = officer.get(f"/soat/{kept.pk}/tep/{form}/")
        assert answer["Content-Disposition"] == f'attachment; filename="bao-cao-soat.{form}"'
        return answer.content

    assert len(json.loads(taken("json"))["findings"]) == 1
    assert b"<mark" in taken("html")
    assert len(list(docx.Document(io.BytesIO(taken("docx"))).comments)) == 1

    officer.post(f"/soat/{kept.pk}/bo-qua/1/", {"ly-do": "Đúng."})
    assert b"<mark" not in taken("html")
    assert len(list(docx.Document(io.BytesIO(taken("docx"))).comments)) == 0
    assert officer.get(f"/soat/{kept.pk}/tep/exe/").status_code == 400


def test_what_the_file_says_never_becomes_markup(officer: Client):
    hurt = "<script>hurt()</script><img src=x onerror=hurt()>"
    handed_in(officer, WRONG + hurt + "\n", "<b>x</b>.txt")
    page = officer.get(f"/soat/{CheckedFile.objects.get().pk}/").content.decode()

    assert "hurt()" in page and "<script>hurt" not in page and "<img" not in page and "<b>x</b>" not in page


def test_a_check_is_deleted_and_what_was_decided_stays(officer: Client, kept: CheckedFile):
    officer.post(f"/soat/{kept.pk}/bo-qua/1/", {"ly-do": "Đúng."})
    assert officer.get(f"/soat/{kept.pk}/xoa/").status_code == 405

    assert officer.post(f"/soat/{kept.pk}/xoa/")["Location"] == "/soat/"
    assert not CheckedFile.objects.exists()
    assert FindingDecision.objects.count() == 1


def test_the_list_is_searched_and_paged(officer: Client, kept: CheckedFile):
    for number in range(25):
        CheckedFile.objects.create(
            owner=kept.owner,
            name=f"Chợ số {number}.txt",
            kind="txt",
            claims=1,
            confirmed=0,
            contradictions=0,
            marked="{}",
            result="{}",
        )

    assert "Trang 1/2" in officer.get("/soat/").content.decode()
    assert "bao-cao.txt" in officer.get("/soat/?trang=2").content.decode()
    found = officer.get("/soat/?tim=cho+so+7").content.decode()
    assert "Chợ số 7.txt" in found and "Chợ số 8.txt" not in found
    assert officer.get("/soat/?trang=9").status_code == 400


def test_the_list_asks_the_same_number_of_questions_however_long_it_is(officer: Client, kept: CheckedFile):
    def asked() -> int:
        with CaptureQueriesContext(connection) as asked:
            officer.get("/soat/")
        return len(asked)

    few = asked()
    for number in range(15):
        CheckedFile.objects.create(
            owner=kept.owner,
            name=f"{number}.txt",
            kind="txt",
            claims=1,
            confirmed=0,
            contradictions=0,
            marked="{}",
            result="{}",
        )
    assert asked() == few


def test_a_word_file_comes_back_as_it_was_with_comments(officer: Client):
    made = docx.Document()
    for line in WRONG.splitlines():
        made.add_paragraph(line)
    out = io.BytesIO()
    made.save(out)
    officer.post("/soat/", {"tep": SimpleUploadedFile("bao-cao.docx", out.getvalue())})
    file = CheckedFile.objects.get()
    assert file.kind == "docx"
    back = officer.get(f"/soat/{file.pk}/tep/docx/").content

    before, after = zipfile.ZipFile(out), zipfile.ZipFile(io.BytesIO(back))
    assert after.read("word/styles.xml") == before.read("word/styles.xml")
    assert len(list(docx.Document(io.BytesIO(back)).comments)) == 1
