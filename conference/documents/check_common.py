"""What several kinds of letter may not be issued without: a reader, a contact, the appeal."""

from __future__ import annotations

from collections.abc import Iterator

from conference.documents.appeal import Against, appeal_end
from conference.errors import Problem
from conference.law.procedure import NOT_PUBLISHED
from conference.law.when import uk_day
from conference.views import CaseFile


def reader_gaps(case: CaseFile) -> Iterator[Problem]:
    """Whether there is somebody to write to, and a way to reach them."""
    reader = case.applicant
    if reader is None or not reader.name.strip():
        yield Problem("applicant", "there is nobody to write to")
    elif not (any(reader.address) or reader.email):
        yield Problem("applicant", "there is no address and no e-mail address")


def contact_gaps(case: CaseFile) -> Iterator[Problem]:
    """Whether there is somebody to ask, and a way to reach them."""
    if case.spoc is None:
        yield Problem("contact", "no single point of contact is named")
    elif not (case.spoc.phone or case.spoc.email or case.council.phone or case.council.email):
        yield Problem("contact", "there is no telephone number and no e-mail address to ask at")


def appeal_gaps(case: CaseFile, against: Against) -> Iterator[Problem]:
    """What is not published about an appeal is no gap: the letter says how to ask."""
    body = case.procedure.appeal.body
    if body is not NOT_PUBLISHED and not body.strip():
        yield Problem("appeal", "the procedure names an empty appeal body")
    end = appeal_end(case, against, case.taken_on)
    if end is not NOT_PUBLISHED and end.last_day < case.taken_on:
        yield Problem("appeal", f"its last day, {uk_day(end.last_day)}, is already past")
