"""How a word hangs on the one above it: questions that the walk up from an event asks of the parse."""

from __future__ import annotations

from onrecord.annotators.happenings.beside import Step
from onrecord.annotators.happenings.frames import SUBJECTS
from onrecord.annotators.happenings.lexicon import lexicon, words
from onrecord.language import Parse, Token

DEFINITE, INVARIANT, SEEMING = words("definite"), words("invariant"), words("seeming")
ONLY_PAST = words("only_past")
ASKS = frozenset(("have", "has", "did", "do", "does", "is", "are", "was", "were", "will", "can", "could", "would"))
"""Auxiliaries that open a question."""
CLOSING = frozenset(("]", ")", ":", "“", '"', "``"))
"""What stands between a label and the question behind it: "[REPORTER] HAVE YOU"."""


def infinitive(parse: Parse, verb: Token) -> bool:
    return any(c.lower == "to" and c.tag == "TO" for c in parse.children(verb, "aux"))


def gapped(parse: Parse, node: Token, first: Token) -> bool:
    """Whether it lacks the auxiliaries of the first: "two may be killed and others wounded".

    A participle that the parse takes for a past tense counts, too, where it has no object: "be hanged and the palace burned".
    """
    if parse.children(node, "aux", "auxpass"):
        return False
    passive = bool(parse.children(first, "auxpass")) and not parse.children(node, "dobj", "prt", "xcomp", "ccomp")
    return node.tag == "VBN" or (node.tag == "VBD" and passive and node.lower not in ONLY_PAST)


def but(parse: Parse, first: Token, node: Token) -> bool:
    return any(c.lower in ("but", "yet") and c.i < node.i for c in parse.children(first, "cc"))


def definite(parse: Parse, noun: Token) -> bool:
    """Whether a noun stands for something known: with an article or a possessor."""
    return any(c.dep == "poss" or c.lower in DEFINITE for c in parse.children(noun, "det", "poss"))


def is_known(parse: Parse, noun: Token) -> bool:
    """Whether a relative clause tells of the thing as a fact ("the attack that killed nine")."""
    return definite(parse, noun) and bool(parse.children(noun, "relcl"))


def told_on(parse: Parse, noun: Token) -> bool:
    """Whether a relative clause in the past tells on: "in an airstrike that killed dozens"."""
    return any(c.tag == "VBD" and not parse.children(c, "aux", "neg") for c in parse.children(noun, "relcl"))


def tells_content(parse: Parse, node: Token, noun: Token) -> bool:
    """Whether what was parsed as a relative clause tells a noun's content: "claims that they fired", "claims they shot"."""
    that = any(c.lower == "that" and c.dep not in SUBJECTS for c in parse.children(node))
    asks = any(t.tag in ("WDT", "WP") for t in [*parse.children(node), *parse.subtree(node)[:2]])  # "scheme in which they"
    whole = bool(parse.children(node, "dobj")) and not asks
    known = ("noun", noun.lemma.lower()) in lexicon().operators
    return (that or whole) and known and bool(parse.children(node, *SUBJECTS))


def noun_before(parse: Parse, node: Token, head: Token) -> Token | None:
    """The object right before an infinitive or phrase that it belongs to: "foiled a plot | to seize"."""
    objects = [c for c in parse.children(head, "dobj", "nsubjpass") if c.i < node.i and c.is_noun]
    known = objects and ("noun", objects[-1].lemma.lower()) in lexicon().operators
    return objects[-1] if known else None


def made_for(parse: Parse, participle: Token) -> Token | None:
    """The plan or try that was made for what stands below: "the attempt made | to poison him"."""
    noun = parse.head(participle)
    return noun if participle.dep == "acl" and participle.tag in ("VBN", "VBD") and noun.is_noun else None


def told_to(parse: Parse, node: Token, noun: Token) -> Token | None:
    """The verb of "threatened them that he would", where the parse hangs the clause on those who are told."""
    that = any(c.lower == "that" for c in parse.children(node, "mark"))
    verb = parse.head(noun)
    told = that and noun.dep == "dobj" and verb.is_verb and ("noun", noun.lemma.lower()) not in lexicon().operators
    return verb if told else None


def torn_apart(parse: Parse, node: Token, head: Token) -> Token | None:
    """The verb of "At no point was the depot struck", which is parsed as a clause on the noun."""
    be = parse.head(head)
    return be if node.tag == "VBN" and head.dep == "nsubj" and be.lemma == "be" and be.i < head.i else None


def torn_condition(parse: Parse, node: Token, head: Token) -> Step | None:
    """The condition of "Had they struck it, …", of which the parse makes a clause below "had"."""
    had = head.lower == "had" and head.dep == "advcl" and node.dep == "ccomp" and not parse.children(head, *SUBJECTS)
    return Step(head, "if") if had and head.i < node.i else None


def impression(parse: Parse, node: Token, head: Token) -> Step | None:
    """The verb of "it looked like a shell hit the mill", which leaves open whether one did."""
    like = [*parse.children(node, "mark"), *(c for c in parse.children(head, "prep") if node.dep == "ccomp")]
    if head.lemma not in SEEMING or not any(c.lower == "like" and c.i < node.i for c in like):
        return None
    return Step(head, "hypo" if head.tag == "VBD" else "unclear")


def in_case(parse: Parse, node: Token) -> Step | None:
    """The "case" of "in case the mill was attacked"."""
    inside = (c for mark in parse.children(node, "mark", "prep") if mark.lower == "in" for c in parse.children(mark))
    return next((Step(c, "hypo") for c in inside if c.lower == "case" and c.i < node.i and not parse.children(c)), None)


def too_much(parse: Parse, head: Token) -> Token | None:
    """The "too" of "are too weak to attack"."""
    near = [head, *parse.children(head, "acomp", "advmod")]
    return next((c for word in near for c in parse.children(word, "advmod") if c.lower == "too"), None)


def binds(found: list[Step]) -> bool:
    """Whether what stands beside the operator counts: not beside a verb of saying or knowing."""
    return not found or found[-1].effect not in ("say", "fact", "unsaid")


def asking(parse: Parse, word: Token) -> list[Token]:
    """The auxiliary that opens a question whose mark is lost: "HAVE YOU SENT A LETTER OR ASKED DR."."""
    top = word
    while parse.head(top) is not top:
        top = parse.head(top)
    first = next(iter(parse.children(top, "aux", "auxpass")), None)
    subject = next(iter(parse.children(top, *SUBJECTS)), None)
    if first is None or subject is None or first.i > subject.i or not top.is_verb or first.lower not in ASKS:
        return []
    opening = parse.tokens[parse.sentence_of(word).first : first.i]
    quiet = all(not t.is_word or t.dep == "punct" for t in opening) or (bool(opening) and opening[-1].text in CLOSING)
    return [first] if quiet and subject.i <= first.i + 4 else []
