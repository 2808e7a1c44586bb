"""The fullest form in which a text names the voice behind a label: "Jan Orlov, Ambassador of Dorvan" for "Ambassador"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.model import Role, Span
from onrecord.readers.data import words
from onrecord.readers.labels import Label, is_answerer, is_questioner
from onrecord.readers.people import Person, people
from onrecord.text import Offsets, fold

_TOKEN = re.compile(r"[^\W_][\w'’-]*")


def full_names(
    text: str, labels: Sequence[Label | None], roles: Sequence[Role], head: Sequence[Offsets], intro: int
) -> list[Span | None]:
    """For each turn the span that names its voice most fully, None where nobody is named.

    `head` is where names are looked for, `intro` the end of title, introduction and first question. A voice without a
    label of its own is the one person whom these introduce; a question without label has no name.
    """
    found = list(people(text, head))
    keys = [label.key if label else role.value for label, role in zip(labels, roles, strict=True)]
    alone = len({key for key, role in zip(keys, roles, strict=True) if role is Role.ANSWER}) == 1
    names: dict[str, Span | None] = {}
    for key, label, role in zip(keys, labels, roles, strict=True):
        if key not in names:
            names[key] = _name(text, label, role, found, intro if alone else 0)
    return [names[key] for key in keys]


def _name(text: str, label: Label | None, role: Role, found: list[Person], intro: int) -> Span | None:
    exact = text[label.start : label.end] if label else ""
    if label is None or is_answerer(exact):
        early = [person for person in found if person.span.end <= intro]
        return _introduced(early) if role is Role.ANSWER else None
    if is_questioner(exact):
        return None
    spans = [person.span for person in found if _same(exact, person)]
    longest = max(spans, key=lambda span: (span.end - span.start, -span.start), default=None)
    if longest and longest.end - longest.start > len(exact):
        return longest
    return Span(label.start, label.end)


def _introduced(found: list[Person]) -> Span | None:
    """The one who is introduced; else the only person with a post."""
    for some in ([p for p in found if p.introduced], [p for p in found if p.title]):
        surnames = {_tokens(person.name)[-1] for person in some}
        if len(surnames) == 1:
            return max((person.span for person in some), key=lambda span: (span.end - span.start, -span.start))
    return None


def _same(label: str, person: Person) -> bool:
    """Whether a label can stand for a person: by a part of the name, or as a post without name."""
    address = set(words("voices")["address"])
    core = [token for token in _tokens(re.split(r"[(,]", label)[0]) if token not in address and token != "the"]
    name, title = _tokens(person.name), _tokens(person.title)
    if not core:
        return False
    if all(token in title for token in core):
        return True
    posts = {token for post in words("voices")["post"] for token in post.split()}
    bare = [token for token in core if token not in posts]
    return bool(bare) and (name[-len(bare) :] == bare or name[: len(bare)] == bare)


def _tokens(words_: str) -> list[str]:
    return [fold(token) for token in _TOKEN.findall(words_)]
