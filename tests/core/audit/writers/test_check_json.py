"""The JSON that other programs read: its schema holds, its places and numbers are right."""

from __future__ import annotations

import json
from decimal import Decimal

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from congthuong.core.audit.model import Audit, Understanding
from congthuong.core.audit.writers.json import audit_data, json_number, schema, write_json
from core.audit.writers.samples import LINES, reading_of, sample_audit


def faults(data: object) -> list[str]:
    validator = jsonschema.Draft202012Validator(schema())
    return [error.message for error in validator.iter_errors(data)]


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("audit", [sample_audit(), Audit(Understanding(reading_of(LINES), (), ()), (), ())])
def test_what_is_written_obeys_the_published_schema(audit: Audit) -> None:
    assert faults(json.loads(write_json(audit))) == []


def test_every_property_that_is_written_is_described() -> None:
    data, described = audit_data(sample_audit()), schema()

    assert set(data) == set(described["properties"])
    assert set(data["document"]) == set(described["properties"]["document"]["properties"])
    assert set(data["summary"]) == set(described["properties"]["summary"]["properties"])
    for name in ("claim", "relation", "finding"):
        assert set(data[f"{name}s"][0]) == set(described["$defs"][name]["properties"]), name
    assert set(data["claims"][0]["spans"][0]) == set(described["$defs"]["span"]["properties"])


@pytest.mark.parametrize(
    ("path", "value"),
    [(("findings", 0, "severity"), "error"), (("claims", 0, "value"), "1240"), (("claims", 0, "spans"), []),
     (("relations", 0, "claims"), []), (("findings", 0, "spans", 0, "line"), 0)],
)  # fmt: skip
def test_the_schema_refuses_what_the_command_never_writes(path: tuple[str | int, ...], value: object) -> None:
    data = json.loads(write_json(sample_audit()))
    inner = data
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value

    assert faults(data) != []


def test_another_program_can_point_at_the_place() -> None:
    text = "\n".join(LINES)
    for finding in json.loads(write_json(sample_audit()))["findings"]:
        for span in finding["spans"]:
            assert text[span["start"] : span["end"]] == span["text"]
            assert text[: span["start"]].count("\n") + 1 == span["line"]


def test_ids_count_in_order_and_operands_exist() -> None:
    data = audit_data(sample_audit())

    assert [one["id"] for one in data["relations"]] == ["r1", "r2", "r3"]
    assert [one["id"] for one in data["findings"]] == ["f1", "f2", "f3", "f4"]
    known = {one["id"] for one in data["claims"]}
    assert all(set(one["claims"]) <= known for one in data["relations"] + data["findings"])


def test_the_summary_counts_what_is_listed() -> None:
    summary = audit_data(sample_audit())["summary"]

    assert (summary["claims"], summary["confirmed"], summary["relations"], summary["consistent"]) == (
        5,
        2,
        3,
        1,
    )
    assert summary["findings"] == {"contradiction": 1, "suspicious": 1, "rounding": 1, "drafting": 1}


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**10), max_value=10**10))
def test_a_figure_keeps_its_digits(value: Decimal) -> None:
    written = json.loads(json.dumps(json_number(value)), parse_float=Decimal, parse_int=Decimal)
    assert written == value


@pytest.mark.parametrize("digits", ["9" * 400, "-" + "9" * 400, "9" * 5000 + ".5", "1" * 20 + ".25"])
def test_an_absurd_figure_is_still_json(digits: str) -> None:
    written = json.dumps(json_number(Decimal(digits)))
    assert json.loads(written, parse_constant=lambda word: pytest.fail(word)) is not None
