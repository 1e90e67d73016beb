"""Sổ Công Thương: the system a provincial Department of Industry and Trade runs on.

From Python: `congthuong.check` ([checking.py](checking.py)).
"""

from __future__ import annotations

import importlib
from typing import Any

__version__ = "0.1.0"
OFFICE_ZONE = "Asia/Ho_Chi_Minh"
"""Whose days and hours are meant wherever none is named."""


def __getattr__(name: str) -> Any:
    """`congthuong.check`, looked up when it is asked for: importing the package loads nothing of it."""
    if name != "check":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return importlib.import_module(f"{__name__}.checking").check
