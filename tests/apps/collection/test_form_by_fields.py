"""An administrator edits a form in fields: what is typed is never lost, what is wrong is named with its place, and
another administrator's version is not written over."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from apps.collection.mills import MILL_FORM, make_person
from congthuong.apps.collection.form_fields import blank, changed
from congthuong.apps.collection.models import Form, FormVersion
from congthuong.apps.collection.queries.forms import definition_of, latest_version
from congthuong.apps.collection.services.forms import form_publish

pytestmark = pytest.mark.django_db
ADDRESS = "/thu-thap/bieu/soan/o/"


@pytest.fixture
def client(mill_form: Form) -> Client:
    own = Client()
    own.force_login(make_person("quantri", "administrator", "so"))
    return own


def sent(page: str) -> dict[str, Any]:
    """What a browser would send of the page's form."""
    begin = page.index('class="by-fields"')
    form = page[begin : page.index("</form>", begin)]
    fields: dict[str, Any] = {}
    for select in re.finditer(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        options = re.findall(r'<option value="([^"]*)"( selected)?', select[2])
        fields[select[1]] = next((value for value, chosen in options if chosen), options[0][0])
    for tag in re.finditer(r"<input\b[^>]*>", form):
        name, value = (re.search(rf'\b{part}="([^"]*)"', tag[0]) for part in ("name", "value"))
        if name is None or (" checked" not in tag[0] and 'type="checkbox"' in tag[0]):
            continue
        fields.setdefault(name[1], []) if name[1] == "ai-kinds" else None
        text = unescape(value[1]) if value else ""
        fields[name[1]] = [*fields[name[1]], text] if name[1] == "ai-kinds" else text
    for area in re.finditer(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.S):
        fields[area[1]] = unescape(area[2])
    return fields


def opened(client: Client) -> dict[str, Any]:
    return sent(client.get(ADDRESS, {"tu": "gao"}).content.decode())


def press(client: Client, fields: dict[str, Any], act: str) -> tuple[int, str]:
    answer = client.post(ADDRESS, {**fields, "viec": act})
    return answer.status_code, answer.content.decode()


def test_a_form_opened_and_published_again_is_the_same_version(client: Client):
    """Every part of it stands in a field: one that had none would be lost by opening the page."""
    status, _page = press(client, opened(client), "cong-bo")
    assert status == 302 and FormVersion.objects.count() == 1


def test_a_row_is_added_by_search_looked_at_and_published(client: Client):
    status, page = press(client, opened(client), "them-dong:0")
    assert status == 200
    assert re.search(r'name="dong-0-2-indicator"[^>]* autofocus', page)  # the keyboard is where the work is
    assert '<option value="gao_ke_hoach" label="Gạo theo kế hoạch">' in page
    fields = sent(page) | {"dong-0-2-indicator": "gao_ke_hoach", "dong-0-2-organisations": "cty-a, cty-b"}
    del fields["dong-0-2-required"]

    status, page = press(client, fields, "xem")
    assert status == 200 and "Định nghĩa không có lỗi." in page and "o-gao_ke_hoach-ky" in page
    assert FormVersion.objects.count() == 1
    status, page = press(client, fields | {"thay-doi": "Thêm dòng kế hoạch"}, "cong-bo")

    assert status == 302
    form = definition_of(latest_version(Form.objects.get(code="gao")))
    row = form.rows["gao_ke_hoach"]
    assert (row.label, row.required, row.organisations) == ("Gạo theo kế hoạch", False, ("cty-a", "cty-b"))
    assert len(form.rules) == 2  # the rules that the fields do not show came through


@pytest.mark.parametrize(
    ("field", "typed", "place", "said"),
    [
        ("dong-0-0-indicator", "gaoo", "dong-0-0", "có phải «gao»?"),
        ("dong-0-0-decimals", "hai", "dong-0-0", "phải là số nguyên"),
        ("cot-1-code", "Cộng", "cot-1", "chỉ gồm chữ thường không dấu"),
        ("lich-due-working_days", "x", "lich", "phải là số nguyên"),
        ("dong-0-1-items", "khu vuc", "dong-0-1", "phải là bảng"),
        ("quy-tac", '[[rule]]\ncode = "a"\n', "quy-tac", "thiếu mục «kind»"),
        ("bieu-name", "", "dau-bieu", "thiếu mục «name»"),
    ],
)
def test_what_is_wrong_is_named_with_its_place_and_stays_typed(
    client: Client, field: str, typed: str, place: str, said: str
):
    fields = opened(client) | {field: typed, "thay-doi": "Thử"}
    status, page = press(client, fields, "cong-bo")

    assert status == 400 and said in unescape(page)
    assert f'href="#{place}"' in page and f'id="{place}"' in page
    assert sent(page)[field] == typed.strip() or field == "quy-tac"
    assert FormVersion.objects.count() == 1


def test_rules_that_are_no_toml_are_told_with_the_line_and_kept(client: Client):
    fields = opened(client) | {"quy-tac": "[[rule]\ncode ="}
    status, page = press(client, fields, "xem")
    assert status == 400 and "CT-846" in page and "dòng 1" in page
    assert sent(page)["quy-tac"] == "[[rule]\ncode ="


def test_two_administrators_at_once_do_not_write_over_each_other(client: Client):
    fields = opened(client)
    other = make_person("quantri2", "administrator", "so")
    form_publish(text=MILL_FORM.replace("Sản lượng", "Sản lượng gạo", 1), by=other, note="Tên phần")
    mine = fields | {"phan-0-name": "Gạo và lao động", "thay-doi": "Đổi tên phần"}

    status, page = press(client, mine, "cong-bo")

    assert status == 400 and "CT-845" in page and "Người quantri2" in page
    assert sent(page)["phan-0-name"] == "Gạo và lao động"
    assert FormVersion.objects.count() == 2
    # Also by the other view, and when a form is begun anew under a code that is taken.
    text = MILL_FORM.replace("Sản lượng", "Gạo và lao động", 1)
    for seen in ("gao:1", ":0"):
        told = client.post("/thu-thap/bieu/soan/", {"noi-dung": text, "viec": "cong-bo", "thay-doi": "Đổi tên", "nguon": seen})  # fmt: skip
        assert told.status_code == 400 and "CT-845" in told.content.decode()
    assert press(client, mine | {"nguon": "gao:2"}, "cong-bo")[0] == 302


def test_the_two_views_hold_the_same_definition(client: Client):
    fields = opened(client) | {"phan-0-name": "Gạo"}
    page = press(client, fields, "toml")[1]
    text = unescape(page[page.index('name="noi-dung"') :].partition(">")[2].partition("</textarea>")[0])
    assert 'name = "Gạo"' in text and "[[rule]]" in text
    back = client.post(ADDRESS, {"noi-dung": text, "viec": "tu-toml", "nguon": "gao:1"}).content.decode()
    again = sent(back)
    assert again["phan-0-name"] == "Gạo" and again["nguon"] == "gao:1"
    broken = client.post(ADDRESS, {"noi-dung": "code = ", "viec": "tu-toml"})
    assert broken.status_code == 400 and "code = " in broken.content.decode()


def test_who_may_not_edit_forms_has_no_such_page(mill_form: Form):
    client = Client()
    client.force_login(make_person("chu-b", "respondent", "cty-b"))
    assert client.get(reverse("form-edit-fields")).status_code == 403


def named(*codes: str) -> list[dict[str, object]]:
    return [{"code": one} for one in codes]


@pytest.mark.parametrize(
    ("act", "rows", "hand"),
    [
        ("len-dong:0:1", [["b", "a"], ["c"]], "dong-0-0"),
        ("xuong-dong:0:0", [["b", "a"], ["c"]], "dong-0-1"),
        ("xuong-dong:0:1", [["a"], ["b", "c"]], "dong-1-0"),  # into the next section
        ("len-dong:1:0", [["a", "b", "c"], []], "dong-0-2"),
        ("len-dong:0:0", [["a", "b"], ["c"]], "dong-0-0"),
        ("bo-dong:0:0", [["b"], ["c"]], "dong-0-0"),
        ("bo-dong:0:7", [["a", "b"], ["c"]], ""),
        ("xuong-phan:0", [["c"], ["a", "b"]], "phan-1"),
        ("bo-phan:1", [["a", "b"]], "phan-0"),
        ("bo-phan:x", [["a", "b"], ["c"]], ""),
        ("la-gi", [["a", "b"], ["c"]], ""),
    ],
)
def test_moving_keeps_every_row_and_says_what_is_in_hand(act: str, rows: list[list[str]], hand: str):
    data = {"section": [{"row": named("a", "b")}, {"row": named("c")}], "column": named("ky")}
    assert changed(data, act) == hand
    assert [[row["code"] for row in one["row"]] for one in data["section"]] == rows


def test_a_new_form_begins_with_a_row_and_a_column():
    data = blank()
    assert changed(data, "them-cot") == "cot-1" and changed(data, "them-phan") == "phan-1"
    assert [len(data["section"]), len(data["column"])] == [2, 2]
