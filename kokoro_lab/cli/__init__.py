"""The command line. One file per command: the function is the command, and its docstring is the help.

Commands hold no logic of synthesis, and import nothing heavy before they run.
"""

from kokoro_lab.cli.program import main

__all__ = ["main"]
