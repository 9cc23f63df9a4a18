"""`kokoro-lab doctor`."""

from __future__ import annotations

from dataclasses import asdict

from kokoro_lab.cli.options import LOADING, Flag, Loading
from kokoro_lab.cli.terminal import busy, print_json
from kokoro_lab.errors import LabError


def doctor(*, json: Flag = False, loading: Loading = LOADING) -> None:
    """Say what is installed and loaded, from where, with which hash, and how fast it is.

    Args:
        json: Everything as JSON.
        loading: What is loaded, and where it runs.
    """
    from kokoro_lab.doctor import examine

    checks = []
    with busy("looking"):
        for check in examine(loading.weights, loading.device):
            checks.append(check)
            if not json:
                print(f"{SIGNS[check.state]} {check.name:15} {check.summary}", flush=True)
    if json:
        print_json([asdict(check) for check in checks])
    if broken := [check.name for check in checks if check.state == "broken"]:
        raise LabError(f"needs attention: {', '.join(broken)}")


SIGNS = {"good": "✓", "absent": "–", "broken": "✗"}
