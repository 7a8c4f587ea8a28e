"""The page of one meeting: when and where, its agenda with why each item is there, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time

from hub.auth.permissions import TITLES, ForumAct, Role
from hub.config import UK
from hub.dashboards import html, pieces
from hub.dashboards.addresses import item_address
from hub.dashboards.forms import form_id
from hub.dashboards.forum_read import MeetingRead
from hub.dashboards.markup import Node
from hub.dashboards.pages.forum.listed import owner_of
from hub.dashboards.pages.forum.places import (
    AGENDA,
    PAPERS,
    TITLE,
    calendar_address,
    paper_address,
)
from hub.dashboards.pages.papers.kept import issued_here
from hub.dashboards.tables import Cell, table
from hub.meetings import Item, MemberProposal, Output, OutputKind
from hub.oversight.forum.agenda import Agenda, Line
from hub.oversight.forum.material import proposal_source
from hub.oversight.reporting import day_in_words
from hub.oversight.written import how_many, listed

NOTHING = "Nothing stands on the agenda yet. Propose it: each item says why it is there, and all can be changed."
DOES_NOT_FIT = "The minutes that were set do not fill the meeting, or do not fit. All items share it in proportion."
NOT_RECORDED = "Nothing was recorded yet."
NOTHING_WAS = "No agenda was kept here for this meeting."
CHAIR = "The chair"
WAITS = "It is not on the agenda yet. It comes there when the agenda is proposed."
NOT_SEEN = "It is not among the items that you see."
CHANGE = "Change, move or remove"
Forms = dict[str, Node]


def title(read: MeetingRead) -> str:
    """What the page is called."""
    meeting = read.agenda.meeting
    return f"{TITLE}, {day_in_words(meeting.day)}"


def layout(read: MeetingRead, forms: Forms, may_change_items: bool) -> Node:
    """The page. An item that can be changed and has no form here has a link to the page with its forms."""
    agenda = read.agenda
    return html.Div(
        [
            html.Span(f"{agenda.department_name}, {agenda.meeting.level.label.lower()}", className="govuk-caption-l"),
            html.H1(title(read), className="govuk-heading-l"),
            _cancelled(agenda),
            pieces.facts([*_facts(agenda)]),
            _files(agenda),
            *issued_here(read.issued),
            *_these(forms, ForumAct.ISSUE),
            *_these(forms, ForumAct.MOVE, ForumAct.CANCEL),
            html.H2("Agenda", className="govuk-heading-m", id=AGENDA),
            *_agenda(read, forms, may_change_items),
            *_removed(agenda, forms),
            *_asked_for(read, forms),
            *_outputs(read, forms),
        ]
    )


def _these(forms: Forms, *acts: ForumAct, subject: str = "") -> list[Node]:
    return [forms[name] for act in acts if (name := form_id(act, subject)) in forms]


def _cancelled(agenda: Agenda) -> Node:
    if agenda.meeting.cancelled_why is None:
        return None
    return html.P([pieces.status("Cancelled", "attention"), f" {agenda.meeting.cancelled_why}"], className="govuk-body")


def _facts(agenda: Agenda) -> Iterator[tuple[Node, Node]]:
    arranged, meeting = agenda.meeting.arranged, agenda.meeting
    yield "When", f"{day_in_words(arranged.day)}, {_clock(arranged.starts_at)} to {_clock(agenda.ends_at)}"
    yield "How long", how_many(arranged.minutes, "minute", "minutes")
    yield "Where", pieces.with_links(arranged.place)
    yield "Invited", listed([agenda.name(code) for code in arranged.invited])
    if meeting.present is not None:
        came = listed([agenda.name(code) for code in meeting.present]) if meeting.present else "None of them"
        yield "Came", f"{came}. Also: {meeting.also_present}" if meeting.also_present else came


def _clock(at: time) -> str:
    return f"{at:%H:%M}"


def _files(agenda: Agenda) -> Node:
    meeting = agenda.meeting.id
    links: list[Node] = [
        pieces.link(f"Agenda as {name}", paper_address(meeting, suffix)) for suffix, name in PAPERS.items()
    ]
    links.append(pieces.link("Calendar file", calendar_address(meeting)))
    return html.P(links, className="govuk-body hub-further hub-not-on-paper")


def _agenda(read: MeetingRead, forms: Forms, may_change_items: bool) -> Iterator[Node]:
    agenda = read.agenda
    if not agenda.lines and not agenda.elsewhere:
        yield pieces.paragraph(NOTHING_WAS if read.is_over else NOTHING)
    else:
        head = ["Item", "Part", "Who begins", "At", "Minutes"]
        rows = [_row(number, line, agenda) for number, line in enumerate(agenda.lines, start=1)]
        rows += [_elsewhere(agenda.elsewhere)] if agenda.elsewhere else []
        yield table(f"{how_many(agenda.meeting.arranged.minutes, 'minute', 'minutes')} in all", head, rows)
        yield None if agenda.as_set else pieces.paragraph(DOES_NOT_FIT)
    yield from _these(forms, ForumAct.PROPOSE, ForumAct.ADD)
    for number, line in enumerate(agenda.lines, start=1):
        acts = _these(forms, ForumAct.EDIT, ForumAct.PLACE, ForumAct.REMOVE, subject=line.item.id)
        yield _item(number, line, agenda, acts or ([_change(line.item)] if may_change_items else []))


def _row(number: int, line: Line, agenda: Agenda) -> list[Cell]:
    topic = line.item.topic
    named = html.A(f"{number}. {topic.title}", href=f"#item-{line.item.id}", className="govuk-link")
    return [
        Cell(named, whole_line=True),
        Cell(topic.section.label),
        Cell(agenda.name(topic.presenter) if topic.presenter else CHAIR),
        Cell(_clock(line.starts_at), numeric=True),
        Cell(str(line.minutes), numeric=True),
    ]


def _elsewhere(minutes: int) -> list[Cell]:
    nothing = Cell("", only_in_rows=True)
    return [Cell("Other items"), nothing, nothing, nothing, Cell(str(minutes), numeric=True)]


def _change(item: Item) -> Node:
    return pieces.paragraph(pieces.link(CHANGE, item_address(item.meeting, item.id), f"the item {item.topic.title}"))


def _item(number: int, line: Line, agenda: Agenda, acts: list[Node]) -> Node:
    item = line.item
    began = f"{_clock(line.starts_at)}, {how_many(line.minutes, 'minute', 'minutes')}"
    begins = agenda.name(item.topic.presenter) if item.topic.presenter else CHAIR
    changed = " Changed by somebody; what is proposed again leaves it." if item.edited and item.topic.source else ""
    return html.Section(
        [
            html.H3(f"{number}. {item.topic.title}", className="govuk-heading-s", id=f"item-{item.id}"),
            html.P(f"{began}. {begins} begins.", className="govuk-body"),
            *_says(item),
            html.P([html.Strong("Why it is here: "), f"{item.topic.why}{changed}"], className="govuk-body"),
            *acts,
        ],
        className="hub-talk",
    )


def _says(item: Item) -> list[Node]:
    first, *more = [text for text in item.topic.says.splitlines() if text.strip()] or [""]
    said = [html.P(first, className="govuk-body hub-said")] if first else []
    return [*said, pieces.bullets(more)] if more else said


def _removed(agenda: Agenda, forms: Forms) -> Iterator[Node]:
    if agenda.removed:
        yield pieces.heading("Removed from the agenda")
        for item in agenda.removed:
            back = _these(forms, ForumAct.PUT_BACK, subject=item.id)
            yield html.Section(
                [
                    html.H3(item.topic.title, className="govuk-heading-s"),
                    html.P([html.Strong("Why: "), item.removed_why], className="govuk-body hub-said"),
                    *back,
                ],
                className="hub-talk",
            )


def _asked_for(read: MeetingRead, forms: Forms) -> Iterator[Node]:
    agenda, ask = read.agenda, _these(forms, ForumAct.ASK)
    if agenda.asked_for or ask:
        yield pieces.heading("Asked for by members")
    for one in agenda.asked_for:
        yield html.Section(
            [
                html.H3(one.title, className="govuk-heading-s"),
                html.P(one.why, className="govuk-body hub-said"),
                pieces.paragraph(f"{_by(one, agenda)}, {day_in_words(one.at.astimezone(UK).date())}."),
                pieces.paragraph(_became(one, read)),
            ],
            className="hub-talk",
        )
    yield from ask


def _became(one: MemberProposal, read: MeetingRead) -> Node:
    """What became of a wish. Whoever sees the wish sees its item too, unless another presenter was chosen for it."""
    source = proposal_source(one)
    for line in read.agenda.lines:
        if line.item.topic.source == source:
            there = pieces.link("on the agenda", f"#item-{line.item.id}")
            return html.Span(["It is ", there, f", at {_clock(line.starts_at)}."])
    removed = next((item for item in read.agenda.removed if item.topic.source == source), None)
    if removed:
        return f"It was removed from the agenda: {removed.removed_why}"
    return NOT_SEEN if read.is_over or read.agenda.elsewhere else WAITS


def _by(one: MemberProposal, agenda: Agenda) -> str:
    return agenda.name(one.organisation) if one.organisation else TITLES[Role(one.role)].capitalize()


def _outputs(read: MeetingRead, forms: Forms) -> Iterator[Node]:
    agenda, offered = read.agenda, _these(forms, ForumAct.RECORD, ForumAct.ATTEND)
    earlier = [one for one in agenda.outputs if one.meeting != agenda.meeting.id]
    if read.has_begun:
        yield pieces.heading("What came of it")
        yield from offered
        if not read.outputs:
            yield pieces.paragraph(NOT_RECORDED)
        for kind in OutputKind:
            yield from (_output(one, read, forms) for one in read.outputs if one.told.kind is kind)
    if earlier:
        yield pieces.heading("Open from earlier meetings")
        yield from (_output(one, read, forms) for one in earlier)


def _output(one: Output, read: MeetingRead, forms: Forms) -> Node:
    names = read.agenda.names
    return html.Section(
        [
            html.H3(one.told.kind.label, className="govuk-heading-s"),
            html.P(one.told.says, className="govuk-body hub-said"),
            *map(pieces.paragraph, _about(one, read)),
            pieces.paragraph(f"About {listed([names.get(code, code) for code in one.told.organisations])}.")
            if one.told.organisations
            else None,
            *_these(forms, ForumAct.FINISH, ForumAct.STRIKE, subject=one.id),
        ],
        className="hub-talk",
    )


def _about(one: Output, read: MeetingRead) -> Iterator[Node]:
    owner = owner_of(one, read.agenda.names)
    due = f" Due {day_in_words(one.told.due)}." if one.told.due else ""
    if owner or due:
        late = pieces.status("Overdue", "attention") if one.is_overdue(read.today) else None
        yield html.Span([f"Owner: {owner}.{due} " if owner else due.strip(), late])
    if one.done_on:
        yield f"Done {day_in_words(one.done_on)}: {one.done_how}"
