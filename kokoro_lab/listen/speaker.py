"""Sound out of this machine's speaker."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from kokoro_lab.errors import LabError

if TYPE_CHECKING:
    import numpy as np

AHEAD = 2  # parts that may wait for the speaker while the next one is made


def play(parts: Iterable[np.ndarray], sample_rate: int) -> None:
    """Play parts as they come, each while the next one is being made; return when the last has been heard.

    Stopping (Ctrl-C) silences the speaker at once.

    Args:
        parts: float32 [N] each, ±1 is full scale.
        sample_rate: Samples per second.

    Raises:
        LabError: The package for it is not installed, or there is no speaker.
    """
    import numpy as np

    sounddevice = _sounddevice()
    try:
        speaker = sounddevice.OutputStream(samplerate=sample_rate, channels=1, dtype="float32")
        with speaker, ThreadPoolExecutor(1) as thread:
            waiting: deque[Future[Any]] = deque()
            try:
                for part in parts:
                    sound = np.ascontiguousarray(part, dtype=np.float32)
                    waiting.append(thread.submit(speaker.write, sound))
                    while len(waiting) > AHEAD:
                        waiting.popleft().result()
                for played in waiting:
                    played.result()
                speaker.stop()  # waits for what the device still holds
            finally:
                speaker.abort()  # so that the thread does not wait for the device
                thread.shutdown(cancel_futures=True)
    except sounddevice.PortAudioError as error:
        raise LabError(f"cannot play: {error}; write a file instead, for example speech.wav") from error


def _sounddevice() -> Any:  # noqa: ANN401
    """The package, or an error that says how to get it."""
    try:
        import sounddevice
    except ImportError as error:
        raise LabError('playing needs the extra "speaker": pip install -e ".[speaker]" in a clone') from error
    except OSError as error:
        raise LabError(
            f"playing needs the PortAudio library ({error}); on Debian and Ubuntu: apt install libportaudio2"
        ) from error
    return sounddevice
