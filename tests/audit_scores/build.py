"""Write the plain texts and their annotations from the marked sources.

`python -m tests.audit_scores.build [FOLDER]`: FOLDER holds `marked/` and gets `texts/`; without it, the repository's.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from .marked import read_source

DATA = Path(__file__).parent.parent / "data" / "audit"


def files_of(source: Path) -> dict[Path, str]:
    """The two files a marked source makes, in `texts/` beside its folder."""
    text, notes = read_source(source)
    target = source.parent.parent / "texts" / source.stem
    return {target.with_suffix(".txt"): text, target.with_suffix(".json"): _json(notes)}


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    (folder / "texts").mkdir(exist_ok=True)
    for source in sorted((folder / "marked").glob("*.txt")):
        for path, content in files_of(source).items():
            path.write_text(content, encoding="utf-8", newline="\n")
    return 0


def _json(notes: dict[str, Any]) -> str:
    """One operand and one relation a line, so that a change shows as that line."""
    parts = [f'"text": {json.dumps(notes["text"])}']
    for name in ("operands", "relations"):
        rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in notes[name])
        parts.append(f'"{name}": [\n{rows}\n]')
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    sys.exit(main())
