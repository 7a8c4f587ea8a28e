"""Which answers are sent compressed, to whoever takes them so: pages, and what Dash asks for.

How it is done is Flask-Compress. A page with the token of a form in it is sent as it is: how well it packs would tell
of the token to somebody who can see lengths and choose a part of the page. For what else is in a page, each answer is
longer by a length of chance.
"""

from __future__ import annotations

import secrets

from flask import Flask, Response, g, request
from flask_compress import Compress

from hub.dashboards.written_lives import FORM_TOKEN

WAYS = ["zstd", "br", "gzip"]  # the quickest first
SETTINGS = {
    "COMPRESS_REGISTER": False,  # it is asked for one answer at a time
    "COMPRESS_MIMETYPES": ["text/html", "text/javascript", "application/javascript", "application/json"],
    "COMPRESS_ALGORITHM": WAYS,
    "COMPRESS_BR_LEVEL": 4,
    "COMPRESS_ZSTD_LEVEL": 6,  # 0.5 ms for 100 kB, and a tenth fewer bytes than at the usual 3
    "COMPRESS_EVALUATE_CONDITIONAL_REQUEST": False,  # what has an etag is not its business here
    "COMPRESS_MIN_SIZE": 1_000,  # bytes; shorter ones gain nothing
}
FINE = 200
OF_CHANCE, LONGEST = "X-Length-Of-Chance", 100  # bytes


def pack(app: Flask, but: str) -> None:
    """Let an application compress its answers, but those of addresses that begin with `but`."""
    app.config.update(SETTINGS)
    compress = Compress(app)

    @app.after_request
    def packed(response: Response) -> Response:
        if request.path.startswith(but) or not _whole(response) or FORM_TOKEN in g:
            return response
        if not any(request.accept_encodings[way] > 0 for way in WAYS):  # Flask-Compress 1.25 takes q=0 for a wish
            response.vary.add("Accept-Encoding")
            return response
        response = compress.after_request(response)
        if response.content_encoding:
            response.headers[OF_CHANCE] = "x" * (1 + secrets.randbelow(LONGEST))
        return response


def _whole(response: Response) -> bool:
    """Whether it is all there, and compared with nothing that was sent before."""
    tag, _ = response.get_etag()
    return response.status_code == FINE and not response.is_streamed and tag is None and not response.content_encoding
