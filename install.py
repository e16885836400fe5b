"""Installs Case Conference from this folder. Needs Python 3.11 or newer.

    python3 install.py            into `.venv` beside this file
    python3 install.py --tests    with what its tests need as well
    python3 install.py --command  for one's own account, with `conference` as a command; for root
                                  into `.venv` beside this file, with the command for everybody

Every package is pinned, and refused where its digest differs. uv is used where it is present, pip
where it is not.
"""

# Any Python must be able to read this file as far as the check of its version.
from __future__ import print_function

import hashlib
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
WINDOWS = os.name == "nt"
OLDEST = (3, 11)


def is_for_one_person():
    """Whether `conference` is installed for the account that asks, apart from this folder."""
    return "--command" in sys.argv[1:] and (WINDOWS or os.geteuid() != 0)


def own_folder():
    """Where programs keep what belongs to this account."""
    home = os.path.expanduser("~")
    if WINDOWS:
        return os.environ.get("LOCALAPPDATA", os.path.join(home, "AppData", "Local"))
    if sys.platform == "darwin":
        return os.path.join(home, "Library", "Application Support")
    return os.environ.get("XDG_DATA_HOME") or os.path.join(home, ".local", "share")


if is_for_one_person():
    VENV = os.path.join(own_folder(), "case-conference", "program")
else:
    VENV = os.path.join(HERE, ".venv")
SCRIPTS = os.path.join(VENV, "Scripts" if WINDOWS else "bin")
PYTHON = os.path.join(SCRIPTS, "python.exe" if WINDOWS else "python")
STAMP = os.path.join(VENV, "installed-{0}")


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
    say("Making " + (VENV if is_for_one_person() else ".venv"))
    if uv:
        command = [uv, "venv", "--quiet", "--clear", "--python", sys.executable, VENV]
    else:
        check_venv()
        command = [sys.executable, "-m", "venv", "--clear", VENV]
    if run(command) != 0:
        stop("the virtual environment could not be made; see the lines above.")


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
    """Install the pinned packages."""
    say("Installing the pinned packages (a minute or so the first time)")
    pinned = ["--require-hashes", "-r", requirements]
    if uv:
        status = run(pip(uv) + pinned)
    else:
        status = run_counting(pip(uv) + ["--progress-bar=off"] + pinned)
    if status != 0:
        stop("the packages could not be installed; check the network and run this again.")


def install_program(uv):
    """Install this folder itself: a copy for one person, who may then take the folder away."""
    how = ["--force-reinstall", HERE] if is_for_one_person() else ["--editable", HERE]
    if run(pip(uv) + ["--quiet", "--no-deps", "--no-build-isolation"] + how) != 0:
        stop("the program itself could not be installed; see the lines above.")


def pip(uv):
    """The command that installs into the environment."""
    if uv:
        return [uv, "pip", "install", "--python", PYTHON]
    return [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]


def offer_command():
    """Put `conference` where the shell looks for commands, and say where that is."""
    if WINDOWS:
        # Windows has this folder of the account on the path.
        folder = os.path.join(own_folder(), "Microsoft", "WindowsApps")
        shown = os.path.join(folder, "conference.cmd")
    else:
        folder = os.path.expanduser("~/.local/bin") if is_for_one_person() else "/usr/local/bin"
        shown = os.path.join(folder, "conference")
    try:
        put_command(folder, shown)
    except OSError as error:
        stop("{0} cannot be written: {1}".format(shown, error.strerror))
    say("The command is " + shown)
    if folder not in os.environ.get("PATH", "").split(os.pathsep):
        say("That folder is not on your PATH yet. Sign out and in again, or add it: " + folder)


def put_command(folder, shown):
    """Write the command; whatever else has its name is left alone."""
    program = os.path.join(SCRIPTS, "conference.exe" if WINDOWS else "conference")
    if os.path.lexists(shown) and not is_ours(shown):
        stop(
            "{0} is there already and is something else; move it and run this again.".format(shown)
        )
    os.makedirs(folder, exist_ok=True)
    if os.path.lexists(shown):
        os.remove(shown)
    if WINDOWS:
        with open(shown, "w") as file:
            file.write('@"{0}" %*\n'.format(program))
    else:
        os.symlink(program, shown)


def is_ours(shown):
    """Whether the command there is this program's, from here or from an earlier version."""
    if os.path.islink(shown):
        return os.path.basename(os.readlink(shown)) == "conference"
    with open(shown, "rb") as file:
        return b"case-conference" in file.read(4096)


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
    tests, command = "--tests" in sys.argv[1:], "--command" in sys.argv[1:]
    requirements = os.path.join(HERE, "requirements-dev.txt" if tests else "requirements.txt")
    stamp = STAMP.format("tests" if tests else "program")
    wanted = digest(requirements) + digest(os.path.join(HERE, "pyproject.toml"))
    there = is_done(stamp, wanted) or (not tests and is_done_with_tests())
    uv = shutil.which("uv")
    if not there:
        make_environment(uv)
        install(uv, requirements)
    if not there or is_for_one_person():
        install_program(uv)
    if not there:
        with open(stamp, "w") as file:
            file.write(wanted)
        say("Installed.")
    if command:
        offer_command()


def is_done_with_tests():
    """Whether the larger set is installed and fresh: it holds the smaller one."""
    wanted = digest(os.path.join(HERE, "requirements-dev.txt"))
    wanted += digest(os.path.join(HERE, "pyproject.toml"))
    return is_done(STAMP.format("tests"), wanted)


if __name__ == "__main__":
    main()
