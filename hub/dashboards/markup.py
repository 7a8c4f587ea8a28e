"""From the elements of a page to HTML text, so that one layout is both the page that is read and the page that is
explored.

Only `hub.dashboards.html` and `dash.html`: what needs JavaScript has no place in a page that must be readable without
it. Inside, HTML is plain text that is put together once everything in it is escaped: a long table has a hundred
thousand parts.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

import dash.html
from dash.development.base_component import Component
from markupsafe import Markup, escape

from hub.dashboards.html import NAMESPACE, Element

VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})
ATTRIBUTES = {"className": "class", "htmlFor": "for"}
NOT_SHOWN = frozenset({"children", "key", "n_clicks", "n_clicks_timestamp", "disable_n_clicks"})
ANY = ("data-", "aria-")
MOST_REMEMBERED = 4_096  # elements without their content, and texts: most of a table's are the same in each row
SHORT = 100  # characters; longer texts are seldom said twice
ITS_OWN = frozenset({"A", "Img", "Input", "Option", "Source"})  # what leads somewhere or is a value is like no other

Node = Any  # an element, a text, a number, None; as children also a list of these


def markup(node: Node) -> Markup:
    """The HTML of a tree of elements; texts are escaped.

    Raises: TypeError for a component of another library, an attribute that Dash does not know, and a list that stands
    among children.
    """
    told: list[str] = []
    _tell(node, told)
    return Markup("".join(told))  # noqa: S704 - `_tell` has escaped every text, name and value


def _tell(node: Node, told: list[str]) -> None:
    if type(node) is Element:
        _element(node.tag, node.properties, node.children, told)
    elif type(node) is str:
        told.append(_escaped(node) if len(node) <= SHORT else escape(node))
    elif isinstance(node, Component):
        _component(node, told)
    elif isinstance(node, list | tuple):
        raise TypeError("a list inside a list of children: Dash could not show it")
    elif node is not None:
        told.append(str(escape(node)))


def _component(component: Component, told: list[str]) -> None:
    described = component.to_plotly_json()  # type: ignore[no-untyped-call]
    if described["namespace"] != NAMESPACE:
        raise TypeError(f"{described['namespace']}.{described['type']} cannot be shown without JavaScript")
    properties = {key: value for key, value in described["props"].items() if key != "children"}
    _element(described["type"], properties, described["props"].get("children"), told)


def _element(tag: str, properties: Mapping[str, Any], children: Any, told: list[str]) -> None:
    told.append(_opening(tag, properties) if tag in ITS_OWN else _same_opening(tag, **properties))
    closing = _closing(tag)
    if not closing:
        return
    if isinstance(children, list | tuple):
        for child in children:
            _tell(child, told)
    elif children is not None:
        _tell(children, told)
    told.append(closing)


def _opening(tag: str, properties: Mapping[str, Any]) -> str:
    """An element up to its content."""
    parts = [f"<{_name(tag)}"]
    for key, value in properties.items():
        if value is not None and value is not False and key not in NOT_SHOWN:
            named = _named(tag, key)
            parts.append(named if value is True else f'{named}="{_escaped(value)}"')
    return f"{''.join(parts)}>"


@lru_cache(MOST_REMEMBERED, typed=True)
def _same_opening(tag: str, /, **properties: Any) -> str:
    return _opening(tag, properties)


@cache
def _name(tag: str) -> str:
    """The tag in HTML. Raises: TypeError for one that Dash has no element of."""
    _known(tag)
    return str(escape(tag.lower()))


@cache
def _closing(tag: str) -> str:
    """Its end. Missing: empty for an element that has no content."""
    name = _name(tag)
    return "" if name in VOID else f"</{name}>"


@cache
def _known(tag: str) -> frozenset[str]:
    """The attributes that Dash knows of an element."""
    element = getattr(dash.html, tag, None)
    if element is None:
        raise TypeError(f"{tag}: Dash has no such element")
    return frozenset(element()._prop_names)


@cache
def _named(tag: str, key: str) -> str:
    """The name of an attribute in HTML. Raises: TypeError for one that Dash does not know of the element."""
    if key not in _known(tag) and not key.startswith(ANY):
        raise TypeError(f"{tag} with {key}: Dash would not know it")
    return f" {escape(ATTRIBUTES.get(key, key if '-' in key else key.lower()))}"


@lru_cache(MOST_REMEMBERED, typed=True)
def _escaped(value: Any) -> str:
    return str(escape(value))
