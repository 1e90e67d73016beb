"""Log lines that carry the code of the problem, so that support finds what the user was told."""

from __future__ import annotations

import logging
from typing import Any

from congthuong.core.problems import Problem, Problems


class ProblemCode(logging.Filter):
    """Adds `problem` to a record: the code of the Problem that was logged, or "-"."""

    def filter(self, record: logging.LogRecord) -> bool:
        if not hasattr(record, "problem"):
            record.problem = _code(record.exc_info[1] if record.exc_info else None)
        return True


def _code(error: BaseException | None) -> str:
    if isinstance(error, Problem):
        return error.code
    if isinstance(error, Problems):
        return ",".join(sorted({problem.code for problem in error.problems})) or "-"
    return "-"


def logging_config(level: str) -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"problem": {"()": ProblemCode}},
        "formatters": {"line": {"format": "{asctime} {levelname} {problem} {name} {message}", "style": "{"}},
        "handlers": {
            "console": {"class": "logging.StreamHandler", "filters": ["problem"], "formatter": "line"},
        },
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "level": level, "propagate": True},
        },
    }
