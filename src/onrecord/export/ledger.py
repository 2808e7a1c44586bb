"""The one view on a document that every rendering shows: who says what, in which words, and what was understood."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.export.dates import describe
from onrecord.export.details import date_detail, details, figure_detail, place_detail, reasons, words_at
from onrecord.export.parts import Entry, Header, KindGroup, Ledger, Speaker, SpeakerGroup
from onrecord.export.voices import RELAYED, Voices
from onrecord.export.wording import say, standing, status_words
from onrecord.model import Claim, ClaimKind, Document, Segment, pages_in


def build_ledger(doc: Document) -> Ledger:
    """The ledger of a document: its claims by speaker and kind, and all its dates, places and figures.

    >>> from onrecord.testing import make_document
    >>> build_ledger(make_document("Nothing was said.", title="A quiet day")).header.title
    'A quiet day'
    """
    voices = Voices(doc)
    claims = sorted(doc.claims, key=lambda claim: (claim.text.start, claim.text.end))
    places = doc.evidence.segments if doc.evidence else ()
    said = (
        (voices.speaker(claim), build_entry(number, claim, doc.text, voices, places)) for number, claim in enumerate(claims, 1)
    )
    return assemble(doc, voices, said)


def assemble(doc: Document, voices: Voices, said: Iterable[tuple[Speaker, Entry]]) -> Ledger:
    """The ledger of a document whose entries are these, each with its speaker, in text order."""
    return Ledger(
        header=_header(doc),
        groups=_group(said),
        speech=tuple(voices.speech()),
        dates=tuple(date_detail(timex, doc.text) for timex in doc.timexes),
        places=tuple(place_detail(toponym, doc.text) for toponym in doc.toponyms),
        figures=tuple(figure_detail(quantity, doc.text) for quantity in doc.quantities if quantity.kind is None),
        problems=doc.problems,
    )


def _group(spoken: Iterable[tuple[Speaker, Entry]]) -> tuple[SpeakerGroup, ...]:
    speakers: dict[str, Speaker] = {}
    said: dict[str, list[Entry]] = {}
    for speaker, entry in spoken:
        speakers.setdefault(speaker.key, speaker)
        said.setdefault(speaker.key, []).append(entry)
    return tuple(SpeakerGroup(speaker, _by_kind(said[key])) for key, speaker in speakers.items())


def _by_kind(entries: list[Entry]) -> tuple[KindGroup, ...]:
    groups = ((kind, tuple(entry for entry in entries if entry.kind is kind)) for kind in ClaimKind)
    return tuple(KindGroup(kind, say("kinds", kind) or kind, found) for kind, found in groups if found)


def _header(doc: Document) -> Header:
    container = doc.evidence.container if doc.evidence else None
    return Header(
        title=doc.title,
        publisher=doc.publisher,
        published=describe(doc.published or "") or doc.published,
        published_value=doc.published,
        published_from=say("published_from", doc.published_from),
        published_words=words_at(doc.published_span, doc.text) if doc.published_span else None,
        language=say("languages", doc.language) or doc.language,
        uri=doc.uri,
        sha256=doc.evidence.sha256 if doc.evidence else None,
        container=container.name if container else None,
        container_sha256=container.sha256 if container else None,
    )


def build_entry(number: int, claim: Claim, text: str, voices: Voices, places: tuple[Segment, ...]) -> Entry:
    """A claim as an entry; `number` counts in text order from 1, `places` lead from the text to the pages of a PDF file."""
    chain = voices.chain(claim)
    return Entry(
        number=number,
        id=claim.id,
        kind=claim.kind,
        words=words_at(claim.text, text),
        standing=standing(claim),
        status=status_words(claim),
        chain=RELAYED.join(voice.name for voice in chain),
        voices=chain,
        act=say("acts", claim.stance),
        details=details(claim, text, voices.name),
        reasons=reasons(claim, text),
        pages=pages_in(places, claim.text),
    )
