"""The elements of a page, light: a long table has a hundred thousand parts, and each is made anew for every reader.

They are named as in `dash.html`, and Dash shows them as its own. What they hold is not looked at here: `markup` refuses
what Dash would not know.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

NAMESPACE = "dash_html_components"


class Element:
    """An element with what is in it. Shapes: `children` are a node, several or None; `properties` have Dash's names."""

    __slots__ = ("children", "properties", "tag")

    def __init__(self, tag: str, children: Any, properties: dict[str, Any]) -> None:
        self.tag, self.children, self.properties = tag, children, properties

    def to_plotly_json(self) -> dict[str, Any]:
        """What Dash sends of a component."""
        return {"props": {"children": self.children, **self.properties}, "type": self.tag, "namespace": NAMESPACE}


@dataclass(frozen=True, slots=True)
class _Tag:
    name: str

    def __call__(self, children: Any = None, **properties: Any) -> Element:
        return Element(self.name, children, properties)


A = _Tag("A")
Br = _Tag("Br")
Button = _Tag("Button")
Caption = _Tag("Caption")
Dd = _Tag("Dd")
Details = _Tag("Details")
Div = _Tag("Div")
Dl = _Tag("Dl")
Dt = _Tag("Dt")
Figcaption = _Tag("Figcaption")
Figure = _Tag("Figure")
Form = _Tag("Form")
H1 = _Tag("H1")
H2 = _Tag("H2")
H3 = _Tag("H3")
H4 = _Tag("H4")
Img = _Tag("Img")
Label = _Tag("Label")
Li = _Tag("Li")
Mark = _Tag("Mark")
Nav = _Tag("Nav")
Ol = _Tag("Ol")
Optgroup = _Tag("Optgroup")
Option = _Tag("Option")
P = _Tag("P")
Picture = _Tag("Picture")
Section = _Tag("Section")
Select = _Tag("Select")
Source = _Tag("Source")
Span = _Tag("Span")
Strong = _Tag("Strong")
Summary = _Tag("Summary")
Table = _Tag("Table")
Tbody = _Tag("Tbody")
Td = _Tag("Td")
Th = _Tag("Th")
Thead = _Tag("Thead")
Tr = _Tag("Tr")
Ul = _Tag("Ul")
