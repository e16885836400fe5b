"""Ready text for chasing an agency: a plain text template a rung, for an officer to send.

The text goes by e-mail, so it names the case by its reference and nobody in it.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from conference.chasing import days_late
from conference.documents.sandbox import CLOSE, OPEN, render
from conference.documents.template import SHIPPED, LetterTemplate, template_fault
from conference.errors import NotFound, Refused
from conference.law.audience import AudienceKind
from conference.law.when import uk_day
from conference.text import one_line
from conference.views import CaseFile, PersonView, RequestState, RequestView, Rung

CHASES = SHIPPED / "chases"
PRACTICE = "PRACTICE: nobody here is real. Do not send this."
_TOKEN = re.compile(f"{OPEN}(\\d+){CLOSE}")
_GAP = re.compile(r"\n{3,}")


def chase_text(
    rung: Rung,
    case: CaseFile,
    request: RequestView,
    *,
    today: date,
    sender: PersonView,
    templates: Path | None = None,
) -> str:
    """The text of a chase, its subject on the first line.

    case: as the agency that is asked may see it. request: with its earlier chases. templates: a
    council's folder of chase templates. Raises Refused for a case that is another reader's,
    NotFound and BadInput where the template cannot be used.
    """
    if (case.audience.kind, case.audience.agency_id) != (AudienceKind.AGENCY, request.agency_id):
        raise Refused("A chase is written from what the agency itself may see.")
    template = _read(rung, templates)
    text, values = render(template, _words(case, request, today, sender))
    poured = _TOKEN.sub(lambda token: values[int(token[1])], text)
    practice = f"{PRACTICE}\n\n" if case.council.practice else ""
    return f"{practice}{_GAP.sub(chr(10) * 2, poured).strip()}\n"


def _words(
    case: CaseFile, request: RequestView, today: date, sender: PersonView
) -> dict[str, object]:
    """What a template can name; what is not known is empty."""
    late = days_late(request.due_on, today)
    meeting = case.meeting
    chased = dict.fromkeys(uk_day(one.chased_on) for one in request.chases)
    contact = case.spoc or sender
    return {
        "reference": one_line(case.reference),
        "agency": one_line(request.agency_name),
        "asked": request.asked,
        "asked_on": uk_day(request.asked_on),
        "due": uk_day(request.due_on) if request.due_on else "",
        "late": f"{late} day{'' if late == 1 else 's'} ago" if late else "",
        "part": request.state is RequestState.PART_ANSWERED,
        "reminded": tuple(chased),
        "meeting": uk_day(meeting.planned_for) if meeting and meeting.planned_for else "",
        "basis": request.legal_basis,
        "sender": (
            contact.name,
            contact.title,
            case.council.name,
            contact.phone or case.council.phone,
            contact.email or case.council.email,
        ),
    }


def _read(rung: Rung, folder: Path | None) -> LetterTemplate:
    name = f"{rung.value}.txt.j2"
    places = [place / name for place in (folder, CHASES) if place is not None]
    path = next((place for place in places if place.is_file()), None)
    if path is None:
        raise NotFound(f"There is no template called {name}.")
    try:
        text = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise template_fault(path, None, "it is not UTF-8 text; save it as UTF-8") from None
    return LetterTemplate(path, text, ())
