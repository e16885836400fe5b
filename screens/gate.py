"""The way in: a password that is tried, one that has to be chosen, and the first one of all."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from conference.errors import (
    BadInput,
    ConferenceError,
    MustChange,
    MustHaveCodes,
    NeedsCode,
    Problem,
    Refused,
)

if TYPE_CHECKING:
    from textual.app import App

    from conference.review.client import Client
    from conference.review.codes import Offer
    from conference.review.desk import Desk
    from conference.review.first_names import FirstName, FirstNames
    from conference.review.opening import OpenRecord
    from conference.views import PersonView
    from screens.served import Served
    from screens.sign_in import SignIn
    from screens.widgets.fields import Field
    from screens.widgets.form import Values

    Person = PersonView | FirstName

Kept = TypeVar("Kept")


_SAFE = "Nothing was changed."


class Gate:
    """Lets people in to one record, in front of whatever screen asks.

    names: who may come in, as it is shown. opened: gives the open record, by which everything is
    decided, and waits for it; nobody but a thread asks where it may still be on its way.
    first_password: whether a first password is asked for where the record has none. served: the
    browser it is shown in; there people are not listed, and where a proxy vouched for somebody,
    nobody else comes in. device: gives what this account of the machine is
    known again by.
    """

    def __init__(
        self,
        app: App[None],
        names: FirstNames | OpenRecord,
        opened: Callable[[], OpenRecord],
        clock: Callable[[], datetime],
        templates: Path | None,
        *,
        first_password: bool = True,
        served: Served | None = None,
        device: Callable[[], str] = str,
    ) -> None:
        self._app = app
        self._served = served
        self._device = device
        self._names = names
        self._opened = opened
        self._clock = clock
        self._templates = templates
        self.begins = first_password and bool(names.beginners)
        """Whether the first password has still to be chosen."""

    @property
    def asks(self) -> bool:
        """Whether nobody comes in by name alone."""
        return self._names.protected or self.begins

    @property
    def _client(self) -> Client:
        """Where somebody signs in."""
        from conference.review.client import BROWSER, Client, terminal

        if self._served:
            return Client(self._served.device, self._served.address, BROWSER)
        return Client(self._device(), place=terminal())

    @property
    def is_typed(self) -> bool:
        """Whether people type who they are: to a browser nobody is named before they sign in."""
        return self._served is not None and self.asks

    @property
    def people(self) -> tuple[Person, ...]:
        """Those who may come in here: whom the proxy vouched for, by name or e-mail, or all."""
        vouched = self._vouched.casefold()
        return tuple(
            one
            for one in self._names.people
            if not vouched or vouched in (one.name.casefold(), one.email.casefold())
        )

    @property
    def _vouched(self) -> str:
        return self._served.person if self._served else ""

    def expected(self, named: str) -> Person | None:
        """Whoever has that name, or alone may come in; a display only by its name."""
        if self.is_typed:
            return None
        by_name = (one for one in self.people if one.name.casefold() == named.casefold())
        at_work = [one for one in self.people if not one.is_room_display]
        return next(by_name, at_work[0] if len(at_work) == 1 else None)

    async def ask(
        self, note: str, at: str | None, *, at_once: bool = False, back: bool = False
    ) -> Desk | None:
        """Ask who sits down, as `SignIn` does; None where they went back to a lock."""
        if self.is_typed:
            return await self._ask_name(note, back=back)
        asking = self.question(note, at, at_once=at_once, back=back)
        return await self._app.push_screen_wait(asking)

    def question(
        self, note: str, at: str | None, *, at_once: bool = False, back: bool = False
    ) -> SignIn:
        """The screen that lists who may come in here, and is answered with their desk."""
        from screens.sign_in import SignIn

        people = self.people
        if self.begins:
            people = tuple(one for one in people if one.id in self._names.beginners)
            note = f"{note} No password is set here yet. Whoever begins chooses the first."
        return SignIn(people, self.enter, note.strip(), at=at, at_once=at_once, back=back)

    async def _ask_name(self, note: str, *, back: bool) -> Desk | None:
        from screens.typed_sign_in import TypedSignIn

        if self.begins:
            note = f"{note} No password is set here yet. An administrator chooses the first."
        vouched, with_password = self._vouched, not self.begins
        return await self._app.push_screen_wait(
            TypedSignIn(
                self._enter_typed, note.strip(), said=vouched, password=with_password, back=back
            )
        )

    async def _enter_typed(self, said: str, password: str, code: str | None) -> Desk | None:
        """The desk of whoever typed their name and password; None where they went away again."""
        said = self._vouched or said
        if self.begins:
            person = await asyncio.to_thread(self._opened().beginner, said)
            if person is None:
                raise Refused("The first password is an administrator's.", safe=_SAFE)
            return await self._begin(person)
        try:
            tried = self._opened().sign_in
            return await asyncio.to_thread(tried, said, password, code, *self._here)
        except (MustChange, MustHaveCodes) as owed:
            owes = _Owes(password, codes=isinstance(owed, MustHaveCodes))
            return await self._pays(said, owes)

    async def enter(self, person: Person) -> Desk | None:
        """The desk of somebody who may sit down; None where they went away again.

        Only from a worker: it waits for the person.
        """
        if person not in self.people:
            raise Refused(f"Nobody but {self._vouched} signs in here.")
        if self.begins:
            return await self._begin(person)
        if not self._names.protected:
            return await asyncio.to_thread(self._sit_down, person)
        from screens.dialogs.password import AskPassword

        def tried(password: str, code: str | None) -> Desk | _Owes:
            try:
                return self._opened().sign_in(person, password, code, *self._here)
            except (MustChange, MustHaveCodes) as owed:
                return _Owes(password, codes=isinstance(owed, MustHaveCodes))

        about = f"The password of {person.name}."
        dialog: AskPassword[Desk | _Owes] = AskPassword("Sign in", about, tried, go_on="Sign in")
        came = await self._app.push_screen_wait(dialog)
        return await self._pays(person, came)

    def _sit_down(self, person: Person) -> Desk:
        return self._opened().desk(person, self._clock, self._templates)

    @property
    def _here(self) -> tuple[Callable[[], datetime], Path | None, Client]:
        return self._clock, self._templates, self._client

    async def _pays(self, who: Person | str, came: Desk | _Owes | None) -> Desk | None:
        """Have somebody do what comes before they sit down; None where they left it."""
        if isinstance(came, _Owes) and not came.codes:
            came = await self._change(who, came.password)
        if isinstance(came, _Owes):
            return await self._set_up_codes(who, came.password)
        return came

    async def _change(self, who: Person | str, old: str) -> Desk | _Owes | None:
        """Have somebody choose their own password in place of one they were given."""

        def save(password: str, code: str | None) -> Desk | _Owes:
            try:
                return self._opened().change_password(who, old, password, code, *self._here)
            except MustHaveCodes:
                return _Owes(password, codes=True)

        return await choose_password(
            self._app,
            f"{who if isinstance(who, str) else who.name}: choose your own password",
            "The one you were given is known to somebody else, and lets nobody in twice.",
            save,
            code=True,
        )

    async def _set_up_codes(self, who: Person | str, password: str) -> Desk | None:
        """Have somebody whose role asks for one-time codes set them up before they come in."""
        offered = await asyncio.to_thread(
            self._opened().offer_codes, who, password, self._clock, self._client
        )
        from screens.dialogs.ask import Ask
        from screens.dialogs.message import Message

        words = f"Your role needs one-time codes here. {offer_words(offered)}"
        while code := await self._app.push_screen_wait(Ask(words, "Code", save="Go on")):
            try:
                desk, recovery = await asyncio.to_thread(
                    self._opened().sign_in_with_new_codes,
                    *(who, password, offered, code, *self._here),
                )
            except ConferenceError as error:
                await self._app.push_screen_wait(Message.of(error))
            else:
                await show_recovery(self._app, recovery)
                return desk
        return None

    async def _begin(self, person: Person) -> Desk | None:
        def save(password: str, _code: str | None) -> Desk:
            return self._opened().begin(person, password, *self._here)

        return await choose_password(
            self._app,
            f"{person.name}: choose the first password",
            "From then on everybody signs in with a password of their own, which you give them.",
            save,
        )


@dataclass(frozen=True)
class _Owes:
    """The password was right, and something comes before its person sits down.

    codes: they set one-time codes up; else they choose a password of their own.
    """

    password: str = field(repr=False)
    codes: bool = False


def offer_words(offered: Offer) -> str:
    """What to do with a secret that was offered, and what it is."""
    secret = offered.secret
    spaced = " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))
    return (
        "Add this to the authenticator on your telephone, then type the code it shows.\n"
        f"Secret: {spaced}\n{offered.address}"
    )


async def show_recovery(app: App[None], recovery: tuple[str, ...]) -> None:
    """Show the recovery codes, this once."""
    from screens.dialogs.message import Message

    half = len(recovery) // 2
    pairs = zip(recovery[:half], recovery[half:], strict=True)
    words = "\n".join(f"{one}    {two}" for one, two in pairs)
    await app.push_screen_wait(
        Message(
            "One-time codes are on",
            f"Recovery codes, each for one sign-in without your telephone:\n{words}",
            next="Write them down and keep them apart. They are shown this once.",
        )
    )


async def choose_password(
    app: App[None],
    title: str,
    about: str,
    save: Callable[[str, str | None], Kept],
    *,
    code: bool = False,
) -> Kept | None:
    """Have a new password typed twice and kept by `save`; None where it was left.

    code: offer a place for a one-time code.
    """
    from conference.law.passwords import RULE
    from screens.entry import Entry
    from screens.widgets.fields import TextField

    kept: list[Kept] = []

    def keep(values: Values) -> None:
        if values["password"] != values["again"]:
            fault = Problem("again", "It is not the same as above.")
            raise BadInput("The two are not the same.", (fault,))
        given = str(values.get("code", "")).strip() or None
        try:
            kept.append(save(str(values["password"]), given))
        except NeedsCode as needed:
            raise BadInput(needed.what, (Problem("code", "It is needed."),)) from None

    fields: list[Field] = [
        TextField("password", "New password", help=RULE, required=True, password=True),
        TextField("again", "The same again", required=True, password=True),
    ]
    if code:
        fields.append(TextField("code", "One-time code", help="Only if you use them"))
    done = await app.push_screen_wait(
        Entry(title, fields, keep, desk=None, about=about, save_words="Keep it")
    )
    return kept[0] if done and kept else None
