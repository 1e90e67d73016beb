"""The terms of a person's tasks as a calendar (iCalendar, RFC 5545) that calendar programs subscribe to."""

from __future__ import annotations

from datetime import UTC, timedelta

from django.db.models import Q
from icalendar import Alarm, Calendar, Event

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may
from congthuong.apps.programme.models import OPEN, Task
from congthuong.apps.programme.queries.tasks import own_codes, visible

DOMAIN = "so-cong-thuong"
MOST = 2000


def tasks_feed(user: User, address: str = "") -> bytes:
    """What is owed by the person's unit (for who assigns: by all), each term a whole day with a reminder before it.

    `address`: where the pages are, for links. The same tasks give the same bytes.
    """
    feed = Calendar()
    feed.add("prodid", "-//Sở Công Thương//Nhiệm vụ//VI")
    feed.add("version", "2.0")
    feed.add("x-wr-calname", "Hạn nhiệm vụ")
    rows = visible(user).filter(state__in=OPEN, due_on__isnull=False)
    if not may(user, "tasks.assign"):
        codes = own_codes(user)
        helped = Task.helpers.through.objects.filter(organisation__code__in=codes).values("task_id")
        rows = rows.filter(Q(owner__code__in=codes) | Q(pk__in=helped))
    for task in rows.select_related("owner", "document").order_by("due_on", "pk")[:MOST]:
        feed.add_component(_event(task, address))
    return bytes(feed.to_ical())


def _event(task: Task, address: str) -> Event:
    assert task.due_on is not None
    event = Event()
    event.add("uid", f"nhiem-vu-{task.key}@{DOMAIN}")
    event.add("dtstamp", task.created_at.astimezone(UTC))
    event.add("dtstart", task.due_on)
    event.add("dtend", task.due_on + timedelta(1))
    owner = f" ({task.owner.name})" if task.owner else ""
    event.add("summary", f"Hạn nhiệm vụ: {task.title}{owner}")
    event.add("transp", "TRANSPARENT")
    if task.document:
        event.add("description", f"{task.document.kind} số {task.document.number}")
    if address:
        event.add("url", f"{address.rstrip('/')}/{task.pk}/")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"Ngày mai đến hạn: {task.title}")
    alarm.add("trigger", timedelta(days=-1))
    event.add_component(alarm)
    return event
