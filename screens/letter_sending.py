"""Sending an issued letter by e-mail, trying again, and saying what was found out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from conference.exchange.mail_account import account_sender
from conference.review import delivery
from conference.review.delivery import Attempt
from conference.views import CaseFile, DeliveryState, DeliveryView, LetterView
from screens.acting import attempt, succeeded
from screens.dialogs.ask import Ask
from screens.dialogs.choose import Choose
from screens.dialogs.confirm import Confirm
from screens.stage import StagePane

_UNSETTLED = (DeliveryState.UNCERTAIN, DeliveryState.SENDING)


async def send_by_email(pane: StagePane, case: CaseFile, letter: LetterView) -> bool:
    """Send the letter, or go on with a sending that failed; whether anything was recorded."""
    latest = letter.deliveries[-1] if letter.deliveries else None
    if latest is None or latest.state is DeliveryState.SENT:
        return await _send(pane, case, letter, latest)
    if latest.state in _UNSETTLED:
        return await _settle(pane, case, latest)
    question = Confirm(
        f"Try again to send it to {latest.sent_to}?", latest.problem, yes="Send", no="Leave it"
    )
    if not await pane.app.push_screen_wait(question):
        return False
    return await _try(pane, partial(delivery.try_again, pane.desk, case.id, latest.id))


async def _send(
    pane: StagePane, case: CaseFile, letter: LetterView, latest: DeliveryView | None
) -> bool:
    sent = f"It was sent to {latest.sent_to} already. " if latest else ""
    asked = Ask(
        f"{sent}To which e-mail address should {letter.number} go?",
        "Address",
        value="" if latest else _address(case, letter),
        help="It goes as plain text with its PDF, and never twice to one address.",
    )
    address = await pane.app.push_screen_wait(asked)
    if not address:
        return False
    act = partial(delivery.send_letter, pane.desk, case.id, letter.id, to=address)
    return await _try(pane, act)


def _address(case: CaseFile, letter: LetterView) -> str:
    if "@" in letter.sent_to:
        return letter.sent_to
    if letter.agency_id:
        return next((one.email for one in case.agencies if one.id == letter.agency_id), "")
    return case.applicant.email if case.applicant else ""


async def _try(pane: StagePane, act: Callable[..., Attempt]) -> bool:
    sender = await attempt(pane, account_sender)
    if sender is None:
        return False
    pane.notify("The letter is being sent.", markup=False)
    told = await attempt(pane, partial(act, sender=sender))
    if told is not None and told.state is DeliveryState.SENT:
        pane.notify("The letter was sent.", markup=False)
    elif told is not None:
        words = f"The letter is {told.state}: {told.problem}."
        pane.notify(words, severity="warning", markup=False)
    return True


async def _settle(pane: StagePane, case: CaseFile, latest: DeliveryView) -> bool:
    """Ask what was found out about a sending that is not certain."""
    choices = [("yes", "It arrived"), ("no", "It did not arrive")]
    question = f"Whether it reached {latest.sent_to} is not certain. What was found out?"
    found = await pane.app.push_screen_wait(Choose("The letter", choices, question=question))
    if found is None:
        return False
    how = await pane.app.push_screen_wait(Ask("How is it known?", "How"))
    if not how:
        return False
    act = partial(
        delivery.settle,
        pane.desk,
        case.id,
        latest.id,
        arrived=found == "yes",
        how_known=how,
    )
    return await succeeded(pane, act)
