"""Passwords, codes and roles on the command line; never a password in an argument."""

from __future__ import annotations

import os
from pathlib import Path

import pyotp
import pytest
from sqlmodel import col, select

from conference.cli.office import now
from conference.exchange import code_keys
from conference.record import history
from conference.record.store import Store
from conference.record.tables import History, SignIn
from conference.review import one_time, people, sign_in
from conference.review.client import Client
from tests.cli.conftest import Run
from tests.office import Clock
from tests.review.test_codes_sealed import Keyring

ADA, OLIVE = "lamp otter bridge", "seven grey herons"


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """The keyring of whoever runs the tests is left alone."""
    monkeypatch.setattr("conference.cli.passwords._from_keyring", lambda name: None)


@pytest.fixture
def council(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A council with an administrator, an officer and a chair; Ada acts."""
    people_of_it = ("Ada Administrator:administrator", "Olive Officer:officer", "Carol Chair:chair")
    given = [word for one in people_of_it for word in ("--person", one)]
    assert run("set-up", "--council", "Erewash", "--code", "ER", *given).status == 0
    monkeypatch.setenv("CONFERENCE_PERSON", "Ada Administrator")
    return run


@pytest.fixture
def protected(council: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The same, once Ada chose the first password."""
    monkeypatch.setenv("CONFERENCE_NEW_PASSWORD", ADA)
    assert council("person", "password").status == 0
    monkeypatch.delenv("CONFERENCE_NEW_PASSWORD")
    monkeypatch.setenv("CONFERENCE_PASSWORD", ADA)
    return council


def reset(run: Run, name: str) -> str:
    ran = run("person", "reset", name)
    assert ran.status == 0, ran.err
    return ran.out.strip()


def test_without_passwords_each_command_says_so_once_and_how_to_set_them(council: Run) -> None:
    ran = council("people")
    assert ran.status == 0
    assert ran.err.count("No passwords are set") == 1
    assert "conference person password" in ran.err
    assert "No passwords" not in ran.out


def test_a_command_in_a_protected_council_needs_the_password_of_whoever_acts(
    protected: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "No passwords are set" not in protected("people").err
    monkeypatch.setenv("CONFERENCE_PASSWORD", "not the password")
    wrong = protected("people")
    assert (wrong.status, wrong.out) == (1, "")
    assert "The name or the password is not right." in wrong.err
    assert "not the password" not in wrong.err
    monkeypatch.delenv("CONFERENCE_PASSWORD")
    none = protected("people")
    assert none.status == 1
    assert "Set CONFERENCE_PASSWORD" in none.err


def test_the_keyring_gives_the_password_too(
    protected: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CONFERENCE_PASSWORD")
    kept = {"Ada Administrator": ADA}
    monkeypatch.setattr("conference.cli.passwords._from_keyring", kept.get)
    assert protected("people").status == 0


def test_at_a_terminal_it_is_asked_for_without_echo(
    protected: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CONFERENCE_PASSWORD")
    asked: list[str] = []

    def typed(question: str) -> str:
        asked.append(question)
        return ADA

    monkeypatch.setattr("conference.cli.passwords._asked", typed)
    assert protected("people").status == 0
    assert asked == ["Password of Ada Administrator: "]


def test_no_command_takes_a_password_as_an_argument(run: Run) -> None:
    for command in ("password", "reset", "unlock", "codes", "role", "access"):
        told = run("person", command, "--help").out
        assert "--password" not in told
        assert "--code " not in told


def test_whoever_is_given_a_password_changes_it_before_anything_else(
    protected: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = reset(protected, "Olive Officer")
    monkeypatch.setenv("CONFERENCE_PERSON", "Olive Officer")
    monkeypatch.setenv("CONFERENCE_PASSWORD", given)
    refused = protected("case", "list")
    assert refused.status == 1
    assert "conference person password" in refused.err
    monkeypatch.setenv("CONFERENCE_NEW_PASSWORD", OLIVE)
    changed = protected("person", "password")
    assert (changed.status, changed.out) == (0, "Olive Officer: the password is changed.\n")
    monkeypatch.setenv("CONFERENCE_PASSWORD", OLIVE)
    assert protected("case", "list").status == 0


def test_a_first_password_that_will_not_do_says_why_and_is_not_kept(
    council: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONFERENCE_NEW_PASSWORD", "Erewash Ada 2026")
    refused = council("person", "password")
    assert refused.status == 1
    assert "names or words that anybody here could guess" in refused.err
    assert "2026" not in refused.err
    assert "No passwords are set" in council("people").err


def test_an_officer_gives_nobody_a_password(
    protected: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = reset(protected, "Olive Officer")
    monkeypatch.setenv("CONFERENCE_PERSON", "Olive Officer")
    monkeypatch.setenv("CONFERENCE_PASSWORD", given)
    monkeypatch.setenv("CONFERENCE_NEW_PASSWORD", OLIVE)
    assert protected("person", "password").status == 0
    monkeypatch.setenv("CONFERENCE_PASSWORD", OLIVE)
    for words in (("reset", "Carol Chair"), ("access",), ("role", "Carol Chair", "officer")):
        refused = protected("person", *words)
        assert refused.status == 1
        assert "This is for an administrator." in refused.err


def test_whoever_owns_the_file_unlocks_and_lets_the_administrator_in_again(
    protected: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONFERENCE_PASSWORD", "not the password")
    for _ in range(4):
        protected("people")
    assert "wait" in protected("people").err
    assert protected("person", "unlock", "Ada").status == 0
    monkeypatch.setenv("CONFERENCE_PASSWORD", ADA)
    assert protected("people").status == 0
    new = protected("person", "reset", "Ada", "--on-this-machine", "--yes")
    assert new.status == 0
    assert "wrong" not in protected("people").out
    assert protected("people").status == 1
    others = protected("person", "reset", "Carol", "--on-this-machine", "--yes")
    assert "That is done by an administrator." in others.err


def test_codes_are_turned_on_asked_for_and_turned_off(
    protected: Run, monkeypatch: pytest.MonkeyPatch, database: Path
) -> None:
    moment = Clock()
    for module in ("access_commands", "office"):
        monkeypatch.setattr(f"conference.cli.{module}.now", moment)
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    monkeypatch.setattr("conference.review.one_time.new_secret", lambda: secret)
    totp = pyotp.TOTP(secret)
    on = protected("person", "codes", answer=f"{totp.at(moment.now)}\n")
    assert on.status == 0
    assert "otpauth://totp/" in on.out
    recovery = on.out.splitlines()[-1]
    moment.tick(minutes=2)
    needs = protected("people")
    assert needs.status == 1
    assert "code is needed" in needs.err
    monkeypatch.setenv("CONFERENCE_CODE", totp.at(moment.now))
    assert protected("people").status == 0
    assert protected("people").status == 1
    monkeypatch.setenv("CONFERENCE_CODE", recovery)
    assert protected("person", "codes", "--off").status == 0
    monkeypatch.delenv("CONFERENCE_CODE")
    assert protected("people").status == 0


def test_the_key_of_codes_is_brought_to_another_machine_and_to_sessions_in_browsers(
    protected: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = Keyring()
    monkeypatch.delenv(code_keys.SETTING)
    monkeypatch.setattr(code_keys, "keyring_here", lambda: here)
    monkeypatch.setattr(code_keys, "_read", {})
    moment = Clock()
    for module in ("access_commands", "office"):
        monkeypatch.setattr(f"conference.cli.{module}.now", moment)
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    monkeypatch.setattr("conference.review.one_time.new_secret", lambda: secret)
    totp = pyotp.TOTP(secret)
    on = protected("person", "codes", answer=f"{totp.at(moment.now)}\n")
    assert "sealed in the record" in on.err
    moment.tick(minutes=2)
    monkeypatch.setenv("CONFERENCE_CODE", totp.at(moment.now))
    shown = protected("person", "codes-key", "--show")
    key = shown.out.strip()
    assert [key] == list(here.kept.values())
    assert key not in shown.err
    passed: list[str] = []
    monkeypatch.setattr(
        "screens.serve.server.serve", lambda *_: passed.append(os.environ[code_keys.SETTING])
    )
    assert protected("serve").status == 0
    monkeypatch.delenv(code_keys.SETTING)
    assert passed == [key]
    here = Keyring()
    code_keys._read.clear()
    moment.tick(minutes=2)
    monkeypatch.setenv("CONFERENCE_CODE", totp.at(moment.now))
    refused = protected("people")
    assert "codes-key --take" in refused.err
    taken = protected("person", "codes-key", "--take", answer=f"{key}\n")
    assert taken.out == "The key is kept: codes are taken here now.\n"
    assert protected("people").status == 0
    assert protected("person", "codes-key").status == 1


def test_codes_that_are_not_sealed_are_told_when_they_are_turned_on_and_in_the_list(
    protected: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = Clock()
    for module in ("access_commands", "office"):
        monkeypatch.setattr(f"conference.cli.{module}.now", moment)
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    monkeypatch.setattr("conference.review.one_time.new_secret", lambda: secret)
    on = protected("person", "codes", answer=f"{pyotp.TOTP(secret).at(moment.now)}\n")
    assert "not sealed in the record: this machine has no key" in on.err
    moment.tick(minutes=2)
    monkeypatch.setenv("CONFERENCE_CODE", pyotp.TOTP(secret).at(moment.now))
    assert "not sealed in the record" in protected("person", "access").out


def test_how_everybody_gets_in_is_listed_for_an_administrator(protected: Run) -> None:
    reset(protected, "Carol Chair")
    told = protected("person", "access").out
    assert "Ada Administrator: has a password\n" in told
    assert "Carol Chair: has to change the password\n" in told
    assert "Olive Officer: has no password\n" in told
    assert '"has_password": true' in protected("person", "access", "--json").out


def test_somebody_is_given_a_role_everywhere_or_on_one_case_and_it_is_taken_again(
    protected: Run, database: Path
) -> None:
    assert protected("person", "role", "Olive", "observer").out == "Olive Officer: observer.\n"
    assert "observer, officer" in protected("people").out
    took = protected("person", "role", "Olive", "observer", "--take")
    assert took.out == "Olive Officer: no longer observer.\n"
    last = protected("person", "role", "Ada", "administrator", "--take")
    assert "Nobody else is administrator." in last.err
    nowhere = protected("person", "role", "Carol", "officer", "--case", "ER-2026-0001")
    assert "There is no case of that reference." in nowhere.err


def test_people_are_still_added_by_their_name_alone(protected: Run) -> None:
    added = protected("person", "Nora New", "--roles", "observer")
    assert added.out == "Nora New: added.\n"
    assert protected("person", "change", "Nora New", "--title", "Clerk").status == 0


def test_screens_lock_after_what_the_council_says(protected: Run, database: Path) -> None:
    assert protected("person", "lock-after", 5).out == "Screens lock after 5 minutes.\n"
    assert protected("person", "lock-after", 9999).status == 1


def test_the_history_names_who_ran_the_machine_and_still_verifies(
    protected: Run, database: Path
) -> None:
    assert protected("person", "unlock", "Ada").status == 0
    store = Store(str(database))
    council_id = people.only_council(store)
    assert council_id is not None
    with store.reading() as session:
        last = session.exec(select(History).order_by(col(History.number))).all()[-1]
        assert history.faults(session, council_id) == []
    store.close()
    assert last.act == "unlocked a sign-in from outside the program"
    assert last.actor.endswith("(the machine's account)")


def test_an_officer_makes_no_administrator_by_whatever_command(council: Run) -> None:
    olive = ("--as", "Olive Officer")
    for command in (
        ("person", "Nell New", "--roles", "administrator", *olive),
        ("person", "role", "Olive", "administrator", *olive),
    ):
        ran = council(*command)
        assert ran.status != 0
        assert "You may not give or take a role on all cases" in ran.err
    ran = council("person", "Olive Officer", "--roles", "administrator", *olive)
    assert ran.status != 0
    assert "--roles and --agency are for somebody new" in ran.err
    administrators = [
        line for line in council("people").out.splitlines() if "administrator" in line
    ]
    assert administrators == ["Ada Administrator: administrator"]
    assert council("person", "Nell New", "--roles", "administrator").status == 0


def test_an_account_is_closed_with_what_needs_somebody_else_and_opened_again(council: Run) -> None:
    assert council("person", "Otto Other", "--roles", "officer").status == 0
    ran = council("person", "close", "Otto")
    assert (ran.status, ran.out) == (0, "Otto Other: the account is closed.\n")
    assert "Otto" not in council("people").out
    assert council("people", "--closed").out == "Otto Other: no role on all cases\n"
    assert "Nobody here is called Otto" in council("people", "--as", "Otto").err
    ran = council("person", "reopen", "Otto")
    assert "without roles and password" in ran.out
    assert "Otto Other: no role on all cases" in council("people").out
    assert "Nobody else is officer" in council("person", "close", "Olive").err


def test_a_command_is_a_sign_in_of_its_own_and_ends_with_it(protected: Run, database: Path) -> None:
    assert protected("people").status == 0
    assert protected("person", "sign-ins").out == "Ada Administrator is signed in nowhere else.\n"
    store = Store(str(database))
    with store.across().reading() as session:
        kept = session.exec(select(SignIn)).all()
    store.close()
    assert len(kept) >= 3
    assert all(one.ended_at is not None for one in kept)
    assert all(one.place.startswith("the command line on ") for one in kept)


def test_sign_ins_are_listed_and_ended(protected: Run, database: Path) -> None:
    store = Store(str(database))
    council_id = people.only_council(store)
    assert council_id is not None
    ada = people.people(store, council_id)[0]
    sign_in.sign_in(store, council_id, ada.id, ADA, now, client=Client(place="a browser"))
    store.close()
    assert protected("person", "sign-ins").out.startswith("signed in on a browser, ")
    assert '"place": "a browser"' in protected("person", "sign-ins", "Ada", "--json").out
    ended = protected("person", "sign-ins", "Ada", "--end")
    assert ended.out == "Ada Administrator: 1 sign-in ended.\n"
    assert "nowhere else" in protected("person", "sign-ins").out


def test_how_long_a_sign_in_lasts_and_who_needs_codes_are_the_councils(
    protected: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert protected("person", "sign-in-lasts", 8).out == "A sign-in lasts 8 hours.\n"
    assert protected("person", "sign-in-lasts", 25).status == 1
    asked = protected("person", "codes-for", "officer", "administrator")
    assert asked.out == "One-time codes are needed from: administrator, officer.\n"
    refused = protected("people")
    assert refused.status == 1
    assert "One-time codes are needed here from whoever is administrator." in refused.err
    assert "conference person codes" in refused.err
    wrong = protected("person", "codes", answer="000000\n")
    assert "That code is not right" in wrong.err
    secret = next(line for line in wrong.out.splitlines() if line.startswith("Secret: "))
    monkeypatch.setattr(one_time, "new_secret", lambda: secret.removeprefix("Secret: "))
    code = pyotp.TOTP(secret.removeprefix("Secret: ")).now()
    on = protected("person", "codes", answer=f"{code}\n")
    assert "One-time codes are on." in on.out
