"""What a person is told of a fault in the program: its kind and place, never its text."""

from __future__ import annotations

from textual.worker import WorkerFailed

from conference.errors import fault_place


def place_of(error: BaseException) -> str:
    """A fault's kind and where it is, also of one in a worker."""
    return fault_place(error.error if isinstance(error, WorkerFailed) else error)


def fault_words(error: BaseException) -> str:
    """What happened, what is safe and what to do next."""
    return (
        f"Case Conference had to stop: there is a fault in the program ({place_of(error)}).\n"
        "What is safe: everything that was saved, and what stood in a form is kept as a draft.\n"
        "What to do next: start it again. If it happens again, tell whoever looks after it "
        "the words in brackets.\n"
    )
