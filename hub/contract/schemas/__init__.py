"""The shape of each contract version, in marshmallow: the one place where members are named. A module for a version.

A later version only adds: its classes are those of the version before, with more. No member ever moves, so that a
place in an old document is the same place in the newest. Shape only: what must add up is `checks`. The published
JSON Schemas are generated from here by `json_schema`.
"""

from __future__ import annotations

from marshmallow import Schema

from hub.contract.schemas import assessment_v1_0, tier_v1_0, v1_0, v1_1, v2_0

SCHEMAS: dict[tuple[str, str], type[Schema]] = {  # of each contract the oldest first
    ("complaints-return", "1.0"): v1_0.ReturnSchema,
    ("complaints-return", "1.1"): v1_1.ReturnSchema,
    ("complaints-return", "2.0"): v2_0.ReturnSchema,
    ("self-assessment", "1.0"): assessment_v1_0.AssessmentSchema,
    ("independent-tier-report", "1.0"): tier_v1_0.TierReportSchema,
}
