"""`onrecord export`: what a record holds, in a file that can be handed on."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.filters import Wanted, filtered
from onrecord.cli.record import AsJson, Record, Who
from onrecord.errors import ExportError, QueryError

if TYPE_CHECKING:
    from onrecord.store import Line


BUNDLE, JSON = "bundle", "json"
"""The two formats that stand apart: they are contracts of their own, and take the whole record."""

STANDARD = Path("-")
"""Standard output."""


Out = Annotated[
    Path | None,
    typer.Argument(metavar="OUT", help="The file to write, such as crisis.zip; of json, - (or none) is standard output."),
]
Formats = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="bundle: one zip file with everything, which checks itself. json: the record and what follows from it. "
        "jsonl: everything, for onrecord import. "
        "For spreadsheets and statistics: csv, xlsx, parquet, datapackage. "
        "Events, for researchers and documenters: plover, ged, acled, huridocs. "
        "Standards of the web and of archives: annotations, schemaorg, prov, ftm. "
        "To be read: dossier (a page), markdown, docx. Fetched pages as a web archive: wacz.",
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DAY", help="The day (YYYY-MM-DD) for the states of threads; else today. Not of bundle."),
]
Documents = Annotated[list[str] | None, typer.Option("--document", metavar="ID", help="Only this document; may be repeated.")]
NotDone = Annotated[
    bool,
    typer.Option("--not-done", help="Formats of events: also what is not said to have happened (denied, planned ...), flagged."),
]
Rejected = Annotated[bool, typer.Option("--rejected", help="Also claims that a person rejected, marked.")]

NoMatters = Annotated[
    bool, typer.Option("--no-matters", help="Of csv, xlsx, parquet: leave out what follows from documents together. Faster.")
]


@filtered("document")
def export(
    record: Record,
    out: Out = None,
    form: Formats = BUNDLE,
    documents: Documents = None,
    *,
    wanted: Wanted,
    not_done: NotDone = False,
    rejected: Rejected = False,
    no_matters: NoMatters = False,
    as_of: AsOf = None,
    who: Who = None,
    as_json: AsJson = False,
) -> None:
    """Write a record, or what of it fits, in a form that can be handed on; without --format an evidence bundle.

    The bundle holds original bytes, texts, claims with both layers, the whole journal and a page to read. It is a bag
    (BagIt 1.0) with a description for archives (RO-Crate 1.1). Its verify.py checks it on any machine with Python 3.8 or
    later. Keep the seal that is printed in another place: it shows later that the bundle is this one.

    The JSON holds documents with their copies, actors, claims as they stand, matters with accounts and relations, series and
    threads; onrecord schema --of record prints its schema. Both take the whole record; the other formats take filters.

    Try:

      onrecord export crisis.db crisis.zip

      onrecord export crisis.db crisis.json --format json --as-of 2024-05-12

      onrecord export crisis.db dead.csv --format csv --kind casualties --since 2024-03-01
    """
    narrowed = bool(wanted or not_done or rejected or no_matters)
    if form in (BUNDLE, JSON) and narrowed:
        hint = "leave the filters out, or give another format"
        raise QueryError(found=f"filters for {form}", wanted="the whole record", hint=hint)
    if form == JSON:
        _export_json(record, out or STANDARD, documents, as_of, who, as_json)
    elif form == BUNDLE:
        _export_bundle(record, out, documents, as_of, who, as_json)
    else:
        asked = {
            "documents": tuple(documents or ()),
            "wanted": wanted,
            "not_done": not_done,
            "rejected": rejected,
            "as_of": as_of,
            "alone": no_matters,
        }
        _export_as(record, out, form, asked, who, as_json)


def _export_as(record: str, out: Path | None, form: str, asked: dict[str, Any], who: str | None, as_json: bool) -> None:
    from onrecord import workspace
    from onrecord.cli.progress import Progress
    from onrecord.export.formats import find_format
    from onrecord.export.formats.asked import Asked

    suffix = find_format(form).suffix
    if out is None or out == STANDARD:
        raise QueryError(found="no file to write", wanted=f"a file for {form}", hint=f"write onrecord export RECORD OUT{suffix}")
    with workspace.open_record(record, who=who, create=False) as store, Progress("Writing") as progress:
        line = workspace.export_as(store, form, out, Asked(**asked), lambda a, b: progress.reached(a, b, str(a)))
    told = {name: line.after[name] for name in ("sha256", "size")}
    if as_json:
        print(json.dumps({"file": str(out), **told, "line": line.seq}))
        return
    print(f"{out}: {told['size'] / 1e6:.1f} MB. It is line {line.seq} of the journal.")
    print(f"SHA-256  {told['sha256']}")


def _export_bundle(
    record: str, out: Path | None, documents: list[str] | None, as_of: str | None, who: str | None, as_json: bool
) -> None:
    from onrecord import workspace
    from onrecord.cli.progress import Progress

    if out is None or out == STANDARD or as_of:
        found = "no file to write" if out is None or out == STANDARD else f"--as-of {as_of} for a bundle"
        hint = "write onrecord export RECORD crisis.zip, or add --format json"
        raise QueryError(found=found, wanted="a file for the bundle; --as-of is for JSON", hint=hint)
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


def _export_json(record: str, out: Path, documents: list[str] | None, as_of: str | None, who: str | None, as_json: bool) -> None:
    from onrecord import workspace
    from onrecord.cli.progress import Progress

    if documents:
        hint = "leave --document out, or write a bundle"
        raise QueryError(found="--document for JSON", wanted="the whole record: what follows from it needs all of it", hint=hint)
    with workspace.open_record(record, who=who, create=False) as store, Progress("Comparing") as progress:
        line = _write(out, lambda write: workspace.export_json(store, write, as_of, lambda a, b: progress.reached(a, b, str(a))))
    if out == STANDARD:
        return
    told = {name: line.after[name] for name in ("sha256", "size", "as_of")}
    if as_json:
        print(json.dumps({"file": str(out), **told, "line": line.seq}))
        return
    print(f"{out}: {told['size'] / 1e6:.1f} MB, threads as of {told['as_of']}. It is line {line.seq} of the journal.")
    print(f"SHA-256  {told['sha256']}")


def _write(out: Path, export: Callable[[Callable[[str], object]], Line]) -> Line:
    """Write to a file, which is there whole or not at all, or to standard output.

    Raises:
        ExportError: the file cannot be written, or is something else than JSON.
    """
    if out == STANDARD:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        return export(sys.stdout.write)
    part = out.with_name(f"{out.name}.part")
    try:
        if out.exists() and not _is_json(out):
            raise ExportError(found=f"{out}, which is no JSON", wanted="a new file", hint="give another name, or move it away")
        with part.open("w", encoding="utf-8", newline="\n") as file:
            line = export(file.write)
        part.replace(out)
    except OSError as error:
        hint = "check that the folder exists, may be written and has room"
        raise ExportError(
            found=f"trouble at {out} ({error.strerror or error})", wanted="room to write a file", hint=hint
        ) from None
    finally:
        part.unlink(missing_ok=True)
    return line


def _is_json(path: Path) -> bool:
    """Whether a file begins as an export does; a record must never be written over."""
    with path.open("rb") as stream:
        return stream.read(1) == b"{"
