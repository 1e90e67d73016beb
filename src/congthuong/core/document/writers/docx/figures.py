"""Figures in Word: each a content control, bound to one custom XML part that lists them all.

A person may rewrite every sentence around a figure: its control still carries the figure's tag, and a change
in the custom part shows in every place where that figure is printed.
Source: ISO/IEC 29500-1, 17.5.2 (structured document tags), 22.5 (custom XML data storage).
"""

from __future__ import annotations

import hashlib
import uuid
import zlib
from dataclasses import dataclass

from congthuong.core.document.model import Figure
from congthuong.core.document.writers.docx.xml import Element, clean, el, root

FIGURES_NS = "urn:congthuong:figures:1"
DATASTORE_NS = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
LONGEST_TAG = 64  # Word refuses to save a longer w:tag or w:alias
_DIGEST = 16


def tag_of(id: str) -> str:
    """The control's tag: the figure's id, or its beginning and a digest of all of it when too long."""
    id = clean(id)
    if len(id) <= LONGEST_TAG:
        return id
    digest = hashlib.sha256(id.encode()).hexdigest()[:_DIGEST]
    return f"{id[: LONGEST_TAG - _DIGEST - 1]}~{digest}"


def alias_of(figure: Figure) -> str:
    """What Word shows on the control: the figure's name and period."""
    origin = figure.origin
    name = origin.name or origin.indicator or figure.id
    period = origin.period_name or origin.period
    title = f"{name} ({period})" if period else name
    return title if len(title) <= LONGEST_TAG else title[: LONGEST_TAG - 1] + "…"


@dataclass(frozen=True, slots=True)
class _Entry:
    id: str
    text: str
    unit: str
    value: str
    name: str
    period: str


def _entry(figure: Figure) -> _Entry:
    value = "" if figure.value is None else format(figure.value, "f")
    origin = figure.origin
    return _Entry(
        figure.id, figure.text, figure.unit, value, origin.name, origin.period_name or origin.period
    )


class FigureBook:
    """The figures of one document: where each is listed, and the controls that print them."""

    def __init__(self, code: str) -> None:
        self._code = code
        self._places: dict[_Entry, int] = {}
        self._control_ids: set[int] = set()
        self._printed: dict[str, int] = {}
        self.store_id = "{" + str(uuid.uuid5(uuid.NAMESPACE_URL, f"{FIGURES_NS}:{code}")).upper() + "}"

    def list(self, figure: Figure) -> int:
        """The place of a figure in the custom part, from 1.

        One id printed in two ways has two places: bound to one, Word would show one text for both.
        """
        return self._places.setdefault(_entry(figure), len(self._places) + 1)

    def _control_id(self, figure: Figure) -> int:
        """A positive number that stays the same while other figures come and go."""
        count = self._printed[figure.id] = self._printed.get(figure.id, 0) + 1
        number = zlib.crc32(f"{figure.id}\n{count}".encode()) & 0x7FFFFFFF or 1
        while number in self._control_ids:
            number = number % 0x7FFFFFFF + 1
        self._control_ids.add(number)
        return number

    def control(self, figure: Figure, content: Element, properties: Element | None) -> Element:
        """The content control around `content`; `properties` is how a new text in it is set.

        A missing figure has no text to keep in step, and its mark must be seen: LibreOffice drops the type of
        a bound plain text, so its control is neither.
        """
        place = self.list(figure)
        binding = el(
            "w:dataBinding",
            prefixMappings=f"xmlns:f='{FIGURES_NS}'",
            xpath=f"/f:figures[1]/f:figure[{place}]/f:text[1]",
            storeItemID=self.store_id,
        )
        settings = el(
            "w:sdtPr",
            properties,
            el("w:alias", val=alias_of(figure)),
            el("w:tag", val=tag_of(figure.id)),
            el("w:id", val=self._control_id(figure)),
            None if figure.missing else binding,
            None if figure.missing else el("w:text"),
        )
        return el("w:sdt", settings, el("w:sdtContent", content))

    def part(self) -> Element:
        """The custom part: id, tag, unit, value (plain decimal, unrounded) and printed text of each figure."""
        made = root("figures", names={"": FIGURES_NS})
        made.set("document", clean(self._code))
        for entry in self._places:
            text = el("text")
            text.text = clean(entry.text)
            line = el(
                "figure",
                text,
                id=entry.id,
                tag=tag_of(entry.id),
                name=entry.name,
                period=entry.period,
                unit=entry.unit,
                value=entry.value,
                missing=None if entry.value else "true",
            )
            made.append(line)
        return made

    def properties_part(self) -> Element:
        schema = Element("ds:schemaRef", {"ds:uri": FIGURES_NS})
        made = root("ds:datastoreItem", [el("ds:schemaRefs", schema)], names={"ds": DATASTORE_NS})
        made.set("ds:itemID", self.store_id)
        return made
