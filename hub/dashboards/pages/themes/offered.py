"""The forms that the page of a theme offers: what its reader's role includes, and where the theme stands."""

from __future__ import annotations

from collections.abc import Iterator

from hub.auth.permissions import ThemeAct, Viewer
from hub.dashboards.forms import CHOICE, LINE, Field, Form, Option
from hub.dashboards.pages.themes.choices import theme_address
from hub.dashboards.pages.themes.said import called
from hub.dashboards.reading import ThemesRead
from hub.oversight.themes.decided import Heading, Standing, name_of

READ_BY_THEM = (
    "The organisations of this theme read it, and whoever may open this page. Write no names of people or of "
    "organisations, and no figure that is not shown here."
)
READ_BY_ALL = "Whoever may open this page reads it. Write no names of people, and no figure that is not shown here."


def forms(read: ThemesRead, key: str, viewer: Viewer) -> dict[str, Form]:
    """Every form of the page of a theme, by its id."""
    heading, period = read.decided.of(key), read.picture.period
    offered = [*_agenda(read, key, theme_address(key, period))]
    if heading:
        offered += _deciding(read, heading, theme_address(heading.key, period, after=read.last_about(heading)))
    return {form.id: form for form in offered if viewer.does(ThemeAct(form.act))}


def _deciding(read: ThemesRead, heading: Heading, address: str) -> Iterator[Form]:
    if heading.standing is not Standing.CONFIRMED:
        yield _form(ThemeAct.CONFIRM, address, "Confirm this theme", _why("Why it is a theme", "confirming it"))
    if not any(item.seen.theme == heading.key for item in read.agenda):
        yield _sending(read, heading, address)
    yield _form(
        ThemeAct.RENAME,
        address,
        "Give it another name",
        Field("title", "New name", LINE, hint=READ_BY_THEM, blank="Enter the new name"),
        _why("Why it is called so", "the new name"),
    )
    if others := [one for one in read.decided.told if one is not heading]:
        options = (Option("", "", "Choose a theme"), *(Option("", one.key, one.title) for one in others))
        into = Field("into", "The theme that it is a part of", CHOICE, blank="Choose the theme", options=options)
        yield _form(ThemeAct.MERGE, address, "Merge it into another theme", into, _why("Why they are one", "merging"))
    if heading.standing is not Standing.DISMISSED:
        why = _why("Why it is not a theme for the forum", "dismissing it")
        yield _form(ThemeAct.DISMISS, address, "Dismiss this theme", why)
    if heading.by and not heading.again:
        why = _why("Why it is open again", "opening it again")
        yield _form(ThemeAct.REOPEN, address, "Make it a suggestion again", why)
    for theme in heading.themes[1:]:
        why = _why("Why it is a theme by itself", "setting it apart")
        yield _form(ThemeAct.SET_APART, address, f"Set apart: {name_of(theme)}", why, subject=theme.key)


def _sending(read: ThemesRead, heading: Heading, address: str) -> Form:
    names, remedies = read.names, dict.fromkeys(one.organisation for one in heading.remedies)
    options = [Option("", "", "Nobody yet")]
    options += [Option("With evidence of effect", code, names.get(code, code)) for code in remedies]
    options += [Option("In this theme", code, names.get(code, code)) for code in heading.organisations]
    known = tuple(option for option in options if option.value in ("", *names))
    return _form(
        ThemeAct.SEND,
        address,
        "Send it to the agenda",
        Field(
            "wording", "What the forum is to talk about", hint=READ_BY_THEM, blank="Enter what is to be talked about"
        ),
        Field("presenter", "Organisation that could begin (optional)", CHOICE, options=known),
    )


def _agenda(read: ThemesRead, key: str, address: str) -> Iterator[Form]:
    for item in read.agenda:
        if item.seen.theme == key:
            why = _why("Why it is taken back", "taking it back")
            title = heading.title if (heading := read.decided.of(key)) else called(key)
            button = f"Take it back from the agenda: {title}"
            yield _form(ThemeAct.TAKE_BACK, address, button, why, subject=item.id)


def _why(label: str, of: str) -> Field:
    return Field("why", label, hint=READ_BY_ALL, blank=f"Enter the reason for {of}")


def _form(act: ThemeAct, address: str, button: str, *fields: Field, subject: str = "") -> Form:
    return Form(act.value, address, button, fields, subject=subject, summary=button)
