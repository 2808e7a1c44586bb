"""Offices that one person holds at a time: "the Kazakh foreign minister", "President of Orvania"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.record.identity.words import STATE, folded, is_adjective_of, state_code, words

ADJECTIVE = "~"
"""What the place of an office begins with where an unknown word stands before it: "the Orvan president"."""

IN_PLACES = {
    "united",
    "south",
    "north",
    "east",
    "west",
    "northern",
    "southern",
    "eastern",
    "western",
    "port",
    "province",
    "region",
}
IN_PLACES |= {"city", "county", "district", "state", "republic", "red", "high", "white", "royal"}
"""Words of bodies that names of places have too."""

_SPOKEN = re.compile(r".{2,}(?:an|in|en|on|ish|ese|i|ic|ian|ean)$")
"""How the adjective of a state whose name is not known may end."""

_SORT = re.compile(r"^(?:city|province|region|state|town) | (?:city|county|district|province|region|state|town)$")
"""Words that say what sort of place it is, with or without which it is named."""

OF_PLACES = ("governor", "mayor")
"""Offices that are always of a place, so that any name before them is its name."""

_LINK = re.compile(r"\b(?:of|for|in)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Office:
    """An office of one holder: its head, the place it is of (`@KZ`, a name, or empty) and what it is for."""

    head: str
    place: str = ""
    scope: str = ""

    @property
    def slot(self) -> tuple[str, str]:
        """What must be equal before places are compared."""
        return self.head, self.scope


def parse_office(title: str) -> Office | None:
    """The office that a title speaks of; None where several may hold it, it is over, or it is another's aide's.

    >>> parse_office("Minister of Foreign Affairs of the Republic of Kazakhstan")
    Office(head='minister', place='@KZ', scope='foreign')
    >>> parse_office("Orvan interior minister")
    Office(head='minister', place='~orvan', scope='interior')
    >>> parse_office("former president"), parse_office("spokesman for the president"), parse_office("bank president")
    (None, None, None)
    """
    named, _, target = title.partition(" to ")
    first, *rest = _LINK.split(named)
    found = _head(folded(first))
    if found is None or any(word in words().other for word in folded(named)):
        return None
    head, left = found
    owned = "behind" if re.search(r"['’]s\b", first) else "before"
    parts = [_read(left, owned, head), *(_read(folded(part), "behind", head) for part in rest)]
    if None in parts or (left and first.split()[0][:1].islower() and not _is_known(left)):
        return None
    places = {place for part in parts if part for place in part[0]}
    scope = "+".join(sorted({scope for part in parts if part for scope in part[1]}))
    if head == "ambassador":
        scope = _target(target)
    if len(places) > 1 or (head in words().scoped and not scope):
        return None
    return Office(head, next(iter(places), ""), scope)


def _head(left: tuple[str, ...]) -> tuple[str, tuple[str, ...]] | None:
    """The office at the end of a title, and the words before it."""
    for length in (2, 1):
        head = words().offices.get(" ".join(left[-length:]))
        if head and len(left) >= length:
            return head, left[:-length]
    return None


def _is_known(left: tuple[str, ...]) -> bool:
    """Whether words before an office that are written small are among those that are known."""
    return all(word in words().scopes or word in words().small for word in left) or state_code(" ".join(left)) is not None


def _read(part: tuple[str, ...], where: str, head: str) -> tuple[list[str], list[str]] | None:
    """The places and purposes in a part of a title; None where it is a body's, not a state's or town's."""
    known, places, scopes, rest = words(), [], [], []
    i = 0
    while i < len(part):
        length = next((n for n in (5, 4, 3, 2, 1) if i + n <= len(part) and state_code(" ".join(part[i : i + n]))), 0)
        if length:
            places.append(STATE + str(state_code(" ".join(part[i : i + length]))))
        elif scope := known.scopes.get(part[i]):
            scopes += [scope] if scope != "nothing" else []
        elif part[i] not in known.small:
            rest.append(part[i])
        i += max(1, length)
    if any(word in known.generic - IN_PLACES for word in rest) or len(rest) > 3:
        return None
    if rest and (place := _place(" ".join(rest), where, head)) is None:
        return None
    return [*places, place] if rest and place else places, scopes


def _place(phrase: str, where: str, head: str) -> str | None:
    """An unknown place's name or adjective, a world-wide body's sign; None where it may be something else."""
    body = phrase if phrase in words().letters else words().known.get(phrase)
    phrase = _SORT.sub("", phrase) or phrase
    if body:
        return STATE + body
    if where == "behind" or head in OF_PLACES:
        return phrase
    return ADJECTIVE + phrase if _SPOKEN.match(phrase) else None


def _target(words_of: str) -> str:
    """Where an ambassador is sent: "of Orvania to Telmar"."""
    phrase = " ".join(folded(words_of))
    code = state_code(phrase)
    return STATE + code if code else phrase


def same_place(one: str, other: str) -> bool:
    """Whether two places that are both named are one: equal, or adjective and name of an unknown one."""
    if one == other:
        return True
    for adjective, noun in ((one, other), (other, one)):
        if adjective.startswith(ADJECTIVE) and not noun.startswith((ADJECTIVE, STATE)):
            return is_adjective_of(adjective[1:], noun)
    return False


def may_be_one(one: Office, other: Office) -> bool:
    """Whether two offices may be the same: nothing that both say differs."""
    return one.slot == other.slot and (not one.place or not other.place or same_place(one.place, other.place))
