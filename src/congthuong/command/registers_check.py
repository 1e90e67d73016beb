"""`congthuong registers check`: whether the registers fit with themselves and with what the ledger was told."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

import click

from congthuong.command.database import open_database
from congthuong.command.speaking import answer, fail, format_option, says_problems
from congthuong.core.ledger.identities import Break, Identity
from congthuong.core.problems import Problem, nearest
from congthuong.core.quantities import Period, read_date, read_period, write_date, write_number

if TYPE_CHECKING:
    from congthuong.core.ledger.book import Book
    from congthuong.core.ledger.model import Register


class StockOff(Problem):
    code: ClassVar[str] = "CT-521"
    text: ClassVar[str] = (
        "Sổ {register}{column}, {period}: {opening} đầu kỳ + {new} mới - {removed} giảm = {expected}, mà cuối kỳ có {closing}. "
        "Hãy xem các dòng bắt đầu hoặc kết thúc trong kỳ."
    )


class CountOff(Problem):
    code = "CT-522"
    text = "Sổ {register}, dòng {row}: {what}"


class StatedOtherwise(Problem):
    code = "CT-523"
    text = "{what}"


class RowsContradict(Problem):
    code = "CT-525"
    text = "Sổ {register}, dòng {row} ({label}): «{column}» {what}"


class NoRegister(Problem):
    code = "CT-524"
    text = "Không có sổ «{code}».{hint} Gõ lệnh không kèm --register để soát mọi sổ."


@click.command()
@click.option(
    "--period",
    "code",
    help="Kỳ cần soát, ví dụ 2020-H1 hoặc «6 tháng đầu năm 2020»; mặc định là kỳ của báo cáo mới nhất.",
)
@click.option("--as-of", "as_of", help="Các sổ như đã biết đến ngày này.")
@click.option("--register", "only", help="Chỉ soát sổ có mã này.")
@click.option("--database", help="Địa chỉ cơ sở dữ liệu; mặc định là cơ sở dữ liệu đi kèm.")
@format_option
@says_problems
def check(code: str | None, as_of: str | None, only: str | None, database: str | None, form: str) -> None:
    """Đầu kỳ + mới - giảm = cuối kỳ, số đếm nối nhau, tổng khớp với số đã ghi trong sổ số liệu."""
    open_database(database)
    from congthuong.apps.registers.queries.identities import registers_checked
    from congthuong.apps.reports.queries import ledger_book

    book = ledger_book(read_date(as_of) if as_of else None)
    period = read_period(code) if code else _period_of_report()
    found = registers_checked(period, book.as_of, _chosen(only))
    problems: list[Problem] = [_stock_off(one) for one in found.identities if not one.holds]
    problems += map(_count_off, found.breaks)
    problems += _stated_otherwise(book, only)
    problems += _contradicting(only)
    told: dict[str, Any] = {
        "period": period.code,
        "as_of": book.as_of.isoformat(),
        "registers": len({one.register.code for one in found.identities}),
        "identities": [_as_dict(one) for one in found.identities],
    }
    if problems:
        fail(form, tuple(problems), **told)
    answer(form, told, _sentence(period, book.as_of, found.identities))


def _period_of_report() -> Period:
    from congthuong.apps.reports.queries import latest_definition

    return latest_definition().period


def _chosen(only: str | None) -> tuple[Register, ...] | None:
    from congthuong.apps.registers.queries.identities import kept_registers

    if only is None:
        return None
    known = {one.code: one for one in kept_registers()}
    if only not in known:
        close = nearest(only, known)
        raise NoRegister(code=only, hint=f" Có phải «{close}»?" if close else "")
    return (known[only],)


def _stock_off(one: Identity) -> StockOff:
    column = one.register.field(one.of)
    return StockOff(
        register=one.register.name,
        column=f" ({column.name})" if column else "",
        period=one.period.full_name,
        **{name: _told(getattr(one, name)) for name in ("opening", "new", "removed", "expected", "closing")},
    )


def _count_off(one: Break) -> CountOff:
    column = one.register.field(one.column)
    if column is None:
        what = f"không bắt đầu vào ngày dòng trước ({one.before}) kết thúc, nên cùng một số bị bỏ sót hoặc cộng hai lần. Hãy sửa ngày kết thúc của dòng trước."
    elif one.before:
        what = f"«{column.name}» ghi {_told(one.said)}, mà dòng trước ({one.before}) kết thúc với {_told(one.expected)}. Hãy sửa cho khớp."
    else:
        what = f"«{column.name}» ghi {_told(one.said)}, mà đầu kỳ + mới - giảm = {_told(one.expected)}. Hãy xem lại bốn số."
    return CountOff(register=one.register.name, row=one.row, what=what)


def _stated_otherwise(book: Book, only: str | None) -> list[Problem]:
    """Figures that were typed in and that the rows tell otherwise."""
    from congthuong.core.ledger.plausible import doubts

    measured = {code: one.rows for code, one in book.indicators.items() if one.rows is not None}
    return [
        StatedOtherwise(what=one.message, figure=one.reference)
        for one in doubts(book)
        if one.slip == "rows" and (only is None or measured[one.reference.partition(".")[0]].register == only)
    ]


def _contradicting(only: str | None) -> list[Problem]:
    """Rows of registers that say of one thing what cannot be true together."""
    from congthuong.apps.registers.queries.contradicting import contradictions

    return [
        RowsContradict(
            register=one.kind.name, row=one.key, label=one.label, column=one.column, what=one.sentence
        )
        for one in contradictions(None if only is None else {only})
    ]


def _as_dict(one: Identity) -> dict[str, Any]:
    numbers = {name: getattr(one, name) for name in ("opening", "new", "removed", "closing")}
    return {"register": one.register.code, "of": one.of, "known": one.known, "holds": one.holds} | {
        name: None if value is None else format(value, "f") for name, value in numbers.items()
    }


def _sentence(period: Period, day: date, identities: tuple[Identity, ...]) -> str:
    known = sum(one.known for one in identities)
    left = f" {len(identities) - known} số tồn chưa đủ số để soát." if known < len(identities) else ""
    return f"{period.name}, như đã biết ngày {write_date(day)}: {known} số tồn đều khớp.{left}"


def _told(value: Decimal | None) -> str:
    if value is None:
        return "?"
    value = value.normalize()
    exponent = value.as_tuple().exponent
    return write_number(value, max(0, -exponent) if isinstance(exponent, int) else 0)
