"""Who checks many returns: approves the clear ones together, reminds the late units, is told who came late."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from apps.collection.mills import MILL_FORM, MILLS, Save, make_person
from congthuong.apps.accounts.models import User
from congthuong.apps.catalogue.models import Place
from congthuong.apps.collection.models import Approval, CellNote, Form, Return, Round
from congthuong.apps.collection.problems import (
    ExplanationTooShort,
    ReasonMissing,
    ReturnChanged,
    ReturnDoubted,
)
from congthuong.apps.collection.queries.intact import approval_verify
from congthuong.apps.collection.queries.pages_returns import period_choices, to_approve
from congthuong.apps.collection.queries.sheets import sheet_for
from congthuong.apps.collection.services.flow import return_hand_in
from congthuong.apps.collection.services.forms import form_publish
from congthuong.apps.collection.services.group_approving import returns_approve
from congthuong.apps.collection.services.notes import finding_explain
from congthuong.apps.collection.services.reminding import unit_remind
from congthuong.apps.collection.services.rounds import round_open
from congthuong.core.problems import Problems

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]


def seat_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def handed_in(may_2020: Round, miller: User, save: Save) -> list[Return]:
    """Of all three mills, 100, 101 and 102 tonnes."""
    returns = []
    for count, mill in enumerate(MILLS):
        user = miller if mill == "cty-a" else make_person(f"chu-{mill[-1]}", "respondent", mill)
        ret = may_2020.returns.get(organisation=mill)
        save(ret, "gao", str(100 + count), by=user)
        returns.append(return_hand_in(ret=ret.pk, by=user))
    return returns


def test_clear_returns_are_approved_together_each_sealed_as_by_itself(officer: User, handed_in: list[Return]):
    client = seat_of(officer)
    home = client.get("/thu-thap/").content.decode()
    assert home.count('name="phieu"') == 3
    query = "&".join(f"phieu={one.pk}" for one in handed_in)
    page = client.get(f"/thu-thap/duyet-nhom/?{query}").content.decode()
    assert "Duyệt cả 3 phiếu" in page
    assert '<td class="num">303</td>' in page  # what the chosen ones add up to
    sent = {"phieu": [f"{one.pk}.{one.version}" for one in handed_in]}
    assert client.post("/thu-thap/duyet-nhom/", sent).status_code == 302
    approvals = list(Approval.objects.all())
    assert {one.ret_id for one in approvals} == {one.pk for one in handed_in}
    for one in approvals:
        approval_verify(one)


def test_one_that_moved_or_is_doubted_stops_the_whole_group(
    officer: User, handed_in: list[Return], miller: User
):
    seen = {one.pk: one.version for one in handed_in}
    with pytest.raises(ReturnChanged):
        returns_approve(seen=seen | {handed_in[2].pk: 0}, by=officer)
    assert not Approval.objects.exists()
    CellNote.objects.create(ret=handed_in[0], row="gao", column="ky", kind="explanation", text="Máy mới", finding="x", by=miller)  # fmt: skip
    with pytest.raises(ReturnDoubted):
        returns_approve(seen=seen, by=officer)
    assert not Approval.objects.exists()
    refused = seat_of(miller).post("/thu-thap/duyet-nhom/", {"phieu": [f"{handed_in[0].pk}.1"]})
    assert refused.status_code == 403


def test_after_one_return_comes_the_next(officer: User, handed_in: list[Return]):
    first, second, _third = handed_in
    client = seat_of(officer)
    address = f"/thu-thap/{first.pk}/duyet/"
    page = client.post(address, {"phien-ban": first.version}, follow=True).content.decode()
    assert f'href="/thu-thap/{second.pk}/duyet/">Phiếu tiếp theo' in page
    assert "Về danh sách chờ duyệt (2)" in page


def test_an_explanation_of_a_figure_that_is_gone_no_longer_counts(
    officer: User, may_2020: Round, miller: User, save: Save
):
    ret = may_2020.returns.get(organisation="cty-a")
    save(ret, "gao", "900")
    CellNote.objects.create(ret=ret, row="gao", column="ky", kind="explanation", text="Máy mới", finding="x", arithmetic="900", by=miller)  # fmt: skip
    save(ret, "gao", "100", base=1)
    return_hand_in(ret=ret.pk, by=miller)
    (listed,) = to_approve(officer).listed(9, date(2020, 6, 3))
    assert (listed.ret.abnormal, listed.clear) == (0, True)  # type: ignore[attr-defined]
    Return.objects.filter(pk=ret.pk).update(approved_at=timezone.now())
    assert "số đã sửa sau giải trình" in seat_of(officer).get("/thu-thap/giai-trinh/").content.decode()


def test_a_late_unit_is_reminded_in_words_to_copy_and_by_mail_where_it_is_on(
    officer: User, mill_return: Return, miller: User, settings: object
):
    client, address = seat_of(officer), "/thu-thap/qua-han/?don_vi=cty-a"
    page = client.get(address).content.decode()
    assert "Gạo xay xát, tháng 5/2020: hạn nộp 02/6/2020, trễ" in page
    assert "mailto:chu-a@example.vn" in page
    assert "Công ty B" not in page
    assert f'href="{address}"' in client.get("/thu-thap/tien-do/").content.decode()
    assert seat_of(miller).get(address).status_code == 403
    assert unit_remind(organisation="cty-a", by=officer, on=date(2020, 6, 9)) == 1
    assert unit_remind(organisation="cty-a", by=officer, on=date(2020, 6, 9)) == 0
    assert [one.to for one in mail.outbox] == [["chu-a@example.vn"]]


def test_who_handed_in_late_is_told_and_seen(
    officer: User, mill_return: Return, miller: User, save: Save, mill_form: object
):
    own = seat_of(miller).get(f"/thu-thap/{mill_return.pk}/").content.decode()
    assert "trễ" in own.partition("return-facts")[2].partition("</p>")[0]
    soon = round_open(form="gao", period="2020-06", by=officer, due_on=timezone.localdate() - timedelta(7))
    ret = soon.returns.get(organisation="cty-a")
    save(ret, "gao", "100")
    return_hand_in(ret=ret.pk, by=miller)
    assert "nộp trễ 7 ngày" in seat_of(officer).get("/thu-thap/").content.decode()


def test_what_people_read_bears_names_and_limits(officer: User, mill_form: Form, may_2020: Round):
    client = seat_of(officer)
    rules = client.get("/thu-thap/bieu/gao/").content.decode()
    assert "Thay đổi so với «Cùng kỳ năm trước» từ -50% đến 100%: dòng «Gạo xay xát»; cột «Trong kỳ»" in rules
    assert "Gạo xay xát, tháng 5/2020" in client.get("/thu-thap/tien-do/?theo=ky").content.decode()
    management = Round.objects.get(pk=may_2020.pk)
    for code in ("2020-H1", "QL-2020-H1"):
        management.pk, management.period = None, code
        management.save()
    assert [name for _, name in period_choices() if name.startswith("6 tháng")] == [
        "6 tháng đầu năm 2020", "6 tháng đầu năm 2020 (kỳ quản lý)",
    ]  # fmt: skip
    opening = client.get("/thu-thap/bieu/gao/mo-ky/").content.decode()
    assert '<option value="2020-06" selected>tháng 6/2020</option>' in opening


def test_one_word_explains_nothing_and_a_new_version_says_what_is_new(
    officer: User, mill_form: Form, mill_return: Return, miller: User, save: Save
):
    before = round_open(form="gao", period="2019-05", by=officer).returns.get(organisation="cty-a")
    save(before, "gao", "100")
    returns_approve(seen={before.pk: return_hand_in(ret=before.pk, by=miller).version}, by=officer)
    save(mill_return, "gao", "500")
    (found,) = sheet_for(mill_return).unexplained
    with pytest.raises(ExplanationTooShort):
        finding_explain(ret=mill_return.pk, finding=found.print, text=" ok ", by=miller)
    admin = make_person("qt", "administrator", "so")
    news = MILL_FORM.replace("Sản lượng", "Sản lượng chính")
    with pytest.raises(ReasonMissing):
        form_publish(text=news, by=admin, note=" ")
    assert form_publish(text=news, by=admin, note="Đổi tên phần").number == 2
    with pytest.raises(Problems, match="ở dòng 1, cột"):
        form_publish(text="code = = 1", by=admin)


def test_districts_that_no_longer_stand_are_named_before_a_period_is_opened(officer: User, mill_form: Form):
    text = MILL_FORM.replace('code = "gao"', 'code = "gao_huyen"', 1).replace(
        'kinds = ["enterprise"]', 'kinds = ["enterprise"], speaks_for = "place"'
    )
    form_publish(text=text, by=None)
    page = seat_of(officer).get("/thu-thap/bieu/gao_huyen/mo-ky/?ky=2020-08").content.decode()
    assert "không được hỏi" not in page
    Place.objects.filter(code="842").update(valid_to=date(2020, 7, 1))
    page = seat_of(officer).get("/thu-thap/bieu/gao_huyen/mo-ky/?ky=2020-08").content.decode()
    assert "3 đơn vị không được hỏi" in page
    assert "0 đơn vị phải nộp" in page
