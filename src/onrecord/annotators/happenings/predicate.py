"""What a predicate is, and who acts in an event noun."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.annotators.happenings.arguments import is_a, is_party
from onrecord.annotators.happenings.frames import is_time
from onrecord.annotators.happenings.lexicon import Entry
from onrecord.language import Parse, Token

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
    if "by" in preps and not is_time(parse, preps["by"]):
        return preps["by"]
    for child in parse.children(noun, "amod", "compound", "nmod"):
        name = parse.name_at(child)
        named = name is not None and name.label in ("NORP", "ORG", "GPE")
        if named or (child.is_noun and is_a(parse, child, "forces")):
            return child
    of = preps.get("of")
    return of if entry.frame == "of-actor" and of is not None and is_party(parse, of) else None
