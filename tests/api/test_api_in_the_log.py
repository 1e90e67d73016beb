"""The log is read by people: it says through which key a program acted, and names stand where keys and codes are kept."""

from __future__ import annotations

import pytest
from django.test import Client

from api.calls import cell
from api.conftest import Give
from apps.collection.mills import make_person
from congthuong.apps.accounts.events import verify
from congthuong.apps.accounts.models import Event, User
from congthuong.apps.accounts.services.people import person_edit
from congthuong.apps.collection.models import Return

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]


def test_who_reads_the_log_sees_names_and_the_key_that_a_program_used(
    mill_return: Return, miller: User, officer: User, give: Give
):
    boss = make_person("quantri", "administrator", "so")
    mill, at = give(miller), f"/returns/{mill_return.pk}"
    saved = mill("PUT", f"{at}/cells", {"cells": [cell("19125.40"), cell("27", row="lao_dong")]})
    mill("POST", f"{at}/hand-in", {"version": saved.data["version"]})
    person_edit(user=miller, full_name=miller.full_name, email="", organisation="cty-b", by=boss)
    admin = Client()
    admin.force_login(boss)

    page = admin.get("/nhat-ky/?tim=cong ty a&viec=return.handed_in").content.decode()
    assert "Phiếu «Gạo xay xát» của Công ty A, tháng 5/2020" in page
    assert f'href="/thu-thap/{mill_return.pk}/"' in page
    assert "tổ chức: Công ty A (cty-a)" in page
    assert "Người chu-a (chu-a)" in page
    key = Event.objects.get(action="return.handed_in").data["by_token"]
    assert f"qua khóa API «{key}»" in page

    rest = admin.get("/nhat-ky/").content.decode()
    assert "tổ chức Công ty A (cty-a) → Công ty B (cty-b)" in rest
    assert "biểu: Gạo xay xát (gao)" in rest
    assert rest.count("qua khóa API") == 1  # what the same person does on a page stands on no key
    assert "collection." not in admin.get("/nhat-ky/?tep=csv").content.decode("utf-8-sig")
    assert verify().events == Event.objects.count()
