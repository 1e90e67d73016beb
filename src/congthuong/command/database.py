"""Opening the database for a command: the address, the tables, Django itself."""

from __future__ import annotations

import os


def open_database(address: str | None) -> None:
    """Starts Django on this database and brings its tables up to date. Idempotent within a process."""
    if address:
        os.environ["DATABASE_URL"] = address
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congthuong.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
