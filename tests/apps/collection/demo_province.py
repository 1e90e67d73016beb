"""The lived-in province, loaded once for a module of tests, with what the report said before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from congthuong.apps.accounts.demo import create_demo_logins
from congthuong.apps.collection.demo.loader import Loaded, demo_load
from congthuong.apps.collection.services.forms import folder_fillers, shipped_forms_publish
from congthuong.apps.reports.queries import book_for, definition_for
from congthuong.apps.reports.services import load_dataset
from congthuong.core.compose.report import compose_report
from congthuong.core.document.figures_json import figures_json
from congthuong.core.document.writers.together import write_formats
from congthuong.core.ledger.folder import read_folder


@dataclass(frozen=True)
class Lived:
    loaded: Loaded
    report_before: dict[str, bytes]
    steps: tuple[str, ...]


def composed() -> dict[str, bytes]:
    """The example's report as it is composed from the database."""
    definition = definition_for()
    document = compose_report(book_for(definition), definition, draft=True).document
    figures = figures_json(document)
    return {**write_formats(document, figures, ("docx", "html")), "figures": figures}


def without_demo(example: Path) -> None:
    load_dataset(read_folder(example))
    shipped_forms_publish(fillers=folder_fillers(example))
    create_demo_logins()


@pytest.fixture(scope="module")
def lived(
    each_database: str,
    django_db_blocker: Any,
    example: Path,
) -> Iterator[Lived]:
    """In a transaction of the module's own, which is rolled back: loading for every test would take minutes."""
    unblock: Callable[[], AbstractContextManager[None]] = django_db_blocker.unblock
    with unblock(), transaction.atomic():
        without_demo(example)
        before, steps = composed(), []
        loaded = demo_load(steps.append)
        yield Lived(loaded, before, tuple(steps))
        transaction.set_rollback(True)
