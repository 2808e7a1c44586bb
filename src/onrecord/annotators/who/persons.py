"""Names of persons gathered into persons: full names first, then surnames and first names that fit only one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from onrecord.annotators.who.casting import Cast, Part, holds, is_full
from onrecord.annotators.who.lexicon import lexicon
from onrecord.annotators.who.naming import Naming
from onrecord.annotators.who.posts import post_key

NEAR = 500
"""Characters before a bare surname in which a full name settles whose it is."""


def settle_persons(cast: Cast, namings: Iterable[Naming]) -> None:
    """Give each person's name its actor. A surname that two persons bear stays without, unless the text settles it."""
    people = _People(cast)
    for naming in sorted(namings, key=lambda n: (not is_full(n.words), -len(n.words))):
        people.settle(naming)


class _People:
    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self._by_last: dict[str, list[int]] = defaultdict(list)
        self._by_first: dict[str, list[int]] = defaultdict(list)

    def settle(self, naming: Naming) -> None:
        full = is_full(naming.words)
        fits = [i for i in (self._whole(naming) if full else self._short(naming)) if _agree(self._part(i), naming)]
        if len(fits) == 1:
            self.cast.join(naming, fits[0])
        elif not fits:
            part = self.cast.create(naming)
            self._by_last[naming.words[-1]].append(part)
            if full:
                self._by_first[naming.words[0]].append(part)

    def _part(self, i: int) -> Part:
        return self.cast.parts[i]

    def _whole(self, naming: Naming) -> list[int]:
        """Persons whose full name is this one, give or take middle names and initials."""
        return [i for i in self._by_last[naming.words[-1]] if _same_person(self._part(i).words, naming.words)]

    def _short(self, naming: Naming) -> list[int]:
        """Persons with this last name; if several, those whom the text around settles on; else those with this first name."""
        word = naming.words[-1]
        last = [i for i in self._by_last[word] if is_full(self._part(i).words)]
        if last:
            return last if len(last) == 1 else self._settled(last, naming)
        own = [i for i in self._by_last[word] if not is_full(self._part(i).words)]
        return own or [i for i in self._by_first[word] if not (naming.titled or naming.posts) or _is_surname_first(word)]

    def _settled(self, fits: list[int], naming: Naming) -> list[int]:
        """Of namesakes, the one with the post beside the name; the only one named so far; the only one named just before."""
        start, keys = naming.span.start, [post_key(post.title) for post in naming.posts]
        by_post = [i for i in fits if any(holds(self._part(i), key) for key in keys)]
        so_far = [i for i in fits if self._part(i).is_full_between(0, start)]
        near = [i for i in fits if self._part(i).is_full_between(start - NEAR, start)]
        one = next((found for found in (by_post, so_far, near) if len(found) == 1), None)
        return one or self._foremost(near or fits, naming)

    def _foremost(self, fits: list[int], naming: Naming) -> list[int]:
        """The one whom the text names in full far more often than its namesakes, none of whom is named nearby."""
        first, *others = sorted((self._part(i) for i in fits), key=lambda p: -len(p.full))
        start = naming.span.start
        near = any(part.is_full_between(start - NEAR, start + NEAR) for part in others)
        clear = len(first.full) >= 3 * len(others[0].full) and not near
        return [i for i in fits if self._part(i) is first] if clear else fits


def _is_surname_first(word: str) -> bool:
    """Whether "Mr Ban" may be short for "Ban Ki-moon": the word is no first name that is known."""
    return word not in lexicon().first_names


def _same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two full names may be one person's: one ends as the other, or first names alike or one the other's initial."""
    if one[-len(other) :] == other or other[-len(one) :] == one:
        return True
    a, b = one[0], other[0]
    return one[-1] == other[-1] and (a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]))


def _agree(part: Part, naming: Naming) -> bool:
    return part.gender is None or naming.gender is None or part.gender == naming.gender
