"""What `make run` does after set-up: load the example, compose and check its report, serve the application."""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
from pathlib import Path

from congthuong.apps.collection.demo.published import TODAY

COMMAND = [str(Path(sys.executable).parent / "congthuong")]
REPORT = "6-thang-dau-nam-2020"


def main() -> None:
    options = _options()
    print("Sổ Công Thương: tỉnh mẫu Trà Vinh, 6 tháng đầu năm 2020", flush=True)
    _do("example", "load", "--demo-logins", "--demo-returns")
    _do("report", "compose", REPORT, "--out", str(options.out))
    _do("report", "check-layout", str(options.out / "report.docx"))
    if options.serve == "no":
        return
    try:
        serve = [*COMMAND, "serve", "--port", str(_free_port(options.port))]
        subprocess.run(serve, env=_on_its_day(), check=False)
    except KeyboardInterrupt:
        print("\nĐã dừng.")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("out"))
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--serve", choices=["yes", "no"], default="yes")
    return parser.parse_args()


def _do(*arguments: str) -> None:
    done = subprocess.run([*COMMAND, *arguments], env=_on_its_day(), check=False)
    if done.returncode:
        sys.exit(done.returncode)


def _on_its_day() -> dict[str, str]:
    """What is loaded is dated by the day on which the example is then looked at, unless another one is set."""
    return {"CONGTHUONG_TODAY": TODAY.isoformat()} | os.environ


def _free_port(wanted: int) -> int:
    """The wanted port, or the next free one: a second `make run` beside the first must not fail."""
    for port in range(wanted, wanted + 20):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                if port != wanted:
                    print(f"· Cổng {wanted} đang bận, dùng cổng {port}.", flush=True)
                return port
    sys.exit(f"Các cổng {wanted}-{wanted + 19} đều đang bận. Chọn cổng khác: make run PORT=9000")


if __name__ == "__main__":
    main()
