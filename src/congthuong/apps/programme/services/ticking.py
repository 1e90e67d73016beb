"""What a timer does every morning: tasks that come back get their next occurrence when their term has passed."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from congthuong.apps.programme.models import State, Task
from congthuong.apps.programme.services.series import occurrence_next


@transaction.atomic
def tasks_tick(*, on: date) -> tuple[Task, ...]:
    """The occurrences made. A month that is late, or was cancelled, does not keep the next from being owed."""
    made: list[Task] = []
    waiting = Task.objects.exclude(rule="").filter(due_on__lte=on)
    rows = waiting.exclude(state__in=(State.PROPOSED, State.DROPPED)).select_related(
        "owner", "document", "series"
    )
    for task in rows.order_by("due_on", "pk"):
        following = occurrence_next(task, by=None)
        while following is not None:
            made.append(following)
            again = following.due_on is not None and following.due_on <= on
            following = occurrence_next(following, by=None) if again else None
    return tuple(made)
