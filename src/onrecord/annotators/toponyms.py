"""Toponyms: every name of a place, and which place of the gazetteer it means.

A name counts in every spelling and where it stands for a government (then `is_location` is False). Demonyms, people, bodies,
treaties and the like are no places (`conventions-spans.md`, 3). A name that cannot be resolved with confidence keeps its span
and has `resolved` None.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from onrecord import gazetteer as gazetteers
from onrecord.annotators.stage import Annotator, Reading
from onrecord.annotators.where.capital import find_capitals
from onrecord.annotators.where.containers import find_containers
from onrecord.annotators.where.explain import Explainer
from onrecord.annotators.where.government import stands_for_government
from onrecord.annotators.where.judge import Judge
from onrecord.annotators.where.mentions import Finder, Mention
from onrecord.annotators.where.quarters import find_quarters
from onrecord.annotators.where.resolve import LARGE, Group, Resolver
from onrecord.annotators.where.whole import respelled
from onrecord.gazetteer import Gazetteer
from onrecord.model import Document, Place, Span, Toponym, ToponymKind

PRECISION = {
    ToponymKind.CITY: "city",
    ToponymKind.REGION: "region",
    ToponymKind.COUNTRY: "country",
    ToponymKind.FACILITY: "point",
    ToponymKind.WATER: "region",
    ToponymKind.CONTINENT: "continent",
}

OF_PUBLISHER = 0.6
"""The chance that a text is about the country that its publisher's name says."""

NOTHING = (0.0, "")


def find_toponyms(reading: Reading) -> list[Toponym]:
    """The toponyms of a document, in text order.

    >>> from onrecord.testing import read_with
    >>> doc = read_with("Clashes broke out in Paris, Texas, the sheriff said.", TOPONYMS)
    >>> [(t.surface, t.resolved.admin, t.where_precision) for t in doc.toponyms]
    [('Paris', 'Texas', 'city'), ('Texas', None, 'region')]
    """
    gazetteer = gazetteers.open()
    doc, parse = reading.doc, reading.parse
    mentions = list(Finder(doc.text, parse, gazetteer).find())
    _contain(doc.text, mentions, reading)
    find_quarters(parse.tokens, mentions, gazetteer)
    mentions = _kept(mentions, _completed(reading, Judge(parse, gazetteer).places(mentions), gazetteer))
    about = _about(reading, gazetteer)
    groups = Resolver(gazetteer, {code: share for code, (share, _) in about.items()}).resolve(mentions)
    explainer = Explainer(groups, mentions, gazetteer, {code: why for code, (_, why) in about.items()})
    found = [_toponym(mention, groups[i], explainer, reading) for i, mention in enumerate(mentions)]
    return sorted([*found, *find_capitals(reading, found, gazetteer)], key=lambda toponym: toponym.span)


def _contain(text: str, mentions: list[Mention], reading: Reading) -> None:
    tokens = reading.parse.tokens
    find_containers(text, mentions, [(tokens[m.first].start, tokens[m.last - 1].end) for m in mentions])


def _completed(reading: Reading, mentions: list[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """The mentions, those that only begin a name as the whole of it, and none of its other words."""
    tokens, kept = reading.parse.tokens, list[Mention]()
    for mention in mentions:
        if kept and mention.first < kept[-1].last:
            continue
        if mention.whole > mention.last:
            name = reading.doc.text[tokens[mention.first].start : tokens[mention.whole - 1].end]
            mention.complete(name, respelled(name, gazetteer))
        kept.append(mention)
    return kept


def _kept(mentions: list[Mention], chosen: list[Mention]) -> list[Mention]:
    """The chosen mentions, with `container` and `within` counted among them."""
    place = {id(mention): i for i, mention in enumerate(chosen)}
    for mention in chosen:
        if mention.container is not None:
            mention.container = place.get(id(mentions[mention.container]))
        if mention.within is not None:
            mention.within = place.get(id(mentions[mention.within]))
    return chosen


def _about(reading: Reading, gazetteer: Gazetteer) -> dict[str, tuple[float, str]]:
    """Chances that the text is about a country, and why: from its demonyms, and a little from its publisher's name."""
    words = [token.text for token in reading.parse.tokens if token.text[0].isupper()]
    codes = [(code, word) for word in words if (code := gazetteer.demonym(word))]
    counts, first = Counter(code for code, _ in codes), dict(reversed(codes))
    shares = {code: (min(1.0, count / 3), f"the text says “{first[code]}”") for code, count in counts.items()}
    for place in _of_publisher(reading.doc, gazetteer):
        if place.country and shares.get(place.country, NOTHING)[0] < OF_PUBLISHER:
            shares[place.country] = OF_PUBLISHER, f"the publisher's name says “{place.name}”"
    return shares


def _of_publisher(doc: Document, gazetteer: Gazetteer) -> Iterator[Place]:
    """Countries, regions and large cities in the publisher's name; most words of it are the name of some village."""
    names = (doc.publisher or "").split()
    for first in range(len(names)):
        for last in range(len(names), first, -1):
            places = gazetteer.lookup(" ".join(names[first:last]))
            if places and (places[0].kind is not ToponymKind.CITY or places[0].population >= LARGE):
                yield places[0]


def _toponym(mention: Mention, group: Group, explainer: Explainer, reading: Reading) -> Toponym:
    tokens, place = reading.parse.tokens, group.place
    span = Span(tokens[mention.first].start, tokens[mention.last - 1].end)
    kind = _kind(mention, place) or _common_kind(group)
    reason, lost = explainer.explain(group)
    is_location = not stands_for_government(mention, place, reading.parse, explainer.gazetteer)
    surface, precision = span.of(reading.doc.text), PRECISION[kind] if kind else None
    return Toponym(span, surface, kind, place, lost, precision, reason, is_location)


def _kind(mention: Mention, place: Place | None) -> ToponymKind | None:
    """The kind that the text gives the name ("Orva region" is no city, though it may be found by its town), else the place's."""
    said = mention.kind or mention.beside
    if place is not None and place.kind is ToponymKind.COUNTRY:
        return place.kind  # "the regions of Orva"
    return said if said is ToponymKind.REGION or place is None else place.kind


def _common_kind(group: Group) -> ToponymKind | None:
    kinds = {place.kind for place in group.places}
    return kinds.pop() if len(kinds) == 1 else None


TOPONYMS = Annotator("toponyms", assigns="toponyms", requires=("parse", "publisher"), predict=find_toponyms)
