"""Returns of the later contract versions as bodies could send them: one of 1.0, with what each version added."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from return_documents import Document
from return_strategies import SUBJECTS, cell, days, lines, statuses, texts, valid_returns

from hub.contract.codelists import codelist

SOURCES, CHARACTERISTICS = (list(codelist(name)) for name in ("insight-sources", "characteristics"))
NUMBERS = st.integers(0, 900)
amounts = st.floats(0, 1e12) | st.integers(0, 10**9) | st.just(-0.0) | statuses
subject = {"subject": st.sampled_from(SUBJECTS)}
costs = st.fixed_dictionaries({"amount": amounts, "covers": texts})
answers = st.fixed_dictionaries(
    {"query": st.sampled_from(["Q05", "Q15", "Q99"]), "text": texts},
    optional={"pointer": st.sampled_from(["/actions/0", ".", "x" * 200])},
)


@st.composite
def counts(draw: st.DrawFn) -> Any:
    """A count or a status, in each of its forms."""
    return draw(cell(draw(NUMBERS), or_status=True))


insight = st.fixed_dictionaries({"source": st.sampled_from(SOURCES), "what": texts}, optional={"count": counts()})
recommendations = st.fixed_dictionaries({"complied": counts(), "not_complied": counts()})
compensation = st.fixed_dictionaries({"payments": counts(), "amount": amounts})


def _numbered(letter: str, entries: st.SearchStrategy[Document]) -> st.SearchStrategy[list[Document]]:
    """A few entries, each with an id that no other entry of the return has."""
    return st.lists(entries, max_size=2).map(
        lambda listed: [{"id": f"{letter}-{number}", **entry} for number, entry in enumerate(listed)]
    )


issues = _numbered("issue", st.fixed_dictionaries({"issue": texts}, optional=subject))
challenges = _numbered(
    "challenge", st.fixed_dictionaries({"challenge": texts}, optional={**subject, "help_wanted": texts})
)


@st.composite
def handled(draw: st.DrawFn, most: int) -> Document:
    """Early resolution and closer look, together at most as many as were closed."""
    early = draw(st.integers(0, most))
    both = {"early_resolution": early, "closer_look": most - early}
    return {
        name: draw(st.fixed_dictionaries({"count": cell(count, or_status=True), "mean_days": amounts}) | statuses)
        for name, count in both.items()
    }


@st.composite
def _added_by_1_1(draw: st.DrawFn, document: Document) -> Document:
    added = {
        **draw(handled(_least_closed(document))),
        "compensation": draw(compensation | statuses),
        "important_issues": draw(issues | statuses),
        "other_insight": draw(st.lists(insight, max_size=2) | statuses),
        "cost": draw(costs | statuses),
        "ombudsman": draw(_ombudsman() | statuses),
    }
    return {**added, "explanations": draw(st.lists(answers, max_size=2))}


def _least_closed(document: Document) -> int:
    """As many as the caseload says, or none where it says nothing that is a number."""
    load = document.get("caseload")
    closed = load["closed"] if isinstance(load, dict) else 0
    return int(closed["value"] if isinstance(closed, dict) else closed)


@st.composite
def _ombudsman(draw: st.DrawFn) -> Document:
    figures = dict.fromkeys(("accepted", "reported", "upheld", "partly_upheld", "not_upheld", "referred"), 0)
    told = {name: draw(cell(count)) for name, count in figures.items()}
    return {"year": "2018-19", **told, "recommendations": draw(recommendations | statuses)}


PLAN = ("standards", "involvement", "progress_review", "completion_review", "monitoring", "impact")
planned = st.fixed_dictionaries(
    {
        "owner": lines | statuses,
        **dict.fromkeys(("begins", "due", "completed"), days | statuses),
        **dict.fromkeys(PLAN, texts | statuses),
    }
)
measured = st.fixed_dictionaries(
    {
        "baseline": st.floats(-1e6, 1e6) | statuses,
        "target": st.integers(-100, 100) | statuses,
        "review_on": days | statuses,
    }
)


@st.composite
def _demographics(draw: st.DrawFn, received: Any) -> list[Document]:
    """A few characteristics, each with groups that are at most all who complained."""
    most = int(received["value"] if isinstance(received, dict) else received)
    groups = st.fixed_dictionaries(
        {"group": lines, "received": cell(most, or_status=True)}, optional={"went_wrong": cell(0)}
    )
    listed = st.lists(groups, max_size=2)
    return draw(
        st.lists(
            st.fixed_dictionaries({"characteristic": st.sampled_from(CHARACTERISTICS), "groups": listed}), max_size=2
        )
    )


@st.composite
def _added_by_2_0(draw: st.DrawFn, document: Document) -> Document:
    added = {
        "timescale": document.get("timescale", draw(statuses)),
        "actions": [{**action, **draw(planned)} for action in document["actions"]],
        "learning": [
            {**draw(_measured(entry)), "may_be_shared": draw(st.booleans())} for entry in document["learning"]
        ],
        "challenges": draw(challenges | statuses),
    }
    if draw(st.booleans()):
        added["demographics"] = draw(_demographics(document["received"]["total"]) | statuses)
    return added


@st.composite
def _measured(draw: st.DrawFn, entry: Document) -> Document:
    measure = entry.get("measure")
    return {**entry, "measure": {**measure, **draw(measured)}} if isinstance(measure, dict) else entry


@st.composite
def valid_returns_of(draw: st.DrawFn, version: str) -> Document:
    """A return of this version in which every rule of the contract holds."""
    document = draw(valid_returns())
    if version == "1.0":
        return document
    added = draw(_added_by_1_1(document))
    if version == "2.0":
        return {**document, **added, **draw(_added_by_2_0({**document, **added})), "contract_version": version}
    given = {name: part for name, part in added.items() if draw(st.booleans())}
    return {**document, **given, "contract_version": version}
