"""From a reading to its claims and statements. (First step: none.)"""

from __future__ import annotations

from congthuong.core.audit.model import Understanding
from congthuong.core.document.reading import Reading


def understand(reading: Reading) -> Understanding:
    """The claims and statements of a reading."""
    return Understanding(reading, (), ())
