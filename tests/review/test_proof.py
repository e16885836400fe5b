"""The proof that somebody outside can be given: the head, the export, the check without us."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyotp
import pytest
from sqlalchemy import update
from sqlmodel import col, select

from conference import verify_history
from conference.errors import ConferenceError, NotFound, Refused
from conference.forms import NewIncident
from conference.record.tables import Agency, History, Incident, Person
from conference.review import bundles, evidence, minutes, proof, reading, searching
from conference.review.desk import Desk
from tests.office import Office

pytestmark = pytest.mark.database("sqlite")


def lines(content: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in content.decode().splitlines()]


def faults(found: list[dict[str, Any]], head: str = "") -> list[str]:
    return verify_history.faults(found[0], found[1:], head)


def exported(office: Office, desk: Desk | None = None) -> list[dict[str, Any]]:
    case_id = office.in_evidence()
    evidence.log_action(office.police, case_id, office.action())
    reading.read_case(office.chair, case_id)
    return lines(proof.export_history(desk or office.officer, case_id))


def test_what_was_exported_holds_without_the_program(office: Office) -> None:
    found = exported(office)
    assert faults(found) == []
    assert found[0]["case"] == "ER-2026-0001"
    assert "confidential" in found[0]["holds"]
    assert any("Officers visited." in json.dumps(entry["details"]) for entry in found[1:])


def test_an_observer_gets_digests_in_the_place_of_words_and_they_hold_too(office: Office) -> None:
    found = exported(office, office.observer)
    assert faults(found) == []
    assert not any("details" in entry for entry in found[1:])
    assert "Officers visited." not in json.dumps(found)


def test_every_change_of_an_exported_entry_is_found_where_it_is(office: Office) -> None:
    found = exported(office)
    for name, value in found[4].items():
        altered = [dict(entry) for entry in found]
        altered[4][name] = {"other": 1} if name == "details" else f"{value}x"
        said = faults(altered)
        assert any("entry 4" in fault for fault in said), (name, said)


def test_entries_removed_swapped_repeated_or_left_without_details_are_found(
    office: Office,
) -> None:
    found = exported(office)
    without = [{key: one[key] for key in one if key != "details"} for one in found[1:]]
    assert faults([*found[:3], *found[4:]])
    assert faults([*found[:3], found[4], found[3], *found[5:]])
    assert faults([*found[:3], found[2], *found[3:]])
    assert faults([found[0], *without])


def test_an_end_that_was_cut_off_is_found_by_the_head_that_was_written_down(
    office: Office,
) -> None:
    found = exported(office)
    cut = [{**found[0], "length": len(found) - 3, "head": found[-3]["digest"]}, *found[1:-2]]
    assert faults(cut) == []
    assert faults(cut, found[0]["head"]) == [
        "the head that was written down is not in this history: its end was cut off"
    ]


def test_the_script_runs_alone_and_says_which_entry_is_wrong(
    office: Office, tmp_path: Path
) -> None:
    script = tmp_path / "verify_history.py"
    script.write_text(Path(verify_history.__file__).read_text())
    found = exported(office)

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-I", "-S", str(script), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)

    def written(entries: list[dict[str, Any]]) -> str:
        (tmp_path / "h.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in entries))
        return str(tmp_path / "h.jsonl")

    whole = run(written(found), found[0]["head"])
    assert (whole.returncode, whole.stderr) == (0, "")
    assert f"{len(found) - 1} entries: nothing was altered" in whole.stdout
    found[2]["act"] = "did nothing"
    altered = run(written(found))
    assert altered.returncode == 1
    assert "entry 2 was changed" in altered.stdout
    for text in ("", "no json", "[]", '{"format": "else"}'):
        (tmp_path / "h.jsonl").write_text(text)
        assert run(str(tmp_path / "h.jsonl")).returncode == 2
    assert run(str(tmp_path / "none")).returncode == 2
    assert "Traceback" not in run().stderr


def test_the_head_stays_in_a_history_that_goes_on_and_not_in_one_cut_short(
    office: Office,
) -> None:
    case_id = office.in_evidence()
    head = proof.head_of(office.chair, case_id).head
    evidence.log_action(office.police, case_id, office.action())
    assert proof.check_case(office.observer, case_id, head=head).faults == ()
    (fault,) = proof.check_case(office.observer, case_id, head="0" * 64).faults
    assert "head that was written down" in fault


def test_what_is_told_of_an_altered_row_names_it_without_its_words(office: Office) -> None:
    case_id = office.receive()
    secret = "Mrs Jones shouted"
    evidence.add_incident(office.officer, case_id, NewIncident(office.day(3), secret))
    with office.record() as session:
        session.connection().execute(
            update(Incident).where(col(Incident.summary) == secret).values(summary="Nobody shouted")
        )
    (fault,) = proof.check_case(office.officer, case_id).faults
    assert fault == "incident of 30 October 2026 was changed without an act: summary"


def test_a_change_that_a_later_act_went_over_is_told_as_well(office: Office) -> None:
    case_id = office.in_evidence()
    action = evidence.log_action(office.police, case_id, office.action())
    with office.record() as session:
        session.connection().execute(update(tables_action()).values(outcome="Arrested"))
    evidence.correct_action(office.police, case_id, action, office.action(), shown=1)
    (fault,) = proof.check_case(office.officer, case_id).faults
    assert "was changed without an act before entry" in fault


def tables_action() -> Any:
    from conference.record.tables import Action

    return Action


def test_the_councils_own_record_is_held_against_its_history(office: Office) -> None:
    assert proof.check_council(office.observer).faults == ()
    with office.record() as session:
        named = update(Person).where(col(Person.name) == "Carol Chair")
        session.connection().execute(named.values(name="Somebody else"))
        session.connection().execute(update(Agency).values(email="wrong@example.org"))
    found = proof.check_council(office.officer).faults
    assert "person was changed without an act: name" in found
    assert sum("email" in fault for fault in found) == 5
    for desk in (office.police, office.administrator):
        with pytest.raises(Refused):
            proof.check_council(desk)


def acts(office: Office, chain_id: str) -> list[tuple[str, str]]:
    with office.store.reading() as session:
        found = select(History).where(History.chain_id == chain_id).order_by(col(History.number))
        return [(row.actor, row.act) for row in session.exec(found)]


def test_every_refusal_on_a_case_stands_in_its_history(office: Office) -> None:
    case_id = office.after_meeting()
    attempts = {
        "read the case": lambda desk: reading.read_case(desk, case_id),
        "decide the threshold": lambda desk: reading.weigh_case(desk, case_id),
        "read the case's history": lambda desk: proof.check_case(desk, case_id),
        "take the case's history out of the record": lambda desk: proof.export_history(
            desk, case_id
        ),
        "write the minutes": lambda desk: minutes.read_minutes_file(desk, case_id, "x"),
        "log what an agency did": lambda desk: evidence.log_action(desk, case_id, office.action()),
    }
    for what, attempt in attempts.items():
        before = len(acts(office, case_id))
        with pytest.raises(NotFound):
            attempt(office.administrator)
        told = acts(office, case_id)[before:]
        expected = {f"was refused: {what}", "was refused: read the case"}
        assert [actor for actor, _ in told] == ["Ada Administrator"], what
        assert told[0][1] in expected
    with pytest.raises(NotFound):
        bundles.read_bundle(office.housing, case_id, "x")
    assert acts(office, case_id)[-1] == ("Hana Housing", "was refused: read the case")


def test_refusals_that_are_of_no_case_stand_in_the_councils_history(office: Office) -> None:
    for attempt in (
        lambda: reading.read_caseload(office.administrator),
        lambda: searching.search(office.administrator, "noise"),
        lambda: proof.check_council(office.police),
    ):
        before = len(acts(office, office.council_id))
        with pytest.raises(ConferenceError):
            attempt()
        told = acts(office, office.council_id)[before:]
        assert len(told) == 1
        assert told[0][1].startswith("was refused: ")


def test_a_search_tells_in_which_cases_it_showed_something(office: Office) -> None:
    case_id = office.receive()
    reference = office.case(case_id).reference
    searching.search(office.officer, reference)
    with office.store.reading() as session:
        last = session.exec(
            select(History)
            .where(History.chain_id == office.council_id)
            .order_by(col(History.number).desc())
        ).first()
        assert last is not None
        assert last.details == {"found": 1, "in": [reference]}


def test_a_disposed_case_holds_says_whose_act_it_was_and_shows_what_is_altered_after(
    office: Office,
) -> None:
    from conference.record.tables import Case, Incident
    from tests.review.test_retention import dispose, ended, set_six_years, years_on

    case_id = ended(office)
    set_six_years(office)
    years_on(office)
    before = proof.head_of(office.officer, case_id)
    dispose(office, case_id)
    found = proof.check_case(office.observer, case_id, head=before.head)
    assert found.faults == ()
    (note,) = found.notes
    assert "were disposed of on" in note
    assert any(name in note for name in ("Olive Officer", "Carol Chair"))
    reading.read_case(office.officer, case_id)
    assert proof.check_case(office.observer, case_id).faults == ()
    exported = lines(proof.export_history(office.officer, case_id))
    assert faults(exported, before.head) == []
    for change in (
        update(Case).where(col(Case.id) == case_id).values(closed_on=None),
        update(Incident).where(col(Incident.case_id) == case_id).values(summary="Back again"),
    ):
        with office.record() as session:
            session.connection().execute(change)
        (fault,) = proof.check_case(office.officer, case_id).faults
        assert "what was left of the case" in fault


def test_what_proves_who_somebody_is_stands_in_the_history_by_its_digest_alone(
    office: Office,
) -> None:
    from conference.record.tables import Credential
    from conference.review import codes, sign_in

    store, council, person = office.store, office.council_id, office.administrator.person.id
    chosen = "Quilt harbour anvil 93 mosaic"
    desk = sign_in.set_first_password(store, council, person, chosen, office.clock)
    offered = codes.offer(desk)
    left = codes.confirm(desk, offered, pyotp.TOTP(offered.secret).at(office.clock()))
    office.clock.tick(minutes=2)
    sign_in.sign_in(store, council, person, chosen, office.clock, code=left[0])
    assert proof.check_council(office.officer).faults == ()
    with store.reading() as session:
        row = session.exec(select(Credential)).one()
        told = session.exec(select(History.details).where(History.chain_id == council)).all()
        written = json.dumps(list(told))
        for secret in (row.password, row.totp_secret, *row.recovery, *left, chosen):
            assert secret not in written
    with office.record() as session:
        session.connection().execute(update(Credential).values(password="$argon2id$other"))
    assert proof.check_council(office.officer).faults == (
        "credential was changed without an act: password",
    )
