"""Colours and type of the page, once; the style sheet uses them through Gradio's variables."""

from __future__ import annotations

import gradio as gr

# Name in Gradio: on light, on dark. Text on its ground has a contrast of 4.5 to 1 or more.
COLOURS = {
    "body_background_fill": ("#fafaf8", "#16181b"),
    "block_background_fill": ("#ffffff", "#1d2024"),
    "input_background_fill": ("#ffffff", "#1d2024"),
    "body_text_color": ("#1d2125", "#e9e9e6"),
    "body_text_color_subdued": ("#5c646c", "#a3aab1"),
    "block_label_text_color": ("#5c646c", "#a3aab1"),
    "block_title_text_color": ("#5c646c", "#a3aab1"),
    "border_color_primary": ("#dcdfe2", "#363b41"),
    "input_border_color": ("#c9ced3", "#434a51"),
    "input_border_color_focus": ("#0b6b63", "#62cbbd"),
    "color_accent": ("#0b6b63",),
    "color_accent_soft": ("#d3ece7", "#1f4c47"),
    "slider_color": ("#0b6b63", "#62cbbd"),
    "link_text_color": ("#0b6b63", "#62cbbd"),
    "link_text_color_hover": ("#084f49", "#8addd2"),
    "button_primary_background_fill": ("#0b6b63", "#62cbbd"),
    "button_primary_background_fill_hover": ("#084f49", "#8addd2"),
    "button_primary_text_color": ("#ffffff", "#10201e"),
    "button_secondary_background_fill": ("#ffffff", "#1d2024"),
    "button_secondary_background_fill_hover": ("#f0f1ef", "#282c31"),
    "button_secondary_border_color": ("#c9ced3", "#434a51"),
    "button_secondary_text_color": ("#1d2125", "#e9e9e6"),
    "error_text_color": ("#9c2a1c", "#ff9f92"),
    "error_background_fill": ("#fdf0ee", "#3a1f1c"),
    "error_border_color": ("#e2b3ac", "#6d3a34"),
}


def theme() -> gr.themes.Base:
    """Base, in the system's own typeface: nothing is fetched."""
    plain = gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"])
    both = {name: colours[0] for name, colours in COLOURS.items()}
    both |= {f"{name}_dark": colours[1] for name, colours in COLOURS.items() if len(colours) > 1}
    return plain.set(**both)
