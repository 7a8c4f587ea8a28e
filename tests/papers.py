"""The project's papers as tests read them: what stands in code, in tables and in links. Asserts nothing."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
FENCED = re.compile(r"^```[a-z]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
SEPARATORS = frozenset({"|", "||", "&&", ";", ">", "&", ")"})


class Paper(NamedTuple):
    """One Markdown file."""

    path: Path
    text: str

    @property
    def name(self) -> str:
        """As a failing test names it."""
        return str(self.path.relative_to(ROOT))

    def in_code(self) -> Iterator[str]:
        """Every line of the code blocks, continued lines joined, and every piece of code inside a sentence."""
        for block in FENCED.findall(self.text):
            yield from block.replace("\\\n", " ").splitlines()
        yield from SPAN.findall(FENCED.sub("", self.text))

    def links(self) -> Iterator[str]:
        """Where its links and images lead, those to other hosts left out."""
        return (target for target in LINK.findall(FENCED.sub("", self.text)) if "://" not in target)

    def anchors(self) -> set[str]:
        """What a link may name after `#`: its headings, as Markdown hosts write them."""
        words = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in HEADING.findall(FENCED.sub("", self.text)))
        return {heading.strip().replace(" ", "-") for heading in words}

    def first_column(self, head: str) -> list[str]:
        """The first cells of the table whose first head is `head`, without their marks of code."""
        lines = self.text.splitlines()
        start = next(place for place, line in enumerate(lines) if line.startswith(f"| {head} |"))
        rows: list[str] = []
        for line in lines[start + 2 :]:
            if not line.startswith("|"):
                break
            rows.append(line.split("|")[1].strip())
        return rows

    def commands(self) -> Iterator[list[str]]:
        """The arguments of each use of `hub` that stands in its code."""
        for line in self.in_code():
            words = _words(line)
            for place, word in enumerate(words):
                if word in ("hub", ".venv/bin/hub") and (place == 0 or words[place - 1] != "-m"):
                    rest = words[place + 1 :]
                    end = next((at for at, each in enumerate(rest) if each in SEPARATORS), len(rest))
                    yield rest[:end]


def _words(line: str) -> list[str]:
    try:
        return shlex.split(line, comments=True)
    except ValueError:  # an apostrophe in what a command prints
        return line.split()


def paper(name: str) -> Paper:
    """The paper of this path."""
    return Paper(ROOT / name, (ROOT / name).read_text(encoding="utf-8"))


def committed() -> list[Path]:
    """Every file that is committed, or would be by `git add`."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def papers() -> list[Paper]:
    """Every Markdown file of the project."""
    return [paper(str(path.relative_to(ROOT))) for path in committed() if path.suffix == ".md"]
