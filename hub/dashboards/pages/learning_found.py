"""One piece of learning as it was found, with the found words marked; and the same as a table for files.

Knows no address but that of a return.
"""

from __future__ import annotations

from collections.abc import Mapping

from hub.contract.codelists import codelist
from hub.contract.learning_words import ActionWords
from hub.dashboards import html, pieces
from hub.dashboards.data_tables import DataTable, Field
from hub.dashboards.library_read import LibraryRead
from hub.dashboards.markup import Node
from hub.oversight.learning.evidenced import Evidenced, evidence_words, measure_words
from hub.store.library import KeptLearning
from hub.store.looked_for import LookedFor

NOT_SHARED = "Not shared with others"
FIELDS = (
    Field("organisation", "Organisation"),
    Field("period", "Period"),
    Field("id", "Piece"),
    Field("subject", "Subject"),
    Field("identified", "What was learnt"),
    Field("used", "How it was used"),
    Field("actions", "What was done"),
    Field("measure", "Measure"),
    Field("values", "Its values"),
    Field("evidence", "Evidence of effect"),
    Field("shared", "Shared with others"),
)


def entry(one: KeptLearning, read: LibraryRead, sought: LookedFor) -> Node:
    """A piece of learning on the page."""
    words, evidence = one.words, read.evidence.get((one.organisation, one.words.id))
    facts: list[tuple[Node, Node]] = [
        ("What was learnt", marked(words.identified, sought)),
        ("How it was used", marked(words.used, sought)),
    ]
    if words.actions:
        facts.append(("What was done", pieces.bullets([_action(each, sought) for each in words.actions])))
    if words.measure:
        facts.append(("Measure", _measure(words.measure, evidence, sought)))
    facts.append(("Evidence of effect", _evidence(evidence, read)))
    return html.Section([_title(one, read), pieces.facts(facts), _return(one, read)], className="hub-learning")


def found_table(read: LibraryRead, fault: str = "") -> DataTable:
    """What is on the page, as a table. Missing: no row where nothing was looked for, because of a fault."""
    rows = tuple(_row(one, read) for one in read.found.learning) if not fault else ()
    return DataTable("learning", "Learning that was found", FIELDS, rows)


def marked(text: str, sought: LookedFor) -> Node:
    """A text in which what was looked for is marked."""
    parts: list[Node] = []
    end = 0
    for begin, after in sought.found_in(text):
        parts += [text[end:begin], html.Mark(text[begin:after])]
        end = after
    return html.Span([part for part in (*parts, text[end:]) if part != ""], className="hub-said")


def _title(one: KeptLearning, read: LibraryRead) -> Node:
    told = [one.period.label, *([_subject(one)] if one.words.subject else []), one.words.id]
    return html.Div(
        [
            html.H3(_name(one, read.names), className="govuk-heading-s"),
            html.P(
                [
                    html.Span(", ".join(told)),
                    *([" ", pieces.quiet(NOT_SHARED)] if not one.words.may_be_shared else []),
                ],
                className="govuk-hint",
            ),
        ]
    )


def _name(one: KeptLearning, names: Mapping[str, str]) -> str:
    return names.get(one.organisation, one.organisation)


def _subject(one: KeptLearning) -> str:
    code = codelist("subjects").get(one.words.subject or "")
    return code.label if code else one.words.subject or ""


def _remedy(action: ActionWords) -> str:
    code = codelist("remedies").get(action.remedy or "")
    return code.label if code else action.remedy or ""


def _action(action: ActionWords, sought: LookedFor) -> Node:
    remedy = [pieces.small(marked(_remedy(action), sought))] if action.remedy else []
    return html.Span([marked(action.what, sought), *remedy])


def _measure(name: str, evidence: Evidenced | None, sought: LookedFor) -> Node:
    values = measure_words(evidence) if evidence else ""
    return html.Span([marked(name, sought), *([pieces.small(values)] if values else [])])


def _evidence(evidence: Evidenced | None, read: LibraryRead) -> str:
    labels = {code: each.label for code, each in codelist("subjects").items()}
    return evidence_words(evidence, labels, read.each)


def _return(one: KeptLearning, read: LibraryRead) -> Node:
    """A link to the return that tells it. Missing: None for who may not open it."""
    if not one.return_id:
        return None
    hidden = f"of {_name(one, read.names)} for {one.period.label}"
    link = pieces.link("Open the return", f"/returns/{one.return_id}", hidden)
    return html.P(link, className="govuk-body hub-not-on-paper")


def _row(one: KeptLearning, read: LibraryRead) -> tuple[str, ...]:
    evidence = read.evidence.get((one.organisation, one.words.id))
    actions = [f"{action.what} ({_remedy(action)})" if action.remedy else action.what for action in one.words.actions]
    return (
        _name(one, read.names),
        one.period.label,
        one.words.id,
        _subject(one),
        one.words.identified,
        one.words.used,
        "\n".join(actions),
        one.words.measure or "",
        measure_words(evidence) if evidence else "",
        _evidence(evidence, read),
        "Yes" if one.words.may_be_shared else "No",
    )
