"""Where the day and the place of an event stand when not in its own clause: before "when" and "where", at the end of a toll."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onrecord.annotators.happenings.arguments import is_a
from onrecord.annotators.happenings.frames import SUBJECTS
from onrecord.annotators.happenings.lexicon import lexicon
from onrecord.annotators.happenings.predicate import Predicate
from onrecord.annotators.lexicons import lexicon as lists
from onrecord.language import Parse, Token
from onrecord.model import ClaimKind, Span

_WORDS = lists("events_details")
CAUSING = frozenset(_WORDS["causing"])
OPENING = ("where", "when")
PAUSES = (",", "-", "--", "–", "—")


def taken_up(parse: Parse, predicate: Predicate) -> tuple[str, int] | None:
    """The word "where" or "when" that opens the clause of an event, and the end of what it takes up: "in Orva, where two died".

    Returns:
        None where no such word opens it, or where it does not stand right behind other words.
    """
    clause = predicate.clause
    opening = parse.subtree(clause)[0]
    if opening.lower not in OPENING or clause.dep not in ("relcl", "advcl"):
        return None
    before = opening.i - 1
    while before >= 0 and parse.tokens[before].text in PAUSES:
        before -= 1
    return (opening.lower, parse.tokens[before].end) if before >= 0 else None


def told_with(parse: Parse, predicate: Predicate) -> Iterator[tuple[Predicate, Span]]:
    """Clauses whose day and place are those of a toll as well, each as if it were the event's own, with its words.

    They are the next part of the toll ("two were killed and six were hurt in Orva on Monday"), what is told of the blow
    ("were killed in raids that hit two villages in Orva"), and of whom a number counts ("the number of those killed in Orva").
    """
    if predicate.entry.kind is ClaimKind.CASUALTIES:
        clause = predicate.clause
        for verb in (*_next_parts(parse, clause), *_blows(parse, clause), *_counted(parse, clause)):
            struck = tuple(parse.children(verb, "dobj"))
            yield replace(predicate, trigger=verb, clause=verb, verb=verb, recipients=struck), _words(parse, verb)


def is_toll(parse: Parse, verb: Token) -> bool:
    """Whether a verb says that people came to harm."""
    return any(entry.kind is ClaimKind.CASUALTIES for entry in lexicon().senses.get(("verb", verb.lemma), ()))


def _words(parse: Parse, verb: Token) -> Span:
    """The words of a clause up to the next that is strung to it."""
    own, strung = parse.extent(verb), [parse.extent(child).start for child in parse.children(verb, "conj") if child.is_verb]
    return Span(own.start, min([own.end, *strung]))


def _next_parts(parse: Parse, clause: Token) -> Iterator[Token]:
    for verb in parse.children(clause, "conj", "advcl"):
        led = verb.dep == "conj" or any(child.lower == "while" for child in parse.children(verb, "mark", "advmod"))
        if led and is_toll(parse, verb) and parse.children(verb, *SUBJECTS):
            yield verb


def _blows(parse: Parse, clause: Token) -> Iterator[Token]:
    for prep in parse.children(clause, "prep", "agent"):
        for noun in parse.children(prep, "pobj") if prep.lower in CAUSING else ():
            if is_a(parse, noun, "blow"):
                yield from parse.children(noun, "relcl", "acl")


def _counted(parse: Parse, clause: Token) -> Iterator[Token]:
    """The participle behind those whose number is told: "the number of those | killed ... has reached 13"."""
    for subject in parse.children(clause, *SUBJECTS):
        for of in parse.children(subject, "prep"):
            for whom in parse.children(of, "pobj") if of.lower == "of" else ():
                yield from (verb for verb in parse.children(whom, "acl") if verb.tag == "VBN" and is_toll(parse, verb))
