"""What each family of rules says of small texts: `cases/<family>.toml`, in many sectors and styles.

`want` lists every finding and every relation that is not a finding: "rule severity: words | words". A case without
`want` is clean text: one word about it would be a false alarm.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from congthuong.core.audit.check import judge
from congthuong.core.audit.rules import rules_of
from core.audit.made import told, understood

CASES = [
    pytest.param(path.stem, case, id=f"{path.stem}-{number}")
    for path in sorted((Path(__file__).parent / "cases").glob("*.toml"))
    for number, case in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["case"], start=1)
]


@pytest.mark.parametrize(("family", "case"), CASES)
def test_family_says_what_a_careful_reader_would(family, case):
    audit = judge(understood(case["text"]), rules_of(family))

    confirmed = [f"{one.rule}: {one.arithmetic}" for one in audit.relations if one.verdict == "consistent"]
    assert told(audit) + confirmed == case.get("want", []), case["text"]
