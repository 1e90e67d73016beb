"""Rows are called by the names of their places, found by them, and found first where they say what was typed."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from django.apps import apps
from django.db.migrations import RunPython
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model
from django.test import Client

from apps.dashboard.reading import main_of, words
from apps.registers.any_room import added, officer_of
from congthuong.apps.accounts.models import User
from congthuong.apps.industry.models import Enterprise
from congthuong.apps.registers.kinds import require_kind
from congthuong.apps.registers.refilling import refilled
from congthuong.core.ledger.model import Value

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]
COUNTED: dict[str, Mapping[str, Value]] = {
    "tram_bien_ap": {"huyen": "842"},
    "luoi_dien": {"huyen": "842", "cap_dien_ap": "trung thế"},
    "ho_su_dung_dien": {"xa": "29263"},
    "co_so_ho_cn": {"xa": "29263", "nganh": "10"},
    "ntm_tieu_chi": {"xa": "29263", "tieu_chi": "tiêu chí 7", "muc": "nâng cao", "trang_thai": "đạt"},
}
CALLED = {
    "tram_bien_ap": "Thành phố Trà Vinh",
    "luoi_dien": "Trung thế, Thành phố Trà Vinh",
    "ho_su_dung_dien": "Xã Long Đức",
    "co_so_ho_cn": "Xã Long Đức, 10",
    "ntm_tieu_chi": "Xã Long Đức, tiêu chí 7, nâng cao, 2020",
}
NAMES = ("Cơ sở Đưa Hàng", "Cơ sở Dựa Núi", "Cơ sở mật hoa dừa Trà Vinh", "Cơ sở Dừa Sáp")


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.parametrize("code", COUNTED)
def test_a_row_that_only_names_a_place_is_called_by_the_place(code: str) -> None:
    kind = require_kind(code)
    officer = officer_of(kind.data_kind)
    row = added(kind, officer, **COUNTED[code])
    page = main_of(client_of(officer).get(f"/so/{code}/{row.key}/"))
    assert words(page.xpath(".//h1")[0]) == CALLED[code]


def test_a_chip_says_the_name_of_the_row_that_it_stands_for() -> None:
    officer = officer_of("cong_nghiep")
    for name in ("Bình chọn năm 2018", "Bình chọn năm 2020"):
        contest = added(require_kind("ky_binh_chon_cnnt"), officer, ten=name)
        added(require_kind("sp_cnnt"), officer, ky=contest.key)
    page = main_of(client_of(officer).get("/so/sp_cnnt/"))
    chips = [words(one) for one in page.xpath(".//a[contains(@href, 'cot-ky=')]/span[@lang]")]
    assert sorted(chips) == ["Bình chọn năm 2018", "Bình chọn năm 2020"]


@pytest.fixture
def firms() -> Client:
    officer = officer_of("cong_nghiep")
    for name in NAMES:
        added(require_kind("doanh_nghiep_cn"), officer, ten=name, huyen="842", ma_so_thue=None)
    return client_of(officer)


@pytest.mark.parametrize("typed", ["thành phố trà vinh", "thanh pho tra vinh"])
def test_rows_are_found_by_the_name_of_their_place(firms: Client, typed: str) -> None:
    assert len(found_by(firms, typed)) == len(NAMES)
    assert found_by(firms, f"sap {typed}") == ["Cơ sở Dừa Sáp"]


def test_what_says_the_word_as_it_was_typed_comes_first(firms: Client) -> None:
    found = found_by(firms, "dừa")
    assert set(found[:2]) == {"Cơ sở mật hoa dừa Trà Vinh", "Cơ sở Dừa Sáp"}
    assert set(found[2:]) == {"Cơ sở Đưa Hàng", "Cơ sở Dựa Núi"}
    assert set(found_by(firms, "dua")) == set(NAMES)

    everywhere = main_of(firms.get("/tim/", {"tim": "dừa"}))
    names = [words(one) for one in everywhere.xpath(".//a[contains(@href, '/so/doanh_nghiep_cn/')]")]
    assert set(names[:2]) == {"Cơ sở mật hoa dừa Trà Vinh", "Cơ sở Dừa Sáp"}


def test_rows_kept_before_are_found_after_the_migration(firms: Client) -> None:
    """As they were written before places and marks were part of what search reads."""
    for row in Enterprise.objects.all():
        Enterprise.objects.filter(pk=row.pk).update(folded=row.ten.lower())
    assert found_by(firms, "thành phố trà vinh") == []

    refilled("industry", "enterprise")(apps, None)
    assert len(found_by(firms, "thành phố trà vinh")) == len(NAMES)
    assert found_by(firms, "dừa sáp") == ["Cơ sở Dừa Sáp"]


class TablesOfThen:
    """The models of a moment at which one register of today had no table yet, as a migration is handed them."""

    def get_model(self, app: str, model: str) -> type[Model]:
        if model == "cluster":
            raise LookupError(f"App '{app}' doesn't have a '{model}' model.")
        return apps.get_model(app, model)


def test_a_register_that_came_later_does_not_stop_the_migration(firms: Client) -> None:
    Enterprise.objects.update(folded="")
    refilled("industry", "enterprise")(TablesOfThen(), None)
    assert len(found_by(firms, "dừa")) == len(NAMES)


def test_every_migration_that_refills_names_tables_of_its_moment() -> None:
    """A new database would stop at one that reads a table which comes later."""
    graph = MigrationLoader(None).graph
    steps = [
        (node, step.code.__closure__)
        for node, migration in graph.nodes.items()
        for step in migration.operations
        if isinstance(step, RunPython) and step.code.__qualname__.startswith("refilled.")
    ]
    assert len(steps) >= 7
    for (app, name), closure in steps:
        told = {
            model for cell in closure if isinstance(models := cell.cell_contents, tuple) for model in models
        }
        there = {model for owner, model in graph.make_state((app, name)).models if owner == app}
        assert told and told <= there, (app, name)


def found_by(client: Client, typed: str) -> list[str]:
    """The names of the rows that the register's list finds, in its order."""
    page = main_of(client.get("/so/doanh_nghiep_cn/", {"tim": typed}))
    return [words(one) for one in page.xpath(".//table//td[contains(@class, 'first')]/a")]
