"""Writing a bundle: one pass over the documents, each forgotten when it is written."""

from __future__ import annotations

import base64
import json
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from onrecord.export.bundle.bag import Bag, Sealed, Spool
from onrecord.export.bundle.contents import Contents, Row
from onrecord.export.bundle.crate import write_crate
from onrecord.export.bundle.pages import PAGE, Page, name_of
from onrecord.export.bundle.visits import Visits

FORMAT = 3
"""The number of the form of a bundle's files."""

LISTS = ("documents", "readings", "corrections", "claims")


def write_bundle(contents: Contents, path: Path, version: str) -> Sealed:
    """Write a record to a zip file, by this `version` of onrecord. The same contents give the same bytes.

    Raises:
        OSError: the file cannot be written.
    """
    with Bag(path, f"onrecord-{contents.record[:8]}-{contents.seq}") as bag:
        stamps = _write_journal(bag, contents)
        media: dict[str, str] = {}
        with Visits(contents, path.parent, version) as visits:
            count = _write_documents(bag, contents, stamps, media, visits)
            visits.put(bag)
        _write_actors(bag, contents, count)
        bag.add("data/record.json", _record(contents, count, version))
        write_crate(bag, contents, count, media, version)
        bag.add("verify.py", _own("verify.py"))
        bag.add("README.txt", _own("README.txt"))
        return bag.seal(_info(contents, version))


def _write_journal(bag: Bag, contents: Contents) -> list[Row]:
    """The journal; gives the lines that stamp it."""
    stamps = []
    with bag.open("data/journal.jsonl", large=True) as sink:
        for text in contents.journal:
            sink.write(text.encode() + b"\n")
            if '"act":"stamp"' in text and (line := json.loads(text))["act"] == "stamp":
                stamps.append(line)
    for line in stamps:
        bag.add(f"data/stamps/{line['seq']}.tsr", base64.b64decode(line["after"]["answer"]))
    return stamps


def _write_documents(bag: Bag, contents: Contents, stamps: list[Row], media: dict[str, str], visits: Visits) -> Counter[str]:
    """The documents, in the order they are given; their media types are put into `media`, their visits into `visits`."""
    count: Counter[str] = Counter()
    spools = {name: bag.spool(f"data/{name}.jsonl") for name in LISTS}
    last = max(1, -(-contents.count // PAGE))
    documents = iter(contents.documents)
    for number in range(1, last + 1):
        page = Page(contents, number, last, stamps)
        for document in _some(documents, PAGE):
            count.update(_write_document(bag, contents, document, spools))
            page.add(document)
            visits.add(document)
            media.update(_media(document["captures"]))
        bag.add(f"data/{name_of(number)}", page.html().encode())
    for spool in spools.values():
        spool.put(bag)
    return count


def _media(captures: list[Row]) -> Iterator[tuple[str, str]]:
    """The media type of each piece of evidence."""
    for capture in captures:
        yield capture["evidence"], capture["media_type"]
        if capture["warc"]:
            yield capture["warc"], "application/warc"


def _write_actors(bag: Bag, contents: Contents, count: Counter[str]) -> None:
    with bag.open("data/actors.jsonl", large=True) as sink:
        for actor in contents.actors:
            sink.write(_line(actor).encode() + b"\n")
            count["actors"] += 1


def _some(documents: Iterator[Row], count: int) -> Iterator[Row]:
    for _ in range(count):
        if (document := next(documents, None)) is None:
            return
        yield document


def _write_document(bag: Bag, contents: Contents, document: Row, spools: dict[str, Spool]) -> Counter[str]:
    name = document["id"]
    bag.add(f"data/texts/{name}.txt", document["text"].encode())
    evidence = {sha256 for capture in document["captures"] for sha256 in (capture["evidence"], capture["warc"]) if sha256}
    fresh = sorted(sha256 for sha256 in evidence if f"data/evidence/{sha256}" not in bag)
    for sha256 in fresh:
        bag.add(f"data/evidence/{sha256}", contents.evidence(sha256))
    kept = {field: document[field] for field in ("id", "title", "publisher", "published", "language", "captures")}
    spools["documents"].line(_line(kept))
    for reading in document["readings"]:
        spools["readings"].line(_line({"document": name, **reading}))
    for table in ("corrections", "claims"):
        for row in document[table]:
            spools[table].line(_line(row))
    lists = {table: len(document[table]) for table in LISTS[1:]}
    return Counter(documents=1, evidence=len(fresh), **lists)


def _record(contents: Contents, count: Counter[str], version: str) -> bytes:
    told = {
        "format": FORMAT,
        "record": contents.record,
        "head": {"seq": contents.seq, "hash": contents.hash},
        "at": contents.at,
        "part": contents.part,
        "clock": "times are UTC, by the clock of the machine that did it; no other clock was asked",
        "onrecord": version,
        "count": {**dict.fromkeys((*LISTS, "actors", "evidence"), 0), **count},
    }
    return json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n"


def _info(contents: Contents, version: str) -> dict[str, str]:
    what = "A part of a record" if contents.part is not None else "A record"
    return {
        "Bag-Software-Agent": f"onrecord {version}",
        "External-Identifier": f"{contents.record}:{contents.seq}",
        "External-Description": f"{what} of public statements with its evidence and journal, as of {contents.at}",
        "Head": f"{contents.seq}:{contents.hash}",
    }


def _own(name: str) -> bytes:
    return files("onrecord.export.bundle").joinpath(name).read_bytes()


def _line(value: Row) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
