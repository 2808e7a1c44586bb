"""The persons, bodies, states and groups of a document, and which words stand for which of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from onrecord.annotators.said.quotes import find_quotes
from onrecord.annotators.stage import Annotator, Reading
from onrecord.annotators.who.bodies import call_bodies, settle_bodies
from onrecord.annotators.who.casting import Cast, Part
from onrecord.annotators.who.described import acts, find_described
from onrecord.annotators.who.descriptions import settle_descriptions
from onrecord.annotators.who.headlines import without_headlines
from onrecord.annotators.who.labels import find_labelled
from onrecord.annotators.who.lexicon import lexicon
from onrecord.annotators.who.lookup import Mentions, actor_at, first_person
from onrecord.annotators.who.named import find_named
from onrecord.annotators.who.naming import Naming
from onrecord.annotators.who.persons import settle_persons
from onrecord.annotators.who.places import settle_places
from onrecord.annotators.who.pronouns import resolve_pronouns
from onrecord.language import Parse
from onrecord.model import Actor, ActorKind, Turn
from onrecord.text import squeeze

__all__ = ["ACTORS", "TURNS", "Mentions", "actor_at", "find_actors", "first_person", "resolve_turns"]


def find_actors(reading: Reading) -> list[Actor]:
    """One actor for each person, body, state, group and unnamed source, in the order in which they are first named.

    >>> from onrecord.testing import read_with
    >>> doc = read_with("Interior Minister Ana Kos resigned. The minister gave no reason.", ACTORS)
    >>> doc.actors[0].name, doc.actors[0].posts[0].title, len(doc.actors[0].mentions)
    ('Ana Kos', 'Interior Minister', 2)
    """
    doc, parse = reading.doc, reading.parse
    named = without_headlines(doc, find_named(parse, doc.text))
    settle_places(parse, named)
    labelled = find_labelled(doc, named)
    described = find_described(parse, doc.text, named)
    cast = Cast(doc.text)
    names = [*named, *(n for n in labelled if n.form == "name")]
    call_bodies(doc.text, names)
    persons = [n for n in names if n.kind is ActorKind.PERSON]
    settle_persons(cast, persons)
    settle_bodies(cast, [n for n in names if n.kind is not ActorKind.PERSON])
    settle_descriptions(cast, [*described, *(n for n in labelled if n.form != "name")], persons)
    quotes = [(q.start, q.end) for q in find_quotes(doc) if q.depth == 0]
    resolve_pronouns(parse, cast, [*named, *described], quotes)
    return _numbered(doc.text, [part for part in cast.parts if part.namings and _tells(part, parse)])


def _tells(part: Part, parse: Parse) -> bool:
    """Whether an actor belongs in the record: a named person or body, or whoever is said to say or do something."""
    named = any(n.form == "name" for n in part.namings)
    if named and (part.kind is ActorKind.PERSON or (part.kind is ActorKind.ORGANISATION and _is_body(part, parse))):
        return True
    return any(n.head < 0 or acts(parse, parse.tokens[n.head]) for n in part.namings)


def _is_body(part: Part, parse: Parse) -> bool:
    """Whether a name taken for a body's is more than one word that never acts: those are mostly places and things."""
    return len(part.namings) > 1 or len(part.words) > 1 or parse.tokens[part.namings[0].head].text.isupper()


def _numbered(text: str, parts: list[Part]) -> list[Actor]:
    for part in parts:
        part.namings.sort(key=lambda n: n.span)
    ordered = sorted(parts, key=lambda p: p.namings[0].span)
    return [_actor(text, f"a{i}", part) for i, part in enumerate(ordered, 1)]


def _actor(text: str, id: str, part: Part) -> Actor:
    best = max(
        part.namings, key=lambda n: (n.form == "name", not _is_office(part, n), len(n.words), not n.name.of(text).isupper())
    )
    name = squeeze(best.name.of(text))
    forms = dict.fromkeys(squeeze(n.name.of(text)) for n in part.namings)
    mentions = sorted({*(n.span for n in part.namings), *part.pronouns})
    aliases = tuple(form for form in forms if form != name)
    return Actor(id, name, part.kind, best.name, tuple(part.posts.values()), aliases, tuple(mentions))


def _is_office(part: Part, naming: Naming) -> bool:
    """Whether the words name an office in a body and not the body itself ("League High Envoy")."""
    return part.kind is ActorKind.ORGANISATION and bool(naming.words) and naming.words[-1] in lexicon().posts


ACTORS = Annotator("actors", assigns="actors", requires=("parse", "blocks", "turns"), predict=find_actors)


def resolve_turns(reading: Reading) -> Iterable[Turn]:
    """The turns with the actor behind each name or label, left empty where none is certain."""
    mentions = Mentions(reading.doc)
    for turn in reading.doc.turns:
        spans = [span for span in (turn.name, turn.label) if span is not None]
        voice = next((actor for span in spans if (actor := mentions.inside(span))), None)
        yield replace(turn, speaker=turn.speaker or voice)


TURNS = Annotator("turns", assigns="turns", requires=("turns", "actors"), predict=resolve_turns)
