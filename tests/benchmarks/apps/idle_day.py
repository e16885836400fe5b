"""One application, or one listener, through a day of nothing; prints what it grew by.

Arguments: `listening|watching PLACE REFERENCE MINUTES`.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

from tests.benchmarks import idle

if __name__ == "__main__":
    what, place, reference, minutes = sys.argv[1:]
    if what == "listening":
        growth = idle.listening(place, int(minutes))
    else:
        growth = idle.watching(place, reference, int(minutes))
    sys.stdout.write(f"{json.dumps(asdict(growth))}\n")
