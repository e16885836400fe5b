"""The application itself behind the server: forked from one warm process, or started plainly."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from screens.serve.plan import Patience, Plan
from screens.serve.server import serving
from screens.serve.starting import PlainStarter, WarmStarter
from tests.screens.serve.browser import PATIENCE, Browser

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="it looks at processes"),
]
SECRETS = {
    "CONFERENCE_PASSWORD": "a password of a command",
    "CONFERENCE_BACKUP_PASSPHRASE": "a passphrase",
    "CONFERENCE_PERSON": "Ada Administrator",
    "CLOUD_SECRET_KEY": "of another program",
}
STOPPING, FAULT = 4003, 4004


@dataclass
class Scene:
    """A server, its warm process and a browser."""

    browser: Browser
    starter: WarmStarter

    @property
    def warm(self) -> int:
        assert self.starter.pid
        return self.starter.pid

    def children(self) -> list[int]:
        return children_of(self.warm)


def children_of(pid: int) -> list[int]:
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                status = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(status[1]) == pid and status[0] != "Z":
                found.append(int(folder.name))
    return found


def runs(pid: int) -> bool:
    try:
        return (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def sockets_of(pid: int) -> set[str]:
    opened = {str(one.readlink()) for one in (Path("/proc") / str(pid) / "fd").iterdir()}
    return {one for one in opened if one.startswith("socket:")}


async def until_gone(*pids: int) -> None:
    async with asyncio.timeout(PATIENCE):
        while any(runs(pid) for pid in pids):
            await asyncio.sleep(0.02)


@pytest.fixture(scope="module")
def record(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copy(template, tmp_path_factory.mktemp("served") / "council.db"))


@pytest.fixture(scope="module")
def secrets() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in SECRETS.items():
            patch.setenv(name, value)
        yield


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def scene(record: Path, secrets: None) -> AsyncIterator[Scene]:
    made: list[WarmStarter] = []

    def start(root: Path) -> WarmStarter:
        made.append(WarmStarter(str(record), root, rehearses=False))
        return made[0]

    async with AsyncExitStack() as ends:
        browser = Browser()
        ends.push_async_callback(browser.http.close)
        plan = Plan(str(record), port=0, patience=Patience(grace=4))
        browser.port = await ends.enter_async_context(serving(plan, lambda: True, start))
        yield Scene(browser, made[0])


async def test_the_application_is_seen_and_takes_keys(scene: Scene) -> None:
    line = await scene.browser.opens()
    await line.sees("Who are you?")
    line.seen = b""
    await line.types("\x1bOP")
    await line.sees("Help")
    await line.socket.close()
    await scene.browser.until_sessions(0)
    assert scene.children() == []


async def test_the_process_that_is_forked_has_one_thread(scene: Scene) -> None:
    line = await scene.browser.opens()
    await line.sees("Who are you?")
    assert len(list((Path("/proc") / str(scene.warm) / "task").iterdir())) == 1
    await line.socket.close()


async def test_leaving_by_its_key_ends_session_and_process(scene: Scene) -> None:
    line = await scene.browser.opens()
    await line.sees("Who are you?")
    await line.types("\x1b")
    assert await line.ends() == 1000


async def test_nothing_of_the_environment_that_is_not_named_reaches_a_session(
    scene: Scene,
) -> None:
    line = await scene.browser.opens()
    await line.sees("Who are you?")
    seen = (Path("/proc") / str(scene.warm) / "environ").read_bytes()
    for name, value in SECRETS.items():
        assert name.encode() not in seen
        assert value.encode() not in seen
    for child in scene.children():
        assert not sockets_of(child) & sockets_of(scene.warm)
    await line.socket.close()


async def test_whatever_keys_are_sent_the_application_goes_on(scene: Scene) -> None:
    line = await scene.browser.opens()
    await line.sees("Who are you?")
    for nonsense in (
        "\x1b[<999999999999;1;1M",
        "\ud800",
        "\x1b[999999~\x00\x1b[?;;$y",
        "\x1b" * 50,
    ):
        await line.types(nonsense)
    await line.types("\x1b[200~" + "x" * 100_000 + "\x1b[201~")
    line.seen = b""
    await line.types("\x1bOP")
    await line.sees("Help")
    await line.socket.close()


async def test_a_session_that_was_killed_is_told_and_takes_no_other_with_it(scene: Scene) -> None:
    await scene.browser.until_sessions(0)
    other = await scene.browser.opens()
    await other.sees("Who are you?")
    (first,) = scene.children()
    line = await scene.browser.opens()
    await line.sees("Who are you?")
    (second,) = set(scene.children()) - {first}
    os.kill(second, signal.SIGKILL)
    assert await line.ends() == FAULT
    other.seen = b""
    await other.types("\x1bOP")
    await other.sees("Help")
    await other.socket.close()


async def test_a_session_that_stands_still_is_killed_after_its_grace(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    await scene.browser.until_sessions(0)
    line = await scene.browser.opens()
    await line.sees("Who are you?")
    (child,) = scene.children()
    os.kill(child, signal.SIGSTOP)
    await line.socket.close()
    await scene.browser.until_sessions(0)
    assert not runs(child)
    assert "was killed" in caplog.text


async def test_when_the_warm_process_dies_sessions_go_on_and_another_takes_its_place(
    scene: Scene,
) -> None:
    await scene.browser.until_sessions(0)
    line = await scene.browser.opens()
    await line.sees("Who are you?")
    before, (child,) = scene.warm, scene.children()
    os.kill(before, signal.SIGKILL)
    line.seen = b""
    await line.types("\x1bOP")
    await line.sees("Help")
    new = await scene.browser.opens()
    await new.sees("Who are you?")
    assert scene.warm != before
    for one in (line, new):
        await one.socket.close()
    await scene.browser.until_sessions(0)
    await until_gone(child, before)


async def test_where_nothing_can_be_forked_each_session_is_a_program(record: Path) -> None:
    async with AsyncExitStack() as ends:
        browser = Browser()
        ends.push_async_callback(browser.http.close)
        plan = Plan(str(record), port=0)
        server = serving(plan, lambda: True, lambda _root: PlainStarter())
        browser.port = await ends.enter_async_context(server)
        line = await browser.opens()
        await line.sees("Who are you?")
        await line.types("\x1b")
        assert await line.ends() == 1000


async def test_a_warm_process_removes_no_folder_that_is_not_its_servers(
    record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "work" / "kept.txt"
    kept.parent.mkdir()
    kept.write_text("kept")
    monkeypatch.chdir(kept.parent)
    starter = WarmStarter(str(record), Path(), rehearses=False)
    await starter.open()
    async with asyncio.timeout(PATIENCE):
        while starter.pid is None:
            await asyncio.sleep(0.02)
    await starter.close()
    assert kept.read_text() == "kept"


class Program:
    """`conference serve` as somebody starts it."""

    def __init__(self, process: asyncio.subprocess.Process, port: int, folders: Path) -> None:
        self.process = process
        self.browser = Browser(port)
        self.folders = folders

    def everything(self) -> list[int]:
        """The warm process and its sessions."""
        warm = children_of(self.process.pid)
        return warm + [child for one in warm for child in children_of(one)]


@pytest_asyncio.fixture(loop_scope="module")
async def program(record: Path, tmp_path: Path) -> AsyncIterator[Program]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "conference", "serve", "--port", "0"),
        env=os.environ | {"CONFERENCE_DATABASE": str(record), "TMPDIR": str(tmp_path)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert process.stdout
    told = (await asyncio.wait_for(process.stdout.readline(), PATIENCE)).decode()
    made = Program(process, int(told.rsplit(":", 1)[1]), tmp_path)
    yield made
    await made.browser.http.close()
    if process.returncode is None:
        process.kill()
    await process.wait()


async def test_a_server_that_is_killed_leaves_no_process_and_no_file(program: Program) -> None:
    lines = [await program.browser.opens() for _ in range(2)]
    for line in lines:
        await line.sees("Who are you?")
    left = program.everything()
    assert len(left) == 3
    os.kill(left[1], signal.SIGSTOP)
    program.process.kill()
    await until_gone(*left)
    assert [one for one in program.folders.iterdir() if "served" in one.name] == []


async def test_a_server_that_is_told_to_end_tells_everybody_and_ends_well(
    program: Program,
) -> None:
    line = await program.browser.opens()
    await line.sees("Who are you?")
    left = program.everything()
    program.process.terminate()
    assert await line.ends() == STOPPING
    assert await asyncio.wait_for(program.process.wait(), PATIENCE) == 0
    await until_gone(*left)
    assert [one for one in program.folders.iterdir() if "served" in one.name] == []
