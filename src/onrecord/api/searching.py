"""Searching: claims and documents that hold words, best first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.api.asked import asks
from onrecord.api.claims import Listed, listed
from onrecord.api.fitting import Fitting
from onrecord.api.room import Room
from onrecord.store import Hit

MARKS = ("\ue000", "\ue001")
"""Characters of private use, which no text means anything by, around what was found in a snippet."""

LARGEST = 200
"""Finds at most: a snippet is made for each."""

_PARTS = re.compile(f"{MARKS[0]}([^{MARKS[1]}]*){MARKS[1]}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchAsked(Fitting):
    """Which words, among which claims, and how many finds."""

    words: str = asks('Words to search for, in any form ("fire", "fired"); a phrase in double quotes.', "", max_length=300)
    size: int = asks("Finds at most.", 50, ge=1, le=LARGEST)

    @property
    def is_filtered(self) -> bool:
        """Whether anything is asked but the words."""
        return bool(self.wanted())


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a snippet; `found` where it is what was searched for."""

    text: str
    found: bool


@dataclass(frozen=True, slots=True)
class Find:
    """One find, best first: a claim whose words fit, or a document whose text does; then `claim` is None.

    `parts` are a claim's words, or those of a document around what was found, in order. `link` leads to them.
    """

    parts: tuple[Part, ...]
    document: str
    title: str | None
    claim: Listed | None
    link: str


@dataclass(frozen=True, slots=True)
class Search:
    """What was found; `more` where there may be more than was asked for. Documents are searched where no filter is set."""

    finds: tuple[Find, ...]
    more: bool


def search(room: Room, asked: SearchAsked) -> Search:
    """Claims that hold all the words, best first, and then documents that do."""
    if not asked.words.strip():
        return Search((), False)
    hits = room.store.search(asked.words, limit=asked.size + 1, marks=MARKS, **asked.wanted())
    return Search(tuple(_find(hit) for hit in hits[: asked.size]), len(hits) > asked.size)


def _find(hit: Hit) -> Find:
    parts = parts_of(hit.snippet)
    if hit.claim is None:
        return Find(tuple(parts), hit.document, hit.title, None, f"/documents/{hit.document}")
    claim = listed(hit.claim)
    return Find(tuple(marked(claim.words, parts)), hit.document, hit.title, claim, claim.link)


def parts_of(snippet: str) -> list[Part]:
    """The pieces of a snippet.

    >>> [(part.text, part.found) for part in parts_of("14 " + "soldiers".join(MARKS) + " left")]
    [('14 ', False), ('soldiers', True), (' left', False)]
    """
    pieces = [Part(text, bool(number % 2)) for number, text in enumerate(_PARTS.split(snippet))]
    return [part for part in pieces if part.text]


def marked(words: str, parts: Iterable[Part]) -> list[Part]:
    """All the words of a claim, with what its snippet marks marked in them: a snippet may be cut."""
    found = "|".join(re.escape(text) for text in sorted({part.text for part in parts if part.found}))
    pieces = re.split(rf"\b({found})\b", words) if found else [words]
    return [Part(text, bool(number % 2)) for number, text in enumerate(pieces) if text]
