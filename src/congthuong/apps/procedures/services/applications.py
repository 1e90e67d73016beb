"""What comes in, as a form or a program says it, and everything that is wrong with it at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from congthuong.apps.procedures.models import Channel, ProcedureVersion
from congthuong.apps.procedures.problems import FieldTooLong, PapersMissing, ReasonMissing, WrongChoice
from congthuong.apps.procedures.services.applicants import Person, checked_applicant
from congthuong.apps.procedures.services.attaching import Handed
from congthuong.apps.procedures.services.moving import LONGEST_NOTE
from congthuong.core.problems import Problem, Problems, problems_in

MOST_SETS = 20
IF_ANY = "(nếu có"
"""What a component says that belongs to some applications only."""


@dataclass(frozen=True, slots=True)
class Application:
    """What comes in. `papers`: which of the procedure's components are there; so is one for which there is a file.
    `sets`: how many of them; `back`: by which way the applicant wants the result."""

    procedure: str
    applicant: Person
    channel: int = Channel.DIRECT
    papers: tuple[str, ...] = ()
    note: str = ""
    files: tuple[Handed, ...] = ()
    sets: int = 1
    back: int = Channel.DIRECT


def application_faults(
    application: Application,
    version: ProcedureVersion,
    on: date,
    *,
    ask: bool = False,
    refusing: bool = False,
    reason: str = "",
    reachable: bool = False,
) -> list[Problem]:
    """Everything that is wrong with what was brought to the counter or, `reachable`, handed in online, each with the
    field `at` which it stands."""
    wrong: list[Problem] = []
    try:
        checked_applicant(application.applicant, on, reachable=reachable)
    except (Problem, Problems) as trouble:
        wrong += problems_in(trouble)
    if application.channel not in Channel.values:
        wrong.append(WrongChoice(value=str(application.channel), what="kênh nộp", at="kenh"))
    if not 1 <= application.sets <= MOST_SETS:
        wrong.append(WrongChoice(value=str(application.sets), what="số bộ hồ sơ", at="so-bo"))
    if application.back not in Channel.values:
        wrong.append(WrongChoice(value=str(application.back), what="nơi nhận kết quả", at="kenh-tra"))
    words = reason if refusing else application.note
    if refusing and not words.strip():
        wrong.append(ReasonMissing(what="lý do từ chối tiếp nhận", at="ghi-chu"))
    if len(words.strip()) > LONGEST_NOTE:
        wrong.append(FieldTooLong(what="ghi chú", limit=LONGEST_NOTE, at="ghi-chu"))
    there = {*application.papers, *(one.component for one in application.files)}
    if ask and (missing := papers_missing(version, tuple(there))):
        wrong.append(PapersMissing(papers=", ".join(f"«{one}»" for one in missing)))
    return wrong


def refuse_faults(wrong: Sequence[Problem]) -> None:
    if wrong:
        raise wrong[0] if len(wrong) == 1 else Problems(wrong)


def papers_missing(version: ProcedureVersion, there: Sequence[str]) -> list[str]:
    """The components that must be there and are not; one that says «(nếu có …)» need not."""
    return [one for one in version.components if one not in there and IF_ANY not in one.lower()]
