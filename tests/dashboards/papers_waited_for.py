"""Papers that are made beside the web, waited for as a reader does: by loading the page again."""

from __future__ import annotations

import re
import time
from html import unescape

from people_under_test import HubWithPeople
from werkzeug.test import TestResponse

LONGEST = 60  # seconds for one paper on a machine that is busy


def waited_for(people: HubWithPeople, who: str, asked: TestResponse) -> str:
    """The page of a paper when it has come."""
    assert asked.status_code == 303, asked.get_data(as_text=True)
    until = time.monotonic() + LONGEST
    while time.monotonic() < until:
        answer = people.browser(who).get(asked.location)
        if "Refresh" not in answer.headers:
            return answer.get_data(as_text=True)
        assert "loads itself again" in answer.get_data(as_text=True)
        time.sleep(0.5)
    raise AssertionError("the paper did not come")


def link_in(page: str, words: str) -> str:
    found = re.search(rf'href="([^"]+)"[^>]*>\s*{re.escape(words)}', page)
    assert found, page
    return unescape(found[1])
