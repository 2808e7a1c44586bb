"""Through whom words come, where the text says so beside the cue: "told the agency", "quoted by the radio", "citing a clerk"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.annotators.said.draft import Draft, runs
from onrecord.annotators.said.sources import phrase, source_of
from onrecord.annotators.who.described import CITING
from onrecord.annotators.who.lexicon import lexicon
from onrecord.annotators.who.lookup import Mentions
from onrecord.annotators.who.naming import folded_words
from onrecord.language import Parse, Token
from onrecord.model import Actor, ActorKind, Span

TELLING = ("tell", "inform", "speak", "talk")
"""Verbs whose object, or what "to" brings in behind them, is who is told."""


def find_cited(parse: Parse, mentions: Mentions, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Those whom a source cites for its own words.

    In "the radio reported, citing a clerk, that …" and "the radio quoted a clerk as saying …" the clerk says it too.
    """
    heads = {t.i: d for d in drafts for span in d.cue for t in parse.within(Span(*span))}
    for token in parse.tokens:
        if token.lemma not in CITING or not token.is_verb:
            continue
        if saying := next((s for s in _said_as(parse, token) if s.i not in heads), None):
            yield from _quoted(parse, token, saying, heads.get(token.i))
        elif token.tag == "VBG" and token.i not in heads:
            above = parse.head(token)
            draft = heads.get(above.i) or heads.get(above.head)
            cited = next((phrase(parse, o) for o in parse.children(token, "dobj")), None)
            if draft is not None and draft.source and cited is not None and mentions.at(Span(*cited)):
                draft.content = [(cited[1] if start == token.start else start, end) for start, end in draft.content]
                yield Draft([cited], [(token.start, token.end)], list(draft.content), "cited", draft.confidence, cited=True)


def _said_as(parse: Parse, quoted: Token) -> Iterator[Token]:
    """The verb behind "as": "quoted a clerk as saying"."""
    for preposition in parse.children(quoted, "prep"):
        if preposition.lower == "as":
            yield from (verb for verb in parse.children(preposition, "pcomp") if verb.tag == "VBG")


def as_quoted(parse: Parse, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """In "the radio quoted a clerk as saying …" let the clerk be the source of what is said, where the radio was taken for it.

    What the radio does is a draft of its own, around it.
    """
    for draft in drafts:
        verb = next((t for span in draft.cue for t in parse.within(Span(*span)) if t.tag == "VBG"), None)
        quoting = parse.head(parse.head(verb)) if verb is not None and verb.dep == "pcomp" else None
        if quoting is None or quoting.lemma not in CITING or quoting.tag == "VBN":
            continue
        said, source = next((phrase(parse, o) for o in parse.children(quoting, "dobj")), None), source_of(parse, quoting)
        if said is not None and source and any(a < source[0][1] and source[0][0] < b for a, b in draft.source):
            draft.source = [said]
            yield Draft(source, [(quoting.start, quoting.end)], [(said[0], max(b for _, b in draft.content))], "quoting")


def _quoted(parse: Parse, token: Token, saying: Token, outer: Draft | None) -> Iterator[Draft]:
    """Whoever is quoted; what is said is all that the one who quotes gives behind the verb."""
    clauses = [span for clause in parse.children(saying, "ccomp") for span in runs(parse.subtree(clause))]
    behind = [(max(start, saying.end), end) for start, end in outer.content if end > saying.end] if outer else []
    content = behind or clauses
    for said in (phrase(parse, o) for o in parse.children(token, "dobj") if content):
        yield Draft([said], [(saying.start, saying.end)], list(content), "quoted", cited=True)
        source = source_of(parse, token) if outer is None else []
        if source:
            yield Draft(source, [(token.start, token.end)], [(said[0], content[-1][1])], "quoting")


def quoted_themselves(parse: Parse, draft: Draft) -> None:
    """Let who "was quoted as saying" it be the source, and not who quotes; what is said stands before or behind that."""
    for verb in (t for span in draft.cue for t in parse.within(Span(*span)) if t.lemma in CITING and t.tag == "VBN"):
        subject = next((phrase(parse, t) for t in parse.children(verb, "nsubjpass")), None)
        saying = next(_said_as(parse, verb), None)
        if subject is not None and saying is not None:
            draft.source = [subject]
            before = [(start, min(end, subject[0])) for start, end in draft.content]
            behind = [(max(start, saying.end), end) for start, end in draft.content]
            clauses = [span for clause in parse.children(verb, "ccomp") for span in runs(parse.subtree(clause))]
            draft.content = [span for span in (*before, *behind) if span[0] < span[1]] or clauses


def is_cited(parse: Parse, draft: Draft) -> bool:
    """Whether the draft's source is cited by another for the same words."""
    tokens = [t for span in draft.cue for t in parse.within(Span(*span))]
    return bool(tokens) and tokens[0].lemma in CITING and tokens[0].tag == "VBG"


def told_to(parse: Parse, mentions: Mentions, draft: Draft) -> str | None:
    """The news organisation that the words were told to or that quotes them, None where the text names none there."""
    verbs = [t for span in draft.cue for t in parse.within(Span(*span)) if t.is_verb]
    sources = [t for span in draft.source if (t := parse.root(Span(*span))) is not None]
    hearers = [*_told(parse, verbs), *_quoting(parse, [*verbs, *sources])]
    found = (mentions.at_token(token) for token in hearers)
    return next((id for id in found if is_news(mentions.doc.actor(id))), None)


def is_news(actor: Actor | None) -> bool:
    """Whether a body's name is that of a news agency, newspaper or broadcaster."""
    if actor is None or actor.kind is not ActorKind.ORGANISATION:
        return False
    return any(_is_of_news(folded_words(name)) for name in (actor.name, *actor.aliases))


def _is_of_news(words: tuple[str, ...]) -> bool:
    known = lexicon()
    if " ".join(words) in known.media or not known.media_heads.isdisjoint(words):
        return True
    return len(words) > 1 and words[-1] in known.media_last


def _told(parse: Parse, verbs: Sequence[Token]) -> Iterator[Token]:
    """Who is told: "told the agency", "speaking to the agency", "in an interview with the agency"."""
    for verb in verbs:
        for telling in (verb, *parse.children(verb, "advcl")):
            if telling.lemma in TELLING:
                yield from parse.children(telling, "dobj", "dative")
                yield from _behind(parse, telling, "to", "with")
        for talk in _behind(parse, verb, "in"):
            yield from _behind(parse, talk, "with", "to")


def _behind(parse: Parse, token: Token, *prepositions: str) -> Iterator[Token]:
    for preposition in parse.children(token, "prep", "dative"):
        if preposition.lower in prepositions:
            yield from parse.children(preposition, "pobj")


def _quoting(parse: Parse, tokens: Sequence[Token]) -> Iterator[Token]:
    """Who quotes: "was quoted by the agency as saying", "the governor, quoted by the agency, said"."""
    for token in tokens:
        for quoted in (token, *parse.children(token, "acl", "advcl")):
            if quoted.lemma in CITING and quoted.tag == "VBN":
                by = (p for verb in (quoted, *_said_as(parse, quoted)) for p in parse.children(verb, "agent", "prep"))
                yield from (o for preposition in by for o in parse.children(preposition, "pobj"))
