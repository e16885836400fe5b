"""Where people are signed in, and that it ends: at once, on every machine, and in any case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest
from sqlmodel import select

from conference.errors import (
    BadInput,
    MustChange,
    MustHaveCodes,
    NeedsProof,
    NotFound,
    Refused,
    SignedOut,
)
from conference.forms import NewAgency
from conference.law.access import Role
from conference.record.tables import Council, RoleHeld, SignIn
from conference.review import codes, drafts, people, reading, room, sign_in, sign_ins
from conference.review.client import Client
from conference.review.desk import Desk
from conference.views import AgencyKind, AgencyRole
from tests.office import Office
from tests.review.test_sign_in import (
    ADA,
    OLIVE,
    council_acts,
    enter,
    protect,
    with_password,
)

NEW = "eleven slow rivers"


@pytest.fixture
def olive(office: Office) -> Desk:
    """Olive's desk in a council whose people have passwords."""
    protect(office)
    return with_password(office, office.officer, OLIVE)


def ada(office: Office) -> Desk:
    return enter(office, office.administrator, ADA)


def why_out(desk: Desk) -> str:
    """Why somebody is signed out, as a reading tells it; an act says the same."""
    with pytest.raises(SignedOut) as read:
        reading.read_caseload(desk)
    with pytest.raises(SignedOut) as acted:
        people.add_agency(desk, NewAgency("The trust", AgencyKind.OTHER, AgencyRole.CONTRIBUTOR))
    assert read.value.what == acted.value.what
    assert read.value.safe == "What you typed is kept."
    assert desk.signed_in.ended in read.value.what
    return read.value.what


def resets(office: Office, _olive: Desk) -> None:
    sign_in.reset_password(ada(office), office.officer.person.id)


def resets_on_the_machine(office: Office, olive: Desk) -> None:
    door = sign_in.Door(olive.store, olive.council_id, olive.person.id, olive.clock)
    with office.record() as session:
        role = Role.ADMINISTRATOR.value
        session.add(RoleHeld(council_id=office.council_id, person_id=olive.person.id, role=role))
    sign_in.reset_here(door, "root")


def changes(office: Office, olive: Desk) -> None:
    sign_in.change_own_password(enter(office, olive, OLIVE), OLIVE, NEW)


def takes_codes(office: Office, _olive: Desk) -> None:
    codes.turn_off_for(ada(office), office.officer.person.id)


def commands(office: Office, _olive: Desk) -> None:
    assert sign_ins.end_others(ada(office), office.officer.person.id) == 1


def ends_it_elsewhere(office: Office, olive: Desk) -> None:
    sign_ins.end_sign_in(enter(office, olive, OLIVE), olive.signed_in.id)


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (resets, "you were given a new password"),
        (resets_on_the_machine, "you were given a new password"),
        (changes, "your password was changed"),
        (takes_codes, "your one-time codes were taken off"),
        (commands, "Ada Administrator ended your sign-ins"),
        (ends_it_elsewhere, "you ended that sign-in"),
    ],
)
def test_a_sign_in_ends_at_once_and_says_why(
    office: Office, olive: Desk, act: Callable[[Office, Desk], None], why: str
) -> None:
    case_id = office.receive()
    reading.read_caseload(olive)
    act(office, olive)
    assert why_out(olive) == f"You were signed out because {why}."
    for look in (
        lambda: reading.read_case(olive, case_id),
        lambda: room.hold(olive, case_id, "its meeting"),
        lambda: sign_in.own_access(olive),
        lambda: sign_in.prove(olive, OLIVE),
        lambda: sign_ins.open_sign_ins(olive),
        lambda: sign_ins.end_others(olive),
    ):
        with pytest.raises(SignedOut):
            look()


def test_what_is_typed_is_kept_after_the_sign_in_ended(office: Office, olive: Desk) -> None:
    commands(office, olive)
    drafts.keep(olive, "application", {"applicant": "Mrs A. Sample"})
    with pytest.raises(SignedOut):
        drafts.kept(olive, "application")
    assert drafts.kept(enter(office, olive, OLIVE), "application") == {"applicant": "Mrs A. Sample"}


def test_a_sign_in_lasts_twelve_hours_unless_the_council_says_otherwise(
    office: Office, olive: Desk
) -> None:
    office.clock.tick(hours=11, minutes=59)
    reading.read_caseload(olive)
    office.clock.tick(minutes=1)
    assert why_out(olive) == "You were signed out because a sign-in lasts 12 hours here."
    sign_ins.set_sign_in_hours(ada(office), 2)
    again = enter(office, olive, OLIVE)
    office.clock.tick(hours=2)
    assert why_out(again) == "You were signed out because a sign-in lasts 2 hours here."
    for hours in (0, 25):
        with pytest.raises(BadInput):
            sign_ins.set_sign_in_hours(ada(office), hours)


def test_whoever_changes_their_password_stays_where_they_did_it(
    office: Office, olive: Desk
) -> None:
    elsewhere = enter(office, olive, OLIVE)
    sign_in.change_own_password(olive, OLIVE, NEW)
    reading.read_caseload(olive)
    why_out(elsewhere)


def test_everybody_sees_and_ends_their_own_and_nobody_elses(office: Office, olive: Desk) -> None:
    office.clock.tick(minutes=7)
    elsewhere = sign_in.sign_in(
        office.store,
        office.council_id,
        olive.person.id,
        OLIVE,
        office.clock,
        client=Client(place="a browser"),
    )
    carol = with_password(office, office.chair, "nine quiet harbours")
    there, here = sign_ins.open_sign_ins(olive)
    assert (there.place, there.is_this, here.is_this) == ("a browser", False, True)
    assert there.words == "signed in on a browser, 2 November 2026 09:37, last seen 09:37"
    for theirs in (olive.signed_in.id, elsewhere.signed_in.id):
        with pytest.raises(Refused):
            sign_ins.end_sign_in(carol, theirs)
    with pytest.raises(Refused):
        sign_ins.end_others(carol, olive.person.id)
    with pytest.raises(Refused):
        sign_ins.open_sign_ins(carol, olive.person.id)
    assert sign_ins.end_others(olive) == 1
    assert [one.is_this for one in sign_ins.open_sign_ins(olive)] == [True]
    with pytest.raises(NotFound):
        sign_ins.end_sign_in(olive, elsewhere.signed_in.id)
    reading.read_caseload(olive)
    reading.read_caseload(carol)


def test_an_administrator_ends_others_with_a_fresh_proof(office: Office, olive: Desk) -> None:
    admin = ada(office)
    (one,) = sign_ins.open_sign_ins(admin, olive.person.id)
    office.clock.tick(minutes=6)
    for act in (
        lambda: sign_ins.end_sign_in(admin, one.id),
        lambda: sign_ins.end_others(admin, olive.person.id),
        lambda: sign_ins.set_sign_in_hours(admin, 1),
        lambda: codes.set_codes_for(admin, [Role.CHAIR]),
    ):
        with pytest.raises(NeedsProof):
            act()
    sign_in.prove(admin, ADA)
    sign_ins.end_sign_in(admin, one.id)
    why_out(olive)
    assert council_acts(office)[-1] == "ended 1 sign-in of Olive Officer"


def test_leaving_is_in_the_history_and_a_command_leaves_quietly(
    office: Office, olive: Desk
) -> None:
    sign_ins.leave(olive)
    assert council_acts(office)[-1] == "signed out"
    sign_ins.leave(olive)
    assert council_acts(office).count("signed out") == 1
    why_out(olive)
    command = enter(office, olive, OLIVE)
    sign_ins.leave(command, quietly=True)
    assert council_acts(office).count("signed out") == 1
    why_out(command)


def test_when_somebody_was_last_seen_is_known_to_a_few_minutes(office: Office, olive: Desk) -> None:
    case_id = office.receive()
    office.clock.tick(minutes=4)
    reading.read_case(olive, case_id)
    assert last_seen(olive) == office.clock.now - timedelta(minutes=4)
    office.clock.tick(minutes=1)
    reading.read_case(olive, case_id)
    assert last_seen(olive) == office.clock.now


def last_seen(desk: Desk) -> object:
    return sign_ins.open_sign_ins(desk)[0].last_seen


def test_old_sign_ins_are_forgotten_and_none_is_kept_without_passwords(office: Office) -> None:
    reading.read_caseload(office.officer)
    with office.record() as session:
        assert session.exec(select(SignIn)).all() == []
    protect(office)
    for _ in range(3):
        sign_ins.leave(ada(office), quietly=True)
    office.clock.tick(days=91)
    now = ada(office)
    with office.record() as session:
        assert [row.id for row in session.exec(select(SignIn))] == [now.signed_in.id]


def test_a_sign_in_the_record_does_not_know_is_none(office: Office, olive: Desk) -> None:
    with office.record() as session:
        session.delete(session.get_one(SignIn, olive.signed_in.id))
    assert "no longer knows of your sign-in" in why_out(olive)


# A password that was given


def test_a_given_password_ends_after_fourteen_days(office: Office, olive: Desk) -> None:
    given = sign_in.reset_password(ada(office), olive.person.id)
    office.clock.tick(days=13, hours=23)
    with pytest.raises(MustChange):
        enter(office, olive, given)
    office.clock.tick(hours=1)
    with pytest.raises(Refused) as wrong:
        enter(office, olive, "not the one")
    assert wrong.value.what == "The name or the password is not right."
    with pytest.raises(Refused) as late:
        enter(office, olive, given)
    assert late.value.what == "The password you were given could be used until 16 November 2026."
    assert late.value.next == "Ask for another one: Ada Administrator gives it."
    with pytest.raises(Refused, match="could be used until"):
        sign_in.change_password(
            office.store, office.council_id, olive.person.id, given, NEW, office.clock
        )
    again = sign_in.reset_password(ada(office), olive.person.id)
    with pytest.raises(MustChange):
        enter(office, olive, again)


def test_ones_own_password_has_no_such_end(office: Office, olive: Desk) -> None:
    office.clock.tick(days=400)
    enter(office, olive, OLIVE)


# A second factor by role


def test_a_role_that_asks_for_codes_lets_nobody_in_without(office: Office, olive: Desk) -> None:
    codes.set_codes_for(ada(office), [Role.OFFICER])
    reading.read_caseload(olive)
    ada(office)
    with pytest.raises(MustHaveCodes):
        enter(office, olive, OLIVE)
    with pytest.raises(MustHaveCodes):
        sign_in.change_password(
            office.store, office.council_id, olive.person.id, OLIVE, NEW, office.clock
        )
    at = (office.store, office.council_id, olive.person.id, NEW)
    offered = sign_in.offer_codes(*at, office.clock)
    totp = pyotp.TOTP(offered.secret)
    with pytest.raises(Refused):
        sign_in.sign_in_with_new_codes(*at, offered, "000000", office.clock)
    code = totp.at(office.clock.now)
    desk, recovery = sign_in.sign_in_with_new_codes(*at, offered, code, office.clock)
    reading.read_caseload(desk)
    assert len(recovery) > 5
    with pytest.raises(Refused, match="needed here from whoever is officer"):
        codes.turn_off(desk)
    with pytest.raises(Refused, match="There are codes already"):
        sign_in.sign_in_with_new_codes(*at, offered, code, office.clock)
    codes.turn_off_for(ada(office), olive.person.id)
    with pytest.raises(MustHaveCodes):
        enter(office, olive, NEW)


def test_only_an_administrator_says_which_roles_need_codes(office: Office, olive: Desk) -> None:
    with pytest.raises(Refused):
        codes.set_codes_for(olive, [])
    with pytest.raises(Refused):
        sign_ins.set_sign_in_hours(replace(olive), 3)
    with office.record() as session:
        assert session.get_one(Council, office.council_id).codes_for == []
