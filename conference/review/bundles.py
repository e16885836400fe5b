"""The appeal bundle: made from the record as it is, frozen, and read by whoever may read it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import col, select

from conference.casefile import open_case
from conference.casefile.outcome import history as history_lines
from conference.casefile.reader import Reader
from conference.documents.bundle import BundleFiles, compose_bundle, write_bundle
from conference.errors import NotFound
from conference.exchange.bundles import zipped
from conference.law import access
from conference.law.access import Operation
from conference.law.audience import COMMISSIONER, PANEL, AudienceKind
from conference.record.history import printed_head
from conference.record.tables import Appeal, AppealBundle, BundleFile, LetterFile
from conference.review.desk import Desk, Work, find_case, not_yours, note_at, standing_in
from conference.review.reading import own_audience
from conference.text import one_line
from conference.views import AppealView, CaseFile, HistoryLine
from conference.views.after import KEY_ENDING

_NO_SUCH_FILE = "There is no such file."


@dataclass(frozen=True)
class _Gathered:
    """All that a bundle is made from, as it was at one moment."""

    case: CaseFile
    panel: CaseFile
    appeal: AppealView
    history: tuple[HistoryLine, ...]
    letters: Mapping[str, str]
    record: str


def make_bundle(desk: Desk, case_id: str, appeal_id: str, *, also: Iterable[str] = ()) -> str:
    """Make and freeze the bundle for an appeal; return its id. Earlier bundles stay as they are.

    also: further names to hide, of people whom the record does not know by name.
    """
    names = tuple(filter(None, map(one_line, also)))
    with desk.acting(Operation.MAKE_BUNDLE, case_id) as work:
        work.find(Appeal, appeal_id)
        gathered = _gather(work, appeal_id)
    # Setting the files takes a while: nobody else has to wait with their saving meanwhile.
    composed = compose_bundle(
        gathered.case,
        gathered.panel,
        gathered.appeal,
        history=gathered.history,
        letters=gathered.letters,
        also=names,
        templates=desk.own_templates("papers"),
    )
    files = write_bundle(composed, gathered.case, gathered.record)
    with desk.acting(Operation.MAKE_BUNDLE, case_id) as work:
        return _freeze(work, work.find(Appeal, appeal_id), files)


def _gather(work: Work, appeal_id: str) -> _Gathered:
    session, case, today = work.session, work.case, work.today
    seen = open_case(session, case, COMMISSIONER, today)
    return _Gathered(
        case=seen,
        panel=open_case(session, case, PANEL, today),
        appeal=next(one for one in seen.appeals if one.id == appeal_id),
        history=history_lines(Reader(session, case, COMMISSIONER, today)),
        letters=_letter_texts(work),
        record=printed_head(session, case.council_id),
    )


def _letter_texts(work: Work) -> dict[str, str]:
    """The text of each letter as it was frozen, by the letter's id."""
    frozen = work.session.exec(
        select(LetterFile).where(LetterFile.case_id == work.case.id, LetterFile.format == "txt")
    )
    return {row.letter_id: row.content.decode() for row in frozen}


def _freeze(work: Work, appeal: Appeal, files: BundleFiles) -> str:
    made = work.session.exec(select(AppealBundle).where(AppealBundle.case_id == work.case.id)).all()
    stem = _stem(work.case.reference, len(made) + 1)
    bundle = work.new(
        AppealBundle,
        appeal_id=appeal.id,
        made_at=work.moment_after(*(one.made_at for one in made)),
        made_by=work.actor,
        pages=files.pages,
    )
    work.did("made the appeal bundle", bundle)
    whole = {
        f"{stem}.pdf": files.pdf,
        f"{stem}.zip": zipped(files.parts),
        f"{stem}{KEY_ENDING}": files.key,
    }
    for name, content in whole.items():
        row = work.new(
            BundleFile,
            bundle_id=bundle.id,
            name=name,
            content=content,
            size=len(content),
            digest=hashlib.sha256(content).hexdigest(),
        )
        work.did("froze a file of the appeal bundle", row)
    return bundle.id


def _stem(reference: str, number: int) -> str:
    safe = re.sub(r"[^a-z0-9]+", "-", reference.casefold()).strip("-")
    return f"{safe}-appeal-bundle-{number}"


def read_bundle_file(desk: Desk, case_id: str, file_id: str) -> bytes:
    """One frozen file of a bundle, for whoever reads the case as the commissioner or the panel.

    NotFound for everybody else, and for the key where it is not the chair or the officer who asks.
    """
    return next(iter(_read(desk, case_id, col(BundleFile.id) == file_id).values()))


def read_bundle(desk: Desk, case_id: str, bundle_id: str) -> dict[str, bytes]:
    """The files of a bundle that whoever is at the desk may have, by name."""
    return _read(desk, case_id, col(BundleFile.bundle_id) == bundle_id)


def _read(desk: Desk, case_id: str, which: object) -> dict[str, bytes]:
    """The files, and a line in the history that they were read."""
    with desk.store.reading() as session:
        case = find_case(session, desk, case_id)
        standing = standing_in(session, desk, case)
        if not access.may_know_of_case(standing):
            raise not_yours(desk, Operation.READ_CASE, case)
        kind = own_audience(standing).kind
        rows = session.exec(
            select(BundleFile)
            .where(BundleFile.case_id == case.id, which)  # type: ignore[arg-type]
            .order_by(col(BundleFile.name))
        )
        may_read = kind in (AudienceKind.PANEL, AudienceKind.COMMISSIONER)
        files = {
            row.name: row.content
            for row in (rows if may_read else ())
            if row.content and (kind is AudienceKind.PANEL or not row.name.endswith(KEY_ENDING))
        }
        if not files:
            raise NotFound(_NO_SUCH_FILE, next="Open the case again.")
    with desk.store.writing() as session:
        note_at(session, desk, "read the appeal bundle", case, {"files": sorted(files)})
    return files
