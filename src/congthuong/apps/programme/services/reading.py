"""A directive read: its text kept, its tasks proposed. Nothing is assigned before a person confirms it."""

from __future__ import annotations

import hashlib
import uuid

from django.db import transaction

from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require
from congthuong.apps.catalogue.models import LegalDocument, Organisation
from congthuong.apps.programme.models import DirectiveText, State, Task
from congthuong.apps.programme.problems import NothingToRead
from congthuong.apps.programme.queries.tasks import departments
from congthuong.core.document.readers.any import read_any
from congthuong.core.programme.reading import ProposedTask, propose_tasks
from congthuong.web import clock
from congthuong.web.files import CheckedFile
from congthuong.web.folding import fold

LONGEST_TEXT = 400_000


def text_of_file(file: CheckedFile) -> str:
    """The words of a file as its reader draws them out, a piece a line. Raises Problem for what cannot be read."""
    return "\n".join(piece.text for piece in read_any(file.name, file.data).pieces)


@transaction.atomic
def directive_read(*, by: User, document: LegalDocument, text: str, name: str = "") -> DirectiveText:
    """Raises NothingToRead, Forbidden. Reading the same text again gives the reading that is there."""
    require(by, "tasks.assign")
    clean = text.replace("\x00", "").replace("\r\n", "\n").strip()[:LONGEST_TEXT]
    if not clean:
        raise NothingToRead
    digest = hashlib.sha256(clean.encode()).hexdigest()
    known = DirectiveText.objects.filter(document=document, sha256=digest).first()
    if known is not None:
        return known
    reading = DirectiveText(document=document, text=clean, name=name[:200], sha256=digest, by=by)
    reading.save()
    offices = {fold(one.name): one for one in Organisation.objects.filter(closed_on=None).order_by("name")}
    above = departments()
    for order, proposed in enumerate(propose_tasks(clean, document.date)):
        _propose(reading, proposed, order, offices, above)
    record_event("task.read", by=by, subject=document, document=document.number, number=reading.tasks.count())
    return reading


def _propose(
    reading: DirectiveText,
    proposed: ProposedTask,
    order: int,
    offices: dict[str, Organisation],
    above: frozenset[str],
) -> None:
    """Given to the department, it is for the person to say which of its divisions does it."""
    term = proposed.term
    owner = _office(proposed.actor, offices)
    task = Task.objects.create(
        key=f"nv-{uuid.uuid4().hex[:12]}",
        title=proposed.what[:600],
        state=State.PROPOSED,
        document=reading.document,
        reading=reading,
        sentence=proposed.sentence,
        start=proposed.start,
        end=proposed.end,
        actor=proposed.actor[:300],
        owner=None if owner is not None and owner.code in above else owner,
        helpers_told="; ".join(proposed.helpers)[:600],
        area=reading.document.area,
        order=order,
        due_on=term.day if term else None,
        due_words=term.words[:200] if term else "",
        working_days=term.working_days if term else None,
        rule=term.rule.code if term and term.rule else "",
        recorded_on=clock.today(),
    )
    found = (_office(one, offices) for one in proposed.helpers)
    task.helpers.set([one for one in found if one is not None])


def _office(name: str, offices: dict[str, Organisation]) -> Organisation | None:
    """The organisation that the text calls so: its whole name, or a name that begins with the words."""
    words = fold(name)
    if not words:
        return None
    exact = offices.get(words)
    if exact is not None:
        return exact
    begun = [one for key, one in offices.items() if key.startswith(f"{words} ")]
    return begun[0] if len(begun) == 1 else None
