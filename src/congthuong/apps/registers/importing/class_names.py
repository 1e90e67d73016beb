"""Industries that a file names instead of giving their code."""

from __future__ import annotations

import re
from collections import defaultdict

from congthuong.apps.catalogue.models import ClassItem
from congthuong.apps.registers.classes import VERSIONS
from congthuong.apps.registers.importing.headings import plain
from congthuong.core.problems import nearest

MOST_NAMED = 5
_CODE = re.compile(r"[a-u]?\s?(\d{1,5})", re.IGNORECASE)
_CODE_AND_NAME = re.compile(r"[a-u]?\s?(\d{2,5})\s*[-–.:]?\s+\D", re.IGNORECASE)


class ClassNames:
    """Of one classification, all its versions; asked once for a file."""

    def __init__(self, classification: str) -> None:
        versions = [version for version, _ in VERSIONS[classification]]
        self._codes: dict[str, set[str]] = defaultdict(set)
        self._names: dict[str, str] = {}
        rows = ClassItem.objects.filter(version__version__in=versions).values_list("code", "name_vi")
        for code, name in rows:
            self._codes[plain(name)].add(code)
            self._names[code] = name

    def read(self, text: str) -> tuple[str, str]:
        """(the code, what a person is to look at again). Raises ValueError with a sentence where no item, or more than
        one, is meant; a catalogue without the classification says nothing."""
        given = _CODE.fullmatch(text) or _CODE_AND_NAME.match(text)
        if not self._names or text in self._names:
            return text, ""
        if given:
            return given[1], ""
        said = plain(text)
        codes = self._codes.get(said) or {
            code for name, own in self._codes.items() if said in name for code in own
        }
        if len(codes) == 1:
            code = next(iter(codes))
            return code, f"ngành «{text}» hiểu là {code} {self._names[code]}"
        raise ValueError(self._why(text, said, sorted(codes)))

    def _why(self, text: str, said: str, codes: list[str]) -> str:
        if codes:
            some = "; ".join(f"{one} {self._names[one]}" for one in codes[:MOST_NAMED])
            more = " …" if len(codes) > MOST_NAMED else ""
            return f"«{text}» có thể là {len(codes)} ngành: {some}{more}. Hãy ghi mã ngành."
        close = nearest(said, self._codes)
        hint = f" Có phải «{self._names[min(self._codes[close])]}»?" if close else ""
        return f"không có ngành tên «{text}».{hint} Hãy ghi mã ngành, như 10 hoặc 1010."
