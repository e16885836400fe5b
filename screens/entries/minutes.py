"""The form of the minutes: wording over what the record says, place by place."""

from __future__ import annotations

from conference.documents.papers_minutes import wording_places
from conference.review import minutes
from conference.review.desk import Desk
from conference.views import CaseFile, MeetingView, MinutesView
from screens.entries.latest import Latest
from screens.minutes_writer import MinutesWriter
from screens.widgets.fields import AreaField
from screens.widgets.form import Values


def minutes_form(
    desk: Desk, case: CaseFile, meeting: MeetingView, edition: MinutesView
) -> MinutesWriter:
    """Asks for the wording of each place; the minutes with it stand beside the form."""
    places = wording_places(meeting)

    def values_of(now: MinutesView) -> Values:
        return {place.key: now.paragraphs.get(place.key, "") for place in places}

    def find(read: CaseFile) -> MinutesView | None:
        editions = (one for held in read.meetings for one in held.minutes)
        return next((one for one in editions if one.id == edition.id), None)

    latest = Latest(desk, case, edition, find, values_of)

    def save(values: Values) -> None:
        words = {key: str(words) for key, words in values.items()}
        minutes.write(desk, case.id, edition.id, words, latest.now.version)

    start = values_of(edition)
    fields = [
        AreaField(one.key, one.title, str(start[one.key]), help=one.help, lines=4) for one in places
    ]
    return MinutesWriter(
        f"Minutes of {case.reference}, edition {edition.edition}",
        fields,
        save,
        desk=desk,
        place=f"minutes/{edition.id}",
        case_id=case.id,
        theirs=latest.read,
        about="What is recorded stands in the minutes already: write only what is to be added.",
        compose=lambda values: minutes.preview(
            desk, case.id, edition.id, paragraphs={key: str(words) for key, words in values.items()}
        ),
    )
