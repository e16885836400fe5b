"""The witness: the head of the history, sent where whoever keeps the record cannot change it."""

from __future__ import annotations

import json
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from conference.errors import BadInput, NeedsProof, Refused, Unavailable
from conference.exchange.mail import Mail, MailState, Sent
from conference.exchange.sealing import Sealing
from conference.exchange.witness import WitnessLine, read_witness, send_line, witness_place
from conference.forms import NewReport
from conference.record import history
from conference.record.tables import Chain, Council, History, LetterFile, MinutesFile
from conference.review import backups, evidence, outcome, proof, reading, sign_in, witness
from conference.review.opening import read_record
from conference.verify_history import SEALED, digest_of, main
from conference.views import Channel
from tests.exchange.test_mail import certificate
from tests.office import Office
from tests.review.test_minutes import approved
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


def test_a_place_that_somebody_put_into_the_record_is_looked_at_like_one_that_was_named(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with office.record() as session:
        session.connection().execute(update(Council).values(witness="witness.jsonl"))
    there = sorted(tmp_path.iterdir())
    with pytest.raises(Unavailable, match="no place for a witness"):
        witness.tell_now(office.administrator)
    assert sorted(tmp_path.iterdir()) == there


@pytest.mark.parametrize(
    "words",
    [
        "witness.jsonl",
        "http://example.org/w",
        "https://",
        "https://me:secret@example.org/",
        "ftp:x",
        "/share/wit\x1bness.jsonl",
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


def test_the_foot_of_letters_and_minutes_has_the_councils_head(office: Office) -> None:
    case_id, _, _ = approved(office)
    letter_id = office.outcome_letter(case_id)
    outcome.issue(office.officer, case_id, letter_id, channel=Channel.POST)
    with office.store.reading() as session:
        printed = history.printed_head(session, office.council_id)
        letter = session.exec(select(LetterFile.content).where(LetterFile.format == "txt")).one()
        told = session.exec(select(MinutesFile.content).where(MinutesFile.format == "txt")).one()
    assert f"Record: {printed}" in letter.decode()
    assert f"Record: {printed}" in told.decode()
    assert proof.check_council(office.officer, head=printed).faults == ()
    for other in (printed[:-4], f"1{printed}", printed[:-1] + "z"):
        (fault,) = proof.check_council(office.officer, head=other).faults
        assert "head that was written down" in fault


def test_the_exports_are_held_against_each_other_and_the_witness_off_line(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def says(*arguments: str) -> tuple[int, str]:
        return main(list(arguments)), capsys.readouterr().out

    file = tmp_path / "witness.jsonl"
    case_id = office.in_evidence()
    witness.set_witness(office.administrator, str(file))
    witness.tell_now(office.officer)
    case, council = tmp_path / "case.jsonl", tmp_path / "council.jsonl"
    case.write_bytes(proof.export_history(office.officer, case_id))
    council.write_bytes(proof.export_council(office.observer))
    both = ("--council", str(council), "--witness", str(file))
    assert says(str(case), *both)[0] == 0
    assert says(str(council), "--witness", str(file))[0] == 0
    assert says(str(case), "--witness", str(file))[0] == 2
    case.write_text(anew(case))
    assert says(str(case))[0] == 0
    assert "was told of" in says(str(case), *both)[1]
    council.write_text(anew(council))
    assert says(str(council))[0] == 0
    assert "witness was told" in says(str(council), "--witness", str(file))[1]
    with pytest.raises(Refused):
        proof.export_council(office.administrator)


def anew(file: Path) -> str:
    """An export in which somebody else did what was done first, every digest worked out anew."""
    about, *entries = lines(file)
    entries[0]["actor"] = "Somebody else"
    previous = ""
    for entry in entries:
        entry["digest"] = digest_of([previous, *(entry[name] for name in SEALED)])
        previous = str(entry["digest"])
    return "\n".join(json.dumps(line) for line in [{**about, "head": previous}, *entries])


@contextmanager
def server(factory: pytest.TempPathFactory, status: int = 200) -> Iterator[tuple[str, list[bytes]]]:
    """A server on this machine with a certificate that nobody signed; what came in."""
    came: list[bytes] = []

    class Taking(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            came.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate(factory))
    with HTTPServer(("127.0.0.1", 0), Taking) as listening:
        listening.handle_error = lambda *_: None  # type: ignore[method-assign]
        listening.socket = context.wrap_socket(listening.socket, server_side=True)
        thread = Thread(target=listening.serve_forever, daemon=True)
        thread.start()
        yield f"https://127.0.0.1:{listening.server_port}/w", came
        listening.shutdown()
        thread.join()


LINE = WitnessLine("c" * 32, "Erewash", "2026-11-02T09:30:00+00:00", 7, "0" * 64, 0, "1" * 64)


def test_a_server_is_told_by_https_and_nobody_whose_certificate_is_not_trusted(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    with server(tmp_path_factory) as (url, came):
        with pytest.raises(Unavailable, match="certificate"):
            send_line(url, LINE, no_mail)
        assert came == []
        trusted = ssl.create_default_context
        monkeypatch.setattr(ssl, "create_default_context", lambda: _trusting(trusted(), url))
        send_line(url, LINE, no_mail)
        assert read_witness(came[0].decode()) == (LINE,)
    for status in (301, 307, 500):
        with (
            server(tmp_path_factory, status) as (url, came),
            pytest.raises(Unavailable, match=str(status)),
        ):
            send_line(url, LINE, no_mail)
        assert len(came) == 1
    monkeypatch.undo()
    with pytest.raises(Unavailable, match="could not be reached"):
        send_line(url, LINE, no_mail)


def _trusting(context: ssl.SSLContext, url: str) -> ssl.SSLContext:
    """The usual context, as it is where the council's own authority signed this certificate."""
    port = int(url.rpartition(":")[2].partition("/")[0])
    context.load_verify_locations(cadata=ssl.get_server_certificate(("127.0.0.1", port)))
    context.check_hostname = False
    return context
