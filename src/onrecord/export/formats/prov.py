"""W3C PROV (PROV-JSON): where each text and each claim comes from, what was done to it when, and who or what did it.

Entities are bytes, texts, readings and claims; activities are lines of the journal; agents are people and versions of onrecord.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import datetime
from itertools import count
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, Any

from onrecord.export.formats.found import Found, FoundClaim, FoundDocument
from onrecord.export.formats.linked import as_bytes, filled, moment, name_of, told, web
from onrecord.matters.plain import Plain
from onrecord.store import Line

SCHEMA = "https://schema.org/"
ADDED, READ = ("add", "capture"), ("add", "reread")

_UNFIT = re.compile(r"[^A-Za-z0-9_-]")
SECTIONS = (
    "entity",
    "activity",
    "agent",
    "used",
    "wasGeneratedBy",
    "wasInvalidatedBy",
    "wasDerivedFrom",
    "wasAttributedTo",
    "alternateOf",
    "wasAssociatedWith",
    "actedOnBehalfOf",
)


def write(found: Found, out: Path) -> None:
    """Write what was done to the documents that have a claim that fits, and to these claims."""
    with ExitStack() as stack:
        trail = Provenance({name: stack.enter_context(TemporaryFile()) for name in SECTIONS})
        readings = _readings(found.journal())
        chosen = set()
        for document in found.documents():
            chosen.add(document.id)
            _tell_document(trail, document, readings.get(document.id))
        for line in found.journal():
            if line.subject in chosen:
                _tell_line(trail, line)
        _tell_export(trail, found)
        with out.open("wb") as file:
            trail.write(file, {"rec": f"{name_of(found, 'record', '')}#", "schema": SCHEMA})


class Provenance:
    """Statements of PROV, each kind in a file of its own, since PROV-JSON wants them apart and a record may be large."""

    def __init__(self, files: dict[str, IO[bytes]]) -> None:
        self._files = files
        self._told: set[str] = set()
        self._numbers = count(1)

    def thing(self, kind: str, name: str, values: dict[str, Any]) -> str:
        """An entity, activity or agent; gives its name."""
        self._files[kind].write(b",\n" + json.dumps(name).encode() + b":" + as_bytes(filled(values)))
        return name

    def entity(self, name: str, **values: Any) -> str:
        """An entity."""
        return self.thing("entity", name, _attributes(values))

    def once(self, name: str, **values: Any) -> str:
        """An entity that may have been told already."""
        if name not in self._told:
            self._told.add(name)
            self.entity(name, **values)
        return name

    def activity(self, name: str, line: int, at: str, label: str, note: str | None = None, since: str | None = None) -> str:
        """An activity that is a line of the journal; it may have begun before that was written."""
        own = {
            "prov:startTime": since or at,
            "prov:endTime": at,
            **_attributes({"label": label, "position": line, "description": note}),
        }
        return self.thing("activity", name, own)

    def agent(self, kind: str, label: str) -> str:
        """An agent: a Person, or a SoftwareAgent."""
        name = f"rec:{kind.lower()}-{hashlib.sha256(label.encode('utf-8', 'replace')).hexdigest()[:16]}"
        if name not in self._told:
            self._told.add(name)
            self.thing("agent", name, {"prov:type": _type(f"prov:{kind}"), "prov:label": label})
        return name

    def relate(self, kind: str, *ends: tuple[str, str], **values: Any) -> None:
        """A relation: the roles of its ends with their names."""
        self.thing(kind, f"_:r{next(self._numbers)}", {**{f"prov:{role}": name for role, name in ends}, **_attributes(values)})

    def derive(self, what: str, source: str, how: str) -> None:
        """That one entity was made from another: PrimarySource, Quotation or Revision."""
        self.relate("wasDerivedFrom", ("generatedEntity", what), ("usedEntity", source), type=_type(f"prov:{how}"))

    def write(self, out: IO[bytes], prefixes: dict[str, str]) -> None:
        """Write the sections that hold something."""
        out.write(b'{"prefix":' + as_bytes(prefixes))
        for name, file in self._files.items():
            if file.tell():
                file.seek(1)  # the comma before the first
                out.write(b',\n"%s":{' % name.encode())
                copyfileobj(file, out)
                out.write(b"}")
        out.write(b"}\n")


def _type(name: str) -> dict[str, str]:
    return {"$": name, "type": "prov:QUALIFIED_NAME"}


_PROV = {"label": "prov:label", "type": "prov:type", "value": "prov:value", "location": "prov:location"}


def _attributes(values: dict[str, Any]) -> dict[str, Any]:
    return {_PROV.get(name, f"schema:{name}"): value for name, value in values.items()}


def _named(kind: str, id: object) -> str:
    return f"rec:{kind}-{_UNFIT.sub('_', str(id))}"


def _readings(lines: Iterable[Line]) -> dict[str, int]:
    """The line of each document's present reading."""
    return {line.subject: line.seq for line in lines if line.act in READ}


def _tell_document(trail: Provenance, document: FoundDocument, reading: int | None) -> None:
    """The text, the bytes that it was read from, and its claims."""
    body = document.body
    sha256 = hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
    label = body["title"] or f"the text {document.id}"
    facts = {"publisher": body["publisher"], "datePublished": body["published"], "inLanguage": body["language"]}
    text = trail.entity(_named("text", document.id), label=label, sha256=sha256, identifier=document.id, **facts)
    kept = [_tell_capture(trail, capture) for capture in document.captures]
    for evidence in kept[:1]:
        trail.derive(text, evidence, "PrimarySource")
    for evidence in kept[1:]:
        trail.relate("alternateOf", ("alternate1", evidence), ("alternate2", kept[0]))
    for claim in document.claims:
        _tell_claim(trail, claim, text, reading)


def _tell_capture(trail: Provenance, capture: Plain) -> str:
    """The bytes of one capture, and where they were found."""
    line, facts = capture["seq"], {"sha256": capture["evidence"], "encodingFormat": capture["media_type"]}
    size = f"{capture['size']} B"
    evidence = trail.entity(_named("evidence", line), label="original bytes", contentSize=size, **facts)
    trail.relate("wasGeneratedBy", ("entity", evidence), ("activity", _named("capture", line)))
    if page := web(capture["uri"]):
        source = trail.entity(_named("source", line), label="what was at this address then", location=page)
        trail.relate("used", ("activity", _named("capture", line)), ("entity", source))
        trail.derive(evidence, source, "PrimarySource")
    if capture["container"]:
        trail.relate("wasDerivedFrom", ("generatedEntity", evidence), ("usedEntity", _tell_container(trail, capture)))
    if capture["collector"]:
        collector = trail.agent("Agent", capture["collector"])
        trail.relate("wasAssociatedWith", ("activity", _named("capture", line)), ("agent", collector))
    return evidence


def _tell_container(trail: Provenance, capture: Plain) -> str:
    """The file that the bytes of a capture were taken out of; several may be taken out of one."""
    sha256 = capture["container_sha256"]
    container = trail.once(f"rec:container-{sha256}", label=capture["container"], sha256=sha256)
    trail.relate("used", ("activity", _named("capture", capture["seq"])), ("entity", container))
    return container


def _tell_claim(trail: Provenance, claim: FoundClaim, text: str, reading: int | None) -> None:
    """A claim as it was read, and one more entity for each thing that a person said of it."""
    last = None
    if not any(act["act"] == "add" for act in claim.said):
        last = _version(trail, claim, _named("claim", claim.id), text)
        if reading and all(act["line"] > reading for act in claim.said):
            trail.relate("wasGeneratedBy", ("entity", last), ("activity", _named("reading", reading)))
            trail.derive(last, _named("found", reading), "Quotation")
    for act in claim.said:
        last = _tell_act(trail, claim, act, text, last) or last


def _version(trail: Provenance, claim: FoundClaim, name: str, text: str, label: str | None = None) -> str:
    place = f"{claim.row.start}-{claim.row.end}"
    version = trail.entity(name, label=label or _label(claim), value=claim.row.words, position=place, identifier=claim.id)
    trail.derive(version, text, "Quotation")
    return version


def _label(claim: FoundClaim) -> str:
    """The claim as it stands, where nobody changed it; a changed one is told at the line that changed it."""
    return told(claim) if claim.row.review is None else "the claim as it was read"


def _tell_act(trail: Provenance, claim: FoundClaim, act: Plain, text: str, last: str | None) -> str | None:
    """What a person said of a claim; gives the claim's new version, None where that was taken back."""
    line = act["line"]
    fields = json.dumps(act["fields"], ensure_ascii=False) if act["fields"] else ""
    doing = trail.activity(_named("line", line), line, act["at"], f"{act['act']} claim", act["note"])
    trail.relate("wasAssociatedWith", ("activity", doing), ("agent", trail.agent("Person", act["who"])))
    version = _version(trail, claim, f"{_named('claim', claim.id)}-line-{line}", text, f"{act['act']} {fields}".strip())
    trail.relate("wasGeneratedBy", ("entity", version), ("activity", doing))
    if last:
        trail.relate("used", ("activity", doing), ("entity", last))
        trail.derive(version, last, "Revision")
    if act["undone"]:
        _tell_undo(trail, version, act["undone"])
        return None
    return version


def _tell_undo(trail: Provenance, version: str, undo: Plain) -> None:
    doing = trail.activity(_named("line", undo["line"]), undo["line"], undo["at"], "undo", undo["note"])
    trail.relate("wasAssociatedWith", ("activity", doing), ("agent", trail.agent("Person", undo["who"])))
    trail.relate("wasInvalidatedBy", ("entity", version), ("activity", doing))


def _tell_line(trail: Provenance, line: Line) -> None:
    """A line of the journal on a document: a capture, a reading, or both."""
    who = trail.agent("Person", line.who)
    if line.act in ADDED:
        since = _before(line.after["capture"]["retrieved_at"], line.at)
        capture = trail.activity(_named("capture", line.seq), line.seq, line.at, "capture", line.note, since)
        trail.relate("wasAssociatedWith", ("activity", capture), ("agent", who))
    if line.act in READ:
        _tell_reading(trail, line, who)


def _before(retrieved: str | None, at: str) -> str | None:
    """When bytes were fetched, where that is known and the clocks agree that it was before they were kept."""
    found = moment(retrieved)
    when = datetime.fromisoformat(found) if found else None
    return found if when and when.tzinfo and when <= datetime.fromisoformat(at) else None


def _tell_reading(trail: Provenance, line: Line, who: str) -> None:
    """A reading of a text, by software on behalf of a person."""
    reading = trail.activity(_named("reading", line.seq), line.seq, line.at, "reading")
    versions = line.after.get("reader") or {}
    software = trail.agent("SoftwareAgent", ", ".join(f"{name} {version}" for name, version in versions.items()) or "onrecord")
    result = trail.entity(_named("found", line.seq), label="everything that was found in the text", sha256=line.after["reading"])
    trail.relate("used", ("activity", reading), ("entity", _named("text", line.subject)))
    trail.relate("wasGeneratedBy", ("entity", result), ("activity", reading))
    trail.relate("wasAssociatedWith", ("activity", reading), ("agent", software))
    trail.relate("actedOnBehalfOf", ("delegate", software), ("responsible", who), ("activity", reading))


def _tell_export(trail: Provenance, found: Found) -> None:
    """The file itself, and what wrote it."""
    label = f"what this file tells: the record {found.record}, as of line {found.head}"
    file = trail.entity("rec:export", label=label, dateModified=found.at)
    software = trail.agent("SoftwareAgent", f"onrecord {found.version}")
    trail.relate("wasAttributedTo", ("entity", file), ("agent", software))
