"""The parent's end of a measured process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any

from kokoro_lab.bench.implementation import Settings
from kokoro_lab.errors import LabError


class Process:
    """An implementation in a process of its own. Use it as a context manager.

    Args:
        settings: Which one, and how.
        job: "prepare" or "serve".
    """

    def __init__(self, settings: Settings, job: str = "serve") -> None:
        self.name = settings.name
        self._log = Path(settings.folder) / f"{settings.name}.log"
        threads = str(settings.threads)
        environment = {
            **os.environ,
            "OMP_NUM_THREADS": threads,
            "MKL_NUM_THREADS": threads,
            "HF_HUB_OFFLINE": "1",
            "PYTHONUTF8": "1",
        }
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "kokoro_lab.bench.child", settings.to_json(), job, repr(time.time())],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env=environment,
                encoding="utf-8",
            )

    def reply(self) -> dict[str, Any]:
        """Wait for its next line.

        Raises:
            LabError: It could not do what it was asked, or ended.
        """
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            said = self._log.read_text("utf-8", errors="replace").strip().splitlines()
            raise LabError(f"{self.name} ended: {said[-1] if said else 'it said nothing'}")
        facts: dict[str, Any] = json.loads(line)
        if "error" in facts:
            raise LabError(f"{self.name}: {facts['error']}")
        return facts

    def ask(self, **question: object) -> dict[str, Any]:
        """Ask, and wait for the answer."""
        assert self._process.stdin is not None
        print(json.dumps(question), file=self._process.stdin, flush=True)
        return self.reply()

    def __enter__(self) -> Process:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process; at once if something went wrong."""
        if error is not None:
            self._process.kill()
        self._process.communicate()
