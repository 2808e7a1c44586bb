"""`onrecord head` and `onrecord verify`: whether a record, or a bundle of it, is what it was."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.record import AsJson, Record, Who, _line, _safe
from onrecord.errors import NotFoundError, QueryError

if TYPE_CHECKING:
    from onrecord.store import Head, Stamp

ZIP = b"PK\x03\x04"
"""How a zip file begins."""

MANY = 2000
"""Documents of a record above which several processes verify it."""

Checked = Annotated[str, typer.Argument(metavar="RECORD", help="A record, or an evidence bundle: a zip file or its folder.")]
Kept = Annotated[str | None, typer.Option("--head", metavar="NUMBER:HASH", help="What `onrecord head` printed earlier.")]
Seal = Annotated[str | None, typer.Option(metavar="HASH", help="Of a bundle: what `onrecord export` printed.")]
Service = Annotated[str | None, typer.Option("--stamp", metavar="URL", help="A time-stamping service to stamp the head.")]
Authority = Annotated[
    Path | None, typer.Option("--ca", metavar="FILE", help="The certificates of the service (PEM), to check time stamps with.")
]


def head(record: Record, service: Service = None, who: Who = None, as_json: AsJson = False) -> None:
    """Print the number and hash of the journal's last line.

    Keep them in another place (a mail to yourself, a notary, a printed page): `onrecord verify RECORD --head NUMBER:HASH` then
    also finds a journal whose end was cut off. With --stamp, a service that you trust says that the line was there at that
    time (RFC 3161); it is sent the hash and nothing else, and its answer is kept as one more line.
    """
    from onrecord import workspace

    with workspace.open_record(record, who=who, create=False) as store:
        done = store.stamp(service) if service else None
        found = store.head()
    if done and not as_json:
        print(f"{_told(done)}. Line {done.line} keeps that. The head is now:", file=sys.stderr)
    stamped = {"stamped": str(done.head), "time": done.time, "service": done.service} if done else {}
    print(_line({**asdict(found), **stamped}) if as_json else str(found))


def verify(record: Checked, kept: Kept = None, seal: Seal = None, ca: Authority = None, as_json: AsJson = False) -> None:
    """Compute every hash, span and row of a record again, and name the first thing that is not as the journal says.

    An evidence bundle is checked the same way, packed or unpacked. Time stamps are checked to be over the line that they name;
    with --ca, also that the service signed them.
    """
    certificates = _read(ca) if ca else None
    if is_bundle(record):
        _verify_bundle(record, kept, seal, certificates, as_json)
    else:
        _verify_record(record, kept, certificates, as_json)


def is_bundle(place: str) -> bool:
    """Whether a bundle lies there, packed or not, and no record."""
    path = Path(place)
    try:
        if path.is_dir():
            return True
        with path.open("rb") as stream:
            return stream.read(len(ZIP)) == ZIP
    except OSError:
        return False


def _verify_record(record: str, kept: str | None, certificates: bytes | None, as_json: bool) -> None:
    from onrecord import workspace

    with workspace.open_record(record, create=False) as store:
        verdict = store.verify(_head(kept), workers=_workers(store.size()))
        stamps = [] if verdict.fault else store.stamps()
    signed = _check_signatures(stamps, certificates)
    if as_json:
        print(_line({**asdict(verdict), "stamps": [{**_plain(stamp), "signed": signed} for stamp in stamps]}))
    elif verdict.fault is None:
        print(f"All is as the journal says: {verdict.lines} lines, {verdict.evidence} pieces of evidence, ", end="")
        print(f"{verdict.documents} documents, {verdict.claims} claims.\nThe head is {verdict.head}")
        for stamp in stamps:
            print(f"{_told(stamp)}; {_trust(signed)}")
    if verdict.fault is not None:
        print(f"onrecord: {_safe(verdict.fault)}.", file=sys.stderr)
        raise typer.Exit(1)


def _workers(documents: int) -> int:
    """A process for each core where there is much to check; starting one takes as long as checking a few hundred documents."""
    return (os.cpu_count() or 1) if documents > MANY else 1


def _verify_bundle(place: str, head: str | None, seal: str | None, certificates: bytes | None, as_json: bool) -> None:
    from onrecord.export.bundle import FaultError, check, stamp_lines
    from onrecord.store import read_stamp

    try:
        found = check(place, head, seal)
    except FaultError as fault:
        if as_json:
            print(_line({"bundle": place, "found": {}, "fault": str(fault)}))
        print(f"onrecord: {_safe(str(fault))}.", file=sys.stderr)
        raise typer.Exit(1) from None
    stamps = [read_stamp(json.dumps(line)) for line in stamp_lines(place)]
    signed = _check_signatures(stamps, certificates)
    if as_json:
        told = {name: words for name, words in found if name != "stamp"}
        print(_line({"bundle": place, "found": told, "stamps": [{**_plain(s), "signed": signed} for s in stamps], "fault": None}))
        return
    for name, words in found:
        if name != "stamp":
            print(f"{name:10} {_safe(words)}")
    for stamp in stamps:
        print(f"{'stamp':10} {_told(stamp)}; {_trust(signed)}")
    print("The bundle is whole, and everything in it is as its journal says.")


def _check_signatures(stamps: Iterable[Stamp], certificates: bytes | None) -> bool:
    """Whether the signatures were checked, and are right.

    Raises:
        StampError: one is not.
    """
    from onrecord.store import check_signature

    for stamp in stamps if certificates else ():
        check_signature(stamp, certificates or b"")
    return certificates is not None


def _told(stamp: Stamp) -> str:
    return f"Line {stamp.head.seq} was there at {stamp.time}, says {_safe(stamp.service)}"


def _trust(signed: bool) -> str:
    return "its signature is right." if signed else "its signature was not checked (--ca FILE does)."


def _plain(stamp: Stamp) -> dict[str, object]:
    return {"line": stamp.line, "head": str(stamp.head), "service": stamp.service, "time": stamp.time}


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise NotFoundError(found=f"no file {path} ({error.strerror})", wanted="certificates", hint="check the path") from None


def _head(kept: str | None) -> Head | None:
    from onrecord.store import Head

    if kept is None:
        return None
    number, _, told = kept.strip().partition(":")
    if not number.isdecimal() or len(told) != 64:
        raise QueryError(found=f"the head {kept!r}", wanted="NUMBER:HASH", hint="give what `onrecord head` printed")
    return Head(int(number), told.lower())
