"""A unit is asked for what it makes, on the page, in Excel and by program alike; sums are still those of all units."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from api.calls import caller_for
from apps.collection.mills import MILL_FORM, MILLS, make_person
from congthuong.apps.accounts.models import User
from congthuong.apps.catalogue.queries import indicators
from congthuong.apps.collection.models import FormVersion, Return, Round
from congthuong.apps.collection.problems import NobodyToAsk
from congthuong.apps.collection.queries.pages_forms import definition_text
from congthuong.apps.collection.queries.pages_returns import listed
from congthuong.apps.collection.queries.pending import totals_of_round
from congthuong.apps.collection.queries.sheets import sheet_for
from congthuong.apps.collection.services.approving import return_approve
from congthuong.apps.collection.services.filling import CellInput, cells_save
from congthuong.apps.collection.services.flow import return_hand_in
from congthuong.apps.collection.services.forms import form_publish
from congthuong.apps.collection.services.rounds import round_open
from congthuong.apps.ledger.models import Observation
from congthuong.core.problems import Problems

pytestmark = pytest.mark.django_db
ROW = '[[section.row]]\ncode = "lao_dong"\n'
LABOUR_OF_B = MILL_FORM.replace(ROW, f'{ROW}organisations = ["cty-b"]\n', 1)


@pytest.fixture
def own_rows(province: None, officer: User) -> Round:
    """Labour is asked of the second mill only."""
    form_publish(text=LABOUR_OF_B, by=None)
    return round_open(form="gao", period="2020-05", by=officer)


def of(opened: Round, mill: str) -> Return:
    return opened.returns.select_related("round__version", "round__form", "organisation").get(
        organisation=mill
    )


def test_what_a_unit_does_not_make_stands_nowhere_before_it(own_rows: Round, miller: User):
    mill, client = of(own_rows, "cty-a"), Client()
    client.force_login(miller)
    assert [row.code for row in sheet_for(mill).form] == ["gao"]
    assert [row.code for row in sheet_for(of(own_rows, "cty-b")).form] == ["gao", "lao_dong"]

    page = client.get(reverse("return", args=[mill.pk])).content.decode()
    assert "Gạo xay xát" in page and "Lao động" not in page
    book = openpyxl.load_workbook(
        io.BytesIO(client.get(reverse("return-workbook-file", args=[mill.pk])).content)
    )
    written = {str(cell.value) for sheet in book for line in sheet.iter_rows() for cell in line if cell.value}
    assert any("Gạo xay xát" in one for one in written) and not any("Lao động" in one for one in written)
    cells = caller_for(miller).get(f"/returns/{mill.pk}/cells").data["cells"]
    assert {one["row"] for one in cells} == {"gao"}
    (line,) = listed([mill], date(2020, 6, 1))
    assert line.filled.of == 1


def test_a_row_of_others_takes_no_figure(own_rows: Round, miller: User):
    saved = cells_save(
        ret=of(own_rows, "cty-a").pk, changes=[CellInput("lao_dong", "ky", "12", 0, "k")], by=miller
    )
    assert not saved.all_saved


def test_sums_hold_the_rows_of_all_units_whoever_comes_last(own_rows: Round, officer: User):
    """The first mill is approved last: its own form has no labour, the province's sum has."""
    for mill in reversed(MILLS):
        ret, by = of(own_rows, mill), make_person(f"nguoi-{mill}", "respondent", mill)
        rows = [row.code for row in sheet_for(ret).form]
        changes = [CellInput(row, "ky", "30", 0, f"{mill}{row}") for row in rows]
        assert cells_save(ret=ret.pk, changes=changes, by=by).all_saved
        return_hand_in(ret=ret.pk, by=by)
        return_approve(ret=ret.pk, by=officer)

    known = dict(Observation.objects.filter(items="").values_list("indicator_id", "value"))
    assert known == {"gao": 90, "lao_dong": 30}
    what = {one.code: one for one in indicators()}
    assert totals_of_round(of(own_rows, "cty-a"), None, what, on=date(2020, 7, 1)) == []


def test_who_is_asked_for_nothing_owes_no_return(province: None, officer: User):
    text = LABOUR_OF_B.replace(
        'indicator = "gao"\n', 'indicator = "gao"\norganisations = ["cty-b", "cty-c"]\n', 1
    )
    form_publish(text=text, by=None)
    opened = round_open(form="gao", period="2020-05", by=officer)
    assert set(opened.returns.values_list("organisation", flat=True)) == {"cty-b", "cty-c"}


def test_a_form_that_asks_nobody_does_not_open(province: None, officer: User):
    text = LABOUR_OF_B.replace('indicator = "gao"\n', 'indicator = "gao"\norganisations = ["so"]\n', 1)
    form_publish(text=text.replace('["cty-b"]', '["so"]'), by=None)
    with pytest.raises(NobodyToAsk):
        round_open(form="gao", period="2020-05", by=officer)


def test_a_unit_that_is_not_there_is_named_with_its_place(province: None):
    with pytest.raises(Problems) as told:
        form_publish(text=LABOUR_OF_B.replace("cty-b", "cty-bb"), by=None)
    (problem,) = told.value.problems
    assert "section[chinh].row[lao_dong].organisations" in problem.message
    assert "có phải «cty-b»?" in problem.message


def test_a_form_as_it_was_keeps_its_hash_and_comes_back_from_its_text(province: None):
    version = form_publish(text=MILL_FORM, by=None)
    assert "organisations" not in version.definition["section"][0]["row"][0]
    restricted = form_publish(text=LABOUR_OF_B, by=None)
    assert form_publish(text=definition_text(restricted), by=None) == restricted
    assert FormVersion.objects.count() == 2


def test_an_administrator_looks_at_the_form_as_a_unit_sees_it(own_rows: Round):
    client = Client()
    client.force_login(make_person("quantri", "administrator", "so"))
    address = reverse("form", args=["gao"])
    whole = client.get(address).content.decode()
    seen = client.get(address, {"don_vi": "cty-a"}).content.decode()
    grid = seen[seen.index('id="xem-thu"') :]
    assert "o-lao_dong-ky" in whole and "Công ty B" in whole
    assert "o-gao-ky" in grid and "o-lao_dong-ky" not in grid
    refused = client.get(address, {"don_vi": "cty-z"})
    assert refused.status_code == 404 and "cty-z" in refused.content.decode()
