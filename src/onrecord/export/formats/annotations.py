"""W3C Web Annotation (JSON-LD): one annotation for each claim, anchored at its words.

The anchor is the text that all offsets count in, named by its hash, with a quote and a position. Where the document was found on
the web its address is a target, too, with the quote alone: a page holds more than the text, so positions differ there.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.export.formats.found import Found, FoundClaim, FoundDocument
from onrecord.export.formats.ledger import COLUMNS, TOGETHER
from onrecord.export.formats.linked import address, as_bytes, filled, moment, name_of, people, text_name, told, write_list

CONTEXT = "http://www.w3.org/ns/anno.jsonld"

AROUND = 32
"""Code points of context on each side of a quote, as annotation tools take them; more where the words stand there twice."""

MOST = 1024
"""Code points of context at most."""

TAGGED = ("kind", "status", "stance", "certainty", "review", "later")
"""Fields whose values are tags: they are from short closed lists."""


def write(found: Found, out: Path) -> None:
    """Write a collection with one page that holds an annotation for each claim that fits."""
    collection = name_of(found, "annotations", found.head)
    label = f"Claims of the record {found.record[:8]}, line {found.head.partition(':')[0]}"
    head = {"@context": CONTEXT, "id": collection, "type": "AnnotationCollection", "label": label}
    page = {"id": name_of(found, "page", found.head), "type": "AnnotationPage", "partOf": collection, "startIndex": 0}
    with out.open("wb") as file:
        file.write(as_bytes(head)[:-1] + b',"first":' + as_bytes(page)[:-1] + b',"items":[')
        total = write_list(file, _annotations(found))
        file.write(b'\n]},"total":%d}\n' % total)


def _annotations(found: Found) -> Iterator[dict[str, Any]]:
    for document in found.documents():
        source = text_name(document)
        for claim in document.claims:
            yield annotation(found, claim, source)


def annotation(found: Found, claim: FoundClaim, source: str) -> dict[str, Any]:
    """A claim as an annotation of the text with this name."""
    software = {"type": "Software", "name": f"onrecord {found.version}"}
    persons = [{"type": "Person", "name": who} for who in people(claim)]
    creators = persons if claim.row.review == "added" else [software, *persons]
    return {
        "id": name_of(found, "claim", claim.id),
        "type": "Annotation",
        "motivation": "describing",
        "creator": creators[0] if len(creators) == 1 else creators,
        "generator": software,
        "generated": found.at,
        "body": [_sentence(claim), _reading(claim), *_tags(claim)],
        "target": _targets(claim, source),
    }


def _sentence(claim: FoundClaim) -> dict[str, Any]:
    language = claim.document.body["language"]
    return filled(
        {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "language": language, "value": told(claim)}
    )


def _reading(claim: FoundClaim) -> dict[str, Any]:
    """The row of the ledger, as JSON in a text: what annotation tools do not know they leave as it is."""
    row = filled({column.name: column.value(claim) for column in COLUMNS if column.name not in TOGETHER})
    return {"type": "TextualBody", "purpose": "classifying", "format": "application/json", "value": as_bytes(row).decode()}


def _tags(claim: FoundClaim) -> list[dict[str, Any]]:
    found = ((name, getattr(claim.row, name)) for name in TAGGED)
    return [{"type": "TextualBody", "purpose": "tagging", "value": f"{name}: {value}"} for name, value in found if value]


def _targets(claim: FoundClaim, source: str) -> list[dict[str, Any]]:
    quote, position = selectors(claim.document.text, claim.row.start, claim.row.end)
    text = filled({"id": source, "type": "Text", "format": "text/plain", "language": claim.document.body["language"]})
    targets: list[dict[str, Any]] = [{"type": "SpecificResource", "source": text, "selector": [quote, position]}]
    if page := address(claim.document):
        seen = {"state": {"type": "TimeState", "sourceDate": day}} if (day := _seen(claim.document)) else {}
        targets.append({"type": "SpecificResource", "source": page, "selector": quote, **seen})
    return targets


def _seen(document: FoundDocument) -> str | None:
    """When its address was visited last, where that is known."""
    visits = (capture["retrieved_at"] for capture in document.captures if capture["uri"] == document.body["uri"])
    return max((at for visit in visits if (at := moment(visit))), default=None)


def selectors(text: str, start: int, end: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """A TextQuoteSelector with as much context as tells the words from others, and a TextPositionSelector in code points.

    >>> selectors("No one left. No one came.", 13, 19)[1]
    {'type': 'TextPositionSelector', 'start': 13, 'end': 19}
    """
    around = AROUND
    while around < MOST and not _is_alone(text, text[max(0, start - around) : end + around]):
        around *= 2
    prefix, suffix = text[max(0, start - around) : start], text[end : end + around]
    quote = {"type": "TextQuoteSelector", "exact": text[start:end], "prefix": prefix, "suffix": suffix}
    return quote, {"type": "TextPositionSelector", "start": start, "end": end}


def _is_alone(text: str, words: str) -> bool:
    return text.find(words, text.find(words) + 1) < 0
