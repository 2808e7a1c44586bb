"""Names of bodies and states gathered: same words, a known short name, an acronym, the first word of one name only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from onrecord.annotators.who.casting import Cast
from onrecord.annotators.who.lexicon import lexicon
from onrecord.annotators.who.naming import Naming, folded_words, initials_of
from onrecord.model import ActorKind

_SMALL = {"of", "the", "for", "and"}


def settle_bodies(cast: Cast, namings: Sequence[Naming]) -> None:
    """Give each name of a body or state its actor."""
    for naming in sorted(namings, key=lambda n: -len(n.words)):
        key = _key(naming)
        part = cast.by_words.get(key)
        if part is None:
            part = _longer(cast, naming)
        if part is None:
            cast.by_words[key] = cast.create(naming)
        else:
            cast.by_words.setdefault(key, part)
            cast.join(naming, part)
    _of_places(cast, namings)
    _of_unions(cast, namings)
    _acronyms(cast, namings)


def call_bodies(text: str, namings: Sequence[Naming]) -> None:
    """Take for a body's a word behind "The" with which a body's name ends: "The Post" beside "The Orvan Post"."""
    last = {n.words[-1] for n in namings if n.kind is ActorKind.ORGANISATION and len(n.words) > 1}
    for naming in namings:
        alone = naming.kind is ActorKind.PERSON and len(naming.words) == 1 and naming.words[0] in last
        if alone and text[max(0, naming.name.start - 4) : naming.name.start] == "The ":
            naming.kind = ActorKind.ORGANISATION


def _of_places(cast: Cast, namings: Sequence[Naming]) -> None:
    """Join "Interior Ministry" to "Ministry of the Interior of Orvania" or "Orvania's Interior Ministry", if only one fits."""
    longer: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for naming in namings:
        if naming.kind is ActorKind.ORGANISATION and naming.actor is not None and (own := _without_place(cast.text, naming)):
            longer[tuple(sorted(w for w in own if w not in _SMALL))].add(naming.actor)
    for naming in namings:
        if len(naming.words) > 1 and naming.actor is not None:
            fits = longer.get(_key(naming)[1], set()) if naming.kind is ActorKind.ORGANISATION else set()
            if len(fits) == 1:
                cast.merge(naming.actor, next(iter(fits)))


def _without_place(text: str, naming: Naming) -> tuple[str, ...]:
    """The words of a body's name without the place that it is of; empty where it names none."""
    owner, mark, own = naming.name.of(text).replace("’", "'").partition("'s ")
    return naming.words[:-2] if naming.words[-2:-1] == ("of",) else folded_words(own) if mark and owner else ()


def _of_unions(cast: Cast, namings: Sequence[Naming]) -> None:
    """Join "Security Council" to "U.N. Security Council": a union has one body of a name."""
    longer: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for naming in namings:
        for k in range(1, len(naming.words) - 1):
            if " ".join(naming.words[:k]) in lexicon().unions and naming.actor is not None:
                longer[naming.words[k:]].add(naming.actor)
    for naming in namings:
        fits = longer.get(naming.words, set())
        if len(fits) == 1 and naming.actor is not None and naming.kind is ActorKind.ORGANISATION:
            cast.merge(naming.actor, next(iter(fits)))


def _key(naming: Naming) -> tuple[ActorKind, tuple[str, ...]]:
    """Kind and words in any order: "Ministry of Defence" and "Defence Ministry" are one body."""
    words = naming.words
    if naming.kind is ActorKind.STATE:
        words = tuple(lexicon().states.get(" ".join(words), " ".join(words)).split())
    return naming.kind, tuple(sorted(word for word in words if word not in _SMALL))


def _longer(cast: Cast, naming: Naming) -> int | None:
    """The only body whose name begins with this one word, or has it and it says what kind of body is meant.

    A newspaper keeps its article: "The Post" is the only one that is "The Orvan Post".
    """
    if naming.kind is not ActorKind.ORGANISATION or len(naming.words) > 1:
        return None
    word = naming.words[0]
    known = cast.with_word(word, naming.kind)
    fits = known if word in lexicon().bodies else [i for i in known if cast.parts[i].words[0] == word]
    if not fits and _has_article(cast, naming):
        fits = [i for i in known if cast.parts[i].words[-1] == word and any(_has_article(cast, n) for n in cast.parts[i].namings)]
    return fits[0] if len(fits) == 1 else None


def _has_article(cast: Cast, naming: Naming) -> bool:
    """Whether "The" with a capital stands before it."""
    return cast.text[max(0, naming.name.start - 4) : naming.name.start] == "The "


def _acronyms(cast: Cast, namings: Sequence[Naming]) -> None:
    """Join "ORF" to "Orvan Relief Fund" where exactly one body has these initials, or the text puts it in brackets."""
    bodies = [n for n in namings if n.kind is ActorKind.ORGANISATION]
    longer: dict[str, set[int]] = defaultdict(set)
    for naming in bodies:
        if len(naming.words) > 1 and naming.actor is not None:
            for letters in initials_of(naming.name.of(cast.text)):
                longer[letters].add(naming.actor)
    for before, naming in zip([None, *bodies], bodies, strict=False):
        name = naming.name.of(cast.text)
        if len(naming.words) > 1 or not name.isupper() or naming.actor is None:
            continue
        fits = longer.get(name.replace(".", "").lower(), set())
        if before is not None and before.actor is not None and _in_brackets(cast.text, before, naming):
            fits = {before.actor}
        if len(fits) == 1:
            cast.merge(naming.actor, next(iter(fits)))


def _in_brackets(text: str, before: Naming, naming: Naming) -> bool:
    return text[before.span.end : naming.span.start].strip() == "("
