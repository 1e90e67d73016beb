"""Support searches the log for the code that a user was told."""

from __future__ import annotations

import logging
import sys

import pytest

from congthuong.config.environment import SettingProblem, UnknownSetting
from congthuong.config.logs import ProblemCode
from congthuong.core.problems import Problems

ONE = SettingProblem(variable="V", value="x", remedy="Sửa.")
OTHER = UnknownSetting(variable="V", nearest="W")


@pytest.mark.parametrize(
    ("error", "code"),
    [(ONE, "CT-601"), (Problems([OTHER, ONE, ONE]), "CT-601,CT-602"), (ValueError("bug"), "-"), (None, "-")],
)
def test_a_log_line_carries_the_code_of_its_problem(error: Exception | None, code: str):
    record = logging.LogRecord("congthuong", logging.ERROR, "x.py", 1, "Không nhập được", (), None)
    if error is not None:
        try:
            raise error
        except Exception:
            record.exc_info = sys.exc_info()

    ProblemCode().filter(record)

    assert record.__dict__["problem"] == code
