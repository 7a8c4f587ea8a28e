"""What the API's answers look like, for its published description. Returns themselves are `hub.contract.schemas`."""

from __future__ import annotations

from marshmallow import Schema, fields


class FindingSchema(Schema):
    """One rule that a return does not meet."""

    code = fields.String(required=True)
    severity = fields.String(required=True)
    message = fields.String(required=True)
    what_to_do = fields.String(required=True)
    pointers = fields.List(fields.String(), required=True)
    values = fields.Dict(required=True)
    clause = fields.String(required=True)


class ProblemSchema(Schema):
    """Problem details (RFC 9457)."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    what_to_do = fields.String()
    findings = fields.List(fields.Nested(FindingSchema), required=True)


class ReceiptSchema(Schema):
    """Proof that a return was received."""

    return_id = fields.String(required=True)
    organisation = fields.String(required=True)
    period = fields.String(required=True)
    version = fields.Integer(required=True)
    supersedes = fields.String(required=True, allow_none=True)
    contract = fields.String(required=True)
    contract_version = fields.String(required=True)
    digest = fields.String(required=True)
    bytes = fields.Integer(required=True)
    received_at = fields.DateTime(required=True)
    sent_by = fields.String(required=True)
    findings = fields.List(fields.Nested(FindingSchema), required=True)


class VerdictSchema(Schema):
    """What was found in a document that was only checked."""

    accepted = fields.Boolean(required=True)
    digest = fields.String(required=True)
    findings = fields.List(fields.Nested(FindingSchema), required=True)


class SummarySchema(ReceiptSchema):
    """One version of a return in a list."""

    current = fields.Boolean(required=True)
    first_accepted_at = fields.DateTime(required=True)
    links = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class ReturnsSchema(Schema):
    """A page of returns, newest first."""

    returns = fields.List(fields.Nested(SummarySchema), required=True)
    next = fields.String(required=True, allow_none=True)


class TokenSchema(Schema):
    """A short-lived token."""

    access_token = fields.String(required=True)
    token_type = fields.String(required=True)
    expires_in = fields.Integer(required=True)


class ContractSchema(Schema):
    """One published contract version."""

    contract = fields.String(required=True)
    version = fields.String(required=True)
    opens = fields.Date(required=True, allow_none=True)
    closes = fields.Date(required=True, allow_none=True)
    schema = fields.String(required=True)


class ContractsSchema(Schema):
    """The published contracts."""

    contracts = fields.List(fields.Nested(ContractSchema), required=True)
