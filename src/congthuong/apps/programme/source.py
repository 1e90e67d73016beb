"""The register of tasks, announced to the ledger: what a report asks for, and what a data folder brings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import Person, reach
from congthuong.apps.ledger.models import ImportBatch
from congthuong.apps.programme.models import WORKED, TaskStep
from congthuong.apps.programme.queries.tasks import visible
from congthuong.apps.programme.register import CODE, record_of, task_register
from congthuong.apps.programme.services.loading import tasks_load
from congthuong.core.ledger.model import Register, Row


class TaskSource:
    """Every task that a person confirmed, as known on a day."""

    name = "programme"

    def registers(self) -> tuple[Register, ...]:
        """Only when there are tasks: a report of an office without any has no empty register."""
        return (task_register(),) if TaskStep.objects.exists() else ()

    def rows_as_of(self, day: date, registers: tuple[Register, ...]) -> tuple[Row, ...]:
        if not any(one.code == CODE for one in registers):
            return ()
        newest = [F("recorded_on").desc(), F("id").desc()]
        rank = Window(RowNumber(), partition_by=[F("task_id")], order_by=newest)
        known = TaskStep.objects.filter(recorded_on__lte=day).annotate(rank=rank).filter(rank=1)
        steps = known.filter(state__in=WORKED).select_related("task")
        return tuple(map(record_of, sorted(steps, key=lambda one: (one.task.order, one.task_id))))

    def takes(self, register: Register) -> bool:
        return register.code == CODE

    def keys_seen(self, register: Register, user: Person) -> frozenset[str] | None:
        if not isinstance(user, User):
            return frozenset()
        if reach(user, "tasks.view") is None:
            return None
        return frozenset(visible(user).values_list("key", flat=True))

    def store(
        self,
        registers: Iterable[Register],
        rows: Iterable[Row],
        *,
        by: User | None,
        batch: ImportBatch | None,
    ) -> int:
        return tasks_load(tuple(rows), by=by) if list(registers) else 0
