"""A paper as the answer to a request: its name, its digest, and what a browser may do with it."""

from __future__ import annotations

import hashlib
from base64 import b64encode

from flask import Response

from hub.dashboards.forum_read import PaperFile

OF_A_PAPER = (  # as HTML it brings its own look, and its charts in itself
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


def answered(file: PaperFile, *, shown: bool = False) -> Response:
    """The answer that is this file, to be kept or, where it is `shown`, to be looked at."""
    digest = b64encode(hashlib.sha256(file.content).digest()).decode()
    return Response(
        file.content,
        content_type=file.mimetype,
        headers={
            "Content-Security-Policy": OF_A_PAPER,
            "Content-Disposition": f'{"inline" if shown else "attachment"}; filename="{file.name}"',
            "Content-Digest": f"sha-256=:{digest}:",
        },
    )
