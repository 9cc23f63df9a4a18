"""`kokoro-lab app`."""

from __future__ import annotations

from functools import partial

from kokoro_lab import Lab
from kokoro_lab.cli.options import LOADING, Flag, Loading


def app(
    *,
    host: str | None = None,
    port: int | None = None,
    share: Flag = False,
    loading: Loading = LOADING,
) -> None:
    """Serve the page, until Ctrl-C.

    Args:
        host: The address to listen on; by default this machine alone, `0.0.0.0` lets others in.
        port: By default the first that is free from 7860.
        share: Ask Gradio for a public address.
        loading: What is loaded, and where it runs.
    """
    from kokoro_lab.ui import serve

    serve(partial(Lab.load, loading.weights, loading.device, files=False), host, port, share)
