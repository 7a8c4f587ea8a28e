"""Guessing is slowed, and nobody can be locked out by somebody else."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from forging import NOW

from hub.auth.attempts import MOST_ATTEMPTS, WINDOW, Attempts

NOTHING = timedelta()


def fail(attempts: Attempts, name: str = "j.adeyemi", address: str = "192.0.2.1", times: int = MOST_ATTEMPTS) -> None:
    for _ in range(times):
        assert attempts.begin(name, address, NOW) == NOTHING


def test_ten_attempts_may_be_made_and_the_next_waits_for_the_rest_of_the_quarter_hour() -> None:
    attempts = Attempts()
    fail(attempts)
    assert attempts.begin("j.adeyemi", "192.0.2.1", NOW) == WINDOW
    assert attempts.begin("j.adeyemi", "192.0.2.1", NOW + timedelta(minutes=5)) == timedelta(minutes=10)


def test_waiting_ends_on_time_and_is_not_prolonged_by_trying() -> None:
    attempts = Attempts()
    fail(attempts)
    attempts.begin("j.adeyemi", "192.0.2.1", NOW + timedelta(minutes=14))
    assert attempts.begin("j.adeyemi", "192.0.2.1", NOW + WINDOW) == NOTHING


def test_somebody_elsewhere_cannot_lock_a_person_out() -> None:
    attempts = Attempts()
    fail(attempts, address="203.0.113.9")
    assert attempts.begin("j.adeyemi", "192.0.2.1", NOW) == NOTHING


def test_a_colleague_at_the_same_address_is_not_locked_out() -> None:
    attempts = Attempts()
    fail(attempts)
    assert attempts.begin("m.osei", "192.0.2.1", NOW) == NOTHING


def test_the_right_password_forgives_what_came_before() -> None:
    attempts = Attempts()
    fail(attempts)
    attempts.forgive("j.adeyemi", "192.0.2.1")
    fail(attempts)


def test_capitals_do_not_make_another_name() -> None:
    attempts = Attempts()
    fail(attempts)
    assert attempts.begin("J.ADEYEMI", "192.0.2.1", NOW) > NOTHING


def test_no_more_is_kept_of_a_name_than_a_name_can_have() -> None:
    attempts = Attempts()
    fail(attempts, "a" * 200)
    assert attempts.begin("a" * 500_000, "192.0.2.1", NOW) > NOTHING


@pytest.mark.parametrize(("address", "same"), [("2001:db8:0:1::ffff", True), ("2001:db8:0:2::1", False)])
def test_one_subscribers_ipv6_addresses_count_as_one(address: str, same: bool) -> None:
    attempts = Attempts()
    fail(attempts, address="2001:db8:0:1::1")
    assert (attempts.begin("j.adeyemi", address, NOW) > NOTHING) is same


def test_a_caller_without_an_address_is_counted_too() -> None:
    attempts = Attempts()
    fail(attempts, address="")
    assert attempts.begin("j.adeyemi", "", NOW) > NOTHING


def test_attempts_made_side_by_side_do_not_slip_past() -> None:
    attempts = Attempts()
    with ThreadPoolExecutor(16) as threads:
        waits = list(threads.map(lambda _: attempts.begin("j.adeyemi", "192.0.2.1", NOW), range(200)))
    assert waits.count(NOTHING) == MOST_ATTEMPTS


def test_memory_is_bounded_and_the_oldest_is_forgotten() -> None:
    attempts = Attempts(pairs=2)
    for name in ("first", "second", "third"):
        fail(attempts, name)
    waits = [attempts.begin(name, "192.0.2.1", NOW) > NOTHING for name in ("third", "second", "first")]
    assert waits == [True, True, False]
