"""The witness: the head of the history, sent where whoever keeps the record cannot change it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from conference.errors import BadInput, NeedsProof, Refused, Unavailable
from conference.exchange.mail import Mail, MailState, Sent
from conference.exchange.sealing import Sealing
from conference.exchange.witness import read_witness, witness_place
from conference.forms import NewReport
from conference.record.tables import Chain, History
from conference.review import backups, evidence, proof, reading, sign_in, witness
from conference.review.opening import read_record
from tests.office import Office
from tests.review.test_proof import acts

PASSWORD = "Quilt harbour anvil 93 mosaic"


def no_mail() -> Callable[[Mail], Sent]:
    raise AssertionError("no mail server is needed")


def lines(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text().splitlines()]


def test_a_file_is_told_the_head_of_all_cases_and_only_grows(
    office: Office, tmp_path: Path
) -> None:
    file = tmp_path / "witness.jsonl"
    case_id = office.in_evidence()
    witness.set_witness(office.administrator, str(file))
    first = witness.tell_now(office.administrator)
    before = file.read_bytes()
    evidence.log_action(office.police, case_id, office.action())
    second = witness.tell_now(office.officer)
    assert file.read_bytes().startswith(before)
    told = lines(file)
    assert [one["length"] for one in told] == [first.length, second.length]
    assert told[0]["heads"] != told[1]["heads"]
    assert told[1]["cases"] == 1
    found = proof.check_council(office.officer, witnessed=read_witness(file.read_text()))
    assert found.faults == ()


def test_a_history_worked_out_anew_is_not_the_one_that_the_witness_was_told(
    office: Office, tmp_path: Path
) -> None:
    file = tmp_path / "witness.jsonl"
    witness.set_witness(office.administrator, str(file))
    witness.tell_now(office.administrator)
    changed = lines(file)[0] | {"head": "0" * 64}
    (fault,) = proof.check_council(
        office.officer, witnessed=read_witness(json.dumps(changed))
    ).faults
    assert "is not the one that the witness was told" in fault
    other = lines(file)[0] | {"council": "f" * 32}
    with pytest.raises(BadInput):
        proof.check_council(office.officer, witnessed=read_witness(json.dumps(other)))


def test_an_emailed_line_is_read_as_it_was_quoted_and_broken(office: Office) -> None:
    sent: list[Mail] = []

    def post(mail: Mail) -> Sent:
        sent.append(mail)
        return Sent(MailState.SENT)

    witness.set_witness(office.administrator, "records@council.example")
    line = witness.tell_witness(office.officer, lambda: post)
    (mail,) = sent
    assert mail.to == "records@council.example"
    assert mail.pdf == b""
    quoted = "> " + mail.body.replace(", ", ",\n> ")
    assert read_witness(f"On Monday they wrote:\n{quoted}") == (line,)
    with pytest.raises(BadInput):
        read_witness("Nothing of the kind.")


def test_a_witness_that_cannot_be_told_stands_in_the_history_and_is_told_at_the_next_opening(
    office: Office, tmp_path: Path
) -> None:
    file = tmp_path / "share" / "witness.jsonl"
    witness.set_witness(office.administrator, str(file))
    with pytest.raises(Unavailable):
        witness.tell_now(office.administrator)
    assert acts(office, office.council_id)[-1] == ("Ada Administrator", witness.NOT_SENT)
    assert "could not be told on 2 November 2026" in read_record(office.store).warning
    file.parent.mkdir()
    witness.tell_now(office.administrator)
    assert read_record(office.store).warning == ""


def test_it_is_told_once_a_day_at_the_first_act_and_again_an_hour_after_it_failed(
    office: Office, tmp_path: Path
) -> None:
    file = tmp_path / "share" / "witness.jsonl"
    case_id = office.receive()
    witness.set_witness(office.administrator, str(file))

    def act(**later: float) -> int:
        office.clock.tick(**later)
        evidence.add_report(office.officer, case_id, NewReport(office.day(9), "police"))
        witness.wait_for_witness()
        return len(lines(file)) if file.exists() else 0

    assert act(minutes=61) == 0
    file.parent.mkdir()
    assert act(minutes=30) == 0
    assert act(minutes=31) == 1
    assert act(hours=2) == 1
    assert act(days=1) == 2


def test_each_backup_tells_it_and_one_that_fails_hinders_no_backup(
    office: Office, tmp_path: Path
) -> None:
    file = tmp_path / "share" / "witness.jsonl"
    witness.set_witness(office.administrator, str(file))
    for _ in range(2):
        backups.back_up(office.administrator, Sealing(), lambda content, check: check(content))
        assert acts(office, office.council_id)[-3][1] == "made a backup"
        file.parent.mkdir(exist_ok=True)
    assert len(lines(file)) == 1


def test_the_record_itself_is_no_witness_nor_is_a_file_of_something_else(
    office: Office, tmp_path: Path
) -> None:
    record = office.store.file
    if record is not None:
        link = tmp_path / "link.db"
        link.hardlink_to(record)
        for place in (str(record), str(link), f"{record}-wal"):
            with pytest.raises(Refused):
                witness.set_witness(office.administrator, place)
    other = tmp_path / "letter.txt"
    other.write_text("Dear Mrs Jones")
    witness.set_witness(office.administrator, str(other))
    with pytest.raises(Unavailable):
        witness.tell_now(office.administrator)
    assert other.read_text() == "Dear Mrs Jones"


@pytest.mark.parametrize(
    "words",
    [
        "witness.jsonl",
        "http://example.org/w",
        "https://",
        "https://me:secret@example.org/",
        "ftp:x",
    ],
)
def test_what_is_no_place_for_a_witness_is_refused(words: str) -> None:
    with pytest.raises(BadInput):
        witness_place(words)


def test_only_an_administrator_who_proved_it_says_who_is_the_witness(office: Office) -> None:
    for desk in (office.officer, office.chair, office.police, office.observer):
        with pytest.raises(Refused):
            witness.set_witness(desk, "records@council.example")
    person = office.administrator.person.id
    store, council = office.store, office.council_id
    desk = sign_in.set_first_password(store, council, person, PASSWORD, office.clock)
    office.clock.tick(minutes=6)
    with pytest.raises(NeedsProof):
        witness.set_witness(desk, "records@council.example")
    assert witness.witness_of(store, council) == ""


def test_a_sign_in_tells_the_heads_of_the_cases_that_have_grown(office: Office) -> None:
    person, store, council = office.administrator.person.id, office.store, office.council_id
    case_id = office.in_evidence()
    sign_in.set_first_password(store, council, person, PASSWORD, office.clock)
    with store.reading() as session:
        chain = session.get_one(Chain, case_id)
        assert chain.told == chain.length
    reading.read_case(office.chair, case_id)
    sign_in.sign_in(store, council, person, PASSWORD, office.clock)
    with store.reading() as session:
        chain = session.get_one(Chain, case_id)
        last = select(History.details).where(
            History.chain_id == council, History.act == "signed in"
        )
        told = session.exec(last.order_by(col(History.number).desc())).first()
        assert told is not None
        assert told["heads"] == {case_id: [chain.length, chain.head]}


def test_a_record_of_an_earlier_version_begins_to_keep_heads_at_its_first_act(
    office: Office,
) -> None:
    case_id = office.in_evidence()
    forget_heads(office)
    assert proof.check_council(office.officer).faults == ()
    reading.read_case(office.chair, case_id)
    assert acts(office, office.council_id)[-1][1] == "began to keep the heads of all cases"
    assert proof.check_council(office.officer).faults == ()
    office.receive()
    assert proof.check_council(office.officer).faults == ()


def forget_heads(office: Office) -> None:
    """Make the record what 0.1 left: no sum, and nothing told of any case."""
    from sqlalchemy import delete

    from conference.record.tables import HeadSum

    council = office.council_id
    with office.record() as session:
        run = session.connection().execute
        run(delete(HeadSum))
        run(delete(History).where(col(History.chain_id) == council, col(History.number) > 1))
        first = session.exec(select(History.digest).where(History.chain_id == council)).one()
        run(update(Chain).values(told=0))
        run(update(Chain).where(col(Chain.id) == council).values(length=1, head=first))
