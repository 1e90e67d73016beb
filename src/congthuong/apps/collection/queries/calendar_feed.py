"""The due days of a person as a calendar (iCalendar, RFC 5545) that mail and calendar programs subscribe to."""

from __future__ import annotations

from datetime import UTC, date, timedelta

from icalendar import Alarm, Calendar, Event

from congthuong.apps.accounts.models import User
from congthuong.apps.collection.models import Return
from congthuong.apps.collection.queries.due import owed
from congthuong.core.quantities import Period

DOMAIN = "so-cong-thuong"


def calendar_feed(user: User, address: str = "") -> bytes:
    """All that the person owes, each due day a whole-day event with a reminder the day before.

    `address`: where the pages are, for links. The same returns give the same bytes.
    """
    feed = Calendar()
    feed.add("prodid", "-//Sở Công Thương//Phiếu báo cáo//VI")
    feed.add("version", "2.0")
    feed.add("x-wr-calname", "Hạn nộp báo cáo")
    for ret in owed(user):
        feed.add_component(_event(ret, address))
    return bytes(feed.to_ical())


def _event(ret: Return, address: str) -> Event:
    form, period = ret.round.form.name, Period.of(ret.round.period).name
    event = Event()
    event.add("uid", f"phieu-{ret.pk}@{DOMAIN}")
    event.add("dtstamp", ret.round.opened_at.astimezone(UTC))
    event.add("dtstart", ret.round.due_on)
    event.add("dtend", _next(ret.round.due_on))
    event.add("summary", f"Hạn nộp: {form}, {period} ({ret.organisation.name})")
    event.add("transp", "TRANSPARENT")
    if address:
        event.add("url", f"{address.rstrip('/')}/{ret.pk}/")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"Ngày mai đến hạn nộp: {form}, {period}")
    alarm.add("trigger", timedelta(days=-1))
    event.add_component(alarm)
    return event


def _next(day: date) -> date:
    return day + timedelta(1)
