"""The words of a source that name who speaks, and nothing else: no one accused, no date, no place of the saying."""

from __future__ import annotations

from onrecord.annotators.said.draft import Draft
from onrecord.annotators.said.lexicon import cues
from onrecord.annotators.said.rules import is_expletive
from onrecord.annotators.said.sources import phrase, source_of
from onrecord.annotators.scopes import is_cut_short
from onrecord.language import Parse, Token
from onrecord.model import Span
from onrecord.text import Offsets

LEADS_IN = {"and", "as", "but", "that", "while"}
"""Words that join the clause of a saying to another."""


def speaking(parse: Parse, draft: Draft) -> list[Offsets]:
    """The source of a draft without what does not speak; none where only who is told or accused was found."""
    said = [t for span in draft.cue for t in _tokens(parse, span)]
    if any(t.is_noun and t.dep == "dobj" and parse.head(t).lemma in cues().receiving for t in said):
        return []  # "the army received reports that"
    verb = next(reversed([t for t in said if t.is_verb]), None)
    if verb is None:
        return draft.source
    if _is_empty_it(parse, verb, draft) or is_cut_short(parse, verb):
        return []
    if draft.source and (own := _joining(parse, verb)):
        return [phrase(parse, own)]
    if _holds(draft, told := _told(parse, verb)):
        return [span for span in source_of(parse, verb) if not any(span[0] <= t.start < span[1] for t in told)]
    return [found for span in draft.source if (found := _cut(parse, _of_subject(parse, verb, span)))]


def _tokens(parse: Parse, span: Offsets) -> list[Token]:
    """The tokens of a span; none where other steps left nothing of it."""
    return parse.within(Span(*span)) if span[0] < span[1] else []


def _is_empty_it(parse: Parse, verb: Token, draft: Draft) -> bool:
    """Whether an "it" alone is the source of what is only spoken of ("it is estimated that", "it is good to note that")."""
    source = [t.lower for span in draft.source for t in _tokens(parse, span)]
    passive = any(t.lower == "it" for t in parse.children(verb, "nsubjpass"))
    return source == ["it"] and (passive or is_expletive(parse, verb))


def _joining(parse: Parse, verb: Token) -> Token | None:
    """Who joins somebody else in what they say together: "we" of "we join the mayor in calling for"."""
    inside = parse.head(verb)
    above = parse.head(inside)
    if verb.dep != "pcomp" or inside.lower != "in" or above.lemma != "join":
        return None
    subjects = parse.children(above, "nsubj")
    return subjects[-1] if subjects else None


def _holds(draft: Draft, tokens: list[Token]) -> bool:
    return any(a <= t.start < b for t in tokens for a, b in draft.source)


def _told(parse: Parse, verb: Token) -> list[Token]:
    """Who is told or accused and does not speak: "residents were told", "a man accused of theft", "she was criticised for"."""
    passive = parse.children(verb, "nsubjpass")
    if passive:
        return passive if verb.tag == "VBN" and verb.lemma in cues().address | cues().object | cues().blame else []
    if verb.lemma not in cues().object or parse.children(verb, "dobj", "ccomp"):
        return []
    if not any(p.lower in ("of", "with", "for") for p in parse.children(verb, "prep")):
        return []
    above = parse.head(verb)
    named = [above, *parse.ancestors(above)] if verb.dep == "acl" else parse.children(verb, "nsubj")
    return [t for t in named if t.is_noun or t.tag in ("CD", "PRP")]


def _of_subject(parse: Parse, verb: Token, span: Offsets) -> Offsets:
    """The source brought to the verb's subject where it only runs over its edge or lies beside it.

    "children a clinic and aides" of "hurt nine children a clinic and aides said", "the service" of "the League on radio and
    the service said".
    """
    subjects = parse.children(verb, "nsubj")
    tokens = _tokens(parse, span)
    if len(subjects) != 1 or not tokens or subjects[0].tag in ("WP", "WDT", "PRP"):
        return span
    branch = {t.i for t in parse.subtree(subjects[0])}
    if tokens[0].i <= subjects[0].i <= tokens[-1].i:
        return _from_branch(parse, tokens, branch, subjects[0])
    root = parse.root(Span(*span))
    if root is not None and _is_beside(parse, root, subjects[0], branch):
        return phrase(parse, subjects[0])
    return span


def _from_branch(parse: Parse, tokens: list[Token], branch: set[int], subject: Token) -> Offsets:
    """The tokens from where the subject's own words begin with an article or a line; what stands before may be no name."""
    first = next(k for k, t in enumerate(tokens) if t.i in branch and all(x.i in branch for x in tokens[k:] if x.i <= subject.i))
    blocks = {parse.sentence_of(t).block for t in (tokens[0], tokens[first])}
    opens = tokens[first].tag in ("DT", "PRP$") or len(blocks) > 1
    if not opens or any((name := parse.name_at(t)) and name.label == "PERSON" for t in tokens[: first + 1]):
        first = 0
    return tokens[first].start, tokens[-1].end


def _is_beside(parse: Parse, root: Token, subject: Token, branch: set[int]) -> bool:
    """Whether a source is only joined to the subject by "and", or is whose subject it is ("Ana" of "Ana's family")."""
    name = parse.name_at(root)
    if root.i not in branch or not subject.is_noun:
        return False
    return (root.dep == "poss" and root.head == subject.i) or (root.dep == "conj" and not (name and name.label == "PERSON"))


def _cut(parse: Parse, span: Offsets) -> Offsets | None:
    """The source without words that lead into it ("as", "while") or follow it ("however", "this month", "in a statement")."""
    tokens = _tokens(parse, span)
    if len(tokens) < 2:
        return span
    first = 1 if tokens[0].tag in ("IN", "CC") and tokens[0].lower in LEADS_IN else 0
    last = next((k for k, t in enumerate(tokens) if k > first and _is_vehicle(parse, t)), len(tokens))
    while last > first + 1 and _is_beside_saying(parse, tokens[last - 1], tokens[0].i):
        last -= 1
    return tokens[first].start if first else span[0], tokens[last - 1].end if last < len(tokens) else span[1]


def _is_vehicle(parse: Parse, token: Token) -> bool:
    """Whether the words from here on tell in what somebody speaks: "in a statement", "in an interview"."""
    heads = parse.children(token, "pobj") if token.lower == "in" else []
    return any(h.lemma in cues().documents | cues().vehicles for h in heads)


def _is_beside_saying(parse: Parse, token: Token, first: int) -> bool:
    """Whether the last word of a source belongs to the saying: an adverb, a date, a preposition with nothing behind it."""
    if token.tag == "IN":
        return True
    name = parse.name_at(token)
    dated = name is not None and name.label in ("DATE", "TIME")
    top = parse.root(name.span) if name is not None and dated else token
    return (dated or token.tag == "RB") and top is not None and not first <= top.head < token.i
