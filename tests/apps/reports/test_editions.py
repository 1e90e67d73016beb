"""A report that was issued stays as it was, can be checked by anybody who holds it, and says what it replaces."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta
from typing import Any, cast

import docx
import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.test import Client
from django.urls import reverse
from lxml import html

from apps.conftest import Files, Write
from apps.dashboard.people import officer_named
from congthuong.apps.accounts import events
from congthuong.apps.accounts.models import Event, Role, User
from congthuong.apps.accounts.rights import Forbidden
from congthuong.apps.catalogue.models import LegalDocument
from congthuong.apps.catalogue.queries import document_named
from congthuong.apps.dashboard.queries.composed import composed_report
from congthuong.apps.dashboard.queries.kept import mark
from congthuong.apps.dashboard.queries.moved import moved_since
from congthuong.apps.documents.queries import links_of
from congthuong.apps.documents.services import Stated, document_create
from congthuong.apps.ledger.append_only import drop_triggers
from congthuong.apps.ledger.services import observations_import
from congthuong.apps.reports.editions import queries
from congthuong.apps.reports.editions.problems import (
    AlreadySo,
    EditionBroken,
    EditionGone,
    NoReasonToHide,
)
from congthuong.apps.reports.editions.services import edition_publish, report_issue
from congthuong.apps.reports.models import Edition, EditionFile, Publication
from congthuong.apps.reports.services import load_dataset
from congthuong.core.ledger.folder import read_dataset
from congthuong.core.problems import Problem, Problems, problems_in
from congthuong.web import clock
from core.document.pdf_reading import all_text, flat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database", "declared")]
DAY = date(2020, 6, 15)
DECLARATION = """code = "thu"
kind = "BÁO CÁO"
title = "Tình hình {{ ky | ten }}"
place = "84"
period = "2020-H1"
as_of = "2020-06-12"
template = ["mau/mot.md"]
recipients = ["UBND tỉnh", "Lưu: VT"]
[letterhead]
parent_agency = "UBND TỈNH TRÀ VINH"
agency = "SỞ CÔNG THƯƠNG"
agency_name = "Sở Công Thương"
symbol = "BC-SCT"
place = "Trà Vinh"
[signature]
position = "GIÁM ĐỐC"
name = "Nguyễn Văn A"
"""
TEMPLATE = """# I. KẾT QUẢ

- {{ gtsxcn | uoc_dat | hoa }}{% if thay_the %}; báo cáo này thay thế {{ thay_the | trich_dan }}{% het %}.

Trên đây là kết quả./.
"""


@pytest.fixture
def folder(small_folder: Files) -> Files:
    return small_folder | {"bao-cao.toml": DECLARATION.encode(), "mau/mot.md": TEMPLATE.encode()}


@pytest.fixture
def declared(folder: Files) -> None:
    load_dataset(read_dataset(folder))


@pytest.fixture
def leader() -> User:
    return officer_named("giamdoc", role=Role.LEADER, full_name="Nguyễn Văn A")


@pytest.fixture
def issued(leader: User) -> Edition:
    return report_issue("thu", number="451", dated=DAY, by=leader)


class _Editor:
    """Runs a statement within the test's own transaction."""

    connection = connection

    def execute(self, statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)


def refused(**asked: Any) -> Problem:
    with pytest.raises((Problem, Problems)) as told:
        report_issue(
            "thu", **({"number": "451", "dated": DAY, "by": User.objects.get(username="giamdoc")} | asked)
        )
    (problem,) = problems_in(told.value)
    return problem


def printed(edition: Edition, form: str = "docx") -> str:
    kept = queries.file_of(edition, form)
    assert kept is not None
    if form == "pdf":
        return all_text(bytes(kept.data))
    word = docx.Document(io.BytesIO(bytes(kept.data)))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return flat("\n".join([*(one.text for one in word.paragraphs), *cells]))


def test_every_file_bears_the_number_the_day_and_the_check_code(issued: Edition):
    page = bytes(queries.file_of(issued, "html").data).decode()  # type: ignore[union-attr]
    for text in (printed(issued), printed(issued, "pdf"), flat(html.fromstring(page).text_content())):
        assert "451/BC-SCT" in text
        assert "ngày 15 tháng 6 năm 2020" in text
        assert f"Mã kiểm tra: {issued.check_code}" in text
        assert "DỰ THẢO" not in text
    told = json.loads(bytes(queries.file_of(issued, "json").data))  # type: ignore[union-attr]
    assert any(one["text"] == "19.125,44 tỷ đồng" for one in told["figures"])


def test_what_the_ledger_learns_later_leaves_it_as_it_was(issued: Edition, leader: User, write: Write):
    before = {one.form: bytes(one.data) for one in issued.files.all()}
    observations_import([write("20000", recorded=date(2020, 6, 12))], by=None, file_name="sửa")

    assert {one.form: bytes(one.data) for one in EditionFile.objects.filter(edition=issued)} == before
    client = Client()
    client.force_login(leader)
    quiet = client.get(reverse("edition", args=[issued.pk])).content.decode()
    assert "So với số của hôm nay" in quiet
    rows = html.fromstring(client.get(reverse("edition", args=[issued.pk]) + "?so=nay").content.decode())
    table = rows.xpath('//section[@aria-labelledby="nay"]//tbody/tr')
    assert [[cell.text_content() for cell in row] for row in table] == [
        ["Giá trị sản xuất công nghiệp, 6 tháng đầu năm 2020", "19.125,44 tỷ đồng", "20.000 tỷ đồng"]
    ]


def test_an_estimate_that_came_true_is_the_same_figure(issued: Edition, write: Write):
    """By today the ledger calls it done: the report of today prints it under another id."""
    done = write("19125.44", recorded=date(2020, 7, 12), basis="actual")
    observations_import([done], by=None, file_name="chính thức")
    state = mark()
    assert moved_since(issued, composed_report(state, "thu", date(2020, 7, 13))) == ()

    observations_import(
        [write("19200", recorded=date(2020, 7, 14), basis="actual")], by=None, file_name="chính thức"
    )
    (moved,) = moved_since(issued, composed_report(mark(), "thu", date(2020, 7, 15)))
    assert (moved.printed, moved.now) == ("19.125,44 tỷ đồng", "19.200 tỷ đồng")


def test_the_next_edition_replaces_it_and_says_so_in_print(issued: Edition, leader: User):
    second = report_issue(
        "thu", number="460/BC-SCT", dated=DAY + timedelta(3), by=leader, replaces="451/BC-SCT"
    )

    assert second.replaces == issued
    assert "thay thế Báo cáo số 451/BC-SCT ngày 15/6/2020" in printed(second)
    client = Client()
    client.force_login(leader)
    assert (
        "bằng số 460/BC-SCT ngày 18/6/2020"
        in client.get(reverse("edition", args=[issued.pk])).content.decode()
    )


def test_an_issued_report_is_a_document_that_others_can_cite(issued: Edition, leader: User):
    second = report_issue("thu", number="460", dated=DAY + timedelta(3), by=leader, replaces="451/BC-SCT")
    first_known, second_known = (document_named(one.number) for one in (issued, second))
    assert first_known is not None and second_known is not None
    assert (first_known.date, first_known.issuer, first_known.direction) == (DAY, "Sở Công Thương", "out")
    assert [link.other for link in links_of(second_known)[0]] == [first_known]


def test_a_date_that_the_register_of_documents_does_not_know_is_refused(leader: User):
    document_create(by=leader, stated=Stated("451/BC-SCT", "Báo cáo", "Sở Công Thương", date(2020, 6, 14)))
    problem = refused()
    assert problem.code == "CT-565"
    assert "ngày 14/6/2020, không phải 15/6/2020" in problem.message
    assert not Edition.objects.exists()

    report_issue(
        "thu", number="451", dated=date(2020, 6, 14), by=leader
    )  # entered by hand before: it stays one
    assert LegalDocument.objects.filter(number="451/BC-SCT").count() == 1


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        ({"number": "451/BC-UBND"}, "CT-554", "ví dụ 451 hoặc 451/BC-SCT"),
        ({"number": "số mới"}, "CT-554", "«số mới»"),
        ({"number": "0"}, "CT-554", "«0»"),
        ({"dated": date(2020, 6, 11)}, "CT-556", "chốt số liệu ngày 12/6/2020"),
        ({"dated": clock.today() + timedelta(1)}, "CT-556", "hôm nay là"),
    ],
)
def test_a_wrong_number_or_day_is_refused(leader: User, asked: dict[str, Any], code: str, said: str):
    problem = refused(**asked)
    assert problem.code == code
    assert said in problem.message
    assert not Edition.objects.exists()


def test_a_number_is_given_once_a_year(issued: Edition):
    assert {
        refused(number=number, dated=DAY + timedelta(1), replaces="451/BC-SCT").code
        for number in ("451", "0451", "451/BC-SCT")
    } == {"CT-555"}
    assert Edition.objects.count() == 1


def test_a_report_with_a_gap_is_not_issued(folder: Files, leader: User):
    folder["mau/mot.md"] = TEMPLATE.replace(
        "Trên đây", "Điện: {{ tiet_kiem | nam | ke_hoach }}. Trên đây"
    ).encode()
    load_dataset(read_dataset(folder))
    problem = refused()
    assert problem.code == "CT-551"
    assert "Điện tiết kiệm" in problem.message


def test_a_report_that_breaks_the_layout_of_the_decree_is_not_issued(folder: Files, leader: User):
    folder["mau/mot.md"] = TEMPLATE.replace("./.", ".").encode()
    load_dataset(read_dataset(folder))
    problem = refused()
    assert problem.code == "CT-552"
    assert "dấu «./.»" in problem.message


def test_contradictions_need_a_reason_which_stays_with_the_edition(folder: Files, leader: User):
    slip = "Gạch ước đạt 1.240 nghìn viên, đạt 26% kế hoạch (2.000 nghìn viên)."
    folder["mau/mot.md"] = TEMPLATE.replace("Trên đây", f"{slip} Trên đây").encode()
    load_dataset(read_dataset(folder))
    problem = refused(accepted="  ")
    assert problem.code == "CT-553"
    assert "1 mâu thuẫn" in problem.message

    made = report_issue("thu", number="451", dated=DAY, by=leader, accepted="Số của đơn vị, chờ xác minh")
    assert made.accepted == "Số của đơn vị, chờ xác minh"
    assert len(made.findings.splitlines()) == 1
    assert not queries.broken(made)


def test_only_a_leader_issues_and_publishes(issued: Edition):
    officer = officer_named("tonghop")
    with pytest.raises(Forbidden):
        report_issue("thu", number="452", dated=DAY, by=officer)
    with pytest.raises(Forbidden):
        edition_publish(issued.pk, public=True, by=officer)


def test_the_replaced_number_of_another_year_is_not_cited(leader: User):
    """Numbers begin anew every year: the register of documents may hold last year's 451 when this year's is replaced."""
    document_create(by=leader, stated=Stated("451/BC-SCT", "Báo cáo", "Sở Công Thương", date(2019, 6, 14)))
    first = report_issue("thu", number="451", dated=DAY, by=leader)
    second = report_issue("thu", number="460", dated=DAY + timedelta(3), by=leader, replaces=first.number)
    assert "thay thế Báo cáo số 451/BC-SCT ngày 15/6/2020" in printed(second)
    entered = document_named(second.number)
    assert entered is not None
    assert links_of(entered)[0] == []  # this year's 451 could not be entered; last year's was not replaced

    client = Client()
    client.force_login(leader)
    assert "Chưa có trong sổ văn bản" in client.get(reverse("edition", args=[first.pk])).content.decode()


def test_a_form_opened_before_an_issue_replaces_nothing_unasked(issued: Edition):
    problem = refused(number="452")
    assert problem.code == "CT-557"
    assert "451/BC-SCT" in problem.message
    assert refused(number="452", replaces="450/BC-SCT").code == "CT-557"
    assert Edition.objects.count() == 1


def test_nothing_can_be_replaced_before_there_is_an_edition(leader: User):
    assert refused(replaces="300/BC-SCT").code == "CT-568"


def test_a_replacement_must_say_so_and_come_after(folder: Files, issued: Edition):
    assert refused(number="460", dated=DAY - timedelta(1), replaces=issued.number).code == "CT-567"
    folder["mau/mot.md"] = TEMPLATE.replace(
        "{% if thay_the %}; báo cáo này thay thế {{ thay_the | trich_dan }}{% het %}", ""
    ).encode()
    load_dataset(read_dataset(folder))
    problem = refused(number="460", replaces=issued.number)
    assert problem.code == "CT-566"
    assert "{{ thay_the | trich_dan }}" in problem.message


@pytest.mark.parametrize(
    ("typed", "given"), [("5", "05"), ("05", "05"), ("451A", "451a"), ("Số: 7/BC-SCT", "07")]
)
def test_a_number_has_one_spelling(leader: User, typed: str, given: str):
    assert report_issue("thu", number=typed, dated=DAY, by=leader).number == f"{given}/BC-SCT"


def test_no_file_that_leaves_the_house_names_a_counted_row(folder: Files, leader: User):
    folder["mau/mot.md"] = TEMPLATE.replace("Trên đây", "Có {{ de_an | dem }} đề án. Trên đây").encode()
    load_dataset(read_dataset(folder))
    made = report_issue("thu", number="451", dated=DAY, by=leader)
    data = {one.form: bytes(one.data) for one in made.files.all()}
    told = json.loads(data["json"])["figures"]
    assert any(one["row_count"] or one["kind"] == "count" for one in told)
    for hidden in ("Máy ép dầu", "Lò sấy", "/so/"):
        assert hidden not in data["html"].decode()
        assert hidden not in data["json"].decode()
    assert {(*one["rows"], *one["row_keys"], one["list"], one["recorded_by"]) for one in told} == {("", "")}
    with pikepdf.open(io.BytesIO(data["pdf"])) as paper:
        attached = [one.get_file().read_bytes() for one in paper.attachments.values()]
    assert attached == [data["json"]]


def test_what_is_not_public_is_read_by_nobody_without_a_login(issued: Edition, leader: User):
    visitor = Client()
    address = reverse("open-report", args=[issued.check_code])
    files = [
        reverse("open-report-file", args=[issued.check_code, form])
        for form in ("docx", "pdf", "html", "json")
    ]
    assert [visitor.get(one).status_code for one in (address, *files)] == [404] * 5
    assert "Về trang Hôm nay" not in visitor.get(address).content.decode()  # who has no login is led to none
    assert issued.number not in visitor.get(reverse("open-reports")).content.decode()

    edition_publish(issued.pk, public=True, by=leader)
    assert [visitor.get(one).status_code for one in (address, *files)] == [200] * 5
    assert visitor.get(files[1]).content == bytes(queries.file_of(issued, "pdf").data)  # type: ignore[union-attr]
    assert (
        issued.number in visitor.get(reverse("open-reports"), {"tim": "tinh hinh 6 thang"}).content.decode()
    )
    assert reverse("edition", args=[issued.pk]) not in visitor.get(address).content.decode()

    with pytest.raises(NoReasonToHide):
        edition_publish(issued.pk, public=False, reason=" ", by=leader)
    with pytest.raises(AlreadySo):
        edition_publish(issued.pk, public=True, by=leader)
    edition_publish(issued.pk, public=False, reason="Phát hành bản thay thế", by=leader)
    assert [visitor.get(one).status_code for one in (address, *files)] == [404] * 5


def test_a_public_page_does_not_tell_of_an_edition_that_is_not(issued: Edition, leader: User):
    edition_publish(issued.pk, public=True, by=leader)
    second = report_issue("thu", number="460", dated=DAY + timedelta(3), by=leader, replaces=issued.number)
    visitor = Client()
    pages = [reverse("open-reports"), reverse("open-report", args=[issued.check_code])]
    for page in pages:
        text = visitor.get(page).content.decode()
        assert "thay" in text
        assert second.number not in text
    edition_publish(second.pk, public=True, by=leader)
    assert all(second.number in visitor.get(page).content.decode() for page in pages)


def test_a_publication_that_the_log_does_not_know_is_found(issued: Edition):
    Publication.objects.create(edition=issued, public=True)
    assert queries.broken(issued) == "việc công khai không như nhật ký đã niêm ghi"


def test_a_paper_is_checked_by_its_code_however_it_is_typed(issued: Edition):
    visitor, address = Client(), reverse("open-verify")
    typed = issued.check_code.lower().replace("-", " ")
    page = visitor.post(address, {"ma": typed}).content.decode()
    assert "Sở đã phát hành văn bản mang mã này" in page
    assert "451/BC-SCT" in page

    unknown = visitor.post(address, {"ma": "BBBB-BBBB-BBBB"})
    assert unknown.status_code == 400
    assert "CT-559" in unknown.content.decode()
    assert visitor.post(address, {"ma": ""}).status_code == 400


def test_a_file_is_the_issued_one_only_byte_for_byte(issued: Edition):
    visitor, address = Client(), reverse("open-verify")
    data = bytes(queries.file_of(issued, "docx").data)  # type: ignore[union-attr]
    same = visitor.post(address, {"tep": SimpleUploadedFile("nhan.docx", data)}).content.decode()
    assert "đúng từng chữ là tệp đã phát hành" in same
    assert "451/BC-SCT" in same
    other = visitor.post(address, {"tep": SimpleUploadedFile("nhan.docx", data + b"\0")}).content.decode()
    assert "không giống từng chữ với báo cáo nào đã phát hành" in other
    assert "451/BC-SCT" not in other


def test_tampering_with_an_edition_is_found(issued: Edition):
    assert list(queries.all_broken()) == [1]
    for model in (EditionFile, Edition):
        drop_triggers(cast(BaseDatabaseSchemaEditor, _Editor()), model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE reports_editionfile SET data = %s WHERE form = 'pdf'", [b"%PDF-1.7 sua"])
    told = [one for one in queries.all_broken() if isinstance(one, EditionBroken)]
    assert [one.fields["why"] for one in told] == ["tệp pdf không còn như lúc phát hành"]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM reports_editionfile")
        cursor.execute("DELETE FROM reports_edition")
    (gone,) = queries.all_broken()
    assert isinstance(gone, EditionGone)
    assert "báo cáo số 451/BC-SCT" in gone.message
    assert events.verify("").events == Event.objects.count()


def test_the_form_issues_once_and_keeps_what_was_typed_when_it_is_refused(leader: User):
    client = Client()
    client.force_login(leader)
    address = reverse("report-issue", args=["thu"])
    wrong = client.post(address, {"so": "abc", "ngay": "2020-06-15", "chot": "2020-06-12", "cong-khai": "1"})
    page = html.fromstring(wrong.content.decode())
    assert wrong.status_code == 400
    assert page.xpath("//input[@name='so']/@value") == ["abc"]
    assert page.xpath("//input[@name='cong-khai']/@checked") != []

    preview = client.post(address, {"so": "451", "ngay": "2020-06-15", "chot": "2020-06-12", "xem": "1"})
    text = all_text(preview.content)
    assert "451/BC-SCT" in text
    assert not Edition.objects.exists()

    done = client.post(
        address, {"so": "451", "ngay": "2020-06-15", "chot": "2020-06-12", "cong-khai": "1"}, follow=True
    )
    made = Edition.objects.get()
    assert done.redirect_chain[-1][0] == reverse("edition", args=[made.pk])
    assert queries.is_public(made)
    again = client.post(address, {"so": "452", "ngay": "2020-06-15", "chot": "2020-06-12", "thay": ""})
    assert again.status_code == 400
    assert Edition.objects.count() == 1
