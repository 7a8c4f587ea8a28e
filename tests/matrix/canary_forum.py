"""Meetings of the forum: one that is read, with what is said of a body in it, and one for whatever is to be done."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from callers import BODIES, CLIFF, COASTS, COVE, MILL, MILLS, SLATE, SLATES
from canaries import text
from canary_world import BY, TODAY, CanaryHub

from hub.auth.permissions import ForumAct
from hub.meetings import Arranged, Level, OutputKind, Section, Topic, ToRecord
from hub.scope import Scope
from hub.store.forum_items import ForumItems
from hub.store.forum_meetings import ForumMeetings
from hub.store.forum_outputs import OfMeetings
from hub.store.ledger import By

FORUM = "/forum"
HELD_ON = date(2026, 7, 15)
AFTER_IT = By("registrar", "operator", BY.at.replace(month=7, day=16))
SAID = "All of them hear it every week."
INVITES = {COASTS: COVE, MILLS: MILL, SLATES: SLATE}  # a body that everybody sees who arranges in the department


def hold_one(world: CanaryHub) -> None:
    """A meeting of two bodies, with an item, a wish and an output about the second."""
    meeting, scope = _arrange(world, (COVE, CLIFF)), Scope(COASTS)
    items = ForumItems(world.database)
    topic = Topic(
        "theme:subject:delay", Section.THEMES, text(CLIFF, "title"), text(CLIFF, "says"), text(CLIFF, "why"), (CLIFF,)
    )
    items.propose(scope, meeting, [topic], AFTER_IT)
    items.ask_for(scope, meeting, CLIFF, text(CLIFF, "wish"), text(CLIFF, "why wish"), AFTER_IT)
    told = ToRecord(OutputKind.ACTION, text(CLIFF, "action"), (CLIFF,), CLIFF, "", TODAY)
    OfMeetings(world.database).record(scope, meeting, told, AFTER_IT)
    world.meetings["read"] = meeting


def one_ready(world: CanaryHub, act: ForumAct | None = None) -> None:
    """A meeting of one body, to which this act can be done; all but those that nothing may have come of before."""
    meeting, scope = _arrange(world, (COVE,)), Scope(COASTS)
    items, outputs = ForumItems(world.database), OfMeetings(world.database)
    own = [Topic("", Section.THEMES, "Waiting", SAID, SAID) for _ in range(2)]
    item, removed = (items.add(scope, meeting, topic, AFTER_IT, None, None) for topic in own)
    items.remove(scope, removed, SAID, AFTER_IT)
    world.meetings.update(meeting=meeting, item=item, removed=removed)
    if act not in (ForumAct.MOVE, ForumAct.CANCEL):
        told = ToRecord(OutputKind.ACTION, SAID, (), COVE, "", TODAY)
        world.meetings["action"] = outputs.record(scope, meeting, told, AFTER_IT)


def entered(world: CanaryHub, act: ForumAct, department: str) -> dict[str, Any]:
    """A form of the forum, filled in by somebody of a department."""
    subject = {
        ForumAct.PUT_BACK: world.meetings["removed"],
        ForumAct.FINISH: world.meetings["action"],
        ForumAct.STRIKE: world.meetings["action"],
    }.get(act, world.meetings["item"])
    body = INVITES.get(department, COVE)
    arranged = {"level": "operational", "day": TODAY.isoformat(), "starts_at": "11:00", "minutes": "60"}
    on = TODAY.isoformat()
    return {
        **arranged, "place": SAID, "invited": body, "why": SAID, "title": "Waiting", "says": SAID, "kind": "decision",
        "section": "themes", "organisation": body, "done_on": on, "done_how": SAID, "act": act, "subject": subject,
    } | ({"minutes": ""} if act in (ForumAct.ADD, ForumAct.EDIT) else {})  # fmt: skip


def _arrange(world: CanaryHub, invited: tuple[str, ...]) -> str:
    assert {*invited} <= {*BODIES}
    arranged = Arranged(Level.OPERATIONAL, HELD_ON, time(10, 0), 60, "Room 4", invited)
    return ForumMeetings(world.database).arrange(Scope(COASTS), arranged, BY)
