"""People named with their posts at the head of a text, found by their shape alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.model import Span
from onrecord.readers.data import any_of, words
from onrecord.text import Offsets, fold

REACH = 4_000
"""Characters from the beginning in which an introduction names its voices."""

_WORD = re.compile(r"[^\W\d_][\w'’-]*\.?")
_PARTICLES = {"de", "da", "del", "van", "von", "der", "bin", "ibn", "al", "el", "dos", "di"}
_PLACE_BEFORE = re.compile(r"\b(?:of|to|in|for|from)(?: the)? $")
_AFTER = re.compile(r"(?:,| \(| –| —)\s(?:(?:the|a|an|its|their|our)\s)?(?P<title>[^,.;:!?\n“”\"«»()]{3,110})")
_VERBS = "has|have|is|was|will|said|says|told|spoke|speaks|answers|talks|explains|discusses"
_STOP = re.compile(rf"\s(?:about|who|whose|which|that|on the|in an|{_VERBS})\b.*")
_PAUSE = re.compile(r"[.?!:]\s")


@dataclass(frozen=True, slots=True)
class Person:
    """A name, the post beside it, the span of both, and whether the text introduces the person as the one who talks."""

    name: str
    title: str
    span: Span
    introduced: bool = False


def people(text: str, head: Sequence[Offsets]) -> Iterator[Person]:
    """People in the stretches of `head`, in text order.

    >>> list(people("Jan Orlov, Ambassador of Dorvan", [(0, 31)]))[0].title
    'Ambassador of Dorvan'
    """
    for start, end in head:
        for names in _sequences(text, start, min(end, REACH)):
            if person := _person(text, names, start, end):
                yield person


def _sequences(text: str, start: int, end: int) -> Iterator[list[Offsets]]:
    """Runs of capitalised words with single blanks between them."""
    run: list[Offsets] = []
    for match in _WORD.finditer(text, start, max(start, end)):
        word = match.group()
        last = match.end() - (word.endswith(".") and not _dotted(word))
        adjacent = bool(run) and text[run[-1][1] : match.start()] == " "
        if run and not (adjacent and (word[0].isupper() or word in _PARTICLES)):
            yield run
            run = []
        if word[0].isupper() or run:
            run.append((match.start(), last))
    if run:
        yield run


def _dotted(word: str) -> bool:
    return len(word) == 2 or fold(word[:-1]) in words("voices")["address"]


def _person(text: str, names: list[Offsets], start: int, end: int) -> Person | None:
    while names and text[slice(*names[-1])] in _PARTICLES:
        names = names[:-1]
    folded = [fold(text[slice(*name)]).rstrip(".") for name in names]
    cut = max((i + 1 for i, word in enumerate(folded) if word in _titles()), default=0)
    first = names[0][0] if names else start
    title = text[first : names[cut - 1][1]] if cut else ""
    if not cut and (found := _post_before(text, start, first)) is not None:
        first, cut = found, 1
        title = text[first : names[0][1]]
    name = names[cut:]
    if len(name) < (1 if title else 2):
        return None
    last, after = _post_after(text, name[-1][1], end)
    return Person(text[name[0][0] : name[-1][1]], title or after, Span(first, last), _introduced(text, start, first))


def _post_before(text: str, start: int, first: int) -> int | None:
    """Where the post begins whose place is the word at `first`: "Ambassador of Dorvan to |Veria Jan Orlov"."""
    if not _PLACE_BEFORE.search(text, max(start, first - 10), first):
        return None
    found = list(any_of("voices", "post").finditer(text, max(start, first - 100), first))
    return found[0].start() if found and not _PAUSE.search(text, found[0].end(), first) else None


def _post_after(text: str, last: int, end: int) -> tuple[int, str]:
    match = _AFTER.match(text, last, end)
    if match:
        title = _STOP.sub("", match["title"]).rstrip()
        if any_of("voices", "post").search(" ".join(title.split()[:7])):
            return match.start("title") + len(title), title
    return last, ""


def _introduced(text: str, start: int, first: int) -> bool:
    before = text[max(start, first - 140) : first]
    match = list(any_of("voices", "introduces").finditer(before))
    return bool(match) and not _PAUSE.search(before, match[-1].end())


@lru_cache
def _titles() -> frozenset[str]:
    posts = {word for post in words("voices")["post"] for word in post.split()}
    return frozenset(posts | set(words("voices")["address"]))
