"""Acts of saying that the encoder passed over, where the parse alone is clear: a verb that only says, a subject and a clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.annotators.said.draft import Draft, runs
from onrecord.annotators.said.lexicon import cues
from onrecord.annotators.said.rules import find_by_rule
from onrecord.annotators.said.sources import phrase, source_of
from onrecord.annotators.said.stance import FIRST
from onrecord.annotators.who.lexicon import lexicon
from onrecord.language import Parse, Token
from onrecord.model import Span
from onrecord.text import Offsets

FINITE = ("VBD", "VBP", "VBZ", "MD")
OPEN = ("as", "if", "unless", "when", "whenever", "whether")
"""Words that open a clause in which nobody is told to have said anything yet, or whose words stand outside it."""
FEWEST = 3
"""Words that a clause must have."""
_JOINING = ("CC", "IN", "WDT", "WP", "WRB")
_NONE = {"no", "nobody", "none", "neither", "any", "nor"}
_BESIDE = ("npadvmod", "advmod", "advcl", "dobj", "prep", "punct")
"""What may stand behind a verb of saying that ends its sentence: "said on Monday", "said citing doctors"."""


def passed_over(parse: Parse, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Drafts for the plain verbs of saying that are no draft's cue."""
    taken = {offset for draft in drafts for start, end in draft.cue for offset in range(start, end)}
    for verb in parse.tokens:
        if verb.lemma not in cues().plain or verb.start in taken or not _tells(parse, verb):
            continue
        draft = _ending(parse, verb) or next(iter(find_by_rule(parse, [verb])), None)
        if draft is not None and _is_clear(parse, draft):
            yield draft
    yield from _claimed(parse, taken)


def _claimed(parse: Parse, taken: set[int]) -> Iterator[Draft]:
    """Deeds that somebody takes on themselves: "the attack was claimed by the Front", "the Front claimed the attack"."""
    for verb in parse.tokens:
        if verb.lemma != "claim" or not verb.is_verb or verb.start in taken or parse.children(verb, "neg", "ccomp", "xcomp"):
            continue
        deeds = [t for t in parse.children(verb, "dobj", "nsubjpass") if t.is_noun and t.lemma in cues().deeds]
        source = source_of(parse, verb)
        said = [t for span in source for t in parse.within(Span(*span))]
        if len(deeds) == 1 and _is_told(parse, verb) and _can_speak(said) and not {t.lower for t in said} & _NONE:
            yield Draft(source, [(verb.start, verb.end)], runs(parse.subtree(deeds[0])), "claimed", verb=verb)


def _is_told(parse: Parse, verb: Token) -> bool:
    """Whether a verb tells what was done, and not what may be, nor as a participle what befell somebody ("lost at sea")."""
    helped = parse.children(verb, "aux", "auxpass")
    if any(m.lower in OPEN for m in parse.children(verb, "mark", "advmod")):
        return False
    return (verb.tag in FINITE or bool(helped)) and all(a.tag != "MD" for a in helped)


def told_apart(parse: Parse, drafts: Sequence[Draft]) -> None:
    """Let a content end before "while somebody else said that …", which stands beside it and is no part of it."""
    marks = [mark for draft in drafts if (mark := _contrast(parse, draft))]
    for draft in drafts if marks else ():
        cue = parse.token_at(draft.cue[0][0]) if draft.cue else None
        for mark in marks:
            if cue is not None and cue.i < mark.i and cue.sentence == mark.sentence and not _is_quoted(parse, cue, mark):
                draft.content = [(a, mark.start if a < mark.start < b else b) for a, b in draft.content]


def _is_quoted(parse: Parse, cue: Token, mark: Token) -> bool:
    """Whether a quotation opens between the two."""
    return any(t.text in '"“„«' for t in parse.tokens[cue.i : mark.i])


def _contrast(parse: Parse, draft: Draft) -> Token | None:
    """The "while" that opens the clause of a draft's verb."""
    verb = draft.verb or next((t for span in draft.cue for t in parse.within(Span(*span)) if t.is_verb), None)
    if verb is None or verb.dep != "advcl" or not draft.source:
        return None
    return next((m for m in parse.children(verb, "mark") if m.lower in ("while", "whereas")), None)


def _tells(parse: Parse, verb: Token) -> bool:
    """Whether a verb says that something was said: finite, and neither negated nor only possible."""
    perfect = verb.tag == "VBN" and any(a.lemma == "have" for a in parse.children(verb, "aux"))
    going_on = verb.tag == "VBG" and any(a.lemma == "be" and a.tag in FINITE for a in parse.children(verb, "aux"))
    if not (perfect or going_on or verb.tag in FINITE) or parse.children(verb, "auxpass", "neg"):
        return False
    if verb.dep == "relcl" and not any(s.tag in ("WP", "WDT") for s in parse.children(verb, "nsubj")):
        return False  # "the money that he says he gave"
    if any(m.lower in OPEN for m in parse.children(verb, "mark", "advmod")):
        return False
    return all(a.tag != "MD" for a in parse.children(verb, "aux"))


def _is_clear(parse: Parse, draft: Draft) -> bool:
    """Whether somebody else than the text says a whole clause, or that something is to be done."""
    source = [t for span in draft.source for t in parse.within(Span(*span))]
    said = [t for span in draft.content for t in parse.within(Span(*span)) if t.is_word]
    if draft.rule not in ("clause", "ending", "infinitive") or {t.lower for t in source} <= FIRST | {"you"}:
        return False
    if draft.verb is None or not (draft.verb.lemma in cues().human or _can_speak(source)):
        return False
    if len(said) < FEWEST:
        return False
    if draft.rule == "infinitive":
        return draft.verb.lemma != "claim"
    return any(t.tag in FINITE for t in said) and any(t.dep in ("nsubj", "nsubjpass") for t in said)


def _can_speak(source: Sequence[Token]) -> bool:
    """Whether a source is a pronoun, has a name in it or a word for people or a body."""
    known = lexicon()
    return any(t.is_proper or t.tag in ("PRP", "WP") or t.lemma in known.people | known.bodies | known.posts for t in source)


def _ending(parse: Parse, verb: Token) -> Draft | None:
    """As in "Nine men were hurt the clinic said on Monday": the sentence before a subject and its verb, with no comma between."""
    if verb.dep not in ("ROOT", "conj", "ccomp", "parataxis") or verb.i < FEWEST:
        return None
    sentence = parse.sentence_tokens(parse.sentence_of(verb))
    source = _subject_before(parse, verb) or _subject_behind(parse, verb, sentence[-1])
    if source is None or source[0] <= sentence[0].start:
        return None
    first = min(verb.start, source[0])
    before = [t for t in sentence if t.end <= first]
    if not before or before[-1].tag in _JOINING or before[-1].text in ',:;"“”':
        return None
    return Draft([source], [(verb.start, verb.end)], [(before[0].start, before[-1].end)], "ending", verb=verb)


def _subject_before(parse: Parse, verb: Token) -> Offsets | None:
    """The subject right before a verb behind which nothing is said any more."""
    if parse.tokens[verb.i - 1].tag in ("WDT", "WP") or any(_says_more(parse, c) for c in parse.children(verb) if c.i > verb.i):
        return None
    subjects = [s for s in parse.children(verb, "nsubj") if s.i < verb.i and s.tag != "WP"]
    if not subjects:
        return _phrase_before(parse, verb) if verb.tag == "VBD" and verb.dep in ("ROOT", "conj") else None
    start, end = phrase(parse, subjects[-1])
    return (start, end) if end <= verb.start else None


def _says_more(parse: Parse, behind: Token) -> bool:
    """Whether what stands behind a verb of saying is what is said, or leads to it."""
    told = behind.dep == "dobj" and parse.head(behind).lemma != "tell" and not _hears(behind)
    beside = behind.dep in _BESIDE or (behind.dep == "xcomp" and behind.tag == "VBG")
    return not beside or told or any(t.tag in FINITE for t in parse.subtree(behind))


def _phrase_before(parse: Parse, verb: Token) -> Offsets | None:
    """The noun phrase with an article right before a verb, where the parse has it hang on the clause: "the pier a clerk said"."""
    first = verb.i - 1
    while first > 1 and _is_inside_phrase(parse, parse.tokens[first]):
        first -= 1
    last, before = parse.tokens[verb.i - 1], parse.tokens[first - 1]
    hangs = parse.tokens[first].tag == "DT" and (before.is_noun or before.tag in ("RB", "CD", "VBN"))
    return (parse.tokens[first].start, last.end) if hangs and last.is_noun else None


def _is_inside_phrase(parse: Parse, token: Token) -> bool:
    joined = token.tag == "VBN" and parse.tokens[token.i - 1].tag == "HYPH"
    return token.is_noun or joined or token.tag in ("IN", "JJ", "POS", "HYPH")


def _hears(noun: Token) -> bool:
    """Whether an object is who is told and not what is said."""
    return noun.tag in ("NNS", "NNP", "PRP")


def _subject_behind(parse: Parse, verb: Token, last: Token) -> Offsets | None:
    """A subject behind its verb, taken for an object by the parse, with which the sentence ends: "said the Harbour Watch"."""
    heads = [o for o in parse.children(verb, "dobj", "nsubj") if o.i > verb.i]
    clause = any(c.i < verb.i for c in parse.children(verb, "ccomp"))
    if len(heads) != 1 or not clause or verb.lemma != "say":
        return None
    start, end = phrase(parse, heads[0])
    return (start, end) if parse.children(verb, "nsubj") or last.start - end <= 1 else None
