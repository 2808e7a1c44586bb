"""The profile of an actor of one document: all that decides who it is across documents, and nothing else."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from onrecord.record.identity.offices import ADJECTIVE, Office, may_be_one, parse_office
from onrecord.record.identity.words import (
    PARTICLES,
    STATE,
    folded,
    initials,
    is_letters,
    is_title_case,
    sound,
    state_code,
    tokens,
    words,
)

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_HIDDEN = "?"
"""Keys that begin so lead to suggestions only."""


class Shape(StrEnum):
    """What a name gives to go by; earlier ones say more."""

    FULL = "full"
    """A person's given name and surname."""
    BODY = "body"
    """A body's name that no other bears: it says whose or which it is."""
    STATE = "state"
    GROUP = "group"
    """A group with a name of its own."""
    LETTERS = "letters"
    """A body's letters."""
    TITLED = "titled"
    """A surname with an office that one person holds."""
    POST = "post"
    """An office and whose it is, without a name."""
    BARE = "bare"
    """A surname or first name alone."""
    COMMON = "common"
    """A body's name that any state's or town's may bear: "the interior ministry"."""
    NOBODY = "nobody"
    """Unnamed."""


LOCAL = (Shape.POST, Shape.BARE, Shape.COMMON, Shape.NOBODY)
"""Shapes that say nothing of who is meant outside their document."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """An actor as one document has it. `place` is the gazetteer's id of a state's name, `country` its code, where resolved.

    `is_post` says that it is called by its post alone, `countries` are the ISO codes of the places that the document names.
    """

    document: str
    kind: str
    name: str
    start: int
    aliases: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    published: str | None = None
    is_post: bool = False
    place: str | None = None
    country: str | None = None
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """What is compared. Two actors with equal profiles are the same actor, unless a person says otherwise.

    `words` are those of the name, `names` other full names, letters or names of the same actor in its document. `when` are the
    first and last day (proleptic ordinals, a quarter of a year wide at least) at which offices were held. `rivals` are full
    names of others in the document that it could be taken for and is not. `only` names the document and place in it where the
    profile says nothing outside of it; `context` is then the one state that the document speaks of.
    """

    kind: str
    shape: Shape
    name: str
    words: tuple[str, ...]
    names: tuple[tuple[str, ...], ...] = ()
    offices: tuple[Office, ...] = ()
    when: tuple[int, int] | None = None
    rivals: tuple[tuple[str, ...], ...] = ()
    only: str = ""
    context: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The profile as plain JSON values, without what is empty."""
        return {name: value for name, value in asdict(self).items() if value}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Profile:
        """The profile that `to_dict` gave."""
        names, rivals = (tuple(map(tuple, data.get(name, ()))) for name in ("names", "rivals"))
        offices = tuple(Office(**office) for office in data.get("offices", ()))
        when = (data["when"][0], data["when"][1]) if "when" in data else None
        words_of, shape = tuple(data["words"]), Shape(data["shape"])
        only, context = data.get("only", ""), data.get("context", "")
        return cls(data["kind"], shape, data["name"], words_of, names, offices, when, rivals, only, context)


def profiles(found: Sequence[Appearance]) -> list[Profile]:
    """The profiles of all actors of one document, in their order.

    >>> kos = Appearance("d1", "person", "Ana Kos", 0, aliases=("Kos",), posts=("President of Orvania",), published="2024-03-05")
    >>> [(p.shape.value, p.words, p.offices[0].place) for p in profiles([kos])]
    [('full', ('ana', 'kos'), 'orvania')]
    """
    drafts = [_draft(appearance) for appearance in found]
    return [draft.profile(drafts) for draft in drafts]


def _draft(a: Appearance) -> _Draft:
    found = {o for title in (*a.posts, *_titles(a)) if (o := parse_office(title))} if a.kind == "person" else set()
    placed = {office.slot for office in found if office.place}
    return _Draft(a, _name_words(a), tuple(sorted(o for o in found if o.place or o.slot not in placed)))


def _titles(a: Appearance) -> Iterable[str]:
    """Other words for a person that are an office."""
    return (alias for alias in a.aliases if len(folded(alias)) > 1)


def _name_words(a: Appearance) -> tuple[str, ...]:
    if a.kind != "person":
        return tokens(a.name)
    found = folded(a.name)
    first = next((i for i, word in enumerate(found[:-1]) if word not in words().address), len(found) - 1)
    return found[first:]


@dataclass(frozen=True, slots=True)
class _Draft:
    seen: Appearance
    words: tuple[str, ...]
    offices: tuple[Office, ...]

    @property
    def shape(self) -> Shape:
        by_kind = {"person": self._person, "organisation": self._body, "state": self._state, "group": self._group}
        return by_kind.get(self.seen.kind, lambda: Shape.NOBODY)()

    def _person(self) -> Shape:
        if self.seen.is_post or parse_office(self.seen.name):
            return Shape.POST if any(office.place for office in self.offices) else Shape.NOBODY
        bare = [word for word in self.words if word not in PARTICLES]
        if len(bare) > 1 and len(bare[0]) > 1 and len(bare[-1]) > 1 and is_title_case(self.seen.name):
            return Shape.FULL
        return Shape.TITLED if self.offices and bare else Shape.BARE

    def _body(self) -> Shape:
        if len(self.words) == 1 and self._is_letters():
            return Shape.LETTERS
        telling = [word for word in self.words if word not in words().generic]
        named = telling and (is_title_case(self.seen.name) or self._is_single())
        if not named or (len(self.words) == 1 and self.words[0].startswith(STATE)):
            return Shape.COMMON
        return Shape.BODY

    def _is_single(self) -> bool:
        """Whether it is a body of which a state has one, beside the state's own name or adjective."""
        of_state = any(word.startswith(STATE) for word in self.words) and bool({*self.words} & words().single)
        return of_state and len(self.words) == (3 if "ministry" in self.words else 2)

    def _is_letters(self) -> bool:
        """Whether a name is letters, or one that is known all over the world by its letters."""
        known = self.words[0] in words().letters and len(folded(self.seen.name)) > 1
        return known or (is_letters(self.seen.name) and not self.words[0].startswith(STATE))

    def _state(self) -> Shape:
        return Shape.STATE if is_title_case(self.seen.name) else Shape.NOBODY

    def _group(self) -> Shape:
        return Shape.GROUP if is_title_case(self.seen.name) and not set(self.words) <= words().generic else Shape.NOBODY

    def profile(self, others: Sequence[_Draft]) -> Profile:
        a, shape = self.seen, self.shape
        is_local = shape in LOCAL
        timed = self.offices and shape in (Shape.FULL, Shape.TITLED, Shape.POST)
        return Profile(
            kind=a.kind,
            shape=shape,
            name=a.name,
            words=self._place_words() if shape is Shape.STATE else self.words,
            names=tuple(sorted(self._names(shape))),
            offices=self.offices if timed or shape is Shape.TITLED else (),
            when=quarter(a.published, exact=is_local) if timed else None,
            rivals=tuple(sorted(self._rivals(shape, others))),
            only=f"{a.document}:{a.start}" if is_local else "",
            context=a.countries[0] if (is_local or shape is Shape.LETTERS) and len(a.countries) == 1 else "",
        )

    def _place_words(self) -> tuple[str, ...]:
        """A state's sign, a resolved place's id, or its words."""
        a = self.seen
        code = self.words[0] if len(self.words) == 1 and self.words[0].startswith(STATE) else None
        if code and (a.place is None or a.country is None or STATE + a.country == code):
            return (code,)
        return (f"#{a.place}",) if a.place else self.words

    def _names(self, shape: Shape) -> set[tuple[str, ...]]:
        """Other names that lead to the same actor in documents that have no better one."""
        if shape is Shape.FULL:
            found = (folded(alias) for alias in self.seen.aliases if is_title_case(alias) and not parse_office(alias))
            last = self.words[-1]
            return {
                n
                for n in found
                if len(n) > 1 and len(n[0]) > 1 and n[-1] == last and n != self.words and n[0] not in words().offices
            }
        if shape is Shape.BODY:
            letters = (alias for alias in self.seen.aliases if is_letters(alias))
            return {tokens(alias) for alias in letters} - {self.words}
        return {self.words} if shape is Shape.STATE else set()

    def _rivals(self, shape: Shape, others: Sequence[_Draft]) -> set[tuple[str, ...]]:
        if shape is Shape.TITLED:
            return {o.words for o in others if o.shape is Shape.FULL and _ends(self.words) & _ends(o.words)}
        if shape is Shape.POST:
            mine = self.offices
            named = (o for o in others if o is not self and o.shape in (Shape.FULL, Shape.TITLED))
            return {o.words for o in named if any(may_be_one(m, office) for m in mine for office in o.offices)}
        return set()


def _ends(found: tuple[str, ...]) -> set[str]:
    return {sound(found[0]), sound(found[-1])}


def quarter(published: str | None, exact: bool = False) -> tuple[int, int] | None:
    """The first and last day of the quarter (or, if `exact`, the day, month or year) that a date names, as ordinals."""
    match = _DAY.match(published or "")
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        if exact and day:
            return (date(year, month, day).toordinal(),) * 2  # type: ignore[arg-type]
        first, last = (month, month) if exact and month else (1, 12) if month is None else ((month - 1) // 3 * 3 + 1,) * 2
        last = last + 2 if month and not exact else last
        return date(year, first, 1).toordinal(), date(year, last, monthrange(year, last)[1]).toordinal()  # type: ignore[arg-type]
    except ValueError:  # no day of the calendar
        return None


def keys(profile: Profile) -> set[str]:
    """What a profile shares with others that may be the same; those that begin with "?" lead to suggestions only."""
    return set(_certain(profile)) | {_HIDDEN + key for key in _likely(profile)}


def is_hidden(key: str) -> bool:
    """Whether a key leads to suggestions only."""
    return key.startswith(_HIDDEN)


def _certain(p: Profile) -> Iterable[str]:
    whole = " ".join(p.words)
    if p.shape is Shape.FULL:
        yield from (f"name:{' '.join(name)}" for name in (p.words, *p.names))
    elif p.shape in (Shape.STATE, Shape.GROUP):
        yield f"{p.shape}:{whole}"
    elif p.shape is Shape.LETTERS:
        yield f"letters:{whole}"
    elif p.shape is Shape.BODY:
        yield f"body:{_body_key(p.words)}"
        yield from (f"letters:{' '.join(name)}" for name in p.names)
    if p.shape in (Shape.FULL, Shape.TITLED):
        yield from {f"office:{word}" for word in _ends(p.words) if p.offices}
    if p.shape in (Shape.FULL, Shape.TITLED, Shape.POST):
        yield from {f"post:{o.head}:{o.scope}" for o in p.offices if o.place or p.shape is not Shape.POST}


def _body_key(found: tuple[str, ...]) -> str:
    """Equal for names that may be one body's: of a state's or town's the order and the form of its place do not matter."""
    telling = [word for word in found if word not in words().generic]
    if len(telling) == 1 and len(found) > 1:
        return " ".join(sorted(word for word in found if word not in telling)) + " / " + _stem(telling[0])
    return " ".join(found)


def _stem(place: str) -> str:
    """The first letters of an unknown place, the same for its adjective."""
    return place if place.startswith(STATE) else place.removeprefix(ADJECTIVE)[:4]


def _likely(p: Profile) -> Iterable[str]:
    if p.shape in (Shape.FULL, Shape.TITLED, Shape.BARE):
        yield f"surname:{sound(p.words[-1])}" if p.words else "surname:"
    if p.shape is Shape.FULL:
        yield f"spelling:{' '.join(sorted(skeleton(word) for word in p.words))}"
    if p.shape in (Shape.BODY, Shape.COMMON):
        yield f"common:{' '.join(sorted(word for word in p.words if word in words().generic))}"
        yield f"words:{' '.join(sorted(p.words))}"
    if p.shape is Shape.BODY:
        yield from (f"initials:{letters}" for letters in initials(p.name))
    if p.shape is Shape.LETTERS:
        yield f"initials:{p.words[0]}"
    if p.shape is Shape.STATE:
        yield from (f"place:{' '.join(name)}" for name in p.names)
    if p.shape in (Shape.BODY, Shape.GROUP, Shape.STATE, Shape.LETTERS, Shape.FULL):
        yield f"any:{' '.join(p.names[0] if p.shape is Shape.STATE else p.words)}"


def skeleton(word: str) -> str:
    """The consonants of a longer word as they are heard; a short one whole."""
    heard = sound(word)
    return heard[0] + "".join(letter for letter in heard[1:] if letter not in "aeiou") if len(heard) > 4 else heard


def code_of(place: str) -> str:
    """A place's ISO code, empty where it is no state that is known."""
    code = place[1:] if place.startswith(STATE) else state_code(place) or ""
    return code if code.isupper() else ""
