"""`onrecord export`: what a record holds, in a file that can be handed on."""

from __future__ import annotations

import json
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.record import AsJson, Record, Who


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
    from onrecord.cli.progress import Progress

    with workspace.open_record(record, who=who, create=False) as store:
        with Progress("Writing") as progress:
            sealed = workspace.export_bundle(store, out, documents or [], lambda done, of: progress.reached(done, of, str(done)))
        head = store.head()
    if as_json:
        print(json.dumps({"file": str(out), **asdict(sealed), "line": head.seq}))
        return
    print(f"{out}: {sealed.size / 1e6:.1f} MB. It is line {head.seq} of the journal.")
    print(f"seal     {sealed.seal}\nSHA-256  {sealed.sha256}")
    print("Keep both in another place. To check it: unpack it and run python3 verify.py, or onrecord verify " + str(out))
