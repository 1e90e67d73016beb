"""What a column of figures means, by the words of its heading; with a score and the reason, never by its position."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from congthuong.core.intake.months import before, months_in
from congthuong.core.intake.words import folded

MEANINGS: Final = {
    "previous": "Thực hiện tháng trước",
    "current": "Ước tháng báo cáo",
    "cumulated": "Cộng dồn từ đầu năm",
    "previous_on_year": "Tháng trước (điều chỉnh) so cùng kỳ",
    "on_month": "Tháng báo cáo so tháng trước",
    "on_year": "Tháng báo cáo so cùng kỳ",
    "cumulated_on_year": "Cộng dồn so cùng kỳ",
    "same_period": "Cùng kỳ năm trước (tháng)",
    "cumulated_same_period": "Cùng kỳ năm trước (cộng dồn)",
    "plan": "Kế hoạch năm",
    "attained": "Đạt so kế hoạch (%)",
}
"""What a column of figures can mean, and how it is called on a screen."""
RATES: Final = frozenset({"previous_on_year", "on_month", "on_year", "cumulated_on_year", "attained"})
ROLES: Final = {
    "name": "Tên chỉ tiêu, ngành, sản phẩm",
    "code": "Mã",
    "unit": "Đơn vị tính",
    "number": "Số thứ tự",
    "note": "Ghi chú",
}
IGNORED: Final = "ignore"
SURE: Final = 90
LIKELY: Final = 60
_COMPARED: Final = re.compile(
    r"(?<!chi )\bso(?:\s+voi|\s+sanh)?\b(?!\s*(?:tt|thu tu|lieu|luong|ma))|(?<=[0-9a-z)])\s*/\s*(?=thang|cung ky)"
)


@dataclass(frozen=True, slots=True)
class Guess:
    """What a heading seems to mean; `score` 0 to 100, `reason` a part of a sentence. `rivals`: what else fits."""

    meaning: str
    score: int
    reason: str
    rivals: tuple[str, ...] = ()


UNCLEAR: Final = Guess("", 0, "không nhận ra chữ nào trong tiêu đề cột")


@cache
def _words() -> dict[str, dict[str, re.Pattern[str]]]:
    data: dict[str, Any] = tomllib.loads(
        files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
    )
    return {
        group: {name: re.compile(r"(?<![a-z0-9])(?:" + "|".join(words) + ")") for name, words in rows.items()}
        for group, rows in data.items()
    }


def role_of(heading: str) -> Guess | None:
    """The part that a column without figures plays, by the last line of its heading or all of it."""
    text = re.sub(r"[()*:.]", " ", folded(heading)).strip()
    leaf = text.rpartition(" - ")[2].strip()
    for said in (text, leaf):
        for role, pattern in _words()["roles"].items():
            if pattern.fullmatch(said):
                return Guess(role, 95, f"tiêu đề ghi «{heading}»")
    for role, pattern in _words()["roles"].items():
        if role in ("name", "code", "unit") and pattern.match(text):
            return Guess(role, 75, f"tiêu đề bắt đầu bằng chữ của {ROLES[role].lower()}")
    return None


def meaning_of(levels: Sequence[str], year: int, month: int) -> Guess:
    """levels: the lines of the heading, from the widest cell down. year, month: what the table reports on."""
    texts = [folded(one) for one in levels if one]
    subject, base, compared = _sides(texts)
    when, known = _subject(subject, year, month)
    whole = " - ".join(texts)
    if compared:
        return _rate(when, known, base, year, month)
    other = _words()["other"]
    if other["plan"].search(whole):
        return Guess(
            "attained" if "%" in whole or "dat" in whole.split() else "plan", 80, "tiêu đề nói kế hoạch"
        )
    last_year = other["same_period"].search(whole) or _names_last_year(subject, year)
    if last_year and "%" in whole:
        wanted = {"cumulated": "cumulated_on_year", "previous": "previous_on_year"}.get(when, "on_year")
        return Guess(wanted, 70 if known else 45, "tiêu đề nói cùng kỳ, tính bằng %", tuple(sorted(RATES)))
    if last_year:
        return Guess(
            "cumulated_same_period" if when == "cumulated" else "same_period", 75, "tiêu đề nói năm trước"
        )
    if other["rate"].search(whole):
        return Guess(
            "",
            20,
            "tiêu đề nói tỷ lệ nhưng không nói so với kỳ nào",
            ("on_year", "on_month", "cumulated_on_year"),
        )
    if not when:
        return UNCLEAR
    return Guess(when, 95 if known else 75, _subject_reason(when))


def _sides(texts: Sequence[str]) -> tuple[str, str, bool]:
    """What is spoken of, what it is compared with, and whether anything is compared at all."""
    subject: list[str] = []
    base: list[str] = []
    compared = waiting = False
    for text in texts:
        found = _COMPARED.search(text)
        if found:
            compared = True
            subject.append(text[: found.start()].strip())
            after = text[found.end() :].strip(" ()%:-")
            base.append(after)
            waiting = not after
        elif waiting and _is_base(text):
            base.append(text)
            waiting = False
        else:
            subject.append(text)
    return " - ".join(filter(None, subject)), " - ".join(filter(None, base)), compared


def _is_base(text: str) -> bool:
    words = _words()["base"]
    return bool(months_in(text)) or any(pattern.search(text) for pattern in words.values())


def _subject(text: str, year: int, month: int) -> tuple[str, bool]:
    """Which time is spoken of, and whether by its own month or words, not by default."""
    last = before(year, month)
    found = ""
    for one in months_in(text):
        said = (
            one.year or (last[0] if one.month == last[1] and month == 1 and not one.cumulated else year),
            one.month,
        )
        if one.cumulated and said[0] == year and one.month == month:
            return "cumulated", True
        if not one.cumulated and said == (year, month):
            found = "current"
        elif not one.cumulated and said == last:
            found = found or "previous"
    words = _words()["subject"]
    if words["cumulated"].search(text) or (month == 6 and "6 thang" in text):
        return "cumulated", True
    if found:
        return found, True
    for when in ("previous", "current"):
        if words[when].search(text):
            return when, True
    return "", False


def _names_last_year(text: str, year: int) -> bool:
    spoken = months_in(text)
    return bool(spoken) and all(one.year == year - 1 for one in spoken) and spoken[0].month != 12


def _rate(when: str, known: bool, base: str, year: int, month: int) -> Guess:
    against = _base(base, when, year, month)
    if against == "plan":
        return Guess("attained", 85, "so với kế hoạch")
    if against == "previous":
        if when in ("", "current"):
            return Guess("on_month", 95 if known else 80, "tiêu đề nói so tháng trước")
        return Guess(
            "", 30, "so với tháng trước, nhưng không phải của tháng báo cáo", ("on_month", "on_year")
        )
    if against != "same_period":
        return Guess(
            "", 40, "tiêu đề không nói rõ so với kỳ nào", ("on_year", "on_month", "cumulated_on_year")
        )
    wanted = {"previous": "previous_on_year", "cumulated": "cumulated_on_year"}.get(when, "on_year")
    if known:
        return Guess(wanted, 95, f"{_subject_reason(when)}, so cùng kỳ")
    return Guess(
        "",
        45,
        "so cùng kỳ, nhưng không nói của tháng hay cộng dồn",
        ("on_year", "cumulated_on_year", "previous_on_year"),
    )


def _base(text: str, when: str, year: int, month: int) -> str:
    words = _words()["base"]
    if words["same_period"].search(text):
        return "same_period"
    last = before(year, month)
    for one in months_in(text):
        said = (one.year or 0, one.month)
        if one.year and one.year < year and (one.month == month or one.cumulated):
            return "same_period"
        if when == "previous" and one.month == last[1] and one.year == last[0] - 1:
            return "same_period"
        if said in (last, (0, last[1])) and when != "previous":
            return "previous"
    for against in ("plan", "previous"):
        if words[against].search(text):
            return against
    return ""


def _subject_reason(when: str) -> str:
    return {
        "previous": "tiêu đề nói tháng trước",
        "current": "tiêu đề nói tháng báo cáo",
        "cumulated": "tiêu đề nói cộng dồn",
    }.get(when, "")
