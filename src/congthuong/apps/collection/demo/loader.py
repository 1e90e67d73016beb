"""Loading the lived-in province: once, in one transaction; a second time it finds that all is there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import ClassVar

from django.db import transaction

from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.models import Event
from congthuong.apps.catalogue import queries as catalogue
from congthuong.apps.catalogue.models import Organisation
from congthuong.apps.catalogue.services import codelist_extend, organisations_store
from congthuong.apps.collection.demo import halves
from congthuong.apps.collection.demo.figures import (
    OUTPUT,
    PRODUCTS,
    RETAIL,
    Asks,
    Figures,
    Key,
    monthly_figures,
)
from congthuong.apps.collection.demo.ledger_rows import KEY, LedgerRows
from congthuong.apps.collection.demo.live_stories import live
from congthuong.apps.collection.demo.office import office_stories
from congthuong.apps.collection.demo.people import People, people
from congthuong.apps.collection.demo.plans import PLAN_OUTPUT, PLAN_RETAIL, YEAR, plan_figures
from congthuong.apps.collection.demo.published import HALVES, LIVE, Ask, NothingPublished, months_of
from congthuong.apps.collection.demo.replaying import stated_of
from congthuong.apps.collection.demo.round_replay import Told, round_closed, round_row, round_told
from congthuong.apps.collection.demo.rows import Rows, local
from congthuong.apps.collection.demo.stories import Known, past
from congthuong.apps.collection.demo.units import MARK, PROVINCE, enterprises, organisations
from congthuong.apps.collection.models import FormVersion, Return, Round
from congthuong.apps.collection.queries.forms import definition_of, form_for, latest_version
from congthuong.apps.collection.queries.pages_forms import definition_text
from congthuong.apps.collection.records import RESPONDENTS_NAME
from congthuong.apps.collection.services.forms import form_publish
from congthuong.apps.collection.services.rounds import fillers_of
from congthuong.apps.ledger import queries as ledger
from congthuong.apps.ledger.models import Observation
from congthuong.apps.ledger.sources import Announced, registers_and_rows
from congthuong.apps.workdays.queries import calendar_on
from congthuong.core.forms.model import Cell, Form
from congthuong.core.forms.schedule import days_of
from congthuong.core.ledger.book import Book
from congthuong.core.ledger.model import RESPONDENTS, Basis, Dataset
from congthuong.core.problems import Problem
from congthuong.core.quantities import Period, convert

LOADED = "demo.loaded"
MONTHLY, HALF_YEARLY = (OUTPUT, PRODUCTS, RETAIL), (halves.JOBS, halves.MARKETS)
YEARLY = (PLAN_OUTPUT, PLAN_RETAIL)
OFFICES = ("dien", "hoi_cho_khuyen_cong", "thanh_tra", "van_phong")
CLOSED_AFTER = timedelta(40)
Stated = Mapping[Cell, Decimal]
AllStated = Mapping[Key, Stated]
Say = Callable[[str], None]


class RealReturnsThere(Problem):
    code: ClassVar[str] = "CT-872"
    text: ClassVar[str] = (
        "Không nạp dữ liệu mẫu vì sổ này đã có kỳ báo cáo. Hãy dùng một cơ sở dữ liệu khác: "
        "congthuong example load --demo-returns --database sqlite:///thu.sqlite3."
    )


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows there are now; `fresh` tells a load from one that found all there."""

    enterprises: int
    rounds: int
    returns: int
    fresh: bool


def demo_load(say: Say = lambda step: None) -> Loaded:
    """Asks for the example folder, its forms and `create_demo_logins` before.

    Raises NothingPublished, NoSuchForm, RealReturnsThere.
    """
    if Event.objects.filter(action=LOADED).exists():
        return _counted(fresh=False)
    if Round.objects.exists():
        raise RealReturnsThere
    with transaction.atomic():
        _Load(say).run()
        loaded = _counted(fresh=True)
        record_event(LOADED, by=None, subject="demo", rounds=loaded.rounds, returns=loaded.returns)
    return loaded


def _counted(*, fresh: bool) -> Loaded:
    return Loaded(len(enterprises()), Round.objects.count(), Return.objects.count(), fresh)


class _Load:
    """One load: the figures first, then round after round in the order of time, then all rows at once."""

    def __init__(self, say: Say) -> None:
        self.say = say
        organisations_store(organisations())
        self.people: People = people()
        self.units = {one.code: one for one in enterprises()}
        self.organisations = Organisation.objects.in_bulk(field_name="code")
        self.districts = {
            one.code: one.place for one in self.organisations.values() if one.kind == "district"
        }
        self._say_who_makes_what()
        self.versions = {
            code: latest_version(form_for(code)) for code in (*MONTHLY, *HALF_YEARLY, *YEARLY, *OFFICES)
        }
        self.forms = {code: definition_of(version) for code, version in self.versions.items()}
        self.book = _book()
        self.ledger = LedgerRows(Rows(), {one.code: one for one in catalogue.indicators()}, _latest())
        self.calendar = calendar_on(until=date(2021, 12, 31))

    def run(self) -> None:
        self.say("Dựng số liệu mẫu khớp với số đã công bố")
        codelist_extend(RESPONDENTS, RESPONDENTS_NAME, self._respondents())
        figures = self._figures()
        stated = {key: stated_of(self.forms[key[0]], cells) for key, cells in figures.items()}
        rounds = self._open()
        returns = self._returns(rounds)
        self.say("Kể lại ba năm báo cáo: nộp, trả lại, duyệt, điều chỉnh")
        for opened in rounds:
            self._tell(opened, returns[opened.pk], figures, stated)
        self.say("Ghi phiếu mẫu vào sổ")
        self.ledger.rows.store()

    def _say_who_makes_what(self) -> None:
        """A unit is asked for what it makes: a new version of the two forms that list products."""
        makers: dict[str, list[str]] = defaultdict(list)
        for one in self.units.values():
            makers[one.sector.product].append(one.code)
        for code in (PRODUCTS, PLAN_OUTPUT):
            text = definition_text(latest_version(form_for(code)))
            form_publish(text=text, by=None, note=f"Dòng sản phẩm của từng đơn vị ({MARK})", units=makers)

    def _respondents(self) -> list[tuple[str, str]]:
        return [(one.code, one.name) for one in fillers_of(self.forms[OUTPUT])]

    def _figures(self) -> Figures:
        asks = Asks(self._ask(PRODUCTS), self._ask(OUTPUT), self._ask(RETAIL))
        monthly = monthly_figures(asks, tuple(self.units.values()), self.districts)

        def ask_halves(indicator: str, period: str) -> Decimal | None:
            return self.book.know(indicator, PROVINCE, Period.of(period)).value

        plans = plan_figures(self._ask(PLAN_OUTPUT, "plan"), self._ask(PLAN_RETAIL, "plan"), monthly)
        return {**monthly, **plans, **halves.half_figures(ask_halves, self._counted, self.districts)}

    def _counted(self, indicator: str, place: str, period: str) -> Decimal | None:
        what = self.book.indicators[indicator]
        known = None if what.rows is None else self.book.measured(what, place, Period.of(period))
        return None if known is None else known.value

    def _ask(self, form: str, basis: Basis | None = None) -> Ask:
        units = {row.indicator: row.unit for row in self.forms[form]}

        def ask(indicator: str, period: str) -> Decimal | None:
            known = self.book.know(indicator, PROVINCE, Period.of(period), basis)
            return None if known.value is None else convert(known.value, known.unit, units[indicator])

        return ask

    def _open(self) -> list[Round]:
        months = [month for half in (*HALVES, LIVE) for month in months_of(half)]
        wanted = [(code, month) for month in months for code in MONTHLY]
        wanted += [(code, Period.of(half)) for half in HALVES for code in HALF_YEARLY]
        wanted += [(code, Period.of(YEAR)) for code in YEARLY]
        wanted += [(code, _last_half(self.forms[code])) for code in OFFICES]
        rounds = [self._round(self.versions[code], self.forms[code], period) for code, period in wanted]
        rounds.sort(key=lambda one: (one.opens_on, one.form.code))
        return [self.ledger.rows.add(one) for one in rounds]

    def _round(self, version: FormVersion, form: Form, period: Period) -> Round:
        days = days_of(form, period, self.calendar.add_working_days)
        announced = not self.calendar.not_announced(days.cut_off, days.due_on)
        return round_row(version, form, period, days, announced, self.people.opener)

    def _returns(self, rounds: list[Round]) -> dict[int, list[Return]]:
        fillers = {code: fillers_of(form) for code, form in self.forms.items()}
        return {
            opened.pk: [
                self.ledger.rows.add(
                    Return(round=opened, organisation=one, place=self._place(opened.form.code, one))
                )
                for one in fillers[opened.form.code]
            ]
            for opened in rounds
        }

    def _place(self, form: str, one: Organisation) -> str:
        return one.place if self.forms[form].fillers.speaks_for == "place" else PROVINCE

    def _tell(self, opened: Round, returns: list[Return], figures: Figures, stated: AllStated) -> None:  # fmt: skip
        form, period = opened.form.code, Period.of(opened.period)

        def told(ret: Return) -> Told:
            if form in OFFICES:
                return Told({}, [], office_stories(self.forms[form], opened, self.book))
            known = self._known(form, ret, figures, opened.due_on)
            acts = list((live if opened.period == LIVE else past)(known))
            return Told(
                self._shown(form, ret.organisation_id, period, stated),
                self._history(form, ret.organisation_id, period, stated),
                acts,
            )

        round_told(opened, returns, told, self.ledger, self.people)
        if opened.period != LIVE and form not in OFFICES:
            at = local(datetime.combine(opened.due_on + CLOSED_AFTER, time(16)))
            round_closed(opened, self.ledger, at, self.people.opener)

    def _known(self, form: str, ret: Return, figures: Figures, due_on: date) -> Known:
        unit = self.units.get(ret.organisation_id)
        reason = (
            unit.sector.reason
            if unit
            else "Sức mua giảm do dịch Covid-19, dịch vụ lưu trú, du lịch tạm ngưng."
        )
        key = (form, ret.organisation_id, ret.round.period)
        return Known(*key, figures[key], due_on, reason)

    def _shown(
        self, form: str, organisation: str, period: Period, stated: AllStated
    ) -> dict[Cell, Decimal | None]:
        """What the ledger shows beside the cells: the same period and the one before, of rows with an indicator."""
        rows = self.forms[form].rows
        return {
            (row, column): value
            for column, before in (
                ("cung_ky", period.same_period_last_year()),
                ("ky_truoc", period.previous()),
            )
            for (row, _), value in stated.get((form, organisation, before.code), {}).items()
            if rows[row].indicator
        }

    def _history(
        self, form: str, organisation: str, period: Period, stated: AllStated
    ) -> list[tuple[str, Stated]]:
        before = period.previous().code
        values = stated.get((form, organisation, before))
        return [(before, values)] if values else []


def _last_half(form: Form) -> Period:
    period = Period.of(HALVES[-1])
    return period.as_management() if form.calendar == "management" else period


def _book() -> Book:
    """The ledger as it is before the demo: what was published, and what the registers' rows say."""
    registers, rows = registers_and_rows(date.max)
    dataset = Dataset(
        report={"place": PROVINCE}, templates={}, indicators=catalogue.indicators(), codelists=catalogue.codelists(),
        observations=ledger.observations_as_of(), registers=registers, rows=rows, documents=(),
        places=catalogue.places(), place_changes=catalogue.place_changes(), measured=Announced(),
    )  # fmt: skip
    return Book(dataset, date.max)


def _latest() -> dict[tuple[str, ...], Observation]:
    rows = ledger.rows_as_of().order_by("id")
    return {tuple(getattr(row, name) for name in KEY): row for row in rows}


__all__ = ["Loaded", "NothingPublished", "RealReturnsThere", "demo_load"]
