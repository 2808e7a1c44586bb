"""`onrecord import`: a record made anew from its export as JSON Lines."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.record import AsJson, Record
from onrecord.settings import MEGABYTE

Source = Annotated[Path, typer.Argument(metavar="FILE", help="What onrecord export --format jsonl wrote; - for standard input.")]
MaxLine = Annotated[float, typer.Option(min=1, help="The longest line to read, in megabytes; evidence is a line.")]

STANDARD = Path("-")


def import_(record: Record, source: Source, max_line: MaxLine = 64, as_json: AsJson = False) -> None:
    """Make a record of its export as JSON Lines: the same ids, corrections, journal and head. There must be none yet at RECORD.

    Everything is verified, as onrecord verify does, before the record is there. Of a file that is not as
    it was made nothing is kept.

    Try:

      onrecord export crisis.db crisis.jsonl --format jsonl

      onrecord import postgresql://team@host/crisis crisis.jsonl
    """
    from onrecord import workspace
    from onrecord.cli.progress import Progress

    most = int(max_line * MEGABYTE)
    with Progress("Importing") as progress:

        def step(what: str, done: int, of: int) -> None:
            progress.reached(done, of, what) if of else progress.pulse()

        if source == STANDARD:
            verdict = workspace.import_record(record, sys.stdin.buffer, "standard input", most, step)
        else:
            verdict = workspace.import_file(record, source, most, step)
    told = {"lines": verdict.lines, "documents": verdict.documents, "claims": verdict.claims, "evidence": verdict.evidence}
    if as_json:
        print(json.dumps({"record": record, **told, "head": str(verdict.head)}))
        return
    print(f"All is as the journal says: {verdict.lines} lines, {verdict.documents} documents, {verdict.claims} claims.")
    print(f"The head is {verdict.head}, as it was when this was exported.")
