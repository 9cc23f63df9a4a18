"""How much memory a process has held at most."""

from __future__ import annotations

import sys
from pathlib import Path


def peak_memory() -> int:
    """The largest resident set of this process so far, in bytes; pages of mapped files count."""
    if sys.platform == "win32":
        import psutil

        return int(psutil.Process().memory_info().peak_wset)
    if sys.platform == "linux":  # getrusage would count what the parent held before this process was its own
        lines = Path("/proc/self/status").read_text().splitlines()
        return 1024 * next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
