"""Returns as bodies could send them, generated so that everything adds up, and the ways to spoil one."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

from hypothesis import strategies as st
from return_documents import SENDER, Document

from hub.contract.codelists import codelist
from hub.contract.model import STATUSES
from hub.contract.period import Period

SUBJECTS, REMEDIES, CHANNELS = (list(codelist(name)) for name in ("subjects", "remedies", "channels"))
texts = st.sampled_from(
    ["Two people\nread renewals", "\ufeffx", "x" * 20_000, "\\u0000", "‘quoted’ “text” <b>", "👩🏽‍⚖️", "a\u0085b"]
)
lines = st.sampled_from(["Renewals", "Market permits", "Straßenfest", "申請", "Café tables"])
statuses = st.sampled_from(sorted(STATUSES))
ids = st.sampled_from(["A1", "A2", "L1", "0", "a.b_c-d", "Z" * 64])
days = st.dates(date(1900, 1, 1), date(2099, 12, 31)).map(date.isoformat)
periods = st.builds(Period.quarter, st.integers(2019, 2025), st.integers(1, 4)) | st.builds(
    Period.year, st.integers(2019, 2025)
)

FORMS = st.sampled_from(["plain", "plain", "float", "estimated", "provisional"])
EXPOSURE = {"what": "permits decided", "quantity": 900, "source": "register", "as_at": "2026-06-30"}


@st.composite
def cell(draw: st.DrawFn, value: int, or_status: bool = False) -> Any:
    """A count in each of the forms that a document may give it."""
    form = draw(FORMS)
    if or_status and form == "float":
        return draw(statuses)
    return {"plain": value, "float": float(value)}.get(form, {"value": value, "marked": form})


@st.composite
def split(draw: st.DrawFn, total: int, parts: int) -> list[int]:
    """A total as the sum of so many parts."""
    cuts = sorted(draw(st.lists(st.integers(0, total), min_size=parts - 1, max_size=parts - 1)))
    return [after - before for before, after in zip([0, *cuts], [*cuts, total], strict=True)]


@st.composite
def subjects(draw: st.DrawFn, total: int, coding: str) -> list[Document] | str:
    codes = draw(st.lists(st.sampled_from(SUBJECTS), min_size=1, max_size=6, unique=True))
    counts = draw(split(total, len(codes)))
    if coding == "multiple":  # some complaints have further subjects, each of them once
        counts = [min(total, count + draw(st.integers(0, 50))) for count in counts]
    listed = []
    for code, count in zip(codes, counts, strict=True):
        entry = {"subject": code, "count": draw(cell(count))}
        if draw(st.booleans()):
            entry["local_label"] = draw(lines)
        if draw(st.booleans()):
            entry["went_wrong"] = draw(cell(draw(st.integers(0, count)), or_status=True))
        listed.append(entry)
    return draw(st.just(listed) | statuses)


@st.composite
def received(draw: st.DrawFn, total: int, period: Period) -> Document:
    part: Document = {"total": draw(cell(total))}
    services = draw(st.lists(lines, max_size=4, unique=True))
    if services:
        exhaustive = draw(st.booleans())
        counts = draw(split(total, len(services)) if exhaustive else st.just([total] * len(services)))
        part["by_service"] = [
            {"service": name, "count": draw(cell(count))} for name, count in zip(services, counts, strict=True)
        ]
        part["services_exhaustive"] = exhaustive
    if draw(st.booleans()):
        counts = draw(split(total, len(period.months)))
        part["monthly"] = [
            {"month": month, "count": draw(cell(count))} for month, count in zip(period.months, counts, strict=True)
        ]
    return part


actions = st.fixed_dictionaries(
    {"what": texts, "remedy": st.sampled_from(REMEDIES)},
    optional={
        "subject": st.sampled_from(SUBJECTS),
        "number": st.integers(0, 99) | statuses,
        "owner": lines,
        "begins": days,
        "due": days,
        "completed": days,
    },
)
measures = st.fixed_dictionaries(
    {"name": lines, "definition": texts, "direction": st.sampled_from(["up", "down"])},
    optional={
        "baseline": st.floats(-1e6, 1e6),
        "target": st.integers(-100, 100),
        "latest": st.just(-0.0),
        "unit": lines,
        "review_on": days,
    },
)
sharing = st.fixed_dictionaries(
    {"channel": st.sampled_from(CHANNELS), "where": texts, "state": st.sampled_from(["planned", "done"])},
    optional={"on": days},
)
learning = st.fixed_dictionaries(
    {"identified": texts, "used": texts},
    optional={
        "subject": st.sampled_from(SUBJECTS),
        "measure": measures | statuses,
        "sharing": st.lists(sharing, max_size=2) | statuses,
    },
)


@st.composite
def actions_and_learning(draw: st.DrawFn) -> Document:
    names = draw(st.lists(ids, max_size=4, unique=True))
    half = len(names) // 2
    done = [{"id": name, **draw(actions)} for name in names[:half]]
    learnt = [{"id": name, **draw(learning)} for name in names[half:]]
    for entry in learnt:
        if half and draw(st.booleans()):
            entry["actions"] = [draw(st.sampled_from(names[:half]))]
    return {"actions": done, "learning": learnt}


@st.composite
def feedback_group(draw: st.DrawFn) -> Document | str:
    invited = draw(st.integers(0, 99))
    responses = draw(st.integers(0, invited))
    group = {
        "invited": draw(cell(invited, or_status=True)),
        "responses": draw(cell(responses)),
        "satisfied": draw(cell(draw(st.integers(0, responses)), or_status=True)),
    }
    return draw(st.just(group) | st.just({**group, "summary": "Call first."}) | statuses)


@st.composite
def valid_returns(draw: st.DrawFn) -> Document:
    """A return in which every rule of the contract holds."""
    period, coding = draw(periods), draw(st.sampled_from(["primary", "multiple"]))
    total, before = draw(st.integers(0, 900)), draw(st.integers(0, 90))
    closed = draw(st.integers(0, before + total))
    upheld, partly, not_upheld = draw(split(closed, 3))
    promised = draw(st.integers(0, closed))
    document: Document = {
        "contract": "complaints-return",
        "contract_version": "1.0",
        "organisation": SENDER,
        "period": {"name": period.name, "start": period.start.isoformat(), "end": period.last_day.isoformat()},
        "nil_return": False,
        "signed_off_by": {"role": draw(lines), "on": draw(days)},
        "counting_rules": {"subject_coding": coding},
        "received": draw(received(total, period)),
        "subjects": draw(subjects(total, coding)),
        "went_wrong": {"count": draw(cell(upheld + partly, or_status=True))},
        **draw(actions_and_learning()),
        "feedback": {name: draw(feedback_group()) for name in ("complainants", "complained_about", "investigators")},
    }
    caseload = {"brought_forward": before, "closed": closed, "carried_forward": before + total - closed}
    outcomes = {"upheld": upheld, "partly_upheld": partly, "not_upheld": not_upheld}
    optional: Document = {
        "source": draw(texts),
        "notes": draw(texts),
        "exposure": draw(statuses | st.just(EXPOSURE)),
        "joint": [{"service": "Fairs", "lead": "tern-bridge-council", "partners": [SENDER], "count": 2}],
        "caseload": {name: draw(cell(count)) for name, count in caseload.items()},
        "timescale": {"promised": draw(cell(promised)), "within": draw(st.integers(0, promised))},
        "ombudsman": draw(statuses),
    }
    if draw(st.booleans()):
        document["went_wrong"]["outcomes"] = {name: draw(cell(count)) for name, count in outcomes.items()}
    return {**document, **{name: part for name, part in optional.items() if draw(st.booleans())}}


def places(node: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place in a document below the whole."""
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [found for name, child in inner for found in [(*path, name), *places(child, (*path, name))]]


ODD = (
    None, True, False, 0, 1.0, 1e2, -0.0, -1, 2.5, 1e300, 10**12, 10**12 + 1, 10**9, 10**9 + 1, 10**30,
    "", " ", "\u00a0", "\u0085", "\u200b\u2060\ufeff", "\x1c", "\t\n", "3", "x", "x\n",
    "not_collected", "not_collected\n", "Not_collected", "counted", "up", "1", "1.0",
    "2026-02-30", "2026-06-30", "2026-06-30\n", "20260630", "2026-W26-2", "２０２６-06-30", "2026-6-30", "1900-02-29",
    "2026-13", "2026-04", "2026-04\n", "2026-27-Q1", "2026-27-Q1\n", "2026-27-Q5", "٢٠٢٦-27",
    "delay", "delay\n", "-delay", "de--lay", "Delay", "dél",
    "a" * 64, "a" * 65, "a" * 200, "a" * 201, "😀" * 200, "a" * 20_001,
    [], [None], [{}], ["x"], ["x", 3], [[]], [0] * 501, ["a"] * 51,
    {}, {"value": 3}, {"value": 3, "marked": "estimated"}, {"value": 3.0, "marked": "final"}, {"$ref": "#"},
    {"value": True, "marked": "estimated"}, {"value": 3, "marked": None, "x": 1}, {"marked": ["estimated"]},
)  # fmt: skip

STRANGERS = ("x", "_schema", "0", "a/b", "a~b", "", "naïve", "__proto__", "value")


@st.composite
def spoilt(draw: st.DrawFn, document: Document) -> Document:
    """The document after one to three changes that a person, a spreadsheet or a program could make."""
    document = copy.deepcopy(document)
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(places(document)))
        parent: Any = document
        for step in path[:-1]:
            parent = parent[step]
        _spoil(draw, parent, path[-1])
    return document


def _spoil(draw: st.DrawFn, parent: Any, name: str | int) -> None:
    change = draw(st.sampled_from(["odd", "odd", "odd", "leave out", "stranger", "misspell", "twice"]))
    if change == "odd":
        parent[name] = copy.deepcopy(draw(st.sampled_from(ODD)))
    elif change == "leave out":
        del parent[name]
    elif isinstance(parent, list):
        parent.append(copy.deepcopy(parent[draw(st.integers(0, len(parent) - 1))]))
    elif change == "stranger":
        parent[draw(st.sampled_from(STRANGERS))] = 1
    else:
        parent[f"{name}s" if draw(st.booleans()) else str(name).replace("_", "")] = parent.pop(name)
