"""Many texts into as many files: read from a table or a folder, resumable, in several processes."""

from kokoro_lab.batch.jobs import Job
from kokoro_lab.batch.journal import JOURNAL, Entry
from kokoro_lab.batch.places import Places, choose_places
from kokoro_lab.batch.run import Progress, Report, run
from kokoro_lab.batch.tables import read
from kokoro_lab.batch.worker import Failure

__all__ = [
    "JOURNAL",
    "Entry",
    "Failure",
    "Job",
    "Places",
    "Progress",
    "Report",
    "choose_places",
    "read",
    "run",
]
