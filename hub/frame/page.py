"""The frame around every screen: head, header, navigation, banner, main, footer.

What differs from screen to screen comes in as one `Page`. Who may see what, security headers and error codes are the
business of `hub.app`; the words of an error page are in `hub.frame.error_page`.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Flask, render_template
from jinja2 import BaseLoader, ChoiceLoader, PackageLoader, PrefixLoader

from hub.frame.static import asset, built, serve

SERVICE = "Oversight hub"


@dataclass(frozen=True)
class Link:
    """One entry of a list of links; `current` marks the part of the hub that this screen belongs to."""

    text: str
    href: str
    current: bool = False


@dataclass(frozen=True)
class Banner:
    """A sentence above every screen, such as that all organisations are fictional; `tag` is its one or two words."""

    tag: str
    text: str


@dataclass(frozen=True)
class Page:
    """Everything the frame needs to know about one screen.

    Missing: an empty `user` is somebody who has not signed in, an empty `role` somebody who acts in none; `back` and
    `banner` are left out when None.
    """

    title: str
    navigation: tuple[Link, ...] = ()
    user: str = ""
    role: str = ""
    account: tuple[Link, ...] = ()
    banner: Banner | None = None
    back: Link | None = None
    footer: tuple[Link, ...] = ()
    wide: bool = False
    scripts: tuple[str, ...] = ()
    home: str = "/"

    @property
    def full_title(self) -> str:
        """What the browser's tab says: the screen first, the service last."""
        return f"{self.title} - {SERVICE}" if self.title else SERVICE


@dataclass(frozen=True)
class PageParts:
    """The frame in pieces, for a screen whose document somebody else writes, such as Dash.

    `before_main` ends with the opened `main`, `after_main` begins by closing it.
    """

    head: str
    before_main: str
    after_main: str
    body_class: str

    def document(self, main: str, head: str = "", scripts: str = "") -> str:
        """A whole page from these pieces, with `main` inside the main landmark."""
        inside_head, inside_body = f"{self.head}\n{head}", f"{self.before_main}\n{main}\n{self.after_main}\n{scripts}"
        return (
            f'<!DOCTYPE html>\n<html lang="en" class="govuk-template">\n<head>\n{inside_head}\n</head>\n'
            f'<body class="{self.body_class}">\n{inside_body}\n</body>\n</html>\n'
        )


def frame(app: Flask) -> None:
    """Give an application the hub's templates and static files. Make it with `static_folder=None`.

    Raises: SettingWrong when the static files have not been built.
    """
    built()
    blueprint = Blueprint("frame", __name__)
    blueprint.add_url_rule("/static/<path:path>", "static_file", serve)
    app.register_blueprint(blueprint)
    app.jinja_loader = ChoiceLoader(_loaders(app))
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(asset=asset, SERVICE=SERVICE)


def _loaders(app: Flask) -> list[BaseLoader]:
    own = [app.jinja_loader] if app.jinja_loader else []
    macros = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    return [*own, PackageLoader("hub.frame"), macros]


def render(template: str, page: Page, **context: object) -> str:
    """One screen, from a template that extends `page.html`."""
    return render_template(template, page=page, **context)


def page_parts(page: Page) -> PageParts:
    """The same frame that `page.html` draws, in pieces."""
    return PageParts(
        head=render_template("parts/head.html", page=page),
        before_main=render_template("parts/before_main.html", page=page),
        after_main=render_template("parts/after_main.html", page=page),
        body_class=render_template("parts/body_class.html", page=page),
    )
