"""The same application behind stock textual-serve: `serve PORT PLACE`, or `run PLACE` for one."""

from __future__ import annotations

import shlex
import sys

MODULE = "tests.benchmarks.apps.stock_serve"

if __name__ == "__main__":
    what, *given = sys.argv[1:]
    if what == "serve":
        from textual_serve.server import Server

        command = shlex.join([sys.executable, "-m", MODULE, "run", given[1]])
        Server(command, host="127.0.0.1", port=int(given[0])).serve()
    else:
        from screens.app import ConferenceApp

        ConferenceApp(given[0]).run()
