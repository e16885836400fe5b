"""Appeals in words."""

from __future__ import annotations

from textual.content import Content

from conference.case.facts import told
from conference.documents.appeal_time import AGAINST, time_mark, time_words
from conference.law.calendar import london_time
from conference.law.procedure import NOT_PUBLISHED, Procedure
from conference.views import AppealView, BundleView, CaseFile
from screens.widgets.line_list import Cell, Row, RowList
from screens.words.parts import counted, headed, labelled, paragraphs, short_day

NOTHING = "No appeal is recorded."
_DIGEST_SHOWN = 16


def appeal_rows(case: CaseFile) -> RowList:
    """A row for each appeal: the day, what it is against, its time, how far it has come."""
    return RowList(
        Row(
            one.id,
            (
                short_day(one.lodged_on),
                one.against,
                Cell(time_mark(one), "warning" if one.out_of_time else ""),
                Cell(state_words(one), "success" if one.result else "warning"),
            ),
        )
        for one in case.appeals
    )


def state_words(appeal: AppealView) -> str:
    """How far an appeal has come, in a few words."""
    if appeal.result is not None:
        return str(appeal.result)
    if appeal.sent_on is not None:
        late = "" if appeal.acknowledged_on else ", not acknowledged"
        return f"sent {short_day(appeal.sent_on)}{late}"
    if appeal.acknowledged_on is not None:
        return "acknowledged, not sent"
    return "lodged, not acknowledged"


def appeal_words(appeal: AppealView, case: CaseFile) -> Content:
    """All that is known of an appeal."""
    not_yet = {"Acknowledged": appeal.acknowledged_on, "Sent": appeal.sent_on}
    return paragraphs(
        headed(time_words(appeal, case.procedure)),
        labelled(
            ("Against", AGAINST.get(appeal.against, appeal.against)),
            *told(appeal, ("against",)),
            *((label, "not yet") for label, day in not_yet.items() if day is None),
        ),
        *map(bundle_words, reversed(appeal.bundles)),
    )


def bundle_words(bundle: BundleView) -> Content:
    """A bundle with its files, each with the beginning of its digest."""
    files = [
        f"{file.name}, {max(file.size // 1000, 1)} kB, SHA-256 {file.digest[:_DIGEST_SHOWN]}…"
        + (" (for the chair and the officer alone)" if file.is_key else "")
        for file in bundle.files
    ]
    return headed(f"Bundle of {bundle_title(bundle)}", "\n".join(files))


def bundle_title(bundle: BundleView) -> str:
    """When a bundle was made, by whom, and its length."""
    at = f"{london_time(bundle.made_at):%d %b %Y %H:%M}"
    return f"{at}, by {bundle.made_by}: {counted(bundle.pages, 'page')}"


def grounds_words(procedure: Procedure) -> str:
    """The grounds that the procedure publishes, or that it publishes none."""
    grounds = procedure.appeal.grounds
    if grounds is NOT_PUBLISHED or not grounds:
        return "The procedure publishes no grounds. Write down what the applicant says."
    return f"Published grounds: {'; '.join(grounds)}"


def window_words(procedure: Procedure) -> str:
    """The time to appeal, or a warning that none is published."""
    window = procedure.appeal.window
    if window is NOT_PUBLISHED:
        return "The procedure publishes no time to appeal, so none can be late. Nobody may guess."
    return f"Time to appeal: {window}. A late one is recorded too, and says so."


def body_words(procedure: Procedure) -> str:
    """Who looks at an appeal; empty where it is not published."""
    body = procedure.appeal.body
    return "" if body is NOT_PUBLISHED else str(body)
