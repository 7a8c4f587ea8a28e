"""What may be a password, and how it is known again."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.low_level import Type
from argon2.profiles import RFC_9106_LOW_MEMORY

from hub.auth import passwords
from hub.auth.passwords import Verdict, hash_password, verify_password
from hub.errors import SettingWrong

PASSWORD = "lantern hill pilot boat"
RIGHT, WRONG = Verdict(right=True), Verdict(right=False)


@pytest.fixture(autouse=True)
def _hashed_as_peoples_are(real_hashing: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, real in real_hashing.items():
        monkeypatch.setattr(passwords, name, real)


def test_the_right_password_is_known_again_and_no_other() -> None:
    kept = hash_password(PASSWORD)
    assert verify_password(PASSWORD, kept) == RIGHT
    for wrong in (PASSWORD + " ", PASSWORD.upper(), PASSWORD[:-1], "another pilot boat"):
        assert verify_password(wrong, kept) == WRONG


def test_the_same_password_is_kept_differently_each_time() -> None:
    assert hash_password(PASSWORD) != hash_password(PASSWORD)


def test_it_is_kept_as_argon2id_with_the_parameters_of_rfc_9106() -> None:
    parameters = extract_parameters(hash_password(PASSWORD))
    assert parameters.type is Type.ID
    assert (parameters.memory_cost, parameters.time_cost, parameters.parallelism) == (65_536, 3, 4)


def test_a_password_typed_on_another_keyboard_is_the_same() -> None:
    composed, decomposed = "caf\u00e9 on the pier", "cafe\u0301 on the pier"
    assert verify_password(decomposed, hash_password(composed)) == RIGHT
    assert verify_password("ｌａｎｔｅｒｎ ｈｉｌｌ", hash_password("lantern hill")) == RIGHT


@pytest.mark.parametrize("password", ["a" * 11, "short", "", "\u00e9" * 11, "e\u0301" * 11])
def test_eleven_characters_are_too_few(password: str) -> None:
    with pytest.raises(SettingWrong, match="it needs at least 12"):
        hash_password(password)


def test_twelve_to_two_hundred_characters_are_enough() -> None:
    for password in ("a" * 12, "\u00e9" * 200, "sail across the bay"):
        assert verify_password(password, hash_password(password)).right


@pytest.mark.parametrize("password", ["a" * 201, "\ufdfa" * 12])  # the second is one character that stands for 18
def test_more_than_two_hundred_characters_are_too_many(password: str) -> None:
    with pytest.raises(SettingWrong, match="it may have 200"):
        hash_password(password)


@pytest.mark.parametrize("character", ["\0", "\n", "\t", "\x7f", "\ud800"])
def test_what_cannot_be_typed_is_no_part_of_a_password(character: str) -> None:
    with pytest.raises(SettingWrong, match="cannot be typed"):
        hash_password(f"lantern hill{character}pilot")
    assert verify_password(f"lantern hill{character}pilot", passwords.NOBODY) == WRONG


def test_a_refusal_does_not_repeat_the_password() -> None:
    with pytest.raises(SettingWrong) as refusal:
        hash_password("sesame")
    assert "sesame" not in f"{refusal.value.message} {refusal.value.what_to_do}"


def test_where_nobody_is_the_same_work_is_done_and_the_answer_is_no() -> None:
    assert extract_parameters(passwords.NOBODY) == RFC_9106_LOW_MEMORY
    assert verify_password(PASSWORD, None) == WRONG


def test_a_hash_from_weaker_days_is_right_and_outdated() -> None:
    weaker = PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1).hash(PASSWORD)
    assert verify_password(PASSWORD, weaker) == Verdict(right=True, outdated=True)
    assert verify_password("another pilot boat", weaker) == WRONG


def test_a_register_that_holds_no_hash_is_the_operators_to_mend() -> None:
    with pytest.raises(SettingWrong, match="is not a hash"):
        verify_password(PASSWORD, "plain text")
