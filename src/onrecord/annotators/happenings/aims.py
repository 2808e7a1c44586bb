"""What a noun of trying or planning only mentions: "with the aim of taking it", "supports their efforts to take it"."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.annotators.happenings.extent import clause_top
from onrecord.annotators.happenings.lexicon import lexicon
from onrecord.annotators.happenings.predicate import Predicate
from onrecord.annotators.happenings.status import Verdict
from onrecord.language import Parse, Token
from onrecord.model import Reason, Span

AIM = "aim"
"""The operator of a reason that tells that nobody says there is such an attempt or plan: the noun takes it for known."""


def aimed_at(parse: Parse, predicate: Predicate, verdict: Verdict) -> Iterator[Reason]:
    """The reason, if there is one, why an event is only what an attempt or a plan, told of in passing, is for.

    Conventions of annotation, "Borders": a stated purpose, and what a noun only presupposes, is no claim of its own.

    Args:
        parse: the text's parse.
        predicate: the event.
        verdict: its status with the words that gave it.
    """
    noun = _noun_above(parse, clause_top(parse, predicate))
    effects = dict(zip(verdict.tokens, verdict.effects, strict=True))
    effect = effects.get(noun.i) if noun is not None else None
    if noun is not None and effect in ("attempt", "plan") and not _is_told(parse, noun, effect):
        yield Reason(Span(noun.start, noun.end), AIM, verdict.status)


def _noun_above(parse: Parse, verb: Token) -> Token | None:
    """The noun that an infinitive or gerund hangs on: "efforts | to take", "the aim | of taking"."""
    while verb.dep == "conj" and parse.head(verb).tag == verb.tag:
        verb = parse.head(verb)
    above = parse.head(verb)
    if verb.dep == "pcomp":
        above = parse.head(above)
    return above if verb.tag in ("VB", "VBG") and verb.dep in ("acl", "pcomp") and above.is_noun else None


def _is_told(parse: Parse, noun: Token, effect: str) -> bool:
    """Whether the sentence says that there is such an attempt or plan: "it was an attempt to", "they made a plan to"."""
    if noun.dep == "pobj":
        return False
    verb = parse.head(noun)
    borne = noun.dep == "dobj" and verb.lemma in lexicon().supports["obj"]
    return effect == "plan" or noun.dep in ("attr", "nsubjpass") or borne
