"""Text in capitals, as agencies and ministries used to send it, put into the case that the pipeline and the encoder learned from.

Every change keeps the length, so that offsets stay those of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

SHARE = 0.9
"""The least share of capitals among the letters of a text that counts as written in capitals."""

LEAST = 60
"""Letters of a text that is long enough to tell; shorter ones are headings."""

NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT", "LANGUAGE"})
"""Labels of names whose words begin with a capital letter."""

_WORD = re.compile(r"[^\W\d_]+")
_OPENING = re.compile(r"(?:^|[.!?]['\"”’)]*\s|\n)\W*(\w)")
_ACRONYM = re.compile(r"(?<=[(\[])[A-Z]{2,6}(?=[)\]])|\b[B-DF-HJ-NP-TV-XZ]{2,5}\b")
_SMALL = frozenset(("of", "the", "and", "for", "in", "on", "at", "to", "a", "an", "by", "de", "la", "el", "del", "al", "y", "s"))


def in_capitals(text: str) -> bool:
    """Whether a text of some length is written in capitals.

    >>> in_capitals("THE COUNCIL OF ORVA REPORTED TODAY THAT THE BRIDGE NEAR THE OLD HARBOUR WAS DESTROYED."), in_capitals("UN")
    (True, False)
    """
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= LEAST and sum(c.isupper() for c in letters) >= SHARE * len(letters)


def lowered(text: str) -> str:
    """A text in capitals in lower case, but for the first letters of sentences and acronyms, known by brackets or lack of vowels.

    >>> lowered("THE FREE GUILD OF ORVA [FGO] SPOKE. THE FGO LEFT.")
    'The free guild of orva [FGO] spoke. The FGO left.'
    """
    acronyms = {match.group() for match in _ACRONYM.finditer(text)}
    low = [*_same_length(text)]
    for match in _OPENING.finditer(text):
        low[match.start(1)] = text[match.start(1)]
    for match in _WORD.finditer(text):
        if match.group() in acronyms:
            low[match.start() : match.end()] = match.group()
    return "".join(low)


def _same_length(text: str) -> str:
    """Lower case, letter by letter where a letter has a longer lower case."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def capitalised(text: str, names: Iterable[tuple[int, int, str]]) -> str:
    """The same text with a capital letter at each word of its names.

    Args:
        text: a text in lower case.
        names: (start, end, OntoNotes label), half-open code points.

    >>> capitalised("The guild of orva met.", [(4, 17, "ORG")])
    'The Guild of Orva met.'
    """
    letters = [*text]
    for start, end, label in names:
        for match in _WORD.finditer(text, start, end) if label in NAMED else ():
            if match.group() not in _SMALL:
                letters[match.start()] = letters[match.start()].upper()[:1]
    return "".join(letters)
