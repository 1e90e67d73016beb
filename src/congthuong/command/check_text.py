"""An audit for a person at a terminal: what was understood, then each finding with its line quoted."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from congthuong.core.audit.model import Severity
from congthuong.core.audit.writers.marked import Marked, MarkedFinding, Place, context
from congthuong.core.audit.writers.words import CALM, MEANINGS, NAMES, SEVERITIES, SIGNS, placed

_STYLES: dict[Severity, str] = {
    "contradiction": "bold red",
    "suspicious": "bold yellow",
    "rounding": "bold cyan",
    "drafting": "bold blue",
}
_INDENT = "     "


def lines_of(marked: Marked) -> Iterator[Text]:
    """The lines to print; `Text.plain` is the same without colours."""
    yield Text.assemble((marked.name, "bold"), ": ", marked.counted())
    for notice in marked.notices:
        yield Text(f"! {notice}", "yellow")
    if not any(one.severity == "contradiction" for one in marked.findings):
        yield Text(CALM, "green")
    for severity in SEVERITIES:
        own = [one for one in marked.findings if one.severity == severity]
        if own:
            yield Text()
            yield Text.assemble(
                (f"{SIGNS[severity]} {NAMES[severity].upper()} ({len(own)})", _STYLES[severity]),
                (f"  {MEANINGS[severity]}", "dim"),
            )
        for finding in own:
            yield from _finding(marked, finding)


def _finding(marked: Marked, finding: MarkedFinding) -> Iterator[Text]:
    style = _STYLES[finding.severity]
    yield Text()
    yield Text.assemble((f"{finding.number:>3}. ", style), finding.message, (f"  [{finding.rule}]", "dim"))
    for place in finding.places:
        yield _quoted(marked, place, style)
    if finding.arithmetic:
        yield Text.assemble(_INDENT, ("phép tính: ", "dim"), finding.arithmetic)
    if finding.suggestion:
        yield Text.assemble(_INDENT, ("số khớp:   ", "dim"), (finding.suggestion, "green"))


def _quoted(marked: Marked, place: Place, style: str) -> Text:
    before, words, after = context(marked, place)
    where = placed(marked.kind, place.page, place.line)
    return Text.assemble(
        _INDENT, (f"{where}: " if where else "· ", "dim"), before, (f"«{words}»", style), after
    )
