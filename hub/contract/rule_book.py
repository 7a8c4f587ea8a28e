"""The rule book: every rule on a document, with its stable code, its clause, its reason and what to do.

Run as a module it writes `contracts/findings.json`, which senders read. Nothing here looks at a document. What a rule
is, is `rule`; the rules on self-assessments alone are `assessment_rules`, those on reports of tiers `tier_rules`.
"""

from __future__ import annotations

import json
from pathlib import Path

from hub.contract.assessment_rules import ASSESSMENT_ERRORS, ASSESSMENT_QUERIES
from hub.contract.rule import EVERY, SEVERITY_MEANINGS, Rule
from hub.contract.tier_rules import TIER_ERRORS, TIER_QUERIES
from hub.contract.versions import RETURN, TIER_REPORT

TIERS_TOO = (RETURN, TIER_REPORT)
TITLE = "What can be found in a document that is sent to the hub"

_ERRORS = (
    Rule(
        "E01", "A count is a whole number", "counts",
        "A total can only be trusted when every part of it is a count.",
        "Give a number without quotes, 0 or more, or a status.",
    ),
    Rule(
        "E02", "The period is one that can be reported", "period",
        "Each period has one current return, and no other.",
        "Make name, start, end and months agree; send after the period has ended; "
        "report by quarter or year as agreed.", contracts=TIERS_TOO,
    ),
    Rule(
        "E03", "The return is the sender's own", "organisation",
        "Nobody can report for another body.",
        "Use the credential of the body that the return is about; check that it existed in the period.",
        contracts=EVERY,
    ),
    Rule(
        "E04", "The contract version is open", "contract",
        "The hub must know which words the document uses.",
        "Name a contract and version that `/api/v1/contracts` lists as open.", contracts=EVERY,
    ),
    Rule(
        "E05", "The caseload adds up", "caseload",
        "Open complaints must not appear or vanish between periods.",
        "Correct one of brought forward, received, closed, carried forward.",
    ),
    Rule(
        "E06", "Outcomes add up", "went_wrong",
        "Every closed complaint was decided one way, and only one.",
        "Give each closed complaint one outcome; what went wrong is upheld in full or in part.", contracts=TIERS_TOO,
    ),
    Rule(
        "E07", "Parts add up to complaints received", "received",
        "Parts that claim to be complete must be the whole.",
        "Correct the parts or the total, or set `services_exhaustive` to `false`; no part is more than the total.",
    ),
    Rule(
        "E08", "Subjects fit complaints received", "subjects",
        "Each complaint has one subject, or at least one.",
        "Give every complaint a subject, `other` where none fits; check `subject_coding`.",
    ),
    Rule(
        "E09", "Timescales fit complaints closed", "timescale",
        "A share kept needs the complaints it is a share of.",
        "Count the complaints closed that had a promised date, and of them those that kept it.",
    ),
    Rule(
        "E10", "Ways of handling fit complaints closed", "early_resolution",
        "A complaint is closed by early resolution or after a closer look, not by both.",
        "Count each complaint closed in the way in which it was closed.", since="1.1",
    ),
    Rule(
        "E11", "Feedback counts fit each other", "feedback",
        "Nobody can answer who was not asked.",
        "Correct invited, responses or satisfied.",
    ),
    Rule(
        "E12", "A nil return holds nothing", "nil_return",
        "A nil return is a declared fact, not a form left empty.",
        "Set `nil_return` to `false`, or take out what it holds.",
    ),
    Rule(
        "E13", "Ids are unique and refer to something", "ids",
        "Actions and learning must be found again next period.",
        "Give each id, service, month and subject line once; name actions of the same return; "
        "name your own body in joint complaints.", contracts=EVERY,
    ),
    Rule(
        "E14", "An idempotency key belongs to one document", "Idempotency-Key",
        "A retry must not become another return.",
        "Send a changed document with a new key.", contracts=EVERY,
    ),
    Rule(
        "E15", "Only the members of the contract", "members",
        "A misspelt member would be lost without a word.",
        "Rename it, or move to the version that has it, as the finding suggests; or take it out.", contracts=EVERY,
    ),
    Rule(
        "E16", "Nothing is left out that must be there", "members",
        "A gap must be an answer, not an oversight.",
        "Add the member; give a status where there is no value.", contracts=EVERY,
    ),
    Rule(
        "E17", "Each value is of its kind", "values",
        "A value of another kind would be read as something it is not.",
        "Give the value in the form that the finding names.", contracts=EVERY,
    ),
    Rule(
        "E18", "Codes come from the published lists", "codelists",
        "Only shared codes can be added up across bodies.",
        "Use a code of the list; keep your own words in `local_label`.", contracts=TIERS_TOO,
    ),
    Rule(
        "E19", "The document is strict JSON", "document",
        "What two readers could read differently is not read at all.",
        "Write the document with a JSON library, in UTF-8.", contracts=EVERY,
    ),
)  # fmt: skip
_QUERIES = (
    Rule(
        "Q01", "Brought forward is what was carried forward", "caseload",
        "Complaints that are open at the end of one period are open at the start of the next.",
        "Correct the figure that is wrong, in this return or the one before, or say why they differ.",
    ),
    Rule(
        "Q02", "Complaints received are within the body's own limits", "received",
        "A count far from the body's own past is news, or a mistake.",
        "Check the count. If it is right, say what changed.",
    ),
    Rule(
        "Q03", "Zero after more than zero", "received",
        "Zero means zero; a count that was not made has a status.",
        "Give a status if it was not counted. If it is zero, say what changed.",
    ),
    Rule(
        "Q04", "Where something went wrong, something was done", "actions",
        "Putting things right is an item of the minimum data.",
        "Tell what was done for the people concerned or about the cause, or say why nothing was.",
    ),
    Rule(
        "Q05", "Actions are done, and have an owner, a date and a measure", "actions",
        "An action that nobody owns, or that has no date, is not done.",
        "Complete the action, or say who will have done it by when, and how its effect will be known.",
    ),
    Rule(
        "Q06", "Learning is measured and shared", "learning",
        "How an improvement is evidenced, and how service users hear of it, are items of the minimum data.",
        "Add the measure and the sharing, or say why there is none.",
    ),
    Rule(
        "Q07", "Mean days are within the body's own limits", "early_resolution",
        "A time far from the body's own past is news, or a mistake.",
        "Check the mean. If it is right, say what changed.", since="1.1",
    ),
    Rule(
        "Q08", "Few complaints are about “other”", "subjects",
        "What is filed under “other” cannot be compared, and no theme is seen in it.",
        "Use the codes of the list where they fit, or say what these complaints are about.",
    ),
    Rule(
        "Q09", "Each period has its own words", "learning",
        "Words of the period before tell nothing of this one.",
        "Tell what is new in this period, or say why the words still hold.",
    ),
    Rule(
        "Q10", "Every promised date kept", "timescale",
        "Every date kept, among many, can mean that dates are set after the event.",
        "Say how dates are promised and how it is recorded that they were kept.",
    ),
    Rule(
        "Q11", "All three groups give feedback", "feedback",
        "People who complained, colleagues complained about and colleagues who investigated see different things.",
        "Say why a group was not heard, and from when on it will be.",
    ),
    Rule(
        "Q13", "The Ombudsman's year is the year expected", "ombudsman",
        "Figures of another year, beside those of this period, mislead.",
        "Give the latest year that the Ombudsman has reported on, or say why another one stands here.",
    ),
    Rule(
        "Q14", "Counting rules stay the same", "counting_rules",
        "A new way of counting breaks the series: figures before and after cannot be compared.",
        "Say what changed, from which day on, and what it does to the figures.",
    ),
    Rule(
        "Q15", "No personal data", "texts",
        "A return is read by many and needs nobody's name, number or address.",
        "Take it out and send the return again, or say why it is not about a person.", contracts=EVERY,
    ),
)  # fmt: skip
_NOTES = (
    Rule(
        "N01", "The contract version is closing", "contract_version",
        "Returns in a version that has closed are refused.",
        "Move to the version that replaces it before that day; `hub contracts diff` tells what a return must add.",
        contracts=EVERY,
    ),
    Rule(
        "N02", "A member or a code is deprecated", "members",
        "It is still taken, and has a better one beside it.",
        "Use what replaces it from the next return on.", contracts=EVERY,
    ),
    Rule(
        "N03", "An answer to what was not asked", "explanations",
        "An answer is kept with the query that it answers.",
        "Name a query of this return by its code and, where it has several, its pointer.", since="1.1", contracts=EVERY,
    ),
)  # fmt: skip


def _every_query() -> list[Rule]:
    return sorted((*_QUERIES, *ASSESSMENT_QUERIES, *TIER_QUERIES), key=lambda rule: rule.code)


RULES: dict[str, Rule] = {  # by their letters in the order of their weight, then by number
    rule.code: rule for rule in (*_ERRORS, *ASSESSMENT_ERRORS, *TIER_ERRORS, *_every_query(), *_NOTES)
}


def text() -> str:
    """`contracts/findings.json` as it is written."""
    book = {"title": TITLE, "severities": SEVERITY_MEANINGS, "findings": [rule.as_json() for rule in RULES.values()]}
    return json.dumps(book, ensure_ascii=False, indent=2) + "\n"


def write(contracts: Path) -> Path:
    """Writes the rule book among the published contracts, and gives the file."""
    file = contracts / "findings.json"
    file.write_text(text(), encoding="utf-8")
    return file


if __name__ == "__main__":
    from hub.contract.published import published

    print(write(published("contracts")))
