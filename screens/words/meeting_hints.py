"""What a chair does at each item of the agenda, and with which keys."""

from __future__ import annotations

_HINTS = {
    "attendance": (
        "Greet everybody and note who is here: t goes to the people, and t again notes that the "
        "chosen one came or left; u is for apologies, s for a substitute. x adds somebody."
    ),
    "confidentiality": (
        "Read the two texts out. I notes that everybody here accepts, i that one person does."
    ),
    "conflicts": (
        "Ask the question. y records a conflict of the person chosen among the people; p records "
        "the chair's independence."
    ),
    "carried": "Ask what became of each. The digit 6 opens the recommendations.",
    "threshold": "Say what was decided and why. It is not decided again here.",
    "applicant": (
        "H when the applicant comes in: every shared display then shows only what they may see. "
        "h records how they are heard, what they say and what they want, in their words."
    ),
    "agencies": (
        "Let each agency tell its part, in order of time. l makes room for the picture of it, and "
        "tab goes into it: the arrows move, + and - come closer, enter reads. What is missing is "
        "logged in Actions (4)."
    ),
    "risk": "Compare the risk then and now. f records an assessment.",
    "gaps": "Ask why nothing came when it did not. d records whether each response was adequate.",
    "options": "Go through the tools and powers. d records each one considered, and why.",
    "recommendations": (
        "r records one: to whom, what, whose and by when. R makes one of this item's note."
    ),
    "actions": (
        "Read out who does what, by when. r records what is missing; 6 corrects an owner or a day."
    ),
    "contact": "Say who keeps in touch with the applicant, and agree what they may be told.",
    "dissent": "Ask whether any agency does not agree. S records how each one stands, and why.",
    "review": "Agree the day on which the panel looks again. c asks for it at the close.",
    "close": "Read out what was agreed. c closes the meeting.",
}


def hint(key: str) -> str:
    """What is done at an item with that key; empty for an item of the panel's own."""
    return _HINTS.get(key, "")
