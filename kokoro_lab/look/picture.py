"""A figure that needs no pyplot, and so no state that others could change."""

from __future__ import annotations

from io import BytesIO

from matplotlib.figure import Figure

DPI = 100  # pixels of the page per inch


class Picture(Figure):
    """A matplotlib figure that notebooks show by themselves."""

    def _repr_png_(self) -> tuple[bytes, dict[str, float]]:
        """The picture, twice as fine as it is large: screens have dense pixels."""
        stream = BytesIO()
        self.savefig(stream, format="png", dpi=2 * DPI)
        width, height = (DPI * inches for inches in self.get_size_inches())
        return stream.getvalue(), {"width": width, "height": height}
