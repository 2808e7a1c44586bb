"""HTML pages: the main text, with the furniture that stands inside it, and what the page says about itself.

Which paragraphs are the main text is decided by trafilatura, the extractor that leads the public comparisons of such tools.
It gives back text without places; its paragraphs are found again in the page, so that every character has its bytes.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.errors import EmptySourceError
from onrecord.model import BlockKind, Document, Evidence
from onrecord.readers.build import build
from onrecord.readers.decode import Decoded, segments
from onrecord.readers.draft import Draft, Given, Mark
from onrecord.readers.furniture import is_furniture
from onrecord.readers.html_meta import facts
from onrecord.readers.html_tokens import Run
from onrecord.readers.html_walk import Chunk, walk
from onrecord.text import fold

LINKED = 0.6
"""Share of linked characters from which on a chunk that the extractor left out is furniture."""

WHOLE = 25
"""Characters from which on a chunk counts as found inside a longer paragraph of the extractor."""

STANDS_OUT = 0.9
"""Share of bold characters from which on a chunk stands out."""

_KEY = re.compile(r"\W+")


def from_html(decoded: Decoded, data: bytes, given: Given, evidence: Evidence, name: str) -> Document:
    """A document of a page's main text.

    Raises:
        EmptySourceError: the page holds no text.
    """
    page = walk(decoded.text)
    stated = facts(page.facts) | given.stated
    chunks = _main(page.chunks, decoded.text, given.title or stated.get("title"))
    if not any(kind is not BlockKind.FURNITURE for _, kind in chunks):
        raise EmptySourceError(
            found=f"{name}, a page without text",
            wanted="a page with a statement in it",
            hint="if the page shows text in a browser, save it from there, or give its text as a .txt file",
        )
    text, runs, marks = _assemble(chunks)
    found = segments(decoded, data, runs)
    return build(Draft(text, found, tuple(marks), facts=stated), given, replace(evidence, segments=found))


def _main(chunks: Sequence[Chunk], source: str, title: str | None) -> list[tuple[Chunk, BlockKind | None]]:
    """The chunks from the title to the end of the main text, with their kinds where the page settles them."""
    keys = [_key(chunk.text) for chunk in chunks]
    main = {i for i in _extracted(chunks, keys, source) if not _is_links(chunks[i])}
    if not main:
        main = {i for i, chunk in enumerate(chunks) if not chunk.aside and not _is_links(chunk)}
    if not main:
        return []
    heading = _title(chunks, keys, title, max(main))
    first = _start(chunks, main, heading)
    last = _end(chunks, main)
    return [(chunk, _kind(chunk, number, main, heading)) for number, chunk in enumerate(chunks[first : last + 1], first)]


def _extracted(chunks: Sequence[Chunk], keys: Sequence[str], source: str) -> set[int]:
    """Numbers of the chunks that the extractor holds for main text."""
    from trafilatura import extract

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = extract(source, include_comments=False, include_formatting=False)
    except Exception:  # a library for broken pages may break on one; the page's own structure then decides
        found = None
    lines = [_key(line) for line in (found or "").split("\n")]
    whole, joined = set(lines), "\n".join(lines)
    return {i for i, key in enumerate(keys) if key and (key in whole or (len(key) >= WHOLE and key in joined))}


def _title(chunks: Sequence[Chunk], keys: Sequence[str], title: str | None, last: int) -> int | None:
    """The number of the chunk that is the page's title: its first-rank heading that says the same, or its only one."""
    wanted = _key(title or "")
    headings = [i for i, chunk in enumerate(chunks[: last + 1]) if chunk.heading in ("h1", "h2")]
    for i in headings:
        if wanted and keys[i] and (keys[i] in wanted or wanted in keys[i]):
            return i
    ranked = [i for i in headings if chunks[i].heading == "h1"]
    return ranked[0] if len(ranked) == 1 else None


def _start(chunks: Sequence[Chunk], main: set[int], heading: int | None) -> int:
    """The title where the page has one above its text, else the first paragraph with its neighbours before it."""
    first = min(main)
    if heading is not None and heading < first:
        return heading
    while first and chunks[first - 1].parent == chunks[first].parent and chunks[first].parent and not chunks[first - 1].aside:
        first -= 1
    return first


def _end(chunks: Sequence[Chunk], main: set[int]) -> int:
    """The last paragraph, with what follows it inside the same element: a closing line that names the date, say."""
    last = max(main)
    parent = chunks[last].parent
    while last + 1 < len(chunks) and parent and chunks[last + 1].parent == parent:
        last += 1
    return last


def _kind(chunk: Chunk, number: int, main: set[int], heading: int | None) -> BlockKind | None:
    if number == heading:
        return BlockKind.TITLE
    if number not in main and (chunk.aside or _is_links(chunk) or is_furniture(chunk.text)):
        return BlockKind.FURNITURE
    if chunk.heading and number in main and not chunk.text.rstrip("\"'”’»").endswith("?"):
        return BlockKind.HEADING
    return None


def _is_links(chunk: Chunk) -> bool:
    return chunk.linked >= LINKED * max(1, len(chunk.text))


def _assemble(chunks: Sequence[tuple[Chunk, BlockKind | None]]) -> tuple[str, list[tuple[int, Run]], list[Mark]]:
    parts: list[str] = []
    runs: list[tuple[int, Run]] = []
    marks: list[Mark] = []
    place = 0
    for chunk, kind in chunks:
        start = place
        for run in chunk.runs:
            runs.append((place, run))
            parts.append(run.text)
            place += len(run.text)
        strong = bool(chunk.heading) or chunk.strong >= STANDS_OUT * len(chunk.text)
        marks.append(Mark(start, place, kind, strong))
        parts.append("\n\n")
        place += 2
    return "".join(parts[:-1]), runs, marks


def _key(text: str) -> str:
    return _KEY.sub("", fold(text))
