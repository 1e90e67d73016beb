"""Slips of the pen: a word or a phrase written twice, two words run together."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, Final

import regex

from congthuong.core.audit.model import Finding, Understanding
from congthuong.core.quantities.units import fold

# Two syllables written twice are a slip too ("thực hiện thực hiện"), but for these.
_TWICE: Final = regex.compile(
    r"(?<![\p{L}-])(?P<words>\p{L}++[ ]\p{Ll}++)[ ]{1,3}(?P<again>(?i:(?P=words)))(?![\p{L}-])"
)
_ONCE_MORE: Final = regex.compile(
    r"(?<![\p{L}\p{M}-])(?P<word>\p{L}++)[ ]{1,3}(?P<again>(?i:(?P=word)))(?![\p{L}\p{M}-])"
)
_RIGHTLY: Final = frozenset(
    {"từng bước", "ngày càng", "rất nhiều", "mãi mãi", "dần dần", "luôn luôn", "hàng ngày"}
)
_MONTHS: Final = regex.compile(r"(?i:tháng)\s+(?P<twice>0?[0-9]{1,2}\s+(?i:tháng))\s+(?i:đầu|cuối)(?!\p{L})")
_TIME: Final = regex.compile(
    r"(?<!\p{L})(?i:(?P<word>năm|tháng|ngày))\s+(?i:(?P=word))\s+(?=(?:19|20)[0-9]{2}(?![0-9])|[0-9]{1,2}[/-])"
)
_GLUED: Final = regex.compile(r"(?<![\p{L}\p{M}0-9])\p{Ll}{2,7}(?P<second>\p{Lu}\p{Ll}{1,6})(?![\p{L}0-9])")
_GLUED_DATE: Final = regex.compile(r"(?<![0-9/])[0-9]{1,2}/[0-9]{1,2}/(?:19|20)[0-9]{2}(?P<word>\p{Ll}{2,})")
_VERB_LISTS: Final = regex.compile(r"[^,;.:()]+")
_RULE_KINDS: Final = ("cell", "signature")


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "drafting.toml").read_text(encoding="utf-8"))


@cache
def _doubled() -> frozenset[str]:
    return frozenset(_words()["doubled"])


@cache
def _verbs() -> regex.Pattern[str]:
    spelled = "|".join(sorted(_words()["verbs"], key=len, reverse=True))
    return regex.compile(rf"(?<!\p{{L}})(?i:{spelled})(?!\p{{L}})")


def doubled_words(understanding: Understanding) -> Iterator[Finding]:
    """ "được được", "thực hiện thực hiện", "tháng 06 tháng cuối năm"."""
    for index, text in _texts(understanding):
        taken = -1
        single = [one for one in _ONCE_MORE.finditer(text) if one["word"].lower() in _doubled()]
        twice = [*_TWICE.finditer(text), *single, *_TIME.finditer(text)]
        for found in sorted(twice, key=lambda one: one.start()):
            again = found.groupdict().get("again") or found["word"]
            if fold(again) in _RIGHTLY or found.start() < taken or _is_name(again):
                continue
            taken = found.end()
            yield _twice(understanding, index, found.span(), again)
        for found in _MONTHS.finditer(text):
            message = f"Thừa một chữ «tháng» trong «{' '.join(found[0].split())}»."
            span = understanding.span(index, found.start(), found.end())
            yield Finding("doubled-word", "drafting", message, "", (span,), found["twice"])


def _is_name(words: str) -> bool:
    """ "Thanh Thanh", "Hồng Hồng": a second word with a capital is a name."""
    return words[:1].isupper()


def _twice(understanding: Understanding, index: int, place: tuple[int, int], word: str) -> Finding:
    message = f"Lặp «{word.lower()}» hai lần liền nhau. Hãy bỏ một lần."
    return Finding(
        "doubled-word", "drafting", message, "", (understanding.span(index, *place),), word.lower()
    )


def repeated_phrases(understanding: Understanding) -> Iterator[Finding]:
    """ "nâng cấp cải tạo, nâng cấp, mở rộng": one thing named twice in a row of verbs."""
    for index, text in _texts(understanding):
        named = [fold(verb) for verb in _verbs().findall(text)] if "," in text else []
        if len(set(named)) == len(named):
            continue
        before: list[regex.Match[str]] = []
        for part in _VERB_LISTS.finditer(text):
            closed = text[part.end() : part.end() + 1] == ","
            verbs = list(_verbs().finditer(text, part.start(), part.end()))
            alone = len(verbs) == 1 and fold(part[0]) == fold(verbs[0][0])
            same = next(
                (verb for verb in before if alone and closed and fold(verb[0]) == fold(verbs[0][0])), None
            )
            if same is not None:
                word = verbs[0][0].lower()
                message = f"«{word}» kể hai lần trong một dãy. Hãy bỏ một lần."
                span = understanding.span(index, same.start(), verbs[0].end())
                yield Finding("repeated-phrase", "drafting", message, "", (span,), word)
            before = _row_of_verbs(text, verbs, before) if closed else []


def _row_of_verbs(
    text: str, verbs: list[regex.Match[str]], before: list[regex.Match[str]]
) -> list[regex.Match[str]]:
    """The verbs at the end of a part that stand side by side, with nothing after the last before the comma."""
    if not verbs or text[verbs[-1].end() :].lstrip()[:1] != ",":
        return []
    row = [verbs[-1]]
    for verb in reversed(verbs[:-1]):
        if text[verb.end() : row[0].start()].strip() not in ("", "và"):
            break
        row.insert(0, verb)
    return [*before[-4:], *row] if len(row) == len(verbs) and before else row


def missing_spaces(understanding: Understanding) -> Iterator[Finding]:
    """ "báo cáoTổng kết", "04/10/2011của"."""
    for index, text in _texts(understanding):
        for found in _GLUED.finditer(text):
            if _has_marks(found[0]):
                at = found.start("second")
                yield _glued(
                    understanding, index, found.span(), f"{text[found.start() : at]} {found['second']}"
                )
        for found in _GLUED_DATE.finditer(text):
            at = found.start("word")
            yield _glued(understanding, index, found.span(), f"{text[found.start() : at]} {found['word']}")


def _has_marks(word: str) -> bool:
    """Whether a word has Vietnamese letters: brand names with a capital inside ("eBay", "iPhone") have none."""
    return any(letter in "đĐ" or unicodedata.decomposition(letter) for letter in word)


def _glued(understanding: Understanding, index: int, place: tuple[int, int], fits: str) -> Finding:
    message = f"Thiếu khoảng trắng: viết «{fits}»."
    return Finding("missing-space", "drafting", message, "", (understanding.span(index, *place),), fits)


def _texts(understanding: Understanding) -> Iterator[tuple[int, str]]:
    for index, piece in enumerate(understanding.reading.pieces):
        if piece.kind not in _RULE_KINDS:
            yield index, piece.text


RULES = (doubled_words, repeated_phrases, missing_spaces)
