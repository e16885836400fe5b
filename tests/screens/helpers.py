"""What a test needs to look at a screen: its text, line by line, as a person reads it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from textual.app import App

PATIENCE = 300.0
"""Seconds to wait for something that is bound to come, on however busy a machine."""


def screen_text(app: App[Any]) -> str:
    """The characters of the active screen after the application's line filters."""
    background = app.screen.background_colors[1]
    lines = []
    for strip in app.screen._compositor.render_strips():
        for line_filter in app.get_line_filters():
            strip = strip.apply_filter(line_filter, background)
        lines.append(strip.text.rstrip())
    return "\n".join(lines)


def matches_golden(text: str, golden: Path) -> bool:
    """Whether `text` is what the golden file holds; UPDATE_GOLDENS=1 writes it anew."""
    if os.environ.get("UPDATE_GOLDENS"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(f"{text}\n", encoding="utf-8")
    return golden.read_text(encoding="utf-8") == f"{text}\n"
