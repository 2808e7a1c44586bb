"""Names as two texts share them: of places, of anything in capital letters, of countries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from onrecord.matters.plain import Plain
from onrecord.matters.words import lists, words_of
from onrecord.text import fold

_NAME = re.compile(r"[A-Z][\w’'-]*[a-z]\w*(?: [A-Z][\w’'-]*[a-z]\w*)*")
_NO_NAMES = frozenset({"the", "a", "an", "in", "on", "it", "i", "mr", "mrs", "ms", "dr"})
_OWNED = re.compile(r"['’]s?$")
_BODY = r"[Mm]inist(?:ry|er)|[Pp]resident|[Gg]overnment|[Pp]arliament|[Aa]rmy"
_BROAD = re.compile(
    rf"\b(?:{_BODY}|[Rr]epublic|[Cc]ity|[Ff]orces) of (?:the )?(?P<of>[A-Z]\w+)"
    r"|(?:[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est)(?:ern)? (?P<side>[A-Z]\w+)"
    rf"|(?P<whose>[A-Z]\w+)['’]s (?:\w+ )?(?:{_BODY})"
)


def proper_names(text: str) -> Iterator[str]:
    """Runs of capitalised words, folded, without posts before a name; the first word of a sentence counts only in such a run.

    >>> sorted(proper_names("Two districts of Port Lessing were shut. Castella Lines said no to President Ada Lorne's men."))
    ['ada lorne', 'castella lines', 'port lessing']
    """
    for match in _NAME.finditer(text):
        words = match.group().split()
        before = text[: match.start()].rstrip("\"'“‘( ")
        if len(words) > 1 or (before and before[-1] not in ".!?:\n" and match.group().lower() not in _NO_NAMES):
            yield _bare(fold(match.group()))


def _bare(name: str) -> str:
    """A name without the article and the posts before it, where a full name is left, and without its possessive."""
    words = _OWNED.sub("", name).split()
    cut = next((i for i, word in enumerate(words) if word.rstrip(".") not in _before_names()), len(words))
    return " ".join(words[cut:] if len(words) - cut > 1 else words)


@cache
def _before_names() -> frozenset[str]:
    return frozenset(lists()["titles"]["words"])


def broad_names(text: str) -> frozenset[str]:
    """Names that a text uses for a country or region, folded: too many things happen in one.

    >>> sorted(broad_names("In northern Velmora the government of Marn said no."))
    ['marn', 'velmora']
    """
    return frozenset(fold(match[match.lastgroup or 0]) for match in _BROAD.finditer(text))


def is_spokesman(name: str) -> bool:
    """Whether somebody is named only as speaking for others: of a body's own paper that is the body."""
    return all(word.startswith("spokes") or word in ("a", "the", "official") for word in words_of(name))


LARGE = 300_000
"""Inhabitants of a city from which on reports of many different things name it."""

OWN = "onrecord:"
"""How ids of our own table of places begin: buildings and seats that stand for a government or a body."""


def place_keys(toponym: Plain) -> frozenset[str]:
    """What two texts share when they name one place: its name, or its entry in the gazetteer. None for a country."""
    return frozenset() if toponym["kind"] in ("country", "continent") else keys_of(toponym)


def is_known(toponym: Plain) -> bool:
    """Whether a place is so well known that reports of many different things name it."""
    place = toponym["resolved"]
    if place is None:
        return toponym["kind"] in ("country", "continent")
    return place["kind"] in ("country", "continent") or place["population"] >= LARGE or place["id"].startswith(OWN)


def keys_of(toponym: Plain) -> frozenset[str]:
    """A place's name and its entry in the gazetteer."""
    place = toponym["resolved"]
    return names_of(toponym["surface"]) | (
        frozenset([place["id"]]) if place and place["kind"] in ("city", "facility") else frozenset()
    )


def names_of(surface: str) -> frozenset[str]:
    """The proper words of a place's name, folded: what two texts share when they name it.

    >>> sorted(names_of("Upper Sedge")), sorted(names_of("Haskel dam"))
    (['upper sedge'], ['haskel'])
    """
    proper = [w for w in surface.split() if w[:1].isupper() or not w.isascii()]
    return frozenset([fold(" ".join(proper))]) if proper else frozenset()
