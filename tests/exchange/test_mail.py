"""Handing a letter to a real mail server, and being told truly what became of it."""

from __future__ import annotations

import ssl
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from conference.errors import BadInput, Unavailable
from conference.exchange import mail
from conference.exchange.mail import PREFIX, Mail, MailServer, MailState, mail_server, send
from tests.mail import PASSWORD, USER, mail_server_here, with_login

MAIL = Mail(
    to="mrs.sample@example.org",
    subject="Erewash: letter ER-2026-0001/3\r\nBcc: everybody@example.org",
    body="Dear Mrs Sample\n.\nŵ and ’quotes’\n" + "long " * 400,
    message_id="<1@case-conference.invalid>",
    date=datetime(2026, 11, 2, 9, 30, tzinfo=UTC),
    file_name="er-2026-0001-3.pdf",
    pdf=b"%PDF-1.7\r\n.\r\n\x00\xff",
)
SETTINGS = {f"{PREFIX}HOST": "mail.council.example", f"{PREFIX}FROM": "asb@council.example"}


def text_of(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def test_the_letter_arrives_as_text_with_its_pdf_to_the_byte() -> None:
    with mail_server_here() as (box, server):
        assert send(server, MAIL).state is MailState.SENT
    (message,) = box.messages
    assert message["To"] == MAIL.to
    assert message["Message-ID"] == MAIL.message_id
    assert text_of(message).split() == MAIL.body.split()
    (pdf,) = message.iter_attachments()
    assert pdf.get_content() == MAIL.pdf
    assert pdf.get_filename() == MAIL.file_name


def test_a_line_break_in_the_subject_adds_nobody_to_the_message() -> None:
    with mail_server_here() as (box, server):
        send(server, MAIL)
    assert "Bcc" not in box.messages[0]


def test_an_address_the_server_refuses_is_a_failure_with_its_reason() -> None:
    with mail_server_here() as (box, server):
        box.refuses = MAIL.to
        sent = send(server, MAIL)
    assert (sent.state, box.messages) == (MailState.FAILED, [])
    assert "550 no such person here" in sent.problem


def test_a_full_postbox_is_a_failure() -> None:
    with mail_server_here() as (box, server):
        box.full = True
        assert send(server, MAIL).state is MailState.FAILED


def test_a_line_that_breaks_after_the_words_is_not_certain() -> None:
    with mail_server_here() as (box, server):
        box.breaks_off = True
        assert send(server, MAIL).state is MailState.UNCERTAIN
    assert len(box.messages) == 1


def test_a_server_that_is_not_there_is_a_failure() -> None:
    with mail_server_here() as (_, server):
        gone = server
    sent = send(gone, MAIL)
    assert sent.state is MailState.FAILED
    assert "could not be reached" in sent.problem


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
@pytest.mark.parametrize(("password", "state"), [(PASSWORD, "sent"), ("wrong", "failed")])
def test_the_account_is_used_where_the_server_asks(
    password: str, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "WAIT", 2.0)
    with mail_server_here(**with_login()) as (_, server):
        sent = send(replace(server, user=USER, password=password), MAIL)
    assert sent.state == state


def test_a_server_without_starttls_gets_no_letter_where_it_is_asked_for() -> None:
    with mail_server_here() as (box, server):
        sent = send(replace(server, starttls=True), MAIL)
    assert (sent.state, box.messages) == (MailState.FAILED, [])


def test_an_untrusted_certificate_gets_no_letter(tmp_path_factory: pytest.TempPathFactory) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate(tmp_path_factory))
    with mail_server_here(tls_context=context) as (box, server):
        sent = send(replace(server, starttls=True), MAIL)
    assert (sent.state, box.messages) == (MailState.FAILED, [])
    assert "certificate" in sent.problem


def test_a_server_that_speaks_tls_from_the_first_byte_gets_the_letter(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    chain, key = certificate(tmp_path_factory)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, key)
    with mail_server_here(ssl_context=context) as (box, server):
        untrusted = send(replace(server, tls=True), MAIL)
        assert (untrusted.state, box.messages) == (MailState.FAILED, [])
        assert "certificate" in untrusted.problem
        monkeypatch.setenv("SSL_CERT_FILE", chain)
        assert send(replace(server, tls=True), MAIL).state is MailState.SENT
    assert len(box.messages) == 1


def certificate(factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A certificate nobody signed, made by the machine's own openssl."""
    import subprocess

    folder = factory.mktemp("tls")
    files = (str(folder / "cert.pem"), str(folder / "key.pem"))
    made = subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *(
                "-subj",
                "/CN=127.0.0.1",
                "-addext",
                "subjectAltName=IP:127.0.0.1",
                "-out",
                files[0],
                "-keyout",
                files[1],
            ),
        ],
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip("openssl is not here to make a certificate")
    return files


@pytest.mark.parametrize("to", ["", "a@b", "a b@example.org", "x@example.org, y@example.org"])
def test_what_is_no_address_is_refused_before_anything_is_sent(to: str) -> None:
    with mail_server_here() as (box, server), pytest.raises(BadInput):
        send(server, replace(MAIL, to=to))
    assert box.messages == []


# The settings


def test_the_password_comes_from_the_environment_or_the_keyring_and_is_never_shown() -> None:
    kept = {("case-conference smtp", "letters"): "from the ring"}
    ring = lambda service, user: kept.get((service, user))  # noqa: E731
    with_user = {**SETTINGS, f"{PREFIX}USER": "letters"}
    assert mail_server(with_user, keyring=ring).password == "from the ring"
    named = {**with_user, f"{PREFIX}PASSWORD": " spaced "}
    server = mail_server(named, keyring=ring)
    assert server.password == " spaced "
    assert "spaced" not in repr(server)


def test_without_a_server_the_officer_is_told_what_to_do() -> None:
    with pytest.raises(Unavailable, match="CONFERENCE_SMTP_HOST"):
        mail_server({})


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("PORT", "many"),
        ("PORT", "70000"),
        ("STARTTLS", "perhaps"),
        ("STARTTLS", "no"),
        ("TLS", "perhaps"),
        ("FROM", "me"),
    ],
)
def test_a_wrong_setting_is_named(key: str, value: str) -> None:
    with pytest.raises(BadInput, match=f"{PREFIX}{key}"):
        mail_server({**SETTINGS, f"{PREFIX}{key}": value})


@pytest.mark.parametrize(
    ("said", "port", "tls", "starttls"),
    [
        ({}, 587, False, True),
        ({"PORT": "465"}, 465, True, False),
        ({"TLS": "yes"}, 465, True, False),
        ({"TLS": "yes", "PORT": "2465"}, 2465, True, False),
        ({"TLS": "yes", "STARTTLS": "no"}, 465, True, False),
        ({"PORT": "465", "TLS": "no"}, 465, False, True),
    ],
)
def test_port_465_speaks_tls_from_the_first_byte(
    said: dict[str, str], port: int, tls: bool, starttls: bool
) -> None:
    server = mail_server({**SETTINGS, **{PREFIX + key: value for key, value in said.items()}})
    assert (server.port, server.tls, server.starttls) == (port, tls, starttls)


def test_a_server_on_this_machine_may_do_without_starttls() -> None:
    here = {**SETTINGS, f"{PREFIX}HOST": "localhost", f"{PREFIX}STARTTLS": "no"}
    server = mail_server(here)
    assert server == MailServer("localhost", 587, "asb@council.example", starttls=False)
