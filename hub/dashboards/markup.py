"""From Dash components to HTML text, so that one layout is both the page that is read and the page that is explored.

Only `dash.html` components: what needs JavaScript has no place in a page that must be readable without it. Inside, HTML
is plain text that is put together once everything in it is escaped: a long table has a hundred thousand parts.
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
    return Markup(_html(node))  # noqa: S704 - `_html` has escaped every text, name and value


def _html(node: Node) -> str:
    if node is None:
        return ""
    if isinstance(node, Component):
        return _element(node)
    if isinstance(node, list | tuple):
        raise TypeError("a list inside a list of children: Dash could not show it")
    return str(escape(node))


def _element(component: Component) -> str:
    described = component.to_plotly_json()  # type: ignore[no-untyped-call]
    if described["namespace"] != "dash_html_components":
        raise TypeError(f"{described['namespace']}.{described['type']} cannot be shown without JavaScript")
    name, properties = escape(described["type"].lower()), described["props"]
    attributes = "".join(
        [_attribute(key, value) for key, value in properties.items() if key not in NOT_SHOWN and value is not None]
    )
    if name in VOID:
        return f"<{name}{attributes}>"
    return f"<{name}{attributes}>{_children(properties.get('children'))}</{name}>"


def _children(children: Any) -> str:
    several = children if isinstance(children, list | tuple) else [children]
    return "".join([_html(child) for child in several])


def _attribute(key: str, value: Any) -> str:
    if value is False:
        return ""
    name = escape(ATTRIBUTES.get(key, key if "-" in key else key.lower()))
    return f" {name}" if value is True else f' {name}="{escape(value)}"'
