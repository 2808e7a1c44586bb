"""An event as a classifier sees it: what was understood, the words around its trigger, and how they hang together."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence

from onrecord.annotators.happenings.arguments import is_party
from onrecord.annotators.stage import Reading
from onrecord.language import Parse, Token
from onrecord.model import Event, Span

LENGTHS = (0, 1, 2, 3, 5, 8, 12, 20, 35, 60)
"""Edges between which counts of words are taken for the same."""

DETAILS = ("actors", "recipients", "times", "places", "counts", "condition", "legal_basis")
SPOKEN = {"aux", "auxpass", "mark", "neg", "advmod", "prt", "prep", "nsubj", "nsubjpass", "dobj", "det", "poss", "cc", "expl"}
"""Relations of which the word matters, not only that there is one."""

_NEAR, _FAR = 3, 8


def traits(reading: Reading, event: Event, events: Sequence[Event]) -> list[str]:
    """What can be said of an event, as terms; `events` are all of the document, or those of its sentence."""
    token = reading.parse.token_at(anchor(event).start)
    if token is None:
        return [*_understood(event)]
    parts = _understood(event), _trigger(token, event), _above(reading.parse, token), _below(reading.parse, token)
    return [term for part in (*parts, _around(reading, token, event, events)) for term in part]


def traits_of_part(reading: Reading, event: Event, part: Span) -> list[str]:
    """What can be said of a party, date or place of an event, whose words stand at `part`."""
    parse, start = reading.parse, anchor(event).start
    head, trigger = parse.root(part), parse.token_at(start)
    words = part.of(reading.doc.text).split()
    found = [f"part-words:{bisect(LENGTHS, len(words))}", f"part-before:{part.start < start}"]
    if head is None or trigger is None:
        return found
    path = "same" if head.sentence == trigger.sentence else "other"
    above = [i for i, _ in zip(parse.ancestors(head), range(_FAR), strict=False)] if path == "same" else []
    reach = next((n for n, one in enumerate(above) if one.i == trigger.i), -1)
    between = parse.tokens[min(head.i, trigger.i) + 1 : max(head.i, trigger.i)]
    name = parse.name_at(head)
    return [
        *found,
        *(f"part-{what}:{value}" for what, value in _word(head)),
        f"part-sentence:{path}",
        f"part-reach:{reach}:{head.dep}",
        f"part-reach:{reach}:{event.kind}",
        f"part-name:{name.label if name else None}",
        f"part-party:{is_party(parse, head)}:{event.kind}",
        f"part-party:{is_party(parse, head)}:{event.rule}:{event.event_type}",
        f"part-gap:{bisect(LENGTHS, len(between))}",
        f"part-verbs:{min(3, sum(token.is_verb for token in between))}",
        f"part-commas:{min(3, sum(token.lower == ',' for token in between))}",
        f"part-first:{words[0].lower() if words else None}",
        f"part-up:{parse.head(head).lemma.lower()}",
        f"part-dep:{head.dep}:{trigger.dep}:{event.rule}",
    ]


def anchor(event: Event) -> Span:
    """The words by which an event is known: its trigger, or all of them where it has none."""
    return event.trigger or event.span


def _understood(event: Event) -> Iterator[str]:
    yield from (f"rule:{event.rule}", f"kind:{event.kind}", f"status:{event.status}", f"type:{event.event_type}")
    yield from (f"certainty:{event.certainty}", f"stands:{event.kind}:{event.status}", f"found:{event.rule}:{event.kind}")
    yield from (f"because:{reason.operator}" for reason in event.because)
    yield from (f"{name}:{min(2, len(getattr(event, name)))}" for name in DETAILS)
    yield f"purpose:{event.purpose is not None}"


def _word(token: Token) -> Iterator[tuple[str, str]]:
    yield from (("lemma", token.lemma.lower()), ("tag", token.tag), ("dep", token.dep), ("stands", f"{token.tag}:{token.dep}"))


def _trigger(token: Token, event: Event) -> Iterator[str]:
    yield from (f"{what}:{value}" for what, value in _word(token))
    yield f"dep-kind:{token.dep}:{event.kind}"


def _above(parse: Parse, token: Token) -> Iterator[str]:
    above = [one for one, _ in zip(parse.ancestors(token), range(_FAR), strict=False)]
    yield f"depth:{min(len(above), 6)}"
    yield "chain:" + ">".join([token.dep, *(one.dep for one in above)][:4])
    yield from {f"above:{one.dep}" for one in above}
    for step, one in enumerate(above[:_NEAR], 1):
        yield from (f"up{step}:{one.lemma.lower()}", f"up{step}:{one.dep}:{one.tag}")


def _below(parse: Parse, token: Token) -> Iterator[str]:
    for child in parse.children(token):
        yield f"has:{child.dep}"
        if child.dep in SPOKEN:
            yield f"has:{child.dep}:{child.lemma.lower()}"
        if child.dep in ("nsubj", "nsubjpass"):
            yield f"subject:{child.tag}"


def _around(reading: Reading, token: Token, event: Event, events: Sequence[Event]) -> Iterator[str]:
    parse, doc = reading.parse, reading.doc
    sentence = parse.sentences[token.sentence]
    words = parse.tokens[sentence.first : sentence.last]
    inside = [one for one in words if event.span.start <= one.start < event.span.end]
    yield from (f"word:{one.lemma.lower()}" for one in words)
    yield f"block:{doc.blocks[sentence.block].kind}"
    yield f"words:{bisect(LENGTHS, len(inside))}"
    yield f"sentence:{bisect(LENGTHS, len(words))}"
    yield f"place:{4 * (token.i - sentence.first) // max(1, len(words))}"
    yield f"share:{4 * len(inside) // max(1, len(words))}"
    yield f"end:{words[-1].lower if words and not words[-1].is_word else None}"
    others = [e for e in events if e is not event and sentence.span.covers(anchor(e))]
    yield f"others:{min(4, len(others))}"
    yield f"within:{any(other.span.covers(event.span) for other in others)}"
    if inside:
        yield from _edges(words, inside, token)


def _edges(words: Sequence[Token], inside: Sequence[Token], token: Token) -> Iterator[str]:
    first, last = inside[0], inside[-1]
    before = next((one.lower for one in reversed(words) if one.i < first.i), None)
    after = next((one.lower for one in words if one.i > last.i), None)
    yield from (f"first:{first.lemma.lower()}", f"first:{first.tag}", f"last:{last.tag}", f"opens:{first.i == token.i}")
    yield from (f"before:{before}", f"after:{after}")
