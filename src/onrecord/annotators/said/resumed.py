"""Participles that go on with the words of whoever spoke or acted before: "gave a toll of nine adding that"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.annotators.said.draft import Draft, runs
from onrecord.annotators.said.lexicon import cues
from onrecord.annotators.said.missed import FINITE
from onrecord.annotators.said.sources import phrase
from onrecord.language import Parse, Token
from onrecord.model import Span
from onrecord.text import Offsets


def resume(parse: Parse, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Settle the sources of such participles among the drafts; a new draft for each that is no draft's cue."""
    heads = {t.i: d for d in drafts for span in d.cue for t in parse.within(Span(*span))}
    for verb in _participles(parse):
        source = _source_before(parse, verb, heads)
        if source and (draft := heads.get(verb.i)):
            draft.source = source
        elif source:
            clauses = [c for c in parse.children(verb, "ccomp", "advcl") if c.i > verb.i]
            content = [span for c in clauses for span in runs(parse.subtree(c))]
            if content:
                yield Draft(source, [(verb.start, verb.end)], content, "clause", verb=verb)


def _participles(parse: Parse) -> Iterator[Token]:
    for verb in parse.tokens:
        that = any(t.lower == "that" for t in parse.tokens[verb.i + 1 : verb.i + 2])
        if verb.tag == "VBG" and verb.lemma in cues().resuming and that and not parse.children(verb, "nsubj", "aux"):
            yield verb


def _source_before(parse: Parse, verb: Token, heads: dict[int, Draft]) -> list[Offsets]:
    """The source of the saying before it in the sentence, else the subject of the verb that it hangs on."""
    above = next((t for t in parse.ancestors(verb) if t.is_verb and t.tag in FINITE and t.i < verb.i), None)
    if above is None:
        return []
    if (said := heads.get(above.i)) is not None:
        return [span for span in said.source if span[1] <= verb.start]
    subjects = [s for s in parse.children(above, "nsubj") if s.i < above.i]
    return [phrase(parse, subjects[-1])] if subjects else []
