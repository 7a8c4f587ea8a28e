"""What the hub has and the matrix does not name: rules, methods, callbacks, acts, roles, links and forms of pages.

Compares names; asks nothing but what pages say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from urllib.parse import urlsplit

from callers import CALLERS
from canary_world import CanaryHub
from declared import Row
from flask import Flask
from ways import CALLBACK, act_of, forum_act_of, paper_act_of, request, theme_act_of, tier_act_of
from werkzeug.exceptions import HTTPException

from hub.auth.permissions import Act, ForumAct, OrganisationAct, PaperAct, Role, ThemeAct, TierAct

NOT_ROWS = frozenset({"HEAD", "OPTIONS"})  # asked of every address, beside the matrix
A_FORM = re.compile(r'<form method="(\w+)" action="([^"]+)".*?</form>', re.DOTALL)
A_WORD = re.compile(r'name="act" value="([^"]+)"')
A_LINK = re.compile(r'(?:href|src|srcset)="(/[^"]*)"')
ANY_PAGE_OF_DASH = "/oversight/<path:path>"


def rules_left_out(app: Flask, rows: Iterable[Row]) -> set[str]:
    """Every rule and method of the URL map to which no row leads."""
    named = {rule_of(app, row.method, like(row.address)) for row in rows}
    there = {f"{method} {rule.rule}" for rule in app.url_map.iter_rules() for method in rule.methods or ()}
    return {each for each in there - named if each.split()[0] not in NOT_ROWS}


def rule_of(app: Flask, method: str, address: str) -> str:
    """The method, and the rule that this address is of. Missing: empty when it is of none."""
    try:
        rule, _ = app.url_map.bind("localhost").match(urlsplit(address).path, method, return_rule=True)
    except HTTPException:
        return ""
    return f"{method} {rule.rule}"


def way(app: Flask, method: str, address: str, act: str) -> str:
    """A way to ask, as a link or a form leads to it: its rule and its act; of Dash's pages the very page."""
    rule = rule_of(app, method, address)
    return f"{method} {urlsplit(address).path}" if rule == f"GET {ANY_PAGE_OF_DASH}" else f"{rule} {act}".strip()


def like(address: str) -> str:
    """An address of the same rule, for one with places to fill in."""
    return re.sub(r"\{[\w.]+\}", "x", address.replace("{file}", "x/x"))


def callbacks_left_out(app: Flask, rows: Iterable[Row]) -> set[str]:
    """Every callback of Dash that no row asks."""
    dash = app.view_functions["/oversight/_dash-dependencies"].__self__
    return {*dash.callback_map} - {row.words.partition(" for ")[0] for row in rows if row.address == CALLBACK}


def acts_left_out(rows: Iterable[Row]) -> set[str]:
    """Every act that no row does on the page of a return or of an organisation."""
    pages = [row for row in rows if row.address.startswith(("/returns/", "/organisations/"))]
    return {*Act, *OrganisationAct} - {act for row in pages if (act := act_of(row))}


def theme_acts_left_out(rows: Iterable[Row]) -> set[str]:
    """Every act that no row does on the page of a theme."""
    return {*ThemeAct} - {act for row in rows if (act := theme_act_of(row))}


def forum_acts_left_out(rows: Iterable[Row]) -> set[str]:
    """Every act that no row does about a meeting of the forum."""
    return {*ForumAct} - {act for row in rows if (act := forum_act_of(row))}


def tier_acts_left_out(rows: Iterable[Row]) -> set[str]:
    """Every act that no row does about a meeting with a tier."""
    return {*TierAct} - {act for row in rows if (act := tier_act_of(row))}


def paper_acts_left_out(rows: Iterable[Row]) -> set[str]:
    """Every act that no row does about a paper for the board."""
    return {*PaperAct} - {act for row in rows if (act := paper_act_of(row))}


def roles_left_out() -> set[str]:
    """Every role that no column holds."""
    return {*Role} - {held.role for caller in CALLERS for held in caller.roles}


def offered(world: CanaryHub, rows: Iterable[Row]) -> set[str]:
    """What pages lead to: each link, file and form on a page that somebody is shown, with the act of the form."""
    found: set[str] = set()
    for row in rows:
        callers = [caller for caller in CALLERS if row.only_reads and row.cells[caller.column] in "+*"]
        for caller in callers if row.method == "GET" else ():
            answer = request(world, caller, row, world.places).send(world)
            if answer.mimetype == "text/html":
                found |= _on(world.hub.app, answer.get_data(as_text=True))
    return found


def _on(app: Flask, page: str) -> set[str]:
    links = {way(app, "GET", unescape(address), "") for address in A_LINK.findall(page)}
    forms = set()
    for form in A_FORM.finditer(page):
        act = A_WORD.search(form[0])
        forms.add(way(app, form[1].upper(), unescape(form[2]), act[1] if act else ""))
    return links | forms
