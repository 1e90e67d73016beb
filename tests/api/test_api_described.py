"""The page for people who write programs lists what there is."""

from __future__ import annotations

import re
from pathlib import Path

from congthuong.api.answers import _parameter
from congthuong.api.api import api

PAGE = (Path(__file__).resolve().parents[2] / "docs/reference/api.md").read_text(encoding="utf-8")


def test_every_operation_is_listed_with_its_address_and_no_other():
    paths = api.get_openapi_schema(path_prefix="/api/v1/")["paths"]
    described = {
        (one["operationId"], f"{method.upper()} `{path.removeprefix('/api/v1')}")
        for path, ways in paths.items()
        for method, one in ways.items()
    }
    listed = {
        (name, address.partition("?")[0])
        for name, address in re.findall(r"^\| `(\w+)` \| ([A-Z]+ `[^`?]+)", PAGE, re.M)
    }
    assert listed == described


def test_a_wrong_choice_names_the_parameter_and_what_it_may_be():
    """Not how the framework calls a choice among words."""
    error = {
        "type": "literal_error",
        "loc": ("query", "state", "literal['dang','tre']"),
        "ctx": {"expected": "'dang' or 'tre'"},
    }
    assert "Tham số «state» không đúng" in _parameter(error).message
    assert "cho phép: 'dang', 'tre'" in _parameter(error).message
