"""What the answers about contracts look like, for the API's published description."""

from __future__ import annotations

from marshmallow import Schema, fields


class MemberSchema(Schema):
    """A member of a contract version; `*` in its pointer stands for each entry of a list."""

    pointer = fields.String(required=True)
    title = fields.String(required=True)
    kind = fields.String(required=True)
    required = fields.Boolean(required=True)
    allowed_instead = fields.List(fields.String(), required=True)
    codelist = fields.String(required=True, allow_none=True)


class AddedMemberSchema(MemberSchema):
    """A member that a newer version asks for or allows, with the new ones that it holds in turn."""

    within = fields.List(fields.Nested(MemberSchema), required=True)


class DeprecatedMemberSchema(Schema):
    """A member that is better not sent any longer."""

    pointer = fields.String(required=True)
    from_ = fields.String(required=True, data_key="from", attribute="from")
    replaced_by = fields.List(fields.String(), required=True)


class UpgradeSchema(Schema):
    """From one contract version to a newer one."""

    contract = fields.String(required=True)
    from_ = fields.String(required=True, data_key="from", attribute="from")
    to = fields.String(required=True)
    must_add = fields.List(fields.Nested(AddedMemberSchema), required=True)
    may_add = fields.List(fields.Nested(AddedMemberSchema), required=True)
    changed = fields.List(fields.Nested(MemberSchema), required=True)
    deprecated = fields.List(fields.Nested(DeprecatedMemberSchema), required=True)
    codes = fields.Dict(fields.String(), fields.List(fields.String()), required=True)
    deprecated_codes = fields.Dict(
        fields.String(), fields.Dict(fields.String(), fields.String(allow_none=True)), required=True
    )


class UpgradesSchema(Schema):
    """To the next version and to the newest; null when there is none."""

    contract = fields.String(required=True)
    version = fields.String(required=True)
    next = fields.Nested(UpgradeSchema, required=True, allow_none=True)
    newest = fields.Nested(UpgradeSchema, required=True, allow_none=True)


class ContractSchema(Schema):
    """One version of a contract, on which days it is open, where its parts are, and where documents of it are taken."""

    contract = fields.String(required=True)
    version = fields.String(required=True)
    opens = fields.Date(required=True, allow_none=True)
    closes = fields.Date(required=True, allow_none=True)
    closing_announced = fields.Date(required=True, allow_none=True)
    schema = fields.String(required=True)
    upgrade = fields.String(required=True)
    taken_at = fields.String(required=True)


class ContractsSchema(Schema):
    """The contracts that there are."""

    contracts = fields.List(fields.Nested(ContractSchema), required=True)
