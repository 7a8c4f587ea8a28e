"""What holds other values in a document: an object, a list, and either of them or the status that stands in its place.

What is wrong inside is reported beside what could be read, so that the rest can be judged all the same.
"""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, ValidationError, fields

from hub.contract.fields import MESSAGES, STATUS, STATUS_LIST, Described
from hub.contract.model import STATUSES


class Part(fields.Nested):
    """An object inside the document."""

    default_error_messages = MESSAGES

    def __init__(self, title: str, schema: type[Schema], **options: Any) -> None:
        super().__init__(schema, metadata={"title": title}, **options)


class Items(fields.List[Any]):
    """A list of objects or values, at least `least` and at most `most` of them.

    Missing: an entry that cannot be read leaves an empty one in its place, so that the others keep theirs.
    """

    default_error_messages = MESSAGES

    def __init__(self, title: str, item: fields.Field[Any], *, least: int = 0, most: int = 500, **options: Any) -> None:
        super().__init__(item, metadata={"title": title}, **options)
        self.least, self.most = least, most

    def _unread(self) -> Any:
        return {} if isinstance(self.inner, Part) else ""

    def _deserialize(self, value: Any, *_: Any, **kwargs: Any) -> Any:
        if not isinstance(value, list):
            raise self.make_error("invalid")
        if len(value) < self.least:
            raise ValidationError(f"E17 has {len(value)} entries; at least {self.least} is needed")
        if len(value) > self.most:
            raise ValidationError(f"E17 has {len(value)} entries; {self.most} are allowed")
        entries, faults = [], {}
        for index, entry in enumerate(value):
            try:
                entries.append(self.inner.deserialize(entry, **kwargs))
            except ValidationError as fault:
                entries.append(fault.valid_data or self._unread())
                faults[index] = fault.messages
        if faults:
            raise ValidationError(faults, valid_data=entries)
        return entries


class OrStatus(Described):
    """Something, or the status that says why there is nothing."""

    def __init__(self, inner: Part | Items, **options: Any) -> None:
        super().__init__(str(inner.metadata["title"]), **options)
        self.inner = inner

    def _bind_to_schema(self, field_name: str, parent: Any) -> None:
        super()._bind_to_schema(field_name, parent)
        self.inner._bind_to_schema(field_name, self)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if not isinstance(value, str):
            return self.inner.deserialize(value, attr, data, **kwargs)
        if value not in STATUSES:
            raise ValidationError(f"E17 is a text, but none of {STATUS_LIST}")
        return value


class ValueOrStatus(Described):
    """A text, a day or a number, or the status that says why there is none."""

    def __init__(self, inner: Described, **options: Any) -> None:
        super().__init__(str(inner.metadata["title"]), **options)
        self.inner = inner
        self.json_schema = {"anyOf": [STATUS, inner.json_schema]}

    def _read(self, value: Any) -> Any:
        if isinstance(value, str) and value in STATUSES:
            return value
        try:
            return self.inner.deserialize(value)
        except ValidationError as fault:
            lines = [f"{line}, nor one of {STATUS_LIST}" for line in fault.messages]
            raise ValidationError(lines) from fault
