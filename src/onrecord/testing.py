"""Builders for tests: a document from a few words, and what an annotator makes of it."""

from __future__ import annotations

import dataclasses
import hashlib
from dataclasses import replace
from typing import Any

from onrecord.annotators.stage import Annotator, look
from onrecord.model import (
    Actor,
    ActorKind,
    Attribution,
    AttributionType,
    Block,
    BlockKind,
    Claim,
    ClaimKind,
    Container,
    Document,
    Event,
    Evidence,
    Mention,
    Place,
    Post,
    Quantity,
    Span,
    Stance,
    Status,
    Timex,
    TimexType,
    Toponym,
    ToponymKind,
    Visit,
)
from onrecord.text import lines

STATEMENT = "Marek Tull said 14 soldiers left Ozerin on Monday. He denied that anyone fired at the harbour."
"""An invented text of two claims; `make_statement` reads it."""


def make_document(text: str, **fields: Any) -> Document:
    r"""A document in which every line is a paragraph, with any fields of `Document`.

    >>> make_document("One.\nTwo.").blocks[1].span
    Span(start=5, end=9)
    """
    fields.setdefault("blocks", tuple(Block(Span(*line), BlockKind.PARAGRAPH) for line in lines(text)))
    fields.setdefault("language", "en")
    return Document(id="test", text=text, **fields)


def read_with(text: str, *annotators: Annotator, **fields: Any) -> Document:
    """The document after these annotators ran over it, in this order; attributions by rules alone."""
    reading = replace(look(make_document(text, **fields)), encoding=None)
    for annotator in annotators:
        reading = annotator.apply(reading)
    return reading.doc


def span_of(text: str, words: str, after: int = 0) -> Span:
    """The span of the first occurrence of `words` from `after` on.

    >>> span_of("to and to", "to", after=1)
    Span(start=7, end=9)
    """
    start = text.index(words, after)
    return Span(start, start + len(words))


def make_claim(span: Span, kind: ClaimKind = ClaimKind.INCIDENT, status: Status | None = Status.DONE, **fields: Any) -> Claim:
    """A claim of the publisher at `span`. `fields` are those of `Claim`; those it does not have go to its event.

    >>> make_claim(Span(0, 4), status=Status.DENIED).event.status.value
    'denied'
    """
    names = {field.name for field in dataclasses.fields(Claim)}
    own = {"id": f"{kind}-{span.start}", "stance": Stance.ASSERTS, **{n: v for n, v in fields.items() if n in names}}
    event = Event(None, span, kind, status, **{n: v for n, v in fields.items() if n not in names})
    return Claim(**{"kind": kind, "text": span, "event": event, "status": status, **own})


def make_statement(text: str = STATEMENT, **fields: Any) -> Document:
    """A whole document: STATEMENT, or a text that contains its words, with two claims of Marek Tull, one of them a denial.

    Its id follows from its content, as a reader's ids do, so that it can be kept in a record.

    >>> [(claim.kind.value, claim.stance.value) for claim in make_statement().claims]
    [('deployment', 'asserts'), ('incident', 'denies')]
    """
    tull = Actor("a1", "Marek Tull", ActorKind.PERSON, span_of(text, "Marek Tull"), aliases=("Tull",))
    count = Quantity(span_of(text, "14"), None, 14.0, None, counted=span_of(text, "soldiers"))
    day = Timex(span_of(text, "Monday"), TimexType.DATE, "2024-03-04")
    place = Place("own/1", "Ozerin", ToponymKind.CITY, 41.5, 20.25, "XA")
    town = Toponym(span_of(text, "Ozerin"), "Ozerin", ToponymKind.CITY, place)
    soldiers: dict[str, Any] = {
        "actors": (Mention(span_of(text, "soldiers")),),
        "counts": (count,),
        "times": (day,),
        "places": (town,),
    }
    words = span_of(text, "14 soldiers left Ozerin on Monday"), span_of(text, "anyone fired at the harbour")
    left = make_claim(words[0], ClaimKind.DEPLOYMENT, id=_identity(text, "left"), speaker="a1", **soldiers)
    fired = make_claim(words[1], status=Status.DENIED, id=_identity(text, "fired"), speaker="a1", stance=Stance.DENIES)
    found: dict[str, Any] = {
        "actors": (tull,),
        "quantities": (count,),
        "timexes": (day,),
        "toponyms": (town,),
        "claims": (left, fired),
    }
    given: dict[str, Any] = {"title": "At the harbour", "publisher": "Ozerin Post", "published": "2024-03-05", **fields}
    doc = make_document(text, events=(left.event, fired.event), **found, **given)
    return replace(doc, id=_identity(text, doc.title, doc.publisher, doc.published))


def make_visited(page: bytes = b"<p>a page", **visit: Any) -> Document:
    """A whole document that was captured from its address. `visit` are fields of `Visit`.

    >>> make_visited(feed="https://ozerin.example/feed").evidence.visit.feed
    'https://ozerin.example/feed'
    """
    uri = "https://ozerin.example/visited"
    seen = Visit(**{"warc": b"WARC/1.1 of " + page, "asked": "https://ozerin.example/old", **visit})
    sha256 = hashlib.sha256(page).hexdigest()
    kept = Evidence(page, sha256, "text/html", "utf-8", uri, "2024-03-05T08:00:00+00:00", "Ana Ruiz", (), seen)
    return make_statement("Seen on the way: " + STATEMENT, uri=uri, evidence=kept)


def make_taken(before: str = "", name: str = "letters.mbox") -> Document:
    """A whole document whose bytes were taken out of a mailbox of this name; `before` is what its text begins with.

    >>> make_taken().evidence.container.name
    'letters.mbox'
    """
    text = f"{before}{STATEMENT}"
    uri = f"file:///{name}#{_identity(text)}"
    sha256, box = (hashlib.sha256(words.encode()).hexdigest() for words in (text, name))
    when = "2024-03-05T08:00:00+00:00"
    kept = Evidence(text.encode(), sha256, "text/plain", "utf-8", uri, when, "Ana Ruiz", container=Container(name, box))
    return make_statement(text, uri=uri, evidence=kept)


def make_saying(
    name: str, post: str = "", kind: ActorKind = ActorKind.PERSON, also: tuple[str, ...] = (), **fields: Any
) -> Document:
    """A whole document in which somebody of this name, with this post before it, denies something. A post alone may be the name.

    `also` are further words for the same actor; they stand in a second sentence.

    >>> doc = make_saying("Ana Kos", "Governor of Ozerin", also=("Kos",))
    >>> doc.text, doc.actors[0].posts[0].title
    ('Governor of Ozerin Ana Kos denied that anyone fired. So said Kos.', 'Governor of Ozerin')
    """
    known = f" So said {', '.join(also)}." if also else ""
    text = f"{post + ' ' if post != name else ''}{name} denied that anyone fired.{known}".strip()
    span = span_of(text, name)
    posts = (Post(post, span_of(text, post)),) if post else ()
    actor = Actor("a1", name, kind, span, posts, also, (span, *(span_of(text, word, span.end) for word in also)))
    words = span_of(text, "anyone fired")
    claim = make_claim(words, status=Status.DENIED, id=_identity(text, "saying"), speaker="a1", stance=Stance.DENIES)
    given: dict[str, Any] = {"publisher": "Ozerin Post", "published": "2024-03-05", **fields}
    doc = make_document(text, actors=(actor,), events=(claim.event,), claims=(claim,), **given)
    return replace(doc, id=_identity(text, doc.title, doc.publisher, doc.published, doc.uri))


def make_toll(killed: int, **fields: Any) -> Document:
    """A whole document in which Marek Tull says how many people were killed in Ozerin on 4 March 2024.

    >>> doc = make_toll(17, publisher="Calder Times")
    >>> doc.text
    'Marek Tull said that 17 people were killed in Ozerin on Monday.'
    >>> doc.claims[0].event.counts[0].best
    17.0
    """
    text = f"Marek Tull said that {killed} people were killed in Ozerin on Monday."
    tull = Actor("a1", "Marek Tull", ActorKind.PERSON, span_of(text, "Marek Tull"))
    count = Quantity(span_of(text, str(killed)), None, float(killed), None, counted=span_of(text, "people"))
    day = Timex(span_of(text, "Monday"), TimexType.DATE, "2024-03-04")
    place = Place("own/1", "Ozerin", ToponymKind.CITY, 41.5, 20.25, "XA")
    town = Toponym(span_of(text, "Ozerin"), "Ozerin", ToponymKind.CITY, place)
    words = span_of(text, text[text.index(str(killed)) : -1])
    told: dict[str, Any] = {"counts": (count,), "times": (day,), "places": (town,)}
    recipients = (Mention(span_of(text, f"{killed} people")),)
    given: dict[str, Any] = {"title": "Dead in Ozerin", "publisher": "Ozerin Post", "published": "2024-03-05", **fields}
    id = _identity(text, given["title"], given["publisher"], given["published"])
    claim = make_claim(words, ClaimKind.CASUALTIES, id=_identity(text)[:12], speaker="a1", recipients=recipients, **told)
    claim = replace(claim, event=replace(claim.event, trigger=span_of(text, "killed")))
    found: dict[str, Any] = {"actors": (tull,), "quantities": (count,), "timexes": (day,), "toponyms": (town,)}
    return replace(make_document(text, events=(claim.event,), claims=(claim,), **found, **given), id=id)


def make_session(claims: int = 90, length: int = 60_000, **fields: Any) -> Document:
    """A whole long document: so many times somebody says how many were killed where, and when, in `length` characters or more.

    Each of them has seven highlights: the claim, its figure, date and place, and source, cue and content of who says it.

    >>> doc = make_session()
    >>> len(doc.text) > 60_000, len(doc.claims) * 7
    (True, 630)
    """
    names, towns = ("Marek Tull", "Ana Kos", "Ivo Ferrel", "Lena Orsk"), ("Ozerin", "Calder", "Halden")
    filler = "The hall was full, and the session went on until the evening without a break. "
    said = [f"{names[i % 4]} said that {10 + i} people were killed in {towns[i % 3]} on Monday. " for i in range(claims)]
    passages = [words + filler * max(0, -(-(length // claims - len(words)) // len(filler))) for words in said]
    text = "\n".join(passage.strip() for passage in passages)
    starts = [sum(len(passage.strip()) + 1 for passage in passages[:i]) for i in range(claims)]
    actors = tuple(Actor(f"a{i}", name, ActorKind.PERSON, span_of(text, name)) for i, name in enumerate(names[:claims]))
    told = [
        _told(text, start, words, f"a{i % 4}", 10 + i, towns[i % 3])
        for i, (start, words) in enumerate(zip(starts, said, strict=True))
    ]
    events = [claim.event for claim in told]
    found: dict[str, Any] = {
        "actors": actors,
        "attributions": tuple(claim.attributions[0] for claim in told),
        "timexes": tuple(event.times[0] for event in events),
        "toponyms": tuple(event.places[0] for event in events),
        "quantities": tuple(event.counts[0] for event in events),
        "events": tuple(events),
        "claims": tuple(told),
    }
    given: dict[str, Any] = {"title": "A long session", "publisher": "Ozerin Post", "published": "2024-03-05", **fields}
    return replace(make_document(text, **found, **given), id=_identity(text, given["title"], given["publisher"]))


def _told(text: str, start: int, words: str, speaker: str, killed: int, town: str) -> Claim:
    """One claim of `make_session`: in turn stated, denied, planned and only possible."""
    status = (Status.DONE, Status.DENIED, Status.PLANNED, Status.HYPOTHETICAL)[killed % 4]
    count = Quantity(span_of(text, str(killed), start), None, float(killed), None, counted=span_of(text, "people", start))
    day = Timex(span_of(text, "Monday", start), TimexType.DATE, "2024-03-04")
    place = Place(f"own/{town}", town, ToponymKind.CITY, 41.5, 20.25, "XA")
    at = Toponym(span_of(text, town, start), town, ToponymKind.CITY, place)
    span = Span(count.span.start, start + len(words) - 2)
    source = Span(start, start + words.index(" said"))
    link = Attribution((source,), (span_of(text, "said", start),), (span,), AttributionType.INDIRECT, speaker=speaker)
    id = _identity(text, str(start))[:12]
    given: dict[str, Any] = {"speaker": speaker, "speaker_span": source, "attributions": (link,)}
    return make_claim(span, ClaimKind.CASUALTIES, status, id=id, counts=(count,), times=(day,), places=(at,), **given)


def _identity(*parts: str | None) -> str:
    return hashlib.sha256("\0".join(part or "" for part in parts).encode()).hexdigest()[:16]
