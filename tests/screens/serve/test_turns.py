"""At most two at a time, in however many processes."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from screens.serve.turns import Turns

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no such locks")


def test_the_third_waits_until_one_of_two_is_done(tmp_path: Path) -> None:
    came, done = threading.Semaphore(0), threading.Event()
    inside: list[int] = []
    most: list[int] = []

    def go(number: int) -> None:
        with Turns(tmp_path):
            inside.append(number)
            most.append(len(inside))
            came.release()
            done.wait(0.2)
            inside.remove(number)

    threads = [threading.Thread(target=go, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == 2
    assert len(most) == 5


def test_a_process_that_dies_gives_its_turn_back(tmp_path: Path) -> None:
    code = (
        "import os, pathlib, sys; from screens.serve.turns import Turns\n"
        "Turns(pathlib.Path(sys.argv[1]), 1).__enter__(); os._exit(9)"
    )
    died = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert died.returncode == 9
    with Turns(tmp_path, 1) as taken:
        assert taken is None
