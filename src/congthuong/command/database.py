"""Opening the database for a command: the address, the tables, Django itself."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from congthuong.command.speaking import say
from congthuong.core.problems import Problem


class CannotOpen(Problem):
    code = "CT-506"
    text = "Không mở được cơ sở dữ liệu ({why}). Hãy kiểm tra địa chỉ ở --database hoặc DATABASE_URL."


class NoDatabase(Problem):
    code = "CT-510"
    text = (
        "Chưa có cơ sở dữ liệu nào ở {path}. Nếu sổ ở nơi khác: đứng ở thư mục của phần mềm, hoặc đặt DATABASE_URL, "
        "CONGTHUONG_HOME như dịch vụ đang chạy. Sổ mới thì nạp danh mục trước: congthuong example load --dir THƯ-MỤC."
    )


def start_django() -> None:
    """For what asks the program itself and no database. Idempotent within a process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congthuong.config.settings")
    import django

    django.setup()


def open_database(address: str | None, *, may_be_new: bool = False) -> None:
    """Starts Django on this database and brings its tables up to date. Idempotent within a process.

    may_be_new: a command that fills a database makes its file, and says so; any other would answer from an empty one
    that it made itself, in whatever folder it was called from. Raises NoDatabase, CannotOpen, and the environment's own
    problems.
    """
    if address:
        os.environ["DATABASE_URL"] = address
    start_django()
    from django.core.management import call_command
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    new_file = _file_to_be_made(connection.settings_dict)
    if new_file is not None:
        if not may_be_new:
            raise NoDatabase(path=new_file)
        say(f"· Cơ sở dữ liệu mới, còn trống: {new_file}")
    try:
        tables = MigrationExecutor(connection)
        if tables.migration_plan(tables.loader.graph.leaf_nodes()):  # seldom, and asking is quick
            call_command("migrate", interactive=False, verbosity=0)
    except DatabaseError as error:
        raise CannotOpen(why=_why(error)) from None


_CAUSES = (
    (
        r"connection refused|could not connect|connection timed? ?out|unreachable",
        "máy chủ không trả lời ở địa chỉ ấy",
    ),
    (r"could not translate host name|name or service|nodename", "không có máy nào mang tên ấy"),
    (r"password authentication|no password supplied|role .* does not exist", "sai tên hoặc mật khẩu"),
    (r"database .* does not exist", "máy chủ không có cơ sở dữ liệu mang tên ấy"),
    (r"permission denied|readonly|unable to open", "không có quyền đọc hoặc ghi ở đó"),
    (r"not a database|disk image is malformed", "tệp không phải là cơ sở dữ liệu, hoặc đã hỏng"),
    (r"database is locked", "đang có chương trình khác ghi"),
)


def _why(error: Exception) -> str:
    """What a person can act upon, then the driver's own words, which a server's keeper needs."""
    said = " ".join(str(error).split())
    cause = next((cause for sign, cause in _CAUSES if re.search(sign, said, re.IGNORECASE)), "")
    return f"{cause}; máy chủ dữ liệu nói: {said[:200]}" if cause else said[:200]


def _file_to_be_made(settings: Mapping[str, Any]) -> Path | None:
    """The SQLite file that opening this database would make; None where there is one, and for a server's database."""
    if not str(settings["ENGINE"]).endswith("sqlite3") or ":memory:" in str(settings["NAME"]):
        return None
    file = Path(str(settings["NAME"])).resolve()
    return None if file.exists() else file
