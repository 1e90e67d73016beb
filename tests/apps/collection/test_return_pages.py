"""A return's page: what one sees, saves without a script, and what is refused to whom."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.collection.mills import Save, make_person
from congthuong.apps.accounts.models import User
from congthuong.apps.collection.models import CellNote, Form, Return, ReturnCell, State
from congthuong.apps.collection.services.approving import return_approve
from congthuong.apps.collection.services.flow import return_hand_in
from congthuong.apps.collection.services.notes import cell_comment
from congthuong.apps.collection.services.rounds import round_open

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]


def seat_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def send(client: Client, ret: Return, *changes: dict[str, Any]) -> Any:
    body = json.dumps({"changes": list(changes)})
    return client.post(f"/thu-thap/{ret.pk}/o/", body, content_type="application/json", headers={"accept": "application/json"})  # fmt: skip


def change(text: str, base: int = 0, key: str = "a", row: str = "gao") -> dict[str, Any]:
    return {"row": row, "column": "ky", "text": text, "base": base, "key": key}


def data_of(page: str, name: str) -> Any:
    start = page.index(f'<script id="{name}" type="application/json">')
    return json.loads(page[page.index(">", start) + 1 : page.index("</script>", start)])


def test_the_grid_shows_labels_units_and_what_is_typed(mill_return: Return, miller: User, save: Save):
    save(mill_return, "gao", "19.125,44")
    answer = seat_of(miller).get(f"/thu-thap/{mill_return.pk}/")
    page = answer.content.decode()

    assert answer.status_code == 200
    assert 'aria-label="Gạo xay xát, Trong kỳ (tấn)"' in page
    assert 'value="19.125,44"' in page
    assert data_of(page, "da-thay")["cells"]["gao/ky"] | {"at": ""} == {
        "v": "19125.44", "s": "19.125,44", "r": 1, "by": "Người chu-a", "at": "", "e": 1,
    }  # fmt: skip
    assert data_of(page, "bieu")["formulas"] == [
        ["gao/cong_don", ["+", ["was", "gao/cong_don"], ["cell", "gao/ky"]]],
        ["lao_dong/cong_don", ["+", ["was", "lao_dong/cong_don"], ["cell", "lao_dong/ky"]]],
    ]


def test_without_a_script_the_form_saves_what_was_changed(mill_return: Return, miller: User):
    form = {"lan": "x", "o.gao.ky": "120,5", "cu.gao.ky": "", "lan.gao.ky": "0", "o.lao_dong.ky": "", "cu.lao_dong.ky": ""}  # fmt: skip
    answer = seat_of(miller).post(f"/thu-thap/{mill_return.pk}/", form, follow=True)

    assert "Đã lưu." in answer.content.decode()
    assert list(ReturnCell.objects.values_list("row", "text")) == [("gao", "120,5")]


def test_without_a_script_a_conflict_is_told_with_both_values(mill_return: Return, miller: User, save: Save):
    save(mill_return, "gao", "100", by=make_person("ke-toan", "respondent", "cty-a"))
    form = {"lan": "x", "o.gao.ky": "130", "cu.gao.ky": "", "lan.gao.ky": "0"}
    answer = seat_of(miller).post(f"/thu-thap/{mill_return.pk}/", form)

    assert answer.status_code == 409
    assert "bạn nhập «130», Người ke-toan đã nhập «100»" in answer.content.decode()
    assert ReturnCell.objects.get().value == 100


def test_a_script_is_told_of_each_cell_what_came_of_it(mill_return: Return, miller: User):
    answer = send(seat_of(miller), mill_return, change("1 850"), change("7", key="b", row="lao_dong"))

    first, second = answer.json()["outcomes"]
    assert (first["state"], first["choices"]) == ("unreadable", ["1.850"])
    assert (second["state"], second["r"], second["v"], second["s"]) == ("saved", 1, "7", "7")


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{}", '{"changes": [1]}', '{"changes": [{"row": "gao"}]}',
     '{"changes": [{"row": "gao", "column": "ky", "text": "1", "key": "", "base": 0}]}',
     '{"changes": [{"row": "gao", "column": "ky", "text": "1", "key": "a", "base": true}]}',
     '{"changes": [{"row": "gao", "column": "ky", "text": "1", "key": "\\ud800", "base": 0}]}',
     '{"changes": [{"row": "gao", "column": "ky", "text": "\\ud800", "key": "a", "base": 0}]}',
     '{"changes": [{"row": "gao", "column": "ky", "text": "1", "key": "a\\u0000", "base": 0}]}'],
)  # fmt: skip
def test_what_no_script_of_ours_sends_is_refused_in_words(mill_return: Return, miller: User, body: str):
    answer = seat_of(miller).post(f"/thu-thap/{mill_return.pk}/o/", body, content_type="application/json")

    assert answer.status_code == 400
    assert answer.json()["problems"][0]["code"] == "CT-841"
    assert not ReturnCell.objects.exists()


def test_nothing_new_costs_few_queries_and_says_so(mill_return: Return, miller: User, save: Save):
    client = seat_of(miller)
    address = f"/thu-thap/{mill_return.pk}/moi/"
    tag = client.get(address).headers["ETag"]
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(address, headers={"if-none-match": tag})
    assert (answer.status_code, answer.content) == (304, b"")
    # Session, person, rights; the return with its last note and file.
    assert len(caught) == 4

    save(mill_return, "gao", "100")
    news = client.get(address, headers={"if-none-match": tag}).json()
    assert (news["version"], news["state"], news["cells"]["gao/ky"]["v"]) == (1, "draft", "100")


def test_opening_the_page_takes_as_many_queries_for_an_empty_return_as_for_a_full_one(
    mill_return: Return, miller: User, save: Save
):
    def queries() -> int:
        client = seat_of(miller)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(f"/thu-thap/{mill_return.pk}/").status_code == 200
        return len(caught)

    queries()
    empty = queries()
    save(mill_return, "gao", "100")
    save(mill_return, "lao_dong", "12")
    # Session, person, rights; the return with what came last, its cells.
    assert queries() == empty == 5
    cell_comment(ret=mill_return.pk, row="gao", column="ky", text="Mất điện ba ngày.", by=miller)
    assert queries() == 6


def test_a_cell_that_is_left_is_saved_by_few_queries(mill_return: Return, miller: User):
    client = seat_of(miller)
    counts = []
    for base in range(3):
        with CaptureQueriesContext(connection) as caught:
            assert send(client, mill_return, change(str(base), base=base, key=f"k{base}")).status_code == 200
        counts.append(len(caught))
    # Session, person, rights, return, key, cell; the change, the cell, the return; around them the transaction.
    # The first one also says that the return is a draft now.
    assert counts == [12, 11, 11]


def test_what_the_ledger_shows_beside_the_cells_is_never_an_older_answer(
    mill_return: Return, miller: User, officer: User, save: Save
):
    """It is kept by the process until the ledger grows."""
    client = seat_of(miller)

    def beside() -> str | None:
        page = client.get(f"/thu-thap/{mill_return.pk}/").content.decode()
        cell = data_of(page, "da-thay")["cells"]["gao/cung_ky"]
        return cell.get("s")

    assert beside() is None
    year_before = round_open(form="gao", period="2019-05", by=officer).returns.get(organisation="cty-a")
    save(year_before, "gao", "80", key="n1")
    return_hand_in(ret=year_before.pk, by=miller)
    return_approve(ret=year_before.pk, by=officer)
    assert beside() == "80,00"


def test_a_cell_tells_its_history_and_takes_a_comment(mill_return: Return, miller: User, save: Save):
    save(mill_return, "gao", "100")
    save(mill_return, "gao", "120", base=1)
    client = seat_of(miller)
    answer = client.post(
        f"/thu-thap/{mill_return.pk}/o/gao/ky/", {"noi-dung": "Có <b>kho</b> 2"}, follow=True
    )
    page = answer.content.decode()

    assert "100 → <strong>120</strong>" in page
    assert "Có &lt;b&gt;kho&lt;/b&gt; 2" in page
    assert client.get(f"/thu-thap/{mill_return.pk}/o/gao/khong_co/").status_code == 404


def test_an_abnormal_figure_is_answered_where_it_is_asked(
    mill_return: Return, miller: User, save: Save, officer: User
):
    from congthuong.apps.collection.queries.sheets import sheet_for

    Return.objects.filter(pk=mill_return.pk).update(state=State.DRAFT)
    save(mill_return, "gao", "2000000")
    client = seat_of(miller)
    page = client.get(f"/thu-thap/{mill_return.pk}/nop/").content.decode()
    assert "quá lớn, tối đa 1.000.000" in page
    assert f'href="/thu-thap/{mill_return.pk}/#o-gao-ky"' in page
    assert "Nộp phiếu</button>" not in page
    assert sheet_for(mill_return).evaluated.hard
    answer = client.post(f"/thu-thap/{mill_return.pk}/nop/", {"phien-ban": Return.objects.get(pk=mill_return.pk).version})  # fmt: skip
    assert answer.status_code == 400
    assert "CT-816" in answer.content.decode()


def test_a_soft_finding_asks_for_an_explanation_where_one_hands_in(
    mill_return: Return, miller: User, save: Save, officer: User, mill_form: Form
):
    before = round_open(form="gao", period="2019-05", by=officer).returns.get(organisation="cty-a")
    save(before, "gao", "100")
    return_hand_in(ret=before.pk, by=miller)
    return_approve(ret=before.pk, by=officer)
    save(mill_return, "gao", "500")
    client, address = seat_of(miller), f"/thu-thap/{mill_return.pk}"
    page = client.get(f"{address}/nop/").content.decode()
    assert "Bất thường, cần giải trình (1)" in page
    assert "500 / 100 × 100 − 100 = 400,00%" in page
    finding = page.partition('name="dau" value="')[2].partition('"')[0]
    refused = client.post(f"{address}/giai-trinh/", {"dau": finding, "noi-dung": " ", "ve": "nop"})
    assert "CT-819" in refused.content.decode()
    page = client.post(f"{address}/giai-trinh/", {"dau": finding, "noi-dung": "Mở máy", "ve": "nop"}, follow=True).content.decode()  # fmt: skip
    assert "Đã giải trình (1)" in page
    assert "Nộp phiếu</button>" in page
    script = client.post(f"{address}/giai-trinh/", {"dau": "x", "noi-dung": "y"}, headers={"accept": "application/json"})  # fmt: skip
    assert script.json()["problems"][0]["code"] == "CT-815"


def test_sending_back_needs_a_reason_and_keeps_what_was_typed(
    mill_return: Return, save: Save, miller: User, officer: User
):
    save(mill_return, "gao", "100")
    ret = return_hand_in(ret=mill_return.pk, by=miller)
    client = seat_of(officer)
    refused = client.post(f"/thu-thap/{ret.pk}/tra-lai/", {"phien-ban": ret.version, "ly-do": "  "})
    assert refused.status_code == 400
    assert "CT-819" in refused.content.decode()
    stale = client.post(
        f"/thu-thap/{ret.pk}/tra-lai/", {"phien-ban": ret.version - 1, "ly-do": "Thiếu kho 2"}
    )
    assert "CT-821" in stale.content.decode()
    assert "Thiếu kho 2</textarea>" in stale.content.decode()
    done = client.post(
        f"/thu-thap/{ret.pk}/tra-lai/", {"phien-ban": ret.version, "ly-do": "Thiếu kho 2"}, follow=True
    )
    assert "Thiếu kho 2" in done.content.decode()
    assert Return.objects.get(pk=ret.pk).state == State.RETURNED


def test_approving_shows_what_is_sealed_and_a_revision_both_values(
    mill_return: Return, save: Save, miller: User, officer: User
):
    save(mill_return, "gao", "100")
    ret = return_hand_in(ret=mill_return.pk, by=miller)
    client = seat_of(officer)
    page = client.get(f"/thu-thap/{ret.pk}/duyet/").content.decode()
    assert "Duyệt 1 số liệu" in page
    assert "chưa có" in page  # in the ledger before
    client.post(f"/thu-thap/{ret.pk}/duyet/", {"phien-ban": ret.version})
    assert "Còn nguyên vẹn" in client.get(f"/thu-thap/{ret.pk}/qua-trinh/").content.decode()

    form = {"phien-ban": ret.version + 1, "o": "gao/ky", "ly-do": "Cân lại"}
    assert client.post(f"/thu-thap/{ret.pk}/dieu-chinh/", form).status_code == 302
    grid = seat_of(miller).get(f"/thu-thap/{ret.pk}/").content.decode()
    assert 'name="o.gao.ky"' in grid
    assert 'name="o.lao_dong.ky"' not in grid  # only touched cells open
    save(mill_return, "gao", "140", base=1)
    for viewer in (miller, officer):  # what was approved stands beside what stands there now
        own = seat_of(viewer)
        beside = own.get(f"/thu-thap/{ret.pk}/").content.decode()
        assert ">đã duyệt: 100</span>" in beside and beside.count("đã duyệt: ") == 1
        assert "Đã duyệt: <strong>100</strong>" in own.get(f"/thu-thap/{ret.pk}/o/gao/ky/").content.decode()
    return_hand_in(ret=ret.pk, by=miller)
    page = client.get(f"/thu-thap/{ret.pk}/duyet/").content.decode()
    assert '<td class="num">100</td><td class="num"><strong>140</strong></td>' in page


def test_files_are_checked_kept_and_handed_out_only_to_who_may_see_the_return(
    mill_return: Return, miller: User
):
    client = seat_of(miller)
    wrong = client.post(f"/thu-thap/{mill_return.pk}/tep/", {"tep": SimpleUploadedFile("a.pdf", b"MZ")})
    assert (wrong.status_code, "CT-823" in wrong.content.decode()) == (400, True)
    client.post(
        f"/thu-thap/{mill_return.pk}/tep/", {"tep": SimpleUploadedFile("Biên bản.pdf", b"%PDF-1.7 x")}
    )
    file = mill_return.attachments.get()
    answer = client.get(f"/thu-thap/{mill_return.pk}/tep/{file.pk}/")
    assert answer.content == b"%PDF-1.7 x"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    other = seat_of(make_person("chu-b", "respondent", "cty-b"))
    assert other.get(f"/thu-thap/{mill_return.pk}/tep/{file.pk}/").status_code == 404


SEES = {"administrator", "synthesis", "division", "leader", "auditor", "respondent"}
CHECKS = {"synthesis", "division"}
ROLES = ("administrator", "synthesis", "division", "respondent", "leader", "clerk", "auditor", "public", "")


@pytest.mark.parametrize("role", ROLES)
def test_every_role_sees_and_does_what_the_table_of_rights_says(
    role: str, mill_return: Return, miller: User, save: Save
):
    """The unit's own respondent, and everybody else of the department."""
    save(mill_return, "gao", "100")
    ret = return_hand_in(ret=mill_return.pk, by=miller)
    unit = "cty-a" if role == "respondent" else "so"
    user = make_person("nguoi", role, unit) if role else User.objects.create_user("nguoi")
    client, number = seat_of(user), ret.pk
    seen = 200 if role in SEES else 403

    for address in ("", "moi/", "qua-trinh/", "o/gao/ky/"):
        assert client.get(f"/thu-thap/{number}/{address}").status_code == seen, address
    for address in ("duyet/", "tra-lai/", "dieu-chinh/"):
        assert client.get(f"/thu-thap/{number}/{address}").status_code == (200 if role in CHECKS else 403), (
            address
        )
    assert client.get(f"/thu-thap/{number}/nop/").status_code == (200 if role == "respondent" else 403)
    comment = client.post(f"/thu-thap/{number}/o/gao/ky/", {"noi-dung": "x"}).status_code
    assert comment == (302 if role in {*CHECKS, "respondent"} else 403)
    saved = send(client, ret, change("5"))
    assert saved.status_code == (403 if role not in SEES else 400)
    assert ReturnCell.objects.get().value == 100
    approved = client.post(f"/thu-thap/{number}/duyet/", {"phien-ban": ret.version}).status_code
    assert approved == (302 if role in CHECKS else 403)
    assert CellNote.objects.count() == (1 if role in {*CHECKS, "respondent"} else 0)


@pytest.mark.parametrize(
    "address", ["", "moi/", "qua-trinh/", "nop/", "o/gao/ky/", "duyet/", "tra-lai/", "dieu-chinh/"]
)
def test_the_return_of_another_unit_is_not_there(address: str, mill_return: Return):
    client = seat_of(make_person("chu-b", "respondent", "cty-b"))
    assert client.get(f"/thu-thap/{mill_return.pk}/{address}").status_code == 404


def test_an_officer_of_another_kind_of_data_sees_nothing(mill_return: Return):
    client = seat_of(make_person("phongtm", "division", "so", kinds=["thuong_mai"]))
    assert client.get(f"/thu-thap/{mill_return.pk}/").status_code == 404
    assert "Công ty A" not in client.get("/thu-thap/phieu/").content.decode()


def test_states_and_roles_are_said_in_english_to_who_reads_english(mill_return: Return, miller: User):
    client = Client()
    client.force_login(miller)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = client.get(f"/thu-thap/{mill_return.pk}/").content.decode()
    assert "Not begun" in page and "Chưa điền" not in page
    assert "not begun" in client.get("/thu-thap/phieu/").content.decode()
    account = client.get("/tai-khoan/").content.decode()
    assert "reporting unit" in account and "đơn vị báo cáo" not in account
