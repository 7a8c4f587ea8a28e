"""The forms that the page of a return offers: what its reader's role includes and where the return stands allows.

Both are decided elsewhere, by `hub.auth.permissions` and `hub.contract.life_cycle`; here an act gets its words.
"""

from __future__ import annotations

from collections.abc import Iterator

from hub.auth.permissions import Act, Viewer
from hub.contract.life_cycle import Move, State, side_of
from hub.dashboards.forms import CHOICE, LINE, Field, Form, Option
from hub.dashboards.life import Life
from hub.dashboards.pages.places import WHOLE, Places
from hub.store.kept import KeptReturn
from hub.store.threads import Thread, ThreadState

MOVES = {
    Act.SIGN_OFF: Move.SIGN_OFF,
    Act.PUBLISH: Move.PUBLISH,
    Act.UNLOCK: Move.UNLOCK,
    Act.WITHDRAW: Move.WITHDRAW,
}
CHANGED_NO_MORE = (State.PUBLISHED, State.SUPERSEDED, State.WITHDRAWN)
PAST = (State.SUPERSEDED, State.WITHDRAWN)
STEPS: dict[Act, tuple[str, str, str, tuple[Field, ...]]] = {  # what is said, the line that opens it, button, fields
    Act.SIGN_OFF: (
        "Every query is explained. Signing off says that the role that you name answers for this return.",
        "",
        "Sign off this return",
        (
            Field(
                "role",
                "Role at your organisation that answers for this return",
                LINE,
                "For example, Head of complaints. A role, not a name.",
                "Enter the role that answers for this return",
            ),
        ),
    ),
    Act.PUBLISH: (
        "Publishing accepts this return for oversight and locks it: until the sponsor team unlocks it, the "
        "organisation cannot replace it, withdraw it or change its explanations.",
        "",
        "Publish this return",
        (Field("why", "A note for the organisation (optional)"),),
    ),
    Act.UNLOCK: (
        "Unlocking lets the organisation send a corrected version, and either of you withdraw this one. It stays "
        "signed off, and its figures count as before. The organisation sees the reason.",
        "",
        "Unlock this return",
        (Field("why", "Why you unlock it", blank="Enter the reason for unlocking this return"),),
    ),
    Act.WITHDRAW: (
        "Its figures will count nowhere. The document, its queries and its steps stay on record, and a return sent "
        "later for this period is the next version.",
        "Withdraw this return",
        "Withdraw this return",
        (Field("why", "Why it is withdrawn", blank="Enter the reason for withdrawing this return"),),
    ),
}


def address(return_id: str) -> str:
    """Where the page of a version is, and where its forms are sent."""
    return f"/returns/{return_id}"


def forms(kept: KeptReturn, life: Life, viewer: Viewer) -> dict[str, Form]:
    """Every form of the page, by its id."""
    offered = [
        *_explaining(kept, life),
        *(_step(kept, act) for act, move in MOVES.items() if life.standing.may(viewer.role, move)),
        *_answering(kept, life, viewer),
        *_asking(kept, life),
    ]
    return {form.id: form for form in offered if _is_theirs(Act(form.act), kept, viewer)}


def _is_theirs(act: Act, kept: KeptReturn, viewer: Viewer) -> bool:
    return viewer.does(act) and viewer.reach(act).reaches(kept.department, kept.organisation)


def _explaining(kept: KeptReturn, life: Life) -> Iterator[Form]:
    if life.standing.state in CHANGED_NO_MORE:
        return
    for query in life.queries(kept):
        given = query.explanation
        yield Form(
            act=Act.EXPLAIN,
            address=address(kept.id),
            subject=query.key,
            button="Change the explanation" if given else "Explain this query",
            summary="Change the explanation" if given else "",
            fields=(
                Field(
                    "text",
                    f"Your explanation of query {query.finding['code']}",
                    hint="A sentence or two. Leave out anything that names a person who complained.",
                    blank="Enter your explanation",
                    value=given.text if given else "",
                ),
            ),
        )


def _step(kept: KeptReturn, act: Act) -> Form:
    says, summary, button, fields = STEPS[act]
    return Form(act, address(kept.id), button, fields, says=says, summary=summary)


def _answering(kept: KeptReturn, life: Life, viewer: Viewer) -> Iterator[Form]:
    for thread in life.threads:
        if thread.state is ThreadState.CLOSED:
            continue
        yield _reply(kept, thread, viewer)
        yield Form(
            act=Act.CLOSE,
            address=address(kept.id),
            subject=thread.id,
            button="Close this question",
            summary="Close this question",
            says="Nothing can be added to a closed question; another one can be asked.",
            fields=(Field("why", "What came of it (optional)"),),
        )


def _reply(kept: KeptReturn, thread: Thread, viewer: Viewer) -> Form:
    """The form to say more; it stands open for whoever has not answered yet."""
    if thread.asked_by != side_of(viewer.role) and thread.state is ThreadState.OPEN:
        answer = Field("text", "Your answer", blank="Enter your answer")
        return Form(Act.REPLY, address(kept.id), "Send the answer", (answer,), subject=thread.id)
    more = "Add to your question" if thread.asked_by == side_of(viewer.role) else "Add to your answer"
    field = Field("text", more, blank="Enter what you want to add")
    return Form(Act.REPLY, address(kept.id), "Add this", (field,), subject=thread.id, summary=more)


def _asking(kept: KeptReturn, life: Life) -> Iterator[Form]:
    if life.standing.state in PAST:
        return
    places = Places.of(life.document, kept.contract, kept.contract_version).asked_about()
    options = (Option("", "", WHOLE), *(Option(place.part, place.pointer, place.words) for place in places))
    yield Form(
        act=Act.ASK,
        address=address(kept.id),
        button="Ask this question",
        summary="Ask the organisation a question",
        fields=(
            Field("pointer", "What it is about", CHOICE, options=options),
            Field("text", "Your question", blank="Enter your question"),
        ),
    )
