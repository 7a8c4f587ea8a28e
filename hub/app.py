"""The composition root: the one place where the floors are joined.

Builds; computes nothing. What a page may read is `hub.joined`, what its answer carries beside its body is `headers`,
and what is answered when something goes wrong is `failures`.
"""

from __future__ import annotations

import uuid
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import partial

from flask import Flask, request
from flask.typing import ResponseReturnValue
from flask_wtf import CSRFProtect

from hub import operations
from hub.arriving import Arriving
from hub.auth import account, invitation
from hub.auth.attempts import Attempts
from hub.auth.demo import DEMO_FACTS, Demo, read_facts
from hub.auth.keys import KeyRing
from hub.auth.oidc import pages as provider_pages
from hub.auth.oidc.provider import provider_of
from hub.auth.own_pages import expect_own_pages
from hub.auth.permissions import TITLES, Viewer
from hub.auth.rates import Rates
from hub.auth.session import SignedIn, begin_session, signed_in, viewer
from hub.auth.sign_in import install as install_sign_in
from hub.auth.sign_in import to_sign_in
from hub.config import Config
from hub.dashboards import forums, ledger, organisations, papers, returns, screens, themes, tier
from hub.dashboards.acts import Acting
from hub.dashboards.forum_acts import Leading
from hub.dashboards.menu import MENU
from hub.dashboards.organisation_acts import Recording
from hub.dashboards.reading import Reading
from hub.dashboards.theme_acts import Deciding
from hub.dashboards.tier_acts import Meeting
from hub.errors import NotAuthenticated, NotPermitted, Unavailable
from hub.failures import answer_failures
from hub.forums import Forums
from hub.frame import Banner, Link, Page, frame
from hub.headers import beside_an_answer, harden
from hub.ingest import routes
from hub.ingest.door import Door
from hub.ingest.express import Express
from hub.joined import Joined
from hub.known_people import KnownPeople
from hub.limited import behind_proxies, limit
from hub.metrics import Metrics
from hub.noted import CALLER, PERSON, ROLE
from hub.observed import Observed, note_routes
from hub.oversight.reporting import day_in_words
from hub.packed import pack
from hub.pictures import Pictures
from hub.places import Places
from hub.renewal import bring_up_to_date
from hub.room import Room, refuse_when_full
from hub.store.agenda_items import AgendaItems
from hub.store.counts import counts_of
from hub.store.database import Database
from hub.store.explanations import Explanations
from hub.store.forum_items import ForumItems
from hub.store.forum_meetings import ForumMeetings
from hub.store.forum_outputs import OfMeetings
from hub.store.sessions import GoodSince
from hub.store.standards import Standards
from hub.store.steps import Steps
from hub.store.theme_decisions import ThemeDecisions
from hub.store.threads import Threads
from hub.store.tier_meetings import TierMeetings
from hub.store.vital import vital
from hub.unchanged import Unchanged

LONGEST_REQUEST = 1_048_576  # bytes, whatever the address; the contract's own limit is below it
FILES_AT_ONCE, FILES_OF_ONE = 4, 2  # files being read: this part of the threads in all, and so many for one person
DATABASE = "hub.database"  # the application's extension that whoever made it may close
API = "/api/"
WITHOUT_SIGNING_IN = frozenset(
    {"frame", "sign_in", "provider", "invitation", "tokens", "returns", "life", "contracts", "api-docs"}
)
OPEN_TO_PROGRAMS = (API, *operations.ADDRESSES)  # who asks there shows it to the address itself
PROGRAMS = (*OPEN_TO_PROGRAMS, f"{screens.PREFIX}_dash")

WHO_IS_SHOWN = (
    "The organisations are fictional, except those with published figures: they are real, and sent nothing here."
)


def create_app(config: Config) -> Flask:
    """The whole hub as one Flask application, its database upgraded.

    Raises: SettingWrong, Unavailable.
    """
    database = Database(config.database)
    bring_up_to_date(database)
    ring = KeyRing(config.data / "keys")
    app = Flask("hub", static_folder=None, template_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=LONGEST_REQUEST, PROVIDE_AUTOMATIC_OPTIONS=False)
    app.extensions[DATABASE] = database
    metrics = Metrics(partial(_vital, database, config))
    note_routes(app)
    refuse_when_full(app, metrics.limit_hit)
    frame(app)
    counts = counts_of(database, config.data)
    rates = Rates(counts, config, hit=metrics.limit_hit)
    limit(app, rates)
    expect_own_pages(app, config, beside=API)
    door = Door.on(
        database,
        ring=ring,
        rates=rates,
        config=config,
        now=now,
        received_now=config.moment,
        new_id=new_id,
        counted=metrics.returned,
    )
    protection = _people(app, database, config, Attempts(counts, config.sign_ins_per_minute), metrics)
    for blueprint in routes.install(app, door):
        protection.exempt(blueprint)
    joined = Joined(database, config, Pictures(database, config), Unchanged(database))
    reading = Reading(
        viewer=viewer,
        picture=joined.picture,
        themes=joined.themes,
        themes_to_decide=joined.themes_to_decide,
        quoted=joined.quoted,
        standings=joined.standings,
        withdrawn=joined.withdrawn,
        unexplained=joined.unexplained,
        return_=joined.return_,
        organisation=joined.organisation,
        versions=joined.versions,
        standards=joined.standards,
        use=joined.use,
        forum=joined.forum,
        meeting=joined.meeting,
        agenda_file=joined.agenda_file,
        calendar_file=joined.calendar_file,
        own_bodies=joined.own_bodies,
        desk=joined.desk,
        library=joined.library,
        ledger=joined.ledger,
        whole_ledger=joined.whole_ledger,
        tiers=joined.every_tier,
        tier=joined.tiers.one,
        tier_brief=joined.tiers.brief,
        page=lambda title, who: _page(config, title, who),
    )
    dash = screens.install(app, reading)
    ledger.install(app, reading, Places(max(1, config.threads // FILES_AT_ONCE), FILES_OF_ONE))
    returns.install(app, reading, Acting(Explanations(database), Steps(database), Threads(database), config.moment))
    organisations.install(app, reading, Recording(Standards(database), config.moment))
    themes.install(app, reading, Deciding(ThemeDecisions(database), AgendaItems(database), config.moment))
    desk = joined.papers()
    papers.install(app, reading, desk)
    forums.install(app, reading, _leading(database, joined.forums, config), desk.ask)
    tier.install(app, reading, Meeting(TierMeetings(database), config.moment), desk.ask)
    for endpoint, view in app.view_functions.items():
        if endpoint.startswith(screens.PREFIX):
            protection.exempt(view)  # Dash's own endpoints read and change nothing
    operations.install(app, config, database, ring, metrics, now)
    _gate(app)
    answer_failures(app, partial(_page_of_an_error, config), _for_a_program)
    harden(app, dash, config)
    pack(app, but=API)
    headers = beside_an_answer(config)
    room = Room(Express(app.wsgi_app, door, headers), app.wsgi_app, config)
    app.wsgi_app = Observed(behind_proxies(room, config), headers, metrics.count)  # type: ignore[assignment,method-assign]
    return app


def _people(app: Flask, database: Database, config: Config, attempts: Attempts, metrics: Metrics) -> CSRFProtect:
    """Every way in for people, and their account; gives what protects forms from other sites."""
    provider, page, known = provider_of(config), partial(_page, config), KnownPeople(database, config)
    protection = install_sign_in(
        app,
        known,
        config,
        clock=now,
        page=page,
        demo=_demo(config),
        attempts=attempts,
        provider=provider.name if provider else "",
        refused=metrics.sign_in_refused,
    )
    provider_pages.install(
        app,
        provider,
        Arriving(database, config.today),
        begin_session=partial(begin_session, known, how="provider"),
        clock=now,
        page=page,
        refused=metrics.sign_in_refused,
    )
    if config.local_sign_in:
        invitation.install(app, known, known, clock=now, page=page)
    account.install(
        app,
        known,
        config,
        attempts=attempts,
        clock=now,
        page=partial(_page_of_account, config),
        begin_session=partial(begin_session, known, how="changed password"),
    )
    return protection


def _leading(database: Database, read: Forums, config: Config) -> Leading:
    meetings, items, outputs = ForumMeetings(database), ForumItems(database), OfMeetings(database)
    return Leading(meetings, items, outputs, read.proposed, config.moment)


def now() -> datetime:
    """The moment it is."""
    return datetime.now(UTC)


def new_id() -> str:
    """An id that was never given before."""
    return uuid.uuid4().hex


def _vital(database: Database, config: Config) -> dict[str, float] | None:
    try:
        told = vital(database, GoodSince.at(now(), config))
    except Unavailable:
        return None
    return {f"hub_{name}": figure for name, figure in asdict(told).items()}


def _demo(config: Config) -> Demo:
    """The demonstration's accounts, also where its data folder is served by another server than `hub serve`."""
    file = config.data / DEMO_FACTS
    if not file.exists():
        return Demo(frozenset())
    names = frozenset(person["user"] for person in read_facts(file)["sign_ins"])
    return Demo(names, f"This is a demonstration. Its sign-in names and passwords are in {file}.")


def _page(config: Config, title: str, who: Viewer | None = None, name: str = "") -> Page:
    return Page(
        title=title,
        navigation=_navigation(who) if who else (),
        user=name or (who.name if who else ""),
        role=TITLES[who.role] if who else "",
        account=_account(who) if name or who else (),
        banner=_banner(config),
    )


def _page_of_account(config: Config, title: str, somebody: SignedIn) -> Page:
    return _page(config, title, somebody.viewer, somebody.account.name)


def _account(who: Viewer | None) -> tuple[Link, ...]:
    several = who is not None and len(who.holds) > 1
    return (
        *([Link("Change role", "/account#roles")] if several else []),
        Link("Your account", "/account"),
        Link("Sign out", "/sign-out"),
    )


def _navigation(who: Viewer) -> tuple[Link, ...]:
    return tuple(Link(title, address, request.path == address) for area, title, address in MENU if who.may(area))


def _banner(config: Config) -> Banner | None:
    if config.demo:
        day = day_in_words(config.today())
        return Banner("Demonstration", f"{WHO_IS_SHOWN} Today is taken to be {day}.")
    if config.fixed_today:
        return Banner("Fixed day", f"Today is taken to be {day_in_words(config.fixed_today)}.")
    return None


def _gate(app: Flask) -> None:
    """Signed out, nothing answers: every address but a few asks who is there, also those that Dash adds."""

    @app.before_request
    def who_is_there() -> ResponseReturnValue | None:
        if request.blueprint in WITHOUT_SIGNING_IN or request.path.startswith(OPEN_TO_PROGRAMS):
            return None
        try:
            role = _role_of_whoever_is_there()
        except NotPermitted:
            if _for_a_program():
                raise
            return account.to_account()
        except NotAuthenticated:
            if _for_a_program():
                raise
            return to_sign_in()
        request.environ.update({CALLER: PERSON, ROLE: role})
        return None


def _role_of_whoever_is_there() -> str:
    """In which role somebody looks; nobody needs one for their own account. Raises: NotAuthenticated, NotPermitted."""
    if request.blueprint != account.BLUEPRINT:
        return viewer().role.value
    somebody = signed_in().viewer
    return somebody.role.value if somebody else ""


def _for_a_program() -> bool:
    return request.path.startswith(PROGRAMS)


def _page_of_an_error(config: Config) -> Page:
    """The frame of an error page: the same at every address, so that it tells nothing of what is there."""
    page = _page(config, "", _viewer_or_nobody())
    return replace(page, navigation=tuple(replace(link, current=False) for link in page.navigation))


def _viewer_or_nobody() -> Viewer | None:
    try:
        return viewer()
    except (NotAuthenticated, NotPermitted, Unavailable):
        return None
