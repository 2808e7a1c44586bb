"""Voices that only a label names: "MR ORLOV:", "Ana Kos (Orvan Relief Fund):", "Ambassador:"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator

from onrecord.annotators.who.lexicon import lexicon
from onrecord.annotators.who.naming import Naming, folded_words
from onrecord.model import ActorKind, Document, Post, Span
from onrecord.text import trim

_WORD = re.compile(r"[^\W\d_][\w.'’-]*")
_END = re.compile(r"[(\[,:;–—]| - ")
_CAPITAL = re.compile(r"^[\"“'‘]?(?P<name>[A-Z][A-Z.'’-]{2,}(?: [A-Z][A-Z.'’-]+){0,2}):\s", re.MULTILINE)
_NOBODY = {"q", "a", "question", "answer", "interviewer", "moderator", "host", "narrator", "speaker", "unknown", "unidentified"}


def find_labelled(doc: Document, named: list[Naming]) -> list[Naming]:
    """A naming for the name and label of each turn that the parse did not see."""
    ends = sorted(n.span.end for n in named)
    starts = sorted(n.span.start for n in named)
    spans = dict.fromkeys(s for turn in doc.turns for s in (turn.name, turn.label) if s is not None)
    spans |= dict.fromkeys(_repeated(doc.text))
    fresh = [s for s in spans if bisect_left(starts, s.end) == bisect_right(ends, s.start)]
    return [n for span in fresh for n in _naming(doc.text, span)]


def _repeated(text: str) -> list[Span]:
    """Labels in capitals that begin lines more than once, where a text quotes a conversation and is none itself."""
    found = list(_CAPITAL.finditer(text))
    counts = Counter(match["name"] for match in found)
    return [Span(*match.span("name")) for match in found if counts[match["name"]] > 1]


def _naming(text: str, span: Span) -> Iterator[Naming]:
    words = list(_WORD.finditer(text, span.start, _end(text, span)))
    low = [w.group().lower() for w in words]
    if not words or low[0] in _NOBODY:
        return
    kept, gender, titled = 0, None, False
    while kept < len(words) and low[kept] in lexicon().honorifics:
        gender, titled, kept = lexicon().genders.get(low[kept]) or gender, True, kept + 1
    posts = [i for i, word in enumerate(low) if word in lexicon().posts]
    if posts and posts[-1] < len(words) - 1 and low[posts[-1] + 1] not in ("of", "for", "to"):
        kept = posts[-1] + 1
    elif posts:
        yield _post(text, words[1 if low[0] == "the" else 0].start(), words[-1].end())
        return
    name = Span(words[kept].start(), words[-1].end())
    naming = Naming(Span(words[0].start(), name.end), name, ActorKind.PERSON, folded_words(name.of(text)), -1)
    naming.human = True
    naming.gender, naming.titled = gender or lexicon().first_names.get(naming.words[0]), titled
    if posts:
        title = Span(words[0].start(), words[posts[-1]].end())
        naming.posts.append(Post(title.of(text), title))
    yield naming


def _end(text: str, span: Span) -> int:
    found = _END.search(text, span.start, span.end)
    return found.start() if found else span.end


def _post(text: str, start: int, end: int) -> Naming:
    span = Span(*trim(text, start, end))
    return Naming(span, span, ActorKind.PERSON, folded_words(span.of(text)), -1, form="post")
