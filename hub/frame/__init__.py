"""The page that every screen stands in, in the manner of GOV.UK. It knows nothing of complaints or returns."""

from hub.frame.error_page import ErrorWords, render_error
from hub.frame.page import Banner, Link, Page, PageParts, frame, page_parts, render
from hub.frame.static import asset, made_of_dash

__all__ = [
    "Banner",
    "ErrorWords",
    "Link",
    "Page",
    "PageParts",
    "asset",
    "frame",
    "made_of_dash",
    "page_parts",
    "render",
    "render_error",
]
