"""Tasks proposed from the text of a directive. A person confirms each; nothing here decides.

A sentence is a task when it gives work to somebody ("Giao Sở Công Thương …", "Sở Công Thương chủ trì …"), when it is an
item under the name of an office ("2. Phòng Quản lý Thương mại:"), or when it is work with a term. Each proposal keeps
its sentence and where that stands in the text as given.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

import regex

from congthuong.core.programme.terms import Term, read_term
from congthuong.core.programme.vocabulary import any_of, pattern, words

MOST: Final = 300
"""Proposals of one text; a longer programme is read part by part."""
_MARK: Final = regex.compile(
    r"\s*(?:[-+*•–]|\(?[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}[.)]|\(?[a-zđ][.)]|[IVX]{1,5}\.)\s*"
)
_ENDS: Final = regex.compile(r"(?<=[.;!?…])\s+(?=[\p{Lu}\-+(\d])|\n+")
_ABBREVIATED: Final = regex.compile(r"(?:\bTP|\bTX|\bTT|\bQ|\bP|\bGS|\bTS)\.\Z")
_LONGEST_ACTOR: Final = 220
_OFTEN: Final = regex.compile(r"[\s,]+(?:theo\s+)?định\s+kỳ\Z", regex.I)
_MIN_WORK: Final = 8


@dataclass(frozen=True, slots=True)
class ProposedTask:
    """`text[start:end]` is the sentence. `actor` "" where the text names nobody; `what` is the work alone."""

    actor: str
    helpers: tuple[str, ...]
    what: str
    term: Term | None
    sentence: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    start: int
    mark: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def propose_tasks(text: str, directive_day: date | None = None) -> tuple[ProposedTask, ...]:
    """In reading order. Takes time in proportion to the text and never raises."""
    found: list[ProposedTask] = []
    actor, giving = "", False  # what the heading above says
    for one in _sentences(text):
        if len(found) == MOST:
            break
        heading = _heading(one.text)
        if heading is not None:
            named, giving = heading
            if named or not one.mark.strip(" -+"):
                actor = named
            continue
        if _begins(one.text, "not_tasks"):
            continue
        task = _given(one, directive_day) or _item(one, actor, giving, directive_day)
        if task is not None:
            found.append(task)
    return tuple(found)


def _sentences(text: str) -> Iterator[_Sentence]:
    """Sentences and list items, without their marks, each with its place; lines that a printer broke are one."""
    start = 0
    pieces: list[tuple[int, int]] = []
    for match in _ENDS.finditer(text):
        broken = "\n" in match[0] and match[0].count("\n") == 1 and _goes_on(text, match.start(), match.end())
        if broken or _ABBREVIATED.search(text, max(0, match.start() - 4), match.start()):
            continue
        pieces.append((start, match.start()))
        start = match.end()
    pieces.append((start, len(text)))
    for first, last in pieces:
        mark = _MARK.match(text, first, last)
        begin = mark.end() if mark else first
        piece = text[begin:last].rstrip()
        lead = len(piece) - len(piece.lstrip())
        if piece.strip():
            yield _Sentence(piece.strip(), begin + lead, mark[0] if mark else "")


def _goes_on(text: str, end: int, start: int) -> bool:
    """Whether the line that ends at `end` goes on in the next: the next begins with a small letter, no list mark."""
    before = text[max(0, end - 1) : end]
    after = text[start : start + 1]
    return (
        before not in ".;:!?"
        and (after.islower() or after.isdigit() or after in '(“"')
        and not _MARK.match(text, start)
    )


def _heading(text: str) -> tuple[str, bool] | None:
    """(name of the office, whether items below are work) of a heading; None for anything else."""
    if len(text) > _LONGEST_ACTOR:
        return None
    bare = text.rstrip(" :.;")
    office = _office(bare)
    alone = not _work().search(bare)
    if office and alone and not read_term(bare):
        given = _giving().match(bare)
        return (bare[given.end() :].strip() if given else bare), True
    given = _giving().match(bare)
    if text.rstrip().endswith(":") and given and _office(bare[given.end() :].strip()):
        return _actor_before_work(bare[given.end() :].strip()), True
    if text.rstrip().endswith(":") and office and alone:
        return bare, True
    capital = bare == bare.upper() and any(sign.isalpha() for sign in bare)
    if capital or (text.rstrip().endswith(":") and len(bare.split()) <= 14):
        low = bare.lower()
        return "", any(word in low for word in words()["task_headings"])
    return None


def _given(one: _Sentence, directive_day: date | None) -> ProposedTask | None:
    """ "Giao Sở Công Thương chủ trì, phối hợp với … xây dựng …"; "Sở Công Thương chủ trì …"."""
    text = _without_term(one.text)
    giving = _giving().match(text)
    rest = text[giving.end() :].lstrip(" ,:") if giving else text
    if not _office(rest):
        return None
    actor = _actor_before_work(rest)
    work = rest[len(actor) :].strip(" ,:")
    if (between := read_term(actor)) and between.start:  # "Phòng Thương mại hằng tháng trước ngày 20 báo cáo"
        actor = actor[: between.start].rstrip(" ,")
    actor = _OFTEN.sub("", actor)  # "Sở Công Thương định kỳ báo cáo" does not say how often
    if not actor or len(work) < _MIN_WORK or len(actor) > _LONGEST_ACTOR:
        return None
    helpers, what = _helpers_and_work(work)
    return _task(one, actor, helpers, what, directive_day)


def _item(one: _Sentence, actor: str, giving: bool, directive_day: date | None) -> ProposedTask | None:
    """Work that names nobody: under the name of an office, under a heading of tasks, or with a term."""
    text = _without_term(one.text)
    if not any(_begins(text, name) for name in ("working", "leading", "together")):
        return None
    if not actor and not giving and read_term(one.text, directive_day) is None:
        return None
    helpers, what = _helpers_and_work(text)
    return _task(one, actor, helpers, what, directive_day)


def _without_term(text: str) -> str:
    """ "Hằng tháng, trước ngày 20, báo cáo …" -> "báo cáo …"."""
    rest = text
    term = read_term(rest[:80])
    if term and term.rule and term.start == 0:
        rest = rest[term.end :].lstrip(" ,")
    for _ in range(3):
        head, comma, tail = rest.partition(",")
        if not comma or len(head) > 80 or _begins(head, "working"):
            break
        term = read_term(head)
        if not (_begins(head, "terms") or (term and term.start == 0)):
            break
        rest = tail.strip()
    return rest


def _task(
    one: _Sentence, actor: str, helpers: tuple[str, ...], what: str, directive_day: date | None
) -> ProposedTask:
    term = read_term(one.text, directive_day)
    work = " ".join(what.split()).rstrip(" .;,")
    return ProposedTask(
        _clean(actor), helpers, work[:1].upper() + work[1:], term, one.text, one.start, one.end
    )


def _actor_before_work(text: str) -> str:
    """The name up to the words that say what is to be done; names are written with capitals, work with small letters."""
    found = _work().search(text)
    return text[: found.start()].rstrip(" ,:") if found else ""


def _helpers_and_work(text: str) -> tuple[tuple[str, ...], str]:
    """ "chủ trì, phối hợp với Sở Tài chính và UBND các huyện rà soát …" -> helpers and what is to be done."""
    rest = text
    while lead := _leads().match(rest):
        rest = rest[lead.end() :]
    together = _together().match(rest)
    if together is None:
        return (), rest
    after = rest[together.end() :].lstrip()
    work = _verbs().search(after)
    if not _office(after) or work is None:
        return (), rest
    return _several(after[: work.start()]), after[work.start() :]


def _several(text: str) -> tuple[str, ...]:
    """Names of offices one by one; "và" inside a name ("Sở Kế hoạch và Đầu tư") does not part it."""
    parts = regex.split(
        rf"\s*[,;]\s*|\s+và\s+(?=(?i:{any_of(words()['offices'])})(?![\p{{L}}]))", text.strip(" ,;")
    )
    joined: list[str] = []
    for part in filter(None, map(str.strip, parts)):
        if joined and not _office(part):
            joined[-1] += f", {part}"  # "UBND các huyện, thị xã, thành phố" is one
        else:
            joined.append(part)
    return tuple(map(_clean, joined))


def _clean(name: str) -> str:
    return " ".join(name.split()).strip(" ,;:.")


def _office(text: str) -> bool:
    return _offices().match(text) is not None


def _begins(text: str, name: str) -> bool:
    return pattern(name, capital=True).match(text) is not None


@cache
def _offices() -> regex.Pattern[str]:
    return regex.compile(
        rf"(?:đồng\s+chí\s+|ông\s+|bà\s+)?(?i:{any_of(words()['offices'])})(?![\p{{L}}])", regex.I
    )


@cache
def _giving() -> regex.Pattern[str]:
    return regex.compile(rf"(?i:{any_of(words()['giving'])})(?![\p{{L}}])\s*(?:cho\s+)?")


@cache
def _verbs() -> regex.Pattern[str]:
    return pattern("working")


@cache
def _work() -> regex.Pattern[str]:
    """The first small-lettered word that ends a name: a lead, "phối hợp", or a verb."""
    phrases = (*words()["leading"], *words()["together"], *words()["working"])
    return regex.compile(rf"(?<![\p{{L}}])(?:{any_of(phrases)})(?![\p{{L}}])")


@cache
def _leads() -> regex.Pattern[str]:
    return regex.compile(rf"(?i:{any_of(words()['leading'])})(?![\p{{L}}])[\s,]*(?:và\s+)?")


@cache
def _together() -> regex.Pattern[str]:
    return regex.compile(rf"(?i:{any_of(words()['together'])})(?![\p{{L}}])")
