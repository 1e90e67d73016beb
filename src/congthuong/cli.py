"""`congthuong`: the command. It says what it does in Vietnamese, and the same as JSON for programs.

Exit codes: 0 done, 1 the data or the report has a problem (missing figures included), 2 wrong usage, 3 the
program itself failed; of `check`: 0 no contradiction, 1 contradictions, 2 could not read or failed.
The commands live in `congthuong.command`, one file a subject; Django is only loaded by those that need it.
"""

from __future__ import annotations

import click

from congthuong import __version__
from congthuong.command import (
    audit,
    check,
    collection,
    example,
    kept,
    observations,
    people,
    registers,
    report,
    serve,
    tables,
)
from congthuong.command.programme import programme
from congthuong.command.vietnamese import speak_vietnamese


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(
    __version__, prog_name="Sổ Công Thương", message="%(prog)s, phiên bản %(version)s", help="In phiên bản."
)
def main() -> None:
    """Sổ Công Thương: từ số liệu của Sở đến báo cáo chính thức."""


main.add_command(example.example)
main.add_command(report.report)
main.add_command(check.check)
main.add_command(audit.audit)
main.add_command(collection.collection)
main.add_command(kept.files)
main.add_command(observations.observations)
main.add_command(people.people)
main.add_command(registers.registers)
main.add_command(serve.serve)
main.add_command(programme)
main.add_command(tables.tables)
speak_vietnamese(main)


if __name__ == "__main__":
    main()
