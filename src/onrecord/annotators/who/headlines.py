"""Names read in a headline of capitalised words, where an entity recogniser cannot see where they end."""

from __future__ import annotations

from onrecord.annotators.who.naming import Naming
from onrecord.model import ActorKind, BlockKind, Document

MOST = 0.7
"""Share of capitalised words from which on a headline is set in capitals ("Union Disputes Toll of Harbour Operation")."""
_HEADS = (BlockKind.TITLE, BlockKind.HEADING)
_SURE = (ActorKind.PERSON, ActorKind.STATE)


def without_headlines(doc: Document, namings: list[Naming]) -> list[Naming]:
    """The namings without bodies that only a headline of capitalised words names."""
    heads = [b.span for b in doc.blocks if b.kind in _HEADS and _is_capitalised(b.span.of(doc.text))]
    if not heads:
        return namings
    above = {id(n) for n in namings if any(head.covers(n.span) for head in heads)}
    below = {n.words for n in namings if id(n) not in above}
    return [n for n in namings if id(n) not in above or n.kind in _SURE or n.words in below]


def _is_capitalised(text: str) -> bool:
    words = [word for word in text.split() if word[0].isalpha() and len(word) > 3]
    return len(words) > 3 and sum(word[0].isupper() for word in words) >= MOST * len(words)
