"""Where in a return the number at a place of its sheet comes from, as a JSON pointer. Computes nothing."""

from __future__ import annotations

from hub.contract.figures import OMBUDSMAN
from hub.contract.sheet import GROUPS

_FIELDS = {
    "received": "/received/total",
    **{name: f"/caseload/{name}" for name in ("brought_forward", "closed", "carried_forward")},
    "went_wrong": "/went_wrong/count",
    "exposure": "/exposure/quantity",
    "early_count": "/early_resolution/count",
    "early_days": "/early_resolution/mean_days",
    "closer_count": "/closer_look/count",
    "closer_days": "/closer_look/mean_days",
    "promised": "/timescale/promised",
    "within": "/timescale/within",
    "referred": "/ombudsman/referred",
    "complied": "/ombudsman/recommendations/complied",
    "not_complied": "/ombudsman/recommendations/not_complied",
    **{f"ombudsman_{name}": f"/ombudsman/{name}" for name in OMBUDSMAN},
    **{f"{group}_{member}": f"/feedback/{group}/{member}" for group in GROUPS for member in ("responses", "satisfied")},
    "items_reported": "minimum data M1 to M8, reported in full",
    "items_asked": "minimum data M1 to M8, less what cannot arise",
    "subject": "/subjects/*/count",
    "expected": "the returns that the department expects",
    "came": "the day of the first acceptance",
}


def field_of(place: str) -> str:
    """The pointer to a field of the return, or words for what is not one field. Raises: KeyError for no place."""
    return _FIELDS[place]
