"""Files that a command reads and writes: no half-written file, and a sentence when the disk says no."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from congthuong.core.ledger.tables import MAX_BYTES, TooLarge
from congthuong.core.problems import Problem


class CannotRead(Problem):
    code = "CT-507"
    text = "Không đọc được {path}: {why}. Hãy kiểm tra đường dẫn, tên tệp và quyền đọc."


class CannotWrite(Problem):
    code = "CT-504"
    text = "Không ghi được {path} ({why}). Hãy đóng tệp đang mở, kiểm tra quyền ghi, hoặc chọn chỗ khác."


def read_file(path: Path) -> bytes:
    """The file's bytes; one over the limit is refused by its size, unread. Raises CannotRead, TooLarge."""
    if path.is_dir():
        raise CannotRead(path=path, why="đây là thư mục, không phải tệp")
    if not path.is_file():
        raise CannotRead(path=path, why="không có tệp này")
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise TooLarge(file=path.name, megabytes=size // 2**20, limit=MAX_BYTES // 2**20)
    try:
        return path.read_bytes()
    except OSError:
        raise CannotRead(path=path, why="không có quyền đọc") from None


def write_file(path: Path, data: bytes) -> Path:
    """Writes all of it or nothing, making the folder when there is none. Raises CannotWrite."""
    write_files({path: data})
    return path


def write_files(files: Mapping[Path, bytes]) -> None:
    """Writes files that belong together, making their folders: none takes its place before all are on the disk.

    Raises CannotWrite, and then every file is what it was before.
    """
    partial = {path: path.with_name(path.name + ".dang-ghi") for path in files}
    path = Path()
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.is_dir():
                raise IsADirectoryError
            partial[path].write_bytes(data)
        for path in files:
            partial[path].replace(path)
    except OSError as error:
        for one in partial.values():
            if one.is_file():
                one.unlink()
        raise CannotWrite(path=path, why=_WHY.get(type(error), "ổ đĩa báo lỗi")) from None


_WHY: dict[type[OSError], str] = {
    PermissionError: "không có quyền ghi",
    NotADirectoryError: "một phần của đường dẫn là tệp",
    FileExistsError: "đã có tệp trùng tên thư mục",
    IsADirectoryError: "đường dẫn là thư mục",
}
