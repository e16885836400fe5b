"""One person who watches a case, and prints the moment of each notice.

Arguments: `PLACE CASE`. Prints "ready" once it watches; ends when standard input does.
"""

from __future__ import annotations

import sys
import time

from conference.record.store import Store
from conference.review import live
from conference.review.live import Notice
from tests.office import Office


def told(_notice: Notice) -> None:
    """Say when it came, on the clock that all processes of a machine share."""
    sys.stdout.write(f"{time.perf_counter()!r}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    place, case_id = sys.argv[1:]
    watching = live.watch(Office.in_store(Store(place)).officer, case_id, told)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.read()
    watching.stop()
