"""Without a script «Đã lưu.» is said only of figures that stand there, and the largest form can be saved."""

from __future__ import annotations

import pytest
from django.test import Client

from congthuong.apps.accounts.models import User
from congthuong.apps.collection.models import Return, ReturnCell

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]


def typed(text: str, was: str = "", seen: int = 0, page: str = "x") -> dict[str, str]:
    return {"lan": page, "o.gao.ky": text, "cu.gao.ky": was, "lan.gao.ky": str(seen)}


@pytest.fixture
def client(miller: User) -> Client:
    client = Client()
    client.force_login(miller)
    return client


def test_another_figure_on_a_page_one_went_back_to_is_asked_about(client: Client, mill_return: Return):
    address = f"/thu-thap/{mill_return.pk}/"
    assert "Đã lưu." in client.post(address, typed("5"), follow=True).content.decode()
    answer = client.post(address, typed("6"), follow=True)

    assert answer.status_code == 409
    assert "Đã lưu." not in answer.content.decode()
    assert "bạn nhập «6», Người chu-a đã nhập «5»" in answer.content.decode()


def test_a_page_sent_twice_saves_once(client: Client, mill_return: Return):
    address = f"/thu-thap/{mill_return.pk}/"
    client.post(address, typed("5"))
    assert "Đã lưu." in client.post(address, typed("5"), follow=True).content.decode()
    assert ReturnCell.objects.get().revision == 1


def test_an_old_page_sent_again_after_a_correction_is_not_called_saved(client: Client, mill_return: Return):
    address = f"/thu-thap/{mill_return.pk}/"
    client.post(address, typed("5"))
    client.post(address, typed("6", was="5", seen=1, page="y"))
    answer = client.post(address, typed("5"))

    assert answer.status_code == 409
    assert "bạn nhập «5», Người chu-a đã nhập «6»" in answer.content.decode()
    assert ReturnCell.objects.get().value == 6


def test_a_form_of_many_cells_is_saved(client: Client, mill_return: Return):
    others = {
        f"{what}.dong_{number}.ky": was
        for number in range(2000)
        for what, was in (("o", ""), ("cu", ""), ("lan", "0"))
    }
    answer = client.post(f"/thu-thap/{mill_return.pk}/", typed("5") | others, follow=True)
    assert "Đã lưu." in answer.content.decode()
    assert ReturnCell.objects.get().value == 5
