"""Which version this is, the proof that it was received, and the body's other versions."""

from __future__ import annotations

from collections.abc import Sequence

from hub.contract.model import Return
from hub.dashboards import html, pieces
from hub.dashboards.markup import Node
from hub.dashboards.pages.return_page.words import NOT_GIVEN, date_in_words, moment_in_words
from hub.store.kept import KeptReturn

RECEIPT = "Signed by the hub. Whoever has it can see that it is unchanged, with hub receipt verify or any JOSE library."
UNSIGNED = "It came before receipts were signed."


def standing(kept: KeptReturn, versions: Sequence[KeptReturn]) -> Node:
    """That another version has taken the place of this one. Missing: None where this is the current one.

    A withdrawn version is not superseded; its state says so.
    """
    if kept.current or kept.withdrawn_at:
        return None
    latest = next((other for other in versions if other.current), None)
    where: list[Node] = [" ", pieces.link(f"Read version {latest.version}", f"/returns/{latest.id}")] if latest else []
    return html.Div(["This version has been superseded.", *where], className="govuk-inset-text")


def proof(kept: KeptReturn, return_: Return, entry: str = "") -> Node:
    """When it came, who signed it off, what identifies the document, and where the audit ledger tells of it.

    Missing: `entry` is empty where the receipt names none.
    """
    signed = return_.signed_off_by
    rows: list[tuple[str, Node]] = [
        ("Received", f"{moment_in_words(kept.received_at)}, version {kept.version}"),
        ("Signed off by, in the document", f"{signed.role}, {date_in_words(signed.on)}" if signed else NOT_GIVEN),
        ("Contract", f"{kept.contract} {kept.contract_version}"),
        ("SHA-256 of the document", html.Span(kept.sha256, className="hub-reference")),
    ]
    if entry:
        rows.append(("Entry in the audit ledger", html.Span(entry, className="hub-reference")))
    rows.append(("Receipt", _receipt(kept)))
    if return_.source:
        rows.append(("Where the figures come from", return_.source))
    if return_.notes:
        rows.append(("Notes", return_.notes))
    if return_.nil_return:
        rows.append(("Nil return", "Yes: the body declares that there were no complaints."))
    return pieces.facts(rows)


def _receipt(kept: KeptReturn) -> Node:
    way = pieces.link("Download the receipt", f"/returns/{kept.id}/receipt.json")
    return pieces.marked(way, (RECEIPT if kept.seal else UNSIGNED,))


def others(kept: KeptReturn, versions: Sequence[KeptReturn]) -> list[Node]:
    """Every version that was received for this period, each but this one with its link."""
    if len(versions) < 2:
        return []
    return [
        pieces.heading("Versions"),
        pieces.bullets([_version(other, here=other.id == kept.id) for other in versions]),
    ]


def _version(other: KeptReturn, *, here: bool) -> Node:
    words = f"Version {other.version}, received {moment_in_words(other.received_at)}"
    if here:
        return f"{words} (this page)"
    return html.Span([f"{words}: ", pieces.link(f"read version {other.version}", f"/returns/{other.id}")])
