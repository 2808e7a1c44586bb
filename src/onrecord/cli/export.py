"""`onrecord export`: what a record holds, in a file that can be handed on."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.record import AsJson, Record, Who

ZIP = b"PK\x03\x04"
"""How a zip file begins."""


class Format(StrEnum):
    """In which form."""

    BUNDLE = "bundle"


Out = Annotated[Path, typer.Argument(metavar="OUT", help="The file to write, such as crisis.zip.", dir_okay=False)]
Formats = Annotated[Format, typer.Option("--format", help="bundle: one zip file with everything, which checks itself.")]
Documents = Annotated[list[str] | None, typer.Option("--document", metavar="ID", help="Only this document; may be repeated.")]


def export(
    record: Record,
    out: Out,
    form: Formats = Format.BUNDLE,
    documents: Documents = None,
    who: Who = None,
    as_json: AsJson = False,
) -> None:
    """Write an evidence bundle: original bytes, texts, claims with both layers, the whole journal and a page to read.

    It is a bag (BagIt 1.0) with a description for archives (RO-Crate 1.1). Its verify.py checks it on any machine with
    Python 3.8 or later. Keep the seal that is printed in another place: it shows later that the bundle is this one.

    Try:

      onrecord export crisis.db crisis.zip

      onrecord export crisis.db one.zip --document 0974f016
    """
    from onrecord import workspace

    with workspace.open_record(record, who=who, create=False) as store:
        sealed = workspace.export_bundle(store, out, documents or [])
        head = store.head()
    if as_json:
        print(json.dumps({"file": str(out), **asdict(sealed), "line": head.seq}))
        return
    print(f"{out}: {sealed.size / 1e6:.1f} MB. It is line {head.seq} of the journal.")
    print(f"seal     {sealed.seal}\nSHA-256  {sealed.sha256}")
    print("Keep both in another place. To check it: unpack it and run python3 verify.py, or onrecord verify " + str(out))


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


def verify_bundle(place: str, head: str | None, seal: str | None, as_json: bool) -> None:
    """Check a bundle and print what was found right.

    Raises:
        Exit: something is wrong; it is said on standard error.
    """
    from onrecord.export.bundle import FaultError, check
    from onrecord.export.safe import for_terminal

    try:
        found = check(place, head, seal)
    except FaultError as fault:
        if as_json:
            print(json.dumps({"bundle": place, "found": [], "fault": str(fault)}))
        print(f"onrecord: {for_terminal(str(fault))}.", file=sys.stderr)
        raise typer.Exit(1) from None
    if as_json:
        print(json.dumps({"bundle": place, "found": found, "fault": None}))
        return
    for name, told in found:
        print(f"{name:10} {for_terminal(told)}")
    print("The bundle is whole, and everything in it is as its journal says.")
