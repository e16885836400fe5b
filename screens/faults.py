"""What a person is told of a fault: its kind and place, never its text; or of what is damaged."""

from __future__ import annotations

from contextlib import suppress

from textual.worker import WorkerFailed

from conference.errors import ConferenceError, fault_place


def place_of(error: BaseException) -> str:
    """A fault's kind and where it is, also of one in a worker."""
    return fault_place(error.error if isinstance(error, WorkerFailed) else error)


def damage_behind(place: str) -> ConferenceError | None:
    """What is wrong with the record's file, where a fault may have come of it; None if nothing.

    It reads the whole file: to be called beside the event loop.
    """
    from conference.review import daily_check

    with suppress(Exception):  # Else the fault that is told is the one there was.
        return daily_check.damage_behind(place)
    return None


def fault_words(error: BaseException) -> str:
    """What happened, what is safe and what to do next."""
    return (
        f"Case Conference had to stop: there is a fault in the program ({place_of(error)}).\n"
        "What is safe: everything that was saved, and what stood in a form is kept as a draft.\n"
        "What to do next: start it again. If it happens again, tell whoever looks after it "
        "the words in brackets.\n"
    )
