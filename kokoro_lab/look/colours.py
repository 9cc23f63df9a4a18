"""One colour for each clock, the same in figures, notebooks, page and documentation.

Chosen by search over sRGB so that any two can be told apart with normal, protan, deutan and tritan vision
(tests say how far) and each stands out from a white and from a dark page by at least 3 to 1 (WCAG 2.2,
criterion 1.4.11).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from kokoro_lab.clocks import Clock

if TYPE_CHECKING:
    from matplotlib.colors import Colormap

CLOCKS: Mapping[str, str] = MappingProxyType(
    {
        "token": "#a80ccc",  # purple
        "frame": "#c08400",  # amber
        "curve": "#b43c0c",  # rust
        "bin": "#00786c",  # teal
        "sample": "#8e82cc",  # periwinkle
    }
)
INK = "#7b7b7b"  # text and lines without a clock: 4 to 1 on white as on dark
FAINT = "#7b7b7b40"  # grids and borders


def of(clock: Clock | None) -> str:
    """The colour of a clock; ink where there is none, or none of Kokoro's."""
    return INK if clock is None else CLOCKS.get(clock.name, INK)


def shades(colour: str) -> Colormap:
    """A colour map that runs from near black through the colour to near white, ever lighter."""
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list(f"shades of {colour}", _from_dark(colour))


def signed(colour: str) -> Colormap:
    """A colour map for values on both sides of zero: zero near black, above it the colour, below it grey."""
    from matplotlib.colors import LinearSegmentedColormap

    above = _from_dark(colour)
    below = [tuple([sum(part) / 3] * 3) for part in above[:0:-1]]
    return LinearSegmentedColormap.from_list(f"grey to {colour}", [*below, *above])


def _from_dark(colour: str) -> list[tuple[float, ...]]:
    """The colour between a dark and a light relative of itself."""
    from matplotlib.colors import to_rgb

    middle = to_rgb(colour)
    return [tuple(0.12 * part for part in middle), middle, tuple(0.92 + 0.08 * part for part in middle)]
