"""What is sent and answered about a return after it was received: explanations, steps, questions.

What is sent is read by these schemas, and described by them: the two cannot differ. What no pattern says, such as that
a text holds no personal data, is looked at where it is kept (`hub.store.written`).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from marshmallow import RAISE, Schema, ValidationError, fields
from marshmallow.validate import Length, OneOf

from hub.contract.fields import LONGEST_LINE, LONGEST_TEXT
from hub.contract.life_cycle import Move, State
from hub.ingest.api_schemas import FindingSchema, LockSchema
from hub.store.threads import ThreadState

_BLANK = "\x20\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"  # as characters: escapes differ
_SHOWN = f"[^\x00-\x20\x7f-\x9f{_BLANK[1:]}]"
_CONTROL_IN_A_LINE = "\x00-\x1f\x7f-\x9f"
_CONTROL_IN_A_TEXT = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"


def _pattern(control: str) -> str:
    """Blanks, one character that is none, anything; nowhere a control character."""
    breaks = "" if control is _CONTROL_IN_A_LINE else "\t\n\r"
    return f"^[{breaks}{_BLANK}]*{_SHOWN}[^{control}]*$"


class _AsDescribed:
    """That a text fits the pattern of its description; what else would be amiss with it, the store says."""

    def __init__(self, pattern: str) -> None:
        self._fits = re.compile(pattern.removesuffix("$"))

    def __call__(self, value: str) -> None:
        if self._fits.fullmatch(value) is None:
            raise ValidationError(
                "Write something that can be seen, without control characters, and on one line where one is meant."
            )


def _words(control: str, longest: int) -> fields.String:
    pattern = _pattern(control)
    validate: list[Callable[[str], object]] = [Length(1, longest), _AsDescribed(pattern)]
    return fields.String(required=True, validate=validate, metadata={"pattern": pattern})


class _Told(Schema):
    class Meta:
        unknown = RAISE


class TextSchema(_Told):
    """Something in words."""

    text = _words(_CONTROL_IN_A_TEXT, LONGEST_TEXT)


class SignOffSchema(_Told):
    """By which role at the organisation a return is signed off; a role, not a name."""

    role = _words(_CONTROL_IN_A_LINE, LONGEST_LINE)


class WithdrawalSchema(_Told):
    """Why a return is withdrawn."""

    why = _words(_CONTROL_IN_A_TEXT, LONGEST_TEXT)


class ExplanationSchema(Schema):
    """The words that answer a query, whose they are, and with which version they came."""

    key = fields.String(required=True)
    text = fields.String(required=True)
    who = fields.String(required=True)
    role = fields.String(required=True)
    at = fields.DateTime(required=True)
    return_id = fields.String(required=True)


class AnsweredFindingSchema(FindingSchema):
    """A finding with its explanation. `answered` is null for a note, which asks nothing."""

    explanation = fields.Nested(ExplanationSchema, required=True, allow_none=True)
    answered = fields.Boolean(required=True, allow_none=True)


class FindingsSchema(Schema):
    """What was found in one version of a return. `open` counts the queries that nobody has explained."""

    return_id = fields.String(required=True)
    open = fields.Integer(required=True)
    findings = fields.List(fields.Nested(AnsweredFindingSchema), required=True)


class StepSchema(Schema):
    """A move that was made."""

    move = fields.String(required=True, validate=OneOf([*Move]))
    who = fields.String(required=True)
    role = fields.String(required=True)
    at = fields.DateTime(required=True)
    why = fields.String(required=True)
    named_role = fields.String(required=True)


class StandingSchema(Schema):
    """Where one version of a return stands, what can be done with it now, and by which roles."""

    return_id = fields.String(required=True)
    state = fields.String(required=True, validate=OneOf([*State]))
    in_words = fields.String(required=True)
    steps = fields.List(fields.Nested(StepSchema), required=True)
    open_queries = fields.List(fields.String(), required=True)
    lock = fields.Nested(LockSchema, required=True, allow_none=True)
    moves = fields.Dict(fields.String(), fields.List(fields.String()), required=True)


class PostSchema(Schema):
    """One thing that was said."""

    text = fields.String(required=True)
    who = fields.String(required=True)
    role = fields.String(required=True)
    at = fields.DateTime(required=True)


class ClosingSchema(Schema):
    """Who closed a thread, when and why."""

    who = fields.String(required=True)
    role = fields.String(required=True)
    at = fields.DateTime(required=True)
    why = fields.String(required=True)


class ThreadSchema(Schema):
    """A question about one field of one version, and what was said to it."""

    id = fields.String(required=True)
    return_id = fields.String(required=True)
    organisation = fields.String(required=True)
    period = fields.String(required=True)
    version = fields.Integer(required=True)
    pointer = fields.String(required=True)
    state = fields.String(required=True, validate=OneOf([*ThreadState]))
    posts = fields.List(fields.Nested(PostSchema), required=True)
    closed = fields.Nested(ClosingSchema, required=True, allow_none=True)


class ThreadsSchema(Schema):
    """The questions about one version, oldest first."""

    return_id = fields.String(required=True)
    threads = fields.List(fields.Nested(ThreadSchema), required=True)
