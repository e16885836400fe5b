"""The installer's plain sentences, and that nothing it reads names a place."""

from __future__ import annotations

import runpy
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def _install(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(sys, "argv", ["install.py"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(ROOT / "install.py"), run_name="__main__")
    return str(ended.value)


def test_an_old_python_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    words = _install(monkeypatch)
    assert "3.9.2" in words
    assert "3.11" in words
    assert "\n" not in words


def test_a_python_without_venv_is_told_which_package_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    monkeypatch.setattr("shutil.which", lambda _name: None)
    script = tmp_path / "install.py"
    script.write_text((ROOT / "install.py").read_text("utf-8"), "utf-8")
    for name in ("requirements.txt", "requirements-dev.txt", "pyproject.toml"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    monkeypatch.setattr(sys, "argv", ["install.py"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(script), run_name="__main__")
    assert "python3-venv" in str(ended.value)
    assert not (tmp_path / ".venv").exists()


PINS = ("requirements.txt", "requirements-dev.txt", "requirements-release.txt")
_UV = """#!/bin/sh
echo "$@" >>"{log}"
for last in "$@"; do :; done
case "$1" in
venv) mkdir -p "$last/bin" && ln -sf "{python}" "$last/bin/python" ;;
esac
"""


@dataclass
class Account:
    """A home folder, a folder of the program, and what the installer has others do."""

    home: Path
    folder: Path
    log: Path

    @property
    def commands(self) -> list[str]:
        """What was installed, in order: the arguments of each call."""
        lines = self.log.read_text("utf-8").splitlines()
        return [line for line in lines if line.startswith("pip ")]

    @property
    def shown(self) -> Path:
        return self.home / ".local" / "bin" / "conference"

    @property
    def program(self) -> Path:
        return self.home / ".local" / "share" / "case-conference" / "program"

    def install(self, *arguments: str) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "argv", ["install.py", *arguments])
            runpy.run_path(str(self.folder / "install.py"), run_name="__main__")


@pytest.fixture
def account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Account:
    found = Account(tmp_path / "home", tmp_path / "folder", tmp_path / "log")
    tools = tmp_path / "tools"
    for folder in (found.home, found.folder, tools):
        folder.mkdir()
    for name in ("install.py", "pyproject.toml", *PINS):
        (found.folder / name).write_bytes((ROOT / name).read_bytes())
    uv = tools / "uv"
    uv.write_text(_UV.format(log=found.log, python=sys.executable), "utf-8")
    uv.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tools}:/usr/bin:/bin")
    monkeypatch.setenv("HOME", str(found.home))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    return found


def test_one_command_installs_for_the_account_apart_from_the_folder(account: Account) -> None:
    account.install("--command")
    packages, itself = account.commands
    assert packages.startswith(f"pip install --python {account.program}/bin/python ")
    assert packages.endswith(f"--require-hashes -r {account.folder}/requirements.txt")
    assert itself.endswith(f"--no-deps --no-build-isolation --force-reinstall {account.folder}")
    assert account.shown.readlink() == account.program / "bin" / "conference"


def test_every_way_of_installing_asks_for_each_digest(account: Account) -> None:
    for arguments in ((), ("--tests",), ("--command",)):
        account.install(*arguments)
    from_elsewhere = [line for line in account.commands if "--no-deps" not in line]
    assert len(from_elsewhere) == 3
    assert all("--require-hashes" in line for line in from_elsewhere)


def test_an_upgrade_is_the_same_command_again(account: Account) -> None:
    account.install("--command")
    account.install("--command")
    assert [line.split()[-1] for line in account.commands].count(str(account.folder)) == 2
    assert account.shown.is_symlink()


def test_a_command_of_that_name_that_is_something_else_stays(account: Account) -> None:
    account.shown.parent.mkdir(parents=True)
    account.shown.write_text("#!/bin/sh\necho another\n", "utf-8")
    with pytest.raises(SystemExit, match="is there already"):
        account.install("--command")
    assert "another" in account.shown.read_text("utf-8")


@pytest.mark.parametrize("name", PINS)
def test_every_package_is_pinned_with_its_digest_and_no_host_is_named(name: str) -> None:
    lines = (ROOT / name).read_text("utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith(" ")]
    assert pins
    assert all("==" in pin and pin.endswith("\\") for pin in pins)
    assert not any("://" in line for line in lines)
