"""How the command speaks: a person sees Vietnamese sentences and progress, a program one JSON object.

Everything for a person goes to standard error except results, so that `--format json` output can be piped.
"""

from __future__ import annotations

import functools
import json
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn, ParamSpec, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from congthuong.core.problems import Problem, Problems

P = ParamSpec("P")
R = TypeVar("R")
SHOWN_PROBLEMS = 50

# What people wrote is printed as they wrote it: neither markup nor ":abc:" means anything in it.
errors = Console(stderr=True, highlight=False, soft_wrap=True, emoji=False)
results = Console(highlight=False, soft_wrap=True, emoji=False)

format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="text cho người đọc, json cho chương trình.",
)


def answer(form: str, data: dict[str, Any], text: str) -> None:
    """The result of a command, in the form asked for."""
    if form == "json":
        click.echo(json.dumps({"ok": True, **data}, ensure_ascii=False, indent=1, default=str))
    else:
        results.print(text, markup=False)


def say(text: str) -> None:
    errors.print(text, markup=False)


def fail(form: str, problems: tuple[Problem, ...], code: int = 1, **more: Any) -> NoReturn:
    """Say every problem and end with the exit code."""
    if form == "json":
        listed = [problem.as_dict() for problem in problems]
        click.echo(
            json.dumps({"ok": False, "problems": listed, **more}, ensure_ascii=False, indent=1, default=str)
        )
    else:
        for problem in problems[:SHOWN_PROBLEMS]:
            errors.print(f"✗ {problem.code}  {problem.message}", markup=False, style="red")
        if len(problems) > SHOWN_PROBLEMS:
            say(f"… và {len(problems) - SHOWN_PROBLEMS} lỗi khác. Dùng --format json để xem hết.")
    sys.exit(code)


class OwnFault(Problem):
    code = "CT-512"
    text = (
        "Phần mềm gặp lỗi của chính nó ({what}) nên chưa làm xong việc; kết quả chưa có, không phải là không có lỗi. "
        "Hãy gửi những dòng chữ tiếng Anh phía trên cho người quản trị."
    )


def says_problems(command: Callable[P, R]) -> Callable[P, R]:
    """Problems reach the person as sentences and end with 1; our own bugs keep their traceback and end with 3, so that
    who counts on the exit code never takes a crash for an answer."""
    return ends_problems_with(1, fault=3)(command)


def ends_problems_with(code: int, *, fault: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """`says_problems` with other exit codes: of a problem, and of our own fault."""

    def says(command: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(command)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            form = str(kwargs.get("form", "text"))
            try:
                return command(*args, **kwargs)
            except Problems as several:
                fail(form, several.problems, code)
            except Problem as problem:
                fail(form, (problem,), code)
            except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
                raise  # click's own ways to end, and a reader who has seen enough
            except Exception as error:
                traceback.print_exc()
                fail(form, (OwnFault(what=type(error).__name__),), fault)

        return guarded

    return says


@contextmanager
def progress(form: str, title: str, total: int) -> Iterator[Callable[[str], None]]:
    """A progress bar of named steps on standard error; silent for programs."""
    if form == "json" or not errors.is_terminal:
        yield (lambda step: say(f"· {step}")) if form != "json" else (lambda step: None)
        return
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=errors, transient=True) as bar:
        task = bar.add_task(title, total=total)

        def step(text: str) -> None:
            bar.update(task, description=text, advance=1)

        yield step
