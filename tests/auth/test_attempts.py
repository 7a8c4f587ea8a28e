"""Guessing is slowed, and nobody can be locked out by somebody else."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from counted import attempts_at
from forging import NOW

from hub.auth.addresses import LONGEST_ADDRESS, subscriber
from hub.auth.attempts import MOST_ATTEMPTS, WINDOW, Attempts

NOTHING = timedelta()
HERE, ELSEWHERE = "192.0.2.1", "203.0.113.9"


class Clock:
    """The time, as the test says."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def attempts(clock: Clock) -> Attempts:
    return attempts_at(clock)


def fail(attempts: Attempts, name: str = "j.adeyemi", address: str = HERE, times: int = MOST_ATTEMPTS) -> None:
    for _ in range(times):
        assert attempts.begin(name, address) == NOTHING


def test_ten_attempts_may_be_made_and_the_next_waits_for_the_rest_of_the_quarter_hour(
    attempts: Attempts, clock: Clock
) -> None:
    fail(attempts)
    assert attempts.begin("j.adeyemi", HERE) == WINDOW
    clock.now += timedelta(minutes=5)
    assert attempts.begin("j.adeyemi", HERE) == timedelta(minutes=10)


def test_waiting_ends_on_time_and_is_not_prolonged_by_trying(attempts: Attempts, clock: Clock) -> None:
    fail(attempts)
    clock.now += timedelta(minutes=14)
    attempts.begin("j.adeyemi", HERE)
    clock.now += timedelta(minutes=1)
    assert attempts.begin("j.adeyemi", HERE) == NOTHING


def test_somebody_elsewhere_cannot_lock_a_person_out(attempts: Attempts) -> None:
    fail(attempts, address=ELSEWHERE)
    assert attempts.begin("j.adeyemi", HERE) == NOTHING


def test_a_colleague_at_the_same_address_is_not_locked_out(attempts: Attempts) -> None:
    fail(attempts)
    assert attempts.begin("m.osei", HERE) == NOTHING


def test_the_right_password_forgives_what_came_before(attempts: Attempts) -> None:
    fail(attempts)
    attempts.forgive("j.adeyemi", HERE)
    fail(attempts)


def test_capitals_do_not_make_another_name(attempts: Attempts) -> None:
    fail(attempts)
    assert attempts.begin("J.ADEYEMI", HERE) > NOTHING


def test_no_more_is_looked_at_of_a_name_than_a_name_can_have(attempts: Attempts) -> None:
    fail(attempts, "a" * 200)
    assert attempts.begin("a" * 500_000, HERE) > NOTHING


@pytest.mark.parametrize(("address", "same"), [("2001:db8:0:1::ffff", True), ("2001:db8:0:2::1", False)])
def test_one_subscribers_ipv6_addresses_count_as_one(attempts: Attempts, address: str, same: bool) -> None:
    fail(attempts, address="2001:db8:0:1::1")
    assert (attempts.begin("j.adeyemi", address) > NOTHING) is same


def test_an_ipv4_address_is_the_same_however_a_socket_writes_it_and_no_other(attempts: Attempts) -> None:
    fail(attempts, address=f"::ffff:{HERE}")
    assert attempts.begin("j.adeyemi", HERE) > NOTHING
    assert attempts.begin("j.adeyemi", f"::ffff:{ELSEWHERE}") == NOTHING


@pytest.mark.parametrize(("shown", "whose"), [
    (f"{HERE}:4001", HERE),
    (f"[::ffff:{HERE}]:4001", HERE),
    (f"[::ffff:{HERE}]", HERE),
    ("2001:db8:0:1::ffff", "2001:db8:0:1::/64"),
    ("[2001:db8:0:1::1]:4001", "2001:db8:0:1::/64"),
    ("[2001:db8:0:1::1]", "2001:db8:0:1::/64"),
    ("unix:/run/hub.sock", "unix:/run/hub.sock"),
    ("192.0.2.1:4001:5", "192.0.2.1:4001:5"),
    ("x" * 500, "x" * LONGEST_ADDRESS),
])  # fmt: skip
def test_an_address_is_the_same_whatever_port_a_proxy_adds(shown: str, whose: str) -> None:
    assert subscriber(shown) == whose


def test_a_caller_without_an_address_is_counted_too(attempts: Attempts) -> None:
    fail(attempts, address="")
    assert attempts.begin("j.adeyemi", "") > NOTHING


def test_attempts_made_side_by_side_do_not_slip_past(attempts: Attempts) -> None:
    with ThreadPoolExecutor(16) as threads:
        waits = list(threads.map(lambda _: attempts.begin("j.adeyemi", HERE), range(200)))
    assert waits.count(NOTHING) == MOST_ATTEMPTS


class TestOfAnAddress:
    """However many names are tried."""

    @pytest.fixture
    def attempts(self, clock: Clock) -> Attempts:
        return attempts_at(clock, a_minute=3)

    def test_passwords_are_not_tried_on_many_names_at_once(self, attempts: Attempts, clock: Clock) -> None:
        waits = [attempts.begin(f"person-{number}", HERE) for number in range(4)]
        assert waits == [NOTHING, NOTHING, NOTHING, timedelta(minutes=1)]
        clock.now += timedelta(minutes=1)
        assert attempts.begin("person-4", HERE) == NOTHING

    def test_another_address_is_free_of_it(self, attempts: Attempts) -> None:
        for number in range(4):
            attempts.begin(f"person-{number}", ELSEWHERE)
        assert attempts.begin("j.adeyemi", HERE) == NOTHING

    def test_a_whole_office_may_sign_in_at_nine(self, attempts: Attempts) -> None:
        for number in range(50):
            assert attempts.begin(f"person-{number}", HERE) == NOTHING
            attempts.forgive(f"person-{number}", HERE)
