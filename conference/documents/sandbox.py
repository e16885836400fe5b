"""Jinja2 for letters: a small, safe part of it, and errors an officer can act on.

Values are not printed into the Markdown. Each is kept aside and a token of two private-use
characters and a number is printed in its place; `pour.py` puts the value back once the template
has been parsed, so that text from people never meets a parser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, Undefined, UndefinedError, nodes
from jinja2 import filters as builtin
from jinja2 import tests as builtin_tests
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing, pass_context

from conference.documents.template import LetterTemplate, template_fault
from conference.text import REPLACEMENT, clean

OPEN, CLOSE = "\ue000", "\ue001"
_MARKS = re.compile(f"[{OPEN}{CLOSE}]")
# A name no template can write, under which a rendering keeps its values.
_KEPT = "kept values"

_BLOCKS = {nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For, nodes.CondExpr}
_VALUES = {nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Const, nodes.List, nodes.Filter}
_TESTS = {nodes.Test, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not}
_DEEPEST = 100
"""How many levels one part of a template stands in another."""
_NODES: set[type[nodes.Node]] = _BLOCKS | _VALUES | _TESTS | {nodes.Add}
_WORDS = {
    "Extends": "extends",
    "Include": "include",
    "Import": "import",
    "FromImport": "import",
    "Macro": "macro",
    "CallBlock": "call",
    "FilterBlock": "filter block",
    "Assign": "set",
    "AssignBlock": "set",
    "Block": "block",
    "With": "with",
    "Call": "a call with brackets",
    "Concat": "joining with ~",
}


class Absent(StrictUndefined):
    """A value the letter does not have: printing or testing it is an error that names it."""

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return self._undefined_hint
        if self._undefined_obj is missing:
            return f"there is no value called '{self._undefined_name}'"
        owner = type(self._undefined_obj).__name__.lower()
        return f"'{owner}' has no value called '{self._undefined_name}'"


class LetterEnvironment(ImmutableSandboxedEnvironment):
    """Jinja2 without loaders, calls, assignments or anything that reaches outside the letter."""

    def unsafe_undefined(self, obj: Any, attribute: str) -> Undefined:
        """What a template gets for an attribute it may not touch: an error when used."""
        hint = f"'{attribute}' is not available in letter templates"
        return self.undefined(hint, name=attribute, obj=obj, exc=SecurityError)


def render(template: LetterTemplate, values: Mapping[str, object]) -> tuple[str, tuple[str, ...]]:
    """The template's Markdown with a token for each value, and those values in order.

    Raises BadInput naming file and line where the template is wrong or asks for what is not there.
    """
    program = _compiled(template)
    kept: list[str] = []
    try:
        return program.render({**values, _KEPT: kept}), tuple(kept)
    except (UndefinedError, SecurityError) as error:
        fault = template_fault(template.path, _line_in(template, error), str(error.message))
        raise fault from None
    except Exception as error:
        what = f"this cannot be worked out: {error}"
        raise template_fault(template.path, _line_in(template, error), what) from None


@pass_context
def _keep(context: Context, value: object) -> str:
    """Keep a value aside and print its token. Jinja2 calls this for every `{{ }}`."""
    if isinstance(value, Undefined):
        return str(value)  # raises, naming what is absent
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise TypeError("only text and numbers can be printed in a letter")
    kept: list[str] = context[_KEPT]
    kept.append(_MARKS.sub(REPLACEMENT, clean(str(value))).strip("\n"))
    return f"{OPEN}{len(kept) - 1}{CLOSE}"


def _lines(parts: Iterable[str]) -> str:
    """Each part that is not empty on a line of its own, for addresses."""
    return "\n".join(str(part) for part in parts if part)


def _listed(parts: Iterable[str]) -> str:
    """The parts as a sentence lists them: a, b and c."""
    *most, last = [str(part) for part in parts] or [""]
    return f"{', '.join(most)} and {last}" if most else last


@lru_cache(maxsize=1)
def _environment() -> LetterEnvironment:
    environment = LetterEnvironment(
        undefined=Absent, autoescape=False, trim_blocks=True, lstrip_blocks=True, finalize=_keep
    )
    environment.globals.clear()
    taken = ("length", "join", "upper", "lower", "capitalize", "first", "last")
    allowed: dict[str, Callable[..., Any]] = {name: builtin.FILTERS[name] for name in taken}
    environment.filters = {**allowed, "lines": _lines, "listed": _listed}
    environment.tests = {name: builtin_tests.TESTS[name] for name in ("defined", "odd", "even")}
    return environment


@lru_cache(maxsize=32)
def _compiled(template: LetterTemplate) -> Template:
    environment, path = _environment(), template.path
    tree = parsed(template)
    for line, what in unavailable(tree):
        raise template_fault(path, line, what)
    code = environment.compile(tree, path.name, str(path))
    return environment.template_class.from_code(environment, code, {})


def parsed(template: LetterTemplate) -> nodes.Template:
    """The template as Jinja2 reads it; BadInput with file and line where it cannot be read."""
    # A template that prints the marks itself could point at another value.
    source = _MARKS.sub(REPLACEMENT, template.source)
    path = template.path
    try:
        tree = _environment().parse(source, path.name, str(path))
        if not _too_deep(tree):
            return tree
    except TemplateSyntaxError as error:
        _refuse_syntax(error, path)
    except RecursionError:
        pass
    raise template_fault(path, None, "brackets, conditions or dots in it nest too deeply")


def _too_deep(tree: nodes.Template) -> bool:
    """Whether the template nests more deeply than whatever walks through it can follow."""
    level: list[nodes.Node] = [tree]
    for _ in range(_DEEPEST):
        level = [child for node in level for child in node.iter_child_nodes()]
    return bool(level)


def unavailable(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """The line of each thing that letters may not use, and what it is."""
    filters = _environment().filters
    for node in tree.find_all(nodes.Node):
        if isinstance(node, nodes.Filter) and node.name not in filters:
            yield node.lineno, f"the filter '{node.name}' is not available in letter templates"
        if isinstance(node, nodes.Test) and node.name not in _environment().tests:
            yield node.lineno, f"the test '{node.name}' is not available in letter templates"
        if type(node) not in _NODES:
            kind = type(node).__name__
            word = _WORDS.get(kind, kind.lower())
            yield node.lineno, f"'{word}' is not available in letter templates"


def available() -> tuple[str, ...]:
    """The filters a template may use."""
    return tuple(sorted(_environment().filters))


def _refuse_syntax(error: TemplateSyntaxError, path: Path) -> NoReturn:
    what = f"this cannot be read as a template: {error.message}"
    raise template_fault(path, error.lineno, what) from None


def _line_in(template: LetterTemplate, error: BaseException) -> int | None:
    """The template's line an error came from: Jinja2 puts it into the traceback."""
    line, step = None, error.__traceback__
    while isinstance(step, TracebackType):
        if step.tb_frame.f_code.co_filename == str(template.path):
            line = step.tb_lineno
        step = step.tb_next
    return line
