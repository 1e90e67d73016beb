"""Which column of a register a heading means: by its words, by what a person decided for the same heading before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from congthuong.apps.registers.importing.labels import UNDER, heading_end
from congthuong.apps.registers.kinds import RegisterKind
from congthuong.core.intake.cells import Sheet
from congthuong.web.folding import fold

KEY, BEGINS, ENDS, SOURCE, LEFT_OUT = "@key", "@from", "@to", "@source", ""
OWN = {KEY: "Mã số", BEGINS: "Đúng từ ngày", ENDS: "Đến trước ngày", SOURCE: "Nguồn"}
"""What a column may be beside the register's own."""
SAID_OTHERWISE = {
    KEY: ("ma so", "ma", "ma dong", "khoa"),
    BEGINS: (
        "dung tu ngay", "tu ngay", "ngay bat dau", "ngay bat dau hoat dong", "ngay hoat dong", "ngay di vao hoat dong",
        "bat dau hoat dong", "bat dau hoat dong tu ngay", "hoat dong tu ngay", "ngay hieu luc", "ngay co hieu luc",
        "hieu luc tu ngay",
    ),
    ENDS: (
        "den truoc ngay", "den ngay", "ngay ket thuc", "ngay ngung", "ngay ngung hoat dong", "ngay ngung kinh doanh",
        "ngay giai the", "ngay cham dut", "ngay cham dut hoat dong", "ngay cham dut hieu luc", "ngay het hieu luc",
        "ngay dong cua", "ngay dong ma so thue", "ngay thu hoi",
    ),
    SOURCE: ("nguon", "nguon so lieu", "can cu"),
}  # fmt: skip
FOUNDED = (
    "ngay thanh lap", "ngay dang ky", "ngay dang ky lan dau", "ngay dang ky kinh doanh", "ngay dang ky doanh nghiep",
    "ngay cap", "ngay cap lan dau", "ngay cap phep", "ngay cap giay phep", "ngay cap dang ky kinh doanh",
    "ngay cap giay chung nhan", "nam thanh lap", "nam dang ky", "nam cap phep", "nam bat dau hoat dong", "nam hoat dong",
)  # fmt: skip
"""They tell when a thing began too, where the register has no column of its own for them and the file none that says it
outright; the surest first."""
OF_A_STATE = frozenset({
    "tinh trang", "tinh trang hoat dong", "trang thai hoat dong", "hien trang", "hien trang hoat dong", "tinh hinh hoat dong",
    "tinh trang xu ly", "tinh trang ho so",
})  # fmt: skip
"""What files call the column that says how a row stands, in a register that has one."""
NEVER = frozenset({"stt", "tt", "so tt", "so thu tu", "ghi chu", "ghi so ngay", ""})
SHORT = {
    "dn": "doanh nghiep", "mst": "ma so thue", "htx": "hop tac xa", "cs": "co so", "sx": "san xuat", "kd": "kinh doanh",
    "ld": "lao dong", "sp": "san pham", "qd": "quyet dinh", "gcn": "giay chung nhan", "gp": "giay phep", "dc": "dia chi",
    "sdt": "so dien thoai", "cn": "cong nghiep", "tt": "thi tran", "tx": "thi xa", "tp": "thanh pho", "da": "du an",
}  # fmt: skip
"""Words that headings are cut to."""
IN_ALL = frozenset({"tong so", "tong", "tong cong", "so luong", "cong", "chung"})
"""Under a wider heading they say no more than it does."""
VAGUE = frozenset({"so", "ngay", "ten", "loai", "ma", "don vi"})
"""Under a wider heading they say nothing without it."""
SEARCHED_ROWS = 30
SIMILAR = 0.78
_SIGNS = re.compile(r"[^a-z0-9 ]+")
_BRACKETS = re.compile(r"\([^)]*\)")


def own_names(kind: RegisterKind) -> dict[str, str]:
    return OWN | {BEGINS: kind.begins} if kind.begins else OWN


@dataclass(frozen=True, slots=True)
class Match:
    """`index` is the sheet's column; `trust`: remembered, sure, similar, none."""

    index: int
    heading: str
    target: str
    trust: str


def plain(heading: str) -> str:
    """ "Lao động (người)" -> "lao dong"."""
    bare = fold(heading)
    words = _SIGNS.sub(" ", _BRACKETS.sub(" ", bare)).split() or _SIGNS.sub(" ", bare).split()
    if len(words) == 1 and words[0] == "tt":  # "TT" alone numbers the rows
        return "tt"
    return " ".join(SHORT.get(one, one) for one in words)


def heading_row(kind: RegisterKind, sheet: Sheet, remembered: Mapping[str, str]) -> int:
    """The last line of the heading whose cells are most like columns of the register; the first row that holds anything
    when none is."""
    best, most = 0, 0
    for number, cells in enumerate(sheet.rows[:SEARCHED_ROWS]):
        texts = [str(one) for one in cells if isinstance(one, str) and one.strip()]
        score = sum(bool(_one(kind, text, remembered)[0]) for text in texts)
        if score > most:
            best, most = number, score
    if most:
        return heading_end(sheet, best)
    return next((at for at, row in enumerate(sheet.rows) if any(str(one).strip() for one in row)), 0)


def matched(kind: RegisterKind, cells: Sequence[object], remembered: Mapping[str, str]) -> list[Match]:
    """Every heading with what it seems to mean; a column is meant once, by the surest heading."""
    found = []
    for index, cell in enumerate(cells):
        heading = " ".join(str(cell).split())
        if heading:
            target, trust = _one(kind, heading, remembered)
            found.append(Match(index, heading, target, trust))
    order = {"remembered": 0, "sure": 1, "similar": 2, "none": 3}
    taken: set[str] = set()
    for one in sorted(found, key=lambda match: (order[match.trust], _rank(match), match.index)):
        if one.target and one.target in taken:
            found[found.index(one)] = Match(one.index, one.heading, LEFT_OUT, "none")
        taken.add(one.target)
    return found


def _one(kind: RegisterKind, heading: str, remembered: Mapping[str, str]) -> tuple[str, str]:
    if fold(heading) in remembered:
        return remembered[fold(heading)], "remembered"
    parts = [plain(one) for one in heading.split(UNDER)]
    while len(parts) > 1 and parts[-1] in IN_ALL:
        parts.pop()
    names = {column.name: plain(str(column.verbose_name)) for column in kind.columns()}
    if kind.begins:
        names[BEGINS] = plain(kind.begins)
    text, last = " ".join(parts), parts[-1]
    if last in NEVER:
        return LEFT_OUT, "sure"
    target = _exact(kind, heading, text, names)
    if target:
        return target, "sure"
    target = _exact(kind, "", last, names) if len(parts) > 1 and last not in VAGUE else ""
    target = target or _similar(text, names, last)
    if not target and len(parts) > 1 and last not in VAGUE:
        target = _similar(last, names, last)
    if not target and last in FOUNDED:
        target = BEGINS
    if not target and last in OF_A_STATE:
        target = kind.state
    return (target, "similar") if target else (LEFT_OUT, "none")


def _exact(kind: RegisterKind, heading: str, text: str, names: Mapping[str, str]) -> str:
    for name, said in names.items():
        if text == said or fold(heading) in (name, name.replace("_", " ")):
            return name
    return next((target for target, ways in SAID_OTHERWISE.items() if text in ways), "")


def _rank(match: Match) -> int:
    """Of several columns that tell of a beginning, the surest."""
    text = plain(match.heading)
    return FOUNDED.index(text) if match.target == BEGINS and text in FOUNDED else -1


def _similar(text: str, names: Mapping[str, str], last: str) -> str:
    """The column whose heading is most like this one; under a wider heading the last line has a say: "Lao động › Nữ"
    is not all who work."""
    best, most = "", 0.0
    words, own_words = set(text.split()), set(last.split())
    for name, said in names.items():
        likeness = SequenceMatcher(None, text, said).ratio()
        own = set(said.split())
        if own <= words or words <= own:  # "tên" for "tên doanh nghiệp", and the other way round
            likeness = max(likeness, SIMILAR + 0.02 * len(own & words))
        if likeness > most and own & own_words:
            best, most = name, likeness
    return best if most >= SIMILAR else ""
