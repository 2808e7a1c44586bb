"""Where an event's words end: before what the parse ran into them from the next clause, and before what is said beside them."""

from __future__ import annotations

from onrecord.annotators.happenings.frames import SUBJECTS
from onrecord.annotators.happenings.lexicon import words
from onrecord.language import Parse, Token

JOINING = frozenset({"as", "while", "because"})
FINITE = ("VBD", "VBZ", "VBP", "MD")
LONGEST_TAIL = 15
"""Tokens of the longest subject of another clause that is looked for at the end of an event's words."""


def ended(parse: Parse, kept: list[Token], trigger: Token) -> list[Token]:
    """The words of a clause without the subject of the next one and without an aside at their end.

    Args:
        parse: the text's parse.
        kept: the clause's words in text order.
        trigger: the event's own word, which always stays.
    """
    for place in (_next_subject(parse, kept, trigger), _aside(parse, kept, trigger), _said_with(parse, kept)):
        shorter = [token for token in kept if place is None or token.i < place]
        kept = shorter if trigger in shorter else kept
    return kept


def _next_subject(parse: Parse, kept: list[Token], trigger: Token) -> int | None:
    """Where the subject of a verb begins that stands right behind the words: "met in Orva | and the rest" (went home)."""
    verb = _verb_behind(parse, kept[-1])
    if verb is None or any(trigger in parse.subtree(subject) for subject in parse.children(verb, *SUBJECTS)):
        return None
    tail = parse.tokens[max(trigger.i + 1, kept[-1].i - LONGEST_TAIL) : kept[-1].i + 1]
    joining = [token for token in tail if _joins(parse, token)]
    if joining:
        return _second_noun(parse, verb, joining[-1], kept[-1]) or joining[-1].i
    own = any(subject.i < verb.i for subject in parse.children(verb, *SUBJECTS))
    turned = verb.lemma == "say" and bool(parse.children(verb, "dobj", "nsubj"))  # "killed in the town of Orva | said the mayor"
    return None if own or turned or verb.lemma not in words("saying") or not tail else _front(parse, tail[-1])


def _second_noun(parse: Parse, verb: Token, joining: Token, last: Token) -> int | None:
    """Where the one who says it begins behind another joined noun: "by the army and the guard | the council" (announced)."""
    inside = parse.tokens[joining.i + 2 : last.i + 1]
    opening = [t for t in inside if t.lower == "the" and parse.tokens[t.i - 1].is_noun]
    return opening[-1].i if opening and verb.lemma in words("saying") else None


def _said_with(parse: Parse, kept: list[Token]) -> int | None:
    """Where "with" begins a clause whose "saying" was left out: "seized Selm | with Orva" (saying that it was safe)."""
    behind = parse.tokens[kept[-1].i + 1 : kept[-1].i + 2]
    prep = parse.head(kept[-1])
    left = any(t.tag == "VBG" and t.lemma in words("saying") | words("beside_saying") for t in behind)
    return prep.i if left and kept[-1].dep == "pobj" and prep.lower == "with" else None


def _verb_behind(parse: Parse, last: Token) -> Token | None:
    """The verb of which a finite form follows a word at once, but for an adverb."""
    behind = [t for t in parse.tokens[last.i + 1 : last.i + 3] if t.sentence == last.sentence]
    found = behind[1] if len(behind) > 1 and behind[0].tag == "RB" and behind[0].dep != "neg" else behind[0] if behind else None
    if found is None or found.tag not in FINITE or not (last.is_noun or last.tag in ("PRP", "CD")):
        return None
    return parse.head(found) if found.dep in ("aux", "auxpass") else found


def _joins(parse: Parse, token: Token) -> bool:
    """Whether a word may begin a clause whose verb the parse put elsewhere; not the "and" between two verbs."""
    behind = parse.tokens[token.i + 1]
    verbal = behind.is_verb and behind.dep not in ("amod", "compound")
    joining = token.lower in JOINING and token.dep in ("prep", "mark")
    return not verbal and (joining or (token.dep == "cc" and token.lower != "or"))


def _front(parse: Parse, noun: Token) -> int | None:
    """The first word of a noun phrase that begins with an article, or that stands beside another one."""
    first = parse.subtree(noun)[0]
    return first.i if first.dep == "det" or noun.dep == "appos" else None


def _aside(parse: Parse, kept: list[Token], trigger: Token) -> int | None:
    """Where a clause at the end begins that only adds something: ", which ...", "saying that ..."."""
    for token in kept:
        if token.i <= trigger.i or not (token.is_verb or token.dep == "appos"):
            continue
        part = parse.subtree(token)
        if trigger not in part and kept[-1] in part and _adds(parse, token, trigger):
            return part[0].i
    return None


def _adds(parse: Parse, token: Token, trigger: Token) -> bool:
    first = parse.subtree(token)[0]
    apart = first.i > 0 and parse.tokens[first.i - 1].text == ","
    if token.dep == "relcl":
        return apart and first.tag[0] == "W" and parse.head(token) is not trigger
    if token.dep == "appos":
        return apart and first.dep == "det" and bool(parse.children(token, "acl", "relcl"))
    return token.tag == "VBG" and token.dep in ("acl", "advcl") and token.lemma in words("beside_saying") and first is token
