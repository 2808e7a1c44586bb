"""Tags and text of a page, each with its place in the source.

Tree builders lose the places, and the standard library's parser takes quadratic time on broken pages; this one is linear.
It follows the HTML standard where that matters for the text: raw text elements, comments, character references.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

RAW = frozenset(["script", "style", "textarea", "title", "xmp"])
"""Elements whose content holds no tags."""

LONGEST_VALUE = 4_000
"""Characters within which the end of an attribute's value that holds a `>` is looked for."""

_OPEN = re.compile(r"<(?:!--|[!?]|(?P<end>/?)(?P<tag>[a-zA-Z][^\s/>]{0,60}))")
_ATTRIBUTE = re.compile(r"([^\s\"'>/=]{1,100})(?:\s{0,20}=\s{0,20}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]*)))?")
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,31});?")


@dataclass(frozen=True, slots=True)
class Tag:
    """A start or end tag with what it says."""

    name: str
    start: int
    end: int
    closing: bool
    attributes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Run:
    """Characters and the stretch of the source they were written as. `breaks` where they stand for the end of a line."""

    text: str
    start: int
    end: int
    breaks: bool = False

    @property
    def plain(self) -> bool:
        """Whether every character stands for one of the source."""
        return len(self.text) == self.end - self.start


def tokens(source: str) -> Iterator[Tag | Run]:
    """Tags and runs of characters, in order; comments and declarations are left out.

    >>> [token.text for token in tokens("<p>a &amp; b") if isinstance(token, Run)]
    ['a ', '&', ' b']
    """
    place = 0
    for tag in _tags(source):
        yield from _runs(source, place, tag.start)
        if tag.name:
            yield tag
        place = tag.end
        if tag.name in RAW and not tag.closing:
            stop = _raw_end(source, tag.name, place)
            yield Run(source[place:stop], place, stop)
            place = stop
    yield from _runs(source, place, len(source))


def _tags(source: str) -> Iterator[Tag]:
    """Tags in order; a comment or declaration has no name."""
    place = 0
    while (start := source.find("<", place)) >= 0:
        match = _OPEN.match(source, start)
        if not match:
            place = start + 1
            continue
        end = _comment_end(source, start) if match.group() == "<!--" else _tag_end(source, start)
        if not end:
            return
        name = (match["tag"] or "").lower()
        given = {} if match["end"] or not name else _attributes(source[match.end() : end - 1])
        yield Tag(name, start, end, bool(match["end"]), given)
        place = end
        if name in RAW and not match["end"]:
            place = _raw_end(source, name, end)


def _comment_end(source: str, start: int) -> int:
    """The end of a comment; one that is never closed swallows the rest, as in a browser."""
    end = source.find("-->", start + 4)
    return end + 3 if end >= 0 else len(source)


def _tag_end(source: str, start: int) -> int:
    """Behind the `>` that ends a tag, 0 where there is none. A `>` inside a quoted value does not end it."""
    end = source.find(">", start)
    if end >= 0 and source.count('"', start, end) % 2:
        quote = source.find('"', end, end + LONGEST_VALUE)
        later = source.find(">", quote, quote + LONGEST_VALUE) if quote >= 0 else -1
        end = later if later >= 0 else end
    return end + 1


def _raw_end(source: str, name: str, start: int) -> int:
    match = re.compile(rf"</{name}\b", re.IGNORECASE).search(source, start)
    return match.start() if match else len(source)


def _attributes(words: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(words):
        found.setdefault(name.lower(), unescape(double or single or bare))
    return found


def _runs(source: str, start: int, end: int) -> Iterator[Run]:
    place = start
    for match in _REFERENCE.finditer(source, start, end):
        text = unescape(match.group())
        if text != match.group():
            if place < match.start():
                yield Run(source[place : match.start()], place, match.start())
            if text:  # nothing stands for a character that no page may hold
                yield Run(text, match.start(), match.end())
            place = match.end()
    if place < end:
        yield Run(source[place:end], place, end)
