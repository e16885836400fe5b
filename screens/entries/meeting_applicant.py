"""The form of the applicant's part: how they are heard, in their own words."""

from __future__ import annotations

from conference.forms import ApplicantHeard
from conference.review import applicant
from conference.review.desk import Desk
from conference.views import ApplicantPart, CaseFile, MeetingView
from screens.entries.disclosure import DecidingField
from screens.entries.latest import Latest
from screens.entry import Entry
from screens.widgets.fields import AreaField
from screens.widgets.form import Values


def applicant_form(desk: Desk, case: CaseFile, now: MeetingView) -> Entry:
    """Asks how the applicant takes part, what they say and what they want."""
    latest = Latest(desk, case, now, lambda case: _same(case, now), _values)

    def save(values: Values) -> None:
        form = ApplicantHeard(
            ApplicantPart(str(values["part"])),
            str(values["words"]),
            str(values["reason"]),
            wants=str(values["wants"]),
        )
        applicant.hear_applicant(desk, case.id, now.id, form, shown=latest.now.version)

    given = _values(now)
    wanted = str(given["wants"]) or (case.application.wanted_outcome if case.application else "")
    fields = [
        DecidingField(
            "part",
            "How the applicant is heard",
            [(part, part) for part in ApplicantPart],
            str(given["part"]),
            asks={"reason": ApplicantPart.NOT_INVITED},
            wide=True,
        ),
        AreaField("words", "What they say, in their words", str(given["words"]), lines=5),
        AreaField(
            "wants",
            "The outcome they want, in their words",
            wanted,
            help="Ask them; what the application says stands here to begin with",
            lines=3,
        ),
        AreaField(
            "reason",
            "Why they were not invited",
            str(given["reason"]),
            help="Needed: it is told to the applicant",
            lines=2,
        ),
    ]
    return Entry(
        "The applicant's part",
        fields,
        save,
        desk=desk,
        place=f"heard/{now.id}",
        case_id=case.id,
        theirs=latest.read,
    )


def _same(case: CaseFile, now: MeetingView) -> MeetingView | None:
    return next((one for one in case.meetings if one.id == now.id), None)


def _values(now: MeetingView) -> Values:
    """The applicant's part as its form holds it."""
    return {
        "part": now.applicant_part.value if now.applicant_part else "",
        "words": now.applicant_words,
        "wants": now.applicant_wants,
        "reason": now.applicant_reason,
    }
