"""The installer's plain sentences, and that nothing it reads names a place."""

from __future__ import annotations

import runpy
import sys
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


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_pinned_with_its_digest_and_no_host_is_named(name: str) -> None:
    lines = (ROOT / name).read_text("utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith(" ")]
    assert pins
    assert all("==" in pin and pin.endswith("\\") for pin in pins)
    assert not any("://" in line for line in lines)
