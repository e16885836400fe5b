"""No screen reaches a file by a path somebody gave, but the few that keep a browser out.

Read from the source of every screen: what is added later is held to it too.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

SCREENS = Path(__file__).parents[2] / "screens"
KEEPERS = {"file_dialog.py", "inbox.py", "save_dialog.py", "saving.py"}
"""Where paths are made and files touched; each asks first whether a browser shows the program."""
TOUCHING = {
    "expanduser",
    "glob",
    "iterdir",
    "mkdir",
    "open",
    "read_bytes",
    "read_text",
    "rename",
    "rglob",
    "save_screenshot",
    "symlink_to",
    "touch",
    "unlink",
    "write_bytes",
    "write_text",
}
MODULES = {"glob", "io", "os", "shutil", "subprocess", "tempfile"}
MAY_IMPORT = {
    "downloads.py": {"io"},  # A download is put together in memory.
    "ending.py": {"os"},  # Signals.
    "terminal.py": {"os"},  # The terminal's settings.
    "wake_driver.py": {"os"},
}
TREES = {
    str(path.relative_to(SCREENS).as_posix()): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(SCREENS.rglob("*.py"))
    if "serve" not in path.parts  # The server itself, not what it shows.
}


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            of = node.func
            yield (of.attr if isinstance(of, ast.Attribute) else getattr(of, "id", "")), node


def imports(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {one.name.partition(".")[0] for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0])
    return found


def paths_made(tree: ast.AST) -> list[int]:
    """The lines where a path is made, but of the module itself, or for its last name alone."""
    harmless = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "name"
    }
    return [
        call.lineno
        for name, call in calls(tree)
        if name == "Path"
        and id(call) not in harmless
        and [getattr(one, "id", "") for one in call.args] != ["__file__"]
    ]


def test_a_screen_makes_no_path_out_of_words() -> None:
    found = {name: paths_made(tree) for name, tree in TREES.items() if name not in KEEPERS}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_a_screen_touches_no_file() -> None:
    for name, tree in TREES.items():
        if name not in KEEPERS:
            assert not {of for of, _ in calls(tree)} & TOUCHING, name
            assert not (imports(tree) & MODULES) - MAY_IMPORT.get(name, set()), name


def test_only_the_keepers_ask_for_a_path() -> None:
    for name, tree in TREES.items():
        words = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
        assert name in KEEPERS or not words & {"Folder", "File", "Path", "Directory"}, name


def test_files_are_saved_and_sent_in_one_place() -> None:
    for name, tree in TREES.items():
        done = {of for of, _ in calls(tree)}
        if name != "save_dialog.py":
            assert not done & {"save_files", "there_already", "usual_folder", "send_down"}, name
        if name != "downloads.py":
            assert not done & {"deliver_binary", "deliver_text", "deliver_screenshot"}, name


def test_what_reads_a_file_is_called_only_with_one_that_was_given() -> None:
    readers = {"read_application", "read_chronology", "read_return"}
    reading = [name for name, tree in TREES.items() if readers & {of for of, _ in calls(tree)}]
    assert reading
    for name in reading:
        assert "given_file" in {of for of, _ in calls(TREES[name])}, name


def test_the_rules_see_what_they_are_there_for() -> None:
    bad = ast.parse("from pathlib import Path\nx = Path(words).expanduser().read_bytes()\n")
    assert paths_made(bad) == [2]
    assert {of for of, _ in calls(bad)} & TOUCHING == {"expanduser", "read_bytes"}
    assert imports(ast.parse("import os.path, shutil")) & MODULES == {"os", "shutil"}
