"""The small province with its mills, a form that is open, and a token for whoever is to call."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.core.cache import cache

from api.calls import Caller, caller_for
from apps.collection.mills import MILL_FORM, make_person, make_province
from congthuong.apps.accounts.models import User
from congthuong.apps.collection.models import Return, Round
from congthuong.apps.collection.services.forms import form_publish
from congthuong.apps.collection.services.rounds import round_open

Give = Callable[[User], Caller]


@pytest.fixture(autouse=True)
def _many_calls(settings: LazySettings) -> None:
    settings.API_RATE = (1_000_000, 60)
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


@pytest.fixture
def officer(db: None) -> User:
    make_province()
    return make_person("tonghop", "synthesis", "so")


@pytest.fixture
def miller(officer: User) -> User:
    return make_person("chu-a", "respondent", "cty-a")


@pytest.fixture
def may_2020(officer: User) -> Round:
    form_publish(text=MILL_FORM, by=None)
    return round_open(form="gao", period="2020-05", by=officer)


@pytest.fixture
def mill_return(may_2020: Round) -> Return:
    return may_2020.returns.get(organisation="cty-a")


@pytest.fixture
def give() -> Give:
    return caller_for
