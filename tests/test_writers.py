"""One door for every file that is written: who writes past it stands here, with the reason."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
THE_DOOR = "conference/writing.py"
PAST_IT = {
    "conference/cli/practice_place.py": "a temporary folder of its own",
    "conference/documents/letterhead.py": "run by hand to make a template that is shipped",
    "conference/exchange/witness.py": "adds a line to a file, and never to the record",
    "conference/record/holding.py": "the lock beside the record",
    "conference/record/place.py": "makes the record itself",
    "conference/record/turns.py": "the queue beside the record",
    "conference/record/wholeness.py": "when the record was checked, beside it",
    "conference/review/backups.py": "puts the record itself in its place",
    "screens/serve/driver.py": "the folder of one session",
    "screens/serve/folders.py": "the folder of one server",
    "screens/serve/inbox.py": "the folder of one session",
    "screens/serve/rehearsal.py": "a temporary folder of its own",
    "screens/serve/starting.py": "writes nowhere: the null device",
    "screens/serve/turns.py": "the folder of one server",
}
WRITERS = {
    "write_bytes", "write_text", "touch", "mkstemp", "mkdtemp", "NamedTemporaryFile",
    "TemporaryDirectory", "TemporaryFile", "rename", "renames", "link", "symlink", "symlink_to",
    "hardlink_to", "copy", "copy2", "copyfile", "copytree", "move",
}  # fmt: skip
MODULES = {"os", "shutil", "tempfile"}
ON_MODULES_ALONE = {"link", "symlink", "copy", "copy2", "copyfile", "copytree", "move"}


def writes(tree: ast.AST) -> Iterator[str]:
    """The calls that make, fill or move a file."""
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        of = call.func.value if isinstance(call.func, ast.Attribute) else None
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        module = of.id if isinstance(of, ast.Name) and of.id in MODULES else ""
        if name == "touch" and call.args:
            continue  # Not a file's.
        made = name in WRITERS and (module or name not in ON_MODULES_ALONE)
        opened = name == "open" and (module == "os" or _mode(call) & set("wax+"))
        if made or opened or (name, module) == ("replace", "os"):
            yield name


def _mode(call: ast.Call) -> set[str]:
    given = [*call.args[:2], *(key.value for key in call.keywords if key.arg == "mode")]
    words = [one.value for one in given if isinstance(one, ast.Constant)]
    return {letter for word in words if isinstance(word, str) and len(word) < 4 for letter in word}


def test_nothing_writes_a_file_past_the_door() -> None:
    found = {}
    for part in ("conference", "screens"):
        for file in (ROOT / part).rglob("*.py"):
            if done := set(writes(ast.parse(file.read_text(encoding="utf-8")))):
                found[file.relative_to(ROOT).as_posix()] = done
    assert found.pop(THE_DOOR)
    assert set(found) == set(PAST_IT), found
