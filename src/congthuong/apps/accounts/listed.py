"""A pasted or sent table of people -> what each line asks for, with everything that is wrong with it.

Headings are understood by their words; without a row of headings the columns stand in the order of `COLUMNS`.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from congthuong.apps.accounts.kinds import KINDS
from congthuong.apps.accounts.models import ROLES_OF_A_UNIT, Role, User
from congthuong.apps.accounts.problems import NotAPeopleList
from congthuong.apps.accounts.queries import organisations
from congthuong.core.intake.workbook import read_workbook
from congthuong.core.problems import Guesses
from congthuong.web.folding import fold

NAME, EMAIL, ROLE, UNIT, LOGIN, KIND = COLUMNS = ("name", "email", "role", "unit", "login", "kinds")
WORDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("ho va ten", "ho ten", "ten nguoi dung", "ten"), NAME),
    **dict.fromkeys(("thu dien tu", "email", "e-mail", "mail", "hop thu"), EMAIL),
    **dict.fromkeys(("vai tro", "quyen"), ROLE),
    **dict.fromkeys(
        ("don vi", "to chuc", "noi lam viec", "co quan", "don vi cong tac", "noi cong tac"), UNIT
    ),
    **dict.fromkeys(("phong", "phong ban", "phong/don vi", "phong, don vi", "phong, ban", "bo phan"), UNIT),
    **dict.fromkeys(("ten dang nhap", "tai khoan"), LOGIN),
    **dict.fromkeys(("linh vuc",), KIND),
}
COUNTING: Final = frozenset({"stt", "tt", "so tt", "so thu tu"})  # a column that says nothing of a person
TOTALS: Final = ("tong cong", "tong so", "cong:", "cong ")
MOST: Final = 500  # people of one list
LOOKED_AT: Final = 15  # a title and notes stand before the headings, no more
LONGEST: Final = 150


@dataclass(frozen=True, slots=True)
class PersonAsked:
    """A line of the list; `row` as the sender's program numbers it, codes "" and () where nothing fits."""

    row: int
    full_name: str
    email: str
    username: str
    role: str
    organisation: str
    kinds: tuple[str, ...]
    typed: tuple[str, ...]
    """The line as it was given, in the order of COLUMNS."""
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PeopleListed:
    """`passed_over`: lines that name nobody (a title, a total); `unread`: headings of columns that are not taken."""

    lines: tuple[PersonAsked, ...]
    passed_over: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def people_listed(name: str, data: bytes) -> PeopleListed:
    """Every line of the first sheet that names somebody. Raises NotAPeopleList and the refusals of a bad file."""
    rows = [[_text(cell) for cell in row] for row in read_workbook(name, data).sheets[0].rows]
    numbered = [(number, row) for number, row in enumerate(rows, 1) if any(row)]
    if not numbered:
        raise NotAPeopleList(why="chưa có dòng nào.")
    head = next((at for at, (_, row) in enumerate(numbered[:LOOKED_AT]) if _columns(row)), None)
    places = {column: place for place, column in enumerate(COLUMNS)}
    before, unread = list[tuple[int, list[str]]](), tuple[str, ...]()
    if head is not None:
        headings = numbered[head][1]
        places = _columns(headings)
        if missing := [one for one in ("họ và tên", "vai trò") if WORDS[fold(one)] not in places]:
            raise NotAPeopleList(why=f"thiếu cột «{missing[0]}». Hãy thêm cột ấy vào hàng tiêu đề.")
        unread = tuple(one for one in headings if one and fold(one) not in (*WORDS, *COUNTING))
        before, numbered = numbered[:head], numbered[head + 1 :]
    totals = [one for one in numbered if _is_total(one[1], places)]
    people = [one for one in numbered if one not in totals]
    if len(people) > MOST:
        raise NotAPeopleList(why=f"có {len(people)} người; mỗi lần nhiều nhất {MOST}. Hãy chia ra nhiều lần.")
    if not people:
        raise NotAPeopleList(why="mới có hàng tiêu đề, chưa có người nào.")
    lines = _checked([(number, _typed(row, places)) for number, row in people])
    return PeopleListed(tuple(lines), tuple(_quoted(*one) for one in (*before, *totals)), unread)


def _is_total(row: Sequence[str], places: Mapping[str, int]) -> bool:
    typed = dict(zip(COLUMNS, _typed(row, places), strict=True))
    said = fold(next(filter(None, row)))
    return said.startswith(TOTALS) and not typed[EMAIL] and not typed[ROLE]


def _quoted(number: int, row: Sequence[str]) -> str:
    return f"dòng {number} «{' '.join(filter(None, row))[:80]}»"


def as_table(lines: Iterable[PersonAsked]) -> str:
    """The lines as they would be pasted, to be sent once more when they are confirmed."""
    headings = "Họ và tên\tThư điện tử\tVai trò\tĐơn vị\tTên đăng nhập\tLĩnh vực"
    return "\n".join([headings, *("\t".join(one.replace('"', "") for one in line.typed) for line in lines)])


def _text(cell: object) -> str:
    return " ".join(unicodedata.normalize("NFC", str(cell)).split())


def _columns(cells: Sequence[str]) -> dict[str, int]:
    """Column -> where it stands; none where the row is no row of headings."""
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        if (column := WORDS.get(fold(cell))) is not None:
            found.setdefault(column, place)
    return found if len(found) > 1 else {}


def _typed(row: Sequence[str], places: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(
        row[place] if (place := places.get(column, len(row))) < len(row) else "" for column in COLUMNS
    )


def _checked(rows: Sequence[tuple[int, tuple[str, ...]]]) -> list[PersonAsked]:
    known = _Known()
    lines = [known.line(number, typed) for number, typed in rows]
    seen = Counter(one.username.lower() for one in lines if one.username)
    taken = {name.lower() for name in User.objects.values_list("username", flat=True) if name.lower() in seen}
    told = []
    for one in lines:
        own = one.username.lower()
        extra = []
        if own in taken:
            extra.append(f"đã có người dùng «{one.username}»; hãy ghi tên đăng nhập khác")
        if seen[own] > 1:
            extra.append(f"tên đăng nhập «{one.username}» có {seen[own]} lần trong danh sách")
        told.append(_with(one, extra))
    return told


def _with(one: PersonAsked, wrong: Sequence[str]) -> PersonAsked:
    return PersonAsked(
        one.row, one.full_name, one.email, one.username, one.role, one.organisation, one.kinds, one.typed,
        (*one.wrong, *wrong),
    )  # fmt: skip


class _Known:
    """What the words of a list may mean; a hint for each wrong word is looked for once."""

    def __init__(self) -> None:
        rows = list(organisations())
        self.units = {fold(one.name): one.code for one in rows} | {one.code: one.code for one in rows}
        self.roles = {fold(str(label)): str(code) for code, label in Role.choices}
        self.roles |= {str(code): str(code) for code, _ in Role.choices}
        self.kinds = {fold(str(label)): code for code, label in KINDS.items()} | {one: one for one in KINDS}
        names = {fold(one.name): one.name for one in rows}
        self.hint = Guesses.among(names)
        self.names = names

    def line(self, number: int, typed: tuple[str, ...]) -> PersonAsked:
        name, email, role, unit, login, kinds = typed
        username = login or email.partition("@")[0].lower()
        wrong = [*_name_wrong(name), *_email_wrong(email), *_login_wrong(username)]
        code = self.roles.get(fold(role), "")
        if not code:
            wrong.append(
                f"không có vai trò «{role}» (các vai trò ghi ở dưới bảng)" if role else "thiếu vai trò"
            )
        organisation = self.units.get(unit) or self.units.get(fold(unit), "")
        if unit and not organisation:
            close = self.names.get(self.hint(fold(unit)), "")
            wrong.append(f"không có đơn vị «{unit}»" + (f"; có phải «{close}»?" if close else ""))
        if not unit and code in ROLES_OF_A_UNIT:
            wrong.append(f"{Role(code).label} phải thuộc một đơn vị")
        said = [one.strip() for one in kinds.replace(";", ",").split(",") if one.strip()]
        wrong += [f"không có lĩnh vực «{one}»" for one in said if fold(one) not in self.kinds]
        limits = tuple(sorted({self.kinds[fold(one)] for one in said if fold(one) in self.kinds}))
        return PersonAsked(number, name, email, username, code, organisation, limits, typed, tuple(wrong))


def _name_wrong(name: str) -> list[str]:
    if not name:
        return ["thiếu họ và tên"]
    return [f"họ và tên dài quá {LONGEST} ký tự"] if len(name) > LONGEST else []


def _email_wrong(email: str) -> list[str]:
    try:
        if email:
            validate_email(email)
    except ValidationError:
        return [f"«{email[:100]}» không phải địa chỉ thư điện tử"]
    return []


def _login_wrong(login: str) -> list[str]:
    if not login:
        return ["thiếu tên đăng nhập (hoặc thư điện tử, để lấy phần trước dấu @)"]
    try:
        User.username_validator(login)
    except ValidationError:
        return [f"tên đăng nhập «{login[:60]}» chỉ được gồm chữ, chữ số và các dấu @ . + - _"]
    return [f"tên đăng nhập dài quá {LONGEST} ký tự"] if len(login) > LONGEST else []
