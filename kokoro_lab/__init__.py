"""Hear, see, take apart and change every stage of a neural text-to-speech system."""
