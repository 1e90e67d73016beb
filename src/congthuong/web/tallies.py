"""How often somebody tried something: one statement a try, so that whoever tries in parallel is counted each time."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from congthuong.web.models import Tally

_COUNT = """
INSERT INTO {table} (key, count, until) VALUES (%s, 1, %s)
ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN {table}.until <= %s THEN 1 ELSE {table}.count + 1 END,
    until = CASE WHEN {table}.until <= %s THEN excluded.until ELSE {table}.until END
RETURNING count
"""


def count_up(key: str, *, seconds: int) -> int:
    """How often this was called with the key in the time that began with the first of these calls, this one included.

    What is past its time is forgotten with the first call of another time, so that the table does not grow.
    """
    now = timezone.now()
    moment, until = (
        connection.ops.adapt_datetimefield_value(one) for one in (now, now + timedelta(seconds=seconds))
    )
    statement = _COUNT.format(table=connection.ops.quote_name(Tally._meta.db_table))
    with connection.cursor() as cursor:
        cursor.execute(statement, [key[:200], until, moment, moment])
        count = int(cursor.fetchone()[0])
    if count == 1:
        _forget(now)
    return count


@transaction.atomic
def _forget(now: datetime) -> None:
    """What somebody else is forgetting or counting at this moment is left to them."""
    past = Tally._default_manager.select_for_update(skip_locked=True).filter(until__lte=now)
    Tally._default_manager.filter(pk__in=past.values("pk")).delete()
