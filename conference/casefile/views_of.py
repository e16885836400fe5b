"""Views made from rows by the names of their attributes."""

from __future__ import annotations

from typing import Any, TypeVar

View = TypeVar("View")


def view_of(view: type[View], row: Any, /, **given: Any) -> View:
    """A view of a row: what is not given is the row's own value of the same name.

    A list becomes a tuple. What neither has keeps the view's default, or is a TypeError.
    """
    names: Any = getattr(view, "__dataclass_fields__")  # noqa: B009
    for name in names:
        if name not in given and hasattr(row, name):
            value = getattr(row, name)
            given[name] = tuple(value) if isinstance(value, list) else value
    return view(**given)
