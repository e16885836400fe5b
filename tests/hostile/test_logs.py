"""Nothing of a case goes anywhere but to whom it is shown: no log, no crash report, no file."""

from __future__ import annotations

import ast
import asyncio
from pathlib import Path

import pytest
from textual.worker import WorkerFailed

import conference
from screens.app import ConferenceApp

ROOT = Path(conference.__file__).parents[1]
SECRET = "Mrs A. Sample of 1 High Street [@click=app.quit]x[/]"
MODULES = sorted([*(ROOT / "conference").rglob("*.py"), *(ROOT / "screens").rglob("*.py")])
KEEPS_A_LOG = {"logging", "syslog", "faulthandler", "sentry_sdk"}
OF_THE_SERVER = ROOT / "screens" / "serve" / "log.py"
"""Who asked for what, without a word of a case, as `tests/screens/serve/test_log.py` tries."""


@pytest.mark.parametrize("package", ["conference", "screens"])
def test_no_module_keeps_a_log_or_prints(package: str) -> None:
    for file in (one for one in MODULES if one.is_relative_to(ROOT / package)):
        if file == OF_THE_SERVER:
            continue
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {name.partition(".")[0] for name in names} & KEEPS_A_LOG, file
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                # Textual's own log, which its console and TEXTUAL_LOG would write down.
                logs = isinstance(node.func.value, ast.Attribute) and node.func.value.attr == "log"
                assert node.func.attr != "log" and not logs, (file, node.lineno)


@pytest.mark.parametrize("where", ["async", "thread", "handler"])
async def test_a_fault_ends_the_application_without_a_word_of_any_case(
    tmp_path: Path, where: str, capfd: pytest.CaptureFixture[str]
) -> None:
    app = ConferenceApp(str(tmp_path / "council.db"))

    async def fail() -> None:
        secret = SECRET
        raise KeyError(secret)

    def fail_in_thread() -> None:
        secret = SECRET
        raise KeyError(secret)

    with pytest.raises((KeyError, WorkerFailed)):
        async with app.run_test() as pilot:
            if where == "async":
                app.run_worker(fail())
            elif where == "thread":
                app.run_worker(fail_in_thread, thread=True)
            else:
                app.call_later(fail)
            for _ in range(50):
                await asyncio.sleep(0.02)
                await pilot.pause()
    told = "".join(str(part) for part in app._exit_renderables)
    out, err = capfd.readouterr()
    assert "Mrs A. Sample" not in told + out + err
    assert app._return_code == 1
