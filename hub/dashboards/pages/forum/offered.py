"""The forms that the pages of the forum offer: what their reader's role includes, and where the meeting stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hub.auth.permissions import OF_AN_ORGANISATION, ForumAct, Viewer
from hub.dashboards.addresses import FORUM, meeting_address
from hub.dashboards.forms import CHECKS, CHOICE, DAY, LINE, SEVERAL, Field, Form, Option
from hub.dashboards.forum_read import ForumRead, MeetingRead
from hub.dashboards.pages.papers.kept import issue_form
from hub.issued import Kind
from hub.meetings import Item, Level, Meeting, Output, OutputKind, Section

READ_BY = "Everybody who is invited reads it. Write no names of people, and no figure that is not shown here."
NOBODY_NAMED = "A role, not a name."
AS_NOW = "It is issued with the items that stand on it now."
AFTERWARDS = frozenset({ForumAct.ATTEND, ForumAct.RECORD})  # of what has begun
OF_ALL_INVITED = frozenset(ForumAct) - {ForumAct.ASK}
Names = Mapping[str, str]


def of_the_forum(read: ForumRead, viewer: Viewer) -> dict[str, Form]:
    """The forms of the page of all meetings, by their ids."""
    offered = [_arrange(read)] if read.names else []
    return {form.id: form for form in offered if viewer.does(ForumAct(form.act))}


def of_a_meeting(read: MeetingRead, viewer: Viewer, item: str = "") -> dict[str, Form]:
    """The forms of the page of a meeting, by their ids; those of an item only where it is to be changed.

    Each of an item lists every organisation: on the forms of all of them, a long agenda would be a very long page.
    """
    agenda, address = read.agenda, meeting_address(read.agenda.meeting.id, read.agenda.meeting.edits)
    offered = [*_of_outputs(read, address)]
    if agenda.meeting.is_on and not read.is_over:
        offered += _of_the_agenda(read, address, viewer, item)
        offered += [] if read.outputs else _of_the_meeting(read, address)
    return {form.id: form for form in offered if _is_offered(ForumAct(form.act), read, viewer)}


def may_change_items(read: MeetingRead, viewer: Viewer) -> bool:
    """Whether the items of its agenda can be changed, by this viewer."""
    return read.agenda.meeting.is_on and not read.is_over and _is_offered(ForumAct.EDIT, read, viewer)


def _is_offered(act: ForumAct, read: MeetingRead, viewer: Viewer) -> bool:
    if act in OF_ALL_INVITED and not read.is_whole:
        return False
    return viewer.does(act) and (read.has_begun or act not in AFTERWARDS)


def _arrange(read: ForumRead) -> Form:
    return Form(
        act=ForumAct.ARRANGE,
        address=FORUM,
        button="Arrange this meeting",
        summary="Arrange a meeting",
        fields=_arranged(None, read.names),
    )


def _arranged(meeting: Meeting | None, names: Names) -> tuple[Field, ...]:
    levels = (Option("", "", "Choose a level"), *(Option("", level.value, level.label) for level in Level))
    told = meeting.arranged if meeting else None
    invited = SEVERAL.join(told.invited if told else names)
    return (
        Field("level", "Level", CHOICE, blank="Choose a level", options=levels, value=told.level if told else ""),
        Field("day", "Day", DAY, blank="Enter a day", value=told.day.isoformat() if told else ""),
        Field(
            "starts_at", "Begins at", LINE, "For example, 10:00", "Enter a time such as 10:00",
            value=told.starts_at.strftime("%H:%M") if told else "",
        ),
        Field(
            "minutes", "How long, in minutes", LINE, blank="Enter a number of minutes",
            value=str(told.minutes) if told else "90",
        ),
        Field(
            "place", "Place, or link", LINE, blank="Enter the place, or the link",
            value=told.place if told else "",
        ),
        Field(
            "invited", "Who is invited", CHECKS, "The complaint managers of these organisations.",
            "Choose at least one organisation", _bodies(names), invited,
        ),
    )  # fmt: skip


def _of_the_meeting(read: MeetingRead, address: str) -> Iterator[Form]:
    agenda = read.agenda
    why = Field("why", "Why it is changed", hint=READ_BY, blank="Enter the reason for the change")
    fields = (*_arranged(agenda.meeting, agenda.names), why)
    yield Form(ForumAct.MOVE, address, "Change this meeting", fields, summary="Change time, place or who is invited")
    why = Field("why", "Why it is cancelled", hint=READ_BY, blank="Enter the reason for cancelling it")
    yield Form(ForumAct.CANCEL, address, "Cancel this meeting", (why,), summary="Cancel this meeting")


def _of_the_agenda(read: MeetingRead, address: str, viewer: Viewer, chosen: str) -> Iterator[Form]:
    agenda = read.agenda
    stands = bool(agenda.lines or agenda.removed)
    button = "Propose the agenda again" if stands else "Propose the agenda"
    yield Form(ForumAct.PROPOSE, address, button, ())
    sections = (Option("", "", "Choose a part"), *(Option("", each.value, each.label) for each in Section))
    part = Field("section", "Part of the agenda", CHOICE, blank="Choose a part", options=sections)
    yield Form(ForumAct.ADD, address, "Add this item", (part, *_of_an_item(None, agenda.names)), summary="Add an item")
    for line in agenda.lines:
        if line.item.id == chosen:
            yield from _of_one_item(read, line.item, address)
    for item in agenda.removed:
        yield Form(ForumAct.PUT_BACK, address, f"Put back: {item.topic.title}", (), subject=item.id)
    if read.can_be_issued:
        yield issue_form(Kind.AGENDA, ForumAct.ISSUE, address, AS_NOW)
    yield _ask(read, address, viewer)


def _of_one_item(read: MeetingRead, item: Item, address: str) -> Iterator[Form]:
    fields = _of_an_item(item, read.agenda.names)
    title = item.topic.title
    yield Form(ForumAct.EDIT, address, "Change this item", fields, item.id, summary=f"Change: {title}")
    others = [line.item for line in read.agenda.lines if line.item.id != item.id]
    places = (Option("", "", "First"), *(Option("", one.id, f"After: {one.topic.title}") for one in others))
    if others:
        behind = Field("behind", "New place", CHOICE, options=places)
        yield Form(ForumAct.PLACE, address, "Move this item", (behind,), item.id, summary=f"Move: {title}")
    why = Field("why", "Why it is removed", hint=READ_BY, blank="Enter the reason for removing it")
    yield Form(ForumAct.REMOVE, address, "Remove this item", (why,), item.id, summary=f"Remove: {title}")


def _of_an_item(item: Item | None, names: Names) -> tuple[Field, ...]:
    topic = item.topic if item else None
    presenters = (Option("", "", "The chair"), *_bodies(names))
    set_ = str(item.minutes) if item and item.minutes else ""
    return (
        Field("title", "Title", LINE, blank="Enter a title", value=topic.title if topic else ""),
        Field("says", "What is known of it (optional)", hint=READ_BY, value=topic.says if topic else ""),
        Field("why", "Why it is here", blank="Enter why it is here", value=topic.why if topic else ""),
        Field("presenter", "Who begins", CHOICE, options=presenters, value=topic.presenter if topic else ""),
        Field("minutes", "Minutes (optional)", LINE, "Left empty, it shares what is left by weight.", value=set_),
    )


def _ask(read: MeetingRead, address: str, viewer: Viewer) -> Form:
    of = {code: read.agenda.name(code) for code in read.agenda.meeting.arranged.invited}
    nobody = () if viewer.role in OF_AN_ORGANISATION and len(of) == 1 else (Option("", "", "Choose an organisation"),)
    return Form(
        ForumAct.ASK,
        address,
        "Ask for this item",
        (
            Field("organisation", "For which organisation", CHOICE, options=(*nobody, *_bodies(of))),
            Field("title", "What to talk about", LINE, blank="Enter what to talk about"),
            Field("why", "Why, and what you hope for", hint=READ_BY, blank="Enter why"),
        ),
        summary="Ask for an item",
    )


def _of_outputs(read: MeetingRead, address: str) -> Iterator[Form]:
    agenda = read.agenda
    if agenda.meeting.is_on:
        yield _record(read, address)
        invited = {code: agenda.name(code) for code in agenda.meeting.arranged.invited}
        came = SEVERAL.join(invited if agenda.meeting.present is None else agenda.meeting.present)
        yield Form(
            ForumAct.ATTEND,
            address,
            "Record who came",
            (
                Field("present", "Whose complaint manager came", CHECKS, options=_bodies(invited), value=came),
                Field("also_present", "Who else came (optional)", hint=NOBODY_NAMED, value=agenda.meeting.also_present),
            ),
            summary="Record who came",
        )
    for one in agenda.outputs:
        yield from _of_one_output(one, read)


def _of_one_output(one: Output, read: MeetingRead) -> Iterator[Form]:
    address = meeting_address(read.agenda.meeting.id, one.edits)
    if one.is_open:
        fields = (
            Field("done_on", "Day on which it was done", DAY, blank="Enter a day", value=read.today.isoformat()),
            Field("done_how", "What was done, and where it can be seen", blank="Enter what was done"),
        )
        yield Form(ForumAct.FINISH, address, "Record that it is done", fields, one.id, summary="This action is done")
    if one.meeting == read.agenda.meeting.id:
        why = Field("why", "Why the record is wrong", blank="Enter why it is wrong")
        yield Form(ForumAct.STRIKE, address, "Strike this record", (why,), one.id, summary="This record is wrong")


def _record(read: MeetingRead, address: str) -> Form:
    names = read.agenda.names
    kinds = (Option("", "", "Choose what it is"), *(Option("", kind.value, kind.label) for kind in OutputKind))
    owners = (Option("", "", "No organisation"), *_bodies(names))
    return Form(
        ForumAct.RECORD,
        address,
        "Record what came of it",
        (
            Field("kind", "What it is", CHOICE, blank="Choose what it is", options=kinds),
            Field("says", "In words", hint=READ_BY, blank="Enter what was decided, agreed, adopted or escalated"),
            Field("owner", "Owner of an action: organisation", CHOICE, options=owners),
            Field("owner_role", "Owner of an action: role, where it is no organisation", LINE, NOBODY_NAMED),
            Field("due", "Day by which an action is due", DAY),
            Field(
                "organisations",
                "Organisations that it is about (optional)",
                CHECKS,
                "Chosen, only those who see them all read it.",
                options=_bodies(names),
            ),
        ),
        summary="Record a decision, an action, learning adopted or an escalation",
    )


def _bodies(names: Names) -> tuple[Option, ...]:
    return tuple(Option("", code, name) for code, name in names.items())
