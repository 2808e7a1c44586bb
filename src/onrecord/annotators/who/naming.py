"""Words that name or describe somebody, one by one, before it is settled who is who."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.model import ActorKind, Post, Span


@dataclass(slots=True)
class Naming:
    """One place in the text that names or describes somebody.

    `span` is the whole phrase with title but without determiner, `name` the part that names (equal to `span` for a
    description). `words` are the folded words of `name`. `head` is the place of its head in `Parse.tokens`, -1 where
    the words were not parsed (labels).
    """

    span: Span
    name: Span
    kind: ActorKind
    words: tuple[str, ...]
    head: int
    form: str = "name"
    """`name`, `post` ("the President"), `short` ("the ministry"), `definite` or `indefinite` (descriptions)."""
    posts: list[Post] = field(default_factory=list)
    gender: str | None = None
    titled: bool = False
    noun: str = ""
    """What the text calls it beside the name: "agency" in "the relief agency Open Hand"."""
    human: bool = False
    """Whether it is known to be one person: a name, or a head that means people."""
    actor: int | None = None
    """The place of its actor in the cast, once it is known."""


def folded_words(text: str) -> tuple[str, ...]:
    """The words of a name in lower case without accents, initials' dots, a leading "the" and a possessive "'s".

    >>> folded_words("the Orvan People’s Party’s")
    ('orvan', 'people', 'party')
    """
    from onrecord.text import fold

    plain = fold(text.replace("’", "'")).strip()
    words = [word.strip(".,;:()[]\"“”«»'").removesuffix("'s") for word in plain.replace("-", " ").split()]
    words = [word for word in words if word]
    return tuple(words[1:] if len(words) > 1 and words[0] == "the" else words)


def initials_of(name: str) -> set[str]:
    """The acronyms a name may have, with and without its small words."""
    words = [word for word in name.replace("-", " ").removeprefix("The ").split() if word[:1].isalpha()]
    big = [word for word in words if word[0].isupper()]
    return {"".join(word[0] for word in group).lower() for group in (big, words)} if len(big) > 1 else set()
