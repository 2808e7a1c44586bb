"""Words that name or describe somebody, one by one, before it is settled who is who."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.language import Parse, Token
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


def behind_seat(tokens: Sequence[Token], first: int) -> int:
    """Where the words for a body begin behind the place where it sits: "Orva-based Relief Fund"."""
    seat = [t.lower for t in tokens[first : first + 3]]
    return first + 3 if seat[1:] == ["-", "based"] and len(tokens) > first + 3 else first


def with_purpose(parse: Parse, tokens: list[Token], *joins: str) -> list[Token]:
    """A body's name with "for Human Rights" or "of Merchants" behind it; `joins` are the words that may join them."""
    last = tokens[-1].i
    after = parse.tokens[last + 1 : last + 6]
    if len(after) < 2 or after[0].lower not in (joins or ("for", "of")) or not after[1].is_proper:
        return tokens
    end = next((t.i for t in after[1:] if not t.is_proper), after[-1].i + 1)
    return [*tokens, *parse.tokens[last + 1 : end]]
