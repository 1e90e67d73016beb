"""A wrong setting stops the start and says what to do; a fresh machine needs no setting at all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from congthuong.config.environment import (
    Environment,
    HomeNotWritable,
    KeyFileExposed,
    SettingProblem,
    UnknownSetting,
)

SOURCES = Path(__file__).resolve().parents[2] / "src"
SHOWN = (
    "DEBUG",
    "HTTPS",
    "SESSION_COOKIE_SECURE",
    "SECURE_SSL_REDIRECT",
    "ALLOWED_HOSTS",
    "LANGUAGE_CODE",
    "TIME_ZONE",
)


def started(home: Path, **variables: str) -> dict[str, object]:
    """Settings as a new process reads them from exactly these variables."""
    code = (
        "import json; from congthuong.config import settings as s; "
        f"print(json.dumps({{n: getattr(s, n) for n in {SHOWN!r}}} "
        "| {'engine': s.DATABASES['default']['ENGINE'], 'key': s.SECRET_KEY, 'proxies': s.ALLAUTH_TRUSTED_PROXY_COUNT}))"
    )
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("CONGTHUONG_", "DATABASE"))
    }
    environment = clean | {"PYTHONPATH": str(SOURCES)} | variables
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=home, env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    found: dict[str, object] = json.loads(run.stdout)
    return found


def test_a_fresh_machine_starts_safe(tmp_path: Path):
    found = started(tmp_path)

    assert {name: found[name] for name in SHOWN} == {
        "DEBUG": False,
        "HTTPS": False,
        "SESSION_COOKIE_SECURE": False,
        "SECURE_SSL_REDIRECT": False,
        "ALLOWED_HOSTS": ["localhost", "127.0.0.1", "[::1]"],
        "LANGUAGE_CODE": "vi",
        "TIME_ZONE": "Asia/Ho_Chi_Minh",
    }
    key = tmp_path / "var" / "secret-key"
    assert key.stat().st_mode & 0o777 == 0o600
    assert found["key"] == key.read_text(encoding="ascii")
    assert started(tmp_path)["key"] == found["key"]  # logins outlive a restart


def test_as_soon_as_another_machine_may_call_only_https_is_spoken(tmp_path: Path):
    found = started(tmp_path, CONGTHUONG_ALLOWED_HOSTS="so.travinh.example, localhost")

    assert [found[name] for name in ("HTTPS", "SESSION_COOKIE_SECURE", "SECURE_SSL_REDIRECT")] == [True] * 3


def test_behind_a_proxy_people_keep_their_own_addresses(tmp_path: Path):
    """Else the tries of all the province are counted as one person's."""
    behind = {"CONGTHUONG_BEHIND_PROXY": "1"}
    counts = [
        started(tmp_path, **setting)["proxies"]
        for setting in ({}, behind, behind | {"CONGTHUONG_PROXIES": "2"})
    ]
    assert counts == [0, 1, 2]


def test_a_database_in_memory_leaves_nothing_behind(tmp_path: Path):
    found = started(tmp_path, DATABASE_URL="sqlite://:memory:")

    assert found["engine"] == "django.db.backends.sqlite3"
    assert list(tmp_path.iterdir()) == []


def test_a_postgresql_address_is_taken(tmp_path: Path):
    found = started(tmp_path, DATABASE_URL="postgres://so:mat-khau@db.example:5432/so")

    assert found["engine"] == "django.db.backends.postgresql"


@pytest.mark.parametrize(
    ("variable", "value", "remedy"),
    [
        ("CONGTHUONG_DEBUG", "maybe", "Hãy đặt 1 (bật) hoặc 0 (tắt)."),
        ("CONGTHUONG_LOG_LEVEL", "LOUD", "Hãy chọn một trong: DEBUG, INFO, WARNING, ERROR."),
        ("CONGTHUONG_ALLOWED_HOSTS", "https://so.example", "không có https://"),
        ("CONGTHUONG_ALLOWED_HOSTS", "*", "không dùng *"),
        ("CONGTHUONG_TRUSTED_ORIGINS", "so.example", "Hãy ghi đủ giao thức"),
        ("CONGTHUONG_ADDRESS", "so.example.vn", "Hãy ghi địa chỉ mà mọi người mở phần mềm"),
        ("CONGTHUONG_ADDRESS", "http://[::1", "Hãy ghi địa chỉ mà mọi người mở phần mềm"),
        ("CONGTHUONG_ADDRESS", "https://so.vn:99999", "Hãy ghi địa chỉ mà mọi người mở phần mềm"),
        ("CONGTHUONG_ADDRESS", "https://so.vn/#a", "Hãy ghi địa chỉ mà mọi người mở phần mềm"),
        ("CONGTHUONG_ADDRESS", "https://a:b@so.vn", "Hãy ghi địa chỉ mà mọi người mở phần mềm"),
        ("DATABASE_URL", "oracle://a/b", "Hãy viết sqlite:///"),
        ("DATABASE_URL", "mysql://a:b@c/d", "Hãy viết sqlite:///"),
        ("DATABASE_URL", "nonsense", "Hãy viết sqlite:///"),
        ("DATABASE_URL", " ", "để trống"),
        ("DATABASE_URL", "postgres://", "Hãy viết sqlite:///"),
        ("CONGTHUONG_TODAY", "11/8/2020", "Hãy ghi năm-tháng-ngày"),
    ],
)
def test_nonsense_is_refused_with_its_remedy(tmp_path: Path, variable: str, value: str, remedy: str):
    env = Environment({variable: value})

    with pytest.raises(SettingProblem) as refused:
        env.flag("CONGTHUONG_DEBUG", default=False)
        env.choice("CONGTHUONG_LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))
        env.hosts("CONGTHUONG_ALLOWED_HOSTS")
        env.origins("CONGTHUONG_TRUSTED_ORIGINS")
        env.address("CONGTHUONG_ADDRESS")
        env.database(tmp_path)
        env.day("CONGTHUONG_TODAY")

    assert variable in refused.value.message
    assert remedy in refused.value.message
    assert refused.value.code == "CT-601"


def test_passwords_and_keys_are_not_repeated_in_messages(tmp_path: Path):
    with pytest.raises(SettingProblem) as database:
        Environment({"DATABASE_URL": "mysql://so:bimat@db/so"}).database(tmp_path)
    with pytest.raises(SettingProblem) as key:
        Environment({"CONGTHUONG_SECRET_KEY": "bimat"}).secret_key(tmp_path, keep=True)

    assert "bimat" not in database.value.message + key.value.message
    assert "mysql://so:***@db/so" in database.value.message


def test_a_misspelt_variable_is_not_ignored():
    with pytest.raises(UnknownSetting, match="CONGTHUONG_ALLOWED_HOSTS"):
        Environment({"CONGTHUONG_ALOWED_HOSTS": "so.example"})


def test_a_key_that_others_may_read_is_refused(tmp_path: Path):
    (tmp_path / "secret-key").write_text("k" * 40, encoding="ascii")
    (tmp_path / "secret-key").chmod(0o644)

    with pytest.raises(KeyFileExposed, match="chmod 600"):
        Environment({}).secret_key(tmp_path, keep=True)


def test_a_home_that_cannot_be_made_is_named(tmp_path: Path):
    (tmp_path / "tep").write_text("", encoding="ascii")

    with pytest.raises(HomeNotWritable, match="CONGTHUONG_HOME"):
        Environment({}).secret_key(tmp_path / "tep" / "var", keep=True)
