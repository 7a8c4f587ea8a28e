"""What is sent and answered about a return after it was received: explanations, steps, questions.

What is sent is read by these schemas, and described by them: the two cannot differ.
"""

from __future__ import annotations

from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields
from marshmallow.validate import Length, OneOf, Regexp

from hub.contract.fields import LONGEST_LINE, LONGEST_TEXT
from hub.contract.life_cycle import Move, State
from hub.ingest.api_schemas import FindingSchema, LockSchema
from hub.store.threads import ThreadState

BLANK = "\x20\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"  # as characters: escapes differ
SHOWN = f"[^\x00-\x20\x7f-\x9f{BLANK[1:]}]"
A_TEXT = f"^[\t\n\r{BLANK}]*{SHOWN}[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*$"
A_LINE = f"^[{BLANK}]*{SHOWN}[^\x00-\x1f\x7f-\x9f]*$"


class _Whole(Regexp):
    """A pattern that has to match to the very end, as `$` says in JSON Schema and not in Python."""

    def __call__(self, value: Any) -> Any:
        """The text, when all of it is as the pattern says."""
        whole: Any = self.regex
        if whole.fullmatch(value) is None:
            raise ValidationError(self._format_error(value))
        return value


def _words(pattern: str, longest: int) -> fields.String:
    readable = _Whole(pattern, error="Write something that can be read, without control characters.")
    return fields.String(required=True, validate=[Length(1, longest), readable])


class _Told(Schema):
    class Meta:
        unknown = RAISE


class TextSchema(_Told):
    """Something in words."""

    text = _words(A_TEXT, LONGEST_TEXT)


class SignOffSchema(_Told):
    """By which role at the organisation a return is signed off; a role, not a name."""

    role = _words(A_LINE, LONGEST_LINE)


class WithdrawalSchema(_Told):
    """Why a return is withdrawn."""

    why = _words(A_TEXT, LONGEST_TEXT)


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
