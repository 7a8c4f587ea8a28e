"""An address for every rule of an application, as tests that walk through all of them fill it in. Asserts nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping

from flask import Flask

IN_PLACE_OF = {"contract": "complaints-return", "version": "1.0", "package_name": "dash", "fingerprinted_path": "a.js"}
READS = frozenset({"GET", "HEAD", "OPTIONS"})


def every_address(app: Flask, known: Mapping[str, str] = IN_PLACE_OF) -> dict[str, str]:
    """By rule; what varies is filled in with what could be found there, else with `x`."""
    rules = sorted({str(rule) for rule in app.url_map.iter_rules()})
    return {rule: re.sub(r"<(?:\w+:)?(\w+)>", lambda part: known.get(part[1], "x"), rule) for rule in rules}


def every_change(app: Flask) -> list[tuple[str, str]]:
    """Method and rule of everything that may change something, except in the API, which takes no cookie."""
    found = {
        (method, str(rule))
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - READS
        if not str(rule).startswith("/api/")
    }
    return sorted(found)
