"""The themes: light, dark and high contrast, each with every text at 4.5 to 1 or better.

The ratios are those of the Web Content Accessibility Guidelines 2.2, success criterion 1.4.3.
"""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="conference-dark",
    primary="#6cb2f0",
    secondary="#9ab6cf",
    accent="#f0b35a",
    warning="#f0b35a",
    error="#ff8d8d",
    success="#74d191",
    foreground="#e8e8e8",
    background="#14181d",
    surface="#1b2027",
    panel="#29313b",
    dark=True,
    variables={
        "text": "#e8e8e8",
        "text-muted": "#b4bcc6",
        "text-primary": "#8cc4f5",
        "text-secondary": "#b3c9dc",
        "text-accent": "#f5c47d",
        "text-warning": "#f5c47d",
        "text-error": "#ff9f9f",
        "text-success": "#8bdca4",
        "primary-muted": "#264560",
        "footer-key-foreground": "#f5c47d",
        "block-cursor-background": "#6cb2f0",
        "block-cursor-foreground": "#10141a",
        "button-color-foreground": "#10141a",
        "border-blurred": "#4c5866",
    },
)

LIGHT = Theme(
    name="conference-light",
    primary="#0b5394",
    secondary="#3d5266",
    accent="#8a4b00",
    warning="#8a4b00",
    error="#a61b1b",
    success="#17632f",
    foreground="#1a1a1a",
    background="#f4f4f2",
    surface="#ffffff",
    panel="#e4e7ea",
    dark=False,
    variables={
        "text": "#1a1a1a",
        "text-muted": "#4a525a",
        "text-primary": "#0b4f8c",
        "text-secondary": "#3d5266",
        "text-accent": "#7a4200",
        "text-warning": "#7a4200",
        "text-error": "#9c1616",
        "text-success": "#125427",
        "primary-muted": "#c9dcee",
        "footer-key-foreground": "#7a4200",
        "block-cursor-background": "#0b5394",
        "block-cursor-foreground": "#ffffff",
        "button-color-foreground": "#ffffff",
        "border-blurred": "#9aa3ab",
    },
)

HIGH_CONTRAST = Theme(
    name="conference-high-contrast",
    primary="#ffff00",
    secondary="#ffffff",
    accent="#00ffff",
    warning="#ffd000",
    error="#ffa0a0",
    success="#80ff80",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1a1a1a",
    dark=True,
    variables={
        "text": "#ffffff",
        "text-muted": "#ffffff",
        "text-primary": "#ffff00",
        "text-secondary": "#ffffff",
        "text-accent": "#00ffff",
        "text-warning": "#ffd000",
        "text-error": "#ffa0a0",
        "text-success": "#80ff80",
        "primary-muted": "#303030",
        "footer-key-foreground": "#ffff00",
        "block-cursor-background": "#ffff00",
        "block-cursor-foreground": "#000000",
        "button-color-foreground": "#000000",
        "border": "#ffffff",
        "border-blurred": "#ffffff",
        "foreground-muted": "#ffffff",
    },
)

THEMES = (DARK, LIGHT, HIGH_CONTRAST)
"""All of them, the default first; an application registers these and offers no other."""
