"""Days and spans of time: they exist, their weekday is theirs, they run forward, they lie before the report."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import Final

import regex

from congthuong.core.audit.model import Finding, Understanding
from congthuong.core.audit.rules.around import sentence
from congthuong.core.audit.rules.reported import report_day
from congthuong.core.quantities import write_date

_YEAR: Final = r"(?:19|20)[0-9]{2}"
_DAY: Final = regex.compile(
    rf"(?<![0-9/.,\p{{L}}-])(?P<said>(?i:ngày)\s+)?(?P<d>[0-9]{{1,2}})\s?/\s?(?P<m>[0-9]{{1,2}})"
    rf"(?:\s?/\s?(?P<y>{_YEAR}))?(?![0-9%]|/[0-9\p{{L}}]|[.,][0-9])"
)
_LONG: Final = regex.compile(
    rf"(?i:ngày)\s+(?P<d>[0-9]{{1,2}})\s+(?i:tháng)\s+(?P<m>[0-9]{{1,2}})(?:\s+(?i:năm)\s+(?P<y>{_YEAR}))?(?![0-9])"
)
_MONTH: Final = regex.compile(
    rf"(?i:tháng)\s+(?P<m>[0-9]{{1,2}})\s*(?:/\s*|\s(?i:năm)\s+)(?={_YEAR}(?![0-9]))"
)
_NOT_A_DAY: Final = regex.compile(r"(?i:số|hẻm|đường|nhà|tờ|thửa|kiệt|tỷ lệ)\s*\Z")
_LEAP: Final = 2020

_WEEKDAYS: Final = {
    "hai": 0, "2": 0, "ba": 1, "3": 1, "tư": 2, "4": 2, "năm": 3, "5": 3, "sáu": 4, "6": 4, "bảy": 5, "bẩy": 5, "7": 5,
}  # fmt: skip
_NAMES: Final = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_WEEKDAY: Final = r"(?:(?i:thứ)\s+(?P<w>(?i:hai|ba|tư|năm|sáu|bảy|bẩy)|[2-7])|(?i:chủ\s+nhật))(?![\p{L}0-9])"
_ON: Final = (
    rf"(?:(?P<d>[0-9]{{1,2}})\s?[/.-]\s?(?P<m>[0-9]{{1,2}})\s?[/.-]\s?(?P<y>{_YEAR})"
    rf"|(?P<d>[0-9]{{1,2}})\s+(?i:tháng)\s+(?P<m>[0-9]{{1,2}})\s+(?i:năm)\s+(?P<y>{_YEAR}))(?![0-9])"
)
# "phiên họp thứ 5, ngày 08/6/2020" counts meetings, so a weekday stands after a stop or a word of time.
_WEEKDAY_BEFORE: Final = regex.compile(
    rf"(?<=(?:\A|[,;:.(–-]\s?|(?i:vào|sáng|chiều|tối|trưa|ngày|từ|đến|hết|là|và)\s))(?P<words>{_WEEKDAY})"
    rf"[\s,(]{{1,3}}(?:(?i:ngày)\s+)?{_ON}"
)
_WEEKDAY_AFTER: Final = regex.compile(
    rf"{_ON}\s*[,(]\s*(?:(?i:nhằm|tức|vào)\s+)?(?P<words>{_WEEKDAY})(?=\s*[),.;]|\s*\Z)"
)

_SPAN: Final = regex.compile(
    rf"(?i:từ)\s+(?:(?i:ngày)\s+)?(?P<d1>[0-9]{{1,2}})/(?P<m1>[0-9]{{1,2}})(?:/(?P<y1>{_YEAR}))?\s*"
    rf"(?:(?i:đến)(?:\s+(?i:hết))?|[-–])\s*(?:(?i:ngày)\s+)?(?P<d2>[0-9]{{1,2}})/(?P<m2>[0-9]{{1,2}})(?:/(?P<y2>{_YEAR}))?"
    r"(?![0-9/])"
)
_YEARS: Final = regex.compile(
    rf"(?i:giai\s+đoạn|thời\s+kỳ|nhiệm\s+kỳ|niên\s+khóa|từ\s+năm|năm\s+học)\s+(?P<y1>{_YEAR})\s*"
    rf"(?:[-–]|(?i:đến)(?:\s+(?i:năm))?)\s*(?P<y2>{_YEAR})(?![0-9])"
)
_MONTHS: Final = regex.compile(
    rf"(?i:từ)\s+(?i:tháng)\s+(?P<m1>[0-9]{{1,2}})/(?P<y1>{_YEAR})\s*(?:(?i:đến)(?:\s+(?i:hết))?|[-–])\s*"
    rf"(?:(?i:tháng)\s+)?(?P<m2>[0-9]{{1,2}})/(?P<y2>{_YEAR})(?![0-9])"
)
_WRAPS: Final = 8
"""From a month after this one to an earlier month, both without a year: over New Year, no slip."""

_UNTIL: Final = regex.compile(
    rf"(?i:tính|số\s+liệu|lũy\s+kế|luỹ\s+kế|cập\s+nhật|thống\s+kê|thực\s+hiện)\s+(?:(?i:tính)\s+)?(?i:đến)\s+"
    rf"(?:(?i:hết)\s+)?(?:(?i:ngày)\s+)?(?P<d>[0-9]{{1,2}})/(?P<m>[0-9]{{1,2}})/(?P<y>{_YEAR})(?![0-9])"
)
_AHEAD: Final = regex.compile(
    r"(?i:ước|dự\s+kiến|dự\s+báo|phấn\s+đấu|sẽ|kế\s+hoạch|nhiệm\s+vụ|mục\s+tiêu|hạn)(?!\p{L})"
)

_ANNIVERSARY: Final = regex.compile(
    rf"(?P<n>[0-9]{{1,4}})(?:\s+(?i:năm)|(?=\s+(?i:ngày)))\s+(?i:ngày|thành\s+lập|tái\s+lập|xây\s+dựng|giải\s+phóng|truyền\s+thống)"
    rf"[^;()]{{0,120}}\(\s*(?:[0-9]{{1,2}}/[0-9]{{1,2}}/|[0-9]{{1,2}}/)?(?P<y1>1[0-9]{{3}}|20[0-9]{{2}})\s*[-–]\s*"
    rf"(?:[0-9]{{1,2}}/[0-9]{{1,2}}/|[0-9]{{1,2}}/)?(?P<y2>{_YEAR})\s*\)"
)


def impossible_dates(understanding: Understanding) -> Iterator[Finding]:
    """31/4, 30/02/2021, tháng 13/2022."""
    for index, text in _texts(understanding):
        for found in [*_DAY.finditer(text), *_LONG.finditer(text)]:
            if _is_no_day(text, found):
                message = f"Không có {_as_said(found[0])} trong lịch. Hãy kiểm tra ngày, tháng."
                span = understanding.span(index, found.start(), found.end())
                yield Finding("impossible-date", "contradiction", message, "", (span,))
        for found in _MONTH.finditer(text):
            if not 1 <= int(found["m"]) <= 12:
                message = f"Không có tháng {found['m']}. Hãy kiểm tra lại."
                span = understanding.span(index, found.start(), found.end("m"))
                yield Finding("impossible-date", "contradiction", message, "", (span,))


def _as_said(words: str) -> str:
    words = " ".join(words.split())
    return words if words.lower().startswith("ngày") else f"ngày {words}"


def _is_no_day(text: str, found: regex.Match[str]) -> bool:
    said = found.groupdict().get("said", "ngày")
    if not said and not found["y"]:
        return False
    if _NOT_A_DAY.search(text[max(0, found.start() - 10) : found.start()]):
        return False
    day, month, year = int(found["d"]), int(found["m"]), int(found["y"] or _LEAP)
    return not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]


def weekdays(understanding: Understanding) -> Iterator[Finding]:
    """ "thứ Hai, ngày 09/6/2020" when that was a Tuesday."""
    for index, text in _texts(understanding):
        if "hứ" not in text and "hật" not in text and "HỨ" not in text:
            continue
        for found in [*_WEEKDAY_BEFORE.finditer(text), *_WEEKDAY_AFTER.finditer(text)]:
            day = _date(found["d"], found["m"], found["y"])
            stated = _WEEKDAYS[found["w"].lower()] if found["w"] else 6
            if day is None or day.weekday() == stated:
                continue
            right = _NAMES[day.weekday()]
            message = (
                f"Ngày {write_date(day)} là {right}, không phải {found['words']}. Hãy kiểm tra thứ hoặc ngày."
            )
            span = understanding.span(index, found.start(), found.end())
            yield Finding("weekday", "contradiction", message, "", (span,), right)


def backwards(understanding: Understanding) -> Iterator[Finding]:
    """Spans of days, months or years that end before they start."""
    for index, text in _texts(understanding):
        for found in _SPAN.finditer(text):
            if _days_backwards(found):
                yield _backwards(understanding, index, found)
        for found in _MONTHS.finditer(text):
            if (int(found["y1"]), int(found["m1"])) > (int(found["y2"]), int(found["m2"])):
                yield _backwards(understanding, index, found)
        for found in _YEARS.finditer(text):
            if int(found["y1"]) > int(found["y2"]):
                yield _backwards(understanding, index, found)


def _days_backwards(found: regex.Match[str]) -> bool:
    first, last = (int(found["m1"]), int(found["d1"])), (int(found["m2"]), int(found["d2"]))
    if found["y1"] and found["y2"]:
        return (int(found["y1"]), *first) > (int(found["y2"]), *last)
    if found["y1"]:
        return False
    return first > last and (first[0] == last[0] or first[0] <= _WRAPS)


def _backwards(understanding: Understanding, index: int, found: regex.Match[str]) -> Finding:
    message = (
        f"Khoảng thời gian «{' '.join(found[0].split())}» kết thúc trước khi bắt đầu. Hãy kiểm tra hai mốc."
    )
    span = understanding.span(index, found.start(), found.end())
    return Finding("period-backwards", "contradiction", message, "", (span,))


def data_after_report(understanding: Understanding) -> Iterator[Finding]:
    """Actual figures up to a day that lies after the report."""
    made = report_day(understanding)
    if made is None:
        return
    for index, text in _texts(understanding):
        for found in _UNTIL.finditer(text):
            day = _date(found["d"], found["m"], found["y"])
            first, last = sentence(text, found.start(), found.end())
            if day is None or day <= made or _AHEAD.search(text, first, last):
                continue
            message = (
                f"Báo cáo làm ngày {write_date(made)} nhưng số liệu tính đến ngày {write_date(day)}. "
                "Hãy kiểm tra ngày chốt số liệu, hoặc ghi rõ là ước."
            )
            span = understanding.span(index, found.start(), found.end())
            yield Finding("data-after-report", "suspicious", message, "", (span,))


def anniversaries(understanding: Understanding) -> Iterator[Finding]:
    """ "kỷ niệm 120 năm thành lập tỉnh (1900 - 2020)"; only where both years stand."""
    for index, text in _texts(understanding):
        for found in _ANNIVERSARY.finditer(text):
            years = int(found["y2"]) - int(found["y1"])
            if years == int(found["n"]) or years <= 0:
                continue
            arithmetic = f"{found['y2']} − {found['y1']} = {years}"
            message = (
                f"Từ năm {found['y1']} đến năm {found['y2']} là {years} năm, không phải {found['n']} năm."
            )
            span = understanding.span(index, found.start(), found.end())
            yield Finding("anniversary", "contradiction", message, arithmetic, (span,), f"{years} năm")


def _texts(understanding: Understanding) -> Iterator[tuple[int, str]]:
    """The pieces that may hold a day: those with a digit."""
    for index, piece in enumerate(understanding.reading.pieces):
        if any(letter in piece.text for letter in "0123456789"):
            yield index, piece.text


def _date(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


RULES = (impossible_dates, weekdays, backwards, data_after_report, anniversaries)
