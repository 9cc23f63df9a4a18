"""The faces that figures are set in: one that has IPA, and those that fill in other scripts."""

from __future__ import annotations

IPA = "DejaVu Sans"  # comes with matplotlib
# Hindi, Japanese and Chinese words: what Linux, macOS and Windows usually have.
OTHERS = (
    "Noto Sans Devanagari",
    "Kohinoor Devanagari",
    "Nirmala UI",
    "Noto Sans CJK JP",
    "Hiragino Sans",
    "Yu Gothic",
    "Noto Sans CJK SC",
    "PingFang SC",
    "Microsoft YaHei",
)


def faces() -> list[str]:
    """Those that this machine has, in the order in which a sign is looked for."""
    from matplotlib.font_manager import fontManager

    installed = {font.name for font in fontManager.ttflist}
    return [IPA, *(name for name in OTHERS if name in installed)]
