"""The bundle's description for archives: RO-Crate 1.1, JSON-LD, written file by file."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from onrecord.export.bundle.bag import Bag, Sink
from onrecord.export.bundle.contents import Contents

CONTEXT = "https://w3id.org/ro/crate/1.1/context"
NAME = "ro-crate-metadata.json"
FOLDERS = {
    "evidence/": ("application/octet-stream", "The original bytes, and visits of pages as WARC files, named by their SHA-256"),
    "texts/": ("text/plain", "The text that was read from each source, UTF-8"),
    "stamps/": ("application/timestamp-reply", "Time stamps (RFC 3161) of lines of the journal"),
}
FILES = {
    "index.html": ("text/html", "The record, to be read"),
    "record.json": ("application/json", "Which record this is, and the head of its journal"),
    "journal.jsonl": ("application/jsonl", "Everything that was done to the record, each line hashed over the one before"),
    "documents.jsonl": ("application/jsonl", "Each document: title, publisher, day; where, when and by whom it was found"),
    "readings.jsonl": ("application/jsonl", "Everything that each version of onrecord found in each text"),
    "corrections.jsonl": ("application/jsonl", "What people set, with the words they set it for"),
    "actors.jsonl": ("application/jsonl", "Who is known under which names across documents, and why they were taken for one"),
    "captures.wacz": ("application/wacz", "The visits of pages once more, as a web archive that replay tools open"),
    "claims.jsonl": ("application/jsonl", "Each claim as it stands, as the machine read it, and what people said of it"),
}
RIGHTS = "No licence is given here. The rights in the statements that were collected remain with those who made them."
SEPARATOR = ",\n"

Entity = dict[str, Any]


def write_crate(bag: Bag, contents: Contents, count: Counter[str], media: Mapping[str, str], version: str) -> None:
    """Describe the payload that is in the bag; `media` holds the media type of each piece of evidence, by its hash."""
    with bag.open(f"data/{NAME}", large=True) as sink:
        sink.write(f'{{"@context": "{CONTEXT}", "@graph": [\n'.encode())
        first = True
        for entity in _entities(bag, contents, count, media, version):
            _write(sink, entity, first)
            first = False
        sink.write(b"\n]}\n")


def _write(sink: Sink, entity: Entity, first: bool) -> None:
    sink.write(("" if first else SEPARATOR).encode() + json.dumps(entity, ensure_ascii=False).encode())


def _entities(bag: Bag, contents: Contents, count: Counter[str], media: Mapping[str, str], version: str) -> Iterator[Entity]:
    names = [name.removeprefix("data/") for name, _ in bag.payload()]
    top = sorted(name for name in names if "/" not in name)
    folders = [folder for folder in FOLDERS if any(name.startswith(folder) for name in names)]
    part = "A part of a record" if contents.part is not None else "A record"
    yield {"@id": NAME, "@type": "CreativeWork", "about": {"@id": "./"}, "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"}}
    yield {
        "@id": "./",
        "@type": "Dataset",
        "name": f"{part} of public statements ({contents.record[:8]}, line {contents.seq})",
        "description": f"{count['documents']} documents with {count['claims']} claims, their evidence, and the journal of all "
        f"that was done to them, as of {contents.at}.",
        "datePublished": contents.at[:10],
        "identifier": f"{contents.record}:{contents.seq}:{contents.hash}",
        "license": {"@id": "#rights"},
        "creator": {"@id": "#onrecord"},
        "hasPart": [{"@id": name} for name in (*top, *folders)],
    }
    yield {"@id": "#rights", "@type": "CreativeWork", "name": "Rights", "description": RIGHTS}
    yield {"@id": "#onrecord", "@type": "SoftwareApplication", "name": "onrecord", "softwareVersion": version}
    for name in top:
        yield _file(name, *FILES.get(name, ("text/html", "The record, to be read, continued")))
    for folder in folders:
        yield from _folder(folder, sorted(name for name in names if name.startswith(folder)), media)


def _folder(folder: str, names: list[str], media: Mapping[str, str]) -> Iterator[Entity]:
    kind, what = FOLDERS[folder]
    parts = [{"@id": name} for name in names]
    yield {"@id": folder, "@type": "Dataset", "name": folder.rstrip("/"), "description": what, "hasPart": parts}
    for name in names:
        last = name.rpartition("/")[2]
        yield {"@id": name, "@type": "File", "name": last, "encodingFormat": media.get(last, kind)}


def _file(name: str, kind: str, what: str) -> Entity:
    return {"@id": name, "@type": "File", "name": name, "encodingFormat": kind, "description": what}
