"""What the organisation, its independent tier and the Ombudsman found; the tier's cases, and its views in its words."""

from __future__ import annotations

from collections.abc import Iterator

from hub.briefings.notes import Notes
from hub.briefings.paper import Block, Heading, Look, Said, Table, Words, bullets, paragraph, words
from hub.briefings.tier_material import TierMaterial
from hub.contract.codelists import codelist
from hub.contract.model import Missing
from hub.oversight.disclosure.suppressed import SUPPRESSED
from hub.oversight.questions import OUTSIDE, OWN
from hub.oversight.reporting import Rate, day_in_words
from hub.oversight.tier import Figure, TierSaid
from hub.oversight.tier_questions import x_of_n
from hub.oversight.written import capital

ABOUT_ALL_THREE = (
    "Who goes to the tier or to the Ombudsman is not everybody who complains, and they look at other cases in other "
    "periods. A difference beyond chance is a question to all of them; agreement is no proof."
)
DIFFER = {
    True: "The organisation and the tier come to findings that are further apart than chance explains.",
    False: "The findings of the organisation and the tier are not further apart than chance explains.",
    None: "Whether the findings of the organisation and the tier differ cannot be said from what is shown.",
}
NO_FIGURE, NOT_SHOWN = "No figure that can be shown", "Not shown"
MOST_PERIODS = 4  # of the tier's reports: a year of quarters
NO_REPORT = "No report of the tier has come yet."
CASES = ("received", "accepted", "closed", "upheld", "partly_upheld", "not_upheld", "resolved", "withdrawn")
CASES_HEAD = (
    "Period", "Received", "Accepted", "Closed", "Upheld", "In part", "Not upheld", "Resolved", "Withdrawn",
)  # fmt: skip

CASES_SHARES = (2.4, 1, 1, 0.9, 0.9, 0.9, 1, 1.15, 1.3)


def section(material: TierMaterial, notes: Notes) -> Iterator[Block]:
    """What three found, beside each other."""
    told = material.beside
    own, ombudsman = (material.picture.meaning.latest[one.code] for one in (OWN, OUTSIDE))
    at = [row is material.row for row in material.picture.rows].index(True)
    tier = told.tier
    rows: list[tuple[Words, Words, Words, Words]] = [
        (
            material.name,
            notes.said(_share(told.findings.own), [(material.organisation, own.periods[at].name)]),
            "complaints closed in which something went wrong",
            told.findings.own_period,
        ),
        (
            material.tier,
            notes.said(_share(tier.upheld if tier else None), material.of_the_latest()),
            "cases with a finding that were upheld, in full or in part",
            tier.period.label if tier else material.picture.period.label,
        ),
        (
            "The Ombudsman",
            notes.said(_share(told.findings.ombudsman), [(material.organisation, ombudsman.periods[at].name)]),
            "cases reported on that were upheld, in full or in part",
            told.findings.its_period,
        ),
    ]
    yield Heading("What three found")
    yield paragraph(Said(DIFFER[told.differ], Look.STRONG))
    yield Table(
        "What the organisation, its independent tier and the Ombudsman found",
        ("Who", "Found", "Of what", "Period"),
        tuple(tuple(map(words, row)) for row in rows),
        shares=(2, 1.4, 2.4, 1.6),
    )
    yield paragraph(Said(ABOUT_ALL_THREE, Look.QUIET))


def cases_section(material: TierMaterial, notes: Notes) -> Iterator[Block]:
    """The tier's cases over its last periods, what they were about, and what was recommended."""
    yield Heading("The tier's cases")
    if not material.reports:
        yield paragraph(NO_REPORT)
        return
    shown = material.reports[:MOST_PERIODS]
    yield Table(
        f"Cases of {material.name} at its independent tier, and how they ended",
        CASES_HEAD,
        tuple(_cases(material, one, notes) for one in shown),
        (False, *(True for _ in CASES)),
        shares=CASES_SHARES,
    )
    for one in shown:
        if one.figures.recommendations:
            said = f"{one.figures.recommendations} recommendations were accepted, {one.figures.period.label}."
            yield paragraph(notes.said(said, [material.place_of(one)]))
    yield from _about(material.reports[0])


def _cases(material: TierMaterial, one: TierSaid, notes: Notes) -> tuple[tuple[Said, ...], ...]:
    period = notes.said(one.figures.period.label, [material.place_of(one)])
    return (words(period), *(words(figure(one.figures.figures[name])) for name in CASES))


def _about(latest: TierSaid) -> Iterator[Block]:
    if not latest.figures.themes:
        return
    labels = {code: entry.label for code, entry in codelist("subjects").items()}
    rows = [
        (labels.get(code, code), figure(count), latest.about.get(code, "")) for code, count in latest.figures.themes
    ]
    told = any(said for *_, said in rows)
    yield Table(
        f"What cases closed were about, {latest.figures.period.label}",
        ("Subject", "Cases closed", *(["What they had in common, in the tier's words"] if told else [])),
        tuple(tuple(map(words, row if told else row[:2])) for row in rows),
        (False, True, *([False] if told else [])),
        shares=(2, 1, *([4] if told else [])),
    )


def views_section(material: TierMaterial, notes: Notes) -> Iterator[Block]:
    """What the tier says in words, and the evidence that it names."""
    yield Heading("Views of the tier")
    latest = next((one for one in material.reports if one.views), None)
    if latest is None:
        yield paragraph("No views have come in a report.")
        return
    for text in filter(str.strip, latest.views.splitlines()):
        yield paragraph(f"“{text.strip()}”")
    yield paragraph(
        notes.said(f"From the tier's report for {latest.figures.period.label}.", [material.place_of(latest)])
    )
    if latest.evidence:
        yield paragraph("Evidence that the tier examined:")
        yield bullets([f"{what.rstrip('.')}{f', {day_in_words(on)}' if on else ''}." for what, on in latest.evidence])


def figure(told: Figure) -> str:
    """A figure as a paper writes it; why there is none where there is none."""
    if told is SUPPRESSED:
        return NOT_SHOWN
    if isinstance(told, Missing):
        return capital(told.value.replace("_", " "))
    return "" if told is None else f"{told:,}"


def _share(rate: Rate | None) -> str:
    return x_of_n(rate) if rate else NO_FIGURE
