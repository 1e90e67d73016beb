"""A data folder (docs/reference/thu-muc-du-lieu.md) -> a validated `Dataset`, all or nothing.

The folder comes as a mapping of relative path to bytes, so the same reading serves a folder on disk, an
upload and a test. Every problem of every file is reported at once; a dataset with a problem is not made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from congthuong.core.ledger.catalogue_rows import (
    CHANGE_COLUMNS,
    CLASS_COLUMNS,
    DOCUMENT_COLUMNS,
    DOCUMENT_OPTIONAL,
    PLACE_COLUMNS,
    Cell,
    change_of,
    class_of,
    day_of,
    document_of,
    place_of,
)
from congthuong.core.ledger.citing import references, same_issuer
from congthuong.core.ledger.declarations import (
    codelist_of,
    faults_of,
    indicator_of,
    missing_registers,
    organisation_of,
    register_of,
    row_faults,
)
from congthuong.core.ledger.encodings import decode
from congthuong.core.ledger.model import (
    ClassItem,
    CodeList,
    Dataset,
    Indicator,
    LegalDocument,
    Observation,
    Organisation,
    Place,
    PlaceChange,
    Register,
    Row,
)
from congthuong.core.ledger.records import (
    HEADER_ALIASES,
    Catalogue,
    numbered_observations,
    read_rows,
)
from congthuong.core.ledger.succession_faults import succession_faults, unit_name
from congthuong.core.ledger.tables import MAX_BYTES, TableFile, TooLarge, read_table, require_columns
from congthuong.core.ledger.toml_text import NotToml, read_toml
from congthuong.core.problems import Problem, Problems
from congthuong.core.quantities import write_date
from congthuong.core.stats.formula import Formula, check_cycles

T = TypeVar("T")
Files = Mapping[str, bytes]
READ = {".toml", ".csv", ".xlsx", ".md"}


class NotADataFolder(Problem):
    code = "CT-220"
    text = "Thư mục {folder} không có tệp bao-cao.toml. Hãy chỉ đúng thư mục dữ liệu của kỳ báo cáo."


class BadToml(Problem):
    code = "CT-221"
    text = "Tệp {file}: {why}. Hãy so với mẫu trong docs/reference/thu-muc-du-lieu.md."


class CodeTwice(Problem):
    code = "CT-222"
    text = "Tệp {where}: mã «{what}» đã có ở tệp {other}. Mỗi mã chỉ khai một lần."

    def __init__(self, *, file: str, what: str, other: str, row: int = 0) -> None:
        where = f"{file}, dòng {row}" if row else file
        super().__init__(file=file, row=row, what=what, other=other, where=where)


def read_folder(folder: Path) -> Dataset:
    """The dataset of a folder on disk. Raises Problems (all of them) or NotADataFolder."""
    if not (folder / "bao-cao.toml").is_file():
        raise NotADataFolder(folder=folder)
    return read_dataset(folder_files(folder))


def folder_files(folder: Path) -> dict[str, bytes]:
    """The folder's data files by relative path. A file over the limit is named, not read."""
    files: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix not in READ or not path.is_file() or path.name.startswith((".", "~$")):
            continue
        if path.stat().st_size > MAX_BYTES:
            megabytes = path.stat().st_size // 2**20
            raise Problems([TooLarge(file=path.name, megabytes=megabytes, limit=MAX_BYTES // 2**20)])
        files[path.relative_to(folder).as_posix()] = path.read_bytes()
    return files


def read_dataset(files: Files) -> Dataset:
    return _Reader(files).dataset()


class _Reader:
    """Reads one folder, keeping every problem instead of stopping at the first."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.problems: list[Problem] = []
        self._tomls: dict[str, dict[str, Any]] = {}
        self.indicator_files: dict[str, str] = {}

    def dataset(self) -> Dataset:
        report = self.toml("bao-cao.toml")
        codelists, indicators = self.catalogue()
        places, documents = self.places(), self.documents()
        catalogue = Catalogue(
            indicators={one.code: one for one in indicators},
            codelists={one.code: one for one in codelists},
            place_codes=frozenset(place.code for place in places),
            recorded_on=self.known_on(report),
            document_numbers=frozenset(references(documents)),
        )
        observations = self.observations(catalogue)
        registers, rows = self.registers(catalogue)
        self.check_rows(indicators, registers)
        made = Dataset(
            report=report,
            templates={path: self.text(path) for path in self.paths("", ".md")},
            indicators=indicators,
            codelists=codelists,
            observations=observations,
            registers=registers,
            rows=rows,
            documents=documents,
            places=places,
            place_changes=self.place_changes(places),
            organisations=self.organisations(),
            classes=self.classes(),
        )
        if self.problems:
            raise Problems(self.problems)
        return made

    def known_on(self, report: Mapping[str, Any]) -> date:
        """The day on which rows without a day of their own became known: that of the report."""
        try:
            return day_of(report["as_of"])
        except (KeyError, ValueError, Problem):
            self.problems.append(
                BadToml(file="bao-cao.toml", why="thiếu as_of (ngày chốt số liệu, 2020-06-12)")
            )
            return date.min

    # --- files ---

    def paths(self, prefix: str, *suffixes: str) -> Iterator[str]:
        yield from sorted(path for path in self.files if path.startswith(prefix) and path.endswith(suffixes))

    def text(self, path: str) -> str:
        try:
            return decode(path, self.files[path])
        except Problem as problem:
            self.problems.append(problem)
            return ""

    def toml(self, path: str) -> dict[str, Any]:
        if path not in self.files:
            return {}
        try:
            return read_toml(self.text(path))
        except NotToml as error:
            self.problems.append(BadToml(file=path, why=str(error)))
            return {}

    def entries(self, path: str, name: str) -> list[Mapping[str, Any]]:
        """The tables `[[name]]` of a file."""
        found = self.toml_of(path).get(name, [])
        if isinstance(found, list) and all(isinstance(one, dict) for one in found):
            return found
        self.problems.append(BadToml(file=path, why=f"mục «{name}» viết là [[{name}]], mỗi mục một bảng"))
        return []

    def toml_of(self, path: str) -> dict[str, Any]:
        """Read once, so that a broken file is one problem."""
        if path not in self._tomls:
            self._tomls[path] = self.toml(path)
        return self._tomls[path]

    def table(self, path: str, *, may_be_empty: bool = False) -> TableFile | None:
        try:
            return read_table(path, self.files[path], HEADER_ALIASES, may_be_empty=may_be_empty)
        except Problem as problem:
            self.problems.append(problem)
            return None

    def numbered(
        self,
        path: str,
        columns: tuple[str, ...],
        make: Callable[[Cell], T],
        optional: tuple[str, ...] = (),
    ) -> list[tuple[int, T]]:
        """The records with the row in which each stands; a column that is `optional` may be left out."""
        if path not in self.files:
            return []
        table = self.table(path)
        if table is None:
            return []
        wrong = require_columns(table, columns, (*columns, *optional))
        self.problems.extend(wrong)
        made: list[tuple[int, T]] = []
        for row in () if wrong else table.rows:
            try:
                made.append((row.number, make(row.text)))
            except (Problem, ValueError) as error:
                self.problems.append(BadToml(file=path, why=f"dòng {row.number}: {_sentence(error)}"))
        return made

    # --- the parts ---

    def catalogue(self) -> tuple[tuple[CodeList, ...], tuple[Indicator, ...]]:
        codelists: list[CodeList] = []
        indicators: list[Indicator] = []
        where: dict[str, str] = {}
        for path in self.paths("danh-muc/chi-tieu/", ".toml"):
            for table, made, make in (
                ("codelist", codelists, codelist_of),
                ("indicator", indicators, indicator_of),
            ):
                for entry in self.entries(path, table):
                    self.add(path, entry, make, made, where)
        self.indicator_files = where
        self.check_references(tuple(indicators), tuple(codelists), where)
        return tuple(codelists), tuple(indicators)

    def add(
        self,
        path: str,
        entry: Mapping[str, Any],
        make: Callable[[Mapping[str, Any]], Any],
        made: list[Any],
        where: dict[str, str],
    ) -> None:
        code = str(entry.get("code", ""))
        if code in where:
            self.problems.append(CodeTwice(file=path, what=code, other=where[code]))
            return
        where[code] = path
        try:
            made.append(make(entry))
        except (Problem, ValueError) as error:
            self.problems.append(BadToml(file=path, why=f"mã «{code}»: {_sentence(error)}"))

    def observations(self, catalogue: Catalogue) -> tuple[Observation, ...]:
        found: list[Observation] = []
        where: dict[object, tuple[str, int]] = {}
        for path in self.paths("so-lieu/", ".csv", ".xlsx"):
            table = self.table(path)
            if table is None:
                continue
            observations, problems = numbered_observations(table, catalogue)
            self.problems.extend(problems)
            for row, one in observations:
                identity = (one.key, one.recorded_on)
                if identity in where:
                    label = f"{one.indicator} {one.period.code} {one.basis}"
                    self.twice(path, row, label, where[identity])
                where[identity] = (path, row)
                found.append(one)
        return tuple(found)

    def registers(self, catalogue: Catalogue) -> tuple[tuple[Register, ...], tuple[Row, ...]]:
        registers: list[Register] = []
        where: dict[str, str] = dict.fromkeys(catalogue.indicators, "danh-muc/chi-tieu")
        rows: list[Row] = []
        for path in self.paths("so/", ".toml"):
            before = len(registers)
            self.add(path, self.toml(path), register_of, registers, where)
            table_path = next(iter(self.paths(path.removesuffix(".toml") + ".", ".csv", ".xlsx")), None)
            if len(registers) == before or table_path is None:
                continue
            table = self.table(table_path, may_be_empty=True)
            if table is not None:
                own, problems = read_rows(table, registers[-1], catalogue)
                rows.extend(own)
                self.problems.extend(problems)
        return tuple(registers), tuple(rows)

    def documents(self) -> tuple[LegalDocument, ...]:
        found: list[LegalDocument] = []
        where: list[tuple[str, int]] = []
        for path in self.paths("van-ban/", ".csv", ".xlsx"):
            for row, one in self.numbered(path, DOCUMENT_COLUMNS, document_of, DOCUMENT_OPTIONAL):
                for before, place in zip(found, where, strict=True):
                    if before.number == one.number and same_issuer(before.issuer, one.issuer):
                        self.twice(path, row, one.number, place)
                found.append(replace(one, order=len(found)))
                where.append((path, row))
        return tuple(found)

    def twice(self, path: str, row: int, what: str, first: tuple[str, int]) -> None:
        other = f"{first[0]}, dòng {first[1]}"
        self.problems.append(CodeTwice(file=path, row=row, what=what, other=other))

    def once(
        self,
        path: str,
        rows: Iterable[tuple[int, T]],
        called: Callable[[T], str],
        seen: dict[str, tuple[str, int]],
    ) -> Iterator[T]:
        """The records of these rows; one that is called as an earlier one is told with both rows."""
        for row, one in rows:
            name = called(one)
            if name in seen:
                self.twice(path, row, name, seen[name])
            else:
                seen[name] = (path, row)
                yield one

    def places(self) -> tuple[Place, ...]:
        path = "danh-muc/dia-ban.csv"
        rows = self.numbered(path, PLACE_COLUMNS, place_of)
        return tuple(self.once(path, rows, lambda one: unit_name((one.code, one.valid_from)), {}))

    def place_changes(self, places: tuple[Place, ...]) -> tuple[PlaceChange, ...]:
        path = "danh-muc/bien-dong.csv"
        rows = self.numbered(path, CHANGE_COLUMNS, change_of)
        for row, why in succession_faults(rows, places):
            self.problems.append(BadToml(file=path, why=f"dòng {row}: {why}"))
        return tuple(self.once(path, rows, _change_name, {}))

    def classes(self) -> tuple[ClassItem, ...]:
        seen: dict[str, tuple[str, int]] = {}
        return tuple(
            one
            for path in self.paths("danh-muc/nganh-", ".csv")
            for one in self.once(
                path,
                self.numbered(path, CLASS_COLUMNS, class_of),
                lambda one: f"{one.code} (bản {one.version})",
                seen,
            )
        )

    def organisations(self) -> tuple[Organisation, ...]:
        path = "danh-muc/to-chuc.toml"
        made: list[Organisation] = []
        where: dict[str, str] = {}
        for number, entry in enumerate(self.entries(path, "organisation"), start=1):
            self.add(f"{path}, mục thứ {number}", entry, organisation_of, made, where)
        return tuple(made)

    def check_rows(self, indicators: tuple[Indicator, ...], registers: tuple[Register, ...]) -> None:
        """Measured indicators name a register and columns that are there. Asked when the registers are read."""
        known = {one.code: one for one in registers}
        for code, why in missing_registers(indicators, known):
            self.problems.append(BadToml(file=self.indicator_files[code], why=why))
        for one in indicators:
            for why in row_faults(one, known):
                self.problems.append(
                    BadToml(file=self.indicator_files[one.code], why=f"mã «{one.code}»: {why}")
                )

    def check_references(
        self, indicators: tuple[Indicator, ...], codelists: tuple[CodeList, ...], where: Mapping[str, str]
    ) -> None:
        """What indicators call must be there, and their formulas must not call one another in a circle."""
        known, lists = {one.code: one for one in indicators}, {one.code: one for one in codelists}
        faults = {one.code: faults_of(one, known, lists) for one in indicators}
        for code, wrong in faults.items():
            for why in wrong:
                self.problems.append(BadToml(file=where[code], why=f"mã «{code}»: {why.rstrip('.')}"))
        try:
            sound = [one for one in indicators if one.formula.strip() and not faults[one.code]]
            check_cycles({one.code: Formula.parse(one.formula) for one in sound})
        except Problem as problem:
            self.problems.append(problem)


def _sentence(error: Exception) -> str:
    return str(error).rstrip(".")


def _change_name(one: PlaceChange) -> str:
    """What identifies a change on record: one unit becomes another by the same code only once a day."""
    return f"{one.old_code} → {one.new_code}, ngày {write_date(one.date)}"
