"""Opening the database for a command: the address, the tables, Django itself."""

from __future__ import annotations

import os

from congthuong.core.problems import Problem


class CannotOpen(Problem):
    code = "CT-506"
    text = "Không mở được cơ sở dữ liệu ({why}). Hãy kiểm tra địa chỉ ở --database hoặc DATABASE_URL."


def open_database(address: str | None) -> None:
    """Starts Django on this database and brings its tables up to date. Idempotent within a process.

    Raises CannotOpen, and the environment's own problems.
    """
    if address:
        os.environ["DATABASE_URL"] = address
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congthuong.config.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        tables = MigrationExecutor(connection)
        if tables.migration_plan(tables.loader.graph.leaf_nodes()):  # seldom, and asking is quick
            call_command("migrate", interactive=False, verbosity=0)
    except DatabaseError as error:
        raise CannotOpen(why=" ".join(str(error).split())[:200]) from None
