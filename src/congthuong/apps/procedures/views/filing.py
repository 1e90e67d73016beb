"""Files in forms and answers: what a form sends for each component, and a kept file handed out."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse

from congthuong.apps.procedures.models import DossierFile
from congthuong.apps.procedures.problems import NoSuchDossierFile
from congthuong.apps.procedures.services.attaching import KINDS, Handed, largest
from congthuong.core.problems import Problem, Problems
from congthuong.web.files import CheckedFile, file_kept, files_of

OTHER = "tep-khac"
ACCEPT = ",".join(f".{kind}" for kind in KINDS)
"""What the browser offers to choose; what comes is checked by its content all the same."""


def handed_in_files(request: HttpRequest, components: Sequence[str]) -> tuple[Handed, ...]:
    """The files of a form, each with its component: "tep-1" is for the first. Raises Problems of FileRefused."""
    fields = [(f"tep-{number}", one) for number, one in enumerate(components, start=1)]
    handed: list[Handed] = []
    wrong: list[Problem] = []
    for field, component in (*fields, (OTHER, "")):
        try:
            handed += [
                Handed(component, file) for file in files_of(request, field, kinds=KINDS, largest=largest())
            ]
        except Problem as refused:
            wrong.append(refused)
    if wrong:
        raise Problems(list({one.message: one for one in wrong}.values()))
    return tuple(handed)


def result_in(request: HttpRequest) -> CheckedFile | None:
    """The result's file, when the form sent one. Raises FileRefused."""
    found = files_of(request, "tep", kinds=KINDS, largest=largest())
    return found[0] if found else None


def handed_out(found: DossierFile) -> HttpResponse:
    """Raises NoSuchDossierFile when its bytes are gone."""
    try:
        with found.file.open("rb") as kept:
            return file_kept(found.name, kept.read())
    except FileNotFoundError:
        raise NoSuchDossierFile(number=found.dossier.number) from None
