"""Q15: a return is read by many, and needs nobody's name, number or address.

What was found is never repeated: neither the message nor the values hold a character of the text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from hub.contract.checks.narrative import narratives
from hub.contract.circumstances import Circumstances
from hub.contract.findings import Finding, Place, pointer
from hub.contract.model import Answer, Return
from hub.contract.personal_data import Kind, clues_in, kinds_in, plain

Cite = Callable[[Place], str]
MEMBER_OF_AN_ENTRY = 3  # parts of its pointer at least: the list, the number, the member


def no_personal_data(return_: Return, _: Circumstances) -> Iterator[Finding]:
    """Q15: no text seems to hold personal data; a finding for each kind, with the places of all.

    Explanations have findings of their own: what answers a query would otherwise change the query that it answers.
    """
    yield from suspected_in(narratives(return_), "return", partial(_cited, return_))


def suspected_in(texts: Sequence[tuple[Place, str]], noun: str, cited: Cite) -> Iterator[Finding]:
    """Q15 for these texts of a document that people call so; `cited` names a place by what it keeps."""
    clues = clues_in("\n".join([text for _, text in texts]))
    if not clues:
        return
    places: defaultdict[tuple[bool, Kind], dict[Place, int]] = defaultdict(dict)
    for place, text in texts:
        seen = plain(text)
        if any(clue(seen) for clue in clues):
            for kind, times in kinds_in(seen).items():
                places[place[0] == "explanations", kind][place] = times
    for (_explains, kind), where in places.items():
        yield _suspected(noun, cited, kind, where)


def _suspected(noun: str, cite: Cite, kind: Kind, where: dict[Place, int]) -> Finding:
    times = sum(where.values())
    often = "" if times == 1 else f", {times} times" if len(where) == 1 else f", {times} times in {len(where)} texts"
    cited: Counter[str] = Counter()
    for place, found in where.items():
        cited[cite(place)] += found
    return Finding(
        "Q15",
        f"The {noun} seems to hold {kind}{often}.",
        f"Take it out and send the {noun} again, or say why it is not about a person.",
        tuple(pointer(*place) for place in where),
        {"kind": kind.value, "times": dict(cited)},
    )


def _cited(return_: Return, place: Place) -> str:
    """A place by what it keeps when other entries come before it: `learning L1, used`; its pointer where it has no id.

    An id that itself looks like what is looked for is not repeated.
    """
    if len(place) < MEMBER_OF_AN_ENTRY:
        return pointer(*place)
    part, at, *rest = place
    entries = getattr(return_, str(part), None)
    entry = entries[at] if isinstance(entries, tuple) and isinstance(at, int) else None
    if isinstance(entry, Answer):
        return f"explanation of {entry.code}"
    name = getattr(entry, "id", None)
    if not name or kinds_in(name):
        return pointer(*place)
    return f"{part} {name}, {' '.join(map(str, rest))}"
