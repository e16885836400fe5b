"""A file for screens to open."""

from tests.screens.conftest import file, template

__all__ = ["file", "template"]
