"""The published JSON Schema (2020-12) of each contract version, generated from its marshmallow schema.

`python -m hub.contract.json_schema` rewrites the files under `contracts/`; a test holds them in step
and another pins their digests. Nothing here reads a return.
"""

from __future__ import annotations

import json
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from marshmallow import Schema

from hub.contract.compound import Items, OrStatus
from hub.contract.fields import LARGEST_COUNT, LARGEST_NUMBER, STATUS, Described, JsonSchema
from hub.contract.model import Mark, Missing
from hub.contract.published import published
from hub.contract.schemas import SCHEMAS
from hub.contract.versions import ASSESSMENT, RETURN, TIER_REPORT

DIALECT = "https://json-schema.org/draft/2020-12/schema"
DESCRIPTIONS = {
    RETURN: "What one related organisation reports to its parent department for one period.",
    ASSESSMENT: "How one related organisation scores its own complaint handling against a framework.",
    TIER_REPORT: "What an independent tier tells of the cases of one organisation in one period.",
}
COMPONENTS, DEFS = "#/components/schemas/", "#/$defs/"

COUNT: JsonSchema = {"type": "integer", "minimum": 0, "maximum": LARGEST_COUNT}
SHARED: dict[str, JsonSchema] = {
    "Status": {
        "description": "Why there is no value. Never the same as 0.",
        "enum": [status.value for status in Missing],
    },
    "Cell": {
        "description": "A count, a count that is less than final, or the reason why there is none.",
        "anyOf": [
            COUNT,
            STATUS,
            {
                "type": "object",
                "properties": {"value": COUNT, "marked": {"enum": [mark.value for mark in Mark]}},
                "required": ["value", "marked"],
                "additionalProperties": False,
            },
        ],
    },
    "Amount": {
        "description": "A quantity that may have a fraction, or the reason why there is none.",
        "anyOf": [{"type": "number", "minimum": 0, "maximum": LARGEST_NUMBER}, STATUS],
    },
}


def _name(schema: type[Schema]) -> str:
    name = schema if isinstance(schema, type) else type(schema)
    return name.__name__.removesuffix("Schema")


def plugin() -> MarshmallowPlugin:
    """The apispec plug-in that knows the hub's fields; the OpenAPI document is generated through it too."""
    return MarshmallowPlugin(schema_name_resolver=_name)


def teach(marshmallow_plugin: MarshmallowPlugin) -> None:
    """Let apispec take a field's schema from the field itself."""
    converter: Any = marshmallow_plugin.converter

    def described(_: Any, field: Any, **__: Any) -> JsonSchema:
        if isinstance(field, OrStatus):
            return {"anyOf": [STATUS, converter.field2property(field.inner)]}
        if isinstance(field, Items):
            return {"maxItems": field.most} | ({"minItems": field.least} if field.least else {})
        return dict(field.json_schema) if isinstance(field, Described) else {}

    converter.add_attribute_function(described)


def _pointing_inside(node: Any) -> Any:
    if isinstance(node, dict):
        return {name: _pointing_inside(child) for name, child in node.items()}
    if isinstance(node, list):
        return [_pointing_inside(child) for child in node]
    return node.replace(COMPONENTS, DEFS) if isinstance(node, str) else node


def json_schema(contract: str, version: str) -> JsonSchema:
    """The JSON Schema of one contract version, ready to publish."""
    marshmallow_plugin = plugin()
    spec = APISpec(title=contract, version=version, openapi_version="3.1.0", plugins=[marshmallow_plugin])
    teach(marshmallow_plugin)
    root = SCHEMAS[contract, version]
    spec.components.schema(_name(root), schema=root)
    parts: dict[str, JsonSchema] = _pointing_inside(spec.to_dict()["components"]["schemas"])
    body = parts.pop(_name(root))
    return {
        "$schema": DIALECT,
        "$id": f"urn:oversight-hub:{contract}:{version}",
        "title": f"{contract} {version}",
        "description": DESCRIPTIONS[contract],
        **body,
        "$defs": {**_shared_by(body, parts), **dict(sorted(parts.items()))},
    }


def _shared_by(body: JsonSchema, parts: JsonSchema) -> JsonSchema:
    """What is defined once for many places, as far as this version refers to it."""
    everything = json.dumps([body, parts])
    return {name: shared for name, shared in SHARED.items() if f'"{DEFS}{name}"' in everything}


def text(contract: str, version: str) -> str:
    """The schema as its file holds it."""
    return json.dumps(json_schema(contract, version), indent=2) + "\n"


def main() -> None:
    """Write every contract version's schema to its place under `contracts/`."""
    for contract, version in SCHEMAS:
        file = published("contracts") / contract / f"{version}.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text(contract, version), encoding="utf-8")


if __name__ == "__main__":
    main()
