"""The way in, the lock and the proof, by keyboard, in a council whose people have passwords."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest

from conference.errors import Refused, SignedOut
from conference.exchange.procedures import procedure_named
from conference.forms import NewCouncil, NewPerson
from conference.law.access import Role
from conference.record.store import Store
from conference.record.tables import Council
from conference.review import codes, people, sign_in, sign_ins
from conference.review.desk import Desk
from conference.review.signed_in import SignedIn
from conference.views import LetterState
from screens.app import ConferenceApp
from screens.letters import LettersPane
from tests.office import Clock, Office
from tests.screens.shell import Seat, both_sizes, seat
from tests.screens.stage_host import SIZES, at

ADA, OLIVE, CAROL = "lamp otter bridge", "seven grey herons", "nine quiet harbours"
WRONG = "not the password"


@pytest.fixture
def protected(office: Office) -> Office:
    """Ada, Olive and Carol have passwords; Pete was given one; the others have none."""
    give = office.store, office.council_id
    admin = sign_in.set_first_password(*give, office.administrator.person.id, ADA, office.clock)
    for desk, own in ((office.officer, OLIVE), (office.chair, CAROL)):
        given = sign_in.reset_password(admin, desk.person.id)
        sign_in.change_password(*give, desk.person.id, given, own, office.clock)
    sign_in.reset_password(admin, office.police.person.id, "given to a sergeant")
    return office


async def types_password(one: Seat, password: str) -> None:
    await one.until(lambda: one.at == "AskPassword")
    await one.types(password)
    await one.press("enter")


async def olive_comes_in(one: Seat) -> None:
    await types_password(one, OLIVE)
    await one.reads("You are Olive Officer")
    await one.comes_to("Caseload")


@both_sizes
async def test_whoever_is_chosen_gives_their_password(
    file: Path, protected: Office, size: tuple[int, int]
) -> None:
    async with seat(file, None, size=size) as one:
        await one.comes_to("SignIn")
        await one.reads("Olive Officer")
        await one.press("enter")
        await one.until(lambda: one.at == "AskPassword")
        await one.press("escape")
        await one.comes_to("SignIn")


@both_sizes
async def test_a_wrong_password_is_told_and_the_right_one_lets_in(
    file: Path, protected: Office, size: tuple[int, int]
) -> None:
    async with seat(file, size=size) as one:
        await types_password(one, WRONG)
        await one.reads("The name or the password is not right.")
        assert WRONG not in one.sees
        await one.types(OLIVE)
        await one.press("enter")
        await one.reads("You are Olive Officer")


async def test_after_several_wrong_ones_the_wait_is_told(file: Path, protected: Office) -> None:
    async with seat(file) as one:
        for _ in range(4):
            await types_password(one, WRONG)
            await one.until(lambda: "Looking" not in one.sees)
        await one.reads("there is a wait: 1 second more")


async def test_whoever_has_to_wait_for_others_wrong_tries_is_told_the_way_in(
    file: Path, protected: Office
) -> None:
    guess_at_olive(protected)
    async with seat(file) as one:
        await types_password(one, OLIVE)
        await one.reads("on a device where you signed in before, or ask an")


async def test_where_somebody_signed_in_before_others_wrong_tries_keep_nobody_out(
    file: Path, protected: Office
) -> None:
    sign_in.sign_in(
        protected.store,
        protected.council_id,
        protected.officer.person.id,
        OLIVE,
        protected.clock,
        client=sign_in.Client("her own"),
    )
    guess_at_olive(protected)
    async with seat(file, device=lambda: "her own") as one:
        await olive_comes_in(one)


@both_sizes
async def test_a_password_that_was_given_is_changed_before_anything_is_shown(
    file: Path, protected: Office, size: tuple[int, int]
) -> None:
    async with seat(file, "Pete Police", size=size) as one:
        await types_password(one, "given to a sergeant")
        await one.comes_to("Entry")
        await one.reads("choose your own password")
        await one.fills(password="short", again="short")
        await one.press("ctrl+s")
        await one.reads("It is too short")
        await one.fills(password="three odd sheep", again="three odd goats")
        await one.press("ctrl+s")
        await one.reads("It is not the same as above.")
        await one.fills(password="three odd sheep", again="three odd sheep")
        await one.press("ctrl+s")
        await one.reads("You are Pete Police")


def with_codes(office: Office) -> tuple[pyotp.TOTP, tuple[str, ...]]:
    desk = sign_in.sign_in(
        office.store, office.council_id, office.officer.person.id, OLIVE, office.clock
    )
    offered = codes.offer(desk)
    totp = pyotp.TOTP(offered.secret)
    long_ago = office.clock.now
    return totp, codes.confirm(desk, offered, totp.at(long_ago))


@pytest.mark.long
@both_sizes
async def test_a_code_is_asked_for_where_one_is_used(
    file: Path, protected: Office, size: tuple[int, int]
) -> None:
    totp, recovery = with_codes(protected)
    later = Clock(protected.clock.now + timedelta(minutes=2))
    async with seat(file, size=size, clock=later) as one:
        await types_password(one, OLIVE)
        await one.reads("A one-time code is needed too.")
        await one.types("000000")
        await one.press("enter")
        await one.reads("That code is not right")
        await one.types(totp.at(later.now))
        await one.press("enter")
        await one.reads("You are Olive Officer")
    async with seat(file, size=size, clock=later) as one:
        await types_password(one, OLIVE)
        await one.reads("A one-time code is needed too.")
        await one.types(recovery[0])
        await one.press("enter")
        await one.reads("You are Olive Officer")


async def test_a_first_password_is_chosen_by_an_administrator_before_anything_is_shown(
    file: Path, office: Office
) -> None:
    async with seat(file, first_password=True) as one:
        await one.comes_to("SignIn")
        await one.reads("No password is set here yet.")
        assert "Olive" not in one.sees
        await one.press("enter")
        await one.reads("choose the first password")
        await one.fills(password=ADA, again=ADA)
        await one.press("ctrl+s")
        await one.reads("Press f9 to see who can get in.")
    assert sign_in.asks_for_password(office.store, office.council_id)


async def test_practice_never_asks(file: Path, office: Office) -> None:
    with office.record() as session:
        council = session.get_one(Council, office.council_id)
        council.practice = True
        session.add(council)
    async with seat(file, first_password=True) as one:
        await one.reads("You are Olive Officer")
        await one.press("ctrl+l")
        await one.reads("The screen locks only")


# The lock


@pytest.mark.long
async def test_after_ten_minutes_without_a_key_the_screen_locks_and_keeps_what_was_typed(
    file: Path, protected: Office
) -> None:
    clock = Clock()
    async with seat(file, clock=clock) as one:
        await olive_comes_in(one)
        await one.press("n")
        await one.comes_to("NewApplicationScreen")
        await one.types("Mrs A. Sam")
        clock.tick(minutes=9)
        await one.press("p")
        clock.tick(minutes=9)
        await one.pilot.pause(1.2)
        assert one.at == "NewApplicationScreen"
        clock.tick(minutes=1)
        await one.comes_to("LockScreen")
        await one.reads("Olive Officer works here.")
        assert "Sam" not in one.sees.replace("same", "")
        await one.types(WRONG)
        await one.press("enter")
        await one.reads("not right")
        await one.types(OLIVE)
        await one.press("enter")
        await one.comes_to("NewApplicationScreen")
        await one.reads("Mrs A. Samp")
        await one.types("le")
        await one.reads("Mrs A. Sample")


@both_sizes
async def test_the_lock_is_left_by_nothing_but_a_password(
    file: Path, protected: Office, size: tuple[int, int]
) -> None:
    async with seat(file, size=size) as one:
        await olive_comes_in(one)
        await one.press("ctrl+l")
        await one.comes_to("LockScreen")
        await one.press("escape", "f1", "f9", "ctrl+p", "ctrl+q", "ctrl+l", "q", "enter")
        await one.pilot.pause(0.2)
        assert one.at == "LockScreen"
        assert "Caseload" not in one.sees


@pytest.mark.long
async def test_what_opens_or_closes_meanwhile_does_so_behind_the_lock(
    file: Path, protected: Office
) -> None:
    from screens.dialogs.message import Message

    async with seat(file) as one:
        await olive_comes_in(one)
        caseload = one.app.screen
        await one.press("n")
        await one.comes_to("NewApplicationScreen")
        form = one.app.screen
        await one.press("ctrl+l")
        await one.comes_to("LockScreen")
        caseload.run_worker(_tell(one, Message("A case", "Mrs Sample rang.")))
        form.call_later(lambda: form.dismiss(None) and None)
        await one.pilot.pause(0.3)
        assert one.at == "LockScreen"
        assert "Sample" not in one.sees
        await one.types(OLIVE)
        await one.press("enter")
        await one.until(lambda: one.at != "LockScreen")
        assert one.at in ("Message", "NewApplicationScreen")


async def _tell(one: Seat, message: object) -> None:
    await one.app.push_screen_wait(message)


@pytest.mark.long
async def test_somebody_else_signs_in_at_the_lock_and_the_draft_waits_for_its_person(
    file: Path, protected: Office
) -> None:
    async with seat(file) as one:
        await olive_comes_in(one)
        await one.press("n")
        await one.comes_to("NewApplicationScreen")
        await one.types("Mrs A. Sample")
        await one.press("ctrl+l")
        await one.comes_to("LockScreen")
        await one.press("ctrl+o")
        await one.comes_to("SignIn")
        await one.press("escape")
        await one.comes_to("LockScreen")
        await one.press("ctrl+o")
        await one.comes_to("SignIn")
        await one.reads("Carol Chair")
        one.app.screen.query_one("LineList").go_to(protected.chair.person.id)
        await one.press("enter")
        await types_password(one, CAROL)
        await one.reads("You are Carol Chair")
        await one.comes_to("Caseload")
        assert len(one.app.screen_stack) == 2
        await one.press("p")
        await one.comes_to("SignIn")
        one.app.screen.query_one("LineList").go_to(protected.officer.person.id)
        await one.press("enter")
        await olive_comes_in(one)
        await one.press("n")
        await one.comes_to("NewApplicationScreen")
        await one.reads("Mrs A. Sample")


async def test_the_room_display_signs_in_and_never_locks(file: Path, protected: Office) -> None:
    admin = sign_in.sign_in(
        protected.store,
        protected.council_id,
        protected.administrator.person.id,
        ADA,
        protected.clock,
    )
    sign_in.reset_password(admin, protected.room.person.id, "big blue curtains")
    sign_in.change_password(
        protected.store,
        protected.council_id,
        protected.room.person.id,
        "big blue curtains",
        "wide green meadow",
        protected.clock,
    )
    clock = Clock()
    async with seat(file, "Room display", clock=clock) as one:
        await types_password(one, "wide green meadow")
        await one.until(lambda: one.at == "RoomScreen")
        clock.tick(hours=3)
        await one.pilot.pause(1.2)
        assert one.at == "RoomScreen"


# The proof


@pytest.mark.long
@pytest.mark.parametrize("size", SIZES)
async def test_approving_and_issuing_a_letter_ask_for_the_password_again(
    protected: Office, size: tuple[int, int]
) -> None:
    case_id = protected.after_meeting()
    letter_id = protected.outcome_letter(case_id, approved=False)
    chair, officer = signed_in(protected)
    protected.clock.tick(minutes=6)
    async with at(LettersPane, chair, case_id, size) as hand:
        await hand.press("p")
        await hand.press("ctrl+s")
        await hand.sees("This needs your password again, Carol Chair.")
        await hand.press("escape")
        assert state(protected, case_id, letter_id) is LetterState.DRAFT
        await hand.press("p")
        await hand.press("ctrl+s")
        await hand.sees("This needs your password again")
        await hand.paste(CAROL)
        await hand.press("enter")
        await hand.sees("The letter is approved.")
    async with at(LettersPane, officer, case_id, size) as hand:
        await hand.press("i")
        await hand.choose("channel", "post")
        await hand.save()
        await hand.sees("This needs your password again, Olive Officer.")
        await hand.paste(WRONG)
        await hand.press("enter")
        await hand.sees("not right")
        await hand.paste(OLIVE)
        await hand.press("enter")
        await hand.sees("The letter is issued.")
    assert state(protected, case_id, letter_id) is LetterState.ISSUED


async def test_a_proof_just_given_is_not_asked_for_again(protected: Office) -> None:
    case_id = protected.after_meeting()
    protected.outcome_letter(case_id, approved=False)
    chair, _ = signed_in(protected)
    async with at(LettersPane, chair, case_id) as hand:
        await hand.press("p")
        await hand.press("ctrl+s")
        await hand.sees("The letter is approved.")


def signed_in(office: Office) -> tuple[Desk, Desk]:
    return tuple(
        sign_in.sign_in(office.store, office.council_id, desk.person.id, own, office.clock)
        for desk, own in ((office.chair, CAROL), (office.officer, OLIVE))
    )


def state(office: Office, case_id: str, letter_id: str) -> LetterState:
    return next(one.state for one in office.case(case_id).letters if one.id == letter_id)


# Who can get in


@both_sizes
async def test_an_administrator_gives_a_password_and_unlocks(
    file: Path, protected: Office, size: tuple[int, int]
) -> None:
    guess_at_olive(protected)
    async with seat(file, "Ada Administrator", size=size) as one:
        await types_password(one, ADA)
        await one.reads("Press f9 to see who can get in.")
        await one.press("f9")
        await one.comes_to("OwnAccess")
        await one.reads("so that new devices wait")
        one.app.screen.query_one("LineList").go_to(protected.officer.person.id)
        await one.press("u")
        await one.reads("They can try again.")
        await one.until(lambda: "new devices wait" not in one.sees)
        one.app.screen.query_one("LineList").go_to(protected.housing.person.id)
        await one.press("r", "y")
        await one.reads("Hana Housing: ")
        await one.press("enter")
        await one.reads("has to change the password")


@pytest.mark.long
async def test_one_changes_ones_own_password_and_turns_codes_on(
    file: Path, protected: Office
) -> None:
    async with seat(file, size=(120, 40)) as one:
        await olive_comes_in(one)
        await one.press("f9")
        await one.comes_to("OwnAccess")
        await one.reads("Olive Officer")
        assert "Carol" not in one.sees
        await one.press("c")
        await one.comes_to("Entry")
        new = "eleven slow rivers"
        await one.fills(old=OLIVE, password=new, again=new)
        await one.press("ctrl+s")
        await one.reads("Your password is changed.")
        await one.press("t")
        await one.reads("otpauth://totp/")
        line = next(one_line for one_line in one.sees.splitlines() if "Secret:" in one_line)
        secret = "".join(part for part in line.split("Secret:")[1].split() if part.isalnum())
        await one.types("000000")
        await one.press("enter")
        await one.reads("That code is not right")
        await one.press("enter")
        await one.until(lambda: one.at == "Ask")
        await one.types(pyotp.TOTP(secret).at(Clock().now))
        await one.press("enter")
        await one.reads("Recovery codes")
        await one.press("enter")
        await one.reads("codes (8 recovery codes left)")


def guess_at_olive(office: Office) -> None:
    """Wrong passwords from elsewhere until there is a wait of half a minute, from now on."""
    office.clock.tick(seconds=-160)
    for _ in range(8):
        office.clock.tick(seconds=20)
        with suppress(Refused):
            sign_in.sign_in(
                office.store,
                office.council_id,
                office.officer.person.id,
                WRONG,
                office.clock,
                client=sign_in.Client("elsewhere"),
            )


async def test_the_display_opened_by_its_own_command_signs_in_too(
    file: Path, protected: Office
) -> None:
    admin = sign_in.sign_in(
        protected.store,
        protected.council_id,
        protected.administrator.person.id,
        ADA,
        protected.clock,
    )
    sign_in.reset_password(admin, protected.room.person.id, "big blue curtains")
    app = ConferenceApp(str(file), clock=Clock(), room=True)
    async with app.run_test(size=(80, 24)) as pilot:
        one = Seat(app, pilot)
        await types_password(one, "big blue curtains")
        await one.reads("choose your own password")
        await one.fills(password="wide green meadow", again="wide green meadow")
        await one.press("ctrl+s")
        await one.until(lambda: one.at == "RoomScreen")


async def test_the_only_person_of_a_first_run_chooses_the_first_password_and_administers(
    tmp_path: Path,
) -> None:
    store = Store(str(tmp_path / "first.db"))
    store.prepare()
    alone = NewPerson("Only One", roles=("officer", "chair"))
    form = people.SetUp(NewCouncil("Small", "SC"), procedure_named("erewash"), (), (alone,))
    council_id = people.set_up(store, Clock(), form)
    async with seat(tmp_path / "first.db", None, first_password=True) as one:
        await one.comes_to("Entry")
        await one.reads("Only One: choose the first password")
        await one.fills(password=OLIVE, again=OLIVE)
        await one.press("ctrl+s")
        await one.reads("You are Only One")
    roles = {one.name: one.roles for one in people.people(store, council_id)}
    assert roles["Only One"] == ("administrator", "chair", "officer")
    store.close()


# The end of a sign-in


@pytest.mark.long
@pytest.mark.parametrize("size", [(40, 12), (120, 40)], ids=["narrow", "120x40"])
async def test_a_reset_elsewhere_signs_out_at_once_and_keeps_what_was_typed(
    file: Path, protected: Office, size: tuple[int, int]
) -> None:
    async with seat(file, size=size) as one:
        await types_password(one, OLIVE)
        await one.comes_to("Caseload")
        await one.press("n")
        await one.comes_to("NewApplicationScreen")
        await one.types("Mrs A. Sample")
        given = sign_in.reset_password(ada(protected), protected.officer.person.id)
        await one.comes_to("SignIn")
        await one.reads("You were signed out because you were")
        assert "Sample" not in one.sees
        assert not one.app.is_locked
        assert len(one.app.screen_stack) == 2
        await one.press("enter")
        await types_password(one, given)
        await one.comes_to("Entry")
        await one.fills(password="three odd sheep", again="three odd sheep")
        await one.press("ctrl+s")
        await one.comes_to("Caseload")
        await one.press("n")
        await one.comes_to("NewApplicationScreen")
        await one.reads("Mrs A. Sample")


async def test_at_the_lock_an_ended_sign_in_leads_to_a_new_one(
    file: Path, protected: Office
) -> None:
    async with seat(file) as one:
        await olive_comes_in(one)
        await one.press("ctrl+l")
        await one.comes_to("LockScreen")
        sign_in.reset_password(ada(protected), protected.officer.person.id)
        await one.comes_to("SignIn")
        await one.reads("You were signed out because you were given a new password.")
        assert not one.app.is_locked


async def test_one_sees_where_one_is_signed_in_and_ends_it_there(
    file: Path, protected: Office
) -> None:
    elsewhere = signed_in(protected)[1]
    async with seat(file, size=(120, 40)) as one:
        await olive_comes_in(one)
        await one.press("f9")
        await one.comes_to("OwnAccess")
        await one.reads("Olive Officer")
        await one.press("s")
        await one.comes_to("SignIns")
        await one.reads("(here)")
        here = one.app._seated
        assert here is not None
        one.app.screen.query_one("LineList").go_to(here.signed_in.id)
        await one.press("e")
        await one.reads("This is where you sit")
        one.app.screen.query_one("LineList").go_to(elsewhere.signed_in.id)
        await one.press("e")
        await one.reads("It is ended.")
    with pytest.raises(SignedOut, match="you ended that sign-in"):
        sign_ins.still_signed_in(elsewhere)


async def test_leaving_the_program_ends_the_sign_in(file: Path, protected: Office) -> None:
    async with seat(file) as one:
        await olive_comes_in(one)
        desk = one.app._seated
        assert desk is not None
        (this,) = [here for here in sign_ins.open_sign_ins(desk) if here.is_this]
        assert this.place.startswith("a terminal on")
    with pytest.raises(SignedOut, match="you signed out"):
        sign_ins.still_signed_in(
            Desk(
                desk.person,
                desk.council_id,
                protected.store,
                desk.clock,
                signed_in=SignedIn(desk.signed_in.id),
            )
        )


async def test_whose_role_needs_codes_sets_them_up_before_anything_is_shown(
    file: Path, protected: Office
) -> None:
    codes.set_codes_for(ada(protected), [Role.OFFICER])
    async with seat(file, size=(120, 40)) as one:
        await types_password(one, OLIVE)
        await one.comes_to("Ask")
        await one.reads("Your role needs one-time codes here.")
        assert "Caseload" not in one.sees
        await one.types("000000")
        await one.press("ctrl+s")
        await one.reads("That code is not right")
        await one.press("escape")
        await one.comes_to("Ask")
        words = next(line for line in one.sees.splitlines() if "Secret:" in line)
        secret = "".join(words.split("Secret:")[1].split("│")[0].split())
        await one.types(pyotp.TOTP(secret).at(protected.clock.now))
        await one.press("ctrl+s")
        await one.reads("Recovery codes, each for one sign-in")
        await one.press("escape")
        await one.reads("You are Olive Officer")


def ada(office: Office) -> Desk:
    return sign_in.sign_in(
        office.store, office.council_id, office.administrator.person.id, ADA, office.clock
    )
