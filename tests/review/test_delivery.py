"""Sending an issued letter by e-mail: told truly, retried on request, never doubled."""

from __future__ import annotations

from functools import partial

import pytest

from conference.errors import BadInput, Refused
from conference.exchange.mail import Mail, MailState, Sent, send
from conference.forms import NewParty
from conference.review import delivery, outcome
from conference.views import Channel, DeliveryState, DeliveryView
from tests.mail import mail_server_here
from tests.office import Office

ADDRESS = "mrs.sample@example.org"


class Line:
    """A mail server's answers, one after the other, and what it was given."""

    def __init__(self, *answers: Sent) -> None:
        self.answers = list(answers)
        self.given: list[Mail] = []

    def __call__(self, mail: Mail) -> Sent:
        self.given.append(mail)
        return self.answers.pop(0)


SENT = Sent(MailState.SENT)
FAILED = Sent(MailState.FAILED, "the server refused: 550 no such person here")
UNCERTAIN = Sent(MailState.UNCERTAIN, "the line broke")


def issued(office: Office) -> tuple[str, str]:
    """A case and its issued outcome letter."""
    applicant = NewParty("Mrs A. Sample", address=("1 High St",), email=ADDRESS)
    case_id = office.after_meeting(applicant=applicant)
    letter_id = office.outcome_letter(case_id)
    outcome.issue(office.officer, case_id, letter_id, channel=Channel.EMAIL)
    return case_id, letter_id


def deliveries(office: Office, case_id: str) -> tuple[DeliveryView, ...]:
    return tuple(one for letter in office.case(case_id).letters for one in letter.deliveries)


def test_an_issued_letter_goes_out_once_with_its_frozen_pdf(office: Office) -> None:
    case_id, letter_id = issued(office)
    with mail_server_here() as (box, server):
        delivery.send_letter(office.officer, case_id, letter_id, partial(send, server))
        with pytest.raises(Refused, match="sent there already"):
            delivery.send_letter(office.officer, case_id, letter_id, partial(send, server))
    (message,) = box.messages
    (pdf,) = message.iter_attachments()
    assert pdf.get_content().startswith(b"%PDF")
    assert "Sample" not in str(message["Subject"])
    (kept,) = deliveries(office, case_id)
    assert (kept.state, kept.sent_to, kept.tried_by) == (
        DeliveryState.SENT,
        ADDRESS,
        "Olive Officer",
    )


def test_a_failed_delivery_is_told_and_tried_again_as_the_same_message(office: Office) -> None:
    case_id, letter_id = issued(office)
    line = Line(FAILED, SENT)
    first = delivery.send_letter(office.officer, case_id, letter_id, line)
    assert (first.state, first.problem) == (DeliveryState.FAILED, FAILED.problem)
    delivery.try_again(office.officer, case_id, first.delivery_id, line)
    (kept,) = deliveries(office, case_id)
    assert (kept.state, kept.attempts, kept.problem) == (DeliveryState.SENT, 2, "")
    assert line.given[0].message_id == line.given[1].message_id
    with pytest.raises(Refused, match="was sent"):
        delivery.try_again(office.officer, case_id, first.delivery_id, line)


def test_one_that_is_not_certain_is_sent_again_only_when_somebody_found_out(
    office: Office,
) -> None:
    case_id, letter_id = issued(office)
    line = Line(UNCERTAIN, SENT)
    first = delivery.send_letter(office.officer, case_id, letter_id, line)
    for again in (
        partial(delivery.try_again, office.officer, case_id, first.delivery_id, line),
        partial(delivery.send_letter, office.officer, case_id, letter_id, line),
    ):
        with pytest.raises(Refused, match="not certain"):
            again()
    assert len(line.given) == 1
    delivery.settle(office.officer, case_id, first.delivery_id, arrived=False, how_known="She rang")
    delivery.try_again(office.officer, case_id, first.delivery_id, line)
    assert deliveries(office, case_id)[0].state is DeliveryState.SENT


def test_a_program_that_ends_while_it_sends_leaves_the_attempt_in_the_record(
    office: Office,
) -> None:
    case_id, letter_id = issued(office)

    def killed(_mail: Mail) -> Sent:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        delivery.send_letter(office.officer, case_id, letter_id, killed)
    (kept,) = deliveries(office, case_id)
    assert kept.state is DeliveryState.SENDING
    with pytest.raises(Refused, match="not certain"):
        delivery.send_letter(office.officer, case_id, letter_id, Line(SENT))
    delivery.settle(office.officer, case_id, kept.id, arrived=True, how_known="She has it")
    assert deliveries(office, case_id)[0].state is DeliveryState.SENT


def test_a_draft_is_never_sent(office: Office) -> None:
    case_id = office.after_meeting()
    letter_id = office.outcome_letter(case_id)
    line = Line(SENT)
    with pytest.raises(Refused, match="only an issued letter"):
        delivery.send_letter(office.officer, case_id, letter_id, line, to=ADDRESS)
    assert line.given == []


def test_without_an_address_nothing_is_sent(office: Office) -> None:
    case_id = office.after_meeting()
    letter_id = office.outcome_letter(case_id)
    outcome.issue(office.officer, case_id, letter_id, channel=Channel.POST)
    with pytest.raises(Refused, match="no e-mail address"):
        delivery.send_letter(office.officer, case_id, letter_id, Line(SENT))


def test_the_chair_does_not_send_letters(office: Office) -> None:
    case_id, letter_id = issued(office)
    with pytest.raises(Refused):
        delivery.send_letter(office.chair, case_id, letter_id, Line(SENT))


def test_what_was_found_out_needs_how_it_is_known(office: Office) -> None:
    case_id, letter_id = issued(office)
    first = delivery.send_letter(office.officer, case_id, letter_id, Line(UNCERTAIN))
    with pytest.raises(BadInput):
        delivery.settle(office.officer, case_id, first.delivery_id, arrived=True, how_known=" ")
