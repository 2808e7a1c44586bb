"""Names read in a headline of capitalised words, where an entity recogniser cannot see where they end."""

from __future__ import annotations

from onrecord.annotators.who.naming import Naming
from onrecord.model import ActorKind, BlockKind, Document

MOST = 0.7
"""Share of capitalised words from which on a headline is set in capitals ("Union Disputes Toll of Harbour Operation")."""
_HEADS = (BlockKind.TITLE, BlockKind.HEADING)
_SURE = (ActorKind.PERSON, ActorKind.STATE)


def without_headlines(doc: Document, namings: list[Naming]) -> list[Naming]:
    """The namings without bodies that only a headline of capitalised words names, and without names that run on in one."""
    heads = [b.span for i, b in enumerate(doc.blocks) if (b.kind in _HEADS or i == 0) and _is_capitalised(b.span.of(doc.text))]
    if not heads:
        return namings
    above = {id(n) for n in namings if any(head.covers(n.span) for head in heads)}
    below = {n.words for n in namings if id(n) not in above}
    last = {words[-1] for words in below if len(words) > 1}
    return [n for n in namings if id(n) not in above or n.words in below or (n.kind in _SURE and not _runs_on(n, last))]


def _runs_on(naming: Naming, last: set[str]) -> bool:
    """Whether a surname of the text has drawn in the word before it: "Mother Corners Obama"."""
    return len(naming.words) > 1 and naming.words[-1] in last


def _is_capitalised(text: str) -> bool:
    words = [word for word in text.split() if word[0].isalpha() and len(word) > 3]
    return len(words) > 3 and sum(word[0].isupper() for word in words) >= MOST * len(words)
