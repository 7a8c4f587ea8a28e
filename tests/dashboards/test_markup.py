"""A tree of components becomes HTML in which every text is text."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from html.parser import HTMLParser

import numpy as np
import pytest
from dash import dcc, html
from hypothesis import given
from hypothesis import strategies as st
from plotly.io.json import to_json_plotly

from hub.dashboards import html as light
from hub.dashboards import pieces
from hub.dashboards.markup import markup
from hub.dashboards.written_lives import dash_json


class _Events(HTMLParser):
    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(document)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"))


@given(texts)
def test_a_text_comes_out_as_it_went_in_and_opens_no_element(text: str) -> None:
    read = _Events(markup(html.P(text)))
    assert read.tags == ["p"]
    assert read.text == text


@given(texts)
def test_an_attribute_comes_out_as_it_went_in_and_opens_no_other(text: str) -> None:
    read = _Events(markup(html.A("Read", href=text)))
    assert read.attributes == [("href", text)]


def test_a_text_that_looks_like_markup_is_shown() -> None:
    assert markup(html.P("<script>alert(1)</script> & 'x'")) == (
        "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#39;x&#39;</p>"
    )


def test_an_element_without_content_is_not_closed() -> None:
    assert markup(html.Div([html.Br(), html.Img(alt="")])) == '<div><br><img alt=""></div>'


def test_true_is_a_bare_attribute_and_false_none() -> None:
    assert markup(html.Footer(hidden=True)) == "<footer hidden></footer>"
    assert markup(html.Footer(hidden=False)) == "<footer></footer>"


def test_names_of_attributes_are_those_of_html() -> None:
    aria = {"aria-label": "Returns"}
    shown = markup(html.Label("Period", htmlFor="period", className="govuk-label", tabIndex=0, **aria))
    told = {"for": "period", "class": "govuk-label", "tabindex": "0", "aria-label": "Returns"}
    assert dict(_Events(shown).attributes) == told


def test_what_dash_keeps_for_itself_is_not_shown() -> None:
    assert markup(html.P("x", key="k", n_clicks=3)) == "<p>x</p>"


def test_nothing_is_nothing_and_nought_is_a_number() -> None:
    assert markup(html.Div([None, 0, "", html.P()])) == "<div>0<p></p></div>"


def test_a_list_inside_a_list_is_refused_because_dash_could_not_show_it() -> None:
    with pytest.raises(TypeError, match="list inside a list"):
        markup(html.Div([html.P("x"), [html.P("y")]]))


@pytest.mark.parametrize("component", [dcc.Graph(), dcc.Location(id="address")])
def test_what_needs_javascript_is_refused(component: object) -> None:
    with pytest.raises(TypeError, match="without JavaScript"):
        markup(html.Div([component]))


def test_a_list_to_choose_from_marks_what_is_chosen() -> None:
    shown = markup(pieces.select("Period", "period", [("a", "A"), ("b", "B")], "b"))
    assert shown.count(" selected") == 1
    assert {("selected", None), ("value", "b"), ("for", "period"), ("id", "period")} <= set(_Events(shown).attributes)


def test_a_list_in_groups_names_each_group() -> None:
    read = _Events(markup(pieces.select("Period", "period", {"Quarters": [("a", "A")], "Years": [("b", "B")]}, "b")))
    assert [value for name, value in read.attributes if name == "label"] == ["Quarters", "Years"]
    assert (read.tags.count("option"), read.tags.count("optgroup")) == (2, 2)
    assert set(read.attributes[-2:]) == {("selected", None), ("value", "b")}


@pytest.mark.parametrize("made", [light.Div, light.Table, light.Img])
def test_light_elements_are_what_dash_makes_of_the_same(made: Callable[..., light.Element]) -> None:
    properties = {"className": "hub-x", "id": "a", "aria-label": "<x>", "role": "region"}
    its = getattr(html, made.name)(["a", None, html.P(1)], **properties)
    ours = made(["a", None, light.P(1)], **properties)
    read, theirs = _Events(markup(ours)), _Events(markup(its))
    assert (read.tags, read.text, sorted(read.attributes)) == (theirs.tags, theirs.text, sorted(theirs.attributes))
    assert json.loads(to_json_plotly(ours)) == json.loads(to_json_plotly(its))


@given(texts)
def test_dash_is_told_a_page_as_it_writes_one_itself(text: str) -> None:
    page = light.Div([dcc.Graph(figure={"x": [1.5, math.nan, np.float64(2)]}), None, light.P(text, id=text), 3])
    assert dash_json(page) == to_json_plotly(page)


def test_what_is_no_element_is_not_told_to_dash() -> None:
    with pytest.raises(TypeError, match="not JSON serializable"):
        dash_json(light.P(object()))


@pytest.mark.parametrize("wrong", [light.P("x", classname="y"), light.P("x", hreff="y"), light.Element("Odd", "", {})])
def test_what_dash_would_not_know_is_refused(wrong: light.Element) -> None:
    with pytest.raises(TypeError, match="Dash"):
        markup(wrong)


def test_every_light_element_is_one_of_dash() -> None:
    tags = [name for name in vars(light) if name[0].isupper() and name not in ("Any", "Element", "NAMESPACE")]
    assert len(tags) > 30
    assert [name for name in tags if not hasattr(html, name)] == []
