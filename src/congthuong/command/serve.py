"""`congthuong serve`: the application on this machine."""

from __future__ import annotations

import socket

import click

from congthuong.command.database import open_database
from congthuong.command.speaking import say, says_problems
from congthuong.core.problems import Problem


class PortTaken(Problem):
    code = "CT-508"
    text = "Cổng {port} của {host} không dùng được: {why}. Hãy chọn cổng khác bằng --port."


THREADS = 4  # a process; composing is arithmetic, more threads would only wait for each other


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Địa chỉ nghe.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Cổng.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 32), help="Số tiến trình.")
@click.option("--database", help="Địa chỉ cơ sở dữ liệu; mặc định là cơ sở dữ liệu đi kèm.")
@says_problems
def serve(host: str, port: int, workers: int, database: str | None) -> None:
    """Mở phần mềm trên máy này, xem bằng trình duyệt."""
    _must_be_free(host, port)
    open_database(database, may_be_new=True)
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    say(f"Sổ Công Thương đang chạy tại http://{host}:{port} (Ctrl+C để dừng)")
    server = Granian(
        "congthuong.config.wsgi:application",
        address=host,
        port=port,
        workers=workers,
        interface=Interfaces.WSGI,
        websockets=False,
        blocking_threads=THREADS,
        log_level=LogLevels.warning,
        log_access=False,
    )
    server.serve()


def _must_be_free(host: str, port: int) -> None:
    """The server shares a port with another one without a word, and each would get half of the requests."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(
                socket.SOL_SOCKET, socket.SO_REUSEADDR, 1
            )  # not the minutes after a server's end
            probe.bind(address)
    except socket.gaierror:
        raise PortTaken(host=host, port=port, why="không có địa chỉ ấy") from None
    except PermissionError:
        raise PortTaken(host=host, port=port, why="không có quyền mở cổng dưới 1024") from None
    except OSError:
        raise PortTaken(
            host=host, port=port, why="chương trình khác đang dùng, hoặc địa chỉ không thuộc máy này"
        ) from None
