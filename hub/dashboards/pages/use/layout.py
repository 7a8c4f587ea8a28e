"""The page What became of it: a word back to whoever sent a return. Names no other organisation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hub.contract.life_cycle import State
from hub.dashboards import html, pieces
from hub.dashboards.charted import Beside, charted
from hub.dashboards.data_tables import DataTable
from hub.dashboards.drawings import Draw
from hub.dashboards.markup import Node
from hub.dashboards.pages import compliance, states
from hub.dashboards.pages.comparison.numbers import sources
from hub.dashboards.pages.themes.said import where_sent
from hub.dashboards.pages.use.choices import ADDRESS, SHARES, TITLE, Choices, query_of
from hub.dashboards.pages.use.peers import BESIDE, FEWEST, among_peers, enough, peers_chart
from hub.dashboards.use import UsedBy, UseRead
from hub.oversight.among_others import compared
from hub.oversight.picture import Picture
from hub.oversight.reporting import day_in_words
from hub.oversight.themes.decided import Heading
from hub.oversight.written import capital, how_many
from hub.store.threads import ThreadState

NOTHING_SENT = "Nothing was sent for this period, so nothing was made of it. Choose another period."
WITHDRAWN = "Your return was withdrawn, so that its figures count nowhere. Send it again if it is to count."
NO_THEMES = "It is in no theme: what it tells is neither rising, nor high in most organisations, nor shared."
NO_AGENDA = "Nothing that was sent to the forum's agenda is about your organisation."
NO_PAPERS = "No paper that was issued used this return."
NO_QUESTIONS = "Its figures raise no question for the board."
HOW_THEMES = (
    "The forum sees themes with small counts hidden, and this page shows you the same ones, but for those that it "
    "dismissed."
)
TOO_FEW = (
    f"Fewer than {FEWEST} organisations can be compared in this measure without showing who they are. "
    "Choose another measure."
)
NOT_COMPARED = (
    "Your own figures cannot be shown among the others: there are none, or they are too small to be shown to anybody "
    "else."
)


def layout(
    read: UseRead, choices: Choices, bodies: Mapping[str, str], tables: Mapping[str, DataTable], draw: Draw
) -> Node:
    """The page. Shapes: `bodies` are the reader's organisations, names by code."""
    own = read.own
    return html.Div(
        [
            html.Span(bodies[read.code], className="govuk-caption-l"),
            html.H1(f"{TITLE}: {own.period.label}", className="govuk-heading-l"),
            _filters(own, read, choices, bodies),
            pieces.heading("Your return"),
            *_return(read),
            pieces.heading("Themes that it is part of"),
            *_themes(read),
            pieces.heading("The forum's agenda"),
            _agenda(read),
            pieces.heading("What the board may ask"),
            *_asked(read),
            pieces.heading("Papers that used it"),
            *_papers(read),
            pieces.heading("Beside the others"),
            *_beside(read, choices, tables, draw),
        ]
    )


def _filters(own: Picture, read: UseRead, choices: Choices, bodies: Mapping[str, str]) -> Node:
    own_ones = pieces.select("Organisation", "organisation", list(bodies.items()), read.code)
    measures = [(measure.code, measure.name) for measure in SHARES.values()]
    return pieces.filters(
        ADDRESS,
        pieces.select("Period", "period", compliance.period_options(own), own.period.name),
        *([own_ones] if len(bodies) > 1 else []),
        pieces.select("Beside the others in", "measure", measures, choices.measure.code),
    )


def _agenda(read: UseRead) -> Node:
    if not read.items:
        return pieces.paragraph(NO_AGENDA)
    return pieces.bullets([f"{item.wording} {where_sent(item)}" for item in read.items])


def _return(read: UseRead) -> Iterator[Node]:
    if read.kept is None or read.standing is None:
        yield pieces.paragraph(NOTHING_SENT)
        return
    if read.standing.state is State.WITHDRAWN:
        yield pieces.paragraph(
            [WITHDRAWN, " ", pieces.link("Read what was withdrawn", f"/returns/{read.kept.id}"), "."]
        )
        return
    queries = len(read.standing.open_queries)
    asked = capital(how_many(len(read.threads), "question", "questions"))
    open_ = sum(thread.state is ThreadState.OPEN for thread in read.threads)
    yield pieces.facts(
        [
            ("Version that counts", pieces.link(f"Version {read.kept.version}", f"/returns/{read.kept.id}")),
            ("Where it stands", pieces.status(states.label(read.standing.state), states.tone(read.standing.state))),
            ("Checks", capital(f"{how_many(queries, 'query waits', 'queries wait')} for an explanation.")),
            ("Questions of the sponsor team", f"{asked}, {open_:,} open." if read.threads else "None were asked."),
        ]
    )


def _themes(read: UseRead) -> Iterator[Node]:
    if read.themes:
        yield pieces.facts([(one.title, _theme(one, read.code)) for one in read.themes])
    else:
        yield pieces.paragraph(NO_THEMES)
    yield pieces.paragraph(HOW_THEMES)


def _theme(heading: Heading, code: str) -> Node:
    """What the forum thinks of it, and the organisation's own figures in each of the themes that were merged."""
    others = how_many(len(heading.organisations) - 1, "other organisation", "other organisations")
    own = [(theme, body) for theme in heading.themes for body in theme.bodies if body.organisation == code]
    return [
        f"{heading.standing.label}, with {others}.",
        *(pieces.small(f"{theme.kind.label}. Yours: {body}. {theme.why}") for theme, body in own),
    ]


def _papers(read: UseRead) -> Iterator[Node]:
    if not read.papers:
        yield pieces.paragraph(NO_PAPERS)
        return
    yield pieces.bullets([_paper(one, read) for one in read.papers])


def _paper(one: UsedBy, read: UseRead) -> str:
    newer = read.kept is not None and read.kept.version != one.version
    since = f"; version {read.kept.version} came since" if read.kept and newer else ""
    return f"{one.called} for {day_in_words(one.day)}, with version {one.version} of your return{since}."


def _asked(read: UseRead) -> Iterator[Node]:
    if not read.asked:
        yield pieces.paragraph(NO_QUESTIONS)
        return
    asked = [html.Li([html.Strong(one.asks), pieces.small(one.because)]) for one in read.asked]
    yield html.Ul(asked, className="hub-questions")


def _beside(read: UseRead, choices: Choices, tables: Mapping[str, DataTable], draw: Draw) -> Iterator[Node]:
    measure = choices.measure
    among = next(iter(compared(read.forum.meaning, measure)), None)
    body = among_peers(read, among)
    if among is None or not enough(among):
        yield pieces.paragraph(TOO_FEW)
        return
    if body is None:
        yield pieces.paragraph(NOT_COMPARED)
        return
    told = read.forum.meaning.latest[measure.code]
    beside = Beside(
        says=[among.of(body), " ".join(among.says[1:])],
        number=f"{how_many(int(among.funnels.bodies[among.row]), 'organisation', 'organisations')} compared.",
        sources=sources(read.forum, [(read.code, told.periods[body].name)]).replace("Made", "Yours is made", 1),
        caveats=measure.caveats,
        table=tables[BESIDE],
        address=ADDRESS,
        query=query_of(read.own.period.name, measure.code, read.code),
    )
    yield charted(draw, peers_chart(read, measure, among), beside)
