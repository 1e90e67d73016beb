"""How much a return that waits is worth a look: the scores of its suspicious cells, judged among its whole round.

The judging of a round is kept by the process until a return of it changes or something is approved anywhere: it is
asked for at every look at a list, and costs more than the list.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from threading import Lock
from typing import Final

from django.db.models import Count, Max, Sum

from congthuong.apps.collection.models import Approval, Return, Round
from congthuong.apps.collection.queries.editing import Question, Questions, round_questions
from congthuong.core.stats.scores import global_score

MOST_KEPT: Final = 256
NOTHING: Final = Decimal(0)
_kept: OrderedDict[Hashable, Mapping[int, Weight]] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Weight:
    """`cells` worth a question, `score` the sum of their scores; `worst` names the heaviest, `why` it is asked."""

    score: Decimal
    cells: int
    worst: str
    why: str


def weights_of(rounds: Collection[int]) -> dict[int, Weight]:
    """return -> its weight, of the returns of these rounds that are worth a question."""
    found: dict[int, Weight] = {}
    states = _states(rounds)
    missing = [number for number, state in states.items() if state not in _kept]
    opened = Round.objects.select_related("form", "version").in_bulk(missing)
    for number, state in states.items():
        with _lock:
            weights = _kept.get(state)
        if weights is None:
            weights = _weighed(round_questions(opened[number]))
            with _lock:
                _kept[state] = weights
                while len(_kept) > MOST_KEPT:
                    _kept.popitem(last=False)
        found |= weights
    return found


def _states(rounds: Collection[int]) -> dict[int, Hashable]:
    """What changes when the judging of a round may: every change of a return counts in its version."""
    approved = Approval.objects.aggregate(last=Max("pk"))["last"]
    rows = Return.objects.filter(round__in=list(rounds)).order_by("round_id").values_list("round_id")
    return {
        number: (number, opened_at, count, versions, approved)
        for number, opened_at, count, versions in rows.annotate(
            Max("round__opened_at"), Count("pk"), Sum("version")
        )
    }


def _weighed(found: Questions) -> dict[int, Weight]:
    by_return: dict[int, list[Question]] = defaultdict(list)
    for one in found.asked:  # greatest score first
        by_return[one.ret].append(one)
    return {ret: _weight(found, asked) for ret, asked in by_return.items()}


def _weight(found: Questions, asked: list[Question]) -> Weight:
    worst = asked[0]
    score = global_score(one.suspect.score for one in asked)
    return Weight(score, len(asked), found.form.label(worst.cell), worst.reason(found.form))
