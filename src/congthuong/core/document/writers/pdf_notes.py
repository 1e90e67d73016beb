"""Footnotes stand on the page of their mark: list items whose note the engine misplaces are set differently.

Typst lays a list out before it knows how much room the notes called in it need, so near a page's end a mark
and its note can part: 59 of 768 in a trial of crowded lists, none in plain paragraphs. Only the items
concerned are changed: a short one becomes a block that is not broken, which moves together with its notes; a
long one would leave a hole in the page, so it is set as a paragraph that begins with its dash. What is
misplaced even then begins a new page.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Any

Json = dict[str, Any]

# Letters of an item, notes included, that is moved as a whole: it leaves at most about six lines empty.
LONGEST_WHOLE = 500

# Setting again shifts what follows, so it is looked at again; most reports need no second pass. A new page may
# mend what is misplaced further on, so pages are begun one a pass; a report of a hundred pages has too many
# misplaced notes for that, and begins one for each of them.
MOST_PASSES = 12
PATIENT_PASSES = 5

_WITHOUT_NOTES = frozenset({"text", "figure", "break", "chart"})  # nearly all of a report


def set_apart(blocks: list[Json], misplaced: Set[int]) -> list[Json]:
    """The blocks with each list split at the items that call a misplaced note, those items set apart."""
    done: list[Json] = []
    for block in blocks:
        done.extend(_split(block, misplaced) if block["type"] == "list" else [block])
    return done


def moved_on(data: Json, misplaced: Set[int], passes: int) -> bool:
    """Begin a page at the first block that still has a misplaced note, after `passes` passes.

    At every such block when the passes left for patience are too few for all. False when there was none to move.

    For what setting apart cannot mend: the engine moves a block on for the first note called in it, not for the
    second, and leaves a note behind when the lines that call it go to the next page together.
    """
    moved, patient = False, len(misplaced) <= PATIENT_PASSES - passes
    for block in _to_move(data, misplaced):
        block["page"] = moved = True
        if patient:
            return True
    if not data["last_page"] and not misplaced.isdisjoint(notes_of(data["last"])):
        data["last_page"] = moved = True
    return moved


def _to_move(data: Json, misplaced: Set[int]) -> Iterator[Json]:
    """The blocks at which a page has to begin and does not yet: headings go with what follows them."""
    for part in (data, *data["annexes"]):
        blocks = part["blocks"]
        for at, block in enumerate(blocks):
            if misplaced.isdisjoint(notes_of(block)):
                continue
            while at > 0 and blocks[at - 1]["type"] == "heading":
                at -= 1
            if not blocks[at].get("page"):
                yield blocks[at]


def _split(block: Json, misplaced: Set[int]) -> Iterator[Json]:
    waiting: list[list[Json]] = []
    start = block["start"]
    for item in block["items"]:
        if misplaced.isdisjoint(notes_of(item)):
            waiting.append(item)
            continue
        if waiting:
            yield {**block, "items": waiting, "start": start}
            start += len(waiting)
            waiting = []
        yield from _apart({**block, "items": [item], "start": start}, misplaced)
        start += 1
    if waiting or not block["items"]:
        yield {**block, "items": waiting, "start": start}


def _apart(block: Json, misplaced: Set[int]) -> Iterator[Json]:
    """A list of one item: whole when short, else its paragraph and then what stands below it."""
    (item,) = block["items"]
    if letters(item) <= LONGEST_WHOLE:
        yield {"type": "whole", "blocks": [block]}
        return
    marker = f"{block['start']}." if block["marker"] == "1." else block["marker"]
    within = block.get("within", [])
    first, *rest = item
    yield {"type": "loose", "marker": marker, "within": within, "inlines": first["inlines"]}
    for part in rest:
        if part["type"] == "list":
            yield from _split({**part, "within": [*within, marker]}, misplaced)
        else:
            yield part


def notes_of(value: Any) -> Iterator[int]:
    """The numbers of the footnotes called anywhere in a piece of data, in no order."""
    waiting = [value]
    while waiting:
        now = waiting.pop()
        if isinstance(now, list):
            waiting.extend(now)
        elif isinstance(now, dict):
            if now.get("type") == "footnote":
                yield now["n"]
            if now.get("type") not in _WITHOUT_NOTES:
                waiting.extend(now.values())


def letters(value: Any) -> int:
    """How much text a piece of data holds, its notes included."""
    if isinstance(value, dict):
        own = len(value["text"]) if "text" in value else 0
        return own + sum(letters(inner) for key, inner in value.items() if key != "text")
    return sum(letters(inner) for inner in value) if isinstance(value, list) else 0
