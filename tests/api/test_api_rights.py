"""Every operation × every role × own and others' rows: allowed or refused as one table says; the table is the test."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from api.calls import Answer, Caller, caller_for, cell
from apps.collection.mills import make_person
from congthuong.api.api import api
from congthuong.apps.accounts.models import Role, User
from congthuong.apps.collection.models import Return

pytestmark = pytest.mark.django_db

A, S, D, R, C = Role.ADMINISTRATOR, Role.SYNTHESIS, Role.DIVISION, Role.RESPONDENT, Role.CLERK
TOKENS = {A, S, D, R, C}  # the others may have no token at all
REPORTING = {A, S, D, R}
NOBODY: set[str] = set()
UPLOADED = object()
"""A form with a file instead of a body."""
# operation -> method, address, body, who may with own rows, who may with others' rows
OPERATIONS: dict[str, tuple[str, str, Any, set[str], set[str]]] = {
    "me": ("GET", "/me", None, TOKENS, TOKENS),
    "forms": ("GET", "/forms", None, REPORTING, REPORTING),
    "form": ("GET", "/forms/gao", None, REPORTING, REPORTING),
    "indicators": ("GET", "/indicators", None, TOKENS, TOKENS),
    "indicator": ("GET", "/indicators/gao", None, TOKENS, TOKENS),
    "places": ("GET", "/places", None, TOKENS, TOKENS),
    "rounds": ("GET", "/rounds", None, REPORTING, REPORTING),
    "returns": ("GET", "/returns", None, REPORTING, REPORTING),
    "return": ("GET", "/returns/{ret}", None, REPORTING, {A, S, D}),
    "cells": ("GET", "/returns/{ret}/cells", None, REPORTING, {A, S, D}),
    "save_cells": ("PUT", "/returns/{ret}/cells", {"cells": [cell("1")]}, {S, D, R}, NOBODY),
    "hand_in": ("POST", "/returns/{ret}/hand-in", {"version": 0}, {S, D, R}, NOBODY),
    "send_back": ("POST", "/returns/{ret}/send-back", {"version": 0, "reason": "x"}, {S, D}, {S, D}),
    "approve": ("POST", "/returns/{ret}/approve", {"version": 0}, {S, D}, {S, D}),
    "observations": ("GET", "/observations", None, {A, S, D}, {A, S, D}),
    "import_observations": (
        "POST",
        "/observations/import",
        {"observations": [{"indicator": "gao", "place": "84", "period": "2020-05", "basis": "plan", "value": "1", "unit": "tấn"}]},
        {A, S},
        {A, S},
    ),
    "tables": ("GET", "/tables", None, {S, D}, {S, D}),
    "hand_in_table": ("POST", "/tables/9/deliveries", {"name": "a.xlsx", "content": "eA=="}, {S, D}, {S, D}),
    "delivery": ("GET", "/deliveries/9", None, {S, D}, {S, D}),
    "reports": ("GET", "/reports", None, {A, S, D, C}, {A, S, D, C}),
    "report_figures": ("GET", "/reports/khong/figures", None, {A, S, D, C}, {A, S, D, C}),
    "registers": ("GET", "/registers", None, {A, S, D, C}, {A, S, D, C}),
    "register_rows": ("GET", "/registers/doanh_nghiep_cn/rows", None, {A, S, D, C}, {A, S, D, C}),
    "register_row": ("GET", "/registers/doanh_nghiep_cn/rows/DN-0001", None, {A, S, D, C}, {A, S, D, C}),
    "add_rows": ("POST", "/registers/doanh_nghiep_cn/rows", {"rows": [{"values": {}, "effective_from": None}]}, {S, D}, {S, D}),
    "correct_row": ("PUT", "/registers/doanh_nghiep_cn/rows/DN-0001", {"version": 1}, {S, D}, {S, D}),
    "change_row": ("POST", "/registers/doanh_nghiep_cn/rows/DN-0001/change", {"version": 1, "values": {}, "since": "2020-01-01"}, {S, D}, {S, D}),
    "withdraw_row": ("POST", "/registers/doanh_nghiep_cn/rows/DN-0001/withdraw", {"version": 1}, {S, D}, {S, D}),
    "documents": ("GET", "/documents", None, {A, S, D, C}, {A, S, D, C}),
    "document": ("GET", "/documents/9", None, {A, S, D, C}, {A, S, D, C}),
    "add_document": ("POST", "/documents", {"symbol": "x", "kind": "x", "issuer": "x"}, {S, D, C}, {S, D, C}),
    "tasks": ("GET", "/tasks", None, {A, S, D}, {A, S, D}),
    "task": ("GET", "/tasks/9", None, {A, S, D}, {A, S, D}),
    "assign_task": ("POST", "/tasks", {"title": "x", "owner": "khong"}, {S}, {S}),
    "note_task": ("POST", "/tasks/9/notes", {"text": "x"}, {A, S, D}, {A, S, D}),  # asked again for the task's owner
    "report_task_done": ("POST", "/tasks/9/done", {"version": 1, "outcome": "x"}, {S, D}, {S, D}),
    "procedures": ("GET", "/procedures", None, {S, D, C}, {S, D, C}),
    "dossiers": ("GET", "/dossiers", None, {S, D, C}, {S, D, C}),
    "dossier": ("GET", "/dossiers/9", None, {S, D, C}, {S, D, C}),
    "receive_dossier": ("POST", "/dossiers", {"procedure": "khong", "applicant": {"name": "x"}}, {C}, {C}),
    "add_dossier_file": ("POST", "/dossiers/9/files", UPLOADED, {S, D, C}, {S, D, C}),  # asked again for the dossier
    "move_dossier": ("POST", "/dossiers/9/steps", {"step": "take", "revision": 0}, {S, D, C}, {S, D, C}),  # likewise
}  # fmt: skip


def described() -> set[str]:
    paths = api.get_openapi_schema(path_prefix="/api/v1/")["paths"]
    return {str(one["operationId"]) for operations in paths.values() for one in operations.values()}


def refused(answer: Answer) -> bool:
    """A right that is missing, or a row that is not there for this person."""
    return answer.status in (401, 403) or (answer.status == 404 and "CT-820" in answer.codes)


def asks(caller: Caller, operation: str, ret: Return) -> Answer:
    method, address, body, *_who = OPERATIONS[operation]
    if body is UPLOADED:
        return caller.upload(address, {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.4")})
    return caller(method, address.format(ret=ret.pk), body)


def test_every_operation_stands_in_the_table():
    assert described() == set(OPERATIONS)


@pytest.mark.parametrize("rows", ["own", "others"])
@pytest.mark.parametrize("role", ["", *Role.values])
def test_a_role_does_what_the_table_says(role: str, rows: str, mill_return: Return):
    unit = "cty-a" if rows == "own" else "cty-b"
    if role:
        user = make_person("nguoi", role, unit)
    else:
        user = User.objects.create_user("nguoi", full_name="Người chưa có vai trò")
    wrong = {}
    for operation, (_method, _address, _body, own, others) in OPERATIONS.items():
        answer = asks(caller_for(user), operation, mill_return)
        allowed = role in TOKENS and role in (own if rows == "own" else others)
        if refused(answer) == allowed:
            wrong[operation] = (answer.status, answer.data)
    assert wrong == {}


def test_a_stranger_does_nothing(mill_return: Return):
    for operation in OPERATIONS:
        answer = asks(Caller(""), operation, mill_return)
        assert (answer.status, answer.codes) == (401, ["CT-671"]), operation


def test_an_officer_of_another_kind_of_data_sees_no_such_return(mill_return: Return):
    user = make_person("dien", "division", "so", kinds=["nang_luong"])
    for operation in ("return", "cells", "save_cells", "hand_in", "send_back", "approve"):
        assert refused(asks(caller_for(user), operation, mill_return)), operation
    assert caller_for(user).get("/returns").data["total"] == 0
