"""The environment, read once and checked: a wrong value stops the start.

Every refusal names the variable, the value found and the remedy. The message of a `SettingProblem` is
Vietnamese, for the person who installs; its code is for whoever searches for it.
"""

from __future__ import annotations

import difflib
import os
import secrets
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

import dj_database_url

from congthuong.core.problems import Problem

PREFIX = "CONGTHUONG_"
NAMES = (
    "CONGTHUONG_HOME",
    "CONGTHUONG_SECRET_KEY",
    "CONGTHUONG_DEBUG",
    "CONGTHUONG_TODAY",
    "CONGTHUONG_ALLOWED_HOSTS",
    "CONGTHUONG_TRUSTED_ORIGINS",
    "CONGTHUONG_ADDRESS",
    "CONGTHUONG_HTTPS",
    "CONGTHUONG_BEHIND_PROXY",
    "CONGTHUONG_LOG_LEVEL",
    "CONGTHUONG_SEAL_KEY",
    "CONGTHUONG_SEAL_KEYED_FROM",
    "CONGTHUONG_LOCK_OUT_MINUTES",
    "CONGTHUONG_SCAN_MEGABYTES",
    "CONGTHUONG_IMPORT_ROWS",
    "CONGTHUONG_SECOND_FACTOR",
    "CONGTHUONG_PROXIES",
    "CONGTHUONG_OIDC_URL",
    "CONGTHUONG_OIDC_CLIENT",
    "CONGTHUONG_OIDC_SECRET",
    "CONGTHUONG_OIDC_NAME",
    "CONGTHUONG_OIDC_MATCH",
    "CONGTHUONG_MAIL_HOST",
    "CONGTHUONG_MAIL_PORT",
    "CONGTHUONG_MAIL_TLS",
    "CONGTHUONG_MAIL_USER",
    "CONGTHUONG_MAIL_PASSWORD",
    "CONGTHUONG_MAIL_FROM",
)
LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
# The roles of the table of rights, which is not loaded before the settings are.
ROLES = ("administrator", "synthesis", "division", "respondent", "leader", "clerk", "auditor", "public")
YES, NO = ("1", "true", "on", "yes", "co"), ("0", "false", "off", "no", "khong")
SHORTEST_KEY = 32


class SettingProblem(Problem):
    code: ClassVar[str] = "CT-601"
    text: ClassVar[str] = "Biến môi trường {variable} có giá trị «{value}» không dùng được. {remedy}"


class UnknownSetting(SettingProblem):
    code = "CT-602"
    text = "Không có biến môi trường {variable}. Có lẽ là {nearest}: hãy sửa tên hoặc bỏ biến này."


class KeyFileExposed(SettingProblem):
    code = "CT-603"
    text = "Tệp khóa bí mật {path} mở cho người khác đọc (quyền {mode}). Hãy chạy: chmod 600 {path}"


class HomeNotWritable(SettingProblem):
    code = "CT-604"
    text = (
        "Không ghi được vào thư mục dữ liệu {path} ({reason}). "
        "Hãy cấp quyền ghi hoặc đặt CONGTHUONG_HOME sang thư mục khác."
    )


class Environment:
    """Typed reading of the variables; `values` is a mapping such as `os.environ`."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values
        for name in values:
            near = difflib.get_close_matches(name, NAMES, n=1, cutoff=0.85)
            if name.startswith(PREFIX) and name not in NAMES and near:
                raise UnknownSetting(variable=name, nearest=near[0])

    def text(self, name: str, default: str = "") -> str:
        return self._values.get(name, "").strip() or default

    def flag(self, name: str, default: bool) -> bool:
        value = self.text(name).lower()
        if not value:
            return default
        if value in YES:
            return True
        if value in NO:
            return False
        raise SettingProblem(variable=name, value=value, remedy="Hãy đặt 1 (bật) hoặc 0 (tắt).")

    def choice(self, name: str, default: str, allowed: tuple[str, ...]) -> str:
        value = self.text(name, default).upper()
        if value not in allowed:
            remedy = f"Hãy chọn một trong: {', '.join(allowed)}."
            raise SettingProblem(variable=name, value=value, remedy=remedy)
        return value

    def words(self, name: str, default: tuple[str, ...]) -> list[str]:
        """Comma-separated words."""
        return [word.strip() for word in self.text(name).split(",") if word.strip()] or list(default)

    def number(self, name: str, default: int, least: int, most: int) -> int:
        value = self.text(name, str(default))
        if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
            raise SettingProblem(variable=name, value=value, remedy=f"Hãy đặt một số từ {least} đến {most}.")
        return int(value)

    def day(self, name: str) -> date | None:
        """A day of the form 2020-08-11; None when it is not set."""
        value = self.text(name)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError as error:
            raise SettingProblem(
                variable=name,
                value=value,
                remedy="Hãy ghi năm-tháng-ngày, ví dụ 2020-08-11, hoặc bỏ biến này.",
            ) from error

    def some(self, name: str, allowed: tuple[str, ...]) -> frozenset[str]:
        """Comma-separated words, each one of those allowed."""
        words = self.words(name, ())
        for word in words:
            if word not in allowed:
                raise SettingProblem(
                    variable=name,
                    value=word,
                    remedy=f"Hãy chọn trong: {', '.join(allowed)}, cách nhau dấu phẩy.",
                )
        return frozenset(words)

    def single_sign_on(self) -> dict[str, Any] | None:
        """The province's OpenID Connect server as allauth wants it; None without one."""
        names = ("CONGTHUONG_OIDC_URL", "CONGTHUONG_OIDC_CLIENT", "CONGTHUONG_OIDC_SECRET")
        given = {name: self.text(name) for name in names}
        if not any(given.values()):
            return None
        for name, value in given.items():
            if not value:
                raise SettingProblem(
                    variable=name, value="", remedy=f"Hãy đặt đủ cả ba biến {', '.join(names)}."
                )
        url = given[names[0]]
        if not url.startswith("https://"):
            raise SettingProblem(
                variable=names[0], value=url, remedy="Hãy ghi địa chỉ https:// của máy chủ đăng nhập."
            )
        return {
            "provider_id": "tinh",
            "name": self.text("CONGTHUONG_OIDC_NAME", "Đăng nhập một lần của tỉnh"),
            "client_id": given[names[1]],
            "secret": given[names[2]],
            "settings": {"server_url": url, "oauth_pkce_enabled": True},
        }

    def hosts(self, name: str) -> list[str]:
        hosts = self.words(name, LOCAL_HOSTS)
        for host in hosts:
            if "/" in host or host == "*":
                remedy = "Hãy ghi tên máy, cách nhau dấu phẩy, không có https:// và không dùng *."
                raise SettingProblem(variable=name, value=host, remedy=remedy)
        return hosts

    def origins(self, name: str) -> list[str]:
        origins = self.words(name, ())
        for origin in origins:
            if not origin.startswith(("https://", "http://")):
                remedy = "Hãy ghi đủ giao thức, ví dụ https://so.example.vn."
                raise SettingProblem(variable=name, value=origin, remedy=remedy)
        return origins

    def address(self, name: str) -> str:
        """Where people open the software, without a slash at its end; "" when it is not set."""
        value = self.text(name).rstrip("/")
        if value and not _is_address(value):
            remedy = "Hãy ghi địa chỉ mà mọi người mở phần mềm, ví dụ https://so.example.vn."
            raise SettingProblem(variable=name, value=value, remedy=remedy)
        return value

    def home(self) -> Path:
        return Path(self.text("CONGTHUONG_HOME", "var")).expanduser().resolve()

    def database(self, home: Path) -> dict[str, Any]:
        """The default database: DATABASE_URL, or an SQLite file in the data folder."""
        name = "DATABASE_URL"
        if name in self._values and not self.text(
            name
        ):  # else a new SQLite file would open instead of the real one
            raise SettingProblem(variable=name, value="", remedy=EMPTY_DATABASE)
        url = self.text(name) or f"sqlite:///{home / 'congthuong.sqlite3'}"
        try:
            config: dict[str, Any] = dict(dj_database_url.parse(url))
        except (ValueError, KeyError) as error:
            raise SettingProblem(
                variable=name, value=without_password(url), remedy=DATABASE_REMEDY
            ) from error
        engine = config["ENGINE"].rsplit(".", 1)[-1]
        if engine not in ("sqlite3", "postgresql") or not config.get("NAME"):
            raise SettingProblem(variable=name, value=without_password(url), remedy=DATABASE_REMEDY)
        if engine == "postgresql":
            return config | {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
        if config["NAME"] != ":memory:":
            make_home(Path(config["NAME"]).parent)
        return config | {"CONN_MAX_AGE": None, "OPTIONS": dict(SQLITE_OPTIONS)}

    def secret_key(self, home: Path, *, keep: bool) -> str:
        """The signing key: given, or made once and kept in the data folder, readable by its owner only."""
        name = "CONGTHUONG_SECRET_KEY"
        given = self.text(name)
        if given:
            if len(given) < SHORTEST_KEY:
                remedy = f"Khóa phải dài ít nhất {SHORTEST_KEY} ký tự; bỏ biến này thì phần mềm tự tạo khóa."
                raise SettingProblem(variable=name, value="*" * len(given), remedy=remedy)
            return given
        return kept_key(home / "secret-key") if keep else secrets.token_urlsafe(64)

    def seal_key(self) -> str:
        """What the seals of the event log are keyed with; "" leaves them unkeyed."""
        name = "CONGTHUONG_SEAL_KEY"
        given = self.text(name)
        if given and len(given) < SHORTEST_KEY:
            remedy = (
                f"Khóa niêm phải dài ít nhất {SHORTEST_KEY} ký tự; bỏ biến này thì nhật ký niêm không khóa."
            )
            raise SettingProblem(variable=name, value="*" * len(given), remedy=remedy)
        return given


EMPTY_DATABASE = "Biến này để trống: hãy ghi địa chỉ cơ sở dữ liệu, hoặc bỏ hẳn biến này để dùng tệp SQLite trong CONGTHUONG_HOME."
DATABASE_REMEDY = (
    "Hãy viết sqlite:///đường/dẫn/tệp.sqlite3, sqlite://:memory: "
    "hoặc postgres://người:mậtkhẩu@máy:5432/cơsởdữliệu."
)
# A writer takes its lock at BEGIN and waits, so two of them never fail half-way; WAL lets readers go on.
SQLITE_OPTIONS: Mapping[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
        "PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000;"
    ),
}


def _is_address(value: str) -> bool:
    """Scheme, host and no more than a port and a path: what links in letters can be put behind."""
    try:
        parts = urlsplit(value)
        whole = (
            parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port > 0)
        )
    except ValueError:  # a bracket that does not close, a port that is no port
        return False
    return (
        bool(whole)
        and "@" not in parts.netloc
        and not (parts.query or parts.fragment)
        and value.isprintable()
        and " " not in value
    )


def without_password(url: str) -> str:
    """The address as it may be shown: what stands between the user and the host is hidden."""
    before, at, host = url.rpartition("@")
    scheme, sep, person = before.partition("://")
    return f"{scheme}{sep}{person.split(':')[0]}:***@{host}" if at else url


def make_home(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise HomeNotWritable(path=path, reason=error.strerror) from error


def kept_key(path: Path) -> str:
    """The key in `path`, made on the first call. Two processes that start together get the same key."""
    make_home(path.parent)
    if not path.exists():
        try:
            handle, temporary = tempfile.mkstemp(dir=path.parent)
        except OSError as error:
            raise HomeNotWritable(path=path.parent, reason=error.strerror) from error
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            Path(path).hardlink_to(temporary)  # fails where another process was first: its key stands
        except FileExistsError:
            pass
        finally:
            Path(temporary).unlink()
    mode = path.stat().st_mode & 0o777
    if os.name == "posix" and mode & 0o077:
        raise KeyFileExposed(path=path, mode=oct(mode)[2:])
    return path.read_text(encoding="ascii").strip()
