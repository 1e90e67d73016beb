"""Tasks as a report's own words: the programme of a half-year out of what is open, its results out of what is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q

from congthuong.apps.accounts.models import User
from congthuong.apps.documents.queries import cited
from congthuong.apps.programme.models import OPEN, State, Task
from congthuong.apps.programme.queries.tasks import visible
from congthuong.apps.programme.register import area_name
from congthuong.core.quantities import Period, write_date

OTHER = "Nhiệm vụ chung"


@dataclass(frozen=True, slots=True)
class Section:
    """A field of work (or a group of the programme) with its tasks, and the sentence of each."""

    name: str
    rows: list[tuple[Task, str]]


def programme_of(user: User, period: Period) -> list[Section]:
    """What is still owed and is to be done by the end of the period, or has no term."""
    rows = visible(user).filter(Q(due_on__lte=period.last) | Q(due_on=None), state__in=OPEN)
    return _sections(rows.select_related("owner", "document"), _planned)


def results_of(user: User, period: Period) -> list[Section]:
    """What was done within the period."""
    rows = visible(user).filter(
        state__in=(State.DONE, State.CLOSED), done_on__gte=period.first, done_on__lte=period.last
    )
    return _sections(rows.select_related("owner", "document"), _done)


def as_markdown(sections: Iterable[Section], heading: str) -> str:
    """The section of a report's template: a heading, the fields of work, one item a task."""
    lines = [f"## {heading}", ""]
    for section in sections:
        lines += [f"**{section.name}:**", "", *(f"- {sentence}" for _, sentence in section.rows), ""]
    return "\n".join(lines).rstrip() + "\n"


def _sections(rows: Iterable[Task], sentence: Callable[[Task], str]) -> list[Section]:
    ordered = sorted(rows, key=lambda one: (one.area == "", area_name(one.area), one.order, one.pk))
    return [
        Section(area_name(area) or OTHER, [(task, sentence(task)) for task in tasks])
        for area, tasks in groupby(ordered, key=lambda one: one.area)
    ]


def _planned(task: Task) -> str:
    told = [f"{task.owner.name} chủ trì" if task.owner else ""]
    told.append(f"hạn {write_date(task.due_on)}" if task.due_on else "")
    told.append(f"theo {cited(task.document)}" if task.document else "")
    return _closed(task.title, [one for one in told if one])


def _done(task: Task) -> str:
    text = f"{task.title}: {_small(task.outcome)}" if task.outcome else task.title
    return _closed(text, [f"theo {cited(task.document)}"] if task.document else [])


def _closed(text: str, told: list[str]) -> str:
    bare = text.rstrip(" .;")
    return f"{bare} ({'; '.join(told)})." if told else f"{bare}."


def _small(text: str) -> str:
    """One line that goes on after a colon."""
    line = " ".join(text.split())
    first = line[:1].lower() if line[1:2].islower() else line[:1]
    return first + line[1:]


def newest_first(period: Period) -> list[Period]:
    """The halves offered beside the one shown: two before, it, one after."""
    year, half = period.first.year, 1 if period.first.month <= 6 else 2
    halves = [year * 2 + half - 1 + ahead for ahead in (1, 0, -1, -2)]
    return [Period.of(f"{number // 2}-H{number % 2 + 1}") for number in halves]
