"""The product's own settings with one address more: a bare page of the framework, to compare with."""

from __future__ import annotations

import sys

from congthuong.config.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.collection_urls"


def serve(port: int) -> None:
    """As `congthuong serve --workers 2` does."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from congthuong.command.serve import THREADS

    server = Granian(
        "congthuong.config.wsgi:application",
        address="127.0.0.1",
        port=port,
        workers=2,
        interface=Interfaces.WSGI,
        websockets=False,
        blocking_threads=THREADS,
        log_level=LogLevels.warning,
        log_access=False,
    )
    server.serve()


if __name__ == "__main__":
    serve(int(sys.argv[1]))
