"""Kokoro's weights: three sources that end in one strict, hash-checked state dict."""

from kokoro_lab.kokoro.weights.loader import Finding, Weights, find, load

__all__ = ["Finding", "Weights", "find", "load"]
