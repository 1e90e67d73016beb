"""TOML that people typed -> its data; whatever the parser stumbles over is one sentence with its place."""

from __future__ import annotations

import re
import tomllib
from typing import Any

_PLACE = re.compile(r"\(at line ([0-9]+), column ([0-9]+)\)")


class NotToml(ValueError):
    """Its text is a Vietnamese phrase: where, and that it is not TOML."""


def read_toml(text: str) -> dict[str, Any]:
    """Raises NotToml, also for what the parser calls otherwise: numbers of 5,000 digits, brackets without end."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        where = f"dòng {place[1]}, cột {place[2]}" if place else "cuối tệp"
        raise NotToml(f"{where} viết chưa đúng kiểu TOML") from None
    except RecursionError:
        raise NotToml("các ngoặc lồng nhau quá sâu, viết chưa đúng kiểu TOML") from None
    except ValueError:
        raise NotToml("có một số dài quá mức hoặc một ngày không có thật, viết chưa đúng kiểu TOML") from None
