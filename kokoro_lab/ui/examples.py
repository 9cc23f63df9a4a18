"""What the page suggests to say."""

from __future__ import annotations

import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """A text with a voice that suits it.

    Attributes:
        label: On its button.
        text: What is said.
        voice: A voice or a formula.
    """

    label: str
    text: str
    voice: str

    @property
    def js(self) -> str:
        """A function for the browser that gives the text, the voice and a language that follows it."""
        return f"() => {json.dumps([self.text, self.voice, ''])}"


EXAMPLES = (
    Example(
        "English",  # the page begins with it, and has its trace stored: see kokoro_lab.inspector.first
        "The moon rose slowly over the quiet harbour.",
        "af_heart",
    ),
    Example(
        "Numbers",
        "On 2024-05-01 at 10:30 am, Dr. Lee paid $4.50 for 3/4 of a pie, and wasn’t sorry.",
        "bm_george",
    ),
    Example(
        "A blend",
        "I am sixty percent one voice and forty percent another.",
        "0.6*af_heart + 0.4*bf_emma",
    ),
    Example(
        "A dialogue",  # its place is Listen
        "[voice: bf_emma] Is the kettle on? [voice: bm_george] It is. [voice: bf_emma, speed 0.8] And cake?",
        "bf_emma",
    ),
    Example(
        "Your own phonemes",
        "You say [tomato](/təmˈɑːtO/), [pause 0.4s] I say [tomato](/təmˈATO/).",
        "bf_emma",
    ),
    Example("Español", "El tren sale a las siete y media, y todavía no he desayunado.", "ef_dora"),
    Example("Français", "Il pleuvait sur la ville, et les lampes se reflétaient dans le fleuve.", "ff_siwis"),
    Example("हिन्दी", "आज मौसम बहुत अच्छा है, चलो बाहर टहलने चलते हैं।", "hf_alpha"),
    Example("Italiano", "La nonna prepara il caffè mentre il gatto dorme sulla sedia.", "if_sara"),
    Example("Português", "Amanhã cedo vamos à praia, se não chover.", "pf_dora"),
)
