"""What a value is called: its id, and its name for readers."""

from __future__ import annotations

from collections.abc import Mapping

from congthuong.core.ledger.model import CodeList, Indicator, Items
from congthuong.core.quantities import Period


class Naming:
    """`home` is the report's own place: only other places are named."""

    def __init__(self, codelists: Mapping[str, CodeList], home: str) -> None:
        self._items = {(one.code, item): name for one in codelists.values() for item, name in one.items}
        self._home = home

    def reference(self, indicator: str, place: str, items: Items, period: Period, what: str) -> str:
        """The id of a value; a place that is not the report's own is named, since its values are others."""
        away = () if place == self._home or not self._home else (f"tai-{place}",)
        return ".".join([indicator, *away, *(item for _, item in items), period.code, what])

    def name(self, what: Indicator, items: Items) -> str:
        labels = [self.item(codelist, item) for codelist, item in items]
        return what.name + (f" ({'; '.join(labels)})" if labels else "")

    def item(self, codelist: str, item: str) -> str:
        return self._items.get((codelist, item), item)
