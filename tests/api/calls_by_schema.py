"""Calls as the description says they may be, and as nobody would make them: for the fuzzer of the interface."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from hypothesis import strategies as st

Schema = dict[str, Any]
JUNK: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(allow_nan=False),
    st.text(max_size=20),
    st.sampled_from(
        ["\x00", "'; --", "=1+1", "%00", "٣", "0" * 400, "2020-02-30", "-0", "1e9", "null", "ă\u0300"]
    ),
    st.lists(st.none(), max_size=2),
    st.dictionaries(st.text(max_size=3), st.none(), max_size=2),
)
KNOWN = {
    "form": ["gao", "khong"],
    "period": ["2020-05", "2020-Q2", "2020", "0000-99"],
    "organisation": ["cty-a", "so"],
    "row": ["gao", "lao_dong"],
    "column": ["ky", "cong_don"],
    "indicator": ["gao", "lao_dong"],
    "place": ["84", "86"],
    "unit": ["tấn", "kg", "lao động", "%"],
    "items": ["", "a=b", ";", "="],
}


def named(name: str, schema: Schema, whole: Schema) -> st.SearchStrategy[Any]:
    """A value for the parameter or property: often one that is known, else any that its schema allows."""
    own = value(schema, whole)
    return st.one_of(st.sampled_from(KNOWN[name]), own) if name in KNOWN else own


def value(schema: Schema, whole: Schema) -> st.SearchStrategy[Any]:
    if "$ref" in schema:
        return value(whole["components"]["schemas"][schema["$ref"].rpartition("/")[2]], whole)
    if "anyOf" in schema:
        return st.one_of([value(one, whole) for one in schema["anyOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    match schema.get("type"):
        case "null":
            return st.none()
        case "integer":
            return st.integers(schema.get("minimum", 0), min(schema.get("maximum", 10**6), 10**6))
        case "string" if schema.get("format") == "date":
            return st.dates(date(1, 1, 1)).map(date.isoformat)
        case "string" if "pattern" in schema:
            most = schema.get("maxLength", 40)
            return st.from_regex(schema["pattern"], fullmatch=True).map(lambda text: text[:most])
        case "string":
            return st.text(max_size=20)
        case "array":
            inner = value(schema["items"], whole)
            return st.lists(inner, min_size=schema.get("minItems", 0), max_size=4)
        case "object":
            parts = {name: named(name, one, whole) for name, one in schema.get("properties", {}).items()}
            needed = set(schema.get("required", ()))
            return st.fixed_dictionaries(
                {name: one for name, one in parts.items() if name in needed},
                optional={name: one for name, one in parts.items() if name not in needed},
            )
    return JUNK


def spoiled(good: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Mostly what is allowed, now and then anything else in its place or in a place within."""
    return st.one_of(good, good, st.builds(_spoil, good, JUNK, st.integers(0, 5)), JUNK)


def _spoil(held: Any, junk: Any, turn: int) -> Any:
    if isinstance(held, dict) and held:
        name = sorted(held)[turn % len(held)]
        if turn % 2:
            return {key: one for key, one in held.items() if key != name} | {"la": junk}
        return held | {name: _spoil(held[name], junk, turn)}
    if isinstance(held, list) and held:
        return [_spoil(held[0], junk, turn), *held]
    return junk


@st.composite
def calls(draw: Any, path: str, operation: Schema, whole: Schema) -> tuple[str, Any, str]:
    """Address, body, key of a call of this operation."""
    asked: list[tuple[str, Any]] = []
    key = "khoa-thu-1"
    for one in operation.get("parameters", ()):
        how = spoiled(named(one["name"], one["schema"], whole))
        if one["in"] == "path":
            path = path.replace(f"{{{one['name']}}}", quote(str(draw(how)), safe=""))
        elif one["in"] == "query" and draw(st.booleans()):
            asked.append((one["name"], draw(how)))
        elif one["in"] == "header":
            key = str(draw(value(one["schema"], whole)))
    body = None
    if "requestBody" in operation:
        content = operation["requestBody"]["content"]  # an upload's form is called wrongly: as JSON
        schema = content.get("application/json", {}).get("schema")
        body = draw(spoiled(value(schema, whole)) if schema else JUNK)
    query = urlencode([(name, _written(one)) for name, one in asked], errors="replace")
    return f"{path}?{query}" if query else path, body, key


def _written(one: Any) -> str:
    return "" if one is None else str(one)
