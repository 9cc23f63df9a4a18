"""How many processes a batch is spoken by, and where each of them runs."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kokoro_lab.errors import LabError

PROCESS = 1_500_000_000  # bytes of memory of one: 1.2 measured with the longest chunk, and traces kept
CARD = 3_000_000_000  # bytes of a card's memory for one: CUDA's own, the network, the longest chunk
EACH_CARD = 4  # processes that share a card at most
CGROUP = Path("/sys/fs/cgroup")  # where Linux tells a container what it may use


@dataclass(frozen=True)
class Places:
    """Where the processes of a batch run.

    Attributes:
        devices: One for each process, as `Lab.load` takes it.
        threads: Of each process on the processor.
    """

    devices: tuple[str, ...]
    threads: int


def choose_places(device: str | None = None, processes: int | None = None, jobs: int | None = None) -> Places:
    """Decide how many processes there are, and where they run.

    The network has no batch axis: it speaks one chunk at a time, because chunks differ in length and every
    sample shall be the one that the chunk has alone. What runs side by side is therefore processes, each with
    a network of its own. On the processor there are as many as cores, with one thread each:
    within one network, cores wait for each other at every layer; between two, never.
    Fewer are taken where free memory holds fewer. On CUDA, up to four share each card, as its free
    memory allows, because one chunk does not fill a card; without a named device, all cards are used. Apple's
    graphics processor gets one.

    Args:
        device: As in `Lab.load`.
        processes: How many; None takes as many as fit.
        jobs: How many there are to do: no more processes than that.

    Raises:
        LabError: The device is not there, or there are to be fewer processes than one.
    """
    from kokoro_lab.kokoro.engine import choose_device

    if processes is not None and processes < 1:
        raise LabError(f"a batch is spoken by one process or more, not {processes}")
    place = choose_device(device)
    fitting = _fitting(place.type, str(place) if device else None)
    if processes is None:
        processes = max(1, min(len(fitting), cores()))
    return spread(min(processes, jobs or processes), fitting or [str(place)], cores())


def spread(processes: int, rooms: Sequence[str], processors: int) -> Places:
    """That many processes over devices and processors.

    Args:
        processes: How many; they take turns at the devices.
        rooms: Devices, one or more; those that hold several processes stand there as often.
        processors: Shared out evenly, at least one to each.
    """
    devices = tuple(rooms[index % len(rooms)] for index in range(processes))
    return Places(devices, max(1, processors // processes))


def cores() -> int:
    """Processors that this process may use; a container's share counts, rounded up."""
    affinity = getattr(os, "sched_getaffinity", None)  # where the system has it
    count = len(affinity(0)) if affinity else os.cpu_count() or 1
    share = _limit("cpu.max")
    return min(count, -(-share[0] // share[1])) if share else count


def free_memory() -> int:
    """Bytes that can be had without swapping; a container's limit counts."""
    import psutil

    free: int = psutil.virtual_memory().available
    limit, used = _limit("memory.max"), _limit("memory.current")
    return min(free, max(0, limit[0] - used[0] + _cached())) if limit and used else free


def _fitting(kind: str, card: str | None) -> list[str]:
    """A device for each process that fits; the cards take turns."""
    if kind == "cuda":
        import torch

        cards = [card] if card else [f"cuda:{index}" for index in range(torch.cuda.device_count())]
        room = {name: min(EACH_CARD, torch.cuda.mem_get_info(name)[0] // CARD) for name in cards}
        return [name for turn in range(EACH_CARD) for name in cards if turn < room[name]]
    return [kind] * (1 if kind == "mps" else free_memory() // PROCESS)


def _cached() -> int:
    """Bytes of a container's memory that only remember files, and are given up when others want them."""
    file = CGROUP / "memory.stat"
    lines = file.read_text().splitlines() if file.is_file() else []
    return sum(int(line.split()[1]) for line in lines if line.startswith("inactive_file "))


def _limit(name: str) -> tuple[int, ...] | None:
    """The numbers of a control group's file; None where there is no limit, or no control group."""
    file = CGROUP / name
    words = file.read_text().split() if file.is_file() else ["max"]
    return None if "max" in words else tuple(map(int, words))
