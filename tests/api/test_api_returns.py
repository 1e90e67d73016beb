"""A program fills a return like a person: all or nothing, once, with the same rights and the same sentences."""

from __future__ import annotations

from decimal import Decimal

import pytest

from api.calls import cell
from api.conftest import Give
from apps.collection.mills import make_person
from congthuong.apps.accounts.models import User
from congthuong.apps.collection.models import CellChange, Return, ReturnCell

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]


def test_from_the_first_cell_to_the_ledger(mill_return: Return, miller: User, officer: User, give: Give):
    mill, office, at = give(miller), give(officer), f"/returns/{mill_return.pk}"
    (own,) = mill.get("/returns").data["items"]
    assert (own["id"], own["form"], own["state"], own["version"]) == (mill_return.pk, "gao", "open", 0)

    saved = mill("PUT", f"{at}/cells", {"cells": [cell("19125.40"), cell("27", row="lao_dong")]})
    assert saved.status == 200, saved
    assert [one["value"] for one in saved.data["cells"]] == ["19125.40", "27"]
    assert mill("POST", f"{at}/hand-in", {"version": saved.data["version"]}).data["state"] == "handed_in"

    back = office("POST", f"{at}/send-back", {"version": 2, "reason": "Xem lại lao động"})
    assert back.data["state"] == "returned"
    version = mill("PUT", f"{at}/cells", {"cells": [cell("28", 1, "lao_dong")]}).data["version"]
    version = mill("POST", f"{at}/hand-in", {"version": version}).data["version"]
    approved = office("POST", f"{at}/approve", {"version": version})
    assert (approved.data["state"], approved.data["number"]) == ("approved", 1)

    known = office.get("/observations?indicator=gao").data
    assert [one["value"] for one in known["items"]][:1] == ["19125.40"]
    assert mill("PUT", f"{at}/cells", {"cells": [cell("1", 1)]}).codes == ["CT-814"]


def test_one_cell_that_cannot_be_saved_stops_all(mill_return: Return, miller: User, give: Give):
    mill, at = give(miller), f"/returns/{mill_return.pk}/cells"
    mill("PUT", at, {"cells": [cell("100")]})
    refused = mill("PUT", at, {"cells": [cell("120", 1), cell("5", row="lao_dong"), cell("1", row="la")]})
    assert (refused.status, refused.codes) == (422, ["CT-685"])  # sent again it would fail again
    assert refused.data["problems"][0]["fields"]["row"] == "la"
    assert {one.row: one.value for one in ReturnCell.objects.all()} == {"gao": Decimal(100)}
    moved = mill("PUT", at, {"cells": [cell("130", 0)]})
    assert (moved.status, moved.data["problems"][0]["fields"]["value"]) == (409, "100")
    half = mill("PUT", at, {"cells": [cell("2.5", row="lao_dong")]})
    assert (half.status, half.codes) == (422, ["CT-685"])
    blanked = mill("PUT", at, {"cells": [cell(None, 1)]})
    assert blanked.status == 200
    moved = mill("PUT", at, {"cells": [cell("130", 0)]}).data["problems"][0]
    assert (moved["code"], moved["fields"]["value"]) == ("CT-678", "")
    short = mill("PUT", at, {"cells": [cell("1", 2)]}, key="ngan")
    assert "8 đến 80 chữ" in short.data["problems"][0]["message"]
    assert "số nguyên" in half.data["problems"][0]["message"]


def test_a_call_sent_again_is_not_done_again(mill_return: Return, miller: User, give: Give):
    mill, at = give(miller), f"/returns/{mill_return.pk}/cells"
    first = mill("PUT", at, {"cells": [cell("100")]}, key="lan-goi-1")
    mill("PUT", at, {"cells": [cell("120", 1)]}, key="lan-goi-2")
    again = mill("PUT", at, {"cells": [cell("100")]}, key="lan-goi-1")
    assert (again.status, again.data) == (200, first.data)
    assert CellChange.objects.count() == 2
    assert ReturnCell.objects.get().value == Decimal(120)
    other = mill("PUT", at, {"cells": [cell("7")]}, key="lan-goi-1")
    assert (other.status, other.codes) == (409, ["CT-674"])


def test_a_call_that_failed_may_be_sent_again_with_its_key(mill_return: Return, miller: User, give: Give):
    mill, at = give(miller), f"/returns/{mill_return.pk}/hand-in"
    assert mill("POST", at, {"version": 0}, key="nop-lan-1").codes == ["CT-816"]
    mill("PUT", f"/returns/{mill_return.pk}/cells", {"cells": [cell("100")]})
    assert mill("POST", at, {"version": 1}, key="nop-lan-2").status == 200
    assert mill("POST", at, {"version": 1}, key="nop-lan-2").status == 200


def test_a_cell_named_twice_is_refused(mill_return: Return, miller: User, give: Give):
    twice = give(miller)("PUT", f"/returns/{mill_return.pk}/cells", {"cells": [cell("1"), cell("2")]})
    assert (twice.status, twice.codes) == (422, ["CT-679"])


def test_a_figure_out_of_date_is_not_handed_in(mill_return: Return, miller: User, give: Give):
    mill = give(miller)
    mill("PUT", f"/returns/{mill_return.pk}/cells", {"cells": [cell("100")]})
    old = mill("POST", f"/returns/{mill_return.pk}/hand-in", {"version": 0})
    assert (old.status, old.codes) == (409, ["CT-821"])


def test_another_mills_return_is_not_there(mill_return: Return, miller: User, give: Give):
    other = give(make_person("chu-b", "respondent", "cty-b"))
    assert [one["organisation"] for one in other.get("/returns").data["items"]] == ["cty-b"]
    for method, address, body in (
        ("GET", "", None),
        ("GET", "/cells", None),
        ("PUT", "/cells", {"cells": [cell("1")]}),
        ("POST", "/hand-in", {"version": 0}),
        ("POST", "/send-back", {"version": 0, "reason": "x"}),
        ("POST", "/approve", {"version": 0}),
    ):
        refused = other(method, f"/returns/{mill_return.pk}{address}", body)
        assert (refused.status, refused.codes) == (404, ["CT-820"]), address


def test_cells_come_with_what_the_rules_say(mill_return: Return, miller: User, give: Give):
    data = give(miller).get(f"/returns/{mill_return.pk}/cells").data
    own = {(one["row"], one["column"]): one for one in data["cells"]}
    assert own["gao", "ky"] == {"row": "gao", "column": "ky", "value": None, "revision": 0, "editable": True, "unit": "tấn"}  # fmt: skip
    assert own["gao", "cong_don"]["editable"] is False
    assert [one["rule"] for one in data["findings"]] == ["bat-buoc"]


def test_lists_are_filtered_and_paged(mill_return: Return, officer: User, give: Give):
    office = give(officer)
    first = office.get("/returns?limit=2").data
    assert (first["total"], len(first["items"])) == (3, 2)
    assert office.get("/returns?limit=2&offset=2").data["items"][0]["organisation"] == "cty-a"
    assert office.get("/returns?organisation=cty-b&state=open&form=gao&period=2020-05").data["total"] == 1
    assert office.get("/returns?state=approved").data["total"] == 0
    assert office.get("/rounds?form=gao").data["items"][0]["due_on"] == "2020-06-02"
    assert office.get("/forms/gao").data["sections"][0]["rows"][0]["unit"] == "tấn"
    assert office.get("/forms/khong").status == 404
