"""What a page says about itself: title, publisher, author, date, language. Nothing is guessed from its text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from onrecord.model import Span
from onrecord.readers.dateline import find_published
from onrecord.text import squeeze

Facts = list[tuple[str, dict[str, str], str]]

NAMES = {
    "title": ("og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title"),
    "publisher": ("og:site_name", "dc.publisher", "dcterms.publisher", "citation_publisher", "application-name"),
    "byline": ("author", "article:author", "dc.creator", "dcterms.creator", "citation_author", "byl", "parsely-author"),
    "published": (
        "article:published_time", "og:article:published_time", "datepublished", "dc.date.issued", "dcterms.issued",
        "dcterms.date",
        "dc.date", "dcterms.created", "citation_publication_date", "pubdate", "publishdate", "publish_date", "publication_date",
        "parsely-pub-date", "sailthru.date", "article.published", "date",
    ),
}  # fmt: skip
"""Names of <meta> elements, the most reliable first (Open Graph, schema.org, Dublin Core, Highwire Press)."""

ARTICLES = re.compile(r"Article|Report|BlogPosting|Posting|Statement|Speech|Interview")
_YEAR_FIRST = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_BETWEEN = re.compile(r"\s+[|–—·:»-]\s+")


def facts(found: Facts) -> dict[str, str]:
    """Title, publisher, byline, published and language of a page, those that it states.

    >>> facts([("meta", {"property": "og:site_name", "content": "Orva Post"}, "")])
    {'publisher': 'Orva Post'}
    """
    stated: dict[str, str] = {**_elements(found), **_metas(found), **_linked_data(found)}
    stated = {name: squeeze(value) for name, value in stated.items() if value and value.strip()}
    if "title" in stated:
        stated["title"] = _without_publisher(stated["title"], stated.get("publisher"))
    if "published" in stated:
        value = as_date(stated.pop("published"))
        stated |= {"published": value} if value else {}
    return stated


def as_date(words_: str) -> str | None:
    """A date or date-time as ISO, None where it cannot be read without guessing.

    >>> as_date("2031-03-03T10:00:00Z"), as_date("Mon, 03 Mar 2031 10:00:00 GMT"), as_date("3 March 2031"), as_date("soon")
    ('2031-03-03T10:00:00+00:00', '2031-03-03T10:00:00+00:00', '2031-03-03', None)
    """
    for read in (_iso, _mail, _words):
        if value := read(words_.strip()):
            return value
    return None


def _iso(words_: str) -> str | None:
    try:
        moment = datetime.fromisoformat(words_)
    except ValueError:
        return words_ if _YEAR_FIRST.fullmatch(words_) and len(words_) < 8 else None
    return moment.isoformat() if "T" in words_ or ":" in words_ else date.isoformat(moment)


def _mail(words_: str) -> str | None:
    try:
        return parsedate_to_datetime(words_).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _words(words_: str) -> str | None:
    found = find_published(words_, [Span(0, len(words_))]) if words_ else None
    return found[0] if found else None


def _elements(found: Facts) -> dict[str, str]:
    stated: dict[str, str] = {}
    for name, attributes, text in found:
        if name == "title":
            stated.setdefault("title", text)
        elif name == "html" and attributes.get("lang"):
            stated["language"] = re.split("[-_]", attributes["lang"].strip().lower())[0]
    times = [(given, given.get("datetime") or text) for name, given, text in found if name == "time"]
    marked = [when for given, when in times if "pubdate" in given or given.get("itemprop") == "datePublished"]
    if marked or len({when for _, when in times}) == 1:
        stated["published"] = (marked or [times[0][1]])[0]
    return stated


def _metas(found: Facts) -> dict[str, str]:
    given: dict[str, str] = {}
    for name, attributes, _ in found:
        if name == "meta":
            for key in ("property", "name", "itemprop"):
                given.setdefault(attributes.get(key, "").lower(), attributes.get("content", ""))
    stated: dict[str, str] = {}
    for field, names in NAMES.items():
        values = [given[name] for name in names if given.get(name, "").strip() and not given[name].startswith("http")]
        stated |= {field: values[0]} if values else {}
    return stated


def _linked_data(found: Facts) -> dict[str, str]:
    for name, _, text in found:
        if name == "script":
            for item in _items(text):
                if ARTICLES.search(str(item.get("@type", ""))):
                    return _article(item)
    return {}


def _items(text: str) -> Iterator[dict[str, Any]]:
    try:
        todo = [json.loads(text)]
    except (ValueError, RecursionError):
        return
    while todo:
        item = todo.pop(0)
        if isinstance(item, list):
            todo.extend(item)
        elif isinstance(item, dict):
            yield item
            todo.extend(item.get("@graph", []) if isinstance(item.get("@graph"), list) else [])


def _article(item: dict[str, Any]) -> dict[str, str]:
    authors = item.get("author")
    names = [_name(author) for author in (authors if isinstance(authors, list) else [authors])]
    stated: dict[str, str] = {
        "title": _name(item.get("headline")),
        "published": _name(item.get("datePublished")),
        "publisher": _name(item.get("publisher")),
        "byline": ", ".join(name for name in names if name),
    }
    return {field: value for field, value in stated.items() if value}


def _name(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else ""


def _without_publisher(title: str, publisher: str | None) -> str:
    parts = _BETWEEN.split(title)
    if publisher and len(parts) > 1 and parts[-1].casefold() == publisher.casefold():
        return title[: title.rindex(parts[-1])].rstrip(" |–—·:»-")
    return title
