"""The services that organisations share, as a page tells them: whom complaints go to, and who answers for what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hub.dashboards import pieces
from hub.dashboards.markup import Node
from hub.store.services import SharedService

TITLE = "Shared services"
COUNTED = "which counts each joint complaint once; the others name it as joint"


def section(services: Sequence[SharedService], names: Mapping[str, str]) -> list[Node]:
    """A sentence or two for each service. Missing: nothing where there is none."""
    return [pieces.heading(TITLE), pieces.facts([_told(one, names) for one in services])] if services else []


def _told(service: SharedService, names: Mapping[str, str]) -> tuple[Node, Node]:
    lead = names.get(service.lead, service.lead)
    lines = [f"Complaints go to {lead}, {COUNTED}.", f"Point of contact: {service.contact}."]
    lines += [f"{names.get(code, code)} is accountable for: {part}" for code, part in service.parts.items()]
    return service.name, pieces.lines(lines)
