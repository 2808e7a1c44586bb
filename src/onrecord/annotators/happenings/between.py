"""What stands between two parties of a sentence, as a classifier sees it: hashed words, and the encoder's states pooled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from zlib import crc32

import numpy as np
import numpy.typing as npt

from onrecord.annotators.happenings.kinds import Sorted
from onrecord.encoder import Encoding
from onrecord.language import Parse, Token
from onrecord.model import Span

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]

BUCKETS = 1 << 15
COMPLEMENTS = ("dobj", "xcomp", "prt", "ccomp", "neg", "aux", "attr", "acomp", "nsubjpass", "auxpass", "prep", "oprd", "conj")
OPEN = ("xcomp", "ccomp", "dobj", "prep")
BELOW = ("dobj", "xcomp", "pobj", "prep", "neg", "aux", "compound", "amod")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parties of one sentence, either of which may be missing: the places of their tokens and of their heads.

    `path` holds the words on the way from one head to the other through the parse, `verb` the nearest verb above the actor.
    """

    actor: frozenset[int]
    recipient: frozenset[int]
    heads: tuple[int | None, int | None]
    path: tuple[int, ...]
    verb: int | None

    @property
    def parties(self) -> frozenset[int]:
        """The tokens of both."""
        return self.actor | self.recipient


def pair_of(parse: Parse, actor: Span | None, recipient: Span | None) -> Pair:
    """The pair whose parties stand at these spans.

    Args:
        parse: the text's parse.
        actor: half-open code points of the noun phrase of who acts; None where there is none.
        recipient: the same of who is acted on.
    """
    tops = [parse.root(span) if span is not None else None for span in (actor, recipient)]
    inside = [frozenset(t.i for t in parse.within(span)) if span is not None else frozenset() for span in (actor, recipient)]
    parties = inside[0] | inside[1]
    above = [[t.i for t in parse.ancestors(top)] if top is not None else [] for top in tops]
    ways = [_way(above[0], above[1], tops[1]), _way(above[1], above[0], tops[0])]
    path = tuple(dict.fromkeys(i for way in ways for i in way if i not in parties))
    climb = above[0] if tops[0] is not None else above[1]
    verb = next((i for i in climb if parse.tokens[i].is_verb), None)
    heads = [top.i if top is not None else None for top in tops]
    return Pair(inside[0], inside[1], (heads[0], heads[1]), path, verb)


def _way(above: list[int], other: list[int], end: Token | None) -> list[int]:
    """The words above one head up to the first that is also above the other, or is it; one word where nothing joins them."""
    joint = next((n for n, i in enumerate(above) if i in other or (end is not None and i == end.i)), None)
    return above[:1] if joint is None else above[: joint + 1]


def terms(parse: Parse, pair: Pair, events: Iterable[Sorted]) -> list[str]:
    """The words of the sentence, alone and by twos, with the parties masked; the path; what hangs on the verb; the events found.

    Args:
        parse: the text's parse.
        pair: two parties of one sentence.
        events: what rules and encoder found in the text.
    """
    return [*_running(parse, pair), *_on_the_way(parse, pair), *_below_verb(parse, pair), *_told(pair, events)]


def _told(pair: Pair, events: Iterable[Sorted]) -> Iterator[str]:
    for event in events:
        acts = any(token.i in pair.actor for token in event.actors)
        suffers = any(token.i in pair.recipient for token in event.recipients)
        if acts or suffers:
            yield f"type:{event.event_type}:{event.status}"
            yield f"type:{event.event_type}"
            yield f"kind:{event.kind}"


def _running(parse: Parse, pair: Pair) -> Iterator[str]:
    masked: list[str] = []
    for token in _sentence(parse, pair):
        name = "ACTOR" if token.i in pair.actor else "RECIPIENT" if token.i in pair.recipient else token.lemma.lower()
        if not masked or masked[-1] != name:
            masked.append(name)
    yield from masked
    yield from map("_".join, pairwise(masked))


def _sentence(parse: Parse, pair: Pair) -> list[Token]:
    head = next((i for i in pair.heads if i is not None), 0)
    return parse.sentence_tokens(parse.sentence_of(parse.tokens[head])) if parse.tokens else []


def _on_the_way(parse: Parse, pair: Pair) -> Iterator[str]:
    yield from (f"path:{parse.tokens[i].lemma.lower()}" for i in pair.path)
    for party, place in zip(("actor", "recipient"), pair.heads, strict=True):
        if place is not None:
            token = parse.tokens[place]
            yield f"{party}:{parse.head(token).lemma.lower()}"
            yield f"{party}-as:{token.dep}"


def _below_verb(parse: Parse, pair: Pair) -> Iterator[str]:
    if pair.verb is None:
        return
    verb = parse.tokens[pair.verb]
    yield f"verb:{verb.lemma.lower()}"
    for child in parse.children(verb, *COMPLEMENTS):
        if child.i not in pair.parties:
            yield f"{child.dep}:{child.lemma.lower()}"
            yield f"on:{child.lemma.lower()}"
            below = parse.children(child, *BELOW) if child.dep in OPEN else ()
            yield from (f"under:{word.lemma.lower()}" for word in below if word.i not in pair.parties)


def hashed(found: Iterable[str]) -> tuple[Places, Floats]:
    """The buckets of terms, ascending, and 1 + log of how often each is met."""
    places, weights, _ = weighted([buckets(found)])
    return places, weights


def buckets(found: Iterable[str]) -> list[int]:
    """The bucket of each term."""
    return [crc32(term.encode()) % BUCKETS for term in found]


def weighted(items: Sequence[Sequence[int]]) -> tuple[Places, Floats, list[int]]:
    """The buckets of one item after the other, of each ascending; 1 + log of how often each is met; where each item begins.

    The last of the beginnings is where the last item ends.
    """
    met = np.fromiter(chain.from_iterable(items), np.int64)
    met += np.repeat(np.arange(len(items)) * BUCKETS, [len(item) for item in items])
    places, counts = np.unique(met, return_counts=True)
    begins = places.searchsorted(np.arange(len(items) + 1) * BUCKETS)
    return places % BUCKETS, np.asarray(1 + np.log(counts), np.float32), begins.tolist()


def pools(parse: Parse, encoding: Encoding, pair: Pair) -> Floats:
    """Means of the encoder's states, one after the other: the path, the verb, what lies between the parties, all but these."""
    others = [t.i for t in _sentence(parse, pair) if t.i not in pair.parties]
    edges = pair.parties or others
    between = [i for i in others if min(edges) <= i <= max(edges)]
    verb = [pair.verb] if pair.verb is not None else []
    read = {i: _pieces(encoding, parse.tokens[i].start, parse.tokens[i].end) for i in {*others, *pair.path, *verb}}
    groups = (pair.path, verb, between, others)
    return np.concatenate([_mean(encoding, [piece for i in places for piece in read[i]]) for places in groups])


def mean_state(encoding: Encoding, span: Span) -> Floats:
    """The mean of the encoder's states at a span of the text; nought where it read nothing there."""
    found = _pieces(encoding, span.start, span.end)
    return _mean(encoding, slice(found.start, found.stop) if found else [])


def _mean(encoding: Encoding, pieces: list[int] | slice) -> Floats:
    if not pieces:
        return np.zeros(encoding.states.shape[1], np.float32)
    found = encoding.states[pieces]
    return np.asarray(np.add.reduce(found, 0) / len(found), np.float32)  # what `mean` does, with less around it


def _pieces(encoding: Encoding, start: int, end: int) -> range:
    first = int(encoding.pieces.ends.searchsorted(start, "right"))
    return range(first, int(encoding.pieces.starts.searchsorted(end, "left")))
