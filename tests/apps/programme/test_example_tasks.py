"""The example's tasks: loaded once, kept as people leave them, and taken by a report's template from their rows."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from congthuong.apps.accounts.models import Assignment, Role, User
from congthuong.apps.catalogue.services import catalogue_store
from congthuong.apps.documents.queries import links_of
from congthuong.apps.programme.models import State, Task
from congthuong.apps.programme.register import CODE, task_register
from congthuong.apps.programme.services.working import task_done
from congthuong.apps.programme.source import TaskSource
from congthuong.core.compose.report import Definition, compose_report
from congthuong.core.document.writers.text import write_text
from congthuong.core.ledger.book import Book
from congthuong.core.ledger.folder import read_folder
from congthuong.core.ledger.model import Dataset

pytestmark = pytest.mark.django_db
AS_OF = date(2020, 6, 12)


@pytest.fixture(scope="module")
def dataset(example: Path) -> Dataset:
    return read_folder(example)


@pytest.fixture
def loaded(dataset: Dataset, settings: Any) -> TaskSource:
    settings.TODAY = date(2020, 8, 11)
    catalogue_store(dataset)
    source = TaskSource()
    rows = [row for row in dataset.rows if row.register == CODE]
    own = [one for one in dataset.registers if one.code == CODE]
    assert source.store(own, rows, by=None, batch=None) == len(rows) > 50
    assert source.store(own, rows, by=None, batch=None) == 0
    return source


def test_the_folder_and_the_database_say_the_same(loaded: TaskSource, dataset: Dataset):
    (register,) = (one for one in dataset.registers if one.code == CODE)
    rows = tuple(row for row in dataset.rows if row.register == CODE)

    assert register == task_register() == loaded.registers()[0]
    assert loaded.rows_as_of(AS_OF, loaded.registers()) == rows
    assert loaded.rows_as_of(date(2020, 6, 11), loaded.registers()) == ()


def test_every_group_of_the_programme_has_its_tasks_with_document_and_owner(loaded: TaskSource):
    rows = Task.objects.filter(key__startswith="II3-")

    assert set(rows.values_list("group", flat=True)) == {str(n) for n in range(1, 12)}
    assert not rows.filter(owner=None).exists()
    assert Task.objects.exclude(document=None).count() > 30
    assert all("Dữ liệu mẫu" in source for source in Task.objects.values_list("source", flat=True))
    repealing = Task.objects.get(key="I-03").document
    assert repealing is not None
    assert [one.other.number for one in links_of(repealing)[0]] == ["1524/QĐ-UBND"]


def test_what_people_did_stays_when_the_folder_is_loaded_again(loaded: TaskSource, dataset: Dataset):
    officer = User.objects.create_user("phongnv", full_name="Cán bộ")
    Assignment.objects.create(user=officer, role=Role.DIVISION, organisation_id="sct-qlcn")
    wind = Task.objects.get(key="II3-05-1")
    task_done(by=officer, task=wind.pk, outcome="Đã báo cáo tiến độ 05 dự án.")
    loaded.store(
        dataset.registers, [row for row in dataset.rows if row.register == CODE], by=None, batch=None
    )

    wind.refresh_from_db()
    assert (wind.state, wind.outcome) == (State.DONE, "Đã báo cáo tiến độ 05 dự án.")


def test_a_template_takes_programme_and_results_from_the_rows(dataset: Dataset):
    template = (
        "# II. CHƯƠNG TRÌNH\n\n"
        '{% moi x trong nhiem_vu | loc(con_mo="có", linh_vuc="Năng lượng") %}{{ vong | thu_tu }}. {{ x.noi_dung }}'
        '{{ vong | ngan("; ", ".") }}{% het %}\n\n'
        '{% moi x trong nhiem_vu | loc(ky_xong="2020-H1", linh_vuc="Công nghiệp") %}{{ x.noi_dung }} theo '
        '{{ x.van_ban | trich_dan }}: {{ x.ket_qua }}{{ vong | ngan("; ", ".") }}{% het %}\n\n'
        '{{ nhiem_vu | loc(con_mo="có") | dem }} nhiệm vụ còn mở.\n'
    )
    plain = {name: value for name, value in dataset.report.items() if name not in ("table", "chart", "annex")}
    definition = Definition(plain | {"template": ["mau/thu.md"]}, {"mau/thu.md": template})
    text = write_text(compose_report(Book(dataset, AS_OF), definition, draft=True).document)

    assert "1. Theo dõi tiến độ 05 dự án điện gió; 2. Theo dõi giải phóng mặt bằng trạm 110kV Trà Cú" in text
    assert (
        "tiêu biểu theo Quyết định số 402/QĐ-UBND ngày 09/3/2020 của UBND tỉnh: UBND tỉnh đã bãi bỏ" in text
    )
    assert "44 nhiệm vụ còn mở." in text
