"""The page of cells worth a question: who may see it, what stands first, what can be taken away as a file."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.models import F
from django.test import Client

from apps.collection.mills import make_person
from apps.collection.twelve_mills import USUAL, filled_round, grown
from congthuong.apps.accounts.models import User
from congthuong.apps.collection.models import CellNote, Form, Return, Round, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def slipped(mill_form: Form, officer: User) -> Round:
    """A thousandfold slip at one mill, explained; a halving at another."""
    filled_round(officer, "2019-05", USUAL, approved=True)
    opened = filled_round(officer, "2020-05", grown("them-03", 1000) | {"them-07": 300})
    ret = opened.returns.get(organisation="them-03")
    CellNote.objects.create(ret=ret, row="gao", column="ky", kind="explanation", text="Nhập theo ki-lô-gam")
    return opened


def page_of(user: User, address: str) -> str:
    client = Client()
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_weightiest_question_stands_first_with_reason_cell_and_explanation(slipped: Round, officer: User):
    page = page_of(officer, f"/thu-thap/ky/{slipped.pk}/")
    ret = slipped.returns.get(organisation="them-03")

    assert page.index("Xay xát them-03</td>") < page.index("Xay xát them-07</td>")
    assert f'href="/thu-thap/{ret.pk}/#o-gao-ky"' in page
    assert "1.049,59 lần cùng kỳ năm trước" in page
    assert "Nhập theo ki-lô-gam" in page


def test_it_is_narrowed_by_unit_by_state_and_by_words_without_marks(slipped: Round, officer: User):
    address = f"/thu-thap/ky/{slipped.pk}/"
    Return.objects.filter(round=slipped, organisation="them-03").update(state=State.APPROVED)

    assert "Xay xát them-03</td>" not in page_of(officer, address + "?don_vi=them-07")
    assert "Xay xát them-03</td>" not in page_of(officer, address + "?cho_duyet=1")
    assert "Xay xát them-07</td>" not in page_of(officer, address + "?tim=xay+xat+them-03")
    assert "Không có ô nào khớp" in page_of(officer, address + "?tim=khong-co")


def test_the_list_can_be_kept_as_a_file(slipped: Round, officer: User):
    client = Client()
    client.force_login(officer)
    answer = client.get(f"/thu-thap/ky/{slipped.pk}/?tep=csv")
    lines = answer.content.decode("utf-8-sig").splitlines()

    assert lines[0].startswith('"Đơn vị";"Chỉ tiêu";"Cột"')
    assert lines[1].startswith('"Xay xát them-03";"Gạo xay xát";"Trong kỳ";"tấn";"1270000"')
    assert client.get(f"/thu-thap/ky/{slipped.pk}/?tep=xlsx").status_code == 200


def test_a_respondent_and_an_officer_of_another_field_see_nothing(slipped: Round):
    for number, person in enumerate(
        (
            make_person("chu", "respondent", "cty-a"),
            make_person("dien", "division", "so", kinds=["nang_luong"]),
        )
    ):
        client = Client()
        client.force_login(person)
        assert client.get(f"/thu-thap/ky/{slipped.pk}/").status_code == (403, 404)[number]


def test_a_round_with_nothing_handed_in_says_so(may_2020: Round, officer: User):
    assert "Chưa có phiếu nào nộp" in page_of(officer, f"/thu-thap/ky/{may_2020.pk}/")


def test_the_officer_reads_the_doubtful_and_weighty_return_first(slipped: Round, officer: User):
    """Handed in last and at the end of the alphabet, it would stand among the last of twelve."""
    slip, halved = (slipped.returns.get(organisation=one) for one in ("them-03", "them-07"))
    waiting = slipped.returns.filter(state=State.HANDED_IN).order_by("pk")
    for place, ret in enumerate(waiting):
        Return.objects.filter(pk=ret.pk).update(handed_in_at=slipped.opened_at + timedelta(minutes=place))
    Return.objects.filter(pk=slip.pk).update(handed_in_at=slipped.opened_at + timedelta(days=3))

    for address in ("/thu-thap/", "/thu-thap/phieu/?trang_thai=handed_in"):
        page = page_of(officer, address)
        rows = page.partition("Số cần hỏi")[2]
        places = [rows.index(f'href="/thu-thap/{ret.pk}/"') for ret in (slip, halved)]
        assert places == sorted(places) and rows.index('href="/thu-thap/') == places[0]
        assert "1.049,59 lần cùng kỳ năm trước" in page
    lightest = page_of(officer, "/thu-thap/phieu/?trang_thai=handed_in&xep=can-hoi").partition("<tbody")[2]
    assert lightest.index(f'href="/thu-thap/{halved.pk}/"') < lightest.index(f'href="/thu-thap/{slip.pk}/"')

    client = Client()
    client.force_login(officer)
    assert client.get("/thu-thap/phieu/?xep=can-hoi").status_code == 400
    file = (
        client.get("/thu-thap/phieu/?trang_thai=handed_in&tep=csv").content.decode("utf-8-sig").splitlines()
    )
    assert "Xay xát them-03" in file[1] and "1 ô; Gạo xay xát" in file[1]


def test_what_was_corrected_or_approved_since_the_last_look_moves_in_the_list(slipped: Round, officer: User):
    slip = slipped.returns.get(organisation="them-03")
    assert "1.049,59 lần" in page_of(officer, "/thu-thap/")
    slip.cells.update(value=Decimal(1270))
    Return.objects.filter(pk=slip.pk).update(version=F("version") + 1)
    page = page_of(officer, "/thu-thap/")
    assert "1.049,59 lần" not in page and f'href="/thu-thap/{slip.pk}/"' in page


def test_approving_shows_the_cells_worth_a_question_first_with_reason_and_answer(
    slipped: Round, officer: User
):
    slip = slipped.returns.get(organisation="them-03")
    page = page_of(officer, f"/thu-thap/{slip.pk}/duyet/")
    assert page.index("Nên xem trước (1 ô)") < page.index("1.049,59 lần") < page.index("Các số được niêm")
    assert "Nhập theo ki-lô-gam" in page
    plain = slipped.returns.get(organisation="them-05")
    assert "Nên xem trước" not in page_of(officer, f"/thu-thap/{plain.pk}/duyet/")
