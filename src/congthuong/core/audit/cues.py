"""What the words around a number say of it: its role, direction and what it is compared with."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final, cast

import regex

from congthuong.core.audit.model import Base, Direction, Role
from congthuong.core.audit.scan import Number
from congthuong.core.quantities.units import TONE_PAIRS, fold

_REACH: Final = 90
"""Letters before a number within which the word that tells its role stands."""


@cache
def vocabulary() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "claims.toml").read_text(encoding="utf-8"))


def any_word(words: Iterable[str]) -> str:
    """A pattern for any of the words, longest first; blanks of any width."""
    ordered = sorted({fold(word) for word in words}, key=len, reverse=True)
    return "(?:" + "|".join(r"\s+".join(map(regex.escape, word.split())) for word in ordered) + ")"


def _table(table: str, entry: str) -> list[str]:
    return cast(list[str], vocabulary()[table][entry])


def pattern(written: str) -> regex.Pattern[str]:
    """A pattern over folded text: tone marks in it are placed as folding places them."""
    for old, new in TONE_PAIRS:
        written = written.replace(old, new)
    return regex.compile(written)


_START: Final = r"(?<![\p{L}\p{M}])"


# "thấp hơn kế hoạch 0,04 điểm", "cao hơn cùng kỳ 27,2 đồng": what is compared with may stand before the number.
_COMPARED: Final = pattern(
    r"(?:so\s+(?:với\s+)?)?(?:(?:kế\s+hoạch|mục\s+tiêu|chỉ\s+tiêu|dự\s+toán|kịch\s+bản)(?:\s+(?:được\s+)?giao|\s+đề\s+ra)?|cùng\s+kỳ(?:\s+năm\s+(?:trước|ngoái|[0-9]{4}))?|(?:năm|tháng|quý|kỳ|vụ|tuần|ngày|đợt|mùa|tết)\s+(?:trước|ngoái)|năm\s+[0-9]{4}|mức\s+bình\s+quân"
    r"|(?:tháng|quý)\s+[0-9ivx]{1,4}(?:\s*/\s*[0-9]{4})?|(?:đầu|cuối)\s+(?:năm|tháng|quý|kỳ|vụ|tuần|phiên|mùa|đợt)|hôm\s+(?:trước|qua)|phiên\s+trước"
    r"|(?:trung\s+ương|bộ|tỉnh|hđnd|chính\s+phủ|thủ\s+tướng)(?:\s+\p{L}+){0,3}\s+giao|vùng\s+[0-9])"
)


@cache
def _ending(words: tuple[str, ...], *, fillers: bool = True) -> regex.Pattern[str]:
    """One of the words at the end of what stands before a number, at most some fillers after it."""
    between = rf"(?:\s+{any_word(_table('fillers', 'words'))}){{0,5}}" if fillers else ""
    if fillers:
        between = rf"(?:\s+{_COMPARED.pattern})?{between}"
    return regex.compile(rf"{_START}{any_word(words)}{between}\s*[:=]?\s*\Z")


@cache
def _arriving() -> regex.Pattern[str]:
    changes = any_word([*_table("change", "up"), *_table("change", "down")])
    arriving = any_word(_table("fillers", "arriving"))
    fillers = any_word(_table("fillers", "words"))
    verb = rf"(?:{changes}(?:\s+{fillers}){{0,2}}\s+)?"
    # Read from its end, where it must fit: most words before a number end with no such filler.
    return regex.compile(rf"(?r){_START}{verb}(?P<to>{arriving})(?:\s+{fillers}){{0,3}}\s*\Z")


_FROM: Final = regex.compile(r"(?<![\p{L}\p{M}])từ(?:\s+(?:mức|khoảng|gần|hơn|trên))?\s*\Z")
_LEADS_ON: Final = regex.compile(r"(?<![\p{L}\p{M}])(?:lên|xuống|còn|thành|sang|nay|hiện)(?![\p{L}\p{M}])")
_ARROW_AHEAD: Final = regex.compile(r"\s*(?:→|->|=>|➔|⟶)\s*\Z")
_ARROW: Final = regex.compile(r"(?:→|->|=>|➔|⟶)\s*\Z")
_BRACKET: Final = regex.compile(r"[(\[]\s*\Z")

_PLAN_WORD: Final = (
    r"(?:kế\s+hoạch|kh(?=[\s\d,.;)]|\Z)|dự\s+toán|chỉ\s+tiêu|mục\s+tiêu|nghị\s+quyết|định\s+mức|kịch\s+bản)"
)
_SO: Final = r"(?:(?:khi\s+)?so(?:\s+sánh)?(?:\s+với)?|với)\s+"
_EARLIER: Final = r"(?:trước|ngoái|(?:19|20)[0-9]{2})"
_BASES: Final[tuple[tuple[Base, regex.Pattern[str]], ...]] = tuple(
    (cast(Base, base), pattern(rf"(?<![\p{{L}}\p{{M}}])(?:{written})"))
    for base, written in (
        ("average", rf"{_SO}(?:mức\s+)?(?:bình\s+quân|trung\s+bình)"),
        ("december", rf"{_SO}(?:tháng\s+(?:12|mười\s+hai)(?:\s*/\s*|\s+)(?:năm\s+)?{_EARLIER}|tháng\s+12(?![0-9]))"),
        ("year_start", rf"{_SO}(?:thời\s+điểm\s+)?(?:đầu\s+năm|cuối\s+năm|đầu\s+kỳ|(?:ngày\s+)?31/12|cuối\s+tháng\s+12|thời\s+điểm)"),
        (
            "same_period",
            r"(?:so\s+(?:với\s+)?)?cùng\s+(?:kỳ|kì|thời\s+điểm|thời\s+gian|tháng|quý|giai\s+đoạn)|svck|so\s+ck|/ck"
            rf"|{_SO}(?:(?:tháng|quý)\s+[0-9ivx]+(?:/|\s+(?:năm\s+)?)|[0-9]+\s+tháng\s+(?:đầu\s+)?(?:năm\s+)?|năm\s+){_EARLIER}"
            r"|so\s+(?:với\s+)?năm\s+(?:trước|ngoái)",
        ),
        (
            "previous",
            r"(?:so\s+(?:với\s+)?)(?:tháng|quý|kỳ|tuần|phiên|đợt|vụ|ngày)\s+(?:trước|liền|[0-9ivx]+)|so\s+tháng\s+trước"
            r"|so\s+(?:với\s+)?kỳ\s+trước",
        ),
        ("plan", rf"(?:{_SO})?{_PLAN_WORD}"),
        ("whole", rf"(?:{_SO}|của\s+|trong\s+|trên\s+)?(?:tổng|toàn\s+bộ)(?:\s+số)?"),
        ("other", rf"{_SO}\p{{L}}"),
    )
)  # fmt: skip
_BASE_WORD: Final = pattern(r"so|với|cùng|ck|kế|kịch|kh|dự|tiêu|nghị|định|tổng|toàn")
"""A piece of every wording of a base: most words hold none, and need not be asked for each base."""
_HEAD_BASES: Final = frozenset({"average", "december", "year_start", "same_period", "previous", "plan"})


@dataclass(frozen=True, slots=True)
class Told:
    """What the words say: role, direction, base. `base_at` is where the words of the base begin in the tail."""

    role: Role
    direction: Direction = ""
    base: Base = ""


@dataclass(frozen=True, slots=True)
class Before:
    """What stood before a number in its statement: the role of the number before it, and what is known."""

    role: Role | None = None
    direction: Direction = ""
    has_amount: bool = False
    touching: bool = False
    base_named: Base = ""
    base_bracket: bool = False  # in the brackets after a change, without a word on anything else
    based: bool = False  # right after "so với mức", "so với cùng kỳ là", or in the brackets after those words
    planned: bool = False  # in the brackets that follow the name of a plan
    in_times: bool = False  # of a level that is itself so many times: "SAIFI 2,14 lần"


@lru_cache(maxsize=8192)
def base_named(words: str) -> Base:
    """The first base that the words name; "" for none. `words` are folded."""
    best: tuple[int, Base] | None = None
    if not _BASE_WORD.search(words):
        return ""
    for base, named in _BASES:
        match = named.search(words)
        if match and (best is None or match.start() < best[0]):
            best = match.start(), base
    return best[1] if best else ""


def told(number: Number, lead: str, tail: str, ahead: str, before: Before) -> Told:
    """The role of a number by the folded words before it (`lead`), after it (`tail`) and up to the next number
    (`ahead`). `before` is what the statement already said."""
    lead = lead[-_REACH:]
    if number.side:
        return Told("part" if number.side == "part" else "whole")
    after = base_named(tail)
    unit = number.quantity.unit.base
    if unit in ("%", "‰"):
        after = base_named(_HIGHER.split(tail, 1)[0])
        return _percent(number, lead, tail, ahead, after, before)
    if unit in ("điểm phần trăm", "điểm"):
        if unit == "điểm" and (before.based or before.base_bracket) and not direction_of(lead):
            return _base_or_plan(before)
        return _points(lead, after, before)
    compared = before.planned or before.based or before.base_bracket
    if unit == "lần" and not (compared and number.depth) and not before.in_times:
        return _times(lead, after)
    return _amount(number, lead, tail, ahead, after, before)


@lru_cache(maxsize=8192)
def direction_of(lead: str) -> Direction:
    """Which way the last word of change before a number points; "" without one."""
    if _ending(_TAX).search(lead) or _NO_MORE_THAN.search(lead):
        return ""
    if more := _MORE_THAN_WHAT.search(lead):
        return "down" if more["way"] in ("thấp", "ít", "nhỏ", "ngắn", "rẻ") else "up"
    if rate := _RATE_OF_CHANGE.search(lead):
        return "down" if rate["way"] == "giảm" else "up"
    if _led("change", "down").search(lead):
        return "down"
    if _led("change", "up", "over_plan").search(lead):
        return "up"
    return ""


_RATE_OF_CHANGE: Final = pattern(
    r"(?<!\p{L})(?:tốc\s+độ|mức|nhịp|số|tỷ\s+lệ)\s+(?P<way>tăng|giảm)(?:\s+trưởng)?(?:\s+(?:tuyệt\s+đối|tương\s+đối|chung|bình\s+quân|cả\s+năm"
    r"|(?:[0-9]{1,2}|\p{L}{2,5})\s+tháng(?:\s+đầu\s+năm)?|(?:tháng|quý)\s+(?:[0-9]{1,2}|[ivx]{1,4}|này)))+(?:\s+(?:là|đạt))?\s*\Z"
)
"""The name of a rate of change with its time or manner: "tốc độ tăng 10 tháng 6,96%", "số tăng tuyệt đối 94,5 triệu USD"."""
_HIGHER: Final = pattern(r"(?<!\p{L})(?:cao|thấp|nhanh|chậm|nhiều|ít|lớn|nhỏ)\s+hơn(?!\p{L})")
"""What follows is what a rate is higher than, not what it is a rate of: "62,79% cao hơn cùng kỳ (57,84%)"."""
_MORE_THAN_WHAT: Final = pattern(
    r"(?<!\p{L})(?<!không\s)(?P<way>cao|thấp|nhiều|ít|lớn|nhỏ|dài|ngắn|đắt|rẻ)\s+hơn\s+(?:[^,;.()]{2,60}?\s(?:là|tới|đến)"
    r"|(?:so\s+với\s+)?(?:mức\s+)?(?:bình\s+quân|trung\s+bình|cùng\s+kỳ|(?:cuối|đầu)\s+(?:năm|tuần|tháng|phiên)|năm|tháng|quý|kỳ|vụ|tuần|tết|phiên|hôm)(?!\p{L})[^,;.()]{0,40}?"
    r"|(?:vùng|khu\s+vực|loại|nhóm|hạng|bậc|cấp|tuyến|đợt)\s+(?:[0-9]{1,2}|[ivx]{1,4}))\s*\Z"
)
"""What is compared with stands between: "cao hơn xăng E5 là 589 đồng", "cao hơn mức bình quân 8 tháng là 543,1 tỷ đồng"."""
_NO_MORE_THAN: Final = pattern(
    r"(?<!\p{L})không\s+(?:(?:cao|thấp|nhiều|ít|lớn|nhỏ|dài|ngắn)\s+hơn|vượt(?:\s+quá)?|kém)\s*\Z"
)
"""A bound, no change: "không cao hơn 20.318 đồng/lít"."""
_TAX: Final = ("giá trị gia tăng",)
"""Ends with a word of change and is the name of a tax, or of what an economy makes."""


def _led_by(lead: str, table: str, entry: str = "before") -> bool:
    return bool(_led(table, entry).search(lead))


@cache
def _led(table: str, *entries: str) -> regex.Pattern[str]:
    return _ending(tuple(word for entry in entries for word in _table(table, entry)))


def _percent(number: Number, lead: str, tail: str, ahead: str, after: Base, before: Before) -> Told:
    direction = direction_of(lead)
    head = base_named(lead)
    head = head if head in _HEAD_BASES else ""
    if number.upper is not None:
        return Told("range", direction, after)
    against = before.base_bracket or before.based
    if against and not direction and not _led_by(lead, "share") and before.role == "difference":
        return Told("base", "", before.base_named or "same_period")
    if _led_by(lead, "share"):
        return Told("share", "", "whole")
    if _led_by(lead, "contribution") and not direction:
        return Told("contribution")
    if _arrives(lead) and after not in ("same_period", "previous"):
        return Told("after", direction)
    if (_FROM.search(lead) and _LEADS_ON.search(ahead)) or _ARROW_AHEAD.match(ahead):
        return Told("before", direction)
    if direction and _AGAINST_GROWTH.search(lead) and before.role == "difference":
        return Told("base_change", direction, "same_period")
    if _base_in_bracket(number, lead) and direction:
        return Told("base_change", direction, "same_period")
    if direction:
        return Told("change", direction, after if after not in ("", "whole") else head)
    if _led_by(lead, "equal") and before.direction:
        return Told("change", before.direction, after or before.base_named)
    if _signed_in_bracket(number, lead, before):
        return Told(
            "change", "" if number.quantity.value < 0 else before.direction or "up", before.base_named
        )
    if _last_years(lead, ahead, _NOW_OR_SO) or (after == "plan" and _LAST_YEARS.search(lead)):
        return Told("base", "", "same_period")
    if after == "plan" or head == "plan":
        return Told("attainment", "", "plan")
    if before.role == "change" and before.direction and lead.strip() in ("", "và"):
        if after:  # "tăng 6,2% so với tháng 6 và 11,4% so với cùng kỳ"
            return Told("change", before.direction, after)
        if _ON_WHAT.match(tail):  # "tăng lần lượt 17,6% về số doanh nghiệp và 25,6% về vốn"
            return Told("change", before.direction, before.base_named)
    if after in ("same_period", "previous", "average", "december", "year_start") and not _MOVES_ON.match(
        tail
    ):
        return Told("index", "", after)
    if after == "whole" or _led_by(lead, "equal"):
        return Told("share", "", "whole")
    if head in ("same_period",) and _base_in_bracket(number, lead):
        return Told("base", "", "same_period")
    if before.touching and number.depth and _RATE_BRACKET.search(lead):
        return Told("share")
    return Told("attainment") if before.has_amount and _led_by(lead, "level", "words") else Told("level")


# "62,79% cao hơn cùng kỳ (57,84%) 4,95 điểm": the change follows.
_MOVES_ON: Final = pattern(r"\s*(?:(?:cao|thấp|nhiều|ít|lớn|nhanh|chậm)\s+hơn|tăng|giảm|vượt|hụt)(?!\p{L})")
# "luồng xanh 1.338 tờ (tỷ lệ 66,9%)"
_RATE_BRACKET: Final = pattern(r"[(\[]\s*(?:đạt\s+)?(?:tỷ\s+lệ|tỉ\s+lệ)?\s*\Z")
_ON_WHAT: Final = pattern(r"\s*về\s+\p{L}")
_AGAINST_GROWTH: Final = pattern(r"so\s+(?:với\s+)?(?:mức|tốc\s+độ)\s+(?:tăng|giảm)")


def _signed_in_bracket(number: Number, lead: str, before: Before) -> bool:
    """ "(-18,74%)", "(+5,8%)", and the rate in brackets after an amount of change: "giảm 400 vụ (18,74%)"."""
    if number.quantity.value < 0 or lead.rstrip().endswith("+"):
        return True
    return before.role == "difference" and before.touching and bool(_BRACKET.search(lead))


def _points(lead: str, after: Base, before: Before) -> Told:
    if _led_by(lead, "contribution"):
        return Told("contribution", direction_of(lead))
    direction = direction_of(lead) or _further(lead, before)
    if not direction and (more := _POINTS_MORE.search(lead)):
        direction = "down" if more["less"] else "up"
    return Told("difference", direction, after) if direction else Told("level")


def _by_so_much(lead: str) -> Direction:
    """ "ít hơn định biên 5 người", "nhiều hơn số rút lui 358 doanh nghiệp": by how much what is compared with is passed."""
    found = _POINTS_MORE.search(lead)
    if found is None or _UP_TO.search(lead) or _OTHER_VERB.search(lead[found.start() :]):
        return ""
    return "down" if found["less"] else "up"


_UP_TO: Final = pattern(r"(?<!\p{L})(?:mức|mốc|ngưỡng|con số|vị trí)\s*\Z")
_OTHER_VERB: Final = pattern(
    r"(?<!\p{L})(?:có|là|đạt|còn|được|với|gồm|của|từ|trong|tại|khoảng|so|theo|thu|chi|trên|dưới|một|mỗi|và)(?!\p{L})"
)


_POINTS_MORE: Final = pattern(
    r"(?<!\p{L})(?<!không\s)(?:(?P<less>(?:thấp|ít|chậm|nhỏ|kém)\s+hơn|kém)|(?:cao|nhanh|nhiều|lớn)\s+hơn|vượt)\s+\p{L}[^,;.()]{2,60}\Z"
)
"""What is compared with stands before the points it is passed by: "tăng nhanh hơn toàn ngành 1,43 điểm phần trăm"."""


def _further(lead: str, before: Before) -> Direction:
    """ "nâng từ 81,15% lên 85,00%, tức thêm 3,85 điểm phần trăm"."""
    found = _MORE_OR_LESS.search(lead) if before.role == "after" else None
    return "" if found is None else "down" if found["less"] else "up"


_MORE_OR_LESS: Final = pattern(r"(?<!\p{L})(?:thêm|(?P<less>bớt))(?:\s+được)?\s*\Z")
_AS_MANY: Final = regex.compile(r"(?<!\p{L})(?:gấp|bằng|gần|hơn)(?:\s+\p{L}+){0,2}\s*\Z")


def _times(lead: str, after: Base) -> Told:
    direction = direction_of(lead)
    if direction:
        return Told("multiple", direction, after)
    if _AS_MANY.search(lead) or after:
        return Told("multiple", "", after)
    return Told("count")


def _amount(number: Number, lead: str, tail: str, ahead: str, after: Base, before: Before) -> Told:
    if number.upper is not None:
        return Told("range")
    if _arrives(lead):
        return Told("after", direction_of(lead))
    if (_FROM.search(lead) and _LEADS_ON.search(ahead)) or _ARROW_AHEAD.match(ahead):
        return Told("before")
    if before.based and not direction_of(lead):
        return Told("base", "", after) if after in ("same_period", "previous") else _base_or_plan(before)
    for role, table in (("plan", "plan"), ("base", "base"), ("whole", "whole"), ("remaining", "remaining")):
        if table in ("plan", "base") and _MORE_THAN.search(lead):
            continue
        if _stands_alone(lead, table) or (
            table == "whole" and _ending(tuple(_table("whole", "before"))).search(lead)
        ):
            return Told(
                cast(Role, role), "", cast(Base, {"plan": "plan", "base": "same_period"}.get(role, ""))
            )
    direction = direction_of(lead) or _further(lead, before) or _by_so_much(lead)
    if number.quantity.unit.base in _SPANS and (sooner := _SOONER.search(lead)):
        direction = "up" if sooner["later"] else "down"
    if before.base_bracket and not direction:
        return _base_or_plan(before)
    if direction and _AT_A_LEVEL.search(lead) and _OF_TIME.search(tail):
        return Told("base", "", after if after in ("same_period", "previous") else "same_period")
    if direction:
        head = base_named(lead)
        named = after if after not in ("whole", "other") else ""
        return Told("difference", direction, named or (head if head in _HEAD_BASES else ""))
    if _led_by(lead, "equal") and before.direction:
        return Told("difference", before.direction, after)
    if number.depth and before.role == "attainment" and before.planned and _BRACKET.search(lead):
        return Told("plan", "", "plan")
    if number.depth and before.touching and _BRACKET.search(lead):
        if before.role == "attainment" or before.base_named == "plan":
            return Told("plan", "", "plan")
        if before.role == "change" and before.base_named == "same_period":
            return Told("base", "", "same_period")
    if _last_years(lead, ahead, _NOW):
        return Told("base", "", "same_period")
    if _led_by(lead, "average"):
        return Told("average")
    unit = number.quantity.unit
    counted = unit.is_count or (not unit.base and not unit.exponent and not number.quantity.decimals)
    return Told("count" if counted else "level")


_SPANS: Final = frozenset({"ngày", "giờ", "phút", "giây", "tuần", "tháng", "ngày làm việc"})
_SOONER: Final = pattern(r"(?<!\p{L})(?:(?P<later>chậm|muộn)|nhanh|sớm)\s+hơn(?:\s+được)?\s*\Z")
"""Of a span of time: what is done faster takes less of it."""
# "nhiều hơn cùng kỳ 722 doanh nghiệp": what is compared with stands between the word of change and its number.
_MORE_THAN: Final = pattern(r"(?<!\p{L})(?:cao|thấp|nhiều|ít|lớn|nhỏ|dài|ngắn)\s+hơn\s+\p{L}")
# "thấp hơn mức 6,1 tỷ USD cùng kỳ là 0,5 tỷ USD": the level compared with, not the change.
_AT_A_LEVEL: Final = pattern(r"(?<!\p{L})mức\s*\Z")
_OF_TIME: Final = pattern(r"^\s*(?:của\s+)?(?:cùng\s+kỳ|năm|tháng|quý|kỳ)(?!\p{L})")


def _base_or_plan(before: Before) -> Told:
    if before.base_named == "plan":
        return Told("plan", "", "plan")
    return Told("base", "", before.base_named or "same_period")


def _stands_alone(lead: str, table: str) -> bool:
    """Whether the words before a number are just those of the table: in "tồn kỳ trước" they are not."""
    return bool(_alone(table).search(lead))


@cache
def _alone(table: str) -> regex.Pattern[str]:
    fillers = any_word([*_table("fillers", "words"), *_table("trim", "start"), "của", "có"])
    words = any_word(_table(table, "before"))
    year = r"(?:\s+(?:năm\s+)?[0-9]{4})?"
    return regex.compile(rf"\A[\s(\[:,;-]*(?:{fillers}\s+)*{words}{year}(?:\s+{fillers}){{0,4}}\s*[:=]?\s*\Z")


@lru_cache(maxsize=8192)
def _arrives(lead: str) -> bool:
    if _ARROW.search(lead):
        return True
    found = _arriving().search(lead)
    if found and _led("change", "up", "down").search(lead) and _CHANGES_BY.search(lead):
        return False
    # "hài lòng trở lên 97,9%" names a class and arrives nowhere.
    return bool(found) and not lead[: found.start("to")].rstrip().endswith("trở")


# "năng suất nhỉnh lên 1,4 tạ/ha": so much more, not up to so much.
_CHANGES_BY: Final = pattern(r"(?<!\p{L})(?:nhỉnh|trội|nhích|nhiều|đắt)\s+lên\s*\Z")
_OF_BASE: Final = regex.compile(
    r"[\s(\[]*(?:của\s+|còn\s+)?(?:cùng\s+kỳ|ck\s|năm\s+(?:trước|ngoái|20[0-9]{2})|kỳ\s+trước|cùng\s+thời\s+điểm)"
)


_LAST_YEARS: Final = pattern(
    r"(?<!\p{L})(?<!so\s)(?<!với\s)(?<!hơn\s)(?:cùng\s+(?:kỳ|thời\s+điểm)|(?:năm|vụ|mùa)\s+(?:trước|ngoái))(?!\p{L})[^,;.()]{0,60}\Z"
)
_THIS_TIME: Final = r"(?:năm|tháng|quý|kỳ|vụ|mùa)\s+(?:nay|này)"
_NOW, _NOW_OR_SO = (
    pattern(rf"\A[^;.()]{{0,30}}(?<!\p{{L}})(?:{words})(?!\p{{L}})[^;.()]{{0,40}}\Z")
    for words in (_THIS_TIME, rf"{_THIS_TIME}|như\s+vậy|đến\s+nay")
)


def _last_years(lead: str, ahead: str, now: regex.Pattern[str]) -> bool:
    """ "Điện thương phẩm cùng kỳ là 1.318,9 triệu kWh, năm nay tăng 8,24%": told to be compared with, and no level of now."""
    return bool(_LAST_YEARS.search(lead)) and bool(now.search(ahead))


def _base_in_bracket(number: Number, lead: str) -> bool:
    """ "(cùng kỳ tăng 12,3%)": the base period's own figure."""
    return bool(number.depth) and bool(_OF_BASE.match(lead))
