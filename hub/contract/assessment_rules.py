"""The rules that only self-assessments have, in words. What finds them is `assessment`."""

from __future__ import annotations

from hub.contract.rule import Rule
from hub.contract.versions import ASSESSMENT, TIER_REPORT

ONLY = (ASSESSMENT,)

ASSESSMENT_ERRORS = (
    Rule(
        "E20", "The framework is one that is installed", "framework",
        "Scores mean something only beside the statements that they are given to.",
        "Name a framework and a version of it that `contracts/frameworks` has.", contracts=ONLY,
    ),
    Rule(
        "E21", "Each statement of the framework is answered, once", "scores",
        "A statement that is left out is the one that nobody wanted to answer.",
        "Give one entry for each statement of the framework, and none for another.", contracts=ONLY,
    ),
    Rule(
        "E22", "Each score is one of the framework's scale", "scores",
        "A score of another scale would be read as one of this.",
        "Give a score that the framework's scale has, or `not_applicable`.", contracts=ONLY,
    ),
    Rule(
        "E23", "What the framework asks beside scores is given", "action_plan",
        "Some frameworks ask what will be done where a body does not comply, and what its governing body says to it.",
        "Add the action with its day, or the response.", contracts=ONLY,
    ),
    Rule(
        "E24", "The days follow each other", "completed_on",
        "What was found on a day rests on what was there by then.",
        "Correct the day: evidence, then completion, then review; nothing is completed or approved in the future.",
        contracts=(ASSESSMENT, TIER_REPORT),
    ),
)  # fmt: skip
ASSESSMENT_QUERIES = (
    Rule(
        "Q12", "A score rises with new evidence", "scores",
        "A score that rose while its evidence stayed the same says that somebody looked more kindly.",
        "Name the evidence that is new, give the score as it was, or say why it rose.", contracts=ONLY,
    ),
    Rule(
        "Q16", "A score that rests on evidence names it", "scores",
        "That there is evidence is what such a score says.",
        "Say in `basis` or `evidence` what it rests on, or give the score for what cannot be evidenced.",
        contracts=ONLY,
    ),
    Rule(
        "Q17", "A low score has an action in the plan", "action_plan",
        "A low score that nothing follows from will be low again.",
        "Add an action that names the statement, or say why there is none.", contracts=ONLY,
    ),
)  # fmt: skip
