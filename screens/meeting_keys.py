"""The keys of the meeting: which there are, when each can be used, and who may."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from conference.law.access import Operation
from conference.views import MeetingState


def _key(
    keys: str, action: str, words: str, tooltip: str, *, show: bool = False, display: str = ""
) -> Binding:
    return Binding(keys, action, words, show=show, tooltip=tooltip, key_display=display or None)


BINDINGS: list[BindingType] = [
    _key("p", "plan", "Plan", "Plan the meeting, or change its plan", show=True),
    _key("o", "open", "Open it", "Open the meeting, or go on after a break", show=True),
    _key("n", "next", "Next", "Go to the next item of the agenda", show=True),
    _key("b", "previous", "Back", "Go back to the item before", show=True),
    _key("t", "presence", "Here", "Somebody chosen among the people comes, or goes", show=True),
    _key("h", "applicant", "Heard", "How the applicant is heard, and what they want", show=True),
    _key("d", "decide", "Decide", "Record a decision of the panel", show=True),
    _key("r", "recommend", "Recommend", "Record a recommendation", show=True),
    _key("N,shift+n", "note", "Note", "Write the private note of the chosen item", show=True),
    _key("space", "hold", "Hold room", "Holding screen on the room display, at once", show=True),
    _key("c", "close", "Close", "Close the meeting; what is missing is said first", show=True),
    _key("M,shift+m", "minutes", "Minutes", "The minutes of the meeting", show=True),
    _key("l", "look", "Look", "On a small screen: item, people, what came in", show=True),
    _key("question_mark", "app.explain", "Help", "What this screen is for, and its keys"),
    # The rest stands in the line below the clock, in the help and in the command palette.
    _key("g", "jump", "Go to it", "Go to the item under the agenda's cursor, or return to it"),
    _key("k", "park", "Park", "Park the chosen item for later"),
    _key("a", "add_item", "Add an item", "Add an item after the chosen one"),
    _key("e", "change_item", "Change item", "Change the chosen item's title, minutes, visibility"),
    _key("left_square_bracket", "move_item(True)", "Move up", "Move the item up", display="["),
    _key("right_square_bracket", "move_item(False)", "Move down", "Move it down", display="]"),
    _key("delete", "remove_item", "Remove item", "Take the chosen item off the agenda"),
    _key("R,shift+r", "note_to_recommendation", "Note → rec.", "Make the note a recommendation"),
    _key("A,shift+a", "note_to_action", "Note → action", "Make an action of the chosen note"),
    _key("D,shift+d", "correct_decision", "Correct", "Correct a decision that was recorded"),
    _key("f", "risk", "Risk", "Record a risk assessment"),
    _key("S,shift+s", "stance", "Stance", "How an agency stands to a recommendation"),
    _key("H,shift+h", "applicant_present", "Applicant in", "The applicant comes in, or leaves"),
    _key("m", "show_room", "Room shows", "The room display follows the meeting"),
    _key("j", "show_item", "This in room", "Show the chosen item on the room display"),
    _key("backspace", "undo_room", "Take back", "Undo a wrong showing in the room, at once"),
    _key("x", "expect", "Expect", "Expect somebody, or note their apologies"),
    _key("u", "apologise", "Apologies", "The chosen person sends apologies"),
    _key("s", "substitute", "Substitute", "Somebody comes in place of the chosen person"),
    _key("y", "conflict", "Conflict", "The chosen person declares a conflict of interest"),
    _key("G,shift+g", "leave_why", "Leaves, why", "The chosen person leaves, with the reason"),
    _key("i", "accept", "Accepts", "The chosen person accepts the confidentiality notice"),
    _key("I,shift+i", "accept_all", "All accept", "Everybody here accepts the notice"),
    _key("w", "record", "So far", "What is recorded of the meeting so far"),
    _key("P,shift+p", "papers", "Papers", "Agenda, agenda pack, invitations, action notices"),
    _key("z", "adjourn", "Adjourn", "Adjourn the meeting; everybody leaves"),
    _key("C,shift+c", "cancel", "Cancel", "Cancel a meeting that is not held"),
]

_LIVE = (MeetingState.PLANNED, MeetingState.OPEN, MeetingState.ADJOURNED)
_HELD = (MeetingState.OPEN,)
_ENDED = (MeetingState.CLOSED, MeetingState.MINUTES_APPROVED)
_ANY = tuple(MeetingState)
STATES: dict[str, tuple[MeetingState | None, ...]] = {
    "plan": (None, *_LIVE, *_ENDED),
    "open": (MeetingState.PLANNED, MeetingState.ADJOURNED),
    "cancel": (MeetingState.PLANNED,),
    "minutes": (MeetingState.OPEN, MeetingState.ADJOURNED, *_ENDED),
    **dict.fromkeys(("record", "papers", "note_to_recommendation"), _ANY),
    "note": (*_LIVE, MeetingState.CLOSED),
    **dict.fromkeys(
        ("expect", "applicant", "add_item", "change_item", "move_item", "remove_item"), _LIVE
    ),
    **dict.fromkeys(("apologise", "substitute"), _LIVE),
    **dict.fromkeys(("conflict", "correct_decision"), (*_LIVE, MeetingState.CLOSED)),
    **dict.fromkeys(
        (
            *("next", "previous", "jump", "park", "presence", "leave_why", "accept", "accept_all"),
            *("decide", "adjourn", "close", "applicant_present"),
            *("hold", "show_room", "show_item", "undo_room"),
        ),
        _HELD,
    ),
}
"""In which states of the meeting each thing can be done; None stands for no meeting."""

RIGHTS: dict[str, Operation] = {
    "decide": Operation.DECIDE,
    "correct_decision": Operation.DECIDE,
    "recommend": Operation.RECOMMEND,
    "note_to_recommendation": Operation.RECOMMEND,
    "note_to_action": Operation.LOG_ACTION,
    "risk": Operation.ASSESS_RISK,
    "stance": Operation.TAKE_STANCE,
    "minutes": Operation.WRITE_MINUTES,
    "papers": Operation.MAKE_PACK,
    "applicant_present": Operation.APPLICANT_PRESENT,
    **dict.fromkeys(("hold", "show_room", "show_item", "undo_room"), Operation.SHOW_ROOM),
    **dict.fromkeys(
        ("plan", "cancel", "expect", "add_item", "change_item", "move_item", "remove_item"),
        Operation.PLAN_MEETING,
    ),
    **dict.fromkeys(
        (
            *("open", "next", "previous", "jump", "note", "park", "presence", "leave_why"),
            *("apologise", "substitute", "conflict", "accept", "accept_all"),
            *("applicant", "adjourn", "close"),
        ),
        Operation.RUN_MEETING,
    ),
}
"""The operation behind each action of the pane."""

ALSO = {
    "applicant_present": ("H", "applicant in/out"),
    "show_room": ("m", "room shows"),
    "undo_room": ("backspace", "take back"),
    "park": ("k", "park"),
    "expect": ("x", "expect"),
    "add_item": ("a", "add item"),
    "conflict": ("y", "conflict"),
    "accept_all": ("I", "all accept"),
    "risk": ("f", "risk"),
    "papers": ("P", "papers"),
    "stance": ("S", "stance"),
    "note_to_recommendation": ("R", "note to rec."),
    "note_to_action": ("A", "note to action"),
    "record": ("w", "so far"),
    "change_item": ("e", "change item"),
    "adjourn": ("z", "adjourn"),
    "cancel": ("C", "cancel"),
}
"""Keys that the footer has no room for, the most wanted first; the help has every one."""
