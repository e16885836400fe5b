"""What makes one-time codes is sealed in the record, and nobody is kept out for want of a key."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial

import pyotp
import pytest
from sqlmodel import select

from conference.errors import BadInput, NeedsCode, NeedsProof, NotFound, Refused
from conference.exchange import code_keys
from conference.record.tables import Credential, History, Person
from conference.review import codes, codes_key, proof, sign_in
from conference.review.desk import Desk
from conference.review.protection import Proof
from conference.review.serving import ServedRecord
from screens.serve.errand import allowed_environment
from tests.office import Office, practise
from tests.review.test_backups import backup_of
from tests.review.test_sign_in import ADA, OLIVE, council_acts, enter, protect, with_password

NO_KEY = "this machine has not the key"


@dataclass
class Keyring:
    """The keyring of a machine. state: whether it "works", is "locked", or keeps "nothing"."""

    state: str = "works"
    kept: dict[tuple[str, str], str] = field(default_factory=dict)
    asked: int = 0
    meanwhile: dict[int, Callable[[], object]] = field(default_factory=dict)
    """What somebody else does before it answers for the so manieth time."""

    def get_password(self, service: str, user: str) -> str | None:
        self.asked += 1
        self.meanwhile.get(self.asked, lambda: None)()
        if self.state == "locked":
            raise RuntimeError("the keyring is locked")
        return self.kept.get((service, user))

    def set_password(self, service: str, user: str, secret: str) -> None:
        if self.state == "works":
            self.kept[service, user] = secret


At = Callable[[Keyring], Keyring]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Iterator[At]:
    """Go on at the machine of a keyring, in a program that has just been started."""
    monkeypatch.delenv(code_keys.SETTING)

    def go(ring: Keyring) -> Keyring:
        code_keys._read.clear()
        monkeypatch.setattr(code_keys, "keyring_here", lambda: ring)
        return ring

    yield go
    code_keys._read.clear()


def turn_on(office: Office, desk: Desk) -> tuple[pyotp.TOTP, tuple[str, ...]]:
    offered = codes.offer(desk)
    totp = pyotp.TOTP(offered.secret)
    recovery = codes.confirm(desk, offered, totp.at(office.clock.now))
    office.clock.tick(minutes=2)
    return totp, recovery


def fresh(office: Office, desk: Desk) -> Desk:
    """The same desk, at which the password was given a moment ago."""
    return replace(desk, proof=Proof(office.clock.now))


def kept(office: Office, desk: Desk) -> str:
    """What the record keeps of somebody's codes."""
    with office.store.reading() as session:
        mine = select(Credential.totp_secret).where(Credential.person_id == desk.person.id)
        return session.exec(mine).one()


def words(office: Office, desk: Desk) -> str:
    return sign_in.own_access(desk).words


@pytest.mark.database("sqlite", "postgresql")
def test_what_makes_codes_is_sealed_in_the_record_and_in_each_backup(office: Office, at: At):
    ring = at(Keyring())
    admin = protect(office)
    totp, _ = turn_on(office, admin)
    assert kept(office, admin).startswith("age:")
    assert totp.secret not in kept(office, admin)
    assert "not sealed" not in words(office, admin)
    admin = enter(office, office.administrator, ADA, totp.at(office.clock.now))
    backup = backup_of(replace(office, administrator=admin))
    [secret] = ring.kept.values()
    with closing(sqlite3.connect(":memory:")) as copy:
        copy.deserialize(backup)
        [[held]] = copy.execute("SELECT totp_secret FROM credential")
    assert held.startswith("age:")
    for word in (totp.secret, secret):
        assert word.encode() not in backup
    assert secret not in repr(code_keys.keys_in(secret))


def test_codes_are_taken_after_a_restart_and_on_another_machine_once_the_key_was_brought(
    office: Office, at: At, monkeypatch: pytest.MonkeyPatch
):
    ring = at(Keyring())
    admin = protect(office)
    totp, _ = turn_on(office, admin)
    at(ring)
    admin = enter(office, office.administrator, ADA, totp.at(office.clock.now))
    key, is_kept = codes_key.show_key(admin)
    assert is_kept
    at(Keyring())
    office.clock.tick(minutes=1)
    with pytest.raises(Refused, match=NO_KEY):
        enter(office, office.administrator, ADA, totp.at(office.clock.now))
    codes_key.take_key(office.store, office.council_id, f" {key}\n")
    assert enter(office, office.administrator, ADA, totp.at(office.clock.now))
    at(Keyring("locked"))
    monkeypatch.setenv(code_keys.SETTING, key)
    office.clock.tick(minutes=1)
    assert enter(office, office.administrator, ADA, totp.at(office.clock.now))


@pytest.mark.parametrize("state", ["works", "locked", "nothing"])
def test_without_the_key_it_is_told_what_to_do_and_a_recovery_code_lets_in(
    office: Office, at: At, state: str
):
    at(Keyring())
    admin = protect(office)
    totp, recovery = turn_on(office, admin)
    ring = at(Keyring(state))
    with pytest.raises(NeedsCode):
        enter(office, office.administrator, ADA)
    with pytest.raises(Refused) as refused:
        enter(office, office.administrator, ADA, totp.at(office.clock.now))
    for told in (NO_KEY, "recovery code", "codes-key --show", "codes-key --take"):
        assert told in str(refused.value)
    assert council_acts(office)[-1] == "gave a one-time code that cannot be checked here"
    assert enter(office, office.administrator, ADA, recovery[0])
    assert kept(office, admin).startswith("age:"), "it stays for the machine that has the key"
    with pytest.raises(Refused):
        enter(office, office.administrator, ADA, recovery[0])
    assert ring.kept == {}


def test_nobody_is_told_of_keys_before_their_password_was_right(office: Office, at: At):
    at(Keyring())
    totp, _ = turn_on(office, protect(office))
    ring = at(Keyring())
    with pytest.raises(Refused, match="not right"):
        enter(office, office.administrator, "not the password", totp.at(office.clock.now))
    assert ring.asked == 0


def test_codes_of_one_person_do_not_open_as_anothers(office: Office, at: At):
    at(Keyring())
    admin = protect(office)
    officer = with_password(office, office.officer, OLIVE)
    hers, recovery = turn_on(office, admin)
    turn_on(office, officer)
    ours, theirs = kept(office, admin), kept(office, officer)
    with office.record() as session:
        for row in session.exec(select(Credential)):
            row.totp_secret = {ours: theirs, theirs: ours}.get(row.totp_secret, "")
            session.add(row)
    with pytest.raises(Refused, match="damaged, or is not yours"):
        enter(office, office.officer, OLIVE, hers.at(office.clock.now))
    with pytest.raises(Refused, match="damaged, or is not yours"):
        enter(office, office.administrator, ADA, hers.at(office.clock.now))
    assert enter(office, office.administrator, ADA, recovery[0])


@pytest.mark.parametrize("spoiled", [0, 40, -2])
def test_what_was_spoiled_in_the_record_is_no_code_and_no_fault(
    office: Office, at: At, spoiled: int
):
    at(Keyring())
    admin = protect(office)
    totp, _ = turn_on(office, admin)
    head, _, body = kept(office, admin).rpartition(":")
    letters = list(body)
    letters[spoiled] = "A" if letters[spoiled] != "A" else "B"
    with office.record() as session:
        row = session.exec(select(Credential)).one()
        row.totp_secret = f"{head}:{''.join(letters)}"
        session.add(row)
    with pytest.raises(Refused, match="damaged, or is not yours"):
        enter(office, office.administrator, ADA, totp.at(office.clock.now))


def test_codes_in_the_clear_are_sealed_when_they_are_next_used_and_the_history_holds(
    office: Office, at: At
):
    at(Keyring("locked"))
    admin = protect(office)
    totp, _ = turn_on(office, admin)
    assert kept(office, admin) == totp.secret
    at(Keyring())
    with pytest.raises(Refused):
        enter(office, office.administrator, ADA, "000000")
    assert kept(office, admin) == totp.secret
    admin = enter(office, office.administrator, ADA, totp.at(office.clock.now))
    assert kept(office, admin).startswith("age:")
    office.clock.tick(minutes=1)
    assert enter(office, office.administrator, ADA, totp.at(office.clock.now))
    assert proof.check_council(office.officer).faults == ()
    with office.store.reading() as session:
        assert any("the codes sealed" in act for act in session.exec(select(History.act)))


@pytest.mark.parametrize("state", ["locked", "nothing"])
def test_without_a_keyring_codes_work_in_the_clear_and_it_is_told(
    office: Office, at: At, state: str
):
    at(Keyring(state))
    admin = protect(office)
    totp, _ = turn_on(office, admin)
    assert kept(office, admin) == totp.secret
    assert "not sealed in the record" in words(office, admin)
    assert enter(office, office.administrator, ADA, totp.at(office.clock.now))
    key, is_kept = codes_key.show_key(fresh(office, admin))
    assert not is_kept
    assert code_keys.keys_in(key)


def test_no_second_key_is_made_while_codes_are_sealed_with_one_that_is_elsewhere(
    office: Office, at: At
):
    first = at(Keyring())
    admin = protect(office)
    officer = with_password(office, office.officer, OLIVE)
    turn_on(office, admin)
    second = at(Keyring())
    totp, _ = turn_on(office, officer)
    assert kept(office, officer) == totp.secret
    with pytest.raises(Refused, match="no key"):
        codes_key.show_key(fresh(office, admin))
    at(first)
    enter(office, office.officer, OLIVE, totp.at(office.clock.now))
    assert kept(office, officer)[:16] == kept(office, admin)[:16]
    # The first machine is gone for good: whoever turns codes on anew needs it no longer.
    at(second)
    codes.turn_off(fresh(office, officer))
    turn_on(office, fresh(office, admin))
    assert kept(office, admin).startswith("age:")
    assert second.kept


def test_two_machines_that_made_a_key_each_take_each_others(office: Office, at: At):
    first = at(Keyring())
    admin = protect(office)
    officer = with_password(office, office.officer, OLIVE)
    chair = with_password(office, office.chair, "nine quiet harbours")
    hers, _ = turn_on(office, admin)
    second = at(Keyring())
    code_keys.keep(office.council_id, code_keys.new_key())
    his, _ = turn_on(office, officer)
    brought = first.kept[code_keys.SERVICE, office.council_id]
    codes_key.take_key(office.store, office.council_id, brought)
    assert enter(office, office.officer, OLIVE, his.at(office.clock.now))
    assert enter(office, office.administrator, ADA, hers.at(office.clock.now))
    # A key that nobody's codes need is not the one that more are sealed with.
    code_keys.keep(office.council_id, code_keys.new_key())
    at(second)
    turn_on(office, fresh(office, chair))
    assert kept(office, chair)[:16] in {kept(office, admin)[:16], kept(office, officer)[:16]}


def test_of_two_who_need_the_first_key_at_once_the_later_takes_the_earlier_ones(
    office: Office, at: At
):
    ring, theirs = Keyring(), code_keys.new_key().secret
    admin = protect(office)
    put = partial(ring.set_password, code_keys.SERVICE, office.council_id, theirs)
    ring.meanwhile = {3: put}
    at(ring)
    turn_on(office, admin)
    assert kept(office, admin).startswith("age:")
    assert list(ring.kept.values()) == [theirs]


def test_codes_that_were_changed_while_one_was_checked_are_not_changed_back(office: Office, at: At):
    at(Keyring("locked"))
    admin = protect(office)
    totp, _ = turn_on(office, admin)
    other = pyotp.random_base32()

    def changes() -> None:
        with office.record() as session:
            row = session.exec(select(Credential)).one()
            row.totp_secret = other
            session.add(row)

    at(Keyring(meanwhile={1: changes}))
    with pytest.raises(Refused, match="code is not right"):
        enter(office, office.administrator, ADA, totp.at(office.clock.now))
    assert kept(office, admin) == other


def test_the_key_is_an_administrators_with_a_proof_and_the_history_tells_it(office: Office, at: At):
    at(Keyring())
    admin = protect(office)
    officer = with_password(office, office.officer, OLIVE)
    with pytest.raises(Refused):
        codes_key.show_key(officer)
    office.clock.tick(hours=1)
    with pytest.raises(NeedsProof):
        codes_key.show_key(admin)
    codes_key.show_key(fresh(office, admin))
    with office.store.reading() as session:
        told = list(session.exec(select(History.act)))
    assert told.count("was shown the key of the codes") == 1


def test_what_is_no_key_or_not_the_records_is_not_taken(office: Office, at: At):
    at(Keyring())
    turn_on(office, protect(office))
    ring, other = at(Keyring()), code_keys.new_key().secret
    for wrong in ("", "hunter2", other, f"{other} {other}", other.lower()[:-1]):
        with pytest.raises(BadInput) as refused:
            codes_key.take_key(office.store, office.council_id, wrong)
        assert not wrong or wrong not in str(refused.value)
    assert ring.kept == {}


def test_a_session_in_a_browser_has_the_key_and_asks_no_keyring(
    office: Office, at: At, monkeypatch: pytest.MonkeyPatch, place: str
):
    ring = at(Keyring())
    admin = protect(office)
    served = ServedRecord(place)
    words = served.codes_keys()
    served.close()
    assert [words] == list(ring.kept.values())
    theirs = allowed_environment({code_keys.SETTING: words})
    session = at(Keyring("locked"))
    monkeypatch.setenv(code_keys.SETTING, theirs[code_keys.SETTING])
    totp, _ = turn_on(office, admin)
    assert kept(office, admin).startswith("age:")
    assert session.asked == 0
    monkeypatch.delenv(code_keys.SETTING)
    at(ring)
    assert enter(office, office.administrator, ADA, totp.at(office.clock.now))


def test_no_key_is_made_for_whoever_has_no_password(office: Office, at: At):
    ring = at(Keyring())
    with pytest.raises(NotFound, match="Choose a password first"):
        turn_on(office, office.chair)
    assert ring.kept == {}


def test_codes_are_not_turned_on_for_an_account_that_is_closed_meanwhile(office: Office, at: At):
    admin = protect(office)
    officer = with_password(office, office.officer, OLIVE)
    ring = at(Keyring())

    def closes() -> None:
        with office.record() as session:
            session.get_one(Person, officer.person.id).active = False

    ring.meanwhile = {1: closes}
    with pytest.raises(NotFound, match="Choose a password first"):
        turn_on(office, officer)
    assert kept(office, officer) == ""
    assert kept(office, admin) == ""


def test_no_key_is_made_for_a_practice_council(office: Office, at: At, place: str):
    ring = at(Keyring())
    practise(place)
    served = ServedRecord(place)
    assert served.codes_keys() == ""
    served.close()
    assert ring.kept == {}
