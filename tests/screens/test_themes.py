"""Every text can be read in every theme: WCAG 2.2 success criterion 1.4.3."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import Theme

from screens.themes import THEMES

GROUNDS = ("background", "surface", "panel")
TEXTS = (
    *("foreground", "text", "text-muted", "text-primary", "text-secondary", "text-accent"),
    *("text-warning", "text-error", "text-success"),
)
PAIRS = [
    *((text, ground) for text in TEXTS for ground in GROUNDS),
    ("footer-key-foreground", "footer-background"),
    ("footer-description-foreground", "footer-background"),
    ("block-cursor-foreground", "block-cursor-background"),
    ("button-color-foreground", "primary"),
    ("button-color-foreground", "error"),
    ("button-color-foreground", "success"),
    ("button-color-foreground", "warning"),
    ("foreground", "primary-muted"),
    ("input-cursor-foreground", "input-cursor-background"),
]


def luminance(color: Color) -> float:
    """Relative luminance as WCAG defines it."""

    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b)


def contrast(one: Color, other: Color) -> float:
    """1 for the same colour, 21 for black on white."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_21_to_1() -> None:
    assert contrast(Color.parse("#000"), Color.parse("#fff")) == pytest.approx(21)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_this_text_can_be_read_on_this_ground(theme: Theme, text: str, ground: str) -> None:
    shown = {**theme.to_color_system().generate(), **theme.variables}
    least = 7 if theme.name.endswith("high-contrast") else 4.5
    behind = Color.parse(shown[ground])
    assert contrast(behind.blend(Color.parse(shown[text]), Color.parse(shown[text]).a), behind) >= (
        least
    )
