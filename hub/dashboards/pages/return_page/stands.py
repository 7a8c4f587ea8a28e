"""Where a return stands: its state in words, what it waits for, its lock, and what has happened to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hub.auth.permissions import Act
from hub.contract.life_cycle import SIDE_WORDS, Lock, Move, Standing, State, Step
from hub.dashboards import html, pieces, tables
from hub.dashboards.markup import Node
from hub.dashboards.pages import states
from hub.dashboards.pages.return_page.people import who_in_words
from hub.dashboards.pages.return_page.words import moment_in_words
from hub.store.kept import KeptReturn

DONE = {
    Move.PUBLISH: "Published and locked",
    Move.UNLOCK: "Unlocked",
    Move.WITHDRAW: "Withdrawn",
}
STEPS = (Act.SIGN_OFF, Act.PUBLISH, Act.UNLOCK, Act.WITHDRAW)


def now(standing: Standing) -> list[Node]:
    """The state, what it waits for, and the lock."""
    told: list[Node] = [
        html.Div(
            [
                pieces.status(states.label(standing.state), states.tone(standing.state)),
                html.Span(states.waits_for(standing), className="hub-stands__words"),
            ],
            className="govuk-body hub-stands",
        )
    ]
    if standing.lock:
        told.append(_lock(standing.lock))
    return told


def _lock(lock: Lock) -> Node:
    who = SIDE_WORDS[lock.who_can_lift]
    return html.Div(
        [
            html.P(html.Strong("This return is locked."), className="govuk-body"),
            pieces.facts(
                [
                    ("Why", f"{lock.why[:1].upper()}{lock.why[1:]}"),
                    ("Since", moment_in_words(lock.since)),
                    ("Who can lift it", f"{who[:1].upper()}{who[1:]}, on this page, with a reason."),
                    (
                        "Until then",
                        "No new version is taken, it cannot be withdrawn, and its explanations stay as they are. "
                        "Questions can be asked and answered.",
                    ),
                ]
            ),
        ],
        className="govuk-inset-text hub-lock",
        id="lock",
    )


def offered(forms: Mapping[str, Node]) -> list[Node]:
    """The forms of the steps that the reader can take now, the likeliest first."""
    return [forms[act] for act in STEPS if act in forms]


def next_steps(forms: Mapping[str, Node]) -> list[Node]:
    """The steps that the reader can take now. Missing: nothing when there is none."""
    steps = offered(forms)
    return [html.H2("What you can do now", className="govuk-heading-m hub-part", id="steps"), *steps] if steps else []


def happened(kept: KeptReturn, standing: Standing, versions: Sequence[KeptReturn]) -> list[Node]:
    """Everything that has happened to this version: what, who, when, why."""
    after = next((other for other in versions if other.supersedes == kept.id), None)
    rows = [
        _row("Received", who_in_words(kept.sent_by, "organisation", kept), moment_in_words(kept.received_at), ""),
        *[_step(step, kept) for step in standing.steps],
    ]
    if after and standing.state is State.SUPERSEDED:
        by = f"The organisation’s program ({after.sent_by})"
        rows.append(_row(f"Superseded by version {after.version}", by, moment_in_words(after.received_at), ""))
    head = ["What", "When", "Who", "Why"]
    table = tables.table(f"Version {kept.version}, step by step", head, rows)
    return [html.H2("What has happened", className="govuk-heading-m hub-part", id="happened"), table]


def _step(step: Step, kept: KeptReturn) -> list[tables.Cell]:
    done = f"Signed off by: {step.named_role}" if step.move is Move.SIGN_OFF else DONE[step.move]
    return _row(done, who_in_words(step.who, step.role, kept), moment_in_words(step.at), step.why)


def _row(what: str, who: str, when: str, why: str) -> list[tables.Cell]:
    return [
        tables.Cell(what),
        tables.Cell(when),
        tables.Cell(html.Span(who, className="hub-anywhere")),
        tables.Cell(html.Span(why, className="hub-said"), only_in_rows=not why),
    ]
