"""One area in a folder of its own: mutmut is run there, and it is written what each mutant came to.

`python -m tests.mutants.area` in such a folder; `tests.mutants` makes the folders.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.mutants import operators
from tests.mutants.survivors import RESULTS, Told, noticed


def _lines(diff: str) -> tuple[str, str]:
    """The lines that were changed, and what became of them, without their indentation."""
    body = [line for line in diff.splitlines() if not line.startswith(("---", "+++", "@@"))]
    gone = (line[1:].strip() for line in body if line.startswith("-"))
    came = (line[1:].strip() for line in body if line.startswith("+"))
    return " ".join(gone), " ".join(came)


def _told(name: str, path: Path, status: str) -> Told:
    from mutmut.mutation.diff_apply import get_diff_for_mutant
    from mutmut.utils.format_utils import orig_function_and_class_names_from_key

    function, of_class = orig_function_and_class_names_from_key(name)
    told = {
        "mutant": name,
        "file": str(path),
        "function": f"{of_class}.{function}" if of_class else function,
        "status": status,
    }
    if not noticed(status):
        told["line"], told["becomes"] = _lines(get_diff_for_mutant(name, path=path))
    return told


def results() -> list[Told]:
    """Every mutant of the area in the working folder, with its status."""
    from mutmut.mutation.data import SourceFileMutationData
    from mutmut.stats import status_by_exit_code
    from mutmut.utils.file_utils import walk_mutatable_files

    told = []
    for path in walk_mutatable_files():
        data = SourceFileMutationData(path=path)
        data.load()
        for name, code in data.exit_code_by_key.items():
            # A mutant that does not listen to its time limit is ended by force.
            status = "timeout" if code == -9 else status_by_exit_code[code]
            told.append(_told(name, path, status))
    return told


def _ask_again() -> None:
    """Forget what became of mutants that were not noticed: a test may notice them now."""
    from mutmut.mutation.data import SourceFileMutationData
    from mutmut.stats import status_by_exit_code
    from mutmut.utils.file_utils import walk_mutatable_files

    for path in walk_mutatable_files():
        data = SourceFileMutationData(path=path)
        data.load()
        for name, code in data.exit_code_by_key.items():
            if not noticed(status_by_exit_code[code]):
                data.exit_code_by_key[name] = None
        if data.exit_code_by_key:
            data.save()


def main() -> None:
    """Run mutmut in the working folder with the arguments given, and write what came of it."""
    operators.install()
    from mutmut.__main__ import cli

    _ask_again()
    try:
        cli(["run", *sys.argv[1:]], standalone_mode=False)
    finally:
        Path(RESULTS).write_text(json.dumps(results(), indent=1))


if __name__ == "__main__":
    main()
