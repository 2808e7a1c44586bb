"""The stretch that states an event: its clause, without the cue before it and the clauses that are events of their own."""

from __future__ import annotations

from onrecord.annotators.happenings.edges import inside_quotes, without_edges
from onrecord.annotators.happenings.frames import SUBJECTS
from onrecord.annotators.happenings.predicate import Predicate
from onrecord.language import Parse, Token
from onrecord.model import ClaimKind, Span
from onrecord.text import trim

SPLIT_OFF = frozenset({"mark", "cc", "parataxis", "intj", "meta"})
WITH_CONTENT = frozenset({ClaimKind.DEMAND, ClaimKind.COMMITMENT, ClaimKind.DECISION, ClaimKind.POSITION})
"""Kinds whose event holds what is demanded, promised or decided."""

RAISING = frozenset({"xcomp"})


def extent(parse: Parse, predicate: Predicate, text: str) -> Span:
    """The span of an event's clause.

    Args:
        parse: the text's parse.
        predicate: the event.
        text: the document's text.
    """
    top = _top(parse, predicate.clause)
    kept = without_edges(_branch(parse, top, predicate), predicate.trigger)
    word = Span(predicate.trigger.start, predicate.trigger.end)
    span = inside_quotes(text, Span(kept[0].start, kept[-1].end), word)
    return Span(*trim(text, span.start, span.end, ' ,;:.—–-“”"«»'))


def _top(parse: Parse, clause: Token) -> Token:
    """Up through the verbs that carry the same predicate: "tried to seize", "was ordered to leave"."""
    node = clause
    while node.dep in RAISING and parse.head(node).is_verb:
        node = parse.head(node)
    return node


def _branch(parse: Parse, top: Token, predicate: Predicate) -> list[Token]:
    keep = {predicate.trigger.i, predicate.clause.i}
    path = {predicate.clause.i, *(t.i for t in parse.ancestors(predicate.trigger))}
    found, todo = [top], [top]
    while todo:
        item = todo.pop()
        for child in parse.children(item):
            if child.i in keep or child.i in path or _belongs(parse, child, item, predicate):
                found.append(child)
                todo.append(child)
    found.sort(key=lambda t: t.i)
    words = [t for t in found if t.is_word]
    return _run(words or [top], predicate.trigger)


def _belongs(parse: Parse, child: Token, parent: Token, predicate: Predicate) -> bool:
    if child.dep in SPLIT_OFF or (child.dep == "punct" and child.text not in "()"):
        return False
    if child.dep == "prep" and child.lower == "according":
        return False
    if (
        child.dep in ("xcomp", "ccomp")
        and parent is predicate.trigger
        and child.i > parent.i
        and predicate.entry.kind in WITH_CONTENT
    ):
        return True
    if child.dep in ("advcl", "ccomp", "parataxis"):
        return False
    if child.dep == "conj" and parent is not predicate.clause and parent.dep in ("xcomp", "ccomp"):
        return predicate.entry.kind in WITH_CONTENT
    if child.dep in SUBJECTS and any(other.i > child.i for other in parse.children(parent, *SUBJECTS)):
        return False  # the parse gave the verb the end of the clause before it
    if child.dep == "appos" and parse.children(child, "relcl"):
        return False
    if child.dep == "conj" and child.is_verb and parse.children(child, *SUBJECTS):
        return False
    if child.dep == "conj":
        return not (parent.is_verb and child.is_verb) or _casualties(parse, child, predicate)
    return child.dep != "relcl" or predicate.rule == "own-future" or predicate.trigger in parse.ancestors(child)


def _casualties(parse: Parse, verb: Token, predicate: Predicate) -> bool:
    """Whether a verb goes on with the toll: "killed and wounded" of one clause are one event."""
    return predicate.entry.kind is ClaimKind.CASUALTIES and not parse.children(verb, "nsubj", "nsubjpass")


def _run(words: list[Token], trigger: Token) -> list[Token]:
    """The words without what is parted from the trigger by a clause that was left out."""
    runs: list[list[Token]] = [[]]
    for token in words:
        if runs[-1] and token.i - runs[-1][-1].i > LONGEST_GAP:
            runs.append([])
        runs[-1].append(token)
    return next((run for run in runs if run[0].i <= trigger.i <= run[-1].i), words)


LONGEST_GAP = 12
"""Tokens of a left-out clause inside an event's own; beyond it what stands on the other side is left out too."""
