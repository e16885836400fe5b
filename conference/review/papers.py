"""The panel's papers: the agenda pack, made for the chair and the officer, who share it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from conference.casefile import open_case
from conference.documents.papers import compose_pack
from conference.documents.writing import Format, write
from conference.law.access import Operation
from conference.law.audience import PANEL
from conference.record.weighing import weigh
from conference.review.desk import Desk
from conference.review.outcome import letterhead_of

PACK_FORMATS: tuple[Format, ...] = ("pdf", "docx", "html", "txt")


@dataclass(frozen=True)
class AgendaPack:
    """An agenda pack as files."""

    reference: str
    for_chair: bool
    files: dict[str, bytes]
    """Bytes by the name the file is saved under: ER-2026-0001-agenda-pack.pdf."""


def agenda_pack(
    desk: Desk,
    case_id: str,
    *,
    for_chair: bool = False,
    formats: Iterable[Format] = PACK_FORMATS,
) -> AgendaPack:
    """The agenda pack of the case as it is now; the history says that it was made.

    for_chair: with the entries for named agencies alone and the chair's own items, which the pack
    for everybody at the table leaves out. The council's own template and letterhead come before
    the shipped ones.
    """
    with desk.acting(Operation.MAKE_PACK, case_id) as work:
        case = open_case(work.session, work.case, PANEL, desk.today)
        assessment = weigh(work.session, work.case, work.procedure)
    # Setting the files takes a while: nobody else has to wait with their saving meanwhile.
    own = desk.own_templates("papers")
    document = compose_pack(case, assessment, for_chair=for_chair, templates=own)
    name = f"{case.reference}-agenda-pack{'-chair' if for_chair else ''}"
    files = {
        f"{name}.{format}": write(
            document,
            format,
            council=case.council,
            reference=case.reference,
            letterhead=letterhead_of(desk),
        )
        for format in formats
    }
    with desk.acting(Operation.MAKE_PACK, case_id) as work:
        digests = {name: sha256(content).hexdigest() for name, content in files.items()}
        copy = "the chair's own copy" if for_chair else "for the panel"
        work.note("made the agenda pack", details=digests, about=copy)
    return AgendaPack(case.reference, for_chair, files)
