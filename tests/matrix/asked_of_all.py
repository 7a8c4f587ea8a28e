"""Everything that can be asked without changing anything, by everybody who is let in, for every period and filter.

The rows of the matrix, but what is done by those who may; the page of a period in each of its forms; and what is wrong.
Who is let in nowhere gets the few answers that the test of the matrix looks through.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from callers import CALLERS, COVE, MILL, SLATE, Caller, Kind
from canary_world import CanaryHub
from declared import Row, rows
from ways import CALLBACK, COMPLIANCE, Request, request

PERIODS = ("2024-25", "2025-26", "2025-26-Q2", "2025-26-Q3", "2025-26-Q4", "2026-27-Q1", "2026-27-Q2", "no-period")
FILTERS = ("", COVE, MILL)
LET_IN = [caller for caller in CALLERS if not caller.after and (caller.roles or caller.organisation)]
ENDS = ("/sign-out", "/sign-in", "/sign-in/provider", "/metrics")  # sessions, passwords, a provider; figures are apart
RETURNS, ASSESSMENTS = "/api/v1/returns", "/api/v1/self-assessments"
TOO_LONG = b"[" + b" " * 1_100_000 + b"]"


@dataclass(frozen=True, slots=True)
class Question:
    """Something that one caller asks."""

    caller: Caller
    asked: Request
    name: str


def questions(world: CanaryHub) -> list[Question]:
    """All of them, each asked by everybody before the next one is."""
    return [*_of_the_matrix(world), *beside_the_matrix(world)]


def beside_the_matrix(world: CanaryHub) -> list[Question]:
    """Those of them that the test of the matrix does not ask in the same order."""
    return [*_of_periods(world), *_of_lists(world), *_that_are_wrong(world)]


def _of_the_matrix(world: CanaryHub) -> Iterator[Question]:
    for row in rows():
        for caller in LET_IN if row.address not in ENDS else ():
            if row.only_reads or row.cells[caller.column] != "+":
                yield Question(caller, request(world, caller, row, world.places), row.name)


def _of_periods(world: CanaryHub) -> Iterator[Question]:
    """The page of each period for each filter: as HTML, as CSV, and as Dash asks for it."""
    for period, body in product(PERIODS, FILTERS):
        query = f"period={period}&organisation={body}"
        forms = (
            Row("GET", f"{COMPLIANCE}?{query}", "", {}),
            Row("GET", f"{COMPLIANCE}.csv?{query}", "", {}),
            Row("POST", CALLBACK, f"page.children for {query}", {}),
            Row("GET", "/oversight/_dash-layout", f"under the page for {query}", {}),
        )
        for row in forms:
            for caller in CALLERS:
                if caller.kind is Kind.PERSON and caller.sees:  # all the others get what the matrix asks
                    yield Question(caller, request(world, caller, row, {}), row.name)


def _of_lists(world: CanaryHub) -> Iterator[Question]:
    """The list of the API, period by period, from the return of each body on."""
    befores = [f"before={place.before}" for place in world.places.values()]
    for query in (*[f"period={period}" for period in PERIODS], *befores):
        for caller in CALLERS:
            if caller.kind is Kind.PROGRAM:
                asked = Request("GET", f"{RETURNS}?{query}", world.shown[caller.column])
                yield Question(caller, asked, f"GET {RETURNS}?{query}")


def _that_are_wrong(world: CanaryHub) -> Iterator[Question]:
    """What is refused, in each way in which something is: nothing of it is kept."""
    slate = world.places[SLATE].latest
    for caller in CALLERS:
        who = world.shown[caller.column]
        json = {**who, "Content-Type": "application/json"}
        for name, asked in {
            "not JSON": Request("POST", RETURNS, json, b"{"),
            "not a return": Request("POST", RETURNS, json, b'{"contract": "complaints-return"}'),
            "no self-assessment": Request("POST", ASSESSMENTS, json, b'{"contract": "self-assessment"}'),
            "another's key for another contract": Request(
                "POST", ASSESSMENTS, {**json, "Idempotency-Key": world.keys[COVE]}, b"{}"
            ),
            "not declared": Request("POST", RETURNS, {**who, "Content-Type": "text/plain"}, b"{}"),
            "too long": Request("POST", RETURNS, json, TOO_LONG),
            "another's key": Request("POST", RETURNS, {**json, "Idempotency-Key": world.keys[COVE]}, b"{}"),
            "a bad key": Request("POST", RETURNS, {**json, "Idempotency-Key": "\x01"}, b"{}"),
            "a bad method": Request("PATCH", f"{RETURNS}/{slate}", who),
            "a form from elsewhere": Request("POST", f"/returns/{slate}", who, {"act": "ask", "text": "Why?"}),
            "no callback": Request("POST", CALLBACK, json, b"[]"),
            "no address": Request("GET", f"/returns/{slate}%00", who),
        }.items():
            yield Question(caller, asked, f"{asked.method} {asked.address}: {name}")
