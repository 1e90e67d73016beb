"""One target in this process: `python -m fuzz.one TARGET [options of libFuzzer] [folders of inputs]`."""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["congthuong"]):
    from .targets import TARGETS


def main() -> None:
    target = TARGETS[sys.argv.pop(1)]
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
