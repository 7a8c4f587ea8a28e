"""Is the document of the shape that its contract version has? If not, every fault, in words.

Two readers of one shape. The published JSON Schema, compiled, answers yes or no and is quick: nearly every document
is right. marshmallow says what is wrong and where; it has the last word. A test on generated documents holds the
two to the same verdict. Sums and code lists are `checks`.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import jsonschema_rs
from marshmallow import Schema, ValidationError, fields

from hub.contract.compound import OrStatus
from hub.contract.findings import LONGEST_ECHO, Finding, pointer, printable, quoted
from hub.contract.json_schema import json_schema
from hub.contract.model import Document
from hub.contract.schemas import SCHEMAS

WHOLE = "the document"
MOST_STRANGERS = 100  # members that are named one by one: looking for the near name of each costs most
WHAT_TO_DO = {
    "E01": "Give a whole number, 0 or more, without quotes; or say why there is none with one of not_collected, "
    "not_applicable, not_available, suppressed_at_source.",
    "E16": "Add it; where the contract allows a status, say why there is no value.",
    "E17": "Put it in the form that the contract gives for this place.",
}


@cache
def _gate(contract: str, version: str) -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(json_schema(contract, version), validate_formats=True)


@cache
def _schema(contract: str, version: str) -> Schema:
    return SCHEMAS[contract, version]()


def has_shape(document: Document, contract: str, version: str) -> bool:
    """Whether the published JSON Schema accepts the document."""
    return _gate(contract, version).is_valid(document)


def shape_faults(document: Document, contract: str, version: str) -> tuple[Document, list[Finding]]:
    """What of the document can be read, and a finding for each place that cannot."""
    schema = _schema(contract, version)
    try:
        return schema.load(document), []
    except ValidationError as fault:
        lines = list(_lines(fault.messages_dict))
        faults = [_finding(line, path, document, schema) for path, line in lines if line != "E15"]
        strangers = sorted((path for path, line in lines if line == "E15"), key=str)  # they come in any order
        faults += [_stranger(path, contract, version) for path in strangers[:MOST_STRANGERS]]
        if len(strangers) > MOST_STRANGERS:
            faults.append(_more_strangers(len(strangers) - MOST_STRANGERS))
        readable = fault.valid_data if isinstance(fault.valid_data, dict) else {}
        return readable, faults


def _lines(messages: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(messages, dict):
        for name, inner in messages.items():  # `_schema` is the object itself, unless a stranger is called so
            yield from _lines(inner, path if name == "_schema" and inner != ["E15"] else (*path, name))
    else:
        for line in messages:
            yield path, line


def _finding(line: str, path: tuple[str | int, ...], document: Document, schema: Schema) -> Finding:
    code, _, what = line.partition(" ")
    place, value = place_in_words(path, schema), _value_at(document, path)
    echo = f" It is {_echo(value)}." if code != "E16" and _short(value) else ""
    return Finding(
        code,
        f"{place} {what}.{echo}",
        WHAT_TO_DO[code],
        (pointer(*path),),
        {"given": value} if echo else {},
    )


def _stranger(path: tuple[str | int, ...], contract: str, version: str) -> Finding:
    *parents, name = path
    schema = _schema(contract, version)
    since = _since(path, contract, version)
    if since is not None:
        return _too_early(path, place_in_words(tuple(parents), schema) if parents else WHOLE, version, since)
    known = _members_at(parents, schema)
    near = difflib.get_close_matches(str(name), known, n=1)
    suggestion = f"Did you mean “{near[0]}”? " if near else ""
    return Finding(
        "E15",
        f"{quoted(str(name))} is not a member of {place_in_words(tuple(parents), schema) if parents else WHOLE}.",
        f"{suggestion}Rename it or take it out. Members here are: {', '.join(known)}.",
        (pointer(*path),),
        {"nearest": near[0]} if near else {},
    )


def _too_early(path: tuple[str | int, ...], place: str, version: str, since: str) -> Finding:
    return Finding(
        "E15",
        f"{quoted(str(path[-1]))} is not a member of {place} in version {version}; from {since} on it is.",
        f"Set contract_version to {since}, or take the member out. `hub contracts diff {version} {since}` tells what "
        f"{since} asks besides.",
        (pointer(*path),),
        {"since": since},
    )


def _since(path: tuple[str | int, ...], contract: str, version: str) -> str | None:
    """The first later version of the contract that has this member at the same place; None when none has."""
    *parents, name = path
    versions = [known for of, known in SCHEMAS if of == contract]
    later = versions[versions.index(version) + 1 :]
    return next((each for each in later if name in _members_at(parents, _schema(contract, each))), None)


def _more_strangers(number: int) -> Finding:
    return Finding(
        "E15",
        f"{number:,} further members are not in the contract.",
        "Correct those that are named first, then check the document again.",
        (pointer(),),
    )


def _inside(field: Any) -> Any:
    """The field or schema that the entries of a compound field have."""
    if isinstance(field, OrStatus):
        return _inside(field.inner)
    if isinstance(field, fields.Nested):
        return field.schema
    return field


def _walk(path: tuple[str | int, ...] | list[str | int], schema: Schema) -> Iterator[tuple[str | int, Any]]:
    here: Any = schema
    for part in path:
        if isinstance(here, Schema):
            here = here.fields.get(str(part))
        elif isinstance(here, fields.List):
            here = here.inner
        else:
            here = None
        yield part, here
        here = _inside(here)


def place_in_words(path: tuple[str | int, ...], schema: Schema) -> str:
    """A place in the document as a person would say it: `Complaints received, By month, entry 3, Complaints`."""
    words = [
        f"entry {part + 1}" if isinstance(part, int) else str(field.metadata["title"]) if field else str(part)
        for part, field in _walk(path, schema)
    ]
    return ", ".join(words) or WHOLE.capitalize()


def _members_at(path: list[str | int], schema: Schema) -> list[str]:
    here: Any = schema
    for _, field in _walk(path, schema):
        here = _inside(field)
    return list(here.fields) if isinstance(here, Schema) else ["value", "marked"]


def _value_at(document: Any, path: tuple[str | int, ...]) -> Any:
    for part in path:
        try:
            document = document[part]
        except (KeyError, IndexError, TypeError):
            return None
    return document


def _echo(value: Any) -> str:
    return printable(json.dumps(value, ensure_ascii=False))


def _short(value: Any) -> bool:
    return value is not None and not isinstance(value, dict | list) and len(_echo(value)) <= LONGEST_ECHO
