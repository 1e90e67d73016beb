"""Taking in a whole data folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db import transaction
from django.utils import timezone

from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require_unless_operator
from congthuong.apps.catalogue.services import Change, catalogue_store
from congthuong.apps.ledger.models import ImportBatch
from congthuong.apps.ledger.services import Imported, observations_import, one_writer
from congthuong.apps.ledger.sources import sources
from congthuong.apps.reports.models import ReportDefinition
from congthuong.core.ledger.model import Dataset
from congthuong.core.problems import Problem
from congthuong.core.quantities import read_date, read_period

Progress = Callable[[str, int], None]
"""Called before each step with its name in Vietnamese and the number of things it will handle."""


class IncompleteReport(Problem):
    code: ClassVar[str] = "CT-451"
    text: ClassVar[str] = (
        "Tệp bao-cao.toml thiếu «{name}». Hãy bổ sung theo docs/reference/thu-muc-du-lieu.md."
    )


class NoRegisterSource(Problem):
    code = "CT-452"
    text = "Chưa có phần mềm nào nhận sổ «{register}». Hãy báo người quản trị kiểm tra cài đặt các sổ."


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load changed. `observations.added` new values, of them `revised` supersede earlier ones."""

    report: ReportDefinition
    catalogue: Change
    observations: Imported
    register_rows: int
    report_changed: bool

    @property
    def nothing(self) -> bool:
        """Whether the folder was already stored exactly as it is."""
        changed = self.observations.added or self.register_rows or self.report_changed
        return self.catalogue.nothing and not changed

    def counts(self) -> dict[str, int]:
        """What people are told about the load."""
        return {
            "số liệu": self.observations.rows,
            "số liệu mới hoặc đã đổi": self.observations.added,
            "sổ và dòng sổ mới hoặc đã đổi": self.register_rows,
            "mục danh mục mới hoặc đã đổi": self.catalogue.added + self.catalogue.altered,
        }


def load_dataset(dataset: Dataset, by: User | None = None, progress: Progress | None = None) -> Loaded:
    """Store a folder's dataset, all of it or nothing; a second time it changes nothing.

    A value that differs from the one on record becomes a new vintage, the earlier one stays. Rows that the
    folder no longer names stay as well: history is not shortened by deleting a line. Without `by` it is the operator
    at the machine. Raises Forbidden, Problems.
    """
    say = progress or _silent
    with transaction.atomic():
        one_writer()  # before anything is compared: two loads at once would both find the same rows missing
        say("Danh mục", len(dataset.indicators) + len(dataset.places) + len(dataset.documents))
        catalogue = catalogue_store(dataset)
        say("Số liệu", len(dataset.observations))
        name = str(dataset.report.get("code", ""))
        observations = observations_import(dataset.observations, by=by, file_name=name, data=content(dataset))
        say("Sổ", len(dataset.rows))
        rows = _registers_store(dataset, by, observations.batch)
        say("Báo cáo", 1)
        definition, changed = report_store(dataset.report, dataset.templates, by=by)
        if not catalogue.nothing:
            added, altered = catalogue.added, catalogue.altered
            record_event(
                "catalogue.changed", by=by, subject=name or "catalogue", added=added, altered=altered
            )
    return Loaded(definition, catalogue, observations, rows, changed)


def _silent(_step: str, _count: int) -> None:
    return None


def _registers_store(dataset: Dataset, by: User | None, batch: ImportBatch | None) -> int:
    """Every register to the first source that takes it."""
    news = 0
    left = list(dataset.registers)
    for source in sources():
        taken = [one for one in left if source.takes(one)]
        left = [one for one in left if one not in taken]
        codes = {one.code for one in taken}
        rows = [row for row in dataset.rows if row.register in codes]
        news += source.store(taken, rows, by=by, batch=batch)
    if left:
        raise NoRegisterSource(register=left[0].code)
    return news


def report_store(
    settings: Mapping[str, object], templates: Mapping[str, str], *, by: User | None = None
) -> tuple[ReportDefinition, bool]:
    """The definition as given, and whether that changed anything. Without `by` it is the operator.

    Raises Forbidden, IncompleteReport, UnknownPeriod."""
    require_unless_operator(by, "reports.compose")
    for name in ("code", "place", "period", "as_of"):
        if not settings.get(name):
            raise IncompleteReport(name=name)
    plain: dict[str, Any] = _plain(settings)
    values = {
        "title": plain.get("title", ""),
        "place": plain["place"],
        "period": read_period(str(plain["period"])).code,
        "as_of": read_date(plain["as_of"]),
        "settings": plain,
        "templates": dict(templates),
    }
    definition = ReportDefinition.objects.filter(code=plain["code"]).first()
    if definition and all(getattr(definition, name) == value for name, value in values.items()):
        return definition, False
    definition = definition or ReportDefinition(code=plain["code"])
    for name, value in (values | {"stored_by": by, "stored_at": timezone.now()}).items():
        setattr(definition, name, value)
    definition.save()
    return definition, True


def _plain(value: Any) -> Any:
    """TOML's values as JSON's: a day written without quotes becomes the text it stands for."""
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def content(dataset: Dataset) -> bytes:
    """What the dataset says about figures, whatever its files looked like: the batch keeps its hash."""
    return repr((dataset.observations, dataset.rows)).encode()
