"""Snippets that look wrong and are not: every contradiction found in them is false."""

from __future__ import annotations

import tomllib

from .build import DATA


def tricky_texts() -> list[tuple[str, str]]:
    """(name, text) of every snippet."""
    return [
        (f"{path.stem}/{row['name']}", row["text"])
        for path in sorted((DATA / "tricky").glob("*.toml"))
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["snippet"]
    ]
