"""The values a template names: which there are, and what is wrong with the others.

The context of a letter is made of frozen dataclasses, so their own annotations say which names
there are and what each holds; nothing is listed twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, get_args, get_origin, get_type_hints

from jinja2 import nodes

from conference.documents.context import LetterContext, Words

_PRINTABLE = (str, int)


@dataclass(frozen=True)
class Use:
    """One place where a template names a value."""

    line: int
    path: str
    """From the top: "council.name"; through a loop, "recommendations.what"."""
    printed: bool
    problem: str
    """What is wrong with it, in words; empty where nothing is."""


@dataclass(frozen=True)
class _Known:
    """What a name stands for: its path from the top, and what type it holds."""

    path: str
    type: Any


def uses(tree: nodes.Template, paragraphs: set[str]) -> Iterator[Use]:
    """Every value the template names, in order. paragraphs: the free ones it declares."""
    names = {name: _Known(name, held) for name, held in _parts(LetterContext).items()}
    yield from _Walk(paragraphs).through(tree, names, printed=False)


class _Walk:
    """Goes through a template with the names that loops add."""

    def __init__(self, paragraphs: set[str]) -> None:
        self._paragraphs = paragraphs

    def through(
        self, node: nodes.Node, names: Mapping[str, _Known], *, printed: bool
    ) -> Iterator[Use]:
        """The uses in a node and below it."""
        match node:
            case nodes.For():
                yield from self._loop(node, names)
            case nodes.Name() | nodes.Getattr() | nodes.Getitem():
                yield from self._use(node, names, printed=printed)
            case nodes.Output():
                for part in node.nodes:
                    yield from self.through(part, names, printed=True)
            case nodes.CondExpr():
                yield from self.through(node.test, names, printed=False)
                yield from self.through(node.expr1, names, printed=printed)
                if node.expr2 is not None:
                    yield from self.through(node.expr2, names, printed=printed)
            case nodes.Filter() | nodes.Test():
                for argument in node.args:
                    yield from self.through(argument, names, printed=False)
                if node.node is not None:
                    through = printed and isinstance(node, nodes.Filter)
                    yield from self._filtered(node.node, names, printed=through)
            case _:
                for child in node.iter_child_nodes():
                    kept = printed and not isinstance(node, nodes.If)
                    yield from self.through(child, names, printed=kept)

    def _filtered(
        self, node: nodes.Node, names: Mapping[str, _Known], *, printed: bool
    ) -> Iterator[Use]:
        """What a filter takes may be a list; whether it can be printed is the filter's matter."""
        for use in self.through(node, names, printed=printed):
            yield Use(
                use.line, use.path, use.printed, "" if "is a list" in use.problem else use.problem
            )

    def _loop(self, node: nodes.For, names: Mapping[str, _Known]) -> Iterator[Use]:
        yield from self.through(node.iter, names, printed=False)
        held = self._find(node.iter, names)
        inside = dict(names)
        inside["loop"] = _Known("loop", Any)
        if isinstance(node.target, nodes.Name):
            element = _element(held.type) if held is not None else Any
            inside[node.target.name] = _Known(held.path if held else "", element)
        for child in (*node.body, *([node.test] if node.test else [])):
            yield from self.through(child, inside, printed=False)
        for child in node.else_:
            yield from self.through(child, names, printed=False)

    def _use(
        self, node: nodes.Expr, names: Mapping[str, _Known], *, printed: bool
    ) -> Iterator[Use]:
        found = self._find(node, names)
        problem = self._problem(node, names) if found is None else ""
        if found is not None and printed and not problem:
            problem = _unprintable(found)
        path = found.path if found is not None else ""
        yield Use(node.lineno, path, printed, problem)
        if isinstance(node, nodes.Getitem):
            yield from self.through(node.arg, names, printed=False)

    def _find(self, node: nodes.Node, names: Mapping[str, _Known]) -> _Known | None:
        """What a name stands for; None where there is no such value."""
        match node:
            case nodes.Name(name=name):
                return names.get(name)
            case nodes.Getattr(node=owner, attr=attr):
                held = self._find(owner, names)
                return self._part(held, attr) if held is not None else None
            case nodes.Getitem(node=owner):
                held = self._find(owner, names)
                return _Known(held.path, _element(held.type)) if held is not None else None
            case nodes.Filter(node=nodes.Expr() as owner):
                return self._find(owner, names)
        return _Known("", Any)

    def _part(self, held: _Known, attr: str) -> _Known | None:
        if held.type is Any:
            return _Known(held.path, Any)
        if held.type is Words:
            return _Known(f"words.{attr}", str) if attr in self._paragraphs else None
        kinds = _parts(held.type)
        return _Known(f"{held.path}.{attr}", kinds[attr]) if attr in kinds else None

    def _problem(self, node: nodes.Node, names: Mapping[str, _Known]) -> str:
        """What is wrong with a value that is not there, with the nearest that are."""
        match node:
            case nodes.Name(name=name):
                return f"there is no value called '{name}'{_meant(name, names)}"
            case nodes.Getattr(node=owner, attr=attr):
                held = self._find(owner, names)
                if held is None:
                    return self._problem(owner, names)
                if held.type is Words:
                    what = f"the paragraph '{attr}' is printed and not declared at the top"
                    return what + _meant(attr, self._paragraphs)
                return (
                    f"'{held.path}' has no value called '{attr}'{_meant(attr, _parts(held.type))}"
                )
            case nodes.Getitem(node=owner):
                return self._problem(owner, names)
        return ""


def _meant(name: str, known: Any) -> str:
    near = get_close_matches(name, list(known), n=2, cutoff=0.6)
    if near:
        return f"; did you mean {' or '.join(repr(one) for one in near)}"
    listed = sorted(known)
    return f"; there are {', '.join(listed)}" if 0 < len(listed) <= 8 else ""


def _unprintable(found: _Known) -> str:
    if found.type is Any or found.type in _PRINTABLE:
        return ""
    if found.type is bool:
        return f"'{found.path}' is yes or no: use it in an if"
    if get_origin(found.type) is tuple:
        return f"'{found.path}' is a list: go through it with a for, or use the filter lines"
    if _parts(found.type):
        first = next(iter(_parts(found.type)))
        return f"'{found.path}' is a group of values: print one, such as '{found.path}.{first}'"
    return ""


@lru_cache(maxsize=64)
def _parts(held: Any) -> Mapping[str, Any]:
    """The values a type of the context holds, by name."""
    if not (isinstance(held, type) and is_dataclass(held)):
        return {}
    hints = get_type_hints(held)
    own = {field.name: hints[field.name] for field in fields(held)}
    for name, value in vars(held).items():
        if isinstance(value, property) and value.fget is not None:
            own[name] = get_type_hints(value.fget)["return"]
    return own


def _element(held: Any) -> Any:
    """What a list holds; anything for what is no list."""
    return get_args(held)[0] if get_origin(held) is tuple else Any
