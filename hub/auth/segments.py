"""Segments of signed texts: base64url without padding, of which each run of bytes has one spelling.

Knows nothing of what the bytes say.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode

COMPACT = re.compile(r"([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{86})")  # 86 characters: 64 bytes of ES256


def encoded(raw: bytes) -> str:
    """The segment that spells these bytes."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def decoded(segment: str) -> bytes:
    """The bytes that a segment spells.

    Raises: ValueError when it is not base64url, or another spelling than ours.
    """
    raw = urlsafe_b64decode(segment + "=" * (-len(segment) % 4))
    if encoded(raw) != segment:
        raise ValueError("base64url is not canonical")
    return raw
