"""The kinds of value a document may hold, as marshmallow fields: count, text, date, month, code, status.

Each field says what is wrong in one line that starts with the finding's code, and what it is in JSON Schema.
Values stay as JSON has them (a date stays its text): `build` makes the model. Knows no particular contract.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from marshmallow import ValidationError, fields

from hub.contract.model import STATUSES, Mark

JsonSchema = dict[str, Any]

LARGEST_COUNT = 1_000_000_000
LARGEST_NUMBER = 1e12
LONGEST_TEXT = 20_000
LONGEST_LINE = 200
DAY = r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
MONTH = r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$"
PERIOD = r"^(19|20)[0-9]{2}-[0-9]{2}(-Q[1-4])?$"
YEAR = r"^(19|20)[0-9]{2}-[0-9]{2}$"
CODE = r"^[a-z0-9]+(-[a-z0-9]+)*$"
QUERY = r"^Q[0-9]{2}$"
VERSION = r"^[1-9][0-9]{0,3}\.[0-9]{1,4}$"
ID = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
# Unicode's white space and what else shows nothing, as characters: escapes inside a pattern differ between dialects.
NOT_BLANK = "[^\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]"
CELL: JsonSchema = {"$ref": "#/$defs/Cell"}
BOOLEAN: JsonSchema = {"type": "boolean"}
STATUS: JsonSchema = {"$ref": "#/$defs/Status"}
AMOUNT: JsonSchema = {"$ref": "#/$defs/Amount"}
NUMBER: JsonSchema = {"type": "number", "minimum": -LARGEST_NUMBER, "maximum": LARGEST_NUMBER}
LONGEST_PATTERN = 64
HIGHEST_SCORE = 99
# In some dialects `$` also matches before a last line break.
ONE_LINE: JsonSchema = {"not": {"pattern": "[\r\n]"}}
SCORE: JsonSchema = {
    "anyOf": [
        {"type": "integer", "minimum": 0, "maximum": HIGHEST_SCORE},
        {"type": "string", "pattern": CODE, "maxLength": LONGEST_PATTERN, **ONE_LINE},
    ]
}
STATUS_LIST = ", ".join(sorted(STATUSES))

MESSAGES: dict[str, str | list[Any] | dict[Any, Any]] = {
    "required": "E16 is missing",
    "null": "E17 is null",
    "type": "E17 is not an object",
    "invalid": "E17 is not a list",
}
COUNT_MESSAGES = {**MESSAGES, "null": "E01 is null"}


@dataclass(frozen=True, slots=True)
class Deprecated:
    """A member that is still read, but better not sent: since which version, and what to send instead."""

    since: str
    instead: tuple[str, ...]

    def as_metadata(self) -> JsonSchema:
        """As the published schema tells it, to people and to programs."""
        return {
            "deprecated": True,
            "description": f"Deprecated from {self.since}: give {' or '.join(self.instead)} instead.",
            "x-deprecated-from": self.since,
            "x-replaced-by": list(self.instead),
        }


class Described(fields.Field[Any]):
    """A field that knows its own JSON Schema; `_read` gives the value, or raises with the finding's code first."""

    default_error_messages = MESSAGES
    json_schema: JsonSchema

    def __init__(self, title: str, *, deprecated: Deprecated | None = None, **options: Any) -> None:
        more = deprecated.as_metadata() if deprecated else {}
        super().__init__(metadata={"title": title, **more}, **options)

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        return self._read(value)

    def _read(self, value: Any) -> Any:
        raise TypeError(f"{type(self).__name__} does not say how {type(value).__name__} is read")


class CountField(Described):
    """A count, a status, or a count with its mark."""

    default_error_messages = COUNT_MESSAGES
    json_schema = CELL

    def _read(self, value: Any) -> Any:
        if isinstance(value, dict):
            return self._marked(value)
        if isinstance(value, str) and value in STATUSES:
            return value
        return whole(value)

    def _marked(self, value: dict[str, Any]) -> dict[str, Any]:
        faults: dict[str, Any] = {name: ["E16 is missing"] for name in ("value", "marked") if name not in value}
        faults |= {name: ["E15"] for name in value if name not in ("value", "marked")}
        if "marked" in value and value["marked"] not in [mark.value for mark in Mark]:
            faults["marked"] = ["E17 is not one of estimated, provisional"]
        try:
            count = whole(value.get("value", 0))
        except ValidationError as fault:
            faults["value"] = fault.messages
        if faults:
            raise ValidationError(faults)
        return {"value": count, "marked": value["marked"]}


def whole(value: Any) -> int:
    """A JSON number that is a whole count, 0 or more; `3.0` is 3.

    Raises: ValidationError for true, "3", 2.5, -1 and what is beyond one thousand million.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValidationError("E01 is not a number")
    if isinstance(value, float) and not value.is_integer():
        raise ValidationError("E01 is not a whole number")
    if value < 0:
        raise ValidationError("E01 is below zero")
    if value > LARGEST_COUNT:
        raise ValidationError("E01 is larger than any count can be")
    return int(value)


class NumberField(Described):
    """A number that may have a fraction and a sign: what a measure is measured in."""

    json_schema = NUMBER

    def _read(self, value: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise ValidationError("E17 is not a number")
        if abs(value) > LARGEST_NUMBER:
            raise ValidationError("E17 is larger than any measure can be")
        return value


class AmountField(Described):
    """A quantity that may have a fraction, 0 or more, or the status that says why there is none."""

    json_schema = AMOUNT

    def _read(self, value: Any) -> Any:
        if isinstance(value, str) and value in STATUSES:
            return value
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise ValidationError("E17 is not a number")
        if value < 0:
            raise ValidationError("E17 is below zero")
        if value > LARGEST_NUMBER:
            raise ValidationError("E17 is larger than any amount can be")
        return value


class Text(Described):
    """A text that says something, at most `longest` characters."""

    def __init__(self, title: str, *, longest: int = LONGEST_TEXT, **options: Any) -> None:
        super().__init__(title, **options)
        self.longest = longest
        self.json_schema = {"type": "string", "pattern": NOT_BLANK, "maxLength": longest}

    def _read(self, value: Any) -> Any:
        if not isinstance(value, str):
            raise ValidationError("E17 is not a text")
        if re.search(NOT_BLANK, value) is None:
            raise ValidationError("E17 is empty")
        if len(value) > self.longest:
            raise ValidationError(f"E17 has {len(value):,} characters; {self.longest:,} are allowed")
        return value


class Pattern(Described):
    """A short text of a fixed form."""

    def __init__(self, title: str, pattern: str, form: str, **options: Any) -> None:
        super().__init__(title, **options)
        self.pattern, self.form = re.compile(pattern.removesuffix("$").removeprefix("^")), form
        self.json_schema = {"type": "string", "pattern": pattern, "maxLength": LONGEST_PATTERN, **ONE_LINE}

    def _read(self, value: Any) -> Any:
        if not isinstance(value, str) or len(value) > LONGEST_PATTERN or self.pattern.fullmatch(value) is None:
            raise ValidationError(f"E17 is not {self.form}")
        return value


class Day(Pattern):
    """A date that exists, as `2026-06-30`."""

    def __init__(self, title: str, **options: Any) -> None:
        super().__init__(title, DAY, "a date such as 2026-06-30", **options)
        self.json_schema = {"type": "string", "format": "date", "pattern": DAY, **ONE_LINE}

    def _read(self, value: Any) -> Any:
        super()._read(value)
        try:
            date.fromisoformat(value)
        except ValueError as fault:
            raise ValidationError("E17 is a date that does not exist") from fault
        return value


class CodeField(Pattern):
    """A code from a published list. Which codes the list has is not the shape's business: lists grow."""

    def __init__(self, title: str, codelist: str, **options: Any) -> None:
        super().__init__(title, CODE, f"a code of the list {codelist}", **options)
        self.json_schema = {**self.json_schema, "x-codelist": f"codelists/{codelist}.csv"}


class ScoreField(Described):
    """A score: a whole number, or a word where the scale has words. Which scores a scale has is its framework's."""

    json_schema = SCORE

    def _read(self, value: Any) -> Any:
        if isinstance(value, str) and len(value) <= LONGEST_PATTERN and re.fullmatch(CODE, value) and "\n" not in value:
            return value
        whole_number = isinstance(value, int | float) and not isinstance(value, bool) and value == value // 1
        if not whole_number or not 0 <= value <= HIGHEST_SCORE:
            raise ValidationError(f"E17 is neither a whole number from 0 to {HIGHEST_SCORE} nor a word of a scale")
        return int(value)


class OneOf(Described):
    """One of a few fixed values."""

    def __init__(self, title: str, choices: tuple[str | int, ...], **options: Any) -> None:
        super().__init__(title, **options)
        self.choices = choices
        self.json_schema = {"enum": list(choices)}

    def _read(self, value: Any) -> Any:
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            for choice in self.choices:
                if choice == value:
                    return choice
        raise ValidationError("E17 is not one of " + ", ".join(map(str, self.choices)))


class YesNo(Described):
    """true or false, and nothing that merely looks like it."""

    json_schema = BOOLEAN

    def _read(self, value: Any) -> Any:
        if not isinstance(value, bool):
            raise ValidationError("E17 is neither true nor false")
        return value
