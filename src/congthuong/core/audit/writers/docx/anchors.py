"""Where the words of a place stand in a Word file: which text nodes, which runs.

The reader's text and the file's differ (spaces joined, list numbers added, accents composed, fields, revisions), so
places are found by their letters: without spaces and accents, paragraph after paragraph in reading order.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from congthuong.core.audit.writers.marked import Block, Marked, Place

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
Element = etree._Element
_UNREAD = frozenset(
    {f"{{{W}}}del", f"{{{W}}}moveFrom", f"{{{MC}}}Fallback"}
)  # revisions are read as accepted
_NOTES = {f"{{{W}}}footnoteReference": "footnote", f"{{{W}}}endnoteReference": "endnote"}
_AHEAD = 200  # paragraphs looked at for the next block
_LONG = 16  # letters of a paragraph that hardly stands twice
_MOST_SEARCHES = 500  # of a whole story, which takes time in proportion to its length
_NEAR = 24  # letters on each side of a place that are looked for when its paragraph is not found whole


def w(name: str) -> str:
    return f"{{{W}}}{name}"


@dataclass(frozen=True, slots=True)
class Anchor:
    """From character `start` of the text node `first` to before character `end` of `last`.

    `exact` is False where a comment cannot stand at the words (a footnote, a text box): it then stands at the runs
    `first` and `last`, which hold the mark or the box.
    """

    first: Element
    start: int
    last: Element
    end: int
    exact: bool = True


class Letters:
    """The letters of a story in order, each with the text node and character it came from."""

    def __init__(self) -> None:
        self.text = ""
        self.starts: list[int] = []  # of paragraphs
        self.cursor = 0
        self._parts: list[str] = []
        self._nodes: list[tuple[Element, Element | None]] = []  # (text node, run that holds it)
        self._firsts: list[int] = []  # the first letter of each node
        self._length = 0
        self._searches = _MOST_SEARCHES
        self._paragraph: Element | None = None

    def add(self, node: Element, host: Element | None) -> None:
        """`host` is the run where a comment has to stand when it cannot stand at the words."""
        paragraph = next(node.iterancestors(w("p")), None)
        if paragraph is not self._paragraph:
            self._paragraph = paragraph
            self.starts.append(self._length)
        letters = _letters(node.text or "")
        if letters:
            self._parts.append(letters)
            self._nodes.append((node, host))
            self._firsts.append(self._length)
            self._length += len(letters)

    def close(self) -> Letters:
        self.text = "".join(self._parts)
        return self

    def begin(self, letters: str) -> int:
        """Where a paragraph with these letters begins, one of the next after the last found; else -1.

        A long one may also stand elsewhere, since readers put text boxes and notes in their own order.
        """
        first = bisect_left(self.starts, self.cursor)
        for start in self.starts[first : first + _AHEAD]:
            if self.text.startswith(letters, start):
                self.cursor = start + len(letters)
                return start
        if len(letters) < _LONG or not self._searches:
            return -1
        self._searches -= 1
        return self.text.find(letters)

    def anchor(self, first: int, last: int) -> Anchor:
        """The anchor of letters `first` to `last`, both included."""
        (start_node, start, host), (end_node, end, other) = self._at(first), self._at(last)
        if host is not None and other is not None:
            return Anchor(host, 0, other, 0, exact=False)
        return Anchor(start_node, start, end_node, end + 1)

    def _at(self, letter: int) -> tuple[Element, int, Element | None]:
        """The text node of a letter, its character there, and the run that holds the node."""
        index = bisect_right(self._firsts, letter) - 1
        node, host = self._nodes[index]
        left = letter - self._firsts[index]
        for at, sign in enumerate(node.text or ""):
            left -= len(_letters(sign))
            if left < 0:
                return node, at, host
        raise IndexError(letter)


class Finder:
    """Finds places of a marked document in the main part and the notes of its Word file."""

    def __init__(self, marked: Marked, body: Element, notes: Mapping[str, Element]) -> None:
        """`notes`: "footnote" or "endnote" -> the root of its part."""
        self._marked = marked
        self._body, self._boxes, self._notes = Letters(), Letters(), Letters()
        for node, host in _text_nodes(body):
            (self._body if host is None else self._boxes).add(node, host)
        references = dict(_references(body))
        for kind, root in notes.items():
            for note in root:
                run = references.get((kind, note.get(w("id"), "")))
                for node, _ in _text_nodes(note) if run is not None else ():
                    self._notes.add(node, run)
        for story in (self._body, self._boxes, self._notes):
            story.close()
        self._found = {number: self._locate(block) for number, block in enumerate(marked.blocks)}

    def anchor(self, place: Place) -> Anchor | None:
        """None when the words are nowhere in the file."""
        if place.block < 0:
            return None
        block, found = self._marked.blocks[place.block], self._found[place.block]
        if found is None:
            return self._near(block, place)
        story, at, base = found
        first = at + len(_letters(block.text[base : max(place.start, base)]))
        length = len(_letters(block.text[max(place.start, base) : place.end]))
        first = min(first, len(story.text) - 1)
        return story.anchor(first, max(first, first + length - 1))

    def _locate(self, block: Block) -> tuple[Letters, int, int] | None:
        """(story, letter at which the block begins, character of the block that this letter is)."""
        stories = (
            (self._notes, self._body) if block.kind == "note" else (self._body, self._boxes, self._notes)
        )
        # Word may have counted the list mark itself, so that it stands nowhere in the file.
        for base in dict.fromkeys((0, block.body)):
            letters = _letters(block.text[base:])
            for story in stories if letters else ():
                at = story.begin(letters)
                if at >= 0:
                    return story, at, base
        return None

    def _near(self, block: Block, place: Place) -> Anchor | None:
        """By the words and some letters around them, where the paragraph reads otherwise in the file."""
        before, words, after = (
            _letters(part)
            for part in (
                block.text[: place.start],
                block.text[place.start : place.end],
                block.text[place.end :],
            )
        )
        for left, right in ((before[-_NEAR:], after[:_NEAR]), (before[-_NEAR:], ""), ("", after[:_NEAR])):
            for story in (self._body, self._boxes, self._notes):
                at = story.text.find(left + words + right) if words and left + right else -1
                if at >= 0:
                    return story.anchor(at + len(left), at + len(left) + len(words) - 1)
        return None


def host_run(node: Element) -> Element:
    """The outermost run around a text node: of a text box, the run that holds the drawing."""
    return list(node.iterancestors(w("r")))[-1]


def _text_nodes(root: Element) -> Iterator[tuple[Element, Element | None]]:
    """Every text node that is read, and the run that holds it where it lies in another story (a text box)."""
    for node in root.iter(w("t")):
        runs, unread = 0, False
        for one in node.iterancestors():
            if one is root:
                break
            runs += one.tag == w("r")
            unread = unread or one.tag in _UNREAD
        if runs and not unread:
            yield node, host_run(node) if runs > 1 else None


def _references(body: Element) -> Iterator[tuple[tuple[str, str], Element]]:
    for tag, kind in _NOTES.items():
        for mark in body.iter(tag):
            run = mark.getparent()
            if run is not None and run.tag == w("r"):
                yield (kind, mark.get(w("id"), "")), run


@lru_cache(maxsize=4096)
def _letters(text: str) -> str:
    """Without spaces and accents, since files and readers compose them in different ways."""
    return "".join(
        sign
        for sign in unicodedata.normalize("NFKD", text)
        if not sign.isspace() and not unicodedata.combining(sign) and sign not in "\u200b\ufeff\u00ad"
    )
