"""What is spoken to measure: a text of about half a minute, and its phonemes cut to any length below that."""

from __future__ import annotations

from itertools import accumulate

from kokoro_lab.errors import LabError

SHORTEST, LONGEST = 1.0, 30.0  # seconds
RATE = 17.5  # symbols that af_heart speaks in a second
SILENCE = 0.6  # seconds around an utterance

TEXT = (
    "The ferry left the harbour a little after nine, and the gulls followed it past the last grey wall of "
    "stones. Nobody on deck said much. A boy counted the lights along the shore, lost his place, and "
    "began again. His grandmother had crossed this water forty times, always in winter, and she knew "
    "where the wind would turn. When it did, she took his hand and told him to listen: under the engine, "
    "under the waves, somebody was singing. They stood there until the light had gone, and neither of "
    "them felt the cold."
)
PHONEMES = (
    "ðə fˈɛɹi lˈɛft ðə hˈɑɹbəɹ ɐ lˈɪTᵊl ˈæftəɹ nˈIn, ænd ðə ɡˈʌlz fˈɑlOd ɪt pˈæst ðə lˈæst ɡɹˈA wˈɔl ʌv "
    "stˈOnz. nˈObˌɑdi ˌɔn dˈɛk sˈɛd mˈʌʧ. ɐ bˈY kˈWntᵻd ðə lˈIts əlˈɔŋ ðə ʃˈɔɹ, lˈɔst hɪz plˈAs, ænd "
    "bəɡˈæn əɡˈɛn. hˌɪz ɡɹˈændmˌʌðəɹ hæd kɹˈɔst ðɪs wˈɔTəɹ fˈɔɹTi tˈImz, ˈɔlwˌAz ɪn wˈɪntəɹ, ænd ʃi nˈu "
    "wˌɛɹ ðə wˈɪnd wʊd tˈɜɹn. wˌɛn ɪt dˈɪd, ʃi tˈʊk hɪz hˈænd ænd tˈOld hˌɪm tə lˈɪsᵊn: ˈʌndəɹ ði "
    "ˈɛnʤən, ˈʌndəɹ ðə wˈAvz, sˈʌmbədi wʌz sˈɪŋɪŋ. ðˌA stˈʊd ðɛɹ ˌʌntˈɪl ðə lˈIt hæd ɡˈɔn, ænd nˈiðəɹ "
    "ʌv ðˌɛm fˈɛlt ðə kˈOld."
)


def phonemes(seconds: float) -> str:
    """Phonemes that take about so long to say: whole words from the start of the passage.

    Raises:
        LabError: It is shorter or longer than can be said in one piece.
    """
    return " ".join(PHONEMES.split(" ")[: _words(seconds)])


def text(seconds: float) -> str:
    """The text of `phonemes`, word by word.

    Raises:
        LabError: As `phonemes`.
    """
    return " ".join(TEXT.split(" ")[: _words(seconds)])


def _words(seconds: float) -> int:
    """How many words of the passage take about so long."""
    if not SHORTEST <= seconds <= LONGEST:
        raise LabError(f"a length must be {SHORTEST:g} to {LONGEST:g} seconds, not {seconds:g}")
    words = PHONEMES.split(" ")
    ends = accumulate(len(word) + 1 for word in words)
    wanted = (seconds - SILENCE) * RATE
    return next((n for n, end in enumerate(ends, start=1) if end > wanted), len(words))
