"""A row of the matrix becomes a request: of this caller, about these bodies or about one that there is not.

Fills in what a row leaves open. Whether what comes is right is for the tests.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from assessment_documents import assessment
from callers import BODIES, CLIFF, COVE, DEPARTMENTS, GULL, MILL, OLD, SLATE, TARN, Caller, Kind
from canary_forum import FORUM
from canary_forum import entered as entered_at_the_forum
from canary_themes import THEMES
from canary_themes import entered as entered_about_a_theme
from canary_work import fresh_return
from canary_world import BY, METRICS_TOKEN, PASSWORD, TEAMS, CanaryHub, Place, sign_in_name
from declared import Row
from permits import as_bytes
from tier_documents import tier_report
from werkzeug.test import TestResponse

from hub.auth.permissions import Act, AnyAct, ForumAct, OrganisationAct, PaperAct, ThemeAct, TierAct
from hub.scope import Scope
from hub.store.roles import Roles
from hub.store.sessions import GoodSince, Sessions
from hub.store.standards import Standards
from hub.store.tier_meetings import TierMeetings
from hub.tier_meetings import FollowUp, Heard

SHORT = {"cove": COVE, "cliff": CLIFF, "gull": GULL, "tarn": TARN, "mill": MILL, "old": OLD, "slate": SLATE}
PLACE = re.compile(r"\{(\w+)(?:\.(\w+))?\}")
NOBODYS_ID = UUID(int=0x5EED_0000_4000_8000_0000_0000_0000).hex
NOBODY = ("nobody.of.nothing", "no password of anybody")
NO_SUCH, METRICS = "no-such-page", "/metrics"
PAPERS = ("/board/papers", "/papers/")
CALLBACK, HERE = "/oversight/_dash-update-component", "http://localhost"
COMPLIANCE, COMPARISON = "/oversight/compliance", "/oversight/comparison"
SAID = "The counter was closed for building work."
ACTS = {"explanation": Act.EXPLAIN, "sign-off": Act.SIGN_OFF, "withdrawal": Act.WITHDRAW, "replies": Act.REPLY}
WHO = ("Cookie", "Authorization")
OF_NOBODY = {"role": "0", "which": "0" * 64, "token": "0" * 43, "password": PASSWORD}
A_PAST_DAY = "2026-07-01"
A_DAY = timedelta(days=1)
TIERS = "/tier/"
Places = Mapping[str, Place]


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent to the hub."""

    method: str
    address: str
    headers: Mapping[str, str] = field(default_factory=dict)
    data: Any = None
    json: Any = None
    in_pieces: bool = False

    def send(self, world: CanaryHub) -> TestResponse:
        """What the hub answers."""
        told = {"data": self.data} if self.json is None else {"json": self.json}
        server = {"wsgi.input_terminated": True} if self.in_pieces else {}
        return world.ask(self.method, self.address, headers=self.headers, environ_overrides=server, **told)

    def said(self) -> tuple[Any, ...]:
        """What of it an answer may say again."""
        return self.address, [value for name, value in self.headers.items() if name not in WHO], self.data, self.json

    def with_words(self, in_place_of: Mapping[str, str]) -> Request:
        """The same with other words; who asks stays who they are."""

        def other(value: Any) -> Any:
            if isinstance(value, dict):
                return {name: other(each) for name, each in value.items()}
            if isinstance(value, list):
                return [other(each) for each in value]
            for asked, instead in in_place_of.items():
                value = value.replace(asked, instead) if isinstance(value, str) else value
                value = value.replace(asked.encode(), instead.encode()) if isinstance(value, bytes) else value
            return value

        headers = {name: value if name in WHO else other(value) for name, value in self.headers.items()}
        return replace(self, address=other(self.address), headers=headers, data=other(self.data), json=other(self.json))


def bodies_of(row: Row) -> list[str]:
    """The bodies that a row is about, in their order."""
    return [SHORT[match[1]] for match in PLACE.finditer(f"{row.address} {row.words}") if match[1] in SHORT]


def act_of(row: Row) -> AnyAct | None:
    """What a row does to a return or about an organisation. Missing: None for a row that does nothing of either."""
    if row.method == "GET" or not bodies_of(row):
        return None
    word = row.words.split()[0] if row.words else row.address.rpartition("/")[2]
    return ACTS.get(word) or next((act for act in (*Act, *OrganisationAct) if act == word), None)


def theme_act_of(row: Row) -> ThemeAct | None:
    """What a row decides about a theme. Missing: None for a row that decides nothing about one."""
    return ThemeAct(row.words) if row.method == "POST" and row.address.startswith(THEMES) else None


def forum_act_of(row: Row) -> ForumAct | None:
    """What a row does about a meeting of the forum. Missing: None for a row that does nothing about one."""
    return ForumAct(row.words) if row.method == "POST" and row.address.startswith(FORUM) else None


def tier_act_of(row: Row) -> TierAct | None:
    """What a row records about a meeting with a tier. Missing: None for a row that records nothing about one."""
    return next((act for act in TierAct if act == row.words), None) if row.address.startswith(TIERS) else None


def paper_act_of(row: Row) -> PaperAct | None:
    """What a row does about a paper for the board. Missing: None for a row that does nothing about one."""
    return PaperAct(row.words) if row.method == "POST" and row.address.startswith(PAPERS) else None


def nobodys(place: Place) -> Place:
    """A place of the same form that there is not."""
    query = re.sub("[0-9a-f]+$", lambda part: "0" * len(part[0]), place.queries[0])
    code = re.sub("[a-z]", "q", place.organisation)
    return Place(code, NOBODYS_ID, NOBODYS_ID, NOBODYS_ID, (query,), f"{NOBODYS_ID}-1", NOBODYS_ID)


def nowhere(row: Row) -> Row:
    """The row about an address that nobody has, for a row that is about no body."""
    if row.address == METRICS:  # beside it, machines ask what a hub tells of itself
        return replace(row, address=f"/.well-known/{NO_SUCH}")
    head, _, last = row.address.partition("?")[0].rpartition("/")
    return replace(row, address=f"{head}/{'_dash-' if last.startswith('_dash-') else ''}{NO_SUCH}")


def request(world: CanaryHub, caller: Caller, row: Row, places: Places) -> Request:
    """What this caller sends for a row; `places` are those of the bodies that it is about."""
    row = replace(row, address=_filled(world, row.address, places), words=_filled(world, row.words, places))
    headers = world.shown[caller.column]
    if row.address == METRICS and row.words:
        return Request(row.method, row.address, {"Authorization": f"Bearer {METRICS_TOKEN}"})
    if row.method == "GET":
        page = _page_of_a_period(row.words.partition(" for ")[2])
        referer = {"Referer": page} if row.words.startswith("under the page") else {}
        return Request(row.method, row.address, {**headers, **referer})
    if row.address.startswith(CALLBACK):
        return Request(row.method, row.address, headers, json=_callback(row.words))
    if row.address.startswith("/api/"):
        return _of_a_program(world, caller, row, headers)
    if row.address == "/sign-in":
        name, password = _own(world, caller)
        entered = {"csrf_token": world.forms["st"], "name": name, "password": password}
        return Request(row.method, row.address, world.shown["st"], data=entered)
    return Request(row.method, row.address, headers, data=_form(world, caller, row, places))


def _filled(world: CanaryHub, told: str, places: Places) -> str:
    def value(match: re.Match[str]) -> str:
        if match[1] == "forum":
            return world.meetings[match[2]]
        if match[1] == "file":
            return world.files[told.partition("{")[0]]
        place, what = places[SHORT[match[1]]], match[2] or "latest"
        named = {"code": place.organisation, "query": place.queries[0]}
        return named.get(what) or str(getattr(place, what))

    return PLACE.sub(value, told)


def _page_of_a_period(about: str) -> str:
    """The address of the page; what it is about is a body, a whole query, or the page of comparisons."""
    if about == COMPARISON.rpartition("/")[2]:
        return f"{HERE}{COMPARISON}"
    query = about if "=" in about else f"organisation={about}"
    return f"{HERE}{COMPLIANCE}" + (f"?{query}" if about else "")


def _callback(words: str) -> dict[str, Any]:
    """What Dash sends when the address has changed."""
    output, _, about = words.partition(" for ")
    id_, _, property_ = output.partition(".")
    return {
        "output": output,
        "outputs": {"id": id_, "property": property_},
        "inputs": [{"id": "address", "property": "href", "value": _page_of_a_period(about)}],
        "changedPropIds": ["address.href"],
        "state": [{"id": "page", "property": "data-address", "value": ""}],
    }


def _form(world: CanaryHub, caller: Caller, row: Row, places: Places) -> dict[str, str]:
    """A form of a page, filled in; any other form has only what keeps other sites from sending it."""
    entered = {"csrf_token": world.forms.get(caller.column, "")}
    if row.address.startswith(("/account/", "/invitation")):
        return {**entered, **_of_an_account(world, caller, row)}
    if row.address.startswith("/organisations/"):
        return {**entered, **_about_an_organisation(world, row)}
    if row.address.startswith(TIERS):
        return {**entered, **_about_a_tier(world, row)}
    if act_about_a_theme := theme_act_of(row):
        department = caller.roles[0].department if caller.roles else ""
        return {**entered, **entered_about_a_theme(world, act_about_a_theme, department)}
    if act_about_a_paper := paper_act_of(row):
        chosen = {"kind": "board-pack", "period": "2026-27-Q1", "day": A_PAST_DAY, "suffix": ".pdf"}
        return {**entered, **chosen, "act": act_about_a_paper}
    if act_of_the_forum := forum_act_of(row):
        department = caller.roles[0].department if caller.roles else ""
        return {**entered, **entered_at_the_forum(world, act_of_the_forum, department)}
    if not row.address.startswith("/returns/") or not row.words:
        return entered
    act, _, subject = row.words.partition(" to ")
    place = next(iter(places.values()))
    usual = place.queries[0] if act == Act.EXPLAIN else place.question if act in (Act.REPLY, Act.CLOSE) else ""
    said = {"text": SAID, "why": SAID, "role": "Head of complaints", "pointer": "/received/total"}
    return {**entered, **said, "act": act, "subject": subject or usual}


def _about_an_organisation(world: CanaryHub, row: Row) -> dict[str, str]:
    """What is recorded; help is given that was promised last, whosever it is."""
    said = {"evidence": SAID, "agreed": SAID, "help": SAID, "with_role": "Head of complaints", "on": A_PAST_DAY}
    chosen = {"step": "1", "state": "done", "adoption": "adopted"}
    promised = [one for code in DEPARTMENTS for one in Standards(world.database).of(Scope(code)).conversations]
    last = max(promised, key=lambda one: int(one.id)).id
    return {**said, **chosen, "act": row.words, "subject": last if row.words == OrganisationAct.GIVE_HELP else ""}


def _about_a_tier(world: CanaryHub, row: Row) -> dict[str, str]:
    """A form about a meeting that is ready for it, with the tier of the organisation of the row."""
    code, store, act = row.address.removeprefix(TIERS).partition("?")[0], TierMeetings(world.database), row.words
    department = BODIES[code][0] if code in BODIES else ""
    said = dict.fromkeys(("place", "present", "views", "evidence", "says", "owner_role", "why", "how"), SAID)
    told = {**said, "act": act, "on": A_PAST_DAY, "due": A_PAST_DAY, "subject": ""}
    if not department or act == TierAct.PLAN:
        return told
    scope, day = Scope(department), BY.at.date()
    meeting = store.plan(scope, code, day, SAID, BY)
    if act in (TierAct.FOLLOW_UP, TierAct.FINISH):
        store.record(scope, meeting, Heard(SAID, SAID, SAID), 0, BY)
    if act == TierAct.FINISH:
        store.add_follow_up(scope, meeting, FollowUp("", SAID, SAID, day), 1, BY)
        (kept,) = (one for one in store.of(scope) if one.id == meeting)
        return {**told, "subject": kept.follow_ups[-1].id}
    return {**told, "subject": meeting}


def _of_an_account(world: CanaryHub, caller: Caller, row: Row) -> dict[str, str]:
    """What somebody enters about their own account, or about another's."""
    somebody = caller.column if row.words.startswith("own") else next(iter(TEAMS.values()))
    name = sign_in_name(somebody)
    if row.words.endswith("password"):
        return {"old": PASSWORD, "new": PASSWORD}
    if row.words.endswith("role"):
        given = [role.id for role in Roles(world.database).all() if role.person == name]
        return {"role": given[0]} if given else OF_NOBODY
    return {"which": newest_session(world, name)} if row.words.endswith("session") else dict(OF_NOBODY)


def newest_session(world: CanaryHub, name: str) -> str:
    """The id of the session that somebody has used last. Missing: empty for somebody without one."""
    now = datetime.now(UTC)
    found = Sessions(world.database).open(name, GoodSince(now - A_DAY, now - A_DAY))
    return found[0].id if found else ""


def _of_a_program(world: CanaryHub, caller: Caller, row: Row, headers: Mapping[str, str]) -> Request:
    if row.address.endswith("/token"):
        id_, secret = _own(world, caller)
        form = {"grant_type": "client_credentials", "client_id": id_, "client_secret": secret}
        return Request(row.method, row.address, data=form)
    if row.words:
        return _of_a_sender(world, caller, row, headers)
    told = {Act.EXPLAIN: {"text": SAID}, Act.SIGN_OFF: {"role": "Head of complaints"}, Act.WITHDRAW: {"why": SAID}}
    act = ACTS[row.address.rpartition("/")[2]]
    return Request(row.method, row.address, headers, json=told.get(act, {"text": SAID}))


def _of_a_sender(world: CanaryHub, caller: Caller, row: Row, headers: Mapping[str, str]) -> Request:
    """A return, a self-assessment or a tier's report: the sender's own, or one of the body that the row names."""
    about = row.words.split()[-1]
    code = about if row.words.startswith(("a return of", "a self-assessment of")) else caller.organisation or COVE
    filed = "/self-assessments" in row.address
    document = as_bytes(assessment(organisation=code, conclusions=SAID) if filed else fresh_return(world, code))
    if "/tier-reports" in row.address:
        document = as_bytes(tier_report(organisation=about, views=SAID))
    more = {"Content-Type": "application/json"}
    if "with a key of" in row.words:
        more["Idempotency-Key"] = world.keys.get(about, f"a key of {about}")
    in_pieces = row.words.endswith("in pieces")  # as only the framework takes it
    if in_pieces:
        more["Transfer-Encoding"] = "chunked"
    return Request(row.method, row.address, {**headers, **more}, data=document, in_pieces=in_pieces)


def _own(world: CanaryHub, caller: Caller) -> tuple[str, str]:
    """The name and password, or id and secret, that somebody has."""
    if caller.kind is Kind.PERSON:
        return sign_in_name(caller.column), PASSWORD
    if caller.kind is Kind.PROGRAM:
        credentials = world.hub.credentials[caller.column]
        return credentials.client_id, credentials.client_secret
    return NOBODY
