"""The command's library speaks Vietnamese too: usage, headings of the help, what was typed wrongly."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

import click

DOMAIN = "click"
KINDS = {click.Path: "ĐƯỜNG-DẪN", click.types.StringParamType: "CHỮ", click.IntRange: "SỐ"}
CATALOGUES = Path(__file__).resolve().parents[1] / "locale"


def speak_vietnamese(group: click.Group) -> click.Group:
    """Whatever the machine's language is: the command's own sentences are Vietnamese as well."""
    os.environ["LANGUAGE"] = "vi"  # how gettext is told; of this process only
    gettext.bindtextdomain(DOMAIN, CATALOGUES)
    gettext.textdomain(DOMAIN)
    _name_parts(group)
    return group


def _name_parts(command: click.Command) -> None:
    command.options_metavar = "[LỰA CHỌN]"
    for option in command.params:
        if isinstance(option, click.Option) and option.metavar is None and not option.is_flag:
            option.metavar = KINDS.get(type(option.type))
    if isinstance(command, click.Group):
        command.subcommand_metavar = "LỆNH [THAM SỐ]…"
        for one in command.commands.values():
            _name_parts(one)
