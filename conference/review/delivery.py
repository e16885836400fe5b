"""Sending an issued letter by e-mail: noted before it is tried, so that none goes out twice."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import select

from conference.errors import NotFound, Refused
from conference.exchange.mail import Mail, MailState, Sent, is_address
from conference.law.access import Operation
from conference.record.tables import Agency, Council, Delivery, Letter, LetterFile, Party
from conference.review.desk import Desk, Work, required
from conference.text import one_line
from conference.views import Channel, DeliveryState, LetterState, PartyRole

Sender = Callable[[Mail], Sent]
"""Hands a message to a mail server and tells what became of it."""
_STATES = {
    MailState.SENT: DeliveryState.SENT,
    MailState.FAILED: DeliveryState.FAILED,
    MailState.UNCERTAIN: DeliveryState.UNCERTAIN,
}


@dataclass(frozen=True)
class Attempt:
    """What became of an attempt."""

    delivery_id: str
    state: DeliveryState
    problem: str


def send_letter(
    desk: Desk, case_id: str, letter_id: str, sender: Sender, *, to: str = ""
) -> Attempt:
    """Send an issued letter to its reader's address, or the one given.

    The attempt is in the record before a word leaves: if the program ends meanwhile, it stays as
    "being sent", which a person settles. Refused where it was sent there already or may have been.
    """
    with desk.acting(Operation.SEND_LETTER, case_id) as work:
        letter = work.find(Letter, letter_id)
        address = one_line(to) or _readers_address(work, letter)
        _may_be_sent(work, letter, address)
        delivery = work.new(
            Delivery,
            letter_id=letter.id,
            channel=Channel.EMAIL.value,
            sent_to=address,
            message_id=f"<{uuid.uuid4().hex}@case-conference.invalid>",
        )
        mail = _begin(work, delivery, letter)
        delivery_id = delivery.id
    return _try(desk, case_id, delivery_id, sender, mail)


def try_again(
    desk: Desk, case_id: str, delivery_id: str, sender: Sender, *, confirmed: bool = False
) -> Attempt:
    """Try a delivery again that failed, with the message's own identity.

    confirmed: somebody found out that one which was not certain did not arrive.
    """
    with desk.acting(Operation.SEND_LETTER, case_id) as work:
        delivery = work.find(Delivery, delivery_id)
        if delivery.state is DeliveryState.SENT:
            raise Refused("That letter was sent.", safe="It was not sent again.")
        if delivery.state is not DeliveryState.FAILED and not confirmed:
            raise _not_certain()
        mail = _begin(work, delivery, work.find(Letter, delivery.letter_id))
    return _try(desk, case_id, delivery_id, sender, mail)


def settle(desk: Desk, case_id: str, delivery_id: str, *, arrived: bool, how_known: str) -> None:
    """Record what somebody found out about a delivery that was not certain."""
    required(how_it_is_known=how_known)
    with desk.acting(Operation.SEND_LETTER, case_id) as work:
        delivery = work.find(Delivery, delivery_id)
        if delivery.state not in (DeliveryState.UNCERTAIN, DeliveryState.SENDING):
            raise Refused(f"That delivery is {delivery.state}: there is nothing to find out.")
        delivery.state = DeliveryState.SENT if arrived else DeliveryState.FAILED
        delivery.problem = "" if arrived else one_line(how_known)
        found = "arrived" if arrived else "did not arrive"
        work.did(f"found out that a letter {found}", delivery, how_known=one_line(how_known))


def _not_certain() -> Refused:
    return Refused(
        "Whether that letter went out is not certain.",
        safe="It was not sent again.",
        next="Find out whether it arrived, and record that first.",
    )


def _may_be_sent(work: Work, letter: Letter, address: str) -> None:
    if letter.state is not LetterState.ISSUED:
        raise Refused(
            f"The letter is {letter.state}: only an issued letter is sent.",
            safe="Nothing was sent.",
        )
    if not is_address(address):
        raise Refused(
            "There is no e-mail address to send it to.",
            safe="Nothing was sent.",
            next="Give the address, or correct the applicant's.",
        )
    earlier = work.session.exec(
        select(Delivery).where(Delivery.letter_id == letter.id, Delivery.sent_to == address)
    )
    for one in earlier:
        if one.state is DeliveryState.SENT:
            raise Refused("That letter was sent there already.", safe="It was not sent again.")
        if one.state is DeliveryState.FAILED:
            raise Refused(
                "Sending it there failed before.",
                safe="It was not sent again.",
                next="Try that delivery again.",
            )
        raise _not_certain()


def _readers_address(work: Work, letter: Letter) -> str:
    """Of the agency the letter goes to, or else of the applicant."""
    if letter.agency_id:
        return one_line(work.find(Agency, letter.agency_id).email)
    applicant = work.session.exec(
        select(Party).where(Party.case_id == work.case.id, Party.role == PartyRole.APPLICANT)
    ).first()
    return one_line(applicant.email) if applicant else ""


def _begin(work: Work, delivery: Delivery, letter: Letter) -> Mail:
    """Note the attempt, and make the message of the frozen files."""
    delivery.state, delivery.problem = DeliveryState.SENDING, ""
    delivery.attempts += 1
    delivery.tried_at, delivery.tried_by = work.now, work.actor
    work.did("began to send the letter", delivery)
    number = f"{work.case.reference}/{letter.number}"
    council = work.session.get_one(Council, work.case.council_id)
    return Mail(
        to=delivery.sent_to,
        subject=f"{council.name}: letter {number}",
        body=_frozen(work, letter, "txt").decode(),
        message_id=delivery.message_id,
        date=work.now,
        file_name=f"{number.replace('/', '-').lower()}.pdf",
        pdf=_frozen(work, letter, "pdf"),
    )


def _frozen(work: Work, letter: Letter, kind: str) -> bytes:
    row = work.session.exec(
        select(LetterFile).where(LetterFile.letter_id == letter.id, LetterFile.format == kind)
    ).first()
    if row is None:
        raise NotFound("The letter's file is not there.", next="Open the case again.")
    return row.content


def _try(desk: Desk, case_id: str, delivery_id: str, sender: Sender, mail: Mail) -> Attempt:
    sent = sender(mail)
    with desk.acting(Operation.SEND_LETTER, case_id) as work:
        delivery = work.find(Delivery, delivery_id)
        delivery.state, delivery.problem = _STATES[sent.state], sent.problem
        work.did(f"sending the letter: {delivery.state}", delivery)
        return Attempt(delivery_id, delivery.state, sent.problem)
