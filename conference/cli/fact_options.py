"""Options made from the facts that a form declares: whatever can be entered on a screen."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Annotated, Any, get_type_hints

import typer

from conference.case.facts import Declared, Kind, facts_of
from conference.exchange.days import parse_day, parse_when

Command = Callable[..., None]


def _read(parse: Callable[[str], Any]) -> Callable[[str], Any]:
    def read(words: str) -> Any:
        try:
            return parse(words)
        except ValueError as error:
            raise typer.BadParameter(str(error)) from error

    return read


_HOW: dict[Kind, tuple[type, dict[str, Any]]] = {
    Kind.TICK: (bool, {}),
    Kind.DAY: (str, {"parser": _read(parse_day), "metavar": "DATE"}),
    Kind.WHEN: (str, {"parser": _read(parse_when), "metavar": "DATE"}),
}


def with_facts(form: type[Any], **flags: str) -> Callable[[Command], Command]:
    """A command with an option for each fact of the form; it gets them as `facts`, by attribute.

    flags: the name of an option that is not the attribute's own, such as summary="what".
    """

    def decorate(command: Command) -> Command:
        known = facts_of(form)
        parameters = [
            *_own(command),
            *(_parameter(form, one, flags.get(name, name)) for name, one in known.items()),
        ]

        @wraps(command)
        def run(**given: Any) -> None:
            facts = {name: given.pop(name) for name in known}
            command(**given, facts=facts)

        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        run.__annotations__ = {one.name: one.annotation for one in parameters}
        return run

    return decorate


def _own(command: Command) -> Iterator[inspect.Parameter]:
    """The command's own parameters, by their names alone."""
    hints = get_type_hints(command, include_extras=True)
    for name, one in inspect.signature(command).parameters.items():
        if name != "facts":
            yield one.replace(kind=inspect.Parameter.KEYWORD_ONLY, annotation=hints[name])


def _parameter(form: type[Any], one: Declared, flag: str) -> inspect.Parameter:
    shape, how = _HOW.get(one.kind, (str, {}))
    default = getattr(form, one.name, inspect.Parameter.empty)
    flag = flag.replace("_", "-")
    option = typer.Option(
        f"--{flag}/--not-{flag}" if default is True else f"--{flag}", help=_help(one), **how
    )
    return inspect.Parameter(
        one.name,
        inspect.Parameter.KEYWORD_ONLY,
        default=default,
        annotation=Annotated[shape, option],
    )


def _help(one: Declared) -> str:
    return ". ".join(filter(None, (one.fact.question or one.fact.label, one.fact.help)))
