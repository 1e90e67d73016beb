"""TOML that people typed -> its data; whatever the parser stumbles over is one sentence with its place."""

from __future__ import annotations

import re
import tomllib
from typing import Any

_PLACE = re.compile(r"\(at line ([0-9]+), column ([0-9]+)\)")


class NotToml(ValueError):
    """`where` the text stops being TOML; its own text says that it does. Both are Vietnamese phrases."""

    def __init__(self, where: str) -> None:
        self.where = where
        super().__init__(f"{where} viết chưa đúng kiểu TOML")


def read_toml(text: str) -> dict[str, Any]:
    """Raises NotToml, also for what the parser calls otherwise: numbers of 5,000 digits, brackets without end."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        raise NotToml(f"dòng {place[1]}, cột {place[2]}" if place else "cuối tệp") from None
    except RecursionError:
        raise NotToml("chỗ các ngoặc lồng nhau quá sâu") from None
    except ValueError:
        raise NotToml("chỗ một số dài quá mức hoặc một ngày không có thật") from None
