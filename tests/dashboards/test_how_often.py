"""Somebody who is signed in may open many pages in a minute, and not any number."""

from __future__ import annotations

from pathlib import Path

from people_under_test import COMPLIANCE, with_people


def test_one_person_reads_that_they_must_wait_and_another_goes_on(tmp_path: Path) -> None:
    with with_people(tmp_path / "data", requests_per_minute=8, requests_per_minute_per_address=1_000) as people:
        sponsor = people.browser("sponsor")
        answers = [sponsor.get(COMPLIANCE) for _ in range(9)]
        assert {answer.status_code for answer in answers[:8]} == {200}
        assert answers[8].status_code == 429
        assert 0 < int(answers[8].headers["Retry-After"]) <= 60
        assert "Your account has asked too often: the limit is 8 a minute." in answers[8].text
        assert sponsor.get("/static/nothing.js").status_code == 404
        drawn = sponsor.get("/oversight/_dash-layout")
        assert (drawn.status_code, drawn.mimetype) == (429, "application/problem+json")
        assert people.browser("operator").get("/").status_code == 200
