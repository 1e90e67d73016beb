"""Sổ Công Thương: the system a provincial Department of Industry and Trade runs on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from congthuong.checking import check

__version__ = "0.1.0"
__all__ = ["__version__", "check"]


def __getattr__(name: str) -> Any:
    """`congthuong.check` without every command having to load what it needs."""
    if name != "check":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from congthuong.checking import check

    return check
