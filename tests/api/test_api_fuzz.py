"""Whatever a program sends, it is told what is wrong: never a failure of ours, never another form of answer."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from api.calls import START, Caller, caller_for
from api.calls_by_schema import calls
from apps.collection.mills import make_person
from congthuong.api.api import api
from congthuong.apps.accounts.models import Role
from congthuong.apps.collection.models import Return

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]
WHOLE: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix=f"{START}/"), default=str))
ALL = [
    (path, method, operation) for path, ways in WHOLE["paths"].items() for method, operation in ways.items()
]
FRAMEWORK = {"400", "404", "405", "413"}  # may be answered to any address that is spoiled


@pytest.fixture
def callers(mill_return: Return) -> list[Caller]:
    people = [make_person(f"nguoi-{role}", role, "cty-a") for role in Role.values]
    return [Caller(""), *map(caller_for, people)]


@pytest.mark.parametrize(("path", "method", "operation"), ALL, ids=[one[2]["operationId"] for one in ALL])
def test_no_call_fails(
    path: str, method: str, operation: dict[str, Any], callers: list[Caller], mill_return: Return
):
    here = path.replace(START, "", 1)

    @settings(
        max_examples=40, suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate)
    )
    @given(data=st.data())
    def no_call_fails(data: st.DataObject) -> None:
        address, body, key = data.draw(calls(here, operation, WHOLE))
        if data.draw(st.booleans()):
            address = address.replace("/returns/1", f"/returns/{mill_return.pk}")
        caller = data.draw(st.sampled_from(callers))
        sent = b"" if body is None else json.dumps(body).encode()
        answer = caller(method.upper(), address, sent, key)
        documented = set(operation["responses"]) | FRAMEWORK
        assert str(answer.status) in documented, (address, body, answer.status, answer.data)
        if answer.status >= 400:
            assert answer.codes and all(one["message"] for one in answer.data["problems"])

    no_call_fails()


@pytest.mark.parametrize(
    "sent",
    [b"\xff\xfe", b"[" * 100_000, b'{"cells": NaN}', b"1" * 10_000, b'"\\ud800"', b'{"version": 1e999, "reason": "\\ud800"}'],
)  # fmt: skip
def test_a_body_that_is_none_is_told(sent: bytes, callers: list[Caller], mill_return: Return):
    for path, method, operation in ALL:
        if "requestBody" in operation:
            address = path.replace(START, "").replace("{number}", str(mill_return.pk))
            for caller in callers:
                answer = caller(method.upper(), address, sent)
                assert answer.status in (400, 401, 403, 422), (path, answer.status)
