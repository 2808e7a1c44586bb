#!/usr/bin/env python3
"""Checks an evidence bundle. Needs Python 3.8 or later and nothing else: no onrecord, no network.

    python verify.py                     checks the folder in which this file lies
    python verify.py BUNDLE              checks another folder, or a zip file as it came
    python verify.py --seal HASH         also: is it the bundle whose seal was written down when it was made?
    python verify.py --head NUMBER:HASH  also: does its journal hold the head that was written down earlier?

It ends with status 0 where all is right, and 1 at the first thing that is wrong, which it names.

What it computes again, in this order:
  files      every file against the manifests (BagIt 1.0, SHA-256); none may be missing, none added
  journal    each line holds the SHA-256 of the line before; the last one is the head
  documents  evidence, text, title, day, where and when found, readings: each against its line of the journal
  claims     each holds the words that stand at its place; what the machine read and what people made of it lead to
             what is shown; actors are made of those that the readings name
  visits     the web archive holds the visits of the documents and no others; its index and pages lead to them
  stamps     a time stamp (RFC 3161) is over the line that it names; its signature is checked by other programs
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import re
import shutil
import sys
import tempfile
import zipfile
import zlib
from typing import IO, Any, Callable, Dict, Iterator, Sequence

Row = Dict[str, Any]

FORMATS = (1, 2, 3)
START = "0" * 64
PIECE = 1 << 20
HEADERS = 1 << 20  # bytes in which the headers of a visit's record end
ARCHIVE = "data/captures.wacz"
TAG_MANIFEST, MANIFEST = "tagmanifest-sha256.txt", "manifest-sha256.txt"
ENTRY = re.compile(r"([0-9a-f]{64})  ([!-~]+)\Z")

FACTS = ("id", "title", "publisher", "published", "language", "text")
CAPTURED = (
    "evidence", "uri", "media_type", "encoding", "retrieved_at", "collector",
    "warc", "asked", "feed", "entry", "container", "container_sha256",
)  # fmt: skip
LAYER = (
    "start", "end", "words", "kind", "status", "stance", "certainty", "speaker", "event_type", "mode",
    "low", "best", "high", "counted", "happened", "place",
)  # fmt: skip
STATES = {"accept": "accepted", "correct": "corrected", "reject": "rejected", "add": "added"}


class FaultError(Exception):
    """The first thing that is wrong."""


def expect(is_right: bool, fault: str) -> None:
    """Stop where something is not right."""
    if not is_right:
        raise FaultError(fault)


def check(place: str, head: str | None = None, seal: str | None = None) -> list[tuple[str, str]]:
    """Check the bundle in a folder or zip file; `head` and `seal` are what was written down earlier.

    Gives what was found right: the name of each check and what it found.

    Raises:
        FaultError: something is wrong.
    """
    try:
        bag = open_bag(place)
        told = [("files", check_files(bag, seal))]
        record = json.loads(bag.read("data/record.json"))
        expect(record["format"] in FORMATS, f"this verify.py knows the forms {FORMATS}; the bundle holds one that fits it")
        journal = Journal()
        told.append(("journal", check_journal(bag, record, journal, head)))
        known: dict[str, set[str]] = {}
        visits: dict[str, str] = {}
        told += check_documents(bag, record, journal, known, visits)
        told.append(("actors", check_actors(bag, known)))
        told += check_visits(bag, record, visits)
        told += [("stamp", stamp) for stamp in journal.stamps]
        return told
    except FaultError:
        raise
    except Exception as error:  # whatever cannot be read is not as it was made
        raise FaultError(f"something cannot be read ({type(error).__name__}: {error})") from None


def stamp_lines(place: str) -> list[Row]:
    """The lines of the journal that hold time stamps, of a bundle that was checked."""
    lines = open_bag(place).lines("data/journal.jsonl")
    return [json.loads(raw) for raw in lines if b'"act":"stamp"' in raw and json.loads(raw)["act"] == "stamp"]


# The files


class Bag:
    """The files of a bundle, by names with slashes, relative to its folder."""

    def __init__(self, names: Sequence[str], sizes: Callable[[str], int], opener: Callable[[str], IO[bytes]]) -> None:
        self.names = set(names)
        expect(len(self.names) == len(names), "two files have the same name")
        self.size = sizes
        self.open = opener
        self.hashes: dict[str, str] = {}

    def read(self, name: str) -> bytes:
        """A whole file."""
        expect(name in self.names, f"{name} is missing")
        with self.open(name) as stream:
            return stream.read()

    def lines(self, name: str) -> Iterator[bytes]:
        """The lines of a file, without their ends."""
        expect(name in self.names, f"{name} is missing")
        with self.open(name) as stream:
            for line in stream:
                expect(line.endswith(b"\n"), f"{name} has a last line without an end")
                yield line[:-1]

    def hash(self, name: str) -> str:
        """The SHA-256 of a file."""
        digest = hashlib.sha256()
        with self.open(name) as stream:
            for piece in iter(lambda: stream.read(PIECE), b""):
                digest.update(piece)
        return digest.hexdigest()


class Folder(Bag):
    """A bundle that was unpacked."""

    def __init__(self, place: str) -> None:
        def path(name: str) -> str:
            return os.path.join(place, *name.split("/"))

        names = []
        for top, folders, files in os.walk(place):
            for name in folders + files:
                expect(not os.path.islink(os.path.join(top, name)), f"{name} is a link, not a file")
            names += [os.path.relpath(os.path.join(top, name), place).replace(os.sep, "/") for name in files]
        super().__init__(names, lambda name: os.path.getsize(path(name)), lambda name: open(path(name), "rb"))  # noqa: SIM115


class Zipped(Bag):
    """A bundle as it came: one folder in a zip file."""

    def __init__(self, place: str) -> None:
        self.zip = zipfile.ZipFile(place)
        infos = [info for info in self.zip.infolist() if not info.filename.endswith("/")]
        roots = {info.filename.partition("/")[0] for info in infos}
        expect(len(roots) == 1, "the zip file does not hold one folder")
        root = roots.pop() + "/"
        names = [info.filename[len(root) :] for info in infos]
        super().__init__(names, lambda name: self.zip.getinfo(root + name).file_size, lambda name: self.zip.open(root + name))


def open_bag(place: str) -> Bag:
    """The bundle in a folder or a zip file."""
    return Zipped(place) if os.path.isfile(place) else Folder(place)


def check_files(bag: Bag, seal: str | None) -> str:
    """Every file is the one whose hash the manifests hold, and there are no others."""
    expect("bagit.txt" in bag.names and TAG_MANIFEST in bag.names, f"this is no bundle: bagit.txt or {TAG_MANIFEST} is missing")
    payload = {name for name in bag.names if name.startswith("data/")}
    check_manifest(bag, TAG_MANIFEST, bag.names - payload - {TAG_MANIFEST})
    check_manifest(bag, MANIFEST, payload)
    found = bag.hash(TAG_MANIFEST)
    expect(seal is None or seal.strip().lower() == found, f"the seal is {found}, not the one that was given")
    return f"{len(bag.names)} files are as the manifests say; the seal is {found}"


def check_manifest(bag: Bag, manifest: str, names: set[str]) -> None:
    """One manifest and the files that it must list, all of them and no others, in order."""
    expect(manifest in bag.names, f"{manifest} is missing")
    last = ""
    for line in bag.lines(manifest):
        entry = ENTRY.match(line.decode("ascii", "replace"))
        expect(entry is not None, f"{manifest} holds a line that is none: {line[:120]!r}")
        told, name = entry.groups() if entry else ("", "")
        expect(name > last, f"{manifest} is not in order at {name}")
        expect(name in names, f"{name} is missing, or it was added to {manifest}")
        expect(bag.hash(name) == told, f"{name} was changed: it is not as {manifest} says")
        bag.hashes[name], last = told, name
    added = min(names - set(bag.hashes), default="")
    expect(not added, f"{added} was added: it is no part of the bundle (delete it, if your system put it there)")


# The journal


class Journal:
    """What the journal says, sorted by what it is about."""

    def __init__(self) -> None:
        self.about: dict[str, list[bytes]] = {}  # the lines about each document that was not deleted
        self.marks: dict[str, Row] = {}  # what a later version did to the claims of a document
        self.hashes: list[str] = []
        self.stamps: list[str] = []

    def follow(self, raw: bytes, line: Row) -> None:
        """Take a line in."""
        act, subject = line["act"], line["subject"]
        if act == "add":
            self.about[subject] = []
        elif act == "delete":
            self.about.pop(subject, None)
        elif act == "reread":
            self.marks[subject] = line["after"]["changed"]
        if act in ("add", "capture") and line["before"]:
            self.marks[subject] = {}
            self.marks[line["before"]["document"]] = line["before"]["changed"]
        if subject in self.about:
            self.about[subject].append(raw)


def check_journal(bag: Bag, record: Row, journal: Journal, head: str | None) -> str:
    """Each line follows from the one before, from the first to the head."""
    last = START
    for number, raw in enumerate(bag.lines("data/journal.jsonl"), 1):
        line = json.loads(raw)
        expect(line["seq"] == number, f"line {number} of the journal has another number")
        expect(line["prev"] == last, f"line {number} of the journal does not follow from the line before")
        expect(number > 1 or line["after"]["record"] == record["record"], "the journal is that of another record")
        last = hashlib.sha256(raw).hexdigest()
        journal.hashes.append(last)
        journal.follow(raw, line)
        if line["act"] == "stamp":
            journal.stamps.append(check_stamp(bag, line, journal.hashes))
    told = record["head"]
    expect((len(journal.hashes), last) == (told["seq"], told["hash"]), "the journal does not end with the head in record.json")
    expect(record["at"] == json.loads(raw)["at"], "the time in record.json is not that of the journal's last line")
    if head is not None:
        check_head(head, journal.hashes)
    return f"{len(journal.hashes)} lines follow from one another; the head is {len(journal.hashes)}:{last}"


def check_head(head: str, hashes: list[str]) -> None:
    """The journal holds the line that was written down."""
    number, _, told = head.strip().partition(":")
    expect(number.isdigit() and len(told) == 64, "the head given is not NUMBER:HASH")
    expect(int(number) <= len(hashes), f"the journal ends at line {len(hashes)}, before the head that was given")
    expect(hashes[int(number) - 1] == told.lower(), f"line {number} of the journal is not the one whose hash was given")


# The documents


class Grouped:
    """A file of lines, one JSON object each, sorted by document."""

    def __init__(self, bag: Bag, name: str) -> None:
        self.name = name
        self.rows = map(json.loads, bag.lines(name))
        self.next: Row | None = next(self.rows, None)
        self.count = 0

    def of(self, document: str) -> list[Row]:
        """The next lines, as far as they are those of the document."""
        found = []
        while self.next is not None and self.next["document"] == document:
            found.append(self.next)
            self.next = next(self.rows, None)
        self.count += len(found)
        return found


def check_documents(
    bag: Bag, record: Row, journal: Journal, known: dict[str, set[str]], visits: dict[str, str]
) -> list[tuple[str, str]]:
    """Each document that the journal says is there, with all that belongs to it, and no other.

    Tells `known` its actors, and `visits` the WARC file of each capture that has one.
    """
    files = [Grouped(bag, f"data/{name}.jsonl") for name in ("readings", "corrections", "claims")]
    seen, used = set(), set()
    for raw in bag.lines("data/documents.jsonl"):
        document = json.loads(raw)
        name = document["id"]
        expect(name in journal.about and name not in seen, f"the document {name} is not one of the journal's, or twice there")
        seen.add(name)
        lines = [json.loads(line) for line in journal.about.pop(name)]
        mine = [file.of(name) for file in files]
        used |= check_document(bag, document, lines, mine, journal.marks.get(name, {}))
        visits.update((f"{name}-{found['seq']}", found["warc"]) for found in document["captures"] if found.get("warc"))
        known[name] = {actor["id"] for actor in mine[0][-1]["body"]["actors"]}
    wanted = set(journal.about) | seen if record["part"] is None else set(record["part"])
    expect(wanted == seen, f"the document {min(wanted - seen, default='?')} is missing")
    for file in files:
        expect(file.next is None, f"{file.name} holds a line that belongs to no document")
    for folder, there in (("evidence", used), ("texts", {name + ".txt" for name in seen})):
        held = {name.rpartition("/")[2] for name in bag.names if name.startswith(f"data/{folder}/")}
        expect(held == there, f"data/{folder} holds a file that belongs to no document")
    part = "" if record["part"] is None else f", a part of the record's {len(seen) + len(journal.about)},"
    return [
        ("documents", f"{len(seen)} documents{part} and {len(used)} pieces of evidence are as the journal says"),
        ("readings", f"{files[0].count} readings: every span holds the words it says"),
        ("claims", f"{files[2].count} claims follow from the readings and {files[1].count} acts of people"),
    ]


def check_document(bag: Bag, document: Row, lines: list[Row], rows: list[list[Row]], marks: Row) -> set[str]:
    """One document; gives the hashes of its evidence."""
    name, (readings, corrections, claims) = document["id"], rows
    text = bag.read(f"data/texts/{name}.txt").decode("utf-8")
    facts = [text if fact == "text" else document[fact] for fact in FACTS]
    added = next(line for line in lines if line["act"] == "add")
    expect(hash_of(facts) == added["after"]["document"], f"the text or title, publisher or day of {name} was changed")
    used = check_captures(bag, name, document["captures"], lines)
    body = check_readings(name, text, readings, lines)
    said = check_corrections(name, corrections, lines)
    check_claims(name, text, body, claims, said, marks)
    return used


def check_captures(bag: Bag, name: str, captures: list[Row], lines: list[Row]) -> set[str]:
    """Where and when the document was found, by whom, in which bytes."""
    told = {line["seq"]: line["after"]["capture"] for line in lines if line["act"] in ("add", "capture")}
    expect([c["seq"] for c in captures] == sorted(told), f"where {name} was found is not what the journal says")
    for capture in captures:
        seq, sha256 = capture["seq"], capture["evidence"]
        right = told[seq]
        same = all(capture.get(field) == right.get(field) for field in CAPTURED)
        same = same and hash_of(capture["segments"]) == right["segments"]
        expect(same, f"where {name} was found was changed (line {seq} of the journal)")
        check_evidence(bag, sha256, capture["size"])
        if capture.get("warc"):
            check_evidence(bag, capture["warc"], capture["warc_size"])
        else:
            expect(capture.get("warc_size") is None, f"a visit of {name} is missing (line {seq} of the journal)")
    used = [sha256 for capture in captures for sha256 in (capture["evidence"], capture.get("warc")) if sha256]
    return set(used)


def check_evidence(bag: Bag, sha256: str, size: int) -> None:
    """A piece of evidence is there and is the one that has this hash."""
    path = "data/evidence/" + sha256
    expect(path in bag.hashes, f"the evidence {sha256} is missing")
    expect(bag.hashes[path] == sha256, f"the evidence {sha256} has another hash")
    expect(bag.size(path) == size, f"the evidence {sha256} has another size")


def check_readings(name: str, text: str, readings: list[Row], lines: list[Row]) -> Row:
    """What was found in the document by each version of onrecord that read it; gives the last."""
    told = {line["seq"]: line["after"]["reading"] for line in lines if line["after"] and "reading" in line["after"]}
    expect([r["seq"] for r in readings] == sorted(told), f"the readings of {name} are not those of the journal")
    for reading in readings:
        seq = reading["seq"]
        same = hash_of(reading["body"]) == told[seq]
        expect(same, f"the reading of {name} was changed (line {seq} of the journal)")
        check_spans(name, text, reading["body"])
    last: Row = readings[-1]["body"]
    return last


def check_spans(name: str, text: str, value: Any) -> None:
    """Every span holds the words that stand there."""
    if isinstance(value, list):
        for item in value:
            check_spans(name, text, item)
    elif isinstance(value, dict):
        if set(value) == {"start", "end", "exact"}:
            start, end = value["start"], value["end"]
            if text[start:end] != value["exact"]:
                raise FaultError(f"the words at {start}-{end} of {name} are not those of the reading")
            return
        for item in value.values():
            check_spans(name, text, item)


def check_corrections(name: str, corrections: list[Row], lines: list[Row]) -> list[Row]:
    """What people said of the document's claims; gives it with who, when and why, from the journal."""
    told = {line["seq"]: line for line in lines if line["act"].endswith(" claim")}
    taken = {line["before"]["line"]: line for line in lines if line["act"] == "undo"}
    expect([c["seq"] for c in corrections] == sorted(told), f"the corrections of {name} are not those of the journal")
    named = claims_named(lines)
    said = []
    for correction in corrections:
        seq = correction["seq"]
        line = told[seq]
        undone = taken.get(seq)
        right = (line["act"], named[seq], line["after"]["body"], undone and undone["seq"])
        found = (correction["act"] + " claim", correction["claim"], hash_of(correction["body"]), correction["undone"])
        expect(found == right, f"a correction of {name} was changed (line {seq} of the journal)")
        back = undone and {"line": undone["seq"], "at": undone["at"], "who": undone["who"], "note": undone["note"]}
        known = {"act": correction["act"], "fields": correction["body"]["fields"], "note": line["note"], "undone": back}
        said.append({"claim": correction["claim"], "line": seq, "at": line["at"], "who": line["who"], **known})
    return said


def claims_named(lines: list[Row]) -> dict[int, str]:
    """The claim that each correction is of, after every later reading."""
    named: dict[int, str] = {}
    for line in lines:
        if line["act"].endswith(" claim"):
            named[line["seq"]] = line["after"]["claim"]
        elif line["act"] == "reread":
            named = {seq: line["after"]["moved"].get(claim, claim) for seq, claim in named.items()}
    return named


# The claims


def check_claims(name: str, text: str, body: Row, claims: list[Row], said: list[Row], marks: Row) -> None:
    """The claims are those of the reading and those that people added, each as both layers leave it."""
    machine = {claim["id"]: machine_layer(body, claim) for claim in body["claims"]}
    own = {act["claim"] for act in said if act["act"] == "add" and act["undone"] is None}
    expect(sorted(c["id"] for c in claims) == sorted(set(machine) | own), f"the claims of {name} are not those of its reading")
    for claim in claims:
        where = f"the claim {claim['id']} of {name}"
        acts = [{key: act[key] for key in act if key != "claim"} for act in said if act["claim"] == claim["id"]]
        expect(claim["machine"] == machine.get(claim["id"]), f"{where} is not as it was read")
        expect(claim["people"] == acts, f"what people said of {where} is not as the journal says")
        shown = {**lay(claim["machine"], acts, text), "later": marks.get(claim["id"])}
        expect(claim["stands"] == shown, f"{where} does not follow from the reading and what people said")
        stands = claim["stands"]
        expect(text[stands["start"] : stands["end"]] == stands["words"] != "", f"{where} does not hold the words at its place")


def machine_layer(body: Row, claim: Row) -> Row:
    """What a reading says of a claim; an annotation inside another is the number of the one meant, or itself."""

    def meant(name: str, item: Any) -> Row:
        found: Row = body[name][item] if isinstance(item, int) else item
        return found

    event = meant("events", claim["event"])
    counts = [count for count in (meant("quantities", item) for item in event["counts"]) if count["kind"] is None]
    count = counts[0] if counts else {"low": None, "best": None, "high": None, "counted": None}
    times = [time for time in (meant("timexes", item) for item in event["times"]) if time["type"] in ("DATE", "TIME")]
    dates = [time["value"] for time in times if time["value"]]
    places = [meant("toponyms", item)["surface"] for item in event["places"]]
    names = {actor["id"]: actor["name"] for actor in body["actors"]}
    words = claim["text"]
    values = (
        words["start"], words["end"], words["exact"], claim["kind"], claim["status"], claim["stance"], claim["certainty"],
        names.get(claim["speaker"]), event["event_type"], event["mode"], count["low"], count["best"], count["high"],
        count["counted"] and count["counted"]["exact"], dates[0] if dates else None, places[0] if places else None,
    )  # fmt: skip
    return {LAYER[i]: value for i, value in enumerate(values)}


def lay(machine: Row | None, acts: list[Row], text: str) -> Row:
    """A claim as it stands: the machine's reading, with what people said and did not take back laid over it, in order."""
    shown: Row = {**(machine or {}), "review": None}
    for act in acts:
        if act["undone"] is not None:
            continue
        if act["act"] == "add":
            shown = {**dict.fromkeys(LAYER), "stance": "asserts", "certainty": "certain", "review": None}
        if not (act["act"] == "accept" and shown["review"] in ("corrected", "added")):
            shown["review"] = STATES[act["act"]]
        for field, value in act["fields"].items():
            if field == "words":
                shown["start"], shown["end"] = value
                shown["words"] = text[value[0] : value[1]]
            else:
                shown[field] = value
    return shown


def check_actors(bag: Bag, known: dict[str, set[str]]) -> str:
    """Each actor of the record is made of actors of the readings, none of which is two."""
    count = 0
    for raw in bag.lines("data/actors.jsonl"):
        actor = json.loads(raw)
        count += 1
        expect(bool(actor["members"]), f"the actor {actor['id']} is nobody in any document")
        for member in actor["members"]:
            there = known.get(member["document"], set())
            expect(member["actor"] in there, f"the actor {actor['id']} is not in the document {member['document']}, or is two")
            there.discard(member["actor"])
    return f"{count} actors across documents are made of actors of the readings"


# The web archive


def check_visits(bag: Bag, record: Row, visits: dict[str, str]) -> list[tuple[str, str]]:
    """The web archive (WACZ) holds the visits of the documents and no others; its index and its pages lead to them."""
    if ARCHIVE not in bag.names:
        expect(record["format"] < 3 or not visits, f"{ARCHIVE} is missing")
        return []
    with tempfile.TemporaryFile() as kept:  # single places of it are read, which is slow in what is packed
        with bag.open(ARCHIVE) as stream:
            shutil.copyfileobj(stream, kept, PIECE)
        archive = zipfile.ZipFile(kept)
        files = check_package(archive)
        warcs = {name[len("archive/") : -len(".warc.gz")]: told for name, told in files.items() if name.startswith("archive/")}
        expect(set(warcs) == set(visits.values()), f"{ARCHIVE} does not hold the visits of the documents, or holds others")
        expect(all(name == told for name, told in warcs.items()), f"{ARCHIVE} holds a visit that was changed")
        known = check_index(archive)
        pages = check_pages(archive, visits, known)
    return [("visits", f"the web archive holds them, {len(warcs)} in all; pages in it: {pages}, addresses: {len(known)}")]


def check_package(archive: zipfile.ZipFile) -> dict[str, str]:
    """Each file of the web archive is as its description says; gives their hashes."""
    described = archive.read("datapackage.json")
    told = json.loads(archive.read("datapackage-digest.json"))["hash"]
    expect(told == "sha256:" + hashlib.sha256(described).hexdigest(), f"the description of {ARCHIVE} was changed")
    files: dict[str, str] = {}
    for one in json.loads(described)["resources"]:
        digest, size = hashlib.sha256(), 0
        with archive.open(one["path"]) as stream:
            for piece in iter(lambda: stream.read(PIECE), b""):
                digest.update(piece)
                size += len(piece)
        files[one["path"]] = digest.hexdigest()
        expect((one["hash"], one["bytes"]) == ("sha256:" + digest.hexdigest(), size), f"{one['path']} of {ARCHIVE} was changed")
    there = sorted([*files, "datapackage.json", "datapackage-digest.json"])
    expect(sorted(archive.namelist()) == there, f"{ARCHIVE} holds a file that its description does not name")
    return files


def check_index(archive: zipfile.ZipFile) -> set[tuple[str, str]]:
    """Each line of the index leads to a record for its address; gives addresses and times, which are 14 digits."""
    known: set[tuple[str, str]] = set()
    with archive.open("indexes/index.cdx.gz") as packed, gzip.open(packed, "rt", encoding="utf-8") as lines:
        last = ""
        for line in lines:
            expect(line >= last, f"the index of {ARCHIVE} is not in order")
            _, time, told = line.split(" ", 2)
            place, last = json.loads(told), line
            with archive.open("archive/" + place["filename"]) as warc:
                warc.seek(place["offset"])
                unpacked = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(warc.read(place["length"]), HEADERS)
            headers = unpacked.partition(b"\r\n\r\n")[0].decode("utf-8", "replace").split("\r\n")
            leads = headers[0].startswith("WARC/") and "WARC-Target-URI: " + place["url"] in headers
            expect(leads, f"the index of {ARCHIVE} does not lead to {place['url']}")
            known.add((place["url"], time))
    return known


def check_pages(archive: zipfile.ZipFile, visits: dict[str, str], known: set[tuple[str, str]]) -> int:
    """Each page is one of the documents' captures and stands in the index; gives how many there are."""
    header, *lines = archive.read("pages/pages.jsonl").decode("utf-8").splitlines()
    expect(json.loads(header)["format"] == "json-pages-1.0", f"the pages of {ARCHIVE} are in another form")
    pages = [json.loads(line) for line in lines]
    for page in pages:
        expect(page["id"] in visits, f"{ARCHIVE} names a page that is no capture: {page['id']}")
        time = re.sub(r"\D", "", page["ts"])
        expect((page["url"], time) in known, f"{ARCHIVE} names a page that it does not hold: {page['url']}")
    expect(len({page["id"] for page in pages}) == len(pages), f"{ARCHIVE} names a page twice")
    return len(pages)


# Time stamps


def check_stamp(bag: Bag, line: Row, hashes: list[str]) -> str:
    """A time stamp is over the line that it names, and lies in a file of its own, too."""
    seq, (number, _, told) = line["seq"], line["after"]["head"].partition(":")
    expect(hashes[int(number) - 1] == told, f"the stamp in line {seq} is of a line that is not in the journal")
    answer = base64.b64decode(line["after"]["answer"])
    name = f"data/stamps/{seq}.tsr"
    expect(bag.read(name) == answer, f"{name} is not the stamp in the journal")
    try:
        imprint, time = read_stamp(answer)
    except (ValueError, IndexError):
        return f"line {number}: its time stamp cannot be read here; openssl ts -reply -in {name} shows it"
    expect(imprint.hex() == told, f"the stamp in line {seq} is over something else")
    return f"line {number} was there at {time}, says {line['after']['service']} (its signature is not checked here)"


def read_stamp(answer: bytes) -> tuple[bytes, str]:
    """The hash that a service's answer stamps, and its time (RFC 3161, appendix "ASN.1 Module")."""
    token = parts(parts(parts(answer)[0])[1])  # TimeStampResp: status, token; a token: its type, the signed data
    signed = parts(parts(token[1])[0])  # SignedData: version, algorithms, what is signed, ...
    info = parts(parts(parts(parts(signed[2])[1])[0])[0])  # TSTInfo: version, policy, imprint, number, time, ...
    time = info[4].decode("ascii")
    told = f"{time[:4]}-{time[4:6]}-{time[6:8]} {time[8:10]}:{time[10:12]}:{time[12:].rstrip('Z')} UTC"
    return parts(info[2])[1], told


def parts(data: bytes) -> list[bytes]:
    """The contents of the DER values in `data`, one after another."""
    found, place = [], 0
    while place < len(data):
        size, place = data[place + 1], place + 2
        if size == 0x80:
            raise ValueError("a value without a length")
        if size & 0x80:
            wide = size & 0x7F
            size, place = int.from_bytes(data[place : place + wide], "big"), place + wide
        found.append(data[place : place + size])
        place += size
    return found


# Small helpers and the command


def hash_of(value: Any) -> str:
    """The SHA-256 of a text's UTF-8, or of a value as the journal writes it: keys sorted, no blanks."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def shown(text: str) -> str:
    """A text without what could steer a terminal: names may have been made up."""
    return "".join(character if character.isprintable() else "?" for character in text)


def options(words: Sequence[str]) -> tuple[str, dict[str, str | None]]:
    """The bundle and the options of the command."""
    given: dict[str, str | None] = {"--head": None, "--seal": None}
    place, left = os.path.dirname(os.path.abspath(__file__)), list(words)
    while left:
        word = left.pop(0)
        if word in given and left:
            given[word] = left.pop(0)
        elif word.startswith("-"):
            sys.exit(__doc__)
        else:
            place = word
    return place, given


def main(words: Sequence[str]) -> int:
    """Check, and say in plain words what was found; gives the exit status."""
    place, given = options(words)
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        for name, found in check(place, given["--head"], given["--seal"]):
            print(f"right  {name:10} {shown(found)}")
    except FaultError as fault:
        print(f"WRONG  {shown(str(fault))}.")
        print("This bundle is not as it was made, or it is not whole.")
        return 1
    print("This bundle is whole, and everything in it is as its journal says.")
    print("Whether it is the one that was made, its seal or head shows, if either was kept in another place.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
