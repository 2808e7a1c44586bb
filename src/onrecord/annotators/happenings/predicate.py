"""What a predicate is, and who acts in an event noun."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.annotators.happenings.arguments import is_a, is_party
from onrecord.annotators.happenings.doubt import is_doubted
from onrecord.annotators.happenings.frames import is_time
from onrecord.annotators.happenings.lexicon import Entry, lexicon, words
from onrecord.annotators.lexicons import lexicon as lists
from onrecord.language import Name, Parse, Token

PLACING, CLAIMING = (frozenset(lists("events_blame")[name]) for name in ("placing", "claiming"))
BEHOLDING = words("beholding")

Roles = tuple[tuple[Token, ...], tuple[Token, ...]]
"""The heads of actors and of recipients."""


@dataclass(frozen=True, slots=True)
class Predicate:
    """An event word in its clause.

    `trigger` is the event's own word, `clause` the word that heads the stretch which states it (the verb, or the noun where
    no verb bears it). `actors` and `recipients` are heads of noun phrases. `rule` names what found it.
    """

    trigger: Token
    clause: Token
    verb: Token | None
    entry: Entry
    actors: tuple[Token, ...]
    recipients: tuple[Token, ...]
    rule: str
    instrument: Token | None = None


def some(token: Token | None) -> tuple[Token, ...]:
    return (token,) if token is not None else ()


def doer(parse: Parse, noun: Token, entry: Entry, preps: dict[str, Token]) -> Token | None:
    for child in parse.children(noun, "poss"):
        if is_party(parse, child) or child.tag == "PRP$":
            return child if entry.frame == "of-actor" or "of" in preps else None
    if "by" in preps and not is_time(parse, preps["by"]) and not is_a(parse, preps["by"], "blow"):
        return preps["by"]
    maker = _maker(parse, noun)
    if maker is not None:
        return maker
    for child in parse.children(noun, "amod", "compound", "nmod"):
        name = parse.name_at(child)
        named = name is not None and _is_power(child, name)
        if named or (child.is_noun and is_a(parse, child, "forces")):
            return child
    of = preps.get("of")
    return of if entry.frame == "of-actor" and of is not None and is_party(parse, of) else None


def _is_power(word: Token, name: Name) -> bool:
    """Whether a name before an event noun is who did it, not where it was: "US strikes", not "the Mosul strikes"."""
    body = name.label == "ORG" and name.last - name.first > 1
    return name.label == "NORP" or body or (name.label in ("ORG", "GPE") and word.text.isupper())


def _maker(parse: Parse, noun: Token) -> Token | None:
    """By whom it was carried out, launched or planted, where a participle behind the noun says so without a doubt."""
    for verb in parse.children(noun, "acl"):
        if _makes(verb) and not any(is_doubted(child.lower) for child in parse.children(verb)):
            by = (child for child in parse.children(verb, "agent", "prep") if child.lower == "by")
            agents = (pobj for child in by for pobj in parse.children(child, "pobj"))
            return next((agent for agent in agents if not is_time(parse, agent)), None)
    return None


def _makes(verb: Token) -> bool:
    """Whether a participle says that something was done, not that it was foiled, denied, claimed or seen."""
    bearing = verb.lemma in lexicon().supports["obj"] and verb.lemma not in BEHOLDING | CLAIMING
    told = bearing and ("verb", verb.lemma) not in lexicon().operators
    return verb.tag in ("VBN", "VBD") and (told or verb.lemma in PLACING)
