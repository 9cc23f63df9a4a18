"""Several speakers in one text: a cast of voices, a script of turns, and a performance that streams them."""

from kokoro_lab.dialogue.cast import Cast, Role
from kokoro_lab.dialogue.perform import Part, Planned, perform, plan
from kokoro_lab.dialogue.script import Turn, turns

__all__ = ["Cast", "Part", "Planned", "Role", "Turn", "perform", "plan", "turns"]
