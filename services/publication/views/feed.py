"""The newest decisions as an Atom feed (RFC 4287), for readers' programs."""

from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from services.chassis.db import HouseSession
from services.chassis.settings import settings

from .. import store
from ..store import PublishedDecision, Wanted

ATOM = "http://www.w3.org/2005/Atom"
NEWEST = 50
EMPTY_SINCE = datetime(2026, 1, 1, tzinfo=UTC)
TITLE = "行政复议决定公开"

register_namespace("", ATOM)


def feed(session: HouseSession) -> bytes:
    """Title, number, outcome and organ of each; a withdrawn decision is no longer among them."""
    site = settings().public_url.rstrip("/")
    rows = store.found(session, Wanted(), offset=0, limit=NEWEST)
    root = Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "zh-CN"})
    _text(root, "id", f"{site}/public")
    _text(root, "title", TITLE)
    _text(root, "updated", (rows[0].released_at if rows else EMPTY_SINCE).isoformat())
    _link(root, "self", f"{site}/public/feed.atom", "application/atom+xml")
    _link(root, "alternate", f"{site}/public", "text/html")
    _text(SubElement(root, f"{{{ATOM}}}author"), "name", TITLE)
    for row in rows:
        _entry(root, row, f"{site}/public/decisions/{row.id}")
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _entry(root: Element, row: PublishedDecision, address: str) -> None:
    entry = SubElement(root, f"{{{ATOM}}}entry")
    _text(entry, "id", f"urn:uuid:{row.id}")
    _text(entry, "title", row.title)
    _text(entry, "updated", row.released_at.isoformat())
    _link(entry, "alternate", address, "text/html")
    _link(entry, "enclosure", f"{address}.pdf", "application/pdf")
    _text(entry, "summary", f"{row.respondent} · {row.subject} · {row.outcome}")


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, f"{{{ATOM}}}{name}").text = text


def _link(parent: Element, rel: str, href: str, kind: str) -> None:
    SubElement(parent, f"{{{ATOM}}}link", {"rel": rel, "href": href, "type": kind})
