"""What an independent tier found beside what the organisation and the Ombudsman found, for whoever may read it.

Computes shares and whether they differ; small counts are hidden here for a protected audience. Reads no database.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hub.contract.assessment.model import day
from hub.contract.model import Cell, Count, Missing, number, told
from hub.contract.period import Period
from hub.contract.tier.model import CaseOutcomes, TierRecommendations, TierReport
from hub.oversight.comparison.intervals import wilson
from hub.oversight.disclosure.suppressed import SUPPRESSED, Suppressed
from hub.oversight.picture import Picture
from hub.oversight.questions import OWN, Findings, findings
from hub.oversight.reporting import Rate

Figure = int | Missing | Suppressed | None
OUTCOMES = ("upheld", "partly_upheld", "not_upheld", "resolved", "withdrawn")
IN, NEXT_TO_IT = ("received", "accepted", "closed"), ("made", "recommendations_accepted")


@dataclass(frozen=True, slots=True)
class TierFigures:
    """What one report says in figures, as its reader may see them.

    Shapes: `figures` by name: cases received, accepted, closed; each outcome; recommendations made and accepted;
    `themes` by subject, in the order of the report.
    Units: `upheld` of cases that ended with a finding; `recommendations` accepted of those made.
    Missing: a rate is None where a figure of it is missing or not shown, or nothing was decided; `hidden` says how many
    figures are not shown.
    """

    period: Period
    version: int
    figures: Mapping[str, Figure]
    themes: tuple[tuple[str, Figure], ...]
    upheld: Rate | None
    recommendations: Rate | None
    hidden: int


@dataclass(frozen=True, slots=True)
class TierSaid:
    """One report of an independent tier: its figures as their reader may see them, and its words.

    Shapes: `evidence` has what was examined and on which day, `about` the words on a subject where there are any.
    Missing: `views` is empty where the tier tells none.
    """

    tier: str
    figures: TierFigures
    views: str
    evidence: tuple[tuple[str, date | None], ...]
    about: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Beside:
    """What three looked at: the organisation, its tier, the Ombudsman.

    Missing: `tier` is None without a report that can be shown; `differ` says of the organisation and the tier whether
    they are further apart than chance explains, and is None where either is missing.
    """

    findings: Findings
    tier: TierFigures | None
    differ: bool | None


def figures_of(report: TierReport, version: int, smallest_shown: int = 0) -> TierFigures:
    """What a report says in figures; counts below `smallest_shown` are hidden, and what they could be worked out from.

    Missing: `smallest_shown` is 0 for a reader who sees every count.
    """
    assert report.period is not None
    shown = {name: _figure(cell) for name, cell in _cells(report).items()}
    themes = report.themes if isinstance(report.themes, tuple) else ()
    subjects: list[tuple[str, Figure]] = [(theme.subject or "", _figure(theme.count)) for theme in themes]
    if smallest_shown:
        shown, subjects = _protected(shown, subjects, smallest_shown)
    hidden = sum(one is SUPPRESSED for one in (*shown.values(), *(count for _, count in subjects)))
    return TierFigures(
        report.period,
        version,
        shown,
        tuple(subjects),
        upheld=_rate([shown["upheld"], shown["partly_upheld"]], [shown["not_upheld"]]),
        recommendations=_of(shown["recommendations_accepted"], shown["made"]),
        hidden=hidden,
    )


def said_by(report: TierReport, version: int, smallest_shown: int = 0) -> TierSaid:
    """What a report says, to a reader who is shown counts as `figures_of` tells."""
    themes = report.themes if isinstance(report.themes, tuple) else ()
    return TierSaid(
        report.tier,
        figures_of(report, version, smallest_shown),
        told(report.views) or "",
        tuple((each.what, day(each.on)) for each in report.evidence),
        {theme.subject or "": theme.what for theme in themes if theme.what},
    )


def beside(picture: Picture, organisation: str, tier: TierFigures | None) -> Beside:
    """The findings of one organisation of a picture, beside those of its tier."""
    body = [row.organisation.code for row in picture.rows].index(organisation)
    found = findings(picture)[body]
    if found.own is None or tier is None or tier.upheld is None:
        return Beside(found, tier, None)
    latest = picture.meaning.latest[OWN.code]
    low, high = (float(each[0]) for each in wilson([tier.upheld.numerator], [tier.upheld.denominator]))
    return Beside(found, tier, bool(latest.high[body] < low or high < latest.low[body]))


def _cells(report: TierReport) -> dict[str, Cell]:
    cases, outcomes, advice = report.cases, report.cases.outcomes, report.recommendations
    found = {"received": cases.received, "accepted": cases.accepted, "closed": cases.closed}
    ended = outcomes.cells() if isinstance(outcomes, CaseOutcomes) else (outcomes,) * len(OUTCOMES)
    found |= dict(zip(OUTCOMES, ended, strict=True))
    both = (advice.made, advice.accepted) if isinstance(advice, TierRecommendations) else (advice, advice)
    return {**found, **dict(zip(NEXT_TO_IT, both, strict=True))}


def _figure(cell: Cell) -> Figure:
    return number(cell) if isinstance(cell, Count) else cell


def _protected(
    shown: dict[str, Figure], themes: list[tuple[str, Figure]], least: int
) -> tuple[dict[str, Figure], list[tuple[str, Figure]]]:
    """The same without small counts, and without what would tell one: a hidden outcome is not alone among outcomes,
    and recommendations are hidden where few of them were not accepted."""
    kept = {name: _unless_small(figure, least) for name, figure in shown.items()}
    outcomes = [name for name in OUTCOMES if isinstance(shown[name], int)]
    hidden = [name for name in outcomes if kept[name] is SUPPRESSED]
    if hidden and (len(hidden) == 1 or _sum(shown, hidden) < least):
        kept[_next_smallest(kept, outcomes)] = SUPPRESSED
    if SUPPRESSED in (kept["made"], kept["recommendations_accepted"]) or 0 < _refused(shown) < least:
        kept |= {name: SUPPRESSED for name in NEXT_TO_IT if isinstance(shown[name], int)}
    return kept, [(subject, _unless_small(count, least)) for subject, count in themes]


def _refused(shown: Mapping[str, Figure]) -> int:
    """How many recommendations were not accepted. Missing: 0 where that cannot be told."""
    made, accepted = shown["made"], shown["recommendations_accepted"]
    return made - accepted if isinstance(made, int) and isinstance(accepted, int) else 0


def _next_smallest(kept: Mapping[str, Figure], outcomes: Sequence[str]) -> str:
    """The smallest outcome that is still shown and not zero; what is closed, where there is no other."""
    left = [(figure, name) for name in outcomes if isinstance(figure := kept[name], int) and figure]
    return min(left)[1] if left else "closed"


def _sum(shown: Mapping[str, Figure], names: Sequence[str]) -> int:
    return sum(figure for name in names if isinstance(figure := shown[name], int))


def _unless_small(figure: Figure, least: int) -> Figure:
    return SUPPRESSED if isinstance(figure, int) and 0 < figure < least else figure


def _rate(parts: Sequence[Figure], others: Sequence[Figure]) -> Rate | None:
    shown = [figure for figure in (*parts, *others) if isinstance(figure, int)]
    whole = sum(shown)
    if len(shown) < len(parts) + len(others) or not whole:
        return None
    return Rate(sum(shown[: len(parts)]), whole)


def _of(part: Figure, whole: Figure) -> Rate | None:
    return Rate(part, whole) if isinstance(part, int) and isinstance(whole, int) and whole else None
