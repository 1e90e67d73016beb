"""A document in which every free string tries to become markup or script."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from congthuong.core.document.model import Chart, Document

PAYLOAD = "</script></style><script>window.hurt=1</script><img src=x onerror=window.hurt=1>\"' onclick=1 <!-- &lt; ]]>"

# Fields whose words are fixed by the model.
_FIXED = {
    ("Origin", "kind"),
    ("Paragraph", "style"),
    ("ListBlock", "marker"),
    ("Cell", "align"),
    ("Document", "language"),
}


def hostile(document: Document, words: str = PAYLOAD) -> Document:
    """The document with `words` at the end of every free string, empty ones too."""
    made = _poisoned(document, words)
    assert isinstance(made, Document)
    return made


def _poisoned(value: Any, words: str) -> Any:
    match value:
        case str():
            return value + words
        case tuple():
            return tuple(_poisoned(one, words) for one in value)
        case Chart():
            changed = {
                one.name: _poisoned(getattr(value, one.name), words)
                for one in fields(value)
                if one.name != "spec"
            }
            return Chart(spec=_poisoned_spec(value.spec, words), **changed)
        case _ if is_dataclass(value) and not isinstance(value, type):
            kept = {
                one.name: getattr(value, one.name)
                if (type(value).__name__, one.name) in _FIXED
                else _poisoned(getattr(value, one.name), words)
                for one in fields(value)
            }
            return type(value)(**kept)
        case _:
            return value


def _poisoned_spec(spec: Mapping[str, Any], words: str) -> dict[str, Any]:
    """The words of a chart: its categories, axis titles and description; the rest is grammar."""
    made = dict(spec)
    made["description"] = words
    made["data"] = {"values": [{**row, "nam": row["nam"] + words} for row in spec["data"]["values"]]}
    x = spec["encoding"]["x"]
    made["encoding"] = {**spec["encoding"], "x": {**x, "title": words}}
    return made
