"""What an answer tells a program about a contract version that is closing, in headers.

`Deprecation` says since when it has been known (RFC 9745), `Sunset` from when the version is closed (RFC 8594),
`Link` where it stands what must be added. To people the note N01 says the same.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from email.utils import format_datetime

from hub.config import UK
from hub.contract.versions import Closing


def closing_headers(closing: Closing | None) -> dict[str, str]:
    """The headers by name; none for a version that is not closing.

    Units: a day begins at midnight in the United Kingdom; `Deprecation` is in seconds, `Sunset` an HTTP date.
    """
    if closing is None:
        return {}
    here = f"/api/v1/contracts/{closing.known.contract}"
    links = [f'<{here}/{closing.known.version}/upgrade>; rel="deprecation"']
    if closing.replaced_by is not None:
        links.append(f'<{here}/{closing.replaced_by.version}>; rel="successor-version"')
    return {
        "Deprecation": f"@{int(_midnight(closing.announced).timestamp())}",
        "Sunset": format_datetime(_midnight(closing.closes).astimezone(UTC), usegmt=True),
        "Link": ", ".join(links),
    }


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UK)
