"""What must hold in a self-assessment beyond its shape. One fault has one finding. Knows no database and no clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from hub.contract.assessment.circumstances import Beside
from hub.contract.assessment.model import Assessment, day
from hub.contract.checks.circumstances import in_words
from hub.contract.checks.identity import once
from hub.contract.findings import Finding, pointer, quoted
from hub.contract.frameworks import frameworks
from hub.contract.model import Missing


def framework_is_installed(assessment: Assessment, _: Beside) -> Iterator[Finding]:
    """E20: the statements that the scores are given to are known."""
    if assessment.framework_id and assessment.framework_version and assessment.framework is None:
        names = ", ".join(one.name for one in frameworks().values())
        given = f"{assessment.framework_id} {assessment.framework_version}"
        yield Finding(
            "E20",
            f"The framework {quoted(given)} is not installed.",
            f"Use one of: {names}; or ask the sponsor team to have it added.",
            (pointer("framework"),),
            {"given": given},
        )


def assessment_is_the_senders_own(assessment: Assessment, beside: Beside) -> Iterator[Finding]:
    """E03: the body in it is the one the credential was issued to, and it existed when it was completed."""
    now, body = beside.now, beside.now.organisation
    if now.sender is not None and assessment.organisation not in (None, now.sender):
        yield Finding(
            "E03",
            f"The self-assessment is of “{assessment.organisation}”, but the credential was issued to “{now.sender}”.",
            "Send it with the credential of the body that it is of, or correct the organisation's code.",
            (pointer("organisation"),),
            {"given": assessment.organisation, "expected": now.sender},
        )
    elif body is not None and (completed := assessment.completed):
        places = (pointer("organisation"), pointer("completed_on"))
        if body.opened_on and completed < body.opened_on:
            message = f"{body.name} opened on {in_words(body.opened_on)}, after the self-assessment was completed."
            yield Finding("E03", message, "Correct the date completed.", places)
        if body.closed_on and completed > body.closed_on:
            message = f"{body.name} closed on {in_words(body.closed_on)}, before the self-assessment was completed."
            yield Finding("E03", message, "Send it for the body that took over, or correct the date.", places)


def days_follow_each_other(assessment: Assessment, beside: Beside) -> Iterator[Finding]:
    """E24: evidence is there by the day of completion, which is not in the future, and the review comes after it."""
    today, completed, review = beside.now.today, assessment.completed, assessment.review
    if completed is None:
        return
    if completed > today:
        yield _wrong_day(f"It is completed on {in_words(completed)}, which is still to come.", "completed_on")
    if review is not None and review <= completed:
        message = f"The review on {in_words(review)} does not come after completion on {in_words(completed)}."
        yield _wrong_day(message, "review_on")
    approved = day(assessment.approved_by.on) if assessment.approved_by else None
    if approved is not None and not completed <= approved <= max(today, completed):
        message = f"It was approved on {in_words(approved)}: before it was completed, or in the future."
        yield _wrong_day(message, "approved_by", "on")
    for at, scored in enumerate(assessment.scores):
        for number, evidence in enumerate(scored.evidence):
            yield from _evidence_is_there(completed, day(evidence.on), ("scores", at, "evidence", number, "on"))


def _evidence_is_there(completed: date, on: date | None, place: tuple[str | int, ...]) -> Iterator[Finding]:
    if on is not None and on > completed:
        message = f"Evidence of {in_words(on)} is later than completion on {in_words(completed)}."
        yield _wrong_day(message, *place)


def _wrong_day(message: str, *place: str | int) -> Finding:
    return Finding("E24", message, "Correct the day.", (pointer(*place),))


def statements_are_answered(assessment: Assessment, _: Beside) -> Iterator[Finding]:
    """E21: one entry for each statement of the framework, and none for another."""
    framework = assessment.framework
    given = [scored.statement for scored in assessment.scores]
    if framework is None or not given or None in given or "" in given:
        return
    known, times = framework.statements(), Counter(given)
    if missing := [id_ for id_ in known if id_ not in times]:
        yield Finding(
            "E21",
            f"{len(missing)} of the {len(known)} statements of {framework.name} have no entry: {_listed(missing)}.",
            "Give each a score, or `not_applicable` where it is not about your body.",
            (pointer("scores"),),
            {"missing": missing},
        )
    for id_, often in times.items():
        places = tuple(pointer("scores", at, "statement") for at, each in enumerate(given) if each == id_)
        if id_ not in known:
            message = f"{framework.name} has no statement {quoted(str(id_))}."
            yield Finding("E21", message, "Take the entry out, or correct the id.", places, {"given": id_})
        elif often > 1:
            message = f"The statement {id_} has {often} entries."
            yield Finding("E21", message, "Give each statement one entry.", places, {"given": id_})


def _listed(ids: list[str]) -> str:
    return ", ".join(ids)


def scores_are_of_the_scale(assessment: Assessment, _: Beside) -> Iterator[Finding]:
    """E22: each score is one that the framework's scale has."""
    framework = assessment.framework
    if framework is None:
        return
    scale = ", ".join(str(value.value) for value in framework.scale)
    for at, scored in enumerate(assessment.scores):
        if scored.score in (None, Missing.NOT_APPLICABLE) or framework.scored(scored.score):
            continue
        yield Finding(
            "E22",
            f"The score {scored.score} for statement {scored.statement} is none of {framework.name}.",
            f"Give one of {scale}; or `not_applicable`.",
            (pointer("scores", at, "score"),),
            {"given": scored.score},
        )


def plan_fits_the_framework(assessment: Assessment, _: Beside) -> Iterator[Finding]:
    """E13: each action stands once, and names a part and statements that there are."""
    yield from once("id", [(("action_plan", at, "id"), action.id) for at, action in enumerate(assessment.plan)])
    framework = assessment.framework
    if framework is None:
        return
    parts = {part.id: {statement.id for statement in part.statements} for part in framework.parts}
    for at, action in enumerate(assessment.plan):
        if action.part and action.part not in parts:
            message = f"{framework.name} has no {framework.part_word.lower()} {quoted(action.part)}."
            what = f"Name one of {', '.join(parts)}."
            yield Finding("E13", message, what, (pointer("action_plan", at, "part"),), {"given": action.part})
            continue
        for number, id_ in enumerate(action.statements if action.part else ()):
            if id_ and id_ not in parts[action.part or ""]:
                message = f"{framework.part_word} {action.part} has no statement {quoted(id_)}."
                place = pointer("action_plan", at, "statements", number)
                yield Finding("E13", message, "Name a statement of that part.", (place,), {"given": id_})


def what_the_framework_asks_is_given(assessment: Assessment, _: Beside) -> Iterator[Finding]:
    """E23: an action with its day for each score that needs one, and the governing body's response."""
    framework = assessment.framework
    if framework is None:
        return
    if framework.asks_response and not assessment.response:
        message = f"{framework.name} asks for the response of the governing body."
        yield Finding("E23", message, "Give it as `response`.", (pointer(),), {"lacks": "response"})
    dated = {id_ for action in assessment.plan if action.due or action.completed for id_ in action.statements}
    for at, scored in enumerate(assessment.scores):
        value = framework.scored(scored.score)
        if value is not None and value.needs_action and scored.statement not in dated:
            yield Finding(
                "E23",
                f"Statement {scored.statement} is scored “{value.value}”, and no action with a day names it.",
                "Add an action to the plan that names the statement and says by when it will be done.",
                (pointer("scores", at, "score"),),
                {"statement": scored.statement, "score": scored.score},
            )
