"""The operators right beside an event's verb or noun: negation, modal verbs, "if", "alleged", quotation marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.annotators.happenings.frames import SUBJECTS
from onrecord.annotators.happenings.lexicon import lexicon, words
from onrecord.language import Parse, Token

NEGATIVE, LIKE_IF, QUOTES = words("negative"), words("like_if"), words("quotes")
ONLY, HARDLY, ANY = words("only"), words("hardly"), words("any")
FICTION, STATIVE, PERCEIVING = words("fiction"), words("stative"), words("perceiving")
EMPTIED = (*SUBJECTS, "dobj", "attr")
CLAUSAL = frozenset(("ROOT", "ccomp", "advcl", "xcomp", "relcl", "conj"))


@dataclass(frozen=True, slots=True)
class Step:
    """One operator on an event: the word, and the effect that `events_operators.tsv` gives it."""

    token: Token
    effect: str


def beside(parse: Parse, node: Token, seen: set[int]) -> Iterator[Step]:
    """The operators beside a word, the widest last.

    Args:
        parse: the text's parse.
        node: a verb or a noun.
        seen: places of the tokens on the way from the event, whose own words were asked already.
    """
    if node.is_noun or node.dep in ("pobj", "dobj", "attr"):
        yield from _beside_noun(parse, node)
    if node.is_verb or node.dep in CLAUSAL:
        yield from _beside_verb(parse, node, seen)


def has_if(parse: Parse, verb: Token) -> bool:
    """Whether the clause of a verb opens with "if" or the like."""
    return any(c.dep == "mark" and is_if(parse, c) for c in parse.children(verb))


def is_if(parse: Parse, mark: Token) -> bool:
    """Whether a word opens a condition: "if", "unless", "as though"."""
    before = parse.tokens[mark.i - 1].lower if mark.i else ""
    return mark.lower in LIKE_IF or (mark.lower == "though" and before == "as")


def is_emptied(parse: Parse, noun: Token) -> bool:
    """Whether an argument is nobody or "no …", so that the event did not happen."""
    if noun.lower in NEGATIVE:
        return noun.dep != "intj"
    before = [c for c in parse.children(noun) if c.i < noun.i]
    before += [inner for c in before if c.dep in ("nummod", "det", "amod") for inner in parse.children(c)]
    before += parse.children(noun, "advmod") if noun.lower in ANY else []
    return any(_empties(parse, c) for c in before)


def _numbers(parse: Parse, word: Token) -> bool:
    """Whether it is "number": "unit no 4", "Detachment No. 4"."""
    near = parse.tokens[max(0, word.i - 1) : word.i + 3]
    return word.i > 0 and len(near) == 4 and near[0].is_noun and near[2].text.isdigit() and near[3].text != "-"


def _empties(parse: Parse, word: Token) -> bool:
    if word.lower in ("no", "neither"):
        return word.dep in ("det", "preconj") and not _numbers(parse, word)
    if word.lower == "not":
        return word.dep in ("neg", "advmod", "preconj") and not _only(parse, word)
    return word.lower in HARDLY


def _beside_verb(parse: Parse, verb: Token, seen: set[int]) -> Iterator[Step]:
    children = parse.children(verb)
    negations = [Step(c, "neg") for c in children if _negates(parse, c, seen)]
    modals = [Step(c, _modal(parse, verb, c)) for c in children if c.tag == "MD" and c.dep in ("aux", "auxpass")]
    turned = _inverted(parse, verb) if verb.dep == "advcl" else None  # "Should they leave, …" asks for nothing
    modals = [m for m in modals if m.token is not turned and not _seen(parse, verb, m.token)]
    if negations:  # "could not" denies as "did not" does
        modals = [m for m in modals if m.token.lower not in ("can", "could", "ca")]
    wide = [m for m in modals if m.token.lower in ("may", "might")]
    yield from (m for m in modals if m not in wide)
    yield from negations[:1]
    yield from wide
    yield from _marks(parse, verb, imperative=not modals)


def _seen(parse: Parse, verb: Token, modal: Token) -> bool:
    """Whether what "can be seen" or "could be heard" is there."""
    passive = any(c.lower == "be" for c in parse.children(verb, "auxpass"))
    return passive and verb.lemma in PERCEIVING and modal.lower in ("can", "could")


def _negates(parse: Parse, child: Token, seen: set[int]) -> bool:
    if child.dep == "neg" or (child.dep in ("advmod", "preconj", "cc") and _is_negative(child)):
        return not _only(parse, child)
    if child.dep in ("advmod", "prep"):
        return _never(parse, child)
    if child.dep not in EMPTIED or child.i in seen or not is_emptied(parse, child) or not _takes_back(child):
        return False
    doer = any(c.i in seen for c in parse.children(parse.head(child), "nsubj"))
    return child.dep != "dobj" or not doer  # "the attack hurt nobody" was an attack


def _is_negative(token: Token) -> bool:
    return any(op.effect == "neg" for op in lexicon().operators.get(("adv", token.lower), ()))


def _only(parse: Parse, token: Token) -> bool:
    """Whether it is "not only", "not just": no negation of the event."""
    return any(after.lower in ONLY for after in parse.tokens[token.i + 1 : token.i + 2])


def _never(parse: Parse, token: Token) -> bool:
    """Whether it is "no longer", "at no point", "under no circumstances", "on nobody"."""
    if token.dep == "advmod":
        return token.lower != "doubt" and any(c.lower == "no" for c in parse.children(token))
    noun = next(iter(parse.children(token, "pobj")), None)
    if noun is None or noun.lower in NEGATIVE:
        return noun is not None
    known = ("phrase", noun.lower) in lexicon().operators
    return known and any(c.lower == "no" for c in parse.children(noun))


def _takes_back(noun: Token) -> bool:
    """Whether an emptied argument takes the event back: not in "it is no surprise that"."""
    return noun.dep != "attr" or ("noun", noun.lemma.lower()) in lexicon().operators


def _marks(parse: Parse, verb: Token, imperative: bool) -> Iterator[Step]:
    children = parse.children(verb)
    for child in children:
        op = next(iter(lexicon().operators.get(("adv", child.lower), ())), None) if child.dep == "advmod" else None
        if op is not None and op.effect != "neg":
            yield Step(child, op.effect)
        elif child.dep == "prep" and _in_fiction(parse, child):
            yield Step(child, "hypo")
        elif child.dep == "mark" and (is_if(parse, child) or (child.lower == "until" and verb.dep == "ROOT")):
            yield Step(child, "if")
    if imperative and verb.tag == "VB" and _is_bidding(parse, verb):
        yield Step(verb, "should")
    if is_subjunctive(parse, verb):
        yield Step(verb, "should")
    if verb.dep == "advcl" and (inverted := _inverted(parse, verb)) is not None:
        yield Step(inverted, "if")


def is_subjunctive(parse: Parse, verb: Token) -> bool:
    """Whether a told clause has a bare verb: "suggested that the council reopen the case", which asks for it."""
    that = any(c.lower == "that" for c in parse.children(verb, "mark"))
    subject = next(iter(parse.children(verb, "nsubj")), None)
    single = subject is not None and subject.tag in ("NN", "NNP") and not parse.children(subject, "conj")
    bare = verb.tag == "VB" or (verb.tag == "VBP" and single and verb.lemma not in STATIVE)
    return that and bare and subject is not None and not parse.children(verb, "aux", "auxpass")


def _in_fiction(parse: Parse, prep: Token) -> bool:
    """Whether it happens "in the film", "in an exercise"."""
    inside = parse.children(prep, "pobj") if prep.lower in ("in", "during") else []
    return bool(inside) and inside[0].lemma.lower() in FICTION


def _is_bidding(parse: Parse, verb: Token) -> bool:
    """Whether a base form bids: no subject, no auxiliary ("Leave the town", "Do not shoot"), or a colon right before it."""
    if parse.children(verb, "neg") and not parse.children(verb, *SUBJECTS):
        return verb.dep in ("ROOT", "ccomp") and [c.lower for c in parse.children(verb, "aux")] == ["do"]
    before = parse.tokens[verb.i - 1].text if verb.i else ""
    return verb.dep == "ROOT" and (before == ":" or not parse.children(verb, *SUBJECTS, "aux"))


def _inverted(parse: Parse, verb: Token) -> Token | None:
    """The auxiliary of a condition without "if": "Had they attacked, …", "Should they attack, …"."""
    first = next(iter(parse.children(verb, "aux", "auxpass")), None)
    subject = next(iter(parse.children(verb, *SUBJECTS)), None)
    if first is None or subject is None or first.i > subject.i:
        return None
    return first if first.lower in ("had", "should", "were") else None


def _modal(parse: Parse, verb: Token, aux: Token) -> str:
    op = next(iter(lexicon().operators.get(("aux", aux.lower), ())), None)
    effect = op.effect if op else "hypo"
    have = any(c.lower in ("have", "'ve") for c in parse.children(verb, "aux"))
    if effect == "should":
        return "hypo" if have else effect
    if effect == "would":
        return "plan" if _reported(parse, verb) and not have else "hypo"
    return effect


def _reported(parse: Parse, verb: Token) -> bool:
    """Whether the clause is told in the past ("said it would"), where "would" is a shifted "will"."""
    node = verb
    while node.dep == "conj":
        node = parse.head(node)
    head = parse.head(node)
    told = node.dep in ("ccomp", "acl") and (head.tag in ("VBD", "VBN") or head.is_noun)
    return told and not any(has_if(parse, c) for c in parse.children(verb, "advcl"))


def _beside_noun(parse: Parse, noun: Token) -> Iterator[Step]:
    for child in parse.children(noun):
        if child.dep == "neg" or (child.lower in ("no", "neither") and child.dep in ("det", "preconj")):
            if not noun.is_verb and not _numbers(parse, child):
                yield Step(child, "neg")
        elif child.lower == "any" and child.dep == "det":
            yield Step(child, "any")
        elif child.dep in ("amod", "compound", "nmod"):
            yield from _adjective(parse, child)
    if _scare_quoted(parse, noun):
        yield Step(noun, "unclear")


def _adjective(parse: Parse, word: Token) -> Iterator[Step]:
    if word.lower == "called" and any(c.lower == "so" for c in parse.children(word)):
        yield Step(word, "unclear")
    for op in lexicon().operators.get(("adj", word.lower), ()):
        if "-" in op.via:
            yield Step(word, op.effect)
            return


def _scare_quoted(parse: Parse, noun: Token) -> bool:
    """Whether quotation marks hold nothing but this noun and at most two words before it."""
    tokens = parse.tokens
    if noun.i + 1 >= len(tokens) or tokens[noun.i + 1].text not in QUOTES:
        return False
    return any(tokens[i].text in QUOTES for i in range(max(0, noun.i - 3), noun.i))
