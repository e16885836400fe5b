"""Wrong tries slow whoever makes them, tell nobody who works here, and keep nobody out for good."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import event
from sqlmodel import select

from conference.errors import BadInput, ConferenceError, MustChange, NeedsCode, Refused
from conference.law.passwords import BY_PERSON, BY_PERSON_AND_PLACE, BY_PLACE
from conference.record.tables import Credential, History, KnownDevice, TryCount
from conference.review import codes, devices, hashing, sign_in
from conference.review.client import Client, own_device
from conference.review.desk import Desk
from conference.review.devices import digest_of
from tests.office import Office

ADA, OLIVE = "lamp otter bridge", "seven grey herons"
WRONG = "not the password at all"
HERS, THEIRS = Client("h" * 64, "192.0.2.1"), Client("t" * 64, "198.51.100.7")


@pytest.fixture
def office(office: Office) -> Office:
    """Ada and Olive have passwords; Pete was given one; the others have none."""
    give = office.store, office.council_id
    admin = sign_in.set_first_password(*give, office.administrator.person.id, ADA, office.clock)
    given = sign_in.reset_password(admin, office.officer.person.id)
    sign_in.change_password(*give, office.officer.person.id, given, OLIVE, office.clock)
    sign_in.reset_password(admin, office.police.person.id, "given to a sergeant")
    return office


def comes(
    office: Office,
    said: str,
    password: str,
    client: Client = HERS,
    *,
    code: str | None = None,
) -> Desk:
    """Somebody types a name and a password in a browser."""
    return sign_in.sign_in(
        office.store,
        office.council_id,
        sign_in.person_meant(office.store, office.council_id, said),
        password,
        office.clock,
        code=code,
        client=client,
        said=said,
    )


def told(office: Office, said: str, password: str, client: Client = HERS) -> str:
    """All that somebody is told who does not come in."""
    with pytest.raises(ConferenceError) as error:
        comes(office, said, password, client)
    return f"{type(error.value).__name__} {error.value}"


def hammer(office: Office, said: str, client: Client = THEIRS, tries: int = 40) -> None:
    """Wrong passwords from one place, each as soon as it may be tried."""
    for _ in range(tries):
        with suppress(Refused):
            comes(office, said, WRONG, client)
        office.clock.tick(seconds=BY_PERSON_AND_PLACE.longest.total_seconds())


# By which name


@pytest.mark.parametrize(
    "said",
    ["Olive Officer", "  olive   OFFICER ", "\u00d3live Off\u0131cer".replace("\u0131", "i")],
)
def test_a_name_is_known_whatever_its_capitals_accents_and_spaces(
    office: Office, said: str
) -> None:
    assert comes(office, said, OLIVE).person.name == "Olive Officer"


def test_of_two_with_one_name_each_comes_in_by_their_address(office: Office) -> None:
    with office.record() as session:
        for desk, email in ((office.officer, "o@erewash.example"), (office.chair, "c@e.example")):
            person = session.get_one(type_of_person(), desk.person.id)
            person.name, person.email = "Olive Officer", email
            session.add(person)
    assert "e-mail address" in told(office, "Olive Officer", OLIVE)
    assert told(office, "Olive Officer", OLIVE) == told(office, "Nobody Atall", OLIVE)
    assert comes(office, "O@Erewash.example", OLIVE).person.id == office.officer.person.id


def type_of_person() -> type:
    from conference.record.tables import Person

    return Person


# Equal answers after equal work


@dataclass
class Work:
    """What one try cost: questions to the database in their order, and hashes."""

    questions: list[str] = field(default_factory=list)
    hashes: int = 0


@pytest.fixture
def work_of(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Callable[[], object]], Work]:
    """Counts instead of a clock: what is dear about a try."""

    def measured(act: Callable[[], object]) -> Work:
        work = Work()

        def asked(_c: object, _cursor: object, statement: str, *_more: object) -> None:
            work.questions.append(statement.split("WHERE")[0].strip())

        class Counting(hashing.Argon2id):
            def fits(self, kept: str, password: str) -> bool:
                work.hashes += 1
                return super().fits(kept, password)

            def hash(self, password: str) -> str:
                work.hashes += 1
                return super().hash(password)

        cheap = Counting(time_cost=1, memory_cost=8, parallelism=1)
        engine = office.store._engine
        with monkeypatch.context() as patch:
            patch.setattr(hashing, "hasher", cheap)
            event.listen(engine, "before_cursor_execute", asked)
            try:
                act()
            finally:
                event.remove(engine, "before_cursor_execute", asked)
        return work

    return measured


NAMES = {
    "with a password": "Ada Administrator",
    "with a second factor": "Olive Officer",
    "with a given password": "Pete Police",
    "without a password": "Carol Chair",
    "nobody": "Nobody Atall",
    "nothing": "",
    "a display": "Room display",
}


def test_whoever_is_named_a_wrong_password_costs_the_same_and_is_told_in_the_same_words(
    office: Office, work_of: Callable[[Callable[[], object]], Work]
) -> None:
    codes_of(office, comes(office, "Olive Officer", OLIVE))
    words = []
    for number, (who, name) in enumerate(NAMES.items()):
        client = Client(address=f"203.0.113.{number}")

        def tries(name: str = name, client: Client = client) -> None:
            words.append(told(office, name, WRONG, client))

        work = work_of(tries)
        if number == 0:
            first = work
        assert work == first, who
    assert first.hashes == 1
    assert len(set(words)) == 1


def test_a_wait_tells_nobody_whether_there_is_such_a_person(office: Office) -> None:
    for number, name in enumerate(NAMES.values()):
        said = []
        for _ in range(6):
            client = Client(address=f"203.0.113.{number}")
            said.append(told(office, name, WRONG, client))
        other = told(office, name, WRONG, Client(address="192.0.2.77"))
        assert ["wait" in words for words in said] == [False, False, False, True, True, True]
        assert "wait" in other
        office.clock.tick(days=2)


def codes_of(office: Office, desk: Desk) -> pyotp.TOTP:
    offered = codes.offer(desk)
    totp = pyotp.TOTP(offered.secret)
    codes.confirm(desk, offered, totp.at(office.clock.now))
    office.clock.tick(seconds=60)
    return totp


def test_what_is_wrong_with_a_new_password_is_told_to_whoever_knows_the_old_one(
    office: Office,
) -> None:
    def changes(said: str, old: str) -> None:
        sign_in.change_password(
            office.store,
            office.council_id,
            sign_in.person_meant(office.store, office.council_id, said),
            old,
            "Pete Police 1",
            office.clock,
            said=said,
        )

    for name in ("Pete Police", "Nobody Atall"):
        with pytest.raises(Refused, match="not right"):
            changes(name, WRONG)
    with pytest.raises(BadInput):
        changes("Pete Police", "given to a sergeant")


def test_codes_are_not_guessed_at_by_giving_the_right_password_between(office: Office) -> None:
    totp = codes_of(office, comes(office, "Olive Officer", OLIVE))
    admin = comes(office, "Ada Administrator", ADA)
    given = sign_in.reset_password(admin, office.officer.person.id)
    wrong = "000000" if totp.at(office.clock.now) != "000000" else "000001"
    said = []
    for _ in range(5):
        with suppress(MustChange, Refused):
            comes(office, "Olive Officer", given)
        with pytest.raises(Refused) as error:
            sign_in.change_password(
                office.store,
                office.council_id,
                office.officer.person.id,
                given,
                "eleven slow ferries",
                office.clock,
                code=wrong,
                client=HERS,
                said="Olive Officer",
            )
        said.append("wait" in error.value.what)
    assert said == [False, False, False, True, True]


def test_a_code_is_not_used_up_for_a_new_password_that_will_not_do(office: Office) -> None:
    totp = codes_of(office, comes(office, "Olive Officer", OLIVE))

    def changes(new: str) -> Desk:
        return sign_in.change_password(
            office.store,
            office.council_id,
            office.officer.person.id,
            OLIVE,
            new,
            office.clock,
            code=totp.at(office.clock.now),
        )

    with pytest.raises(BadInput):
        changes("short")
    assert changes("eleven slow ferries").person.name == "Olive Officer"


# Who is slowed


def test_whoever_hammers_keeps_nobody_from_where_they_have_signed_in_before(
    office: Office,
) -> None:
    comes(office, "Olive Officer", OLIVE, HERS)
    for _ in range(60):
        with suppress(Refused):
            comes(office, "Olive Officer", WRONG, THEIRS)
        office.clock.tick(seconds=7)
    assert "wait" in told(office, "Olive Officer", OLIVE, THEIRS)
    assert comes(office, "Olive Officer", OLIVE, HERS)
    same_street = Client(HERS.device, THEIRS.address)
    assert comes(office, "olive officer", OLIVE, same_street)


def test_whoever_signed_in_is_not_locked_out_of_their_own_screen(office: Office) -> None:
    desk = comes(office, "Olive Officer", OLIVE, Client())
    for _ in range(30):
        with suppress(Refused):
            # Chosen from the list of a terminal, and so counted by who she is.
            sign_in.sign_in(office.store, office.council_id, desk.person.id, WRONG, office.clock)
    sign_in.prove(desk, OLIVE)
    for _ in range(3):
        with pytest.raises(Refused, match="not right"):
            sign_in.prove(desk, WRONG)
    with pytest.raises(Refused, match="wait"):
        sign_in.prove(desk, OLIVE)


def test_from_a_new_place_the_right_password_lets_in_after_a_quarter_of_an_hour_at_most(
    office: Office,
) -> None:
    hammer(office, "Olive Officer")
    with suppress(Refused):
        comes(office, "Olive Officer", WRONG, THEIRS)
    assert "wait" in told(office, "Olive Officer", OLIVE, HERS)
    office.clock.tick(seconds=BY_PERSON.longest.total_seconds())
    # It is whoever hammers who waits longer: the turn is hers.
    assert "wait" in told(office, "Olive Officer", WRONG, THEIRS)
    assert comes(office, "Olive Officer", OLIVE, HERS)


def test_an_administrator_lets_somebody_in_at_once_and_sees_who_waits(office: Office) -> None:
    admin = comes(office, "Ada Administrator", ADA)
    for _ in range(4):
        told(office, "Olive Officer", WRONG, THEIRS)
    listed = {one.name: one.words for one in sign_in.who_gets_in(admin)}
    assert listed["Olive Officer"] == "wrong tries, so that new devices wait, has a password"
    assert listed["Ada Administrator"] == "has a password"
    sign_in.unlock(admin, office.officer.person.id)
    assert comes(office, "Olive Officer", OLIVE, THEIRS)


def test_one_address_that_tries_everybody_is_slowed_for_everybody(office: Office) -> None:
    for number in range(BY_PLACE.free):
        assert "not right" in told(office, f"Name Number{number}", WRONG, THEIRS)
    assert "wait" in told(office, "Ada Administrator", ADA, Client("new", THEIRS.address))
    assert comes(office, "Ada Administrator", ADA, HERS)
    office.clock.tick(minutes=5)
    assert comes(office, "Ada Administrator", ADA, Client("new", THEIRS.address))
    # One right password does not begin the count for the others anew.
    told(office, "Name Number0", WRONG, THEIRS)
    assert "wait" in told(office, "Name Number1", WRONG, THEIRS)


def test_wrong_tries_are_forgotten_after_a_day(office: Office) -> None:
    for _ in range(4):
        told(office, "Olive Officer", WRONG, THEIRS)
    office.clock.tick(days=1, seconds=1)
    told(office, "Ada Administrator", WRONG, HERS)
    with office.record() as session:
        assert {row.failures for row in session.exec(select(TryCount))} == {1}


# Which devices are known


def kept_devices(office: Office) -> list[KnownDevice]:
    with office.record() as session:
        return list(session.exec(select(KnownDevice)))


def test_a_device_is_kept_as_a_digest_and_for_one_person(office: Office) -> None:
    comes(office, "Olive Officer", OLIVE, HERS)
    (kept,) = kept_devices(office)
    assert kept.digest == digest_of(office.officer.person.id, HERS.device)
    assert HERS.device not in str(kept)
    for _ in range(4):
        told(office, "Ada Administrator", WRONG, THEIRS)
    assert "wait" in told(office, "Ada Administrator", ADA, HERS)


def test_a_device_is_not_known_by_a_wrong_password_or_one_without_its_code(
    office: Office,
) -> None:
    totp = codes_of(office, comes(office, "Olive Officer", OLIVE, Client()))
    told(office, "Olive Officer", WRONG)
    with pytest.raises(NeedsCode):
        comes(office, "Olive Officer", OLIVE)
    told(office, "Pete Police", "given to a sergeant")
    assert kept_devices(office) == []
    comes(office, "Olive Officer", OLIVE, code=totp.at(office.clock.now))
    assert len(kept_devices(office)) == 1


def test_a_device_that_was_not_used_for_ninety_days_is_a_new_one(office: Office) -> None:
    comes(office, "Olive Officer", OLIVE, HERS)
    office.clock.tick(days=91)
    for _ in range(4):
        told(office, "Olive Officer", WRONG, THEIRS)
    assert "wait" in told(office, "Olive Officer", OLIVE, HERS)
    office.clock.tick(minutes=15)
    comes(office, "Olive Officer", OLIVE, Client("another"))
    assert len(kept_devices(office)) == 1


def test_no_more_than_twenty_devices_of_one_person_are_known(office: Office) -> None:
    for number in range(devices.MOST + 3):
        comes(office, "Olive Officer", OLIVE, Client(f"device {number}"))
        office.clock.tick(days=1)
    kept = {one.digest for one in kept_devices(office)}
    assert len(kept) == devices.MOST
    assert digest_of(office.officer.person.id, "device 2") not in kept
    assert digest_of(office.officer.person.id, "device 22") in kept


def test_after_a_reset_no_device_is_known(office: Office) -> None:
    comes(office, "Olive Officer", OLIVE, HERS)
    admin = comes(office, "Ada Administrator", ADA, HERS)
    sign_in.reset_password(admin, office.officer.person.id)
    (kept,) = kept_devices(office)
    assert kept.person_id == office.administrator.person.id
    own = sign_in.Door(
        office.store, office.council_id, office.administrator.person.id, office.clock
    )
    sign_in.reset_here(own, "operator")
    assert kept_devices(office) == []


def test_tries_for_nobody_are_in_the_history_without_what_was_typed(office: Office) -> None:
    told(office, "Nobody Atall", WRONG)
    with office.record() as session:
        rows = session.exec(select(History).where(History.chain_id == office.council_id)).all()
    last = max(rows, key=lambda row: row.number)
    assert last.act == "somebody gave a name that nobody here has, or a wrong password for it"
    assert (last.actor, last.actor_id, last.subject_id) == ("", "", "")
    assert "Atall" not in " ".join(f"{row.act} {row.details}" for row in rows)


def test_a_devices_token_is_private_and_one_that_was_cut_short_is_made_anew(tmp_path) -> None:
    token = own_device(tmp_path / "new")
    file = tmp_path / "new" / "device"
    assert file.stat().st_mode & 0o777 == 0o600
    assert own_device(tmp_path / "new") == token
    assert len(bytes.fromhex(token)) == 32
    file.write_text(token[:10])
    assert own_device(tmp_path / "new") != token
    assert [one.name for one in (tmp_path / "new").iterdir()] == ["device"]
    assert own_device(file) == ""


def test_the_credential_holds_no_count_that_could_lock_it() -> None:
    assert {"failures", "wait_until"}.isdisjoint(Credential.model_fields)
    assert timedelta() < BY_PERSON.longest <= timedelta(minutes=15)
