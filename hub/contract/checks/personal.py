"""Q15: a return is read by many, and needs nobody's name, number or address.

What was found is never repeated: neither the message nor the values hold a character of the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from hub.contract.checks.narrative import narratives
from hub.contract.circumstances import Circumstances
from hub.contract.findings import Finding, pointer
from hub.contract.model import Return
from hub.contract.personal_data import Kind, clues_in, kinds_in


def no_personal_data(return_: Return, _: Circumstances) -> Iterator[Finding]:
    """Q15: no text seems to hold personal data; a finding for each kind, with the places of all."""
    texts = narratives(return_)
    clues = clues_in("\n".join([text for _, text in texts]))
    suspects = {place for clue in clues for place, text in texts if clue(text)}
    places: defaultdict[Kind, dict[str, int]] = defaultdict(dict)
    for place, text in texts if suspects else ():
        if place in suspects:
            for kind, times in kinds_in(text).items():
                places[kind][pointer(*place)] = times
    for kind, where in places.items():
        yield _suspected(kind, where)


def _suspected(kind: Kind, where: dict[str, int]) -> Finding:
    times = sum(where.values())
    often = "" if times == 1 else f", {times} times" if len(where) == 1 else f", {times} times in {len(where)} texts"
    return Finding(
        "Q15",
        f"The return seems to hold {kind}{often}.",
        "Take it out and send the return again, or say why it is not about a person.",
        tuple(where),
        {"kind": kind.value, "times": where},
    )
