"""Feeds: the pages that an RSS or Atom feed lists, newest as the feed has them."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from onrecord.errors import FetchError, TooLargeError
from onrecord.readers.source import Source
from onrecord.settings import MEGABYTE

TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
LIMIT = 2 * MEGABYTE
"""The largest feed that is read, in bytes: reading one takes a hundred times its size in memory where somebody means harm."""

LONGEST = 500
"""Characters of an id that is kept as it is."""

HEAD = 8192
"""Bytes in which a feed shows that it is one."""

_ROOT = re.compile(
    rb"\s*(?:<\?[^>]{0,500}>\s*|<!--[^>]{0,2000}-->\s*|<!DOCTYPE[^>\[]{0,500}>\s*){0,20}"
    rb"<(?:rss|feed|rdf:RDF)[\s>]"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed: its address, None where it has none, and what the feed knows it by."""

    address: str | None
    id: str
    title: str


def is_feed(source: Source) -> bool:
    """Whether this is a feed; what it is sent as counts less than how it begins.

    >>> is_feed(Source(b'<?xml version="1.0"?><rss version="2.0"><channel/></rss>', "a feed", media_type="text/html"))
    True
    """
    head = source.data[:HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[: len(head) // 2 * 2].decode("utf-16", "replace").encode()
    head = head.removeprefix(b"\xef\xbb\xbf")
    return bool(_ROOT.match(head)) or (source.media_type in TYPES and b"<html" not in head.lower())


def entries(source: Source) -> list[Entry]:
    """The items of a feed, in its order, each once. A damaged feed gives those that can be made out.

    Raises:
        FetchError: nothing can be made out.
        TooLargeError: it is larger than a feed should be.
    """
    if len(source.data) > LIMIT:
        raise TooLargeError(
            found=f"a feed of {len(source.data) / MEGABYTE:.3g} MB at {source.name}",
            wanted=f"at most {LIMIT / MEGABYTE:g} MB",
            hint="give the addresses of its pages, one a line, with --from",
        )
    import feedparser

    kind = source.media_type or "application/xml"
    headers = {"content-type": f"{kind}; charset={source.charset}" if source.charset else kind}
    headers |= {"content-location": source.uri or ""}
    try:
        found = feedparser.parse(BytesIO(source.data), response_headers=headers, sanitize_html=False)
    except Exception as error:  # it stumbles over some damage in ways of its own
        why = f"{type(error).__name__}: {error}"[:120]
        raise FetchError(
            found=f"{source.name}, a feed that cannot be read ({why})",
            wanted="RSS or Atom",
            hint="give the addresses of its pages, one a line, with --from",
        ) from None
    listed = [_entry(item) for item in found.entries]
    return list({entry.id: entry for entry in reversed(listed)}.values())[::-1]


def _entry(item: Any) -> Entry:
    address, title = _clean(item.get("link")), _clean(item.get("title"))
    return Entry(address or None, _key(_clean(item.get("id")) or address or title), title[:80])


def _clean(text: object) -> str:
    """Text that a database can keep, in one line."""
    return " ".join(str(text or "").replace("\0", " ").encode("utf-8", "replace").decode().split())


def _key(id: str) -> str:
    """An id of a length that can be looked up; a longer one by its hash."""
    return id if len(id) <= LONGEST else f"sha256:{hashlib.sha256(id.encode()).hexdigest()}"
