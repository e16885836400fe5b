"""What is changed in the code beyond mutmut's own list, and what is left alone.

mutmut 3 changes the inside of functions. Its list has no way to take a guard out, which is what
goes wrong most often in code that keeps people from what is not theirs; and it leaves alone each
function under a decorator, so also properties and what is remembered between calls.

Left out: the words of strings. Nearly all are sentences for people, which the tests of letters and
screens read; the strings that decide something are members of enumerations.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Sequence
from typing import Any

import libcst as cst
from hypothesis import HealthCheck, settings
from mutmut.mutation import file_mutation, mutators
from mutmut.runners import harness
from mutmut.state import state
from mutmut.workers import isolation

DECORATORS = {"property", "cached_property", "lru_cache", "cache", "contextmanager"}
"""What a function can stand under and still be changed: each wraps a plain function."""

REPLACED = (mutators.operator_string, mutators.operator_arg_removal)


def guard_taken_out(node: cst.If) -> Iterable[cst.If]:
    """`if x:` never holds, and always holds."""
    test = node.test.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
    for operator, word in ((cst.And(), "False"), (cst.Or(), "True")):
        yield node.with_changes(test=cst.BooleanOperation(test, operator, cst.Name(word)))


def call_left_out(node: cst.Expr) -> Iterable[cst.BaseSmallStatement]:
    """A call for its effect alone is not made."""
    if isinstance(node.value, cst.Call | cst.Await):
        yield cst.Pass()


def filter_left_out(node: cst.CompFor) -> Iterable[cst.CompFor]:
    """A comprehension lets through what it kept out."""
    for place in range(len(node.ifs)):
        yield node.with_changes(ifs=[*node.ifs[:place], *node.ifs[place + 1 :]])


def where_left_out(node: cst.Call) -> Iterable[cst.BaseExpression]:
    """A question to the database is asked without one of its conditions."""
    if isinstance(node.func, cst.Attribute) and node.func.attr.value == "where":
        before = node.func.value
        # A question over several lines stands in parentheses, which are those of its last call.
        yield before.with_changes(lpar=[*node.lpar, *before.lpar], rpar=[*before.rpar, *node.rpar])
        if len(node.args) > 1:
            for place in range(len(node.args)):
                yield node.with_changes(args=[*node.args[:place], *node.args[place + 1 :]])


def argument_changed(node: cst.Call) -> Iterable[cst.Call]:
    """An argument is None; one that has a name, and so perhaps a default, is not given.

    True and False are left to mutmut, which makes each the other: None is as false as False.

    mutmut leaves out each argument. Where it has no default that is a TypeError at once, which any
    test notices and which says nothing of them.
    """
    for place, argument in enumerate(node.args):
        before, after = node.args[:place], node.args[place + 1 :]
        if argument.keyword is not None:
            yield node.with_changes(args=[*before, *after])
        name = argument.value.value if isinstance(argument.value, cst.Name) else ""
        if argument.star == "" and name not in ("None", "True", "False"):
            none = argument.with_changes(value=cst.Name("None"))
            yield node.with_changes(args=[*before, none, *after])


def _name(decorator: cst.Decorator) -> str:
    call = decorator.decorator
    name = call.func if isinstance(call, cst.Call) else call
    return name.value if isinstance(name, cst.Name) else ""


def _plain(node: cst.CSTNode) -> bool:
    """Whether it is a decorated function that is changed all the same."""
    return (
        isinstance(node, cst.FunctionDef)
        and bool(node.decorators)
        and all(_name(decorator) in DECORATORS for decorator in node.decorators)
    )


def install() -> None:
    """Change mutmut's list, in this process and in those forked from it."""
    mutators.mutation_operators[:] = [  # type: ignore[index]
        *(pair for pair in mutators.mutation_operators if pair[1] not in REPLACED),
        (cst.Call, argument_changed),
        (cst.If, guard_taken_out),
        (cst.Expr, call_left_out),
        (cst.CompFor, filter_left_out),
        (cst.Call, where_left_out),
    ]
    _change_what_is_decorated()
    _ask_the_quick_tests_first()
    _run_all_tests_once()
    settings.register_profile(
        "mutants",
        max_examples=25,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


def _change_what_is_decorated() -> None:
    """The copies of such a function are bare; what switches between them is decorated."""
    skips = file_mutation.MutationVisitor._skip_node_and_children
    arrange = file_mutation.function_trampoline_arrangement

    def skip(self: file_mutation.MutationVisitor, node: cst.CSTNode) -> bool:
        return not _plain(node) and skips(self, node)

    def arrangement(function: cst.FunctionDef, *args: Any, **kwargs: Any) -> Sequence[Any]:
        if not _plain(function):
            return arrange(function, *args, **kwargs)
        declared, methods, assigned, names = arrange(
            function.with_changes(decorators=[]), *args, **kwargs
        )
        switch: Any = methods[0]
        switch = switch.with_changes(decorators=[*function.decorators, *switch.decorators])
        return declared, [switch, *methods[1:]], assigned, names

    file_mutation.MutationVisitor._skip_node_and_children = skip  # type: ignore[method-assign]
    file_mutation.function_trampoline_arrangement = arrangement  # type: ignore[assignment]


def _ask_the_quick_tests_first() -> None:
    """Most mutants are noticed by a test that takes no time; mutmut asks in no order.

    What was there before the fork is set aside: to look through it for garbage, as `tests.conftest`
    does after each module, takes longer than the tests.
    """
    regular = harness.PytestRunner._pytest_args_regular_run

    def quick_first(self: harness.PytestRunner, tests: Iterable[str]) -> list[str]:
        gc.freeze()
        return regular(self, sorted(tests, key=lambda test: state().duration_by_test.get(test, 0)))

    harness.PytestRunner._pytest_args_regular_run = quick_first  # type: ignore[method-assign]


def _run_all_tests_once() -> None:
    """That the unchanged code passes is seen while it is found out which test comes by what."""

    def passes(self: isolation.ForkServerRunner, tests: Iterable[str]) -> int:
        return 0

    isolation.ForkServerRunner.run_clean_tests = passes  # type: ignore[method-assign]
