"""A piece of HTML that notebooks show and terminals can read as well."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

# Colours come from the page around it, so that it reads on light and on dark.
STYLE = """
.kokoro-lab { overflow-x: auto; font: 14px/1.45 system-ui, sans-serif; color: inherit; }
.kokoro-lab table { border-collapse: collapse; margin: 0; font-size: 13px; color: inherit; }
.kokoro-lab tr, .kokoro-lab tr:nth-child(even), .kokoro-lab tr:hover { background: none; }
.kokoro-lab th, .kokoro-lab td { padding: 3px 12px 3px 0; text-align: left; vertical-align: top;
  border-bottom: 1px solid color-mix(in srgb, currentColor 14%, transparent); }
.kokoro-lab .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.kokoro-lab .why { white-space: normal; min-width: 24em; }
.kokoro-lab .quiet { opacity: 0.68; }
.kokoro-lab .clock { border-left: 4px solid var(--clock); padding-left: 7px; white-space: nowrap; }
.kokoro-lab .words { display: flex; flex-wrap: wrap; gap: 12px 18px; align-items: flex-end; }
.kokoro-lab .word { text-align: center; }
.kokoro-lab .word > b { display: block; font-weight: 500; }
.kokoro-lab .phonemes { display: flex; gap: 2px; justify-content: center; min-height: 1.6em; }
.kokoro-lab .phoneme { border-top: 4px solid var(--clock); box-sizing: border-box;
  font: 20px/1.3 "DejaVu Sans", "Noto Sans", "Lucida Sans Unicode", system-ui, sans-serif; }
.kokoro-lab .phoneme small { display: block; font: 11px/1.2 system-ui, sans-serif; opacity: 0.68;
  font-variant-numeric: tabular-nums; }
"""


@dataclass(frozen=True)
class Document:
    """Something to look at.

    Attributes:
        html: For a page or a notebook; every text in it is escaped.
        text: For a terminal.
    """

    html: str
    text: str

    def _repr_html_(self) -> str:
        return f'<style>{STYLE}</style><div class="kokoro-lab">{self.html}</div>'

    def __str__(self) -> str:
        return self.text

    __repr__ = __str__


def element(tag: str, text: str, kind: str = "", **attributes: str) -> str:
    """An element with text inside: `element("td", "a < b", "quiet")`.

    Args:
        tag: Its name.
        text: Escaped.
        kind: Its class.
        attributes: `title` and `style`, escaped; empty ones are left out.
    """
    return wrapped(tag, escape(text), kind, **attributes)


def wrapped(tag: str, inner: str, kind: str = "", **attributes: str) -> str:
    """An element around HTML that is escaped already."""
    given = {"class": kind, **attributes}
    listed = "".join(f' {name}="{escape(value)}"' for name, value in given.items() if value)
    return f"<{tag}{listed}>{inner}</{tag}>"
