"""Limits hold for who sends in parallel: each try is counted."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.utils import timezone

from congthuong.web.models import Tally
from congthuong.web.tallies import count_up

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("each_database")]


def test_forty_at_once_are_forty():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")

    def one(_: int) -> int:
        try:
            return count_up("tra-cuu:10.0.0.1", seconds=3600)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        counts = list(pool.map(one, range(40)))

    assert sorted(counts) == list(range(1, 41))
    assert count_up("tra-cuu:10.0.0.2", seconds=3600) == 1


def test_what_is_past_its_time_is_counted_anew_and_forgotten():
    for _ in range(3):
        count_up("a", seconds=60)
    Tally.objects.update(until=timezone.now() - timedelta(seconds=1))

    assert count_up("b", seconds=60) == 1
    assert not Tally.objects.filter(key="a").exists()
    assert count_up("a", seconds=60) == 1
