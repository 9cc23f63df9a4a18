"""The program: its commands, its streams and its exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import cast

from cyclopts import App, CycloptsError, UnusedCliTokensError

from kokoro_lab.cli.bench import bench
from kokoro_lab.cli.blend import blend
from kokoro_lab.cli.doctor import doctor
from kokoro_lab.cli.edits import edits
from kokoro_lab.cli.page import app
from kokoro_lab.cli.phonemes import phonemes
from kokoro_lab.cli.say import say
from kokoro_lab.cli.trace import trace
from kokoro_lab.cli.voices import voices
from kokoro_lab.errors import LabError
from kokoro_lab.version import __version__

COMMANDS = (say, phonemes, voices, edits, trace, blend, app, doctor, bench)
DONE, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130  # exit codes; 130 is the shells' own for Ctrl-C


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: What was typed after the program's name; None takes it from the shell.

    Returns:
        The exit code: 0 done, 1 the message says why not, 2 no such command or option, 130 interrupted.
    """
    _speak_utf8()
    try:
        _program()(arguments, exit_on_error=False)
        sys.stdout.flush()
    except UnusedCliTokensError:  # cyclopts has named them
        print("kokoro-lab: what has spaces in it, such as a text, belongs in quotes", file=sys.stderr)
        return USAGE
    except CycloptsError:
        return USAGE  # cyclopts has said what is wrong
    except LabError as error:
        print("kokoro-lab:", " ".join(str(error).splitlines()), file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("kokoro-lab: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE


def _program() -> App:
    program = App(
        name="kokoro-lab",
        version=__version__,
        help="Hear, see, take apart and change every stage of a neural text-to-speech system.",
        help_epilogue=(
            "`kokoro-lab COMMAND --help` says more. "
            "Results go to standard output; losses, progress and errors to standard error."
        ),
        suppress_keyboard_interrupt=False,
        result_action="return_value",
    )
    for order, command in enumerate(COMMANDS):  # in help, in this order
        program.command(cast("Callable[..., None]", command), sort_key=order)
    return program


def _speak_utf8() -> None:
    """Phonemes are in no code page of Windows, so both streams are UTF-8 everywhere."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
