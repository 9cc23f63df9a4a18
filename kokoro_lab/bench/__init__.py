"""How fast it is, beside the published implementations if they are installed."""

from kokoro_lab.bench.measure import Measure, Plan, Report
from kokoro_lab.bench.run import run

__all__ = ["Measure", "Plan", "Report", "run"]
