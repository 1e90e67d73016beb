"""`congthuong serve`: the application on this machine."""

from __future__ import annotations

import click

from congthuong.command.database import open_database
from congthuong.command.speaking import say


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Địa chỉ nghe.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Cổng.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 32), help="Số tiến trình.")
@click.option("--database", help="Địa chỉ cơ sở dữ liệu; mặc định là cơ sở dữ liệu đi kèm.")
def serve(host: str, port: int, workers: int, database: str | None) -> None:
    """Mở phần mềm trên máy này, xem bằng trình duyệt."""
    open_database(database)
    from granian import Granian
    from granian.constants import Interfaces

    say(f"Sổ Công Thương đang chạy tại http://{host}:{port} (Ctrl+C để dừng)")
    server = Granian(
        "congthuong.config.wsgi:application",
        address=host,
        port=port,
        workers=workers,
        interface=Interfaces.WSGI,
        log_access=False,
    )
    server.serve()
