"""The members of a contract version, one by one: where each stands, what may stand there, whether it must.

Read from the published JSON Schema and from nothing else, so that it tells what every reader of the schema sees.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from hub.contract.fields import AMOUNT, CELL, NOT_BLANK, SCORE, STATUS, JsonSchema
from hub.contract.json_schema import json_schema
from hub.contract.model import STATUSES

EACH = "*"  # in a place: each entry of a list
KINDS = {"object": "an object", "array": "a list", "boolean": "true or false", "number": "a number"}
STATUS_NAMES = tuple(sorted(STATUSES))


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a contract version.

    Shapes: `place` is a JSON pointer with `*` for each entry of a list, such as `/actions/*/due`; `or_status` tells
    whether a status may stand there instead; `codelist` is the file of the codes; `replaced_by` names members beside.
    Missing: `codelist` is empty for what is no code, `deprecated_from` for what is not deprecated.
    """

    place: str
    title: str
    kind: str
    required: bool
    or_status: bool
    codelist: str = ""
    deprecated_from: str = ""
    replaced_by: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As the API gives it: what else is allowed is written out."""
        return {
            "pointer": self.place,
            "title": self.title,
            "kind": self.kind,
            "required": self.required,
            "allowed_instead": list(STATUS_NAMES) if self.or_status else [],
            "codelist": self.codelist or None,
        }


@cache
def members(contract: str, version: str) -> dict[str, Member]:
    """Every member of a contract version by its place, in the order of the schema.

    Raises: KeyError when there is no such version.
    """
    schema = json_schema(contract, version)
    return {member.place: member for member in _members_of(schema, "", schema["$defs"])}


def _members_of(part: JsonSchema, place: str, parts: JsonSchema) -> Iterator[Member]:
    for name, node in part.get("properties", {}).items():
        here = f"{place}/{name}"
        value = _without_status(node)
        yield Member(
            place=here,
            title=node.get("title", name),
            kind=_kind(value, parts),
            required=name in part.get("required", ()),
            or_status=value is not node or _is(node, CELL) or _is(node, AMOUNT),
            codelist=node.get("x-codelist", ""),
            deprecated_from=node.get("x-deprecated-from", ""),
            replaced_by=tuple(node.get("x-replaced-by", ())),
        )
        yield from _within(value, here, parts)


def _within(node: JsonSchema, place: str, parts: JsonSchema) -> Iterator[Member]:
    if node.get("type") == "array":
        yield from _within(node["items"], f"{place}/{EACH}", parts)
    elif not (_is(node, CELL) or _is(node, AMOUNT)):
        yield from _members_of(_part(node, parts), place, parts)


def _is(node: JsonSchema, shared: JsonSchema) -> bool:
    return bool(node.get("$ref") == shared["$ref"])


def _part(node: JsonSchema, parts: JsonSchema) -> JsonSchema:
    named: JsonSchema = parts[node["$ref"].rpartition("/")[2]] if "$ref" in node else node
    return named


def _without_status(node: JsonSchema) -> JsonSchema:
    """What a place holds when it holds a value."""
    choices: list[JsonSchema] = node.get("anyOf", [])
    if STATUS not in choices:
        return node
    return next(choice for choice in choices if choice != STATUS)


def _kind(node: JsonSchema, parts: JsonSchema) -> str:
    """What a value must be, in words."""
    if _is(node, CELL):
        return "a whole number, 0 or more"
    if _is(node, AMOUNT):
        return "a number, 0 or more"
    if node == SCORE:
        return "a score of the framework's scale"
    if "enum" in node:
        return ("one of " if len(node["enum"]) > 1 else "exactly ") + ", ".join(map(str, node["enum"]))
    if "x-codelist" in node:
        return f"a code of {node['x-codelist']}"
    if node.get("format") == "date":
        return "a date such as 2026-06-30"
    if node.get("pattern") == NOT_BLANK:
        return f"a text of at most {node['maxLength']:,} characters"
    if "pattern" in node:
        return f"a text that matches {node['pattern']}"
    return KINDS[_part(node, parts)["type"]]
