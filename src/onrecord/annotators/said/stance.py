"""How the speaker stands to the words: by the cue, else by the words themselves."""

from __future__ import annotations

from onrecord.annotators.said.draft import Draft
from onrecord.annotators.said.lexicon import cues
from onrecord.annotators.stage import Reading
from onrecord.language import Parse, Token
from onrecord.model import Span, Stance

FIRST = {"i", "we", "me", "us", "my", "our"}
_FINITE = ("VBD", "VBP", "VBZ", "MD")


def stance_of(reading: Reading, draft: Draft, quoted: bool) -> Stance:
    """The stance of an attribution's speaker. A cue that is itself negated ("did not deny") does not count as the cue."""
    parse = reading.parse
    stance = Stance.ASSERTS
    for token in _cue_tokens(parse, draft):
        stance = _of_cue(parse, token, bool(draft.source))
        if stance is not Stance.ASSERTS:
            return stance
    if (quoted or not draft.cue) and reading.doc.text[draft.content[-1][1] - 1] == "?":
        return Stance.ASKS
    return Stance.REPORTS if draft.cue and not draft.source and draft.rule != "floating" else stance


def is_saying(parse: Parse, draft: Draft) -> bool:
    """Whether the cue is an act of saying: no thought or wish, no official act told by somebody else, no bare evidence."""
    words = cues()
    tokens = _cue_tokens(parse, draft)
    if any(t.lower == "according" for t in tokens):
        source = [t for span in draft.source for t in parse.within(Span(*span))]
        return not source or source[-1].is_proper or not any(t.lemma in words.evidence for t in source)
    verbs = [t for t in tokens if t.is_verb]
    if any(t.lemma in words.orders or _declares(parse, t) or _goes_about(parse, t) or _turns_down(parse, t) for t in verbs):
        return False
    if any(_is_unsaid(parse, t) for t in verbs) and not _is_first(parse, draft):
        return False
    if any(t.lemma in words.stances or _counts(parse, t) for t in verbs):
        return True
    return draft.saying and not (verbs and all(t.lemma in words.attitudes for t in verbs))


def is_own_wish(parse: Parse, draft: Draft) -> bool:
    """Whether the text's "I" or "we" only wants, likes or thanks: no words are given to anybody ("we support the envoy").

    A belief has a clause for content ("I think it leaks"); a wish has a thing or an infinitive.
    """
    if draft.saying or not _is_first(parse, draft):
        return False
    return not any(t.tag in _FINITE for span in draft.content for t in parse.within(Span(*span)))


def _declares(parse: Parse, verb: Token) -> bool:
    """Whether a verb is a declaration of office: of a thing, and not of words."""
    return verb.lemma in cues().declarations and bool(parse.children(verb, "dobj")) and not parse.children(verb, "ccomp")


def _turns_down(parse: Parse, verb: Token) -> bool:
    """Whether "denied" is an act of office and no word: "denied bail", or a court's "denied the release of two men"."""
    things = parse.children(verb, "dobj") if verb.lemma == "deny" else []
    courts = any(s.lemma.lower() in cues().judges for s in parse.children(verb, "nsubj"))
    return any(t.lemma in cues().refused or (courts and t.lemma == "release") for t in things)


def _goes_about(parse: Parse, verb: Token) -> bool:
    """Whether a verb tells that something is worked at, and no words: "seeks to drive out"; but "continues to urge"."""
    if verb.lemma not in cues().efforts:
        return False
    done = [c for c in parse.children(verb, "xcomp") if any(t.tag == "TO" for t in parse.children(c, "aux"))]
    return bool(done) and all(c.lemma not in cues().verbs for c in done)


def _is_unsaid(parse: Parse, verb: Token) -> bool:
    """Whether words are told not to have been said: "has not explained why", "avoided condemning", "will have to explain"."""
    words = cues()
    if verb.lemma not in words.plain | words.human | words.blame or words.stances.get(verb.lemma) in (
        Stance.DENIES,
        Stance.ADMITS,
    ):
        return False
    if any(_denies(parse, negation, verb) for negation in parse.children(verb, "neg")):
        return True
    above = parse.head(verb)
    due = above.lemma in words.unsaid or (above.lemma == "have" and any(t.tag == "TO" for t in parse.children(verb, "aux")))
    return verb.dep == "xcomp" and due


def _denies(parse: Parse, negation: Token, verb: Token) -> bool:
    """Whether a "not" takes the verb back: not so in "did not only say", nor where it stands in what is said before it."""
    between = parse.tokens[negation.i + 1 : verb.i]
    return negation.i < verb.i and all(t.is_word and t.lower not in ("only", "just", "merely") for t in between)


def _counts(parse: Parse, verb: Token) -> bool:
    """Whether a verb gives a figure ("put the toll at", "gave a toll of") or words ("as she put it"); but "gave a chance"."""
    given = parse.children(verb, "dobj") if verb.lemma in cues().figure else []
    return any(o.lemma in cues().figures or (o.lower == "it" and verb.lemma == "put") for o in given)


def _is_first(parse: Parse, draft: Draft) -> bool:
    source = {t.lower for span in draft.source for t in parse.within(Span(*span))}
    return bool(source) and source <= FIRST


def _cue_tokens(parse: Parse, draft: Draft) -> list[Token]:
    if draft.verb is not None:
        return [draft.verb]
    return [t for start, end in draft.cue for t in parse.within(Span(start, end))]


def _of_cue(parse: Parse, token: Token, sourced: bool) -> Stance:
    words = cues()
    particles = [f"{token.lemma} {child.lower}" for child in parse.children(token, "prt", "prep")]
    stance = next((words.stances[p] for p in particles if p in words.stances), words.stances.get(token.lemma, Stance.ASSERTS))
    if stance is Stance.ACCUSES and token.lemma == "allege" and not sourced:
        return Stance.REPORTS
    if stance in (Stance.DENIES, Stance.ADMITS) and parse.children(token, "neg"):
        return Stance.ASSERTS
    return stance
