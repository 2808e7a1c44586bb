"""Operators on what the parse hangs beside them: "an attempt made | to", "kept the crew | from", "fear of rebels | attacking"."""

from __future__ import annotations

from onrecord.annotators.happenings.above import ask
from onrecord.annotators.happenings.arguments import is_party
from onrecord.annotators.happenings.beside import Step
from onrecord.annotators.happenings.joints import definite, made_for
from onrecord.annotators.happenings.lexicon import words
from onrecord.language import Parse, Token

COMING = words("coming")
INSTEAD = frozenset((("instead", "of"), ("short", "of"), ("rather", "than"), ("far", "from"), ("nowhere", "near")))
CAUSAL = frozenset(("by", "from", "in"))
WILLING = frozenset(("plan", "order", "attempt", "threaten", "fail", "demand"))
SHADOWED = frozenset(("hypo", "plan", "should", "demand", "purpose", "neg", "order", "any", "fail"))
"""Effects that stop at a verb of saying: "I would like to stress that …" says it."""

APART = SHADOWED | {"attempt", "threaten", "foil", "prevent", "exclude"}
"""Effects that do not reach a clause which only tells what else was so."""


def made_for_it(parse: Parse, node: Token, participle: Token) -> tuple[list[Step], Token, bool] | None:
    """Past a try, plan, threat or order that was made, to what it was about: "the attempt made to poison him"."""
    noun = made_for(parse, participle)
    if noun is None:
        return None
    found = ask(parse, noun, "comp", node)
    return (found, noun, True) if found and found[-1].effect in WILLING else None


def of_doer(parse: Parse, node: Token, doer: Token) -> list[Step]:
    """What is open about a deed told with its doer: "fear of rebels attacking", "depends on the guilds signing"."""
    prep = parse.head(doer)
    found = ask(parse, parse.head(prep), prep.lower, node) or []
    return found if found and found[-1].effect in APART else []


def hinders(parse: Parse, verb: Token) -> bool:
    """Whether "from" behind a verb may keep somebody from a deed: not in "drew money from smuggling"."""
    things = [c for c in parse.children(verb, "dobj") if c.is_noun and not is_party(parse, c)]
    return verb.lemma not in COMING and not things


def kept_from(parse: Parse, node: Token, noun: Token) -> list[Step]:
    """The hindrance of "kept the crew | from landing", where the parse hangs the phrase on those who are kept."""
    found = ask(parse, parse.head(noun), "from", node) if noun.dep in ("dobj", "nsubjpass") else None
    return found if found and found[-1].effect == "prevent" else []


def ruled_out(parse: Parse, node: Token, prep: Token) -> Step | None:
    """What a preposition leaves out: "without", "instead of", "and not by a bomb attack"."""
    before = parse.tokens[prep.i - 1] if prep.i else prep
    if before.lower == "not" and prep.lower in CAUSAL and not definite(parse, node):
        return Step(before, "neg")
    instead = (parse.head(prep).lower, prep.lower) in INSTEAD
    return Step(prep, "neg") if instead or prep.lower == "without" else None


def is_aim_of(parse: Parse, verb: Token) -> bool:
    """Whether an infinitive behind a passive tells what a thing was for: "a review was held to reach agreement"."""
    things = parse.children(verb, "nsubjpass")
    return bool(things) and not any(is_party(parse, thing) or thing.tag == "PRP" for thing in things)
