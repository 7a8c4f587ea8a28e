"""The audit ledger on its page and in its file: whoever may see it, their own scope, what they look for."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from people_under_test import HOSTILE_NAME, PIERS, Q1, Q4, HubWithPeople, with_people
from permits import BODIES, DEPARTMENT, LANTERN, ROOT, TERN
from reading_pages import Read, read_html
from tampering import tamper

from hub.app import DATABASE
from hub.auth.permissions import Role
from hub.dashboards.pages.ledger_words import KINDS, WORDS, kind_in_words
from hub.scope import Scope
from hub.store import ledger
from hub.store.database import Database
from hub.store.entries import Sight, Sought, every
from hub.store.ledger import By, Entry
from hub.store.roles import Roles, Terms

LEDGER = "/ledger"
FORMULA = '=HYPERLINK("http://x")'
MARKUP = "<script>alert(1)</script>"
NOUNS = "return|query|question|person|role|client|keys|department|organisation|service|session|invitation"
WRITTEN = re.compile(rf'"((?:{NOUNS})\.(?!json"|html")[a-z_]+)"')


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubWithPeople]:
    """A hub in which somebody gave a reason that is neither fit for a page nor for a spreadsheet."""
    with with_people(tmp_path_factory.mktemp("audited") / "data") as hub:
        by = By(FORMULA, "operator", hub.hub.config.moment(), "command line on host")
        given = Roles(database_of(hub)).give(
            Terms(Role.FORUM, DEPARTMENT, (TERN,)), by, person="tier", why=f"{FORMULA}{MARKUP}"
        )
        Roles(database_of(hub)).remove(given.id, by, why="It was for another.")
        yield hub


def database_of(hub: HubWithPeople) -> Database:
    database: Database = hub.hub.app.extensions[DATABASE]
    return database


def read(hub: HubWithPeople, name: str, **search: str) -> Read:
    return read_html(hub.page(name, f"{LEDGER}?{urlencode(search)}"), within="main-content")


def cells(page: Read) -> list[list[str]]:
    """The rows of the table, each cell in one text."""
    return [[" ".join(cell) for cell in row] for row in page.tables[0][1:]] if page.tables else []


def lines(hub: HubWithPeople, name: str, **search: str) -> list[dict[str, str]]:
    text = hub.page(name, f"{LEDGER}.csv?{urlencode(search)}")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("name", ["body", "sender", "forum", "board", "tier"])
@pytest.mark.parametrize("address", [LEDGER, f"{LEDGER}.csv", f"{LEDGER}?before=x", f"{LEDGER}?from=x"])
def test_for_whom_it_is_not_there_is_no_ledger(audited: HubWithPeople, name: str, address: str) -> None:
    there, nowhere = audited.browser(name).get(address), audited.browser(name).get("/nowhere")
    assert (there.status_code, there.data) == (404, nowhere.data)
    assert f'href="{LEDGER}"' not in audited.page(name, "/")


@pytest.mark.parametrize("name", ["sponsor", "operator", "ports-sponsor"])
def test_who_may_see_it_finds_it_in_the_navigation(audited: HubWithPeople, name: str) -> None:
    assert f'href="{LEDGER}"' in audited.page(name, "/")
    assert re.search(rf'href="{LEDGER}"[^>]*aria-current', audited.page(name, LEDGER))


def test_the_newest_stands_first_and_a_reading_of_the_ledger_is_one_of_them(audited: HubWithPeople) -> None:
    numbers = [int(row[0]) for row in cells(read(audited, "sponsor"))]
    assert numbers == sorted(numbers, reverse=True)
    (row,) = cells(read(audited, "sponsor", who="sponsor", what="ledger.read"))
    assert row[2:] == [
        "sponsor sponsor team, browser at 127.0.0.1",
        "Ledger read",
        "Department for Permits and Markets",
        "",
    ]


def test_an_entry_is_told_in_words_with_a_link_to_what_it_is_about(audited: HubWithPeople) -> None:
    page = read(audited, "sponsor", what="return.accepted", organisation=LANTERN)
    latest, *_ = cells(page)
    client = audited.hub.credentials[LANTERN].client_id
    assert latest[2] == f"{client} the organisation’s program, API at 127.0.0.1"
    assert latest[3:] == ["Return accepted", f"October to December 2025, version 1 {BODIES[LANTERN]}", ""]
    assert f"/returns/{audited.returns[LANTERN, Q4, 2]}" in page.links
    removed, given, *_ = cells(read(audited, "sponsor", object="tier"))
    assert (given[3], removed[3]) == ("Role given to tier: forum", "Role removed from tier: forum")
    assert given[5] == f"{FORMULA}{MARKUP}"


def test_each_sees_the_entries_of_their_own_scope_only(audited: HubWithPeople) -> None:
    of_ports = {line["department"] for line in lines(audited, "ports-sponsor")}
    of_permits = {line["department"] for line in lines(audited, "sponsor")}
    assert (of_ports, of_permits) == ({"ports-and-piers"}, {DEPARTMENT})
    assert {line["department"] for line in lines(audited, "operator")} == {DEPARTMENT, ""}
    assert PIERS not in audited.page("sponsor", f"{LEDGER}?organisation={LANTERN}")
    assert cells(read(audited, "sponsor", organisation=PIERS)) == []
    assert "No entry matches." in read(audited, "sponsor", organisation=PIERS).text


SEARCHES = [
    {},
    {"what": "return.accepted"},
    {"organisation": LANTERN, "from": "2026-07-20", "to": "2026-07-20"},
    {"who": FORMULA},
    {"what": "role.removed", "object": "tier"},
    {"to": "2020-01-01"},
]


@pytest.mark.parametrize("search", SEARCHES, ids=lambda search: urlencode(search) or "nothing")
def test_the_file_holds_what_the_page_shows_and_the_address_what_is_looked_for(
    audited: HubWithPeople, search: dict[str, str]
) -> None:
    page, file = read(audited, "operator", **search), lines(audited, "operator", **search)
    assert [line["entry"] for line in file][: len(cells(page))] == [row[0] for row in cells(page)]
    assert [line["in_words"].lstrip("'") for line in file][: len(cells(page))] == [row[3] for row in cells(page)]
    chosen = {value for value, selected in page.options if selected and value}
    assert chosen == {value for name, value in search.items() if name in ("what", "organisation")}
    entered = audited.page("operator", f"{LEDGER}?{urlencode(search)}")
    for value in (search.get("who"), search.get("object"), search.get("from")):
        assert value is None or f'value="{value.replace(chr(34), "&#34;")}"' in entered
    if file:
        assert f"{LEDGER}.csv{'?' if search else ''}{urlencode(search)}" in page.links


def test_no_cell_of_the_file_becomes_a_formula(audited: HubWithPeople) -> None:
    (given,) = lines(audited, "sponsor", what="role.given", who=FORMULA)
    assert given["who"] == f"'{FORMULA}"
    assert given["why"] == f"'{FORMULA}{MARKUP}"
    assert (given["role"], given["origin"]) == ("operator", "command line on host")


def test_what_people_wrote_is_text_on_the_page(audited: HubWithPeople) -> None:
    page = audited.page("sponsor", f"{LEDGER}?{urlencode({'object': 'tier', 'who': FORMULA})}")
    assert MARKUP not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert HOSTILE_NAME not in audited.page("ports-sponsor", LEDGER)


def test_a_page_leads_to_the_next_and_back_to_the_newest(audited: HubWithPeople) -> None:
    by = By("walker", "sponsor", audited.hub.config.moment())
    acts = [Entry(by, "client.revoked", f"c-{number}", {}, department=DEPARTMENT) for number in range(75)]
    database_of(audited).write(lambda connection: [ledger.append(connection, act) for act in acts])
    first = read(audited, "sponsor", who="walker")
    (older,) = [link for link in first.links if "before=" in link]
    second = read_html(audited.page("sponsor", older), within="main-content")
    assert (len(cells(first)), len(cells(second))) == (50, 25)
    assert cells(first)[-1][4] == "c-25"
    assert cells(second)[0][4] == "c-24"
    assert [link for link in second.links if link == f"{LEDGER}?who=walker"]
    assert not [link for link in second.links if "before=" in link]
    assert len(lines(audited, "sponsor", who="walker")) == 75


def test_the_present_end_of_the_ledger_stands_below_to_be_kept_outside(audited: HubWithPeople) -> None:
    page = read(audited, "sponsor")
    with database_of(audited).read() as moment:
        assert str(ledger.head(moment)) in page.text
    assert "Keep this line" in page.text


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30", "31/12/2026", "2026-07-20T10:00"])
def test_what_is_no_day_is_said_beside_its_field_and_nothing_is_searched(audited: HubWithPeople, day: str) -> None:
    page = audited.page("sponsor", f"{LEDGER}?{urlencode({'from': day, 'what': 'role.given'})}", status=422)
    assert f"“{day}” is not a day. Enter one such as 2026-04-01" in page
    assert 'href="#search-from"' in page
    assert "<title>Error: Audit ledger" in page
    assert "<table" not in page
    assert audited.browser("sponsor").get(f"{LEDGER}.csv?{urlencode({'from': day})}").status_code == 422


def test_days_that_are_the_wrong_way_round_are_said_beside_the_second(audited: HubWithPeople) -> None:
    search = urlencode({"from": "2026-07-02", "to": "2026-07-01"})
    page = audited.page("sponsor", f"{LEDGER}?{search}", status=422)
    assert (
        page.count("This day is before the first one. Enter the same day or a later one") == 2
    )  # above, and beside it
    assert ('href="#search-to"' in page, 'href="#search-from"' in page, "<table" in page) == (True, False, False)
    assert audited.browser("sponsor").get(f"{LEDGER}.csv?{search}").status_code == 422
    audited.page("sponsor", f"{LEDGER}?{urlencode({'from': '2026-07-02', 'to': '2026-07-02'})}")


@pytest.mark.parametrize("detail", ["", "not JSON", "7", '["period"]', '{"period": [7], "named_role": {}, "why": [1]}'])
@pytest.mark.parametrize("form", [1, 2])
def test_an_entry_that_somebody_broke_by_hand_is_shown_as_far_as_it_can_be(
    audited: HubWithPeople, detail: str, form: int
) -> None:
    by, database = By("vandal", "signatory", audited.hub.config.moment()), database_of(audited)
    whom = {"department": DEPARTMENT, "organisation": LANTERN, "version": 1}
    entry = Entry(by, "return.signed_off", "a-return", {"period": Q1}, **whom)
    database.write(lambda connection: ledger.append(connection, entry))
    newest = max(int(line["entry"]) for line in lines(audited, "sponsor", who="vandal"))
    tamper(database, f"UPDATE ledger SET detail = '{detail}', form = {form} WHERE seq = {newest}")
    row, *_ = cells(read(audited, "sponsor", who="vandal"))
    assert (row[0], row[3].partition(" by:")[0]) == (f"{newest:,}", "Return signed off")
    assert lines(audited, "sponsor", who="vandal")[0]["entry"] == str(newest)


@pytest.mark.parametrize("before", ["x", "-1", "1.5", "9" * 30, "٣"])
def test_a_page_that_is_none_is_not_there(audited: HubWithPeople, before: str) -> None:
    audited.page("sponsor", f"{LEDGER}?{urlencode({'before': before})}", status=404)
    assert cells(read(audited, "sponsor", before="1")) == []


def test_everything_that_the_hub_writes_has_words_for_people(audited: HubWithPeople) -> None:
    code = "".join(file.read_text("utf-8") for file in (ROOT / "hub").rglob("*.py"))
    told = every(database_of(audited), Sight(Scope(DEPARTMENT), whole_hub=True), Sought())
    assert {*WRITTEN.findall(code), *(entry.what for entry in told)} <= set(WORDS)
    assert kind_in_words("harbour.master_named") == "Harbour master named"
    assert len(WORDS) == sum(len(kind) for kind in KINDS.values())


def test_a_return_page_shows_its_entry_in_the_ledger(audited: HubWithPeople) -> None:
    return_id = audited.returns[LANTERN, Q1, 1]
    (receipt,) = [one for one in audited.hub.listed() if one["return_id"] == return_id]
    page = read_html(audited.page("sponsor", f"/returns/{return_id}"), within="main-content").text
    assert f"Entry in the audit ledger|{receipt['ledger']['seq']}:{receipt['ledger']['hash']}" in page


def test_whoever_reads_files_slowly_leaves_threads_for_others(audited: HubWithPeople) -> None:
    address = f"{LEDGER}.csv"
    slow = [audited.browser("sponsor").get(address, buffered=False) for _ in range(2)]
    refused = audited.browser("sponsor").get(address)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "10")
    assert "Too many files of the ledger are being read" in refused.text
    assert lines(audited, "operator")
    slow.pop().close()
    assert lines(audited, "sponsor")
    slow.clear()  # as a server that forgets to close
    for _ in range(3):
        assert audited.browser("sponsor").head(address).status_code == 200
    assert lines(audited, "sponsor")
