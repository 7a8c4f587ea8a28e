"""What returns tell in words, as an audience may have it: other bodies have learning that may be shared, and no other.

Numbers of the sheets are `rule`, those of measures `measured`. Words that a body wrote are not searched for numbers:
the decision record says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hub.contract.narrative import Narrative
from hub.contract.period import Period
from hub.oversight.disclosure.audience import Audience
from hub.oversight.material import Material
from hub.oversight.themes.failings import Piece, from_places
from hub.oversight.themes.theme import Confirmed

Told = Sequence[tuple[Period, Narrative]]
Kept = frozenset[tuple[str, str]]  # name of a period, id of a piece of learning


def as_told_to(audience: Audience, material: Material) -> Material:
    """What bodies tell and people decided, for an audience.

    Neither forum nor board is told who decided something in the hub, nor why, but in what role and when. The forum is
    other bodies: it is told only of learning that a return in hand tells now, and that its body does not keep back.
    """
    if not audience.protected:
        return material
    material = replace(
        material,
        rebases=tuple(replace(one, says=one.to_others) for one in material.rebases),
        confirmed=tuple(replace(one, who=_in_a_role(one.role)) for one in material.confirmed),
    )
    if audience is not Audience.FORUM:
        return material
    kept_back = {code: kept for code, told in material.narratives.items() if (kept := _kept_back(told))}
    narratives = dict(material.narratives)
    for code, kept in kept_back.items():
        narratives[code] = tuple((period, _seen(period, one, kept)) for period, one in narratives[code])
    return replace(
        material,
        narratives=narratives,
        repeated={code: repeated for code, repeated in material.repeated.items() if code not in kept_back},
        confirmed=_by_what_is_told(material.confirmed, narratives),
    )


def _in_a_role(role: str) -> str:
    return f"A person in the role of {role}" if role else "A person"


def _kept_back(told: Told) -> Kept:
    """The learning that a body keeps to itself. What it says last of a piece holds for what it told of it before."""
    if all(one.may_be_shared is not False for _, narrative in told for one in narrative.learning or ()):
        return frozenset()
    pieces = [(period.name, one) for period, narrative in told for one in narrative.learning or ()]
    last = {one.id: one.may_be_shared for _, one in pieces}
    return frozenset((name, one.id) for name, one in pieces if False in (one.may_be_shared, last[one.id]))


def _seen(period: Period, narrative: Narrative, kept_back: Kept) -> Narrative:
    if not narrative.learning:
        return narrative
    learning = tuple([one for one in narrative.learning if (period.name, one.id) not in kept_back])
    return Narrative(narrative.actions, learning, narrative.challenges)


def _by_what_is_told(confirmed: Sequence[Confirmed], narratives: Mapping[str, Told]) -> tuple[Confirmed, ...]:
    if not confirmed:
        return ()
    told: set[Piece] = {
        (code, period.name, one.id)
        for code, its in narratives.items()
        for period, narrative in its
        for one in narrative.learning or ()
    }
    return from_places(confirmed, told.__contains__)
