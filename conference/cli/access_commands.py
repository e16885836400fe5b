"""`conference person password`, `role`, `close`, `sign-ins` and others: who can get in, as what."""

from __future__ import annotations

import os
import sys
from functools import partial
from typing import Annotated

import typer

from conference.cli.office import account_name, at_desk, now, open_store, person_called, who_acts
from conference.cli.options import Acting, Json, Yes, confirmed
from conference.cli.passwords import code_of, new_password, own_client, password_of, typed_secret
from conference.cli.place import named_council, own_templates
from conference.cli.printing import say, say_json, tell
from conference.errors import MustHaveCodes, NeedsCode, NeedsConfirming, Refused
from conference.exchange.code_keys import SETTING
from conference.law.access import Role
from conference.law.passwords import RULE
from conference.record.store import Store
from conference.review import accounts, roles, sign_in
from conference.review import codes as codes_review
from conference.review import codes_key as codes_key_review
from conference.review.councils import council_meant
from conference.review.desk import Desk
from conference.review.sign_ins import end_others, leave, open_sign_ins, set_sign_in_hours
from conference.views import PersonView

_SEALED = (
    "They are sealed in the record. A machine that takes them needs the key: "
    "conference person codes-key --help"
)
_CLEAR = (
    "What makes them is not sealed in the record: this machine has no key of its own for it. "
    "See: conference person codes-key --help"
)
Name = Annotated[str, typer.Argument(metavar="NAME", help="Whose.")]


def add_to(group: typer.Typer) -> None:
    """Add the commands to the group of `conference person`."""
    group.command("password")(password)
    group.command("reset")(reset)
    group.command("unlock")(unlock)
    group.command("codes")(codes)
    group.command("codes-key")(codes_key)
    group.command("role")(role)
    group.command("close")(close)
    group.command("reopen")(reopen)
    group.command("access")(access)
    group.command("lock-after")(lock_after)
    group.command("sign-ins")(sign_ins)
    group.command("sign-in-lasts")(sign_in_lasts)
    group.command("codes-for")(codes_for)


def password(
    name: Annotated[
        str, typer.Argument(metavar="[NAME]", help="Somebody else's, by an administrator.")
    ] = "",
    acting: Acting = None,
) -> None:
    """Change your own password, or set the first one; with NAME, give somebody else one.

    Passwords are typed without being shown, or come from CONFERENCE_PASSWORD (the one until now)
    and CONFERENCE_NEW_PASSWORD. Whoever is given one has to change it at once.
    """
    if name:
        with at_desk(acting, Role.ADMINISTRATOR) as desk:
            other = person_called(desk.store, desk.council_id, name)
            sign_in.reset_password(desk, other.id, new_password(other.name))
        say(f"{other.name}: a password for one sign-in is set.")
        return
    with open_store() as store:
        council_id = _council(store)
        first = sign_in.asks_for_first_password(store, council_id)
        person = who_acts(store, council_id, acting, Role.ADMINISTRATOR)
        if first:
            tell(RULE)
            given = new_password(person.name)
            begun = sign_in.set_first_password(
                store,
                council_id,
                person.id,
                given,
                now,
                templates=own_templates(),
                client=own_client(),
            )
            leave(begun, quietly=True)
            say(
                f"{person.name}: the first password is set. Give the others theirs with: "
                "conference person reset NAME"
            )
        else:
            _change(store, council_id, person)
            say(f"{person.name}: the password is changed.")


def _change(store: Store, council_id: str, person: PersonView) -> None:
    if not sign_in.asks_for_password(store, council_id):
        raise Refused("A practice council asks for no passwords.", safe="Nothing was changed.")
    old = password_of(person.name)
    tell(RULE)
    change = partial(
        sign_in.change_password,
        store,
        council_id,
        person.id,
        old,
        new_password(person.name),
        now,
        templates=own_templates(),
        client=own_client(),
    )
    try:
        desk = change()
    except NeedsCode:
        code = code_of(person.name)
        if not code:
            raise
        desk = change(code=code)
    leave(desk, quietly=True)


def _council(store: Store) -> str:
    council_id = council_meant(store, named_council())
    if council_id is None:
        raise Refused("Nothing is set up yet.", next="Begin with: conference set-up --help")
    return council_id


def reset(
    name: Name,
    on_this_machine: Annotated[
        bool,
        typer.Option(
            "--on-this-machine",
            help="For an administrator whom nobody else can let in: by whoever owns the file, or "
            "holds the tables on the server.",
        ),
    ] = False,
    yes: Yes = False,
    acting: Acting = None,
) -> None:
    """Give somebody a password for one sign-in, and print it once; they change it at once."""
    if on_this_machine:
        with open_store() as store:
            council_id = _council(store)
            other = person_called(store, council_id, name)
            operator = _operator(store) or _must_hold(store)
            confirmed(f"Give {other.name} a new password and take their codes off?", yes=yes)
            door = sign_in.Door(store, council_id, other.id, now)
            given = sign_in.reset_here(door, operator)
    else:
        with at_desk(acting, Role.ADMINISTRATOR) as desk:
            other = person_called(desk.store, desk.council_id, name)
            given = sign_in.reset_password(desk, other.id)
    tell("For one sign-in, shown this once; tell it to them yourself:")
    say(given)


def unlock(name: Name, acting: Acting = None) -> None:
    """Let somebody whom wrong tries made wait try again at once; it is in the history.

    Whoever owns the database file, or holds its tables on a server, needs no password for it.
    """
    with open_store() as store:
        council_id = _council(store)
        other = person_called(store, council_id, name)
        operator = _operator(store)
        if operator:
            sign_in.unlock_here(sign_in.Door(store, council_id, other.id, now), operator)
    if not operator:
        with at_desk(acting, Role.ADMINISTRATOR) as desk:
            sign_in.unlock(desk, other.id)
    say(f"{other.name} can try again.")


def _operator(store: Store) -> str:
    """Who holds the record without the program, as the history names them; "" for whoever does not.

    The account that owns the database file; on a server, a role that holds the tables and is not
    the one the program works under.
    """
    if store.file is None:
        role = store.holder_from_outside()
        return f"{account_name()}, database role {role}" if role else ""
    owns = not hasattr(os, "getuid") or store.file.stat().st_uid == os.getuid()
    return account_name() if owns else ""


def _must_hold(store: Store) -> str:
    if store.file is None:
        raise Refused(
            "That is for a database role that holds the tables and is not the program's own.",
            safe="Nothing was changed.",
            next="Have CONFERENCE_DATABASE name such a role for this one command, as the page on "
            "PostgreSQL says (docs/county.md).",
        )
    raise Refused(
        "Only whoever owns the database file does that.",
        safe="Nothing was changed.",
        next="Run it under that account, on the machine the file is on.",
    )


def codes(
    name: Annotated[
        str, typer.Argument(metavar="[NAME]", help="With --off: somebody else's.")
    ] = "",
    off: Annotated[bool, typer.Option("--off", help="Turn them off.")] = False,
    acting: Acting = None,
) -> None:
    """Turn your one-time codes on, with a code that proves it, or --off."""
    if name and not off:
        raise Refused("Everybody turns their own codes on.", safe="Nothing was changed.")
    try:
        _change_codes(name, acting, off=off)
    except MustHaveCodes:
        if off:
            raise
        _set_up_codes(acting)


def _change_codes(name: str, acting: str | None, *, off: bool) -> None:
    with at_desk(acting, Role.ADMINISTRATOR) as desk:
        if name:
            other = person_called(desk.store, desk.council_id, name)
            codes_review.turn_off_for(desk, other.id)
            say(f"{other.name}: one-time codes are off.")
        elif off:
            codes_review.turn_off(desk)
            say(f"{desk.person.name}: one-time codes are off.")
        else:
            _turn_on(desk)


def _turn_on(desk: Desk) -> None:
    offered = codes_review.offer(desk)
    recovery = codes_review.confirm(desk, offered, _code_for(offered))
    _say_codes(desk, recovery)


def _code_for(offered: codes_review.Offer) -> str:
    """A code of what is offered, typed by whoever gave it to their authenticator."""
    say("Add this to your authenticator:", f"Secret: {offered.secret}", offered.address)
    tell("Then type the code it shows:")
    return sys.stdin.readline()


def _say_codes(desk: Desk, recovery: tuple[str, ...]) -> None:
    tell(_SEALED if sign_in.own_access(desk).codes_sealed else _CLEAR)
    say("One-time codes are on. Recovery codes, each for one sign-in; shown this once:", *recovery)


def _set_up_codes(acting: str | None) -> None:
    """Turn on the codes of somebody who does not come in without."""
    with open_store() as store:
        council_id = _council(store)
        person = who_acts(store, council_id, acting, Role.ADMINISTRATOR)
        whose = store, council_id, person.id, password_of(person.name)
        offered = sign_in.offer_codes(*whose, now, client=own_client())
        code = _code_for(offered)
        desk, recovery = sign_in.sign_in_with_new_codes(
            *whose, offered, code, now, client=own_client()
        )
        _say_codes(desk, recovery)
        leave(desk, quietly=True)


def codes_key(
    show: Annotated[bool, typer.Option("--show", help="Print it; by an administrator.")] = False,
    take: Annotated[
        bool, typer.Option("--take", help="Keep one that is typed here in this machine's keyring.")
    ] = False,
    acting: Acting = None,
) -> None:
    """Bring the key that one-time codes are sealed with from one machine to another."""
    if show == take:
        raise Refused("Say --show or --take.", safe="Nothing was changed.")
    if take:
        with open_store() as store:
            codes_key_review.take_key(store, _council(store), typed_secret("The key: "))
        say("The key is kept: codes are taken here now.")
        return
    with at_desk(acting, Role.ADMINISTRATOR) as desk:
        secret, is_kept = codes_key_review.show_key(desk)
    tell("Whoever has this key and the record can make everybody's one-time codes: keep it apart.")
    if not is_kept:
        tell(f"This machine has no keyring that keeps it: put it into {SETTING}.")
    say(secret)


def role(
    name: Name,
    which: Annotated[Role, typer.Argument(metavar="ROLE", help="What they are.")],
    case: Annotated[
        str, typer.Option("--case", metavar="REF", help="On this case alone; else on all.")
    ] = "",
    take: Annotated[bool, typer.Option("--take", help="Take it from them.")] = False,
    acting: Acting = None,
) -> None:
    """Give somebody a role, on all cases or on one, or take it from them."""
    with at_desk(acting, Role.ADMINISTRATOR) as desk:
        other = person_called(desk.store, desk.council_id, name)
        if take:
            roles.take_role(desk, other.id, which, case=case)
        else:
            roles.give_role(desk, other.id, which, case=case)
    where = f" on {case}" if case else ""
    say(f"{other.name}: {'no longer ' if take else ''}{which}{where}.")


def close(name: Name, yes: Yes = False, acting: Acting = None) -> None:
    """Close the account of somebody who left, and list what of theirs needs somebody else.

    Their roles, password and codes go, and they do nothing more even where they are signed in.
    What they did keeps their name.
    """
    with at_desk(acting, Role.ADMINISTRATOR) as desk:
        other = person_called(desk.store, desk.council_id, name)
        try:
            duties = accounts.close_account(desk, other.id)
        except NeedsConfirming as question:
            confirmed(question.what, yes=yes)
            duties = accounts.close_account(desk, other.id, confirmed=True)
    say(f"{other.name}: the account is closed.")
    say(*(f"{duty.reference}: {other.name} is still {duty.what}." for duty in duties))


def reopen(name: Name, acting: Acting = None) -> None:
    """Open the account of somebody who came back; they need their roles and a password again."""
    with at_desk(acting, Role.ADMINISTRATOR) as desk:
        other = person_called(desk.store, desk.council_id, name, closed=True)
        accounts.reopen_account(desk, other.id)
    say(
        f"{other.name}: the account is open, without roles and password. Give them with: "
        f"conference person role {other.name!r} ROLE, conference person reset {other.name!r}"
    )


def access(json: Json = False, acting: Acting = None) -> None:
    """List how everybody gets in; for an administrator."""
    with at_desk(acting, Role.ADMINISTRATOR) as desk:
        found = sign_in.who_gets_in(desk)
    if json:
        say_json(found)
        return
    for one in found:
        say(f"{one.name}: {one.words}")


def lock_after(
    minutes: Annotated[int, typer.Argument(metavar="MINUTES", help="0 for never.")],
    acting: Acting = None,
) -> None:
    """Say after how many minutes without a key everybody's screen locks."""
    with at_desk(acting, Role.ADMINISTRATOR) as desk:
        sign_in.set_lock_minutes(desk, minutes)
    say(f"Screens lock after {minutes} minutes." if minutes else "Screens never lock.")


def sign_ins(
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="Whose, by an administrator.")] = "",
    end: Annotated[
        bool, typer.Option("--end", help="End them all at once; your own: all others.")
    ] = False,
    json: Json = False,
    acting: Acting = None,
) -> None:
    """List where you, or somebody else, are signed in just now, or --end it there."""
    with at_desk(acting, Role.ADMINISTRATOR) as desk:
        other = person_called(desk.store, desk.council_id, name) if name else desk.person
        if end:
            ended = end_others(desk, other.id)
            say(f"{other.name}: {ended} sign-in{'' if ended == 1 else 's'} ended.")
            return
        found = [one for one in open_sign_ins(desk, other.id) if not one.is_this]
    if json:
        say_json(found)
        return
    for one in found:
        say(one.words)
    if not found:
        say(f"{other.name} is signed in nowhere else.")


def sign_in_lasts(
    hours: Annotated[int, typer.Argument(metavar="HOURS", help="From 1 to 24.")],
    acting: Acting = None,
) -> None:
    """Say after how many hours everybody signs in again, whatever they are doing."""
    with at_desk(acting, Role.ADMINISTRATOR) as desk:
        set_sign_in_hours(desk, hours)
    say(f"A sign-in lasts {hours} hour{'' if hours == 1 else 's'}.")


def codes_for(
    roles_asked: Annotated[
        list[Role] | None, typer.Argument(metavar="[ROLE]...", help="None: from nobody.")
    ] = None,
    acting: Acting = None,
) -> None:
    """Say which roles need one-time codes; who has none sets them up at their next sign-in."""
    asked = roles_asked or []
    with at_desk(acting, Role.ADMINISTRATOR) as desk:
        codes_review.set_codes_for(desk, asked)
    words = ", ".join(sorted(asked))
    say(f"One-time codes are needed from: {words or 'nobody'}.")
