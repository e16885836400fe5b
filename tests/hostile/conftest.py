"""A file for screens and commands to open, full of hostile text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlmodel import select

from conference.record.tables import AgendaItem, InformationRequest, Meeting
from conference.views import ItemState, MeetingState
from tests.every_row import keep_every_row
from tests.hostile.corpus import CORPUS, ROUNDS, Planted
from tests.office import Office
from tests.screens.conftest import file, office, template

__all__ = ["file", "hostile", "office", "template"]


@dataclass(frozen=True)
class Hostile:
    """A case with hostile text in every column of words, and where it is."""

    office: Office
    file: Path
    case_id: str
    planted: Planted

    @property
    def reference(self) -> str:
        return self.office.case(self.case_id).reference


@pytest.fixture(params=range(ROUNDS), ids=lambda turn: f"turn {turn}")
def hostile(
    request: pytest.FixtureRequest,
    office: Office,
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Hostile]:
    """Everything happens in a folder of its own: what stands in it afterwards was written."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    case_id = office.after_meeting()
    planted = Planted(start=request.param % len(CORPUS))
    with office.record() as session:
        held = session.exec(select(Meeting).where(Meeting.case_id == case_id)).one()
        made = keep_every_row(session, office, case_id, planted.words, but=("Credential",))
        # What was made stands where it is seen: in the meeting that counts, with the police asked.
        made["Meeting"].state = MeetingState.CANCELLED
        for name in ("Attendance", "AgendaItem", "Decision", "Recommendation"):
            made[name].meeting_id = held.id
        made["AgendaItem"].state = ItemState.DONE
        for request in session.exec(select(InformationRequest)):
            request.asked = planted.words("InformationRequest", "asked")
        for item in session.exec(select(AgendaItem)):
            item.note = planted.words("AgendaItem", "note")
            session.add(item)
        for name in ("applicant_words", "applicant_wants", "place", "link", "chair_independence"):
            setattr(held, name, planted.words("Meeting", name))
        for row in (*made.values(), held):
            session.add(row)
    yield Hostile(office, file, case_id, planted)
    assert [one.name for one in here.iterdir()] == [], "something wrote a file"
