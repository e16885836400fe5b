"""The command line: the composition root, where the record, the review and the screens meet.

`conference` alone opens the application; every other command prints plain lines and ends with 0,
with 1 where it was refused (the reason is on standard error), or with 2 for wrong usage.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn


def command() -> NoReturn:
    """What the installed command runs; it ends at once.

    Taking every library apart takes longer than the quickest commands do, and everything that was
    written is closed by then.
    """
    status = 1
    # Whoever read the output may have gone, as `head` does, or a terminal that was closed.
    with suppress(OSError):
        status = main()
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            status = status or 1
    os._exit(status)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit status. Without a command the application opens."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not _settings_are_right(given):
        return 1
    if not given:
        from conference.cli.application import open_application

        return open_application()
    from conference.cli.commands import run

    return run(given)


def _settings_are_right(given: Sequence[str]) -> bool:
    """Whether every setting can be used; what is wrong is told. Help is given in any case."""
    from conference.cli.settings import check_settings
    from conference.cli.settings_file import take_settings
    from conference.errors import BadInput

    if {"--help", "--version"} & set(given):
        return True
    try:
        warnings = check_settings(os.environ, take_settings(os.environ))
    except BadInput as wrong:
        sys.stderr.write(f"{wrong}\n")
        return False
    for warning in warnings:
        sys.stderr.write(f"{warning}\n")
    return True
