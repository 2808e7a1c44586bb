"""The words of `data/actors.toml`, ready for looking up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from onrecord.annotators import lexicons


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Heads of posts, bodies and people, forms of address, and what each says of "he" or "she" (`"he"`, `"she"`)."""

    honorifics: frozenset[str]
    particles: frozenset[str]
    posts: frozenset[str]
    over: frozenset[str]
    short_posts: dict[str, str]
    bodies: frozenset[str]
    people: frozenset[str]
    others: frozenset[str]
    """Nouns for one person that make no actor, but that a pronoun may mean."""
    no_bodies: frozenset[str]
    unions: frozenset[str]
    media_heads: frozenset[str]
    media_last: frozenset[str]
    media: frozenset[str]
    states: dict[str, str]
    genders: dict[str, str]
    """Gender by honorific, post or noun."""
    first_names: dict[str, str]
    """Gender by first name."""


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    data = lexicons.lexicon("actors")
    address, posts, people = data["honorifics"], data["posts"], data["people"]
    return Lexicon(
        honorifics=frozenset(word for group in address.values() for word in group),
        particles=frozenset(data["particles"]["before"]),
        posts=frozenset(posts["heads"]),
        short_posts=posts["short"],
        over=frozenset(posts["over"]),
        bodies=frozenset(data["bodies"]["heads"]),
        people=frozenset(people["heads"]),
        others=frozenset(people["others"]),
        no_bodies=frozenset(data["bodies"]["none"]),
        unions=frozenset(data["bodies"]["unions"]),
        media_heads=frozenset(data["media"]["heads"]),
        media_last=frozenset(data["media"]["last"]),
        media=frozenset(data["media"]["names"]),
        states=data["states"],
        genders={word: who for who in ("he", "she") for part in (address, posts, people) for word in part[who]},
        first_names={name: who for who, names in data["first_names"].items() for name in names},
    )
