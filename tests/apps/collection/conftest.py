"""A small province with three rice mills and a form for them."""

from __future__ import annotations

import pytest

from apps.collection.mill_seats import browser, mill, sit  # noqa: F401 (fixtures of the browser tests)
from apps.collection.mills import MILL_FORM, Save, make_person, make_province
from congthuong.apps.accounts.models import User
from congthuong.apps.collection.models import Form, Return, Round
from congthuong.apps.collection.services.filling import CellInput, SavedCells, cells_save
from congthuong.apps.collection.services.forms import form_publish
from congthuong.apps.collection.services.rounds import round_open


@pytest.fixture
def province(db: None) -> None:
    make_province()


@pytest.fixture
def officer(province: None) -> User:
    """Opens, checks, approves."""
    return make_person("tonghop", "synthesis", "so")


@pytest.fixture
def miller(province: None) -> User:
    """Fills the returns of the first mill."""
    return make_person("chu-a", "respondent", "cty-a")


@pytest.fixture
def mill_form(province: None) -> Form:
    return form_publish(text=MILL_FORM, by=None).form


@pytest.fixture
def may_2020(mill_form: Form, officer: User) -> Round:
    return round_open(form="gao", period="2020-05", by=officer)


@pytest.fixture
def mill_return(may_2020: Round) -> Return:
    return may_2020.returns.get(organisation="cty-a")


@pytest.fixture
def save(miller: User) -> Save:
    """Save one cell: row, text, the revision that was seen."""
    count = iter(range(10**6))

    def one(
        ret: Return, row: str, text: str, base: int = 0, by: User | None = None, key: str = ""
    ) -> SavedCells:
        change = CellInput(row, "ky", text, base, key or f"k{next(count)}")
        return cells_save(ret=ret.pk, changes=[change], by=by or miller)

    return one
