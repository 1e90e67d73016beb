"""Lists of returns: they hold with none, one and ten thousand rows, and whoever looks sees their own."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.collection.mills import MILL_FORM, Save, make_person
from congthuong.apps.accounts.models import User
from congthuong.apps.catalogue.models import Organisation
from congthuong.apps.collection.models import Form, Return, Round
from congthuong.apps.collection.services.flow import return_hand_in
from congthuong.apps.collection.services.forms import form_publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]
ADDRESSES = ("/thu-thap/", "/thu-thap/phieu/", "/thu-thap/tien-do/", "/thu-thap/tien-do/?theo=ky", "/thu-thap/bieu/", "/thu-thap/nhac-viec/")  # fmt: skip


def seat_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(user: User, address: str) -> str:
    answer = seat_of(user).get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_empty_list_says_what_to_do(officer: User, address: str):
    page = page_of(officer, address)
    assert 'class="empty"' in page
    assert "<tbody" not in page


def test_the_search_box_finds_returns_of_ones_own(miller: User, officer: User, mill_return: Return):
    address = f'href="/thu-thap/{mill_return.pk}/"'
    words = mill_return.organisation.name
    stranger = make_person("chu-b", "respondent", "cty-b")

    assert address in page_of(miller, f"/tim/?tim={words}") and address in page_of(
        officer, f"/tim/?tim={words}"
    )
    assert address not in page_of(stranger, f"/tim/?tim={words}")


def test_a_respondent_sees_what_is_due_with_how_much_is_filled(miller: User, mill_return: Return, save: Save):
    save(mill_return, "gao", "100")
    page = page_of(miller, "/thu-thap/")

    assert "Phải nộp (1)" in page
    assert '<progress max="2" value="1"' in page
    assert "02/6/2020" in page
    assert "trễ" in page
    assert "Chờ duyệt" not in page
    assert "Công ty B" not in page_of(miller, "/thu-thap/phieu/")


def test_an_officer_sees_what_waits_with_abnormal_figures_first(
    officer: User, may_2020: Round, save: Save, miller: User
):
    from congthuong.apps.collection.models import CellNote

    other = make_person("chu-b", "respondent", "cty-b")
    first, second = may_2020.returns.get(organisation="cty-a"), may_2020.returns.get(organisation="cty-b")
    save(first, "gao", "100")
    save(second, "gao", "200", by=other)
    return_hand_in(ret=first.pk, by=miller)
    return_hand_in(ret=second.pk, by=other)
    CellNote.objects.create(ret=second, row="gao", column="ky", kind="explanation", text="Mở thêm máy", finding="x", by=other)  # fmt: skip
    page = page_of(officer, "/thu-thap/")

    assert "Chờ duyệt (2)" in page
    assert page.index("Công ty B") < page.index("Công ty A")
    assert "Quá hạn chưa nộp (1)" in page


@pytest.mark.parametrize(
    ("query", "names"),
    [("tim=cong+ty+b", ["Công ty B"]), ("tim=Công+ty+B", ["Công ty B"]), ("tim=gao+thang+5", ["Công ty A", "Công ty B", "Công ty C"]),
     ("tim=khong+co", []), ("don_vi=cty-c", ["Công ty C"]), ("trang_thai=draft", ["Công ty A"]),
     ("trang_thai=tre-han&xep=-don-vi", ["Công ty C", "Công ty B", "Công ty A"]), ("bieu=gao&ky=2020-05&tim=c", ["Công ty A", "Công ty B", "Công ty C"])],
)  # fmt: skip
def test_returns_are_found_filtered_and_sorted(
    officer: User, may_2020: Round, mill_return: Return, save: Save, query: str, names: list[str]
):
    save(mill_return, "gao", "100")
    body = page_of(officer, f"/thu-thap/phieu/?{query}").partition("<tbody")[2]
    there = sorted((body.index(f">{name}</td>"), name) for name in ("Công ty A", "Công ty B", "Công ty C") if f">{name}</td>" in body)  # fmt: skip
    assert [name for _, name in there] == names


@pytest.mark.parametrize("query", ["bieu=khong_co", "trang_thai=x", "cot=x", "xep=x", "trang=9", "tep=exe"])
def test_odd_addresses_are_answered_in_words(officer: User, may_2020: Round, query: str):
    answer = seat_of(officer).get(f"/thu-thap/phieu/?{query}")
    assert answer.status_code == 400
    assert "CT-" in answer.content.decode()


def test_columns_are_chosen_and_files_have_them(officer: User, may_2020: Round):
    page = page_of(officer, "/thu-thap/phieu/?cot=don-vi&cot=han")
    assert (
        page.partition("<thead>")[2].partition("</thead>")[0].count("<th ") == 3
    )  # and the link to the return
    answer = seat_of(officer).get("/thu-thap/phieu/?cot=don-vi&cot=han&tep=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert [[cell.value for cell in row][:2] for row in sheet.iter_rows()] == [
        ["Đơn vị", "Hạn nộp"], *([f"Công ty {one}", "02/6/2020"] for one in "ABC"),
    ]  # fmt: skip
    csv = seat_of(officer).get("/thu-thap/phieu/?tep=csv").content.decode("utf-8-sig")
    assert csv.splitlines()[1].startswith('"Gạo xay xát";"Công ty A";"tháng 5/2020";"02/6/2020"')


def make_many(form: Form, version: int, count: int) -> None:
    """A hundred months of a hundred units, as the database would hold them after years."""
    units = [Organisation(code=f"dv-{n}", name=f"Đơn vị {n}", kind="agency") for n in range(count // 100)]
    Organisation.objects.bulk_create(units)
    rounds = []
    for n in range(100):
        year, month = 2010 + n // 12, n % 12 + 1
        first = date(year, month, 1)
        rounds.append(Round(form=form, version_id=version, period=f"{year}-{month:02d}", period_first=first, period_last=first + timedelta(27), opens_on=first, cut_off=first, due_on=first + timedelta(40)))  # fmt: skip
    Round.objects.bulk_create(rounds)
    Return.objects.bulk_create(
        (Return(round=one, organisation=unit, place="84") for one in rounds for unit in units),
        batch_size=1000,
    )


def test_ten_thousand_returns_take_no_more_queries_than_three(
    officer: User, mill_form: Form, may_2020: Round
):
    client = seat_of(officer)
    few = {address: queries(client, address) for address in ADDRESSES}
    make_many(mill_form, may_2020.version_id, 10_000)
    many = {address: queries(client, address) for address in ADDRESSES}

    assert many == few
    assert max(many.values()) <= 20
    page = page_of(officer, "/thu-thap/phieu/?trang=7")
    assert "Trang 7/201" in page
    assert "10.003 phiếu" in page
    assert "Đơn vị 7" in page_of(officer, "/thu-thap/phieu/?tim=don+vi+7+thang+3%2F2012")


def test_progress_counts_by_unit_and_by_period(officer: User, mill_return: Return, save: Save, miller: User):
    save(mill_return, "gao", "100")
    return_hand_in(ret=mill_return.pk, by=miller)
    by_unit = page_of(officer, "/thu-thap/tien-do/?xep=-da-nop")
    assert by_unit.index("Công ty A") < by_unit.index("Công ty B")
    assert "100,0%" in by_unit
    assert "33,3%" in page_of(officer, "/thu-thap/tien-do/?theo=ky")
    csv = seat_of(officer).get("/thu-thap/tien-do/?tep=csv").content.decode("utf-8-sig")
    assert csv.splitlines()[1] == '"Công ty A";"1";"1";"100,0";"0";"0,0";"0";"0"'


def test_who_has_no_part_in_collection_is_told_so(province: None):
    clerk = make_person("motcua", "clerk", "so")
    for address in ADDRESSES:
        assert seat_of(clerk).get(address).status_code == 403


def test_the_calendar_comes_by_a_personal_key_which_a_new_password_ends(miller: User, mill_return: Return):
    page = page_of(miller, "/thu-thap/nhac-viec/")
    key = page.partition("lich.ics?khoa=")[2].partition('"')[0]
    answer = Client().get(f"/thu-thap/lich.ics?khoa={key}")
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert "Hạn nộp: Gạo xay xát" in answer.content.decode().replace("\r\n ", "")
    assert Client().get(f"/thu-thap/lich.ics?khoa={key[:-1]}x").status_code == 404
    assert Client().get("/thu-thap/lich.ics").status_code == 404
    assert Client().get("/thu-thap/lich.ics?khoa=1").status_code == 404
    miller.set_password("mot-mat-khau-khac-han")
    miller.save()
    assert Client().get(f"/thu-thap/lich.ics?khoa={key}").status_code == 404


def test_today_is_what_the_reminder_says(miller: User, mill_return: Return):
    page = page_of(miller, "/thu-thap/nhac-viec/")
    assert "1 phiếu quá hạn" in page
    assert timezone.localdate() > mill_return.round.due_on


FORM_PAGES = ("/thu-thap/bieu/", "/thu-thap/bieu/gao/", "/thu-thap/bieu/gao/1/")


@pytest.mark.parametrize("address", FORM_PAGES)
def test_forms_are_read_by_who_fills_them(miller: User, mill_form: Form, address: str):
    page = page_of(miller, address)
    assert "Gạo xay xát" in page
    assert "Mở kỳ" not in page


def test_a_form_is_edited_looked_at_and_published(mill_form: Form, province: None):
    client = seat_of(make_person("quantri", "administrator", "so"))
    start = client.get("/thu-thap/bieu/soan/?tu=gao").content.decode()
    assert "[[section.row]]" in start
    text = MILL_FORM.replace('name = "Sản lượng"', 'name = "Sản lượng trong tháng"')
    wrong = client.post("/thu-thap/bieu/soan/", {"noi-dung": text.replace('indicator = "gao"', 'indicator = "ngo"', 1), "viec": "cong-bo"})  # fmt: skip
    assert wrong.status_code == 400
    page = wrong.content.decode()
    assert "section[chinh].row[gao].indicator" in page
    assert "ngo" in page.partition("<textarea")[2]
    assert "Định nghĩa không có lỗi." in client.post("/thu-thap/bieu/soan/", {"noi-dung": text, "viec": "xem"}).content.decode()  # fmt: skip
    assert mill_form.versions.count() == 1
    done = client.post("/thu-thap/bieu/soan/", {"noi-dung": text, "viec": "cong-bo", "thay-doi": "Tên phần"}, follow=True)  # fmt: skip
    assert "Đã công bố phiên bản 2." in done.content.decode()
    assert "Tên phần" in done.content.decode()


def test_what_the_editor_begins_with_is_the_published_form(mill_form: Form, province: None):
    from congthuong.apps.collection.queries.pages_forms import definition_text

    form_publish(text=definition_text(mill_form.versions.get()), by=None)
    assert mill_form.versions.count() == 1


def test_a_round_shows_its_days_before_it_is_opened(officer: User, mill_form: Form):
    client = seat_of(officer)
    page = client.get("/thu-thap/bieu/gao/mo-ky/?ky=2020-05").content.decode()
    assert "<strong>02/6/2020</strong>" in page
    assert "3 đơn vị phải nộp" in page
    assert not Round.objects.exists()
    assert "CT-805" in client.get("/thu-thap/bieu/gao/mo-ky/?ky=2020-Q2").content.decode()
    done = client.post("/thu-thap/bieu/gao/mo-ky/", {"ky": "2020-05", "han": "2020-06-05"}, follow=True)
    assert done.redirect_chain[0][0] == "/thu-thap/phieu/?bieu=gao&ky=2020-05"
    assert Round.objects.get().due_on == date(2020, 6, 5)
    assert "tháng 6/2020" in client.get("/thu-thap/bieu/gao/mo-ky/").content.decode().lower()
    assert "Kỳ này đã mở" in client.get("/thu-thap/bieu/gao/mo-ky/?ky=2020-05").content.decode()


@pytest.mark.parametrize("role", ["respondent", "division", "leader", "auditor", "clerk"])
def test_who_may_not_open_or_edit_is_told_so(role: str, mill_form: Form):
    client = seat_of(make_person("nguoi", role, "so"))
    assert client.get("/thu-thap/bieu/gao/mo-ky/").status_code == 403
    assert client.post("/thu-thap/bieu/gao/mo-ky/", {"ky": "2020-05"}).status_code == 403
    assert client.post("/thu-thap/bieu/soan/", {"noi-dung": MILL_FORM, "viec": "cong-bo"}).status_code == 403
    assert not Round.objects.exists()


def test_forms_are_sorted_and_taken_away_as_a_file(officer: User, mill_form: Form):
    client = seat_of(officer)
    form_publish(text=MILL_FORM.replace('"gao"', '"an"', 1).replace("Gạo xay xát", "An toàn", 1), by=None)
    for order, first in (("ten", "An toàn"), ("-ten", "Gạo xay xát")):
        page = client.get(f"/thu-thap/bieu/?xep={order}").content.decode().partition("<tbody")[2]
        assert page.index(first) < page.index(({"An toàn", "Gạo xay xát"} - {first}).pop())
    lines = client.get("/thu-thap/bieu/?tep=csv&xep=ten").content.decode("utf-8-sig").splitlines()
    assert [line.split(";")[0] for line in lines] == ['"Mã"', '"an"', '"gao"']
    assert client.get("/thu-thap/bieu/?xep=la").status_code == 400


def test_who_is_late_is_sorted_and_taken_away_as_a_file(may_2020: Round, officer: User):
    client = seat_of(officer)
    page = client.get("/thu-thap/qua-han/?xep=-don-vi").content.decode()
    assert page.index("Công ty C") < page.index("Công ty B") < page.index("Công ty A")
    lines = client.get("/thu-thap/qua-han/?tep=csv&xep=don-vi").content.decode("utf-8-sig").splitlines()
    assert [line.split(";")[0].split(",")[0].strip('"') for line in lines[1:]] == [
        "Công ty A",
        "Công ty B",
        "Công ty C",
    ]
    assert "02/6/2020" in lines[1]


def test_a_form_says_its_rules_of_days_in_words_and_names_who_fills_it(officer: User, province: None):
    text = MILL_FORM.replace(
        'fillers = { kinds = ["enterprise"] }',
        'fillers = { organisations = ["cty-b"] }\n\n[schedule]\nopens = { days = -3 }\ncut_off = { after = "period_end" }\n'
        "due = { day = 15, months = 1 }",
    )
    form_publish(text=text, by=None)
    page = seat_of(officer).get("/thu-thap/bieu/gao/").content.decode()
    assert "<dd>3 ngày trước ngày cuối kỳ</dd>" in page
    assert "<dt>Số liệu tính đến</dt><dd>ngày cuối kỳ</dd>" in page
    assert "<dt>Hạn nộp</dt><dd>ngày 15 của tháng thứ 1 sau kỳ</dd>" in page
    assert "Công ty B" in page and "cty-b" not in page


def headings(page: str) -> list[str]:
    return [
        text.split(" ↕")[0].strip()
        for text in re.findall(r"<th scope=\"col\"[^>]*>(?:<[^>]+>)*([^<]+)", page)
    ]


def test_of_forms_only_the_columns_that_were_chosen_are_shown_and_taken_away(officer: User, mill_form: Form):
    client = seat_of(officer)
    address = "/thu-thap/bieu/?cot=loai-ky&cot=linh-vuc&xep=ten"
    assert headings(client.get(address).content.decode())[:2] == ["Lĩnh vực", "Loại kỳ"]
    lines = client.get(f"{address}&tep=csv").content.decode("utf-8-sig").splitlines()
    assert lines[0].replace(",", ";").replace('"', "") == "Mã;Lĩnh vực;Loại kỳ"
    # Without its name a form can still be opened.
    assert 'href="/thu-thap/bieu/gao/"' in client.get(address).content.decode()
    assert client.get("/thu-thap/bieu/?cot=la").status_code == 400


def test_of_late_returns_only_the_columns_that_were_chosen_are_shown_and_taken_away(
    may_2020: Round, officer: User
):
    client = seat_of(officer)
    address = "/thu-thap/qua-han/?cot=bieu&cot=tre"
    page = client.get(address).content.decode()
    assert headings(page)[:2] == ["Biểu", "Số ngày trễ"]
    assert "02/6/2020" not in page.partition("<tbody")[2].partition("</tbody>")[0]
    lines = client.get(f"{address}&tep=csv").content.decode("utf-8-sig").splitlines()
    assert lines[0].replace(",", ";").replace('"', "") == "Đơn vị;Biểu;Số ngày trễ"
    assert client.get("/thu-thap/qua-han/?cot=la").status_code == 400
