"""Which month a table reports on, by everything that says so; where they disagree, both are told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from congthuong.core.intake.finding import FoundTable
from congthuong.core.intake.months import month_of_file, months_in, years_in
from congthuong.core.intake.words import folded

Month = tuple[int, int]
SOURCES = {
    "asked": "tháng đã chọn",
    "headings": "tiêu đề các cột",
    "title": "tên bảng",
    "sheet": "tên trang tính",
    "file": "tên tệp",
}


@dataclass(frozen=True, slots=True)
class Dated:
    """The month taken (None: unknown) with everything that named one, the strongest first."""

    month: Month | None
    said: tuple[tuple[str, Month], ...]

    @property
    def differing(self) -> tuple[str, Month, str, Month] | None:
        """The first two sources that do not agree."""
        for source, month in self.said[1:]:
            if month != self.said[0][1]:
                return (*self.said[0], source, month)
        return None


def date_table(table: FoundTable, sheet: str, file: str, asked: Month | None = None) -> Dated:
    """A person's choice goes first, then the headings, the title, the sheet's name and the file's."""
    said: list[tuple[str, Month]] = []
    if asked:
        said.append(("asked", asked))
    if found := _of_headings(table):
        said.append(("headings", found))
    title = _of_title(table)
    if title:
        said.append(("title", title))
    for source, text in (("sheet", sheet), ("file", file.rpartition(".")[0] or file)):
        if found := month_of_file(folded(text)):
            said.append((source, found))
    return Dated(said[0][1] if said else _without_year(table), tuple(said))


def _of_headings(table: FoundTable) -> Month | None:
    """The latest month that the headings name with its year: the others are what it is compared with."""
    named = [
        (one.year, one.month)
        for levels in table.heading.values()
        for one in months_in(" - ".join(map(folded, levels)))
        if one.year
    ]
    latest = max(named, default=None)
    # A table of plans or of last year only names other months.
    return latest if latest and (len(named) > 1 or not table.title) else (latest or None)


def _of_title(table: FoundTable) -> Month | None:
    for line in reversed(table.title):
        text = folded(line)
        spoken = [one for one in months_in(text) if one.year]
        if spoken:
            return max((one.year, one.month) for one in spoken)
        months, years = months_in(text), years_in(text)
        if months and years:
            return max(years), months[-1].month
    return None


def _without_year(table: FoundTable) -> Month | None:
    """A month in one place and the year in another."""
    texts = [folded(line) for line in table.title] + list(_headings(table))
    months = Counter(one.month for text in texts for one in months_in(text))
    years = [year for text in texts for year in years_in(text)]
    if len(months) == 1 and years:
        return max(years), next(iter(months))
    return None


def _headings(table: FoundTable) -> Iterator[str]:
    for levels in table.heading.values():
        yield " - ".join(map(folded, levels))
