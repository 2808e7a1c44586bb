"""Actors: who is in the record under which names, what they say, what is said of them, and who may be the same."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass

from onrecord.api.asked import One, Paged, Place, asks, needs, place_of
from onrecord.api.claims import Listed, listed
from onrecord.api.room import Room
from onrecord.model import ActorKind
from onrecord.store import RecordedActor, Suggestion
from onrecord.store.roster import Listed as Named
from onrecord.store.roster import Month, Post

FEW = 10
"""Suggestions on the page of a list, and claims and documents on an actor's."""

MOST_MONTHS = 120
"""Columns of a strip: of a longer time, each is a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorsAsked(Paged):
    """Which actors, and which part of their list."""

    words: str | None = asks("Part of any of the names, or an id.", max_length=200)
    kind: ActorKind | None = asks("person, organisation, state, group or unnamed.")
    everyone: bool = asks("Also those who have no name of their own.", False)
    size: int = asks("Actors on a page.", 25, ge=1, le=100)


@dataclass(frozen=True, slots=True)
class Alike:
    """Actors that may be one with the first of them, by id and name, and why."""

    id: str
    actors: tuple[str, ...]
    names: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Actors:
    """A part of the actors, those of most documents first; `alike` are the first of `alike_in_all` suggestions.

    `line` is the journal's last line: give it with an act as `seen`.
    """

    actors: tuple[Named, ...]
    place: Place
    alike: tuple[Alike, ...]
    alike_in_all: int
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorAsked(One):
    """An actor."""

    id: str = needs("The actor's id, its first characters, or its name.")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A month or year of a strip, from its first to its last day: how many claims the actor says, and how many are about it."""

    label: str
    first: str
    last: str
    said: int
    about: int


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that names the actor."""

    id: str
    title: str | None


@dataclass(frozen=True, slots=True)
class OneActor:
    """An actor: its names and posts, why it is one, what it says and what is said of it.

    `strip` counts claims over time, by when the thing is said to have happened or, where a claim gives no date, by publication;
    stretches without any are there, too. `said` and `about` are the newest claims of `said_in_all` and `about_in_all`; `more`
    where there are more than could be looked at. `alike` are suggestions. `line` as in `Actors`.
    """

    actor: RecordedActor
    posts: tuple[Post, ...]
    strip: tuple[Stretch, ...]
    said: tuple[Listed, ...]
    said_in_all: int
    about: tuple[Listed, ...]
    about_in_all: int
    papers: tuple[Paper, ...]
    alike: tuple[Alike, ...]
    more: bool
    line: int


def actors(room: Room, asked: ActorsAsked) -> Actors:
    """The actors of the record, those of most documents first, and who may be the same."""
    line = room.head.seq
    kind = asked.kind.value if asked.kind else None
    key = ("actors", asked.words, kind, asked.everyone, asked.size, asked.page)
    everyone = asked.everyone or kind == "unnamed"
    found, total = room.kept(
        key, lambda: room.store.roster(asked.size, asked.offset, asked.words, kind, everyone), on=("speaker",)
    )
    alike = _suggestions(room)
    return Actors(tuple(found), place_of(asked, total, len(found)), tuple(map(_alike, alike[:FEW])), len(alike), line)


def actor(room: Room, asked: ActorAsked) -> OneActor:
    """One actor: everything it says, and what is said of it, over time."""
    line = room.head.seq
    found = room.kept(("actor", asked.id), lambda: room.store.dossier(asked.id, FEW), on=("speaker", "happened"))
    claims = {(one.document, one.id): listed(one) for one in room.store.claims_of([*found.said, *found.about])}
    alike = [_alike(one) for one in _suggestions(room) if found.actor.id in one.actors]
    return OneActor(
        actor=found.actor,
        posts=found.posts,
        strip=strip(found.months),
        said=tuple(claims[name] for name in found.said),
        said_in_all=found.said_in_all,
        about=tuple(claims[name] for name in found.about),
        about_in_all=found.about_in_all,
        papers=tuple(Paper(*paper) for paper in found.papers),
        alike=tuple(alike),
        more=found.more,
        line=line,
    )


def strip(months: tuple[Month, ...]) -> tuple[Stretch, ...]:
    """Months without a gap from the first to the last or, where they are many, years.

    >>> [(one.label, one.last, one.said) for one in strip((Month("2023-12", 1, 0), Month("2024-02", 2, 1)))]
    [('2023-12', '2023-12-31', 1), ('2024-01', '2024-01-31', 0), ('2024-02', '2024-02-29', 2)]
    """
    found = [month for month in months if month.month[:4].isdigit() and month.month[5:].isdigit()]
    if not found:
        return ()
    first, last = (int(one.month[:4]) * 12 + int(one.month[5:]) - 1 for one in (found[0], found[-1]))
    counts = {one.month: (one.said, one.about) for one in found}
    if last - first >= MOST_MONTHS:
        return _years(found)
    names = [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(first, last + 1)]
    return tuple(Stretch(name, f"{name}-01", f"{name}-{_days(name)}", *counts.get(name, (0, 0))) for name in names)


def _years(months: list[Month]) -> tuple[Stretch, ...]:
    """Years without a gap; of very long times those in which there is something, and the latest of them."""
    counts: dict[int, list[int]] = {}
    for one in months:
        count = counts.setdefault(int(one.month[:4]), [0, 0])
        count[0] += one.said
        count[1] += one.about
    first, last = min(counts), max(counts)
    years = sorted(counts)[-MOST_MONTHS:] if last - first >= MOST_MONTHS else range(first, last + 1)
    return tuple(Stretch(f"{y:04}", f"{y:04}-01-01", f"{y:04}-12-31", *counts.get(y, [0, 0])) for y in years)


def _days(month: str) -> int:
    year = int(month[:4])
    return monthrange(year, int(month[5:]))[1] if year and 1 <= int(month[5:]) <= 12 else 28


def _suggestions(room: Room) -> list[Suggestion]:
    found: list[Suggestion] = room.kept(("suggestions",), room.store.suggestions, on=())
    return found


def _alike(one: Suggestion) -> Alike:
    return Alike(one.id, one.actors, one.names, one.reason)
