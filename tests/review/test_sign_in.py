"""Signing in: right, wrong, too early, locked out, forced to change, and what is kept of it."""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

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
)
from conference.record.tables import Council, Credential, History
from conference.review import applicant, codes, hashing, minutes, outcome, sign_in
from conference.review.desk import Desk
from conference.views import Channel
from tests.office import Office

ADA, OLIVE = "lamp otter bridge", "seven grey herons"
WRONG = "not the password at all"


def protect(office: Office) -> Desk:
    """Ada chooses the first password; her desk."""
    return sign_in.set_first_password(
        office.store, office.council_id, office.administrator.person.id, ADA, office.clock
    )


def with_password(office: Office, desk: Desk, password: str) -> Desk:
    """Somebody in a protected council who chose a password; the desk they signed in to."""
    admin = enter(office, office.administrator, ADA)
    given = sign_in.reset_password(admin, desk.person.id)
    return sign_in.change_password(
        office.store, office.council_id, desk.person.id, given, password, office.clock
    )


def enter(office: Office, who: Desk, password: str, code: str | None = None) -> Desk:
    return sign_in.sign_in(
        office.store, office.council_id, who.person.id, password, office.clock, code=code
    )


def refused(office: Office, who: Desk, password: str) -> str:
    with pytest.raises(Refused) as told:
        enter(office, who, password)
    return told.value.what


def council_acts(office: Office) -> list[str]:
    with office.record() as session:
        rows = session.exec(select(History).where(History.chain_id == office.council_id))
        return [row.act for row in sorted(rows, key=lambda row: row.number)]


def credential(office: Office, who: Desk) -> Credential:
    with office.record() as session:
        found = select(Credential).where(Credential.person_id == who.person.id)
        return session.exec(found).one()


def test_whoever_gives_the_right_password_sits_down_and_it_is_in_the_history(
    office: Office,
) -> None:
    protect(office)
    desk = enter(office, office.administrator, ADA)
    assert desk.person.name == "Ada Administrator"
    assert desk.proved_at == office.clock.now
    assert council_acts(office)[-3:] == ["chose the first password", "signed in", "signed in"]


def test_the_same_password_from_another_keyboard_is_the_same(office: Office) -> None:
    sign_in.set_first_password(
        office.store,
        office.council_id,
        office.administrator.person.id,
        "caf\u00e9 otter bridge",
        office.clock,
    )
    assert enter(office, office.administrator, "cafe\u0301 otter bridge")


def test_nobody_and_a_wrong_password_are_told_alike_and_take_one_check_each(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    protect(office)
    checks = []

    class Counting(hashing.Argon2id):
        def fits(self, kept: str, password: str) -> bool:
            checks.append(kept.split("$")[3])
            return super().fits(kept, password)

    counting = Counting(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(hashing, "hasher", counting)
    nobody = replace(office.officer.person, id="0" * 32)
    words = {
        refused(office, office.administrator, WRONG),
        refused(office, office.officer, WRONG),
        refused(office, replace(office.officer, person=nobody), WRONG),
    }
    assert words == {"The name or the password is not right."}
    assert len(checks) == 3
    assert len(set(checks)) == 1


def test_after_three_wrong_tries_each_next_one_waits_twice_as_long(office: Office) -> None:
    protect(office)
    for _ in range(3):
        assert "not right" in refused(office, office.administrator, WRONG)
    for seconds in (1, 2, 4, 8):
        assert f"{seconds} second" in refused(office, office.administrator, ADA)
        office.clock.tick(seconds=seconds - 0.5)
        assert "wait" in refused(office, office.administrator, ADA)
        office.clock.tick(seconds=0.5)
        assert "not right" in refused(office, office.administrator, WRONG)
    office.clock.tick(seconds=16)
    assert enter(office, office.administrator, ADA)


def test_the_only_administrator_is_let_in_again_from_the_machine(office: Office) -> None:
    protect(office)
    for _ in range(4):
        with suppress(Refused):
            enter(office, office.administrator, WRONG)
    assert "wait" in refused(office, office.administrator, ADA)
    door = sign_in.Door(
        office.store, office.council_id, office.administrator.person.id, office.clock
    )
    sign_in.unlock_here(door, "operator")
    assert enter(office, office.administrator, ADA)
    given = sign_in.reset_here(door, "operator")
    with pytest.raises(MustChange):
        enter(office, office.administrator, given)
    with pytest.raises(Refused, match="done by an administrator"):
        sign_in.reset_here(replace(door, person_id=office.officer.person.id), "operator")


def test_a_clock_that_was_set_back_shuts_nobody_out(office: Office) -> None:
    protect(office)
    for _ in range(4):
        refused(office, office.administrator, WRONG)
        office.clock.tick(seconds=1)
    office.clock.tick(days=-300)
    assert enter(office, office.administrator, ADA)


def test_many_who_guess_at_once_guess_no_oftener(office: Office) -> None:
    protect(office)
    told: list[str] = []

    def guess() -> None:
        try:
            enter(office, office.administrator, WRONG)
        except ConferenceError as error:
            told.append(error.what)

    guesses = [threading.Thread(target=guess) for _ in range(8)]
    for one in guesses:
        one.start()
    for one in guesses:
        one.join()
    assert sum("not right" in words for words in told) == 3
    assert len(told) == 8


def test_a_password_given_by_somebody_else_lets_nobody_in_before_it_is_changed(
    office: Office,
) -> None:
    admin = protect(office)
    given = sign_in.reset_password(admin, office.officer.person.id)
    with pytest.raises(MustChange):
        enter(office, office.officer, given)
    with pytest.raises(BadInput):
        sign_in.change_password(
            office.store, office.council_id, office.officer.person.id, given, given, office.clock
        )
    with_password(office, office.officer, OLIVE)
    assert enter(office, office.officer, OLIVE)
    assert "not right" in refused(office, office.officer, given)


def test_whoever_has_no_password_yet_cannot_sit_down_in_a_protected_council(
    office: Office,
) -> None:
    def sit(desk: Desk) -> Desk:
        return sign_in.sit_down(
            office.store, office.council_id, desk.person.id, office.clock, templates=None
        )

    assert sit(office.officer).person.name == "Olive Officer"
    protect(office)
    with pytest.raises(Refused):
        sit(office.officer)
    assert "not right" in refused(office, office.officer, "")


def test_the_first_password_is_an_administrators_and_there_is_one_first(office: Office) -> None:
    def begin(who: Desk) -> Desk:
        return sign_in.set_first_password(
            office.store, office.council_id, who.person.id, OLIVE, office.clock
        )

    with pytest.raises(Refused, match="The first password is an administrator's"):
        begin(office.officer)
    protect(office)
    with pytest.raises(Refused, match="passwords here already"):
        begin(office.administrator)


def test_a_practice_council_never_asks(office: Office) -> None:
    protect(office)
    with office.record() as session:
        council = session.get_one(Council, office.council_id)
        council.practice = True
        session.add(council)
    assert not sign_in.asks_for_password(office.store, office.council_id)
    assert not sign_in.asks_for_first_password(office.store, office.council_id)


@pytest.mark.parametrize("password", ["short", "Ada Administrator 1", "password1234"])
def test_a_password_that_will_not_do_is_not_kept(office: Office, password: str) -> None:
    with pytest.raises(BadInput):
        sign_in.set_first_password(
            office.store,
            office.council_id,
            office.administrator.person.id,
            password,
            office.clock,
        )
    assert not sign_in.asks_for_password(office.store, office.council_id)


def test_only_an_administrator_gives_passwords_and_only_to_others(office: Office) -> None:
    admin = protect(office)
    for desk in (office.officer, office.chair, office.police, office.observer, office.room):
        with pytest.raises(Refused):
            sign_in.reset_password(desk, office.housing.person.id)
        with pytest.raises(Refused):
            sign_in.unlock(desk, office.housing.person.id)
        with pytest.raises(Refused):
            sign_in.who_gets_in(desk)
    with pytest.raises(Refused):
        sign_in.reset_password(admin, admin.person.id)
    with pytest.raises(NotFound):
        sign_in.reset_password(admin, "0" * 32)
    office.clock.tick(minutes=6)
    with pytest.raises(NeedsProof):
        sign_in.reset_password(admin, office.housing.person.id)


def test_nothing_that_was_typed_is_in_the_history_or_in_what_a_desk_says_of_itself(
    office: Office,
) -> None:
    protect(office)
    desk = with_password(office, office.officer, OLIVE)
    refused(office, office.officer, WRONG)
    with office.record() as session:
        rows = session.exec(select(History)).all()
        kept = " ".join(f"{row.act} {row.actor} {row.details}" for row in rows)
    for secret in (ADA, OLIVE, WRONG, "argon2"):
        assert secret not in kept
        assert secret not in repr(desk)


def test_a_hash_of_other_costs_is_made_anew(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    protect(office)
    before = credential(office, office.administrator).password
    dearer = hashing.Argon2id(time_cost=2, memory_cost=16, parallelism=1)
    monkeypatch.setattr(hashing, "hasher", dearer)
    enter(office, office.administrator, ADA)
    after = credential(office, office.administrator).password
    assert "m=8,t=1" in before
    assert "m=16,t=2" in after
    assert enter(office, office.administrator, ADA)


def test_the_programs_own_hashes_are_argon2id_with_the_librarys_costs() -> None:
    from argon2 import PasswordHasher

    assert hashing.Argon2id().hash(ADA).startswith("$argon2id$")
    assert hashing.Argon2id()._argon2.memory_cost == PasswordHasher().memory_cost >= 19 * 1024


# One-time codes


def with_codes(office: Office) -> tuple[Desk, pyotp.TOTP, tuple[str, ...]]:
    admin = protect(office)
    offered = codes.offer(admin)
    totp = pyotp.TOTP(offered.secret)
    recovery = codes.confirm(admin, offered, totp.at(office.clock.now))
    office.clock.tick(seconds=60)
    return admin, totp, recovery


def test_a_code_is_asked_for_once_it_was_proved_and_taken_once(office: Office) -> None:
    _, totp, _ = with_codes(office)
    with pytest.raises(NeedsCode):
        enter(office, office.administrator, ADA)
    code = totp.at(office.clock.now)
    assert enter(office, office.administrator, ADA, code)
    with pytest.raises(Refused, match="code"):
        enter(office, office.administrator, ADA, code)
    office.clock.tick(seconds=30)
    assert enter(office, office.administrator, ADA, totp.at(office.clock.now))


def test_a_password_that_was_given_needs_the_code_as_before(office: Office) -> None:
    protect(office)
    desk = with_password(office, office.officer, OLIVE)
    offered = codes.offer(desk)
    totp = pyotp.TOTP(offered.secret)
    codes.confirm(desk, offered, totp.at(office.clock.now))
    office.clock.tick(seconds=60)
    admin = enter(office, office.administrator, ADA)
    given = sign_in.reset_password(admin, desk.person.id)

    def choose(code: str | None) -> Desk:
        return sign_in.change_password(
            office.store, office.council_id, desk.person.id, given, WRONG, office.clock, code=code
        )

    with pytest.raises(NeedsCode):
        choose(None)
    assert choose(totp.at(office.clock.now))


def test_a_code_of_the_step_before_or_after_is_taken_and_no_other(office: Office) -> None:
    _, totp, _ = with_codes(office)
    office.clock.tick(minutes=10)
    for seconds, taken in ((-90, False), (90, False), (-30, True), (30, True)):
        code = totp.at(office.clock.now + timedelta(seconds=seconds))
        try:
            enter(office, office.administrator, ADA, code)
        except Refused:
            assert not taken
        else:
            assert taken


def test_guessing_codes_waits_and_locks_like_guessing_passwords(office: Office) -> None:
    _, totp, _ = with_codes(office)
    for _ in range(3):
        with pytest.raises(NeedsCode):
            enter(office, office.administrator, ADA)
        with pytest.raises(Refused):
            enter(office, office.administrator, ADA, "000000")
    with pytest.raises(Refused, match="wait"):
        enter(office, office.administrator, ADA, totp.at(office.clock.now))


def test_each_recovery_code_lets_in_once(office: Office) -> None:
    _, _, recovery = with_codes(office)
    assert len(set(recovery)) == 8
    said = recovery[3].replace("-", " ").upper()
    assert enter(office, office.administrator, ADA, said)
    with pytest.raises(Refused):
        enter(office, office.administrator, ADA, recovery[3])
    desk = enter(office, office.administrator, ADA, recovery[4])
    assert sign_in.own_access(desk).recovery_codes == 6


def test_codes_are_turned_off_by_oneself_or_an_administrator(office: Office) -> None:
    admin, _, _ = with_codes(office)
    codes.turn_off(admin)
    assert enter(office, office.administrator, ADA)
    with_password(office, office.officer, OLIVE)
    with pytest.raises(Refused):
        codes.turn_off_for(office.officer, office.administrator.person.id)
    codes.turn_off_for(enter(office, office.administrator, ADA), office.officer.person.id)


def test_an_offered_secret_counts_for_nothing_before_a_code_of_it_came_back(
    office: Office,
) -> None:
    admin = protect(office)
    offered = codes.offer(admin)
    assert offered.address.startswith("otpauth://totp/")
    assert offered.secret not in repr(offered)
    with pytest.raises(Refused):
        codes.confirm(admin, offered, "000000")
    assert enter(office, office.administrator, ADA)


# What needs a proof


def ready(office: Office) -> tuple[str, str, str]:
    """A case whose outcome letter is drafted and whose minutes are begun."""
    case_id = office.after_meeting()
    letter = office.outcome_letter(case_id, approved=False)
    begun = minutes.begin(office.officer, case_id, office.meeting(case_id).id)
    return case_id, letter, begun


def test_what_is_final_needs_a_proof_of_the_last_five_minutes_in_a_protected_council(
    office: Office,
) -> None:
    case_id, letter, begun = ready(office)
    protect(office)
    chair = with_password(office, office.chair, "nine quiet harbours")
    officer = with_password(office, office.officer, OLIVE)
    office.clock.tick(minutes=6)
    with pytest.raises(NeedsProof) as needs:
        outcome.approve(chair, case_id, letter)
    assert needs.value.by is chair
    with pytest.raises(NeedsProof):
        minutes.approve(chair, case_id, begun)
    with pytest.raises(Refused):
        sign_in.prove(chair, WRONG)
    sign_in.prove(chair, "nine quiet harbours")
    outcome.approve(chair, case_id, letter)
    minutes.approve(chair, case_id, begun)
    with pytest.raises(NeedsProof):
        outcome.issue(officer, case_id, letter, channel=Channel.POST)
    sign_in.prove(officer, OLIVE)
    outcome.issue(officer, case_id, letter, channel=Channel.POST)
    assert "was refused: approve a letter" not in office.acts(case_id)


def test_the_panels_view_comes_back_only_for_whoever_proves_who_they_are(office: Office) -> None:
    case_id = office.in_evidence()
    meeting_id = office.open_meeting(case_id)
    protect(office)
    chair = with_password(office, office.chair, "nine quiet harbours")
    office.clock.tick(minutes=6)
    applicant.applicant_enters(chair, case_id, meeting_id)
    from conference.review import meeting as meeting_review

    with pytest.raises(NeedsProof):
        applicant.applicant_leaves(chair, case_id, meeting_id)
    with pytest.raises(NeedsProof):
        meeting_review.adjourn(chair, case_id, meeting_id)
    assert office.meeting(case_id).applicant_in_room_since is not None
    sign_in.prove(chair, "nine quiet harbours")
    applicant.applicant_leaves(chair, case_id, meeting_id)


def test_without_passwords_nothing_needs_a_proof(office: Office) -> None:
    case_id, letter, begun = ready(office)
    outcome.approve(office.chair, case_id, letter)
    minutes.approve(office.chair, case_id, begun)
    outcome.issue(office.officer, case_id, letter, channel=Channel.POST)


def test_whoever_may_not_is_refused_before_a_proof_is_asked_for(office: Office) -> None:
    case_id, letter, _ = ready(office)
    protect(office)
    with pytest.raises(Refused):
        outcome.approve(office.officer, case_id, letter)


def test_a_proof_counts_for_a_desk_that_was_copied_before(office: Office) -> None:
    admin = protect(office)
    office.clock.tick(minutes=6)
    copy = replace(admin, templates=None)
    sign_in.prove(admin, ADA)
    assert copy.proved_at == office.clock.now
