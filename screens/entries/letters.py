"""Forms of the letters: how one is issued."""

from __future__ import annotations

from conference.review import outcome
from conference.review.desk import Desk
from conference.views import CaseFile, Channel, LetterView
from screens.entries.faults import told_in_full
from screens.entry import Entry
from screens.widgets.fields import ChoiceField, TextField
from screens.widgets.form import Values


def issue_form(desk: Desk, case: CaseFile, letter: LetterView) -> Entry:
    """Asks how the letter goes out, and issues it; what is missing is said in the form."""

    def save(values: Values) -> None:
        outcome.issue(
            desk,
            case.id,
            letter.id,
            channel=Channel(str(values["channel"])),
            sent_to=str(values["sent_to"]),
        )

    fields = [
        ChoiceField("channel", "How it is sent", [(one, one) for one in Channel], required=True),
        TextField("sent_to", "Sent to", help="Empty: the address in the case", wide=True),
    ]
    return Entry(
        f"Issue {letter.number}",
        fields,
        told_in_full(save, {}),
        desk=desk,
        place=f"issue/{letter.id}",
        case_id=case.id,
        about="Once issued, a letter never changes. A correction is a new letter.",
        save_words="Issue",
    )
