"""One organisation and its independent tier: what three found, what to ask, the brief, and the meetings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hub.auth.permissions import TierAct
from hub.contract.codelists import codelist
from hub.contract.model import Missing
from hub.dashboards import html, pieces
from hub.dashboards.addresses import tier_address
from hub.dashboards.markup import Node
from hub.dashboards.pages.papers.kept import issued_here
from hub.dashboards.tables import Cell, table
from hub.dashboards.tier_read import TierRead
from hub.oversight.disclosure.suppressed import SUPPRESSED, SUPPRESSED_WORDS
from hub.oversight.reporting import Rate, day_in_words
from hub.oversight.tier import Figure, TierSaid
from hub.oversight.tier_questions import x_of_n
from hub.oversight.written import capital
from hub.tier_meetings import FollowUp, TierMeeting

FORMS = ((".pdf", "PDF"), (".docx", "Word"), (".odt", "OpenDocument"), (".html", "HTML"))
DIFFER = {
    True: "The organisation and the tier come to findings that are further apart than chance explains.",
    False: "The findings of the organisation and the tier are not further apart than chance explains.",
    None: "Whether the findings of the organisation and the tier differ cannot be said from what is shown.",
}
CAVEAT = (
    "Who goes to the tier or to the Ombudsman is not everybody who complains, and they look at other cases in other "
    "periods. A difference beyond chance is a question to all of them; agreement is no proof."
)
NO_FIGURE = "No figure that can be shown"
CASES = (
    ("received", "Received"), ("accepted", "Accepted"), ("closed", "Closed"), ("upheld", "Upheld"),
    ("partly_upheld", "Upheld in part"), ("not_upheld", "Not upheld"), ("resolved", "Resolved"),
    ("withdrawn", "Withdrawn"),
)  # fmt: skip


def layout(read: TierRead, forms: Mapping[str, Node]) -> Node:
    """The page. Shapes: `forms` are drawn, by their ids."""
    return html.Div(
        [
            html.Span(f"{read.department_name}, {read.period.label}", className="govuk-caption-l"),
            html.H1(f"{read.line.name} and its independent tier", className="govuk-heading-l"),
            pieces.paragraph(f"Independent tier: {read.line.tier}."),
            *_brief(read, forms),
            *_found(read),
            *_cases(read),
            *_views(read),
            *_asked(read),
            *_meetings(read, forms),
        ]
    )


def _brief(read: TierRead, forms: Mapping[str, Node]) -> Iterator[Node]:
    to_come = read.line.next_meeting
    when = f"for the meeting on {day_in_words(to_come.on)}" if to_come else "as of today"
    here, query = tier_address(read.line.organisation), f"?period={read.period.name}"
    yield pieces.heading("The brief")
    yield pieces.paragraph(f"What stands on this page and learning with its evidence, {when}, with room for notes.")
    links = [
        pieces.link(name, f"{here}/brief{suffix}{query}", f"form of the brief about {read.line.name}")
        for suffix, name in FORMS
    ]
    yield html.Ul([html.Li(link) for link in links], className="govuk-list")
    yield from issued_here(read.issued)
    yield forms.get(TierAct.ISSUE)
    yield pieces.filters(
        here, pieces.select("Period", "period", [(one.name, one.label) for one in read.periods], read.period.name)
    )


def _found(read: TierRead) -> Iterator[Node]:
    told, tier = read.beside.findings, read.beside.tier
    rows = [
        (read.line.name, told.own, "complaints closed in which something went wrong", told.own_period),
        (
            read.line.tier,
            tier.upheld if tier else None,
            "cases with a finding that were upheld, in full or in part",
            tier.period.label if tier else read.period.label,
        ),
        ("The Ombudsman", told.ombudsman, "cases reported on that were upheld, in full or in part", told.its_period),
    ]
    yield pieces.heading("What three found")
    yield pieces.paragraph(html.Strong(DIFFER[read.beside.differ]))
    cells = [[Cell(who), Cell(_share(rate)), Cell(what), Cell(period)] for who, rate, what, period in rows]
    caption = "What the organisation, its independent tier and the Ombudsman found"
    yield table(caption, ("Who", "Found", "Of what", "Period"), cells)
    yield pieces.paragraph(pieces.quiet(CAVEAT))


def _share(rate: Rate | None) -> str:
    return x_of_n(rate) if rate else NO_FIGURE


def _cases(read: TierRead) -> Iterator[Node]:
    yield pieces.heading("The tier’s cases")
    if not read.reports:
        yield pieces.paragraph("No report of the tier has come yet.")
        return
    head = ("Period", *(words for _, words in CASES), "Recommendations accepted")
    yield table("Cases at the independent tier, and how they ended", head, [_row(one) for one in read.reports])
    labels = {code: entry.label for code, entry in codelist("subjects").items()}
    latest = read.reports[0]
    about = [
        html.Span([f"{labels.get(code, code)}: {_figure(count)}. ", latest.about.get(code, "")])
        for code, count in latest.figures.themes
    ]
    if about:
        yield pieces.subheading(f"What cases closed were about, {latest.figures.period.label}")
        yield pieces.bullets(about)


def _row(one: TierSaid) -> list[Cell]:
    advice = one.figures.recommendations
    figures = [Cell(_figure(one.figures.figures[name]), numeric=True) for name, _ in CASES]
    return [Cell(one.figures.period.label), *figures, Cell(str(advice) if advice else "Not shown")]


def _figure(told: Figure) -> str:
    if told is SUPPRESSED:
        return "Not shown"
    if isinstance(told, Missing):
        return capital(told.value.replace("_", " "))
    return "" if told is None else f"{told:,}"


def _views(read: TierRead) -> Iterator[Node]:
    yield pieces.heading("Views of the tier")
    latest = next((one for one in read.reports if one.views), None)
    if latest is None:
        yield pieces.paragraph("No views have come in a report.")
        return
    yield pieces.paragraph(f"From its report for {latest.figures.period.label}:")
    yield html.P(f"“{latest.views}”", className="govuk-body hub-said")
    if latest.evidence:
        yield pieces.paragraph("Evidence that it examined:")
        told = [f"{what}{f', {day_in_words(on)}' if on else ''}" for what, on in latest.evidence]
        yield pieces.bullets(told)
    if any(one.figures.hidden for one in read.reports):
        yield pieces.paragraph(pieces.quiet(f"Not shown means: {SUPPRESSED_WORDS[len('Not shown: ') :]}."))


def _asked(read: TierRead) -> Iterator[Node]:
    yield pieces.heading("What to ask")
    if not read.questions:
        yield pieces.paragraph("The figures raise no question this time.")
        return
    yield pieces.facts([(one.asks, pieces.lines(one.evidence)) for one in read.questions])


def _meetings(read: TierRead, forms: Mapping[str, Node]) -> Iterator[Node]:
    yield html.H2("Meetings", className="govuk-heading-m", id="meetings")
    if not read.line.meetings:
        yield pieces.paragraph("No meeting has been planned.")
    for one in reversed(read.line.meetings):
        yield html.Div([*_meeting(one, read, forms)], className="hub-talk", id=f"meeting-{one.id}")
    yield forms.get(TierAct.PLAN)


def _meeting(one: TierMeeting, read: TierRead, forms: Mapping[str, Node]) -> Iterator[Node]:
    yield html.H3([f"{day_in_words(one.on)}, ", pieces.with_links(one.place)], className="govuk-heading-s")
    yield html.P(_standing(one, read), className="govuk-body")
    if one.heard:
        for name, said in (
            ("Present", one.heard.present),
            ("Views heard", one.heard.views),
            ("Evidence examined", one.heard.evidence),
        ):
            yield html.P([html.Strong(f"{name}: "), said], className="govuk-body hub-said")
    if one.called_off_why:
        yield html.P([html.Strong("Why: "), one.called_off_why], className="govuk-body hub-said")
    for follow_up in one.follow_ups:
        yield from _follow_up(follow_up, read, forms)
    for act in (TierAct.RECORD, TierAct.FOLLOW_UP, TierAct.MOVE, TierAct.CALL_OFF):
        yield forms.get(f"{act}-{one.id}")


def _standing(one: TierMeeting, read: TierRead) -> Node:
    if one.called_off_why:
        return pieces.status("Called off", "quiet")
    if one.heard:
        return pieces.status("Recorded", "plain")
    if one.awaits_record(read.line.today):
        return pieces.status("Waits to be recorded", "ask")
    return pieces.status("To come", "attention")


def _follow_up(one: FollowUp, read: TierRead, forms: Mapping[str, Node]) -> Iterator[Node]:
    said = f"{one.says} {one.owner_role}, by {day_in_words(one.due)}. "
    yield html.P([html.Strong("To follow: "), said, _stands(one, read)], className="govuk-body hub-said")
    if one.done_on:
        yield html.P([html.Strong("What was done: "), one.done_how], className="govuk-body hub-said")
    yield forms.get(f"{TierAct.FINISH}-{one.id}")


def _stands(one: FollowUp, read: TierRead) -> Node:
    if one.done_on:
        return pieces.status(f"Done on {day_in_words(one.done_on)}", "plain")
    return pieces.status("Overdue", "ask") if one.overdue_on(read.line.today) else pieces.status("Open", "attention")
