"""Descriptions joined to whom they can only mean: "the President", "the ministry", "the doctor"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.annotators.who.casting import Cast, Part
from onrecord.annotators.who.naming import Naming
from onrecord.annotators.who.posts import post_key
from onrecord.model import ActorKind, Post

_PEOPLE = (ActorKind.UNNAMED, ActorKind.GROUP)


def settle_descriptions(cast: Cast, namings: Iterable[Naming], persons: Sequence[Naming]) -> None:
    """Give each description its actor, in text order; one that opens with "a" or "two" begins a new one."""
    beside = _Beside(cast.text, persons)
    for naming in sorted(namings, key=lambda n: n.span):
        name = beside.name(naming)
        if name is not None and name.actor is not None:
            if naming.form == "post":
                naming.posts.append(Post(naming.name.of(cast.text), naming.name))
            cast.join(naming, name.actor)
        elif naming.form == "post":
            _post(cast, naming)
        elif naming.form == "short":
            _alone(cast, naming, ActorKind.ORGANISATION)
        elif naming.form == "definite":
            _alone(cast, naming, naming.kind)
        else:
            cast.create(naming)


def _post(cast: Cast, naming: Naming) -> None:
    """As in "the President": the only holder of such a post, else one whom the text has not named."""
    title = naming.name.of(cast.text)
    fits = cast.with_post(post_key(title))
    if len(fits) == 1:
        cast.join(naming, fits[0])
    elif not fits:
        naming.posts.append(Post(title, naming.name))
        cast.create(naming)


def _alone(cast: Cast, naming: Naming, kind: ActorKind) -> None:
    """Join the only actor that these words can stand for: one that has them all, a single word at an end of its name."""
    key = kind, tuple(sorted(set(naming.words)))
    same = cast.by_words.get(key)
    kinds = _PEOPLE if kind in _PEOPLE else (kind,)
    fits = [same] if same is not None else [i for i in cast.with_word(naming.words[-1], *kinds) if _has(cast.parts[i], naming)]
    if len(fits) == 1:
        cast.join(naming, fits[0])
    elif not fits:
        cast.by_words[key] = cast.create(naming)


def _has(part: Part, naming: Naming) -> bool:
    if len(naming.words) == 1:
        ends = part.words[0], part.words[-1], _head(part.words)
        return naming.words[0] in ends or naming.words[0] in part.nouns
    return set(naming.words) <= set(part.words)


def _head(words: tuple[str, ...]) -> str:
    """The word that says what a body is: the last before "of" or "for"."""
    behind = next((k for k, word in enumerate(words) if word in ("of", "for", "on") and k), len(words))
    return words[behind - 1]


class _Beside:
    """Names in apposition to a description of one person: "the chairman, Bo Lind", "Bo Lind, a doctor,"."""

    def __init__(self, text: str, persons: Sequence[Naming]) -> None:
        self.text = text
        self._starts = {n.span.start: n for n in persons}
        self._ends = {n.span.end: n for n in persons}

    def name(self, naming: Naming) -> Naming | None:
        """The name beside a description, None where there is none."""
        if naming.kind not in (ActorKind.PERSON, ActorKind.UNNAMED):
            return None
        start, end = naming.span.start, naming.span.end
        if self.text.startswith(", ", end) and end + 2 in self._starts:
            return self._starts[end + 2]
        comma = self.text.rfind(", ", max(0, start - 7), start)
        if comma < 0 or self.text[comma + 2 : start] not in ("a ", "an ", "the "):
            return None
        return self._ends.get(comma) if self.text[end : end + 1] in ",.;)" else None
