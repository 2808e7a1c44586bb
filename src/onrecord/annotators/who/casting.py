"""The actors of a document in the making, and how to look them up.

An actor gathers the words that name or describe it. Nothing is merged by guess: what fits two actors joins neither.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from dataclasses import dataclass, field

from onrecord.annotators.who.lexicon import lexicon
from onrecord.annotators.who.naming import Naming
from onrecord.annotators.who.posts import is_over, post_key
from onrecord.model import ActorKind, Post, Span

_DEPUTIES = {"vice", "deputy", "assistant", "under", "acting", "honorary"}


@dataclass(slots=True)
class Part:
    """An actor in the making: its namings, the words of its fullest name, and what they say of it.

    `posts` are by title in lower case, `full` the offsets of full names in text order, `nouns` what it is called beside them.
    """

    kind: ActorKind
    words: tuple[str, ...]
    namings: list[Naming] = field(default_factory=list)
    pronouns: list[Span] = field(default_factory=list)
    posts: dict[str, Post] = field(default_factory=dict)
    full: list[int] = field(default_factory=list)
    genders: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    human: bool = False

    @property
    def gender(self) -> str | None:
        """`he` or `she` where the words about the actor agree on it."""
        return next(iter(self.genders)) if len(self.genders) == 1 else None

    def take(self, naming: Naming) -> None:
        """Count a naming as one of this actor's."""
        self.namings.append(naming)
        self.human |= naming.human
        self.genders |= {naming.gender} if naming.gender else set()
        for post in naming.posts:
            self.posts.setdefault(post.title.lower(), post)
        if is_full(naming.words):
            insort(self.full, naming.span.start)

    def is_full_between(self, start: int, end: int) -> bool:
        """Whether a full name of it begins in `[start, end)`."""
        i = bisect_left(self.full, start)
        return i < len(self.full) and self.full[i] < end


class Cast:
    """The actors of a document. An actor is known by its place in `parts`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.parts: list[Part] = []
        self.by_words: dict[tuple[ActorKind, tuple[str, ...]], int] = {}
        self._with_word: dict[str, list[int]] = defaultdict(list)
        self._with_post: dict[str, dict[int, None]] = defaultdict(dict)

    def join(self, naming: Naming, part: int) -> None:
        """Count a naming as one of this actor's."""
        naming.actor = part
        self.parts[part].take(naming)
        if naming.noun and naming.noun not in self.parts[part].nouns:
            self.parts[part].nouns.add(naming.noun)
            self._with_word[naming.noun].append(part)
        for post in naming.posts:
            self._with_post[post_key(post.title)[0]][part] = None

    def create(self, naming: Naming) -> int:
        """A new actor with this naming."""
        part = len(self.parts)
        self.parts.append(Part(naming.kind, naming.words))
        for word in dict.fromkeys(naming.words):
            self._with_word[word].append(part)
        self.join(naming, part)
        return part

    def merge(self, part: int, into: int) -> None:
        """Give all namings of one actor to another."""
        if part != into:
            for naming in self.parts[part].namings:
                self.join(naming, into)
            self.parts[part].namings = []

    def with_word(self, word: str, *kinds: ActorKind) -> list[int]:
        """The actors of these kinds whose fullest name has a word."""
        found = (i for i in self._with_word.get(word, ()) if self.parts[i].namings)
        return [i for i in found if self.parts[i].kind in kinds]

    def with_post(self, key: tuple[str, frozenset[str]]) -> list[int]:
        """The persons who hold the post that a key speaks of; if several, those with exactly this title."""
        fits = [i for i in self._with_post.get(key[0], ()) if self.parts[i].namings and holds(self.parts[i], key)]
        if len(fits) < 2:
            return fits
        return [i for i in fits if any(post_key(title) == key for title in self.parts[i].posts)] or fits


def holds(part: Part, key: tuple[str, frozenset[str]]) -> bool:
    """Whether one of the actor's posts, not over, may be meant: same head, and all words of one in the other."""
    head, words = key
    for title in part.posts:
        own, mine = post_key(title)
        alike = own == head and not is_over(title) and (words <= mine or mine <= words)
        if alike and (words & _DEPUTIES) == (mine & _DEPUTIES):
            return True
    return False


def is_full(words: tuple[str, ...]) -> bool:
    """Whether a person's name has more than a surname: "Bo de Ruyn", not "de Ruyn"."""
    return len(words) > 1 and words[0] not in lexicon().particles
