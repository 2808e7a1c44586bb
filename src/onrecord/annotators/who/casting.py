"""Namings gathered into actors: one for each person, body, state and group, never merged by guess.

A short form joins an actor only where it fits exactly one. What fits two stays without an actor.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from onrecord.annotators.who.lexicon import lexicon
from onrecord.annotators.who.naming import Naming
from onrecord.annotators.who.posts import is_over, post_key
from onrecord.model import ActorKind, Post, Span

NEAR = 500
"""Characters before a bare surname in which a full name settles whose it is."""

_DEPUTIES = {"vice", "deputy", "assistant", "under", "acting", "honorary"}


@dataclass(slots=True)
class Part:
    """An actor in the making: its place in the cast, its namings, and the words of its fullest name."""

    kind: ActorKind
    words: tuple[str, ...]
    namings: list[Naming] = field(default_factory=list)
    pronouns: list[Span] = field(default_factory=list)

    @property
    def gender(self) -> str | None:
        """`he` or `she` where the words about the actor agree on it."""
        said = {n.gender for n in self.namings if n.gender}
        return said.pop() if len(said) == 1 else None

    @property
    def human(self) -> bool:
        """Whether it is known to be one person."""
        return any(n.human for n in self.namings)

    @property
    def posts(self) -> list[Post]:
        """The posts given to it, once each."""
        found: dict[str, Post] = {}
        for naming in self.namings:
            for post in naming.posts:
                found.setdefault(post.title.lower(), post)
        return list(found.values())


class Cast:
    """The actors of a document. `parts` in order of first naming once `settle` has run."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.parts: list[Part] = []
        self._by_last: dict[str, list[int]] = defaultdict(list)
        self._by_first: dict[str, list[int]] = defaultdict(list)
        self._by_words: dict[tuple[ActorKind, tuple[str, ...]], int] = {}

    def settle(self, named: list[Naming], described: list[Naming]) -> None:
        """Give every naming its actor, full names first, then short ones, then descriptions in text order."""
        persons = [n for n in named if n.kind is ActorKind.PERSON]
        for naming in sorted(persons, key=lambda n: (not _is_full(n.words), -len(n.words))):
            self._person(naming)
        for naming in sorted((n for n in named if n.kind is not ActorKind.PERSON), key=lambda n: -len(n.words)):
            self._body(naming)
        self._acronyms(named)
        beside = _beside(self.text, persons)
        for naming in sorted(described, key=lambda n: n.span):
            name = beside(naming)
            if name is not None and name.actor is not None:
                self.join(naming, name.actor)
            else:
                self._description(naming)

    def join(self, naming: Naming, part: int) -> None:
        """Count a naming as one of this actor's."""
        naming.actor = part
        self.parts[part].namings.append(naming)

    def create(self, naming: Naming) -> int:
        """A new actor with this naming."""
        self.parts.append(Part(naming.kind, naming.words))
        self.join(naming, len(self.parts) - 1)
        return len(self.parts) - 1

    # persons

    def _person(self, naming: Naming) -> None:
        fits = self._whole(naming) if _is_full(naming.words) else self._short(naming)
        fits = [i for i in fits if _agree(self.parts[i], naming)]
        if len(fits) == 1:
            self.join(naming, fits[0])
        elif not fits:
            self._enter(naming)

    def _enter(self, naming: Naming) -> None:
        part = self.create(naming)
        self._by_last[naming.words[-1]].append(part)
        if _is_full(naming.words):
            self._by_first[naming.words[0]].append(part)

    def _whole(self, naming: Naming) -> list[int]:
        """Actors whose full name is this one, give or take middle names and initials."""
        return [i for i in self._by_last[naming.words[-1]] if _same_person(self.parts[i].words, naming.words)]

    def _short(self, naming: Naming) -> list[int]:
        """Actors with this last name; those with the post beside it, if there are several; else with this first name."""
        word = naming.words[-1]
        last = [i for i in self._by_last[word] if _is_full(self.parts[i].words)]
        if not last:
            own = [i for i in self._by_last[word] if not _is_full(self.parts[i].words)]
            return own or [i for i in self._by_first[word] if not naming.titled and not naming.posts]
        return last if len(last) == 1 else self._narrowed(last, naming)

    def _narrowed(self, fits: list[int], naming: Naming) -> list[int]:
        keys = [post_key(post.title) for post in naming.posts]
        by_post = [i for i in fits if any(_posts_meet(self.parts[i].posts, key) for key in keys)]
        if len(by_post) == 1:
            return by_post
        before = [i for i in fits if any(n.span < naming.span and len(n.words) > 1 for n in self.parts[i].namings)]
        if len(before) == 1:
            return before
        return self._near(fits, naming)

    def _near(self, fits: list[int], naming: Naming) -> list[int]:
        """Those named in full shortly before; all of them where that settles nothing."""
        start = naming.span.start - NEAR
        full = (i for i in fits for n in self.parts[i].namings if len(n.words) > 1 and start < n.span.start < naming.span.start)
        close = list(dict.fromkeys(full))
        return close if len(close) == 1 else self._foremost(close or fits, naming)

    def _foremost(self, fits: list[int], naming: Naming) -> list[int]:
        """The one whom the text names in full far more often than its namesakes, none of whom is named nearby."""
        ranked = sorted(fits, key=lambda i: -self._full(i))
        most, next_ = self._full(ranked[0]), self._full(ranked[1])
        near = [n for i in ranked[1:] for n in self.parts[i].namings if abs(n.span.start - naming.span.start) < NEAR]
        return ranked[:1] if most >= 3 * next_ and not near else fits

    def _full(self, part: int) -> int:
        return sum(len(n.words) > 1 for n in self.parts[part].namings)

    # bodies and states

    def _body(self, naming: Naming) -> None:
        words = naming.words
        if naming.kind is ActorKind.STATE:
            words = tuple(lexicon().states.get(" ".join(words), " ".join(words)).split())
        key = (naming.kind, tuple(sorted(w for w in words if w not in ("of", "the", "for", "and"))))
        if key not in self._by_words:
            longer = self._longer(naming)
            self._by_words[key] = self.create(naming) if longer is None else longer
            if longer is None:
                return
        self.join(naming, self._by_words[key])

    def _longer(self, naming: Naming) -> int | None:
        """The only body whose name begins with this one word."""
        if naming.kind is not ActorKind.ORGANISATION or len(naming.words) > 1:
            return None
        fits = [
            i for i, p in enumerate(self.parts) if p.kind is naming.kind and len(p.words) > 1 and p.words[0] == naming.words[0]
        ]
        return fits[0] if len(fits) == 1 else None

    def _acronyms(self, named: list[Naming]) -> None:
        """Join "ORF" to "Orvan Relief Fund" where exactly one body has these initials, or the text puts it in brackets."""
        bodies = [n for n in named if n.kind is ActorKind.ORGANISATION]
        longer = defaultdict(set)
        for naming in bodies:
            if len(naming.words) > 1 and naming.actor is not None:
                for letters in _initials(naming.name.of(self.text)):
                    longer[letters].add(naming.actor)
        for before, naming in zip([None, *bodies], bodies, strict=False):
            name = naming.name.of(self.text)
            if len(naming.words) > 1 or not name.isupper() or naming.actor is None:
                continue
            fits = longer[name.replace(".", "").lower()]
            if before is not None and self.text[before.span.end : naming.span.start].strip() == "(" and before.actor is not None:
                fits = {before.actor}
            if len(fits) == 1:
                self._merge(naming.actor, next(iter(fits)))

    def _merge(self, part: int, into: int) -> None:
        if part == into:
            return
        for naming in self.parts[part].namings:
            self.join(naming, into)
        self.parts[part].namings = []

    # descriptions

    def _description(self, naming: Naming) -> None:
        if naming.form == "post":
            self._post(naming)
        elif naming.form == "short":
            self._alone(naming, ActorKind.ORGANISATION)
        elif naming.form == "definite":
            self._alone(naming, naming.kind)
        else:
            self.create(naming)

    def _post(self, naming: Naming) -> None:
        """ "The President": the only holder of such a post, else one the text has not named."""
        key = post_key(naming.name.of(self.text))
        fits = [i for i, p in enumerate(self.parts) if p.kind is ActorKind.PERSON and p.namings and _posts_meet(p.posts, key)]
        if len(fits) > 1:
            fits = [i for i in fits if any(post_key(post.title) == key for post in self.parts[i].posts)]
        if len(fits) == 1:
            self.join(naming, fits[0])
        elif not fits:
            naming.posts.append(Post(naming.name.of(self.text), naming.name))
            self.create(naming)

    def _alone(self, naming: Naming, kind: ActorKind) -> None:
        """Join the only actor that these words can stand for: one that has them all, under the same head."""
        head, words = naming.words[-1] if len(naming.words) == 1 else None, set(naming.words)
        same = self._by_words.get((kind, tuple(sorted(words))))
        fits = [same] if same is not None else [i for i, p in enumerate(self.parts) if p.namings and _holds(p, kind, words, head)]
        if len(fits) == 1:
            self.join(naming, fits[0])
        elif not fits:
            self._by_words[kind, tuple(sorted(words))] = self.create(naming)


def _beside(text: str, persons: list[Naming]) -> Callable[[Naming], Naming | None]:
    """A function that gives the name in apposition to a description of one person: "the chairman, Bo Lind"."""
    starts = {n.span.start: n for n in persons}
    ends = {n.span.end: n for n in persons}

    def find(naming: Naming) -> Naming | None:
        if not naming.human or naming.kind is ActorKind.GROUP:
            return None
        if text[naming.span.end : naming.span.end + 2] == ", " and (after := starts.get(naming.span.end + 2)):
            return after
        lead = text.rfind(", ", max(0, naming.span.start - 7), naming.span.start)
        is_article = text[lead + 2 : naming.span.start] in ("a ", "an ", "the ")
        return ends.get(lead) if lead > 0 and is_article and text[naming.span.end : naming.span.end + 1] in ",.;)" else None

    return find


def _holds(part: Part, kind: ActorKind, words: set[str], head: str | None) -> bool:
    """Whether the words may be short for this actor: a single head that is in its name, or one set within the other."""
    kinds = {kind, ActorKind.UNNAMED, ActorKind.GROUP} if kind in (ActorKind.UNNAMED, ActorKind.GROUP) else {kind}
    if part.kind not in kinds:
        return False
    if head is not None:
        return (len(part.words) > 1 and head in (part.words[0], part.words[-1])) or part.words == (head,)
    return words <= set(part.words)


def _is_full(words: tuple[str, ...]) -> bool:
    """Whether a person's name has more than a surname: "Bo de Ruyn", not "de Ruyn"."""
    return len(words) > 1 and words[0] not in lexicon().particles


def _same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two full names may be one person's: same last name, first names equal or one the other's initial."""
    if one[-1] != other[-1] or len(one) < 2 or len(other) < 2:
        return False
    if one[-len(other) :] == other or other[-len(one) :] == one:
        return True
    a, b = one[0], other[0]
    return a == b or (min(len(a), len(b)) == 1 and a[0] == b[0])


def _agree(part: Part, naming: Naming) -> bool:
    return part.gender is None or naming.gender is None or part.gender == naming.gender


def _posts_meet(posts: Iterable[Post], key: tuple[str, frozenset[str]]) -> bool:
    """Whether one of the posts, still held, may be meant by a key: same head, and all words of one in the other."""
    head, words = key
    for post in posts:
        own, mine = post_key(post.title)
        alike = own == head and not is_over(post.title) and (words <= mine or mine <= words)
        if alike and (words & _DEPUTIES) == (mine & _DEPUTIES):
            return True
    return False


def _initials(name: str) -> set[str]:
    """The acronyms a name may have, with and without its small words."""
    words = [w for w in name.replace("-", " ").split() if w[:1].isalpha()]
    letters: Callable[[list[str]], str] = lambda ws: "".join(w[0] for w in ws).lower()  # noqa: E731
    big = [w for w in words if w[0].isupper()]
    return {letters(big), letters(words)} if len(big) > 1 else set()
