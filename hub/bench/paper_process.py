"""A process that writes one paper from its figures in some forms, and says what memory and time the writing took.

`python -m hub.bench.paper_process PAPER FILE...`: the paper as the benchmark keeps it, files by their suffix; a file
`-weasyprint.pdf` is made of the paper's HTML by weasyprint.
"""

from __future__ import annotations

import json
import pickle
import sys
from pathlib import Path
from time import perf_counter

from hub.briefings.paper import Paper
from hub.briefings.render import FORMS

PEER = "-weasyprint.pdf"
KB_IN_MB = 1000
NOW, MOST = "VmRSS", "VmHWM"


def main() -> None:
    """Write it. Memory is told before, when nothing but the hub's own models of a paper are there, and at most."""
    source, *files = sys.argv[1:]
    paper = pickle.loads(Path(source).read_bytes())  # noqa: S301 - the benchmark wrote it, in its own folder
    idle, begun = _memory(NOW), perf_counter()
    for file in files:
        Path(file).write_bytes(_by_weasyprint(paper) if file.endswith(PEER) else _by_us(paper, file))
    sys.stdout.write(json.dumps({"idle": idle, "most": _memory(MOST), "writing": perf_counter() - begun}))


def _by_us(paper: Paper, file: str) -> bytes:
    return FORMS[Path(file).suffix].written(paper)


def _by_weasyprint(paper: Paper) -> bytes:
    from weasyprint import HTML  # of the extra “peer”

    made: bytes = HTML(string=FORMS[".html"].written(paper).decode()).write_pdf(pdf_variant="pdf/ua-1")
    return made


def _memory(name: str) -> float:
    """What Linux says of this process: what a process is told of itself elsewhere begins with what its parent had.

    Units: MB. Raises: OSError on another system.
    """
    told = Path("/proc/self/status").read_text("ascii")
    return int(next(line for line in told.splitlines() if line.startswith(f"{name}:")).split()[1]) / KB_IN_MB


if __name__ == "__main__":
    main()
