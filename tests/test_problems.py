"""A problem's code is what a user quotes to support: it must mean one thing in the whole product."""

from __future__ import annotations

import importlib
import pkgutil
from collections import defaultdict
from collections.abc import Iterator

import pytest

import congthuong
from congthuong.core.problems import Problem, nearest


def problem_classes() -> Iterator[type[Problem]]:
    for module in pkgutil.walk_packages(congthuong.__path__, "congthuong."):
        if ".migrations" not in module.name and not module.name.endswith(("wsgi", "asgi")):
            importlib.import_module(module.name)
    waiting = [Problem]
    while waiting:
        for one in waiting.pop().__subclasses__():
            waiting.append(one)
            yield one


def test_every_problem_has_a_code_of_its_own() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for one in problem_classes():
        if "code" in vars(one):
            owners[one.code].add(f"{one.__module__}.{one.__name__}")
    assert {code: names for code, names in owners.items() if len(names) > 1} == {}


def test_every_problem_says_something_in_vietnamese() -> None:
    for one in problem_classes():
        assert one.text.strip(), one
        assert "{what}" in one.text or any(
            sign in one.text.lower() for sign in "àáảãạăâđèéẻẽẹêìíỉĩịòóỏõọôơùúủũụưỳýỷỹỵ"
        ), one


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Sở Công Thương", "Sở Công Thương tỉnh Trà Vinh"),  # not «Bộ», which only has like letters
        ("Phòng Quản lý Công nghiep", "Phòng Quản lý Công nghiệp"),
        ("Xay xát gạo", ""),
        ("gtsxc", "gtsxcn"),
    ],
)
def test_a_hint_begins_as_was_typed_or_is_very_like_it_and_else_there_is_none(typed: str, meant: str):
    known = (
        "Bộ Công Thương",
        "Sở Công Thương tỉnh Trà Vinh",
        "Phòng Quản lý Công nghiệp",
        "Sản xuất sợi",
        "gtsxcn",
    )

    assert nearest(typed, known) == meant
