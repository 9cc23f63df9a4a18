"""Stress marks in phonemes, as markup such as `[word](+1)` changes them."""

from __future__ import annotations

PRIMARY, SECONDARY = "ˈ", "ˌ"
VOWELS = frozenset("aeiouyæɑɐɒɔəɚɛɜɤɨɪɯøœʊʌᵻAIOQWY")


def stressed(phonemes: str, change: float) -> str:
    """Phonemes with another stress, in the way that misaki does it for English.

    Args:
        phonemes: Of one word.
        change: -2 takes all stress away; -1 makes primary stress secondary; +1 makes secondary stress
            primary, or adds secondary stress; +2 makes or adds primary stress; ±0.5 and 0 leave a word that
            has the stress in question alone.
    """
    if change <= -2:
        return phonemes.replace(PRIMARY, "").replace(SECONDARY, "")
    if change < 0 or (change == 0 and PRIMARY in phonemes):
        return (
            phonemes.replace(SECONDARY, "").replace(PRIMARY, SECONDARY) if PRIMARY in phonemes else phonemes
        )
    if PRIMARY in phonemes:
        return phonemes
    if SECONDARY in phonemes:
        return phonemes.replace(SECONDARY, PRIMARY, 1) if change >= 1 else phonemes
    vowel = next((place for place, symbol in enumerate(phonemes) if symbol in VOWELS), None)
    if vowel is None:
        return phonemes
    return phonemes[:vowel] + (PRIMARY if change > 1 else SECONDARY) + phonemes[vowel:]
