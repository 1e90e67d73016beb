"""What `make test` does after set-up: fetch the system programs that some tests use, then run every test.

A browser, an office program and a PDF viewer come from Debian's packages where we have the right to install
them; where we have not, the tests that need them are skipped and named, with the reason, at the end.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = {"chromium": "chromium", "soffice": "libreoffice-writer-nogui", "pdftoppm": "poppler-utils"}


def main() -> None:
    os.chdir(ROOT)
    _install_programs()
    chosen = sys.argv[1:] or ["tests"]
    workers = ["-n", str(min(4, os.cpu_count() or 1)), "--dist", "loadgroup"]
    sys.exit(
        subprocess.run([sys.executable, "-m", "pytest", "-rs", *workers, *chosen], check=False).returncode
    )


def _install_programs() -> None:
    missing = [package for program, package in PROGRAMS.items() if shutil.which(program) is None]
    if not missing:
        return
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        why = "không phải Debian" if apt is None else "không có quyền root"
        print(
            f"· Không cài được {', '.join(missing)} ({why}); các nhóm kiểm thử cần chúng sẽ bị bỏ qua và nêu tên."
        )
        return
    print(f"· Cài {', '.join(missing)} từ gói của Debian", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([apt, "update", "-q"], check=False, env=environment, **quiet)
    for package in missing:
        install = [apt, "install", "-y", "-q", "--no-install-recommends", package]
        if subprocess.run(install, check=False, env=environment, **quiet).returncode:
            print(f"· Không cài được {package}; nhóm kiểm thử cần nó sẽ bị bỏ qua và nêu tên.")


if __name__ == "__main__":
    main()
