"""What the API's answers look like, for its published description. Returns themselves are `hub.contract.schemas`."""

from __future__ import annotations

from marshmallow import Schema, fields
from marshmallow.validate import OneOf


class FindingSchema(Schema):
    """One rule that a return does not meet. `key` stands for the rule and the values that it cites."""

    code = fields.String(required=True)
    key = fields.String(required=True)
    severity = fields.String(required=True, validate=OneOf(["error", "query", "note"]))
    message = fields.String(required=True)
    what_to_do = fields.String(required=True)
    pointers = fields.List(fields.String(), required=True)
    values = fields.Dict(required=True)
    clause = fields.String(required=True)


class LockSchema(Schema):
    """Why nothing of a return can be changed now, since when, and who can lift that."""

    why = fields.String(required=True)
    since = fields.DateTime(required=True)
    who_can_lift = fields.String(required=True)


class ProblemSchema(Schema):
    """Problem details (RFC 9457)."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    what_to_do = fields.String()
    findings = fields.List(fields.Nested(FindingSchema), required=True)
    lock = fields.Nested(LockSchema)
    instance = fields.String()


class HeadSchema(Schema):
    """An entry of the hub's audit ledger: its number, and its hash, which covers every entry before it."""

    seq = fields.Integer(required=True)
    hash = fields.String(required=True)


class ReceiptSchema(Schema):
    """Proof that a return was received. `signature` is a JWS over all the other members; the hub publishes its keys."""

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
    ledger = fields.Nested(HeadSchema)
    signature = fields.String(required=True, allow_none=True)


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


class FilingReceiptSchema(Schema):
    """Proof that a document of another contract than the return was received; signed as the receipt of a return is.

    `about` is what there is one current document of for each organisation: the framework of a self-assessment. `as_at`
    is the day that it tells of.
    """

    filing_id = fields.String(required=True)
    organisation = fields.String(required=True)
    about = fields.String(required=True)
    as_at = fields.Date(required=True)
    version = fields.Integer(required=True)
    supersedes = fields.String(required=True, allow_none=True)
    contract = fields.String(required=True)
    contract_version = fields.String(required=True)
    digest = fields.String(required=True)
    bytes = fields.Integer(required=True)
    received_at = fields.DateTime(required=True)
    sent_by = fields.String(required=True)
    findings = fields.List(fields.Nested(FindingSchema), required=True)
    ledger = fields.Nested(HeadSchema)
    signature = fields.String(required=True, allow_none=True)


class FilingSummarySchema(FilingReceiptSchema):
    """One version of such a document in a list."""

    current = fields.Boolean(required=True)
    links = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class FilingsSchema(Schema):
    """A page of such documents, newest first."""

    documents = fields.List(fields.Nested(FilingSummarySchema), required=True)
    next = fields.String(required=True, allow_none=True)


class CredentialsSchema(Schema):
    """What a client shows for a token."""

    grant_type = fields.String(required=True, validate=OneOf(["client_credentials"]))
    client_id = fields.String(required=True)
    client_secret = fields.String(required=True)


class TokenSchema(Schema):
    """A short-lived token."""

    access_token = fields.String(required=True)
    token_type = fields.String(required=True)
    expires_in = fields.Integer(required=True)
