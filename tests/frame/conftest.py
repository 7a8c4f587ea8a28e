"""A bare application in the hub's frame, and a screen that uses every part of it. Nothing of the trade."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hub.frame import Banner, Link, Page, frame


@pytest.fixture
def app() -> Iterator[Flask]:
    app = Flask("frame-tests", static_folder=None)
    frame(app)
    with app.test_request_context():
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def page() -> Page:
    return Page(
        title="Compliance",
        navigation=(Link("Overview", "/"), Link("Compliance", "/compliance", current=True)),
        user="Nasreen Akhtar",
        account=(Link("Sign out", "/sign-out"),),
        banner=Banner("Demonstration", "All organisations are fictional."),
        back=Link("Back to overview", "/"),
        footer=(Link("Accessibility", "/accessibility"),),
        wide=True,
        scripts=("plotly.js",),
    )
