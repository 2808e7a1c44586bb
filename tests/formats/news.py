"""A small news site on loopback: pages, two feeds, a page that moved, one that is gone, one that robots must not visit, a PDF."""

from __future__ import annotations

from pathlib import Path

from tests.formats.statements import page
from tests.readers.capture.loopback import Site

XML = '<?xml version="1.0" encoding="UTF-8"?>'


def build(site: Site, pdf: bytes) -> dict[str, set[int]]:
    """Put all of it there; gives the figures of the statements by the path of their page."""
    site.page("/robots.txt", b"User-agent: *\nDisallow: /desk/\n", "text/plain")
    held = {"/statement": {51}, "/news/1": {52}, "/news/2": {53}, "/news/3": {54}, "/new": {56}, "/listed": {57}}
    for path, (number,) in held.items():
        site.page(path, page(number).encode())
    site.page("/report.pdf", pdf, "application/pdf")
    site.moved("/old", "/new", 301)
    site.page("/desk/draft", page(92).encode())
    site.page("/rss.xml", _rss(site).encode(), "application/rss+xml")
    site.page("/atom.xml", _atom(site).encode(), "text/xml")
    return {**held, "/report.pdf": {55}}


def _rss(site: Site) -> str:
    links = ("/news/1", "/news/2", "/old", "/gone", "/desk/draft")
    items = "".join(f"<item><title>{path}</title><link>{site.address}{path}</link></item>" for path in links)
    return f"{XML}<rss version='2.0'><channel><title>Orva</title>{items}<item><title>No link</title></item></channel></rss>"


def _atom(site: Site) -> str:
    entries = "".join(
        f"<entry><id>urn:orva:{path}</id><title>{path}</title><link href='{site.address}{path}'/></entry>"
        for path in ("/news/3", "/report.pdf")
    )
    return f"{XML}<feed xmlns='http://www.w3.org/2005/Atom'><title>Orva</title><id>urn:orva</id>{entries}</feed>"


def write_list(site: Site, path: Path) -> Path:
    """A list of addresses in a file."""
    path.write_text(f"# to be kept\n{site.address}/listed\n{site.address}/lost\n", encoding="utf-8")
    return path
