"""The lived-in province, with what the report said before it (the fixture `lived`)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from congthuong.apps.accounts.demo import create_demo_logins
from congthuong.apps.collection.demo.loader import Loaded, demo_load
from congthuong.apps.collection.services.forms import folder_fillers, shipped_forms_publish
from congthuong.apps.reports.queries import book_for, definition_for
from congthuong.core.compose.report import compose_report
from congthuong.core.document.figures_json import figures_json
from congthuong.core.document.writers.together import write_formats


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


def live(example: Path) -> Lived:
    """Makes the example, which is loaded, the lived-in province."""
    shipped_forms_publish(fillers=folder_fillers(example))
    create_demo_logins()
    before, steps = composed(), list[str]()
    loaded = demo_load(steps.append)
    return Lived(loaded, before, tuple(steps))
