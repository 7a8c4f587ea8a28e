"""What every screen has around it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask, render_template_string

from hub.frame import Page, page_parts, render, render_error

ONLY_GOVUK_MAY = re.compile(r"crown|crest|gds transport|open government|govuk-logo|licence-logo|gov\.uk", re.IGNORECASE)
CARRIED_IN = re.compile(r"<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon[a-z]+=|https?://(?!www\.w3\.org)")


@pytest.fixture
def screen(app: Flask, page: Page) -> str:
    return render("page.html", page)


def test_a_page_names_its_language_and_ends_its_title_with_the_service(screen: str) -> None:
    assert '<html lang="en"' in screen
    assert "<title>Compliance - Oversight hub</title>" in screen


def test_a_page_without_a_title_is_called_by_the_service_alone(app: Flask) -> None:
    assert "<title>Oversight hub</title>" in render("page.html", Page(""))


def test_the_skip_link_comes_first_and_leads_to_the_main_landmark(screen: str) -> None:
    first_link = re.search(r'<a [^>]*href="([^"]*)"', screen)
    assert first_link is not None
    assert first_link.group(1) == "#main-content"
    assert screen.count("<main ") == 1
    assert 'id="main-content"' in screen


def test_the_navigation_says_which_part_of_the_hub_this_is(screen: str) -> None:
    marked = re.findall(r'href="([^"]*)" aria-current="true"', screen)
    assert marked == ["/compliance"]


def test_the_page_says_who_is_signed_in_and_that_the_organisations_are_fictional(screen: str) -> None:
    assert "Signed in as </span>Nasreen Akhtar" in screen
    assert 'href="/sign-out">Sign out' in screen
    assert "All organisations are fictional." in screen


def test_a_person_who_has_not_signed_in_sees_no_account_and_no_empty_navigation(app: Flask) -> None:
    screen = render("page.html", Page("Sign in"))
    assert "Signed in as" not in screen
    assert "govuk-service-navigation" not in screen


def test_a_page_carries_nothing_that_only_gov_uk_may_use(screen: str) -> None:
    assert ONLY_GOVUK_MAY.findall(screen) == []


def test_a_page_has_no_script_or_style_of_its_own_and_asks_no_other_site(screen: str) -> None:
    assert CARRIED_IN.findall(screen) == []


def test_what_a_page_is_told_is_text_and_never_markup(app: Flask, page: Page) -> None:
    screen = render("page.html", replace(page, title="<b>", user="<i>"))
    assert "<b>" not in screen
    assert "&lt;b&gt;" in screen
    assert "<i>" not in screen


def test_the_pieces_given_to_others_make_the_same_page(app: Flask, page: Page, screen: str) -> None:
    heading = f'<h1 class="govuk-heading-l">{page.title}</h1>'
    assert _dense(page_parts(page).document(heading)) == _dense(screen)


@pytest.mark.parametrize("status", [400, 403, 404, 413, 429, 500, 503, 418])
def test_an_error_page_says_what_happened_and_what_to_do(app: Flask, page: Page, status: int) -> None:
    screen = render_error(status, page, reference="req-1")
    assert screen.count("<h1") == 1
    assert len(re.findall(r'<p class="govuk-body">[^<]{20,}', screen)) >= 2
    assert "req-1" in screen
    assert f" {status} " not in screen


def test_an_error_page_can_say_more_than_the_usual_words(app: Flask, page: Page) -> None:
    screen = render_error(503, page, happened="The hub is being upgraded.", to_do="Come back after 6pm.")
    assert "The hub is being upgraded." in screen
    assert "Come back after 6pm." in screen


@pytest.mark.parametrize("tone", ["attention", "ask", "information", "quiet"])
def test_a_state_is_always_in_words(app: Flask, tone: str) -> None:
    template = "{% from 'components.html' import status %}{{ status('Late', tone) }}"
    assert ">Late</strong>" in render_template_string(template, tone=tone)


def test_a_wide_table_scrolls_in_a_region_that_the_keyboard_reaches(app: Flask) -> None:
    template = (
        "{% from 'components.html' import scrolling %}{% call scrolling('Returns') %}<table></table>{% endcall %}"
    )
    region = render_template_string(template)
    assert 'role="region" aria-label="Returns" tabindex="0"' in region
    assert "<table></table>" in region


def _dense(document: str) -> str:
    return "".join(document.split())
