"""From Dash components to HTML text, so that one layout is both the page that is read and the page that is explored.

Only `dash.html` components: what needs JavaScript has no place in a page that must be readable without it.
"""

from __future__ import annotations

from typing import Any

from dash.development.base_component import Component
from markupsafe import Markup, escape

VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})
ATTRIBUTES = {"className": "class", "htmlFor": "for"}
NOT_SHOWN = frozenset({"children", "key", "n_clicks", "n_clicks_timestamp", "disable_n_clicks"})

Node = Any  # a component, a text, a number, None; as children also a list of these


def markup(node: Node) -> Markup:
    """The HTML of a tree of `dash.html` components; texts are escaped.

    Raises: TypeError for a component of another library, and for a list that stands among children.
    """
    if node is None:
        return Markup("")
    if isinstance(node, Component):
        return _element(node)
    if isinstance(node, list | tuple):
        raise TypeError("a list inside a list of children: Dash could not show it")
    return escape(node)


def _element(component: Component) -> Markup:
    described = component.to_plotly_json()  # type: ignore[no-untyped-call]
    if described["namespace"] != "dash_html_components":
        raise TypeError(f"{described['namespace']}.{described['type']} cannot be shown without JavaScript")
    name, properties = described["type"].lower(), described["props"]
    attributes = Markup("").join(
        _attribute(key, value) for key, value in properties.items() if key not in NOT_SHOWN and value is not None
    )
    if name in VOID:
        return Markup("<{}{}>").format(name, attributes)
    return Markup("<{}{}>{}</{}>").format(name, attributes, _children(properties.get("children")), name)


def _children(children: Any) -> Markup:
    several = children if isinstance(children, list | tuple) else [children]
    return Markup("").join(markup(child) for child in several)


def _attribute(key: str, value: Any) -> Markup:
    if value is False:
        return Markup("")
    name = ATTRIBUTES.get(key, key if "-" in key else key.lower())
    return Markup(" {}").format(name) if value is True else Markup(' {}="{}"').format(name, value)
