"""What the command says of its own use is Vietnamese, whatever the machine's language is."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

ENGLISH = re.compile(
    r"(?<!-)\b(?:Usage|Options|Commands|Error|Try|Show|Invalid|Missing|such|TEXT|PATH|INTEGER|version|ARGS)\b"
)


def ran(*arguments: str, language: str = "en_US.UTF-8") -> tuple[int, str]:
    environment = {**os.environ, "LANG": language, "LANGUAGE": language, "LC_ALL": language}
    done = subprocess.run(
        [sys.executable, "-m", "congthuong.cli", *arguments],
        capture_output=True, text=True, env=environment, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["-h"], 0, "Cách dùng:"),
        (["--version"], 0, "phiên bản"),
        (["report", "compose", "-h"], 0, "Lựa chọn:"),
        (["report", "compose", "--nope"], 2, "Không có lựa chọn '--nope'."),
        (["report", "compos"], 2, "Không có lệnh 'compos'. Có phải: 'compose'?"),
        (["report", "compose", "--format", "xml"], 2, "'xml' không nằm trong 'text', 'json'."),
        (["serve", "--port", "99999"], 2, "99999 nằm ngoài khoảng"),
        (["serve", "--port", "nghìn"], 2, "'nghìn' không phải là số."),
        (["report", "explain"], 2, "Thiếu tham số 'FIGURE'."),
        (["observations", "export", "a.csv", "b.csv"], 2, "Thừa tham số (b.csv)."),
    ],
)
def test_wrong_usage_and_help_are_said_in_vietnamese(arguments: list[str], code: int, says: str) -> None:
    ended, text = ran(*arguments)
    assert (ended, says in text, ENGLISH.findall(text)) == (code, True, [])
