"""`make fuzz`: the time is shared among the targets; what breaks one is kept and named, with how to see it again."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from typing import Final

from .seeds import CORPUS
from .targets import TARGETS

WORK: Final = Path("out/fuzz")
LONGEST: Final = 30
"""Seconds that one input may take; instrumented code is several times slower than in use."""
_OPTIONS: Final = (f"-timeout={LONGEST}", "-rss_limit_mb=2048", "-print_final_stats=1", "-verbosity=0")
_LENGTHS: Final = {"claims": 400, "txt": 4000, "html": 4000, "md": 2000, "page": 3000, "word": 300}


def main() -> None:
    asked = _asked()
    if asked.repeat is not None:
        TARGETS[asked.targets[0]](asked.repeat.read_bytes())
        return
    share = max(1, asked.seconds // len(asked.targets))
    broken = [name for name in asked.targets if not _run(name, share)]
    for name in broken:
        for path in sorted((WORK / name).glob("broken-*")):
            print(f"✗ {name}: {path}   lại: python -m fuzz {name} --repeat {path}")
    sys.exit(1 if broken else 0)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", choices=[*TARGETS, []], help="mặc định: tất cả")
    parser.add_argument("--seconds", type=int, default=300, help="tổng thời gian")
    parser.add_argument("--repeat", type=Path, help="chạy lại một tệp")
    asked = parser.parse_args()
    asked.targets = asked.targets or list(TARGETS)
    return asked


def _run(name: str, seconds: int) -> bool:
    """Whether nothing broke. What was reached goes on from run to run; what broke is this run's only."""
    folder = WORK / name
    reached = folder / "reached"
    reached.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("broken-*"):
        old.unlink()
    print(f"· {name}: {seconds} giây", flush=True)
    limits = [f"-max_total_time={seconds}", f"-artifact_prefix={folder}/broken-"]
    if name in _LENGTHS:
        limits.append(f"-max_len={_LENGTHS[name]}")
    command = [sys.executable, "-m", "fuzz.one", name, *_OPTIONS, *limits, str(reached), str(CORPUS / name)]
    with (folder / "log.txt").open("wb") as log:
        # Our own module on our own files.
        done = subprocess.run(command, stdout=log, stderr=subprocess.STDOUT, check=False).returncode  # noqa: S603
    if done:
        print("".join((folder / "log.txt").read_text(errors="replace").splitlines(keepends=True)[-40:]))
    return done == 0


if __name__ == "__main__":
    main()
