"""How fast papers are: whole processes from figures to files, for 12 organisations and 300, beside weasyprint.

Arranges what is measured and compares it. A process begins with nothing: its start and its imports are in its time.
"""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from hub.bench import archives, machine, paper_process
from hub.bench.archives import LARGE
from hub.bench.measured import Measured, Ratio, Series, divided
from hub.briefings.paper import Paper
from hub.config import Config
from hub.errors import SettingWrong, Unavailable
from hub.papers import Papers
from hub.pictures import Pictures
from hub.scope import Scope
from hub.store.database import Database

ROUNDS = 5
RETURNS = 10_000  # of all parents: twelve quarters of each body
FEW, MANY = 12, 300  # organisations
SECONDS, MB = "s", "MB"
PDF, PDF_AND_WORD, ALL = (
    ("paper.pdf",),
    ("paper.pdf", "paper.docx"),
    ("paper.html", "paper.pdf", "paper.docx", "paper.odt"),
)
PEER = (f"paper{paper_process.PEER}",)
MOST = {PDF: 0.5, PDF_AND_WORD: 1.0, ALL: 2.0}  # seconds, for few organisations
WHAT = {PDF: "PDF", PDF_AND_WORD: "PDF and Word", ALL: "all four forms", PEER: "PDF by weasyprint"}
MOST_LARGER, MOST_MEMORY, TIMES_FASTER = 10, 150, 10  # ratio, MB above the idle process, ratio
LONGEST = 300  # seconds of one process
Files = tuple[str, ...]


@dataclass(slots=True)
class _Took:
    """One set of files of one paper, round by round. Units: seconds, and megabytes above the idle process."""

    whole: list[float] = field(default_factory=list)
    writing: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)


def measure(rounds: int = ROUNDS, *, peer: bool = False) -> Measured:
    """Everything about papers. Raises: Unavailable; SettingWrong when the peer is wanted and not installed."""
    if peer and find_spec("weasyprint") is None:
        raise SettingWrong("weasyprint is not installed.", "Install the extra: pip install 'oversight-hub[peer]'")
    with TemporaryDirectory(prefix="hub-bench-") as made:
        folder = Path(made)
        papers = _papers(folder)
        took = {many: {files: _Took() for files in _asked(many, peer)} for many in papers}
        for at in range(rounds + 1):
            for many, of in took.items():
                for files, told in of.items():
                    _write(folder, many, files, told if at else _Took())  # the first round reads programs from disk
        return Measured(
            machine=f"{machine.description(folder)}; {machine.load()}",
            bytes=0,
            figures=(*_sizes(papers), *_figures(took)),
            ratios=tuple(_ratios(took)),
        )


def _asked(many: int, peer: bool) -> list[Files]:
    return [*MOST, PEER] if peer and many == FEW else [*MOST]


def _papers(folder: Path) -> dict[int, Paper]:
    """A board pack for few organisations and one for many, as the processes find them."""
    archive = archives.archive(folder, RETURNS)
    config = Config(data=folder, database_url=archive.url, fixed_today=archives.TODAY)
    codes = [code for department, code in archives.bodies() if department == LARGE]
    with closing(Database(archive.url)) as database:
        papers = Papers(database, Pictures(database, config))
        made = {
            many: papers.board_pack(Scope(LARGE, frozenset(codes[:many])), None, archives.TODAY) for many in (FEW, MANY)
        }
    for many, paper in made.items():
        (folder / str(many)).mkdir()
        _source(folder, many).write_bytes(pickle.dumps(paper))
    return made


def _source(folder: Path, many: int) -> Path:
    return folder / str(many) / "paper.pickle"


def _write(folder: Path, many: int, files: Files, told: _Took) -> None:
    source = _source(folder, many)
    command = [
        sys.executable,
        "-m",
        paper_process.__name__,
        str(source),
        *(str(source.parent / file) for file in files),
    ]
    begun = perf_counter()
    done = subprocess.run(command, capture_output=True, timeout=LONGEST, check=False)  # noqa: S603 - our own module
    took = perf_counter() - begun
    if done.returncode:
        raise Unavailable(f"A paper was not written, so there is nothing to measure: {done.stderr.decode()[-300:]}", "")
    said = json.loads(done.stdout)
    told.whole.append(took)
    told.writing.append(said["writing"])
    told.memory.append(said["most"] - said["idle"])


Took = Mapping[int, Mapping[Files, _Took]]


def _sizes(papers: Mapping[int, Paper]) -> Iterator[Series]:
    for many, paper in papers.items():
        for what, count in (("Charts", len(paper.charts())), ("Notes", len(paper.notes))):
            yield Series(f"{what} in the pack of {many} organisations", "", (count,))


def _figures(took: Took) -> Iterator[Series]:
    for many, of in took.items():
        for files, told in of.items():
            yield Series(f"{WHAT[files]} of {many} organisations, whole process", SECONDS, tuple(told.whole))
            yield Series(f"{WHAT[files]} of {many} organisations, the writing alone", SECONDS, tuple(told.writing))


def _ratios(took: Took) -> Iterator[Ratio]:
    few, many = took[FEW], took[MANY]
    for files, most in MOST.items():
        whole = Series(f"{WHAT[files]} of {FEW} organisations, whole process, in s", SECONDS, tuple(few[files].whole))
        yield Ratio(whole, most, at_most=True)
        more = Series(f"Memory for {WHAT[files]}, above the idle process", MB, tuple(few[files].memory))
        yield Ratio(more, MOST_MEMORY, at_most=True)
        larger = divided(f"{WHAT[files]}: {MANY} / {FEW} organisations", many[files].whole, few[files].whole)
        yield Ratio(larger, MOST_LARGER, at_most=True)
    if PEER in few:
        yield from _beside(few[PEER], few[PDF])


def _beside(peer: _Took, ours: _Took) -> Sequence[Ratio]:
    of = f"the PDF of {FEW} organisations"
    whole = divided(f"weasyprint / the hub, {of}, whole processes", peer.whole, ours.whole)
    writing = divided(f"weasyprint / the hub, {of}, the writing alone", peer.writing, ours.writing)
    return [Ratio(whole, TIMES_FASTER), Ratio(writing, TIMES_FASTER)]
