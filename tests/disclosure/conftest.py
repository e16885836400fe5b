"""A file for screens to open, with secrets in it."""

from tests.screens.conftest import file, template

__all__ = ["file", "template"]
