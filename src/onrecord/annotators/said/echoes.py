"""What a sentence says with somebody's words: "As the envoy's reports have mentioned, those goals will not be met"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.annotators.said.draft import Draft
from onrecord.annotators.said.lexicon import cues, is_own_voice
from onrecord.annotators.said.sources import phrase
from onrecord.language import Parse, Token
from onrecord.model import Span

_FINITE = ("VBD", "VBP", "VBZ", "MD")
_NOBODY = {"it", "that", "this", "there", "which", "what", "you", "one", "everyone"}


def echoes(parse: Parse, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """A draft for each sentence that opens with "as somebody said"; a finding with that verb is given all of the sentence."""
    cued = {offset: draft for draft in drafts for start, end in draft.cue for offset in range(start, end)}
    for sentence in parse.sentences:
        tokens = parse.sentence_tokens(sentence)
        _set_apart(parse, tokens, cued)
        found = _echo(parse, tokens)
        if found is None or found.verb is None:
            continue
        before = cued.get(found.verb.start)
        if before is None:
            yield found
        elif before.source and all(found.verb.end < a and b - 1 <= found.content[0][1] for a, b in before.content[-1:]):
            before.content = found.content


def _set_apart(parse: Parse, tokens: list[Token], cued: dict[int, Draft]) -> None:
    """Let "as the mayor announced the plan, the crowd left" say nothing but the plan."""
    above = parse.head(tokens[0])
    draft = cued.get(above.start)
    things = parse.children(above, "dobj")
    if tokens[0].lower != "as" or tokens[0].dep != "mark" or draft is None or not things:
        return
    comma = next((t for t in tokens if t.text == "," and t.i > things[-1].i), None)
    if comma is not None and any(a <= things[-1].start < b for a, b in draft.content):
        draft.content = [(a, min(b, comma.start)) for a, b in draft.content if a < comma.start]


def _echo(parse: Parse, tokens: list[Token]) -> Draft | None:
    if len(tokens) < 6 or tokens[0].lower != "as" or any(t.text in '"“”' for t in tokens):
        return None
    above = parse.head(tokens[0])
    comma = next((t for t in tokens if t.text == "," and t.i > above.i), None)
    subjects = parse.children(above, "nsubj")
    if comma is None or len(subjects) != 1 or not _says(parse, above, tokens[0]) or not _is_other(parse, subjects[0]):
        return None
    said = [t for t in tokens if t.i > comma.i]
    between = {t.i for t in parse.subtree(above)}
    if any(t.i not in between for t in parse.tokens[above.i : comma.i]) or not any(t.tag in _FINITE for t in said):
        return None
    return Draft([phrase(parse, subjects[0])], [(above.start, above.end)], [(said[0].start, said[-1].end)], "as", verb=above)


def _says(parse: Parse, verb: Token, mark: Token) -> bool:
    """Whether a verb behind "as" tells that words were said, and has no object of its own ("as he announced the plan")."""
    if mark.dep != "mark" or verb.dep != "advcl" or verb.lemma not in cues().clause or parse.children(verb, "neg"):
        return False
    perfect = verb.tag == "VBN" and any(a.lemma == "have" for a in parse.children(verb, "aux"))
    if not perfect and verb.tag not in _FINITE:
        return False
    return not parse.children(verb, "ccomp", "xcomp") and (verb.lemma == "tell" or not parse.children(verb, "dobj"))


def _is_other(parse: Parse, subject: Token) -> bool:
    """Whether the subject is somebody else than the text."""
    start, end = phrase(parse, subject)
    words = " ".join(t.lower for t in parse.within(Span(start, end)))
    return words not in _NOBODY and not is_own_voice(words)
