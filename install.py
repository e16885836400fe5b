"""Makes `.venv` beside this file and installs Case Conference into it. Needs Python 3.11 or newer.

    python3 install.py          what the program needs
    python3 install.py --tests  what its tests need as well

Every package is pinned with its digest. uv is used where it is present, pip where it is not.
"""

# Any Python must be able to read this file as far as the check of its version.
from __future__ import print_function

import hashlib
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(HERE, ".venv")
SCRIPTS = os.path.join(VENV, "Scripts" if os.name == "nt" else "bin")
PYTHON = os.path.join(SCRIPTS, "python.exe" if os.name == "nt" else "python")
STAMP = os.path.join(VENV, "installed-{0}")
OLDEST = (3, 11)


def stop(words):
    """End with one plain sentence."""
    sys.exit("Case Conference: " + words)


def say(words):
    """Tell how far it is."""
    sys.stderr.write(words + "\n")
    sys.stderr.flush()


def check_python():
    """End where this Python is too old."""
    if sys.version_info < OLDEST:
        present = ".".join(str(part) for part in sys.version_info[:3])
        stop(
            "this is Python {0}, and 3.11 or newer is needed; install it from python.org or your "
            "system's packages, then run this again.".format(present)
        )


def digest(path):
    """The SHA-256 of a file."""
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def is_done(stamp, wanted):
    """Whether exactly this was installed before."""
    if not (os.path.exists(PYTHON) and os.path.exists(stamp)):
        return False
    with open(stamp) as file:
        return file.read() == wanted


def make_environment(uv):
    """Make the virtual environment, if there is none that works."""
    if os.path.exists(PYTHON) and run([PYTHON, "-c", "import encodings"], quiet=True) == 0:
        return
    say("Making .venv")
    if uv:
        command = [uv, "venv", "--quiet", "--clear", "--python", sys.executable, VENV]
    else:
        check_venv()
        command = [sys.executable, "-m", "venv", "--clear", VENV]
    if run(command) != 0:
        stop("the virtual environment .venv could not be made; see the lines above.")


def check_venv():
    """End where Python came without what makes environments, as on a bare Debian or Ubuntu."""
    try:
        import ensurepip
        import venv  # noqa: F401

        ensurepip.version()
    except ImportError:
        stop(
            "this Python cannot make virtual environments; install the package python3-venv "
            "(on Debian and Ubuntu: sudo apt install python3-venv), then run this again."
        )


def install(uv, requirements):
    """Install the pinned packages, then this folder itself."""
    say("Installing the pinned packages (a minute or so the first time)")
    if uv:
        pip = [uv, "pip", "install", "--python", PYTHON]
        status = run(pip + ["--require-hashes", "-r", requirements])
    else:
        pip = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
        status = run_counting(pip + ["--progress-bar=off", "--require-hashes", "-r", requirements])
    if status != 0:
        stop("the packages could not be installed; check the network and run this again.")
    if run(pip + ["--quiet", "--no-deps", "--no-build-isolation", "--editable", HERE]) != 0:
        stop("the program itself could not be installed; see the lines above.")


def run_counting(command):
    """Run pip and tell which package it is at; what else it says is shown only if it fails."""
    with open(command[-1]) as file:
        total = sum("==" in line for line in file)
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=HERE, universal_newlines=True
    )
    said, count = [], 0
    for line in process.stdout:
        said.append(line)
        if line.startswith("Collecting "):
            count += 1
            tell_progress("  {0} of {1}: {2}".format(count, total, line.split()[1].split("=")[0]))
        elif line.startswith("Installing collected"):
            tell_progress("  putting them in place")
    status = process.wait()
    if sys.stderr.isatty():
        sys.stderr.write("\n")
    if status != 0:
        sys.stderr.write("".join(said[-30:]))
    return status


def tell_progress(words):
    """One line that is written over on a terminal, and now and then a line elsewhere."""
    if sys.stderr.isatty():
        sys.stderr.write("\r" + words.ljust(60))
    elif "0 of" in words or "place" in words:
        sys.stderr.write(words + "\n")
    sys.stderr.flush()


def run(command, quiet=False):
    """Run a command and return its exit status; what it prints goes to standard error."""
    with open(os.devnull, "w") as nowhere:
        out = nowhere if quiet else sys.stderr
        return subprocess.call(command, stdout=out, stderr=out, cwd=HERE)


def main():
    """Install what was asked for, unless it is there already."""
    check_python()
    tests = "--tests" in sys.argv[1:]
    requirements = os.path.join(HERE, "requirements-dev.txt" if tests else "requirements.txt")
    stamp = STAMP.format("tests" if tests else "program")
    wanted = digest(requirements) + digest(os.path.join(HERE, "pyproject.toml"))
    if is_done(stamp, wanted) or (not tests and is_done_with_tests()):
        return
    uv = shutil.which("uv")
    make_environment(uv)
    install(uv, requirements)
    with open(stamp, "w") as file:
        file.write(wanted)
    say("Installed.")


def is_done_with_tests():
    """Whether the larger set is installed and fresh: it holds the smaller one."""
    wanted = digest(os.path.join(HERE, "requirements-dev.txt"))
    wanted += digest(os.path.join(HERE, "pyproject.toml"))
    return is_done(STAMP.format("tests"), wanted)


if __name__ == "__main__":
    main()
