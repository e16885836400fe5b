"""Appeals: lodged, acknowledged, sent to the body that the procedure names, and their result.

Schedule 4 paragraph 3 has the procedures say what a dissatisfied applicant may do about (a) how
their application was dealt with and (b) how the review was carried out. An appeal that comes after
the last day is recorded like any other and says so: whether it is looked at is for the body.
"""

from __future__ import annotations

from datetime import date

from sqlmodel import col, select

from conference.errors import BadInput, Problem, Refused
from conference.forms import NewAppeal
from conference.law.access import Operation
from conference.law.calendar import london_day
from conference.law.procedure import NOT_PUBLISHED
from conference.record.tables import Appeal, AppealBundle, Letter
from conference.review.desk import Desk, Work, required
from conference.review.referred_back import open_again
from conference.text import clean, one_line
from conference.views import AppealResult, LetterKind

_LETTERS = {
    "threshold": (LetterKind.THRESHOLD_NOT_MET, LetterKind.APPLICATION_REFUSED),
    "review": (LetterKind.OUTCOME,),
}
"""The letters that tell what can be appealed against, and the last day for it."""


def lodge(desk: Desk, case_id: str, form: NewAppeal) -> str:
    """Record an appeal as it came; return its id.

    The last day is the one that the letter told which the applicant had on the day of the appeal.
    Raises BadInput for what is missing, never because it came late.
    """
    required(ground=form.ground)
    with desk.acting(Operation.RECORD_APPEAL, case_id) as work:
        appeal = work.new(Appeal, **_told(work, form))
        work.did("recorded an appeal", appeal)
        return appeal.id


def correct(desk: Desk, case_id: str, appeal_id: str, form: NewAppeal, *, shown: int) -> None:
    """Change how an appeal was taken down, until its result is known."""
    required(ground=form.ground)
    with desk.acting(Operation.RECORD_APPEAL, case_id) as work:
        appeal = _open_one(work, appeal_id, shown=shown)
        for name, value in _told(work, form).items():
            setattr(appeal, name, value)
        work.did("corrected an appeal", appeal)


def _told(work: Work, form: NewAppeal) -> dict[str, object]:
    """The columns that an appeal's form decides."""
    if form.against not in _LETTERS:
        raise BadInput(
            "It is not said what the appeal is against.",
            (Problem("against", 'this is "threshold" or "review"'),),
            next="Say which decision the applicant is not content with.",
        )
    lodged_on = form.lodged_on or work.today
    _between("lodged on", lodged_on, work.case.received_on, work.today)
    letter = _letter_then(work, form.against, lodged_on)
    last_day = letter.last_appeal_day if letter else None
    return {
        "against": form.against,
        "ground": clean(form.ground),
        "lodged_on": lodged_on,
        "lodged_by": one_line(form.lodged_by) or work.case.applicant_name,
        "letter_id": letter.id if letter else None,
        "last_day": last_day,
        "out_of_time": last_day is not None and lodged_on > last_day,
        "note": clean(form.note),
    }


def _letter_then(work: Work, against: str, day: date) -> Letter | None:
    """The newest letter of the decision that was issued by that day, superseded since or not."""
    issued = work.session.exec(
        select(Letter)
        .where(Letter.case_id == work.case.id, col(Letter.issued_at).is_not(None))
        .order_by(col(Letter.number))
    )
    told = [
        letter
        for letter in issued
        if letter.kind in _LETTERS[against]
        and letter.issued_at is not None
        and london_day(letter.issued_at) <= day
    ]
    return told[-1] if told else None


def acknowledge(desk: Desk, case_id: str, appeal_id: str, *, on: date | None = None) -> None:
    """Record that the appeal was acknowledged.

    on: the day; else the day its acknowledgement letter was issued, or today where none was.
    """
    with desk.acting(Operation.RECORD_APPEAL, case_id) as work:
        appeal = work.find(Appeal, appeal_id)
        if appeal.acknowledged_on is not None:
            raise Refused("This appeal is acknowledged already.", safe="Nothing was changed.")
        day = on or _letter_day(work, appeal) or work.today
        _between("on", day, appeal.lodged_on, work.today)
        appeal.acknowledged_on = day
        work.did("acknowledged an appeal", appeal)


def acknowledged_by(work: Work, letter: Letter) -> None:
    """Note that an acknowledgement which is issued just now acknowledges its appeal."""
    appeal = work.find(Appeal, letter.about_id)
    if appeal.acknowledged_on is None:
        appeal.acknowledged_on = work.today
        work.did("acknowledged an appeal", appeal)


def _letter_day(work: Work, appeal: Appeal) -> date | None:
    letter = work.session.exec(
        select(Letter)
        .where(
            Letter.case_id == work.case.id,
            Letter.about_id == appeal.id,
            Letter.kind == LetterKind.APPEAL_ACKNOWLEDGEMENT,
            col(Letter.issued_at).is_not(None),
        )
        .order_by(col(Letter.number))
    ).first()
    return london_day(letter.issued_at) if letter and letter.issued_at else None


def send(desk: Desk, case_id: str, appeal_id: str, *, to: str = "", on: date | None = None) -> None:
    """Record that the appeal went, with its latest bundle, to the body that looks at it.

    to: whom, where the procedure names none or it went elsewhere. Refused without a bundle.
    """
    with desk.acting(Operation.RECORD_APPEAL, case_id) as work:
        appeal = _open_one(work, appeal_id)
        bundle = _latest_bundle(work, appeal)
        day = on or work.today
        _between("on", day, appeal.lodged_on, work.today)
        appeal.sent_to, appeal.sent_on = one_line(to) or _body(work), day
        work.did("sent an appeal with its bundle", appeal, bundle=bundle.id)


def _latest_bundle(work: Work, appeal: Appeal) -> AppealBundle:
    bundles = select(AppealBundle).where(AppealBundle.appeal_id == appeal.id)
    newest = work.session.exec(bundles.order_by(col(AppealBundle.made_at).desc())).first()
    if newest is None:
        raise Refused(
            "No bundle is made for this appeal yet.",
            safe="Nothing was changed.",
            next="Make the bundle first, and read it: it is what goes to the body.",
        )
    return newest


def _body(work: Work) -> str:
    body = work.procedure.appeal.body
    if body is NOT_PUBLISHED:
        raise BadInput(
            "The procedure does not say who looks at an appeal.",
            (Problem("to", "say whom it was sent to"),),
            next="Ask who does, and write down whom it was sent to.",
        )
    return one_line(body)


def result(
    desk: Desk,
    case_id: str,
    appeal_id: str,
    outcome: AppealResult,
    words: str,
    on: date | None = None,
    *,
    refer_back: bool = True,
) -> str:
    """Record what became of the appeal; return the reference of the review opened, or "".

    An appeal that is upheld and referred back opens a linked review (unless refer_back is False,
    where another body carries it out). words: what the body said.
    """
    required(words=words)
    with desk.acting(Operation.RECORD_APPEAL, case_id) as work:
        appeal = _open_one(work, appeal_id)
        day = on or work.today
        _between("on", day, appeal.lodged_on, work.today)
        if outcome is AppealResult.NOT_ACCEPTED and appeal.last_day and not appeal.out_of_time:
            raise BadInput(
                "This appeal was in time by the day the letter told.",
                next="Check the day it was lodged, or record another result.",
            )
        appeal.result, appeal.result_on, appeal.result_words = outcome, day, clean(words)
        reference = ""
        if outcome is AppealResult.UPHELD and refer_back:
            again = open_again(work, appeal, day)
            appeal.referred_case_id, reference = again.id, again.reference
        more = {"linked review": reference} if reference else {}
        work.did(f"recorded the result of an appeal: {outcome}", appeal, **more)
        return reference


def _open_one(work: Work, appeal_id: str, *, shown: int | None = None) -> Appeal:
    appeal = work.find(Appeal, appeal_id, shown=shown)
    if appeal.result is not None:
        raise Refused(
            f"This appeal is over: {appeal.result}.",
            safe="Nothing was changed.",
            next="If the applicant appeals again, record that as an appeal of its own.",
        )
    return appeal


def _between(name: str, day: date, first: date, last: date) -> None:
    """Raise BadInput where the day cannot be."""
    if day > last:
        raise BadInput("A day cannot be right.", (Problem(name, "this day has not come yet"),))
    if day < first:
        raise BadInput("A day cannot be right.", (Problem(name, f"this is before {first}"),))
