"""A case to try the stages of a case on, and the smallest application that shows one stage."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from textual.app import App, ComposeResult
from textual.filter import LineFilter
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

from conference.exchange.procedures import shipped
from conference.forms import (
    ApplicantHeard,
    MeetingPlan,
    NewAction,
    NewApplication,
    NewAttendance,
    NewCouncil,
    NewDecision,
    NewIncident,
    NewParty,
    NewPerson,
    NewRecommendation,
    NewReport,
    NewRequest,
    ThresholdForm,
)
from conference.law.when import on
from conference.record.store import Store
from conference.review import (
    attendance,
    evidence,
    intake,
    meeting,
    people,
    recommendations,
    threshold,
)
from conference.review.desk import Desk
from conference.review.reading import read_agencies, read_case
from conference.views import ApplicantPart, CaseFile, DecisionKind
from screens.rights import ActingPane
from screens.stage import StagePane
from screens.terminal import PlainText
from screens.themes import THEMES
from screens.widgets.key_footer import KeyFooter
from tests.screens.helpers import screen_text

NARROW, WIDE = (80, 24), (120, 40)
START = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
OFFICER, CHAIR, POLICE = "Olive Officer", "Carol Chair", "Pete Police"
_PEOPLE = (
    NewPerson(OFFICER, "ASB officer", ("officer",), phone="0115 496 0000", email="o@example.org"),
    NewPerson(CHAIR, "Head of service", ("chair",)),
    NewPerson(POLICE, "Sergeant", ("representative",), agency_id="Police"),
)


def prepare(path: Path) -> None:
    """A database with a council, its people, and nothing else."""
    store = Store(str(path))
    store.prepare()
    council = NewCouncil("Erewash Borough Council", "ER", phone="0115 907 2244")
    form = people.SetUp(council, shipped()["erewash"], people.USUAL_AGENCIES, _PEOPLE)
    people.set_up(store, lambda: START, form)
    store.close()


@dataclass
class Review:
    """One case, and the people who work on it; `now` is what the clock says."""

    store: Store
    case_id: str = ""
    now: datetime = START
    desks: dict[str, Desk] = field(default_factory=dict)
    agencies: dict[str, str] = field(default_factory=dict)

    @property
    def officer(self) -> Desk:
        return self.desks[OFFICER]

    @property
    def chair(self) -> Desk:
        return self.desks[CHAIR]

    @property
    def police(self) -> Desk:
        return self.desks[POLICE]

    def case(self, desk: Desk | None = None) -> CaseFile:
        return read_case(desk or self.officer, self.case_id, again=True)

    # Going on with it

    def ask_police(self) -> str:
        form = NewRequest(self.agencies["Police"], "All reports", due_on=date(2026, 11, 20))
        return evidence.ask(self.officer, self.case_id, form)

    def log(self, summary: str = "Visited the address", agency: str = "Police") -> str:
        when = on(date(2026, 10, 20))
        form = NewAction(self.agencies[agency], when, "visit", summary, outcome="Nobody was in")
        return evidence.log_action(self.officer, self.case_id, form)

    def meet(self) -> str:
        plan = MeetingPlan(date(2026, 11, 2), place="Town Hall")
        meeting_id = meeting.plan(self.chair, self.case_id, plan)
        expected = NewAttendance(POLICE, self.agencies["Police"])
        attendance.expect(self.chair, self.case_id, meeting_id, expected)
        return meeting_id

    def recommend(self, what: str = "Visit each week", body: str = "Police") -> str:
        agency_id = self.agencies.get(body)
        form = NewRecommendation(body, what, "Sgt Patel", date(2026, 12, 1), agency_id=agency_id)
        return recommendations.recommend(self.chair, self.case_id, form)

    def hold_meeting(self) -> None:
        """From the plan to the close, with a finding and a recommendation."""
        meeting_id = self.meet()
        desk, case_id = self.chair, self.case_id
        meeting.open_meeting(desk, case_id, meeting_id)
        now = self.case(desk).meeting
        assert now is not None
        for one in now.attendance:
            attendance.arrive(desk, case_id, one.id)
        heard = ApplicantHeard(ApplicantPart.ATTENDS, "I want to sleep at night.")
        meeting.hear_applicant(desk, case_id, meeting_id, heard)
        finding = NewDecision(
            DecisionKind.RESPONSE,
            "Whether the police answered the reports",
            "not adequate",
            "One visit in five weeks.",
            agency_id=self.agencies["Police"],
        )
        meeting.decide(desk, case_id, meeting_id, finding)
        self.recommend()
        meeting.close(desk, case_id, meeting_id, review_on=date(2027, 2, 1))


def begin(path: Path, words: Iterable[str] = (), name: str = "Mrs A. Sample") -> Review:
    """A case whose threshold is met; `words` are told as incidents, three of ours if none."""
    store = Store(str(path))
    review = Review(store)
    council_id = people.only_council(store)
    assert council_id is not None
    for person in people.people(store, council_id):
        review.desks[person.name] = Desk(person, council_id, store, lambda: review.now)
    review.agencies = {one.name: one.id for one in read_agencies(review.officer)}
    told = tuple(words) or ("Shouting at night", "Bin set on fire", "Window broken")
    applicant = NewParty(name, address=("1 High St", "Ilkeston"), postcode="DE7 1AA")
    incidents = tuple(_incident(place, words) for place, words in enumerate(told))
    form = NewApplication(applicant, incidents=incidents, impact="We do not sleep.")
    review.case_id = intake.receive(review.officer, form).case_id
    intake.acknowledge(review.officer, review.case_id)
    decision = ThresholdForm(True, "Three reports in six months.")
    threshold.decide(review.officer, review.case_id, decision)
    return review


def _incident(place: int, words: str) -> NewIncident:
    day = date(2026, 9, 28) + timedelta(days=7 * (place % 5))
    report = NewReport(on(day + timedelta(days=1)), told_to="police")
    return NewIncident(on(day), words, reports=(report,))


def copied(prepared: Path, folder: Path) -> Path:
    """A database of a test's own, as `prepare` made it."""
    return Path(shutil.copy(prepared, folder / "review.db"))


class Stage(Screen[None]):
    """One stage, filled from the record as the screen of a case does."""

    AUTO_FOCUS = ""
    CSS = "Stage > #stages { height: 1fr; padding: 0 1; }"

    def __init__(self, pane: StagePane, review: Review) -> None:
        super().__init__()
        self.pane = pane
        self.review = review

    def compose(self) -> ComposeResult:
        yield self.pane
        yield KeyFooter()

    def on_mount(self) -> None:
        self.look_again()
        target = next(w for w in self.pane.query("*").results(Widget) if w.focusable)
        target.focus()

    def on_stage_pane_recorded(self) -> None:
        self.look_again()

    def look_again(self) -> None:
        self.pane.show(self.review.case(self.pane.desk))


class Host(App[None]):
    """The smallest application around one stage."""

    def __init__(self, pane: StagePane, review: Review) -> None:
        super().__init__()
        self.stage = Stage(pane, review)

    def get_line_filters(self) -> list[LineFilter]:
        return [*super().get_line_filters(), PlainText()]

    def on_mount(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self.push_screen(self.stage)


class Hand:
    """Somebody at the keyboard."""

    def __init__(self, pilot: Pilot[None], host: Host) -> None:
        self.pilot = pilot
        self.host = host

    @property
    def text(self) -> str:
        return screen_text(self.host)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    async def settle(self) -> None:
        """Wait until nothing is under way."""
        for _ in range(3):
            await self.pilot.pause()
            await asyncio.sleep(0.01)
        await self.pilot.pause()

    async def until(self, holds: Callable[[], Any], seconds: float = 5.0) -> None:
        """Wait until something is so."""
        for _ in range(int(seconds / 0.02)):
            if holds():
                return
            await asyncio.sleep(0.02)
            await self.pilot.pause()
        raise AssertionError(f"it did not come about; the screen says:\n{self.text}")

    async def sees(self, words: str) -> None:
        await self.until(lambda: words in self.text)

    async def field(self, key: str) -> None:
        """Go with tab to a field of the form in front."""
        for _ in range(40):
            focused = self.host.focused
            if focused is not None and any(
                node.id == f"field-{key}" for node in focused.ancestors_with_self
            ):
                return
            await self.pilot.press("tab")
        raise AssertionError(f"tab never comes to {key}")

    async def type(self, words: str) -> None:
        """Type, key by key."""
        await self.pilot.press(*(_KEYS.get(letter, letter) for letter in words))

    async def fill(self, **fields: str) -> None:
        """Fill text fields of the form in front, going from one to the next with tab."""
        for key, words in fields.items():
            await self.field(key)
            await self.type(words)

    async def choose(self, key: str, words: str) -> None:
        """Open a drop-down with enter, type the beginning of a choice, take it with enter."""
        await self.field(key)
        await self.pilot.press("enter")
        await self.type(words)
        await self.pilot.press("enter")
        await self.pilot.pause()

    async def save(self) -> None:
        await self.pilot.press("ctrl+s")
        await self.settle()

    def picture(self, name: str) -> None:
        """Keep a picture of the screen, where somebody asked for pictures."""
        if _PICTURES is not None:
            (_PICTURES / f"{name}.svg").write_text(self.host.export_screenshot())


_KEYS = {" ": "space", "/": "slash", ".": "full_stop", ",": "comma", ":": "colon", "-": "minus"}
_PICTURES: Path | None = None


@asynccontextmanager
async def at(
    pane: type[ActingPane], review: Review, desk: Desk, size: tuple[int, int] = NARROW
) -> AsyncIterator[Hand]:
    """Somebody sits at a stage of the case."""
    host = Host(pane(desk), review)  # type: ignore[call-arg]
    async with host.run_test(size=size, notifications=True) as pilot:
        hand = Hand(pilot, host)
        await hand.settle()
        yield hand
