"""What is noted of a request while it is answered, in its WSGI environment, for the log and for figures about the hub.

Only what is about no one in particular: which request, which kind of address, which kind of caller. Never a name, an
address, or anything that was sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

REQUEST = "hub.request"  # its id, made here: one that came with the request could be anything
ROUTE = "hub.route"  # the rule of the address, such as /returns/<return_id>
CALLER = "hub.caller"
ROLE = "hub.role"  # in which a person acts

PROGRAM, PERSON, NOBODY = "program", "person", "nobody"


def request_id(environ: Mapping[str, Any]) -> str:
    """The id of a request. Missing: empty where nobody observes requests, such as in a part of the hub by itself."""
    told: str = environ.get(REQUEST, "")
    return told
