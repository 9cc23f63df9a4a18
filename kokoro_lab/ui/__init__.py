"""The page: Gradio wiring, and what the browser needs. The only place that imports gradio."""

import os

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")  # read when gradio is imported; it would call home

from kokoro_lab.ui.page import build, serve

__all__ = ["build", "serve"]
