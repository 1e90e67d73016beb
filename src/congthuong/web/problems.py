"""What the pages refuse, whatever the page."""

from __future__ import annotations

from typing import ClassVar

from congthuong.core.problems import Problem


class NotFound(Problem):
    """Something the address names that is not there."""

    code: ClassVar[str] = "CT-701"
    text: ClassVar[str] = "Không có {what} «{name}».{hint}"
