"""Who gives, changes and takes off passwords and codes, at which bounds, and what is told of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pyotp
import pytest
from sqlmodel import select

from conference.errors import (
    BadInput,
    ConferenceError,
    MustChange,
    NeedsCode,
    NeedsProof,
    NotFound,
    Refused,
    SignedOut,
)
from conference.forms import NewPerson
from conference.law.access import Role
from conference.record.tables import Agency, Council, Credential, History, Person, RoleHeld
from conference.review import codes, hashing, one_time, passwords, people, roles, sign_in, sign_ins
from conference.review.client import Client, command_line
from conference.review.desk import Desk
from tests.office import Office, set_up_another
from tests.review.test_sign_in import (
    ADA,
    OLIVE,
    WRONG,
    credential,
    enter,
    protect,
    with_codes,
    with_password,
)

NEW = "eleven slow rivers"
NOBODY = "0" * 32
HERS, THEIRS = Client("h" * 64, "192.0.2.1"), Client("t" * 64, "198.51.100.7")


@pytest.fixture
def admin(office: Office) -> Desk:
    """Ada, who chose the first password of the council just now."""
    return protect(office)


@pytest.fixture
def olive(office: Office, admin: Desk) -> Desk:
    return with_password(office, office.officer, OLIVE)


def at(office: Office, who: Desk) -> tuple[object, str, str]:
    """Where somebody comes to the door."""
    return office.store, office.council_id, who.person.id


def door(office: Office, who: Desk) -> sign_in.Door:
    return sign_in.Door(office.store, office.council_id, who.person.id, office.clock)


def set_up_codes(office: Office, desk: Desk) -> pyotp.TOTP:
    offered = codes.offer(desk)
    totp = pyotp.TOTP(offered.secret)
    codes.confirm(desk, offered, totp.at(office.clock.now))
    office.clock.tick(seconds=60)
    return totp


def take_roles(office: Office, role: Role) -> None:
    with office.record() as session:
        for held in session.exec(select(RoleHeld).where(RoleHeld.role == role.value)):
            session.delete(held)


def shut(office: Office, who: Desk) -> None:
    """Close an account and leave all that belongs to it, as nothing in the program does."""
    with office.record() as session:
        person = session.get_one(Person, who.person.id)
        person.active = False
        session.add(person)


# What is told


def test_each_act_on_a_way_in_is_in_the_history_with_who_did_it_and_to_whom(
    office: Office, admin: Desk, olive: Desk
) -> None:
    begun = len(entries(office))
    totp = set_up_codes(office, olive)
    wrong = "000000" if totp.at(office.clock.now) != "000000" else "000001"
    with pytest.raises(Refused) as refused:
        enter(office, olive, OLIVE, wrong)
    assert (refused.value.safe, refused.value.next) == (
        "Nothing was changed.",
        "Wait for the next one and try again.",
    )
    sign_in.prove(olive, OLIVE)
    codes.turn_off(olive)
    sign_in.change_own_password(olive, OLIVE, NEW)
    codes.set_codes_for(admin, [Role.REPRESENTATIVE, Role.CHAIR])
    codes.set_codes_for(admin, [])
    sign_in.set_lock_minutes(admin, 7)
    codes.turn_off_for(admin, olive.person.id)
    sign_in.unlock(admin, olive.person.id)
    sign_in.reset_password(admin, olive.person.id)
    sign_in.unlock_here(door(office, olive), "root")
    sign_in.reset_here(door(office, admin), "root")
    o, a, root = "Olive Officer", "Ada Administrator", "root (the machine's account)"
    assert entries(office)[begun:] == [
        (o, o, "turned one-time codes on"),
        (o, o, "gave a one-time code that is wrong"),
        (o, o, "proved who they are"),
        (o, o, "turned one-time codes off"),
        (o, o, "changed their password, which ended their other sign-ins"),
        (a, "Council", "asked for one-time codes from: chair, representative"),
        (a, "Council", "asked for one-time codes from: nobody"),
        (a, a, "changed the minutes until a screen locks from 10 to 7"),
        (a, o, "turned off the codes of Olive Officer, which ended their sign-ins"),
        (a, o, "unlocked somebody's sign-in"),
        (a, o, "gave a password, to be changed at once, which ended their sign-ins"),
        (root, o, "unlocked a sign-in from outside the program"),
        (root, a, "gave an administrator a password from outside the program"),
    ]


def entries(office: Office) -> list[tuple[str, str, str]]:
    """Of each act at the council: who did it, about whom, and the act; names stand for ids."""
    with office.record() as session:
        names = {one.id: one.name for one in session.exec(select(Person))}
        rows = session.exec(select(History).where(History.chain_id == office.council_id)).all()
    for row in rows:
        assert names.get(row.actor_id, row.actor) == row.actor
    told = sorted(rows, key=lambda row: row.number)
    return [(row.actor, names.get(row.subject_id, row.subject), row.act) for row in told]


def test_an_administrator_sees_by_name_how_everybody_gets_in(
    office: Office, admin: Desk, olive: Desk
) -> None:
    set_up_codes(office, olive)
    sign_in.reset_password(admin, office.police.person.id)
    case_id = office.receive()
    roles.give_role(
        olive, office.observer.person.id, Role.CHAIR, case=office.case(case_id).reference
    )
    with office.record() as session:
        both = RoleHeld(
            council_id=office.council_id, person_id=admin.person.id, role=Role.OFFICER.value
        )
        session.add(both)
    shut(office, office.chair)
    listed = sign_in.who_gets_in(admin)
    assert [(one.name, one.roles, one.words) for one in listed] == [
        ("Ada Administrator", ("administrator", "officer"), "has a password"),
        ("Hana Housing", ("representative",), "has no password"),
        (
            "Olive Officer",
            ("officer",),
            "has a password, codes (8 recovery codes left), not sealed in the record",
        ),
        ("Otto Observer", ("observer",), "has no password"),
        ("Pete Police", ("representative",), "has to change the password"),
        ("Room display", ("room display",), "has no password"),
    ]
    by_name = {desk.person.name: desk.person.id for desk in office.desks.values()}
    assert [one.person_id for one in listed] == [by_name[one.name] for one in listed]
    assert sign_in.own_access(olive) == listed[2]
    assert sign_in.own_access(admin) == listed[0]


# Who begins


def test_the_first_password_is_for_whoever_is_administrator_now_and_else_for_an_officer(
    office: Office,
) -> None:
    def names() -> list[str]:
        with office.record() as session:
            found = passwords.may_begin(office.store, office.council_id)
            return [session.get_one(Person, one).name for one in found]

    assert names() == ["Ada Administrator"]
    people.add_person(office.administrator, NewPerson("Abe", roles=(Role.ADMINISTRATOR,)))
    assert names() == ["Abe", "Ada Administrator"]
    with pytest.raises(Refused) as refused:
        sign_in.set_first_password(*at(office, office.officer), OLIVE, office.clock)
    assert refused.value.safe == "Nothing was changed."
    assert "Abe or Ada Administrator" in (refused.value.next or "")
    shut(office, office.administrator)
    assert names() == ["Abe"]
    take_roles(office, Role.ADMINISTRATOR)
    on_one_case = RoleHeld(
        council_id=office.council_id,
        person_id=office.chair.person.id,
        role=Role.OFFICER.value,
        case_id=office.receive(),
    )
    with office.record() as session:
        session.add(on_one_case)
    assert names() == ["Olive Officer"]


def test_an_officer_who_begins_where_nobody_is_administrator_becomes_it(office: Office) -> None:
    take_roles(office, Role.ADMINISTRATOR)
    assert sign_in.asks_for_first_password(office.store, office.council_id)
    with pytest.raises(Refused, match="The first password"):
        sign_in.set_first_password(*at(office, office.chair), NEW, office.clock)
    desk = sign_in.set_first_password(*at(office, office.officer), OLIVE, office.clock)
    assert not sign_in.asks_for_first_password(office.store, office.council_id)
    assert [act for *_, act in entries(office)][-3:] == [
        "chose the first password",
        "became administrator: nobody else was",
        "signed in",
    ]
    assert sign_in.own_access(desk).roles == ("administrator", "officer")
    sign_in.reset_password(desk, office.chair.person.id)


def test_nobody_begins_in_a_practice_council_and_nobody_who_is_not_there(office: Office) -> None:
    with pytest.raises(NotFound):
        sign_in.set_first_password(office.store, office.council_id, NOBODY, ADA, office.clock)
    with office.record() as session:
        session.get_one(Council, office.council_id).practice = True
    with pytest.raises(Refused, match="practice council asks for no passwords"):
        protect(office)
    for unknown in (office.council_id, NOBODY):
        assert not sign_in.asks_for_first_password(office.store, unknown)
        assert not sign_in.asks_for_password(office.store, unknown)


@pytest.mark.database("sqlite")
def test_passwords_of_one_council_are_nothing_to_another(office: Office, admin: Desk) -> None:
    other = Office.in_store(office.store.within(set_up_another(office.store.across())))
    assert sign_in.asks_for_first_password(other.store, other.council_id)
    assert not sign_in.asks_for_password(other.store, other.council_id)
    with pytest.raises(NotFound):
        sign_in.sit_down(other.store, other.council_id, admin.person.id, other.clock)
    for begins in (
        lambda: passwords.may_begin(other.store, other.council_id),
        lambda: (protect(other).person.id,),
        lambda: passwords.may_begin(other.store, other.council_id),
    ):
        assert begins() == (other.administrator.person.id,)
    for desk in (admin, enter(other, other.administrator, ADA)):
        assert len(sign_in.who_gets_in(desk)) == 7
    with pytest.raises(Refused, match="not right"):
        enter(other, admin, ADA)


def test_without_passwords_whoever_is_chosen_sits_down_at_their_council(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Desk] = []
    monkeypatch.setattr(sign_in, "see_to_witness", seen.append)
    desk = sign_in.sit_down(*at(office, office.chair), office.clock, templates=tmp_path)
    assert (desk.council_id, desk.templates) == (office.council_id, tmp_path)
    assert seen == [desk]
    with pytest.raises(NotFound):
        sign_in.sit_down(office.store, office.council_id, NOBODY, office.clock)


# What a new password must be


def test_a_password_of_the_councils_own_list_is_refused_wherever_one_is_chosen(
    office: Office, tmp_path: Path
) -> None:
    (tmp_path / "common-passwords.txt").write_text("erewash market day\n", encoding="utf-8")
    common, mine = "erewash market day", {"templates": tmp_path}
    ada, pete = at(office, office.administrator), office.police.person.id
    with pytest.raises(BadInput):
        sign_in.set_first_password(*ada, common, office.clock, **mine)
    admin = sign_in.set_first_password(*ada, ADA, office.clock, **mine)
    with pytest.raises(BadInput):
        sign_in.reset_password(admin, pete, common)
    with pytest.raises(BadInput):
        sign_in.change_own_password(admin, ADA, common)
    with pytest.raises(BadInput):
        sign_in.change_password(*ada, ADA, common, office.clock, **mine)
    changed = sign_in.change_password(*ada, ADA, NEW, office.clock, **mine)
    again = sign_in.sign_in(*ada, NEW, office.clock, **mine)
    offered = codes.offer(again)
    code = pyotp.TOTP(offered.secret).at(office.clock.now)
    last, _ = sign_in.sign_in_with_new_codes(*ada, NEW, offered, code, office.clock, **mine)
    assert {one.templates for one in (admin, changed, again, last)} == {tmp_path}


def test_the_name_of_an_agency_makes_no_password_for_who_works_there(
    office: Office, admin: Desk
) -> None:
    with office.record() as session:
        session.get_one(Agency, office.housing_id).name = "Zibberworth Homes"
    with pytest.raises(BadInput):
        sign_in.reset_password(admin, office.housing.person.id, "Zibberworth 2026")
    assert sign_in.reset_password(admin, office.chair.person.id, "Zibberworth 2026")


def test_what_is_made_up_for_somebody_is_easily_read_out(office: Office, admin: Desk) -> None:
    given = sign_in.reset_password(admin, office.chair.person.id)
    _, recovery = one_time.new_recovery_codes(), one_time.new_recovery_codes()[0]
    for words in (given, sign_in.reset_here(door(office, admin), "root"), *recovery):
        assert [len(group) for group in words.split("-")] == [4, 4, 4]
        assert not set("01ilo") & set(words)


# Changing one's own


def test_whoever_sits_at_a_desk_changes_their_password_with_the_old_one_and_a_code(
    office: Office, olive: Desk
) -> None:
    totp = set_up_codes(office, olive)
    office.clock.tick(minutes=6)
    code = totp.at(office.clock.now)
    with pytest.raises(Refused, match="password is not right"):
        sign_in.change_own_password(olive, WRONG, "short", code=code)
    with pytest.raises(BadInput):
        sign_in.change_own_password(olive, OLIVE, "short", code=code)
    with pytest.raises(NeedsCode):
        sign_in.change_own_password(olive, OLIVE, NEW)
    assert olive.proved_at != office.clock.now
    sign_in.change_own_password(olive, OLIVE, NEW, code=code)
    assert olive.proved_at == office.clock.now
    with pytest.raises(NeedsCode):
        enter(office, olive, NEW)
    office.clock.tick(seconds=30)
    with pytest.raises(BadInput, match="the old one"):
        sign_in.change_own_password(olive, NEW, NEW, code=totp.at(office.clock.now))


def test_a_new_password_that_will_not_do_leaves_the_old_one(office: Office, olive: Desk) -> None:
    for change in (
        lambda: sign_in.change_own_password(olive, OLIVE, "short"),
        lambda: sign_in.change_password(*at(office, olive), OLIVE, "short", office.clock),
    ):
        with pytest.raises(BadInput):
            change()
    assert enter(office, olive, OLIVE)


def test_an_account_that_is_closed_meanwhile_keeps_no_new_password(
    office: Office, olive: Desk
) -> None:
    before = credential(office, olive).password
    shut(office, olive)
    with pytest.raises(NotFound):
        passwords.change(door(office, olive), NEW, OLIVE)
    assert credential(office, olive).password == before


# What an administrator does


@pytest.mark.parametrize("minutes", [-1, 241])
def test_a_screen_locks_after_no_more_than_four_hours_and_no_less_than_none(
    office: Office, admin: Desk, minutes: int
) -> None:
    with pytest.raises(BadInput):
        sign_in.set_lock_minutes(admin, minutes)
    for kept in (0, 240):
        sign_in.set_lock_minutes(admin, kept)
        with office.record() as session:
            assert session.get_one(Council, office.council_id).lock_minutes == kept
    with pytest.raises(Refused):
        sign_in.set_lock_minutes(office.officer, 5)


def test_a_proof_counts_for_five_minutes_to_the_second_and_not_before_it_was_given(
    office: Office, admin: Desk
) -> None:
    office.clock.tick(minutes=5)
    sign_in.set_lock_minutes(admin, 5)
    office.clock.tick(seconds=1)
    with pytest.raises(NeedsProof):
        sign_in.set_lock_minutes(admin, 6)
    office.clock.tick(minutes=-6)
    with pytest.raises(NeedsProof):
        sign_in.set_lock_minutes(admin, 6)


def test_nobody_gives_passwords_before_they_have_one(office: Office) -> None:
    with pytest.raises(Refused, match="Choose a password of your own first"):
        sign_in.reset_password(office.administrator, office.officer.person.id)
    assert not sign_in.asks_for_password(office.store, office.council_id)


def test_a_reset_lets_in_at_once_whoever_had_to_wait(office: Office, admin: Desk) -> None:
    for _ in range(4):
        with suppress(Refused):
            enter(office, office.officer, WRONG)
    given = sign_in.reset_password(admin, office.officer.person.id)
    with pytest.raises(MustChange):
        enter(office, office.officer, given)


def test_there_is_nothing_to_do_for_somebody_who_is_not_there_or_has_no_password(
    office: Office, admin: Desk
) -> None:
    shut(office, office.officer)
    for who in (NOBODY, office.officer.person.id):
        gone = replace(door(office, admin), person_id=who)
        for act in (
            lambda who=who: sign_in.unlock(admin, who),
            lambda who=who: sign_in.reset_password(admin, who),
            lambda gone=gone: sign_in.unlock_here(gone, "root"),
            lambda gone=gone: sign_in.reset_here(gone, "root"),
        ):
            with pytest.raises(NotFound):
                act()
    with pytest.raises(NotFound, match="They have no password"):
        codes.turn_off_for(admin, office.chair.person.id)


def test_a_password_that_stayed_with_a_closed_account_opens_nothing(
    office: Office, olive: Desk
) -> None:
    shut(office, olive)
    with pytest.raises(Refused, match="not right"):
        enter(office, olive, OLIVE)


def test_the_way_back_in_takes_the_codes_off_and_an_administrators_reset_does_not(
    office: Office, olive: Desk
) -> None:
    admin, *_ = [enter(office, office.administrator, ADA)]
    set_up_codes(office, admin)
    set_up_codes(office, olive)
    given = sign_in.reset_password(admin, olive.person.id)
    with pytest.raises(NeedsCode):
        sign_in.change_password(*at(office, olive), given, NEW, office.clock)
    given = sign_in.reset_here(door(office, admin), "root")
    assert sign_in.change_password(*at(office, admin), given, NEW, office.clock)
    assert credential(office, admin).recovery == []


# One-time codes


def test_an_authenticator_is_told_whose_codes_they_are_and_of_which_council(
    office: Office, admin: Desk
) -> None:
    for offered in (codes.offer(admin), sign_in.offer_codes(*at(office, admin), ADA, office.clock)):
        address = urlsplit(offered.address)
        assert unquote(address.path) == "/Erewash Borough Council:Ada Administrator"
        told = {"secret": [offered.secret], "issuer": ["Erewash Borough Council"]}
        assert parse_qs(address.query) == told
    with pytest.raises(Refused, match="not right"):
        sign_in.offer_codes(*at(office, admin), WRONG, office.clock)


def test_new_codes_are_turned_on_by_whoever_knows_a_password_of_their_own(
    office: Office, admin: Desk, olive: Desk
) -> None:
    offered = sign_in.offer_codes(*at(office, olive), OLIVE, office.clock)
    code = pyotp.TOTP(offered.secret).at(office.clock.now)

    def comes(password: str) -> tuple[Desk, tuple[str, ...]]:
        return sign_in.sign_in_with_new_codes(
            *at(office, olive), password, offered, code, office.clock, client=HERS
        )

    with pytest.raises(Refused, match="not right"):
        comes(WRONG)
    given = sign_in.reset_password(admin, olive.person.id)
    with pytest.raises(MustChange):
        comes(given)
    assert credential(office, olive).totp_secret == ""
    sign_in.change_password(*at(office, olive), given, NEW, office.clock)
    desk, recovery = comes(NEW)
    assert desk.client == HERS
    assert len(recovery) == sign_in.own_access(desk).recovery_codes == 8
    # Somebody who has codes can be shown another secret: it counts for nothing.
    assert sign_in.offer_codes(*at(office, olive), NEW, office.clock) != offered
    assert enter(office, olive, NEW, recovery[0])


def test_codes_are_turned_on_and_off_with_a_fresh_proof_by_who_is_still_signed_in(
    office: Office, olive: Desk
) -> None:
    offered = codes.offer(olive)

    def turn_on() -> object:
        return codes.confirm(olive, offered, pyotp.TOTP(offered.secret).at(office.clock.now))

    office.clock.tick(minutes=6)
    for act in (turn_on, lambda: codes.turn_off(olive)):
        with pytest.raises(NeedsProof):
            act()
    sign_in.prove(olive, OLIVE)
    turn_on()
    sign_ins.leave(olive)
    for act in (
        turn_on,
        lambda: codes.turn_off(olive),
        lambda: sign_in.change_own_password(olive, OLIVE, NEW),
        lambda: sign_in.own_access(olive),
    ):
        with pytest.raises(SignedOut):
            act()
    assert credential(office, olive).totp_secret != ""


def test_whoever_has_no_password_has_no_codes(office: Office) -> None:
    offered = codes.offer(office.chair)
    with pytest.raises(NotFound, match="Choose a password first"):
        codes.confirm(office.chair, offered, pyotp.TOTP(offered.secret).at(office.clock.now))
    codes.turn_off(office.chair)


def test_codes_are_asked_of_whoever_has_the_role_and_of_nobody_else(
    office: Office, admin: Desk, olive: Desk
) -> None:
    codes.set_codes_for(admin, [Role.CHAIR, Role.ADMINISTRATOR])
    set_up_codes(office, admin)
    assert enter(office, olive, OLIVE)
    totp = set_up_codes(office, olive)
    codes.turn_off(olive)
    assert totp
    assert enter(office, olive, OLIVE)
    with pytest.raises(Refused, match="from whoever is administrator"):
        codes.turn_off(admin)


def test_proving_again_who_one_is_needs_no_code_and_begins_the_count_of_wrong_tries_anew(
    office: Office,
) -> None:
    admin, *_ = with_codes(office)
    for _ in range(2):
        for _ in range(2):
            with pytest.raises(Refused, match="not right"):
                sign_in.prove(admin, WRONG)
        sign_in.prove(admin, ADA)


WAYS: dict[str, Callable[..., object]] = {
    "changes the password": lambda come, clock, **by: sign_in.change_password(
        *come, OLIVE, NEW, clock, **by
    ),
    "asks for codes": lambda come, clock, **by: sign_in.offer_codes(*come, OLIVE, clock, **by),
    "brings new codes": lambda come, clock, **by: sign_in.sign_in_with_new_codes(
        *come, OLIVE, OFFERED, pyotp.TOTP(OFFERED.secret).at(clock.now), clock, **by
    ),
}
OFFERED = codes.Offer(pyotp.random_base32(), "")


@pytest.mark.parametrize("way", WAYS)
def test_wrong_tries_for_a_name_that_is_typed_slow_each_way_in_that_takes_the_name(
    office: Office, olive: Desk, way: str
) -> None:
    def comes(client: Client, said: str) -> object:
        return WAYS[way](at(office, olive), office.clock, client=client, said=said)

    for _ in range(4):
        with suppress(Refused):
            sign_in.sign_in(
                *at(office, olive), WRONG, office.clock, client=THEIRS, said="olive officer"
            )
    for client in (THEIRS, HERS):
        with pytest.raises(ConferenceError, match="wait"):
            comes(client, "  Olive   OFFICER ")
    assert comes(HERS, "")


def test_where_somebody_signed_in_is_said_of_a_command_too(office: Office, olive: Desk) -> None:
    (here,) = sign_ins.open_sign_ins(olive)
    assert here.place == command_line()


def test_a_code_is_of_one_whole_step_and_is_checked_against_no_recovery_code(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.clock.tick(seconds=17)
    totp, now = pyotp.TOTP(pyotp.random_base32()), office.clock.now
    step = int(now.timestamp()) // one_time.STEP
    found = one_time.step_of(totp.secret, totp.at(now), now)
    assert (found, type(found)) == (step, int)
    _, kept = one_time.new_recovery_codes()
    row = Credential(
        council_id="c", person_id="p", password="", changed_at=now, totp_last=step, recovery=kept
    )
    monkeypatch.setattr(hashing.hasher, "fits", lambda *_: pytest.fail("a recovery code was tried"))
    assert not one_time.takes(row, totp.secret, totp.at(now), now)


def test_what_stands_for_nobodys_password_looks_like_a_hash_and_fits_nothing() -> None:
    nobodys, real = hashing.hasher.of_nobody(), hashing.hasher.hash(ADA)
    assert [len(part) for part in nobodys.split("$")] == [len(part) for part in real.split("$")]
    assert nobodys.split("$")[:4] == real.split("$")[:4]
    assert not hashing.hasher.is_old(nobodys)
    assert not hashing.hasher.fits(nobodys, "")
