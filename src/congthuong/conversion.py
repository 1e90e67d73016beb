"""Reading any report, old Word files among them: those are first made into .docx by a program of the machine.

The core starts no programs; this module does, for the command and the pages. LibreOffice is tried first, then
antiword (words without tables). Each runs in a folder of its own, with limits of time and of what it writes, and is
stopped with all it started. The file is a stranger's: LibreOffice is given a profile of its own (`conversion_profile.xcu`)
in which it neither runs nor fetches anything.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Final

from congthuong.core.document.readers import read_any
from congthuong.core.document.readers.any import LARGEST_FILE
from congthuong.core.document.readers.troubles import ConversionFailed, NeedsConverting
from congthuong.core.document.reading import Reading

SECONDS: Final = 90
_PROFILE: Final = "conversion_profile.xcu"
_LIBREOFFICE: Final = ("soffice", "libreoffice")
_FILTERS: Final = {".doc": "MS Word 97", ".rtf": "Rich Text Format"}  # said, so that nothing else is guessed
_ANTIWORD: Final = "antiword"
_NOTICE: Final = "Tệp đời cũ được chuyển sang .docx bằng {program} trước khi đọc."
_WORDS_ONLY: Final = "Tệp .doc được đọc bằng antiword: chữ đủ, bảng có thể lệch cột. Nên lưu thành .docx."


def read_report(name: str, data: bytes) -> Reading:
    """The reading of a file's bytes, old Word files converted. Raises Problem for whatever cannot be read."""
    try:
        return read_any(name, data)
    except NeedsConverting as needed:
        return convert(name, data, needed)


def convert(name: str, data: bytes, needed: NeedsConverting, seconds: int = SECONDS) -> Reading:
    """The reading of an old Word file, converted within that many seconds.

    Raises `needed` where the machine has no converter, else Problem for what could not be converted or read.
    """
    office = _libreoffice()
    rich = data.lstrip().startswith(b"{\\rtf")
    with tempfile.TemporaryDirectory(prefix="ct-doc-") as folder:
        if office is not None:
            made = _by_libreoffice(office, Path(folder), name, data, ".rtf" if rich else ".doc", seconds)
            return _told(read_any(f"{name}.docx", made), name, _NOTICE.format(program="LibreOffice"))
        words = shutil.which(_ANTIWORD)
        if words is None or rich:
            raise needed
        made = _by_antiword(words, Path(folder), name, data, seconds)
        return _told(read_any(f"{name}.txt", made), name, _WORDS_ONLY)


def converter_there() -> bool:
    """Whether this machine can convert old Word files, .rtf among them."""
    return _libreoffice() is not None


def _libreoffice() -> str | None:
    return next((found for program in _LIBREOFFICE if (found := shutil.which(program))), None)


def _told(reading: Reading, name: str, notice: str) -> Reading:
    return replace(reading, name=name, kind="doc", notices=(notice, *reading.notices))


def _by_libreoffice(program: str, folder: Path, name: str, data: bytes, ending: str, seconds: int) -> bytes:
    source = folder / f"report{ending}"
    source.write_bytes(data)
    out = folder / "out"
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_bytes(files(__package__).joinpath(_PROFILE).read_bytes())
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = [
        "--headless",
        "--norestore",
        "--nolockcheck",
        f"--infilter={_FILTERS[ending]}",
        "--convert-to",
        "docx",
        "--outdir",
        str(out),
    ]
    _run([program, profile, *options, str(source)], name, folder, seconds)
    made = out / "report.docx"
    if not made.is_file() or made.stat().st_size > LARGEST_FILE:
        raise ConversionFailed(name=name, what="LibreOffice không đọc được tệp")
    return made.read_bytes()


def _by_antiword(program: str, folder: Path, name: str, data: bytes, seconds: int) -> bytes:
    source = folder / "report.doc"
    source.write_bytes(data)
    made = _run([program, "-m", "UTF-8.txt", "-w", "0", str(source)], name, folder, seconds)
    if not made.strip():
        raise ConversionFailed(name=name, what="antiword không đọc được tệp")
    return made


def _run(command: Sequence[str], name: str, folder: Path, seconds: int) -> bytes:
    """What a program prints. It and all it started are stopped after that many seconds."""
    try:
        process = subprocess.Popen(  # noqa: S603 (a fixed program on a file of our own)
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            start_new_session=True,
        )
    except OSError as error:
        raise ConversionFailed(name=name, what="không chạy được phần mềm chuyển đổi") from error
    try:
        _limit_files(process.pid)
        return process.communicate(timeout=seconds)[0]
    except subprocess.TimeoutExpired as error:
        raise ConversionFailed(name=name, what=f"quá {seconds} giây") from error
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def _limit_files(process: int) -> None:
    """No file that it or its children write grows beyond what is read anyway, so that no disk is filled."""
    if sys.platform == "linux":
        import resource  # there is none on every system that this module must load on

        with contextlib.suppress(ProcessLookupError, PermissionError):
            resource.prlimit(process, resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
