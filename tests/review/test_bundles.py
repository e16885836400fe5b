"""The appeal bundle as files: what is in it, who may have it, and that nobody is named in it."""

from __future__ import annotations

import hashlib
import io
import json
import re
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conference.documents.name_words import folded
from conference.errors import NotFound, Refused
from conference.exchange.bundles import MANIFEST
from conference.forms import NewIncident, NewParty
from conference.record.tables import BundleFile, Minutes
from conference.review import bundles, evidence, reading
from conference.text import clean
from conference.views import PartyRole
from tests.office import Office
from tests.review.appeal_case import NAMES, SECRET, appeal, appealed, told_outcome

HOSTILE: list[str] = json.loads(
    (Path(__file__).parents[1] / "fixtures" / "hostile_text.json").read_text(encoding="utf-8")
)
PARTS = (
    "The appeal",
    "The application",
    "The threshold and the reasons",
    "Chronology",
    "Who was present",
    "Decisions",
    "Recommendations",
    "Minutes",
    "Letters issued",
    "Extract of the history",
)


def made(office: Office, case_id: str, appeal_id: str, *also: str) -> dict[str, bytes]:
    """The files of a new bundle as the officer has them, by the ending of their names."""
    bundle_id = bundles.make_bundle(office.officer, case_id, appeal_id, also=also)
    files = bundles.read_bundle(office.officer, case_id, bundle_id)
    return {re.sub(r"^.*bundle-\d+", "", name): content for name, content in files.items()}


def words_of(pdf: bytes) -> str:
    """The text of a PDF as it is copied out of it, on one line."""
    told = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(told.stdout.decode().split())


def everything_in(files: dict[str, bytes]) -> dict[str, str]:
    """All that goes out, as text: the PDFs with what they say of themselves, the parts, names."""
    told = {".pdf": _whole(files[".pdf"])}
    with ZipFile(io.BytesIO(files[".zip"])) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            told[name] = name + (_whole(content) if name.endswith(".pdf") else content.decode())
    return told


def _whole(data: bytes) -> str:
    """A PDF's text, its description, its outline, and the strings of its tags."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        described = [str(value) for value in (pdf.docinfo or {}).values()]
        described.append(pdf.Root.Metadata.read_bytes().decode())
        strings = [str(part) for one in pdf.objects for part in _strings(one)]
    return " ".join([words_of(data), *described, *strings])


def _strings(value: object, depth: int = 0) -> list[object]:
    if isinstance(value, pikepdf.String):
        return [value]
    if depth > 3:
        return []
    if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        return [one for key in value.keys() for one in _strings(value.get(key), depth + 1)]  # noqa: SIM118
    if isinstance(value, pikepdf.Array):
        return [one for part in value for one in _strings(part, depth + 1)]
    return []


def test_no_third_party_is_named_in_anything_that_goes_out(office: Office) -> None:
    case_id, appeal_id = appealed(office)
    for name, text in everything_in(made(office, case_id, appeal_id)).items():
        for who in NAMES:
            assert who.casefold() not in text.casefold(), (name, who)
        assert SECRET.casefold() not in text.casefold(), name


def test_the_key_says_who_stands_for_whom_and_the_applicant_is_not_in_it(office: Office) -> None:
    case_id, appeal_id = appealed(office)
    key = made(office, case_id, appeal_id)["-key.txt"].decode()
    assert "Person A: Mr Darren Oakes\nWitness B: Jane O'Brien\nPerson C: Bill Fenwick" in key
    assert "Mrs Quigley" in key
    assert "Sample" not in key


def test_the_same_stand_in_is_in_every_part(office: Office) -> None:
    case_id, appeal_id = appealed(office)
    told = everything_in(made(office, case_id, appeal_id))
    assert "Person A was believed, and I was not" in told["01-the-appeal.txt"]
    assert "Person A plays loud music" in told["02-the-application.txt"]
    assert "Person A was spoken to" in " ".join(told["04-chronology.txt"].split())
    assert "Mrs A. Sample" in told["02-the-application.txt"]
    assert "Olive Officer" in told["10-extract-of-the-history.txt"]


def test_further_names_can_be_hidden(office: Office) -> None:
    case_id, appeal_id = appealed(office)
    evidence.add_incident(
        office.officer, case_id, NewIncident(office.day(5), "Wayne from the corner came.")
    )
    for text in everything_in(made(office, case_id, appeal_id, "Wayne")).values():
        assert "wayne" not in text.casefold()


def test_the_pdf_is_tagged_and_its_contents_tell_the_right_pages(office: Office) -> None:
    case_id, appeal_id = appealed(office)
    files = made(office, case_id, appeal_id)
    with pikepdf.open(io.BytesIO(files[".pdf"])) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("en")
        assert b"pdfuaid" in pdf.Root.Metadata.read_bytes()
        pages = len(pdf.pages)
        assert appeal(office, case_id).bundles[0].pages == pages
        outlined = _outlined(pdf)
    text = [_page(files[".pdf"], number) for number in range(1, pages + 1)]
    assert [name for name, _ in outlined if name in PARTS] == list(PARTS)
    for name, number in outlined:
        if name in PARTS:
            assert f"\n{name}\n" in text[number - 1]
            assert re.search(rf"{re.escape(name)}[ .\u2060]+{number}\n", text[0]), (name, text[0])
    for number, page in enumerate(text, start=1):
        assert f"Page {number} of {pages}" in page
        assert "OFFICIAL-SENSITIVE" in page


def _outlined(pdf: pikepdf.Pdf) -> list[tuple[str, int]]:
    """The name and page of each entry of the outline."""
    numbers = {page.objgen: at for at, page in enumerate(pdf.pages, start=1)}
    found: list[tuple[str, int]] = []

    def walk(items: object) -> None:
        for item in items:  # type: ignore[attr-defined]
            where = item.destination
            found.append((str(item.title), numbers[where[0].objgen]))
            walk(item.children)

    with pdf.open_outline() as outline:
        walk(outline.root)
    return found


def _page(pdf: bytes, number: int) -> str:
    told = subprocess.run(
        ["pdftotext", "-layout", "-f", str(number), "-l", str(number), "-", "-"],
        input=pdf,
        capture_output=True,
        check=True,
    )
    lines = (re.sub(r"\s+", " ", line).strip() for line in told.stdout.decode().splitlines())
    return "\n" + "\n".join(lines) + "\n"


def test_each_part_is_a_tagged_pdf_and_a_text_with_its_digest(office: Office) -> None:
    case_id, appeal_id = appealed(office)
    with ZipFile(io.BytesIO(made(office, case_id, appeal_id)[".zip"])) as archive:
        names = archive.namelist()
        lines = archive.read(MANIFEST).decode().splitlines()
        listed = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
        assert len(names) == 2 * len(PARTS) + 1
        for name in names[:-1]:
            assert listed[name] == hashlib.sha256(archive.read(name)).hexdigest()
            if name.endswith(".pdf"):
                with pikepdf.open(io.BytesIO(archive.read(name))) as pdf:
                    assert pdf.Root.MarkInfo.Marked
                    assert "ER-2026-0001" in str(pdf.docinfo["/Title"])


def test_the_bundle_tells_presence_decisions_reasons_letters_and_history(office: Office) -> None:
    case_id, appeal_id = appealed(office)
    told = words_of(made(office, case_id, appeal_id)[".pdf"])
    for words in (
        "Three reports in a month.",
        "Pete Police",
        "One visit in five weeks.",
        "Present: Carol Chair, Pete Police",
        "Visit every week",
        "Dear Mrs A. Sample",
        "took the application in",
        "No minutes are approved.",
        "1 entry is for named agencies alone",
    ):
        assert words in told
    assert office.case(case_id).letters[0].files
    digest = next(f.digest for f in office.case(case_id).letters[0].files if f.format == "txt")
    assert digest in told.replace(" ", "")


def test_approved_minutes_are_in_it_without_what_is_for_named_agencies(office: Office) -> None:
    case_id, appeal_id = appealed(office)
    text = f"Chair: Carol Chair.\n\n{SECRET}.\n\nMr Oakes was discussed."
    with office.record() as session:
        held = office.meeting(case_id)
        case = office.case(case_id)
        session.add(
            Minutes(
                council_id=case.council.id,
                case_id=case_id,
                meeting_id=held.id,
                text=text,
                approved_at=office.clock(),
                approved_by="Carol Chair",
                digest=hashlib.sha256(text.encode()).hexdigest(),
            )
        )
    told = words_of(made(office, case_id, appeal_id)[".pdf"])
    assert "Chair: Carol Chair." in told
    assert "Person A was discussed." in told
    assert "A passage that is for named agencies alone is left out here" in told
    assert "rifle" not in told


def test_a_second_bundle_leaves_the_first_as_it_was(office: Office) -> None:
    case_id, appeal_id = appealed(office)
    first = bundles.make_bundle(office.officer, case_id, appeal_id)
    before = bundles.read_bundle(office.officer, case_id, first)
    office.clock.tick(days=1)
    evidence.add_incident(office.officer, case_id, NewIncident(office.day(1), "Again."))
    second = bundles.make_bundle(office.officer, case_id, appeal_id)
    assert bundles.read_bundle(office.officer, case_id, first) == before
    names = {*before, *bundles.read_bundle(office.officer, case_id, second)}
    assert len(names) == 6
    seen = appeal(office, case_id).bundles
    assert [one.id for one in seen] == [first, second]
    for bundle in seen:
        for file in bundle.files:
            content = bundles.read_bundle_file(office.officer, case_id, file.id)
            assert (file.size, file.digest) == (len(content), hashlib.sha256(content).hexdigest())


@pytest.mark.database("sqlite")
def test_the_same_record_makes_the_same_bytes(office: Office) -> None:
    case_id, appeal_id = appealed(office)
    first, second = (_composed_files(office, case_id, appeal_id) for _ in range(2))
    assert first == second


def _composed_files(office: Office, case_id: str, appeal_id: str) -> tuple[bytes, bytes]:
    from conference.casefile import open_case
    from conference.documents.bundle import compose_bundle, write_bundle
    from conference.exchange.bundles import zipped
    from conference.law.audience import COMMISSIONER, PANEL
    from conference.record.tables import Case

    with office.store.reading() as session:
        row = session.get_one(Case, case_id)
        seen, panel = (
            open_case(session, row, who, office.clock.today) for who in (COMMISSIONER, PANEL)
        )
    one = next(one for one in seen.appeals if one.id == appeal_id)
    files = write_bundle(compose_bundle(seen, panel, one, history=(), letters={}), seen)
    return files.pdf, zipped(files.parts)


def test_it_is_made_from_the_commissioners_view_alone(office: Office) -> None:
    from conference.documents.bundle import compose_bundle

    case_id, _ = appealed(office)
    panel = office.case(case_id)
    with pytest.raises(Refused, match="commissioner"):
        compose_bundle(panel, panel, panel.appeals[0], history=(), letters={})


def test_an_observer_reads_the_bundle_without_its_key_and_the_history_says_so(
    office: Office,
) -> None:
    case_id, appeal_id = appealed(office)
    bundle_id = bundles.make_bundle(office.officer, case_id, appeal_id)
    read = bundles.read_bundle(office.observer, case_id, bundle_id)
    assert sorted(name.rpartition(".")[2] for name in read) == ["pdf", "zip"]
    assert office.acts(case_id)[-1] == "read the appeal bundle"
    key = next(one for one in appeal(office, case_id).bundles[0].files if one.is_key)
    assert bundles.read_bundle_file(office.chair, case_id, key.id)
    with pytest.raises(NotFound):
        bundles.read_bundle_file(office.observer, case_id, key.id)


def test_nobody_else_gets_a_file_of_it(office: Office) -> None:
    case_id, appeal_id = appealed(office)
    bundle_id = bundles.make_bundle(office.officer, case_id, appeal_id)
    for desk in (office.police, office.housing, office.administrator):
        with pytest.raises(NotFound):
            bundles.read_bundle(desk, case_id, bundle_id)
    other = office.receive()
    with pytest.raises(NotFound):
        bundles.read_bundle(office.officer, other, bundle_id)


def test_the_history_keeps_the_digest_of_each_frozen_file(office: Office) -> None:
    case_id, appeal_id = appealed(office)
    bundles.make_bundle(office.officer, case_id, appeal_id)
    assert office.acts(case_id).count("froze a file of the appeal bundle") == 3
    assert reading.history_faults(office.officer, case_id) == []
    with office.record() as session:
        from sqlmodel import select

        for row in session.exec(select(BundleFile)):
            assert row.digest == hashlib.sha256(row.content).hexdigest()


@pytest.mark.database("sqlite")
def test_hostile_texts_stand_in_it_word_by_word(office: Office) -> None:
    case_id = told_outcome(office)
    for text in HOSTILE:
        evidence.add_incident(office.officer, case_id, NewIncident(office.day(3), text))
    from tests.review.appeal_case import lodge

    appeal_id = lodge(office, case_id, ground="\n".join(HOSTILE))
    told = everything_in(made(office, case_id, appeal_id))
    flat = re.sub(r"[\s\u200b>]+", "", told["01-the-appeal.txt"])
    for text in HOSTILE:
        assert re.sub(r"[\s>]+", "", clean(text)) in flat, text


@pytest.mark.database("sqlite")
@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    first=st.sampled_from(["Zbigniew", "Maria-Louise", "Ødegaard", "D'Arcy", "Nguyễn"]),
    last=st.sampled_from(["Kowalczyk", "O\u2019Shaughnessy", "Fernández", "Brzęczyszczykiewicz"]),
)
def test_whatever_somebody_is_called_no_file_names_them(
    office: Office, first: str, last: str
) -> None:
    name = f"{first} {last}"
    case_id = office.receive(
        others=(NewParty(name, PartyRole.ALLEGED),), problem=f"{name.upper()} again; {last}'s dog"
    )
    from tests.review.appeal_case import lodge

    appeal_id = lodge(office, case_id, ground=f"Mr {last} and {first} lied", against="threshold")
    for file, text in everything_in(made(office, case_id, appeal_id)).items():
        assert folded(last) not in folded(text), file
        assert folded(first) not in folded(text), file
