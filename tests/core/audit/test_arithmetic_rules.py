"""What an officer would lose: a relation that holds and is not seen, a slip that is not told, a false alarm."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

from congthuong.core.audit.check import check
from congthuong.core.audit.model import Audit
from congthuong.core.document.readers.any import read_any

CASES: list[dict[str, Any]] = [
    case
    for name in ("arithmetic.toml", "bulletins.toml", "far_apart.toml")
    for case in tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))["case"]
]
HOLDING = [case for case in CASES if case.get("rule")]
SLIPS = [(case, *slip) for case in HOLDING for slip in case["slips"]]


def audit_of(text: str) -> Audit:
    return check(read_any("bao-cao.txt", text.encode()))


def told(audit: Audit) -> list[str]:
    return [f"{one.rule}: {one.message}" for one in audit.findings if one.severity != "drafting"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_what_is_right_is_left_alone(case: dict[str, Any]) -> None:
    assert told(audit_of(case["text"])) == []


@pytest.mark.parametrize("case", HOLDING, ids=lambda case: case["why"])
def test_a_relation_that_holds_is_confirmed_with_all_its_operands(case: dict[str, Any]) -> None:
    audit = audit_of(case["text"])
    printed = {claim.id: claim.text for claim in audit.understanding.claims}
    confirmed = [
        (one.rule, sorted(printed[claim] for claim in one.claims))
        for one in audit.relations
        if one.verdict == "consistent"
    ]

    assert (case["rule"], sorted(case["confirms"])) in confirmed


@pytest.mark.parametrize(
    ("case", "right", "wrong"), SLIPS, ids=[f"{case['why']}: {wrong}" for case, _, wrong in SLIPS]
)
def test_a_slip_is_told_at_its_place(case: dict[str, Any], right: str, wrong: str) -> None:
    assert case["text"].count(right) == 1
    text = case["text"].replace(right, wrong)
    at = text.index(wrong)

    spans = [
        (span.start, span.end)
        for one in audit_of(text).findings
        if one.severity != "drafting"
        for span in one.spans
    ]

    assert [span for span in spans if span[0] < at + len(wrong) and at < span[1]], spans


@pytest.mark.parametrize(
    ("stated", "severity"), [("tăng 7%", ["contradiction"]), ("tăng 5%", []), ("giảm 4%", ["contradiction"])]
)
def test_short_levels_excuse_no_rate_that_is_off_by_more_than_its_last_place(
    stated: str, severity: list[str]
) -> None:
    """112 / 108 is 3.7 %: what is called rounding is sought with the other roundings and not corrected."""
    audit = audit_of(f"Sản lượng tháng 6 đạt 112 tấn, {stated} so với tháng 5 (108 tấn).")

    assert [one.severity for one in audit.findings] == severity


def test_what_is_proposed_keeps_what_other_figures_confirm() -> None:
    """The total is 46 + 3.766: to propose 3.822 for it would mend one sum and break another."""
    audit = audit_of(
        "Tiếp nhận 3.812 hồ sơ (trong đó: kỳ trước chuyển sang 46 hồ sơ, tiếp nhận mới 3.766 hồ sơ); đã giải quyết 3.764 hồ sơ "
        "(trước hạn 3.120 hồ sơ, đúng hạn 640 hồ sơ, trễ hạn 04 hồ sơ), đang giải quyết 58 hồ sơ."
    )

    assert [(one.rule, one.suggestion) for one in audit.findings] == [("flow", "48 hồ sơ thay cho 58 hồ sơ")]


def test_one_long_paragraph_takes_time_as_its_length_and_no_more() -> None:
    """Four times the text: four times the work, where looking through all of it for every figure would be sixteen."""
    sentence = (
        "Trung bình mỗi ngày xã A có 1.286 xe, đạt 73,4% kế hoạch (1.752 xe), trong đó xe xuất 412 xe. "
    )
    taken = []
    for times in (60, 240):
        started = time.process_time()
        audit_of(sentence * times)
        taken.append(time.process_time() - started)

    assert taken[1] < 10 * taken[0]
