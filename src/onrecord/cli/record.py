"""The commands of a record: add, claims, search, delete, history."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.filters import Wanted, filtered
from onrecord.errors import EmptySourceError, OnrecordError
from onrecord.settings import MEGABYTE, Settings

if TYPE_CHECKING:
    from onrecord.readers.capture import Pointer
    from onrecord.store import Added, Line, RecordedClaim

DEFAULTS = Settings()

Record = Annotated[str, typer.Argument(metavar="RECORD", help="A file such as crisis.db, or postgresql://USER@HOST/DATABASE.")]
Sources = Annotated[
    list[str] | None,
    typer.Argument(metavar="SOURCE...", help="Files, folders, addresses, feeds, or - for standard input."),
]
Lists = Annotated[
    list[Path] | None, typer.Option("--from", metavar="FILE", help="A list of addresses, one a line; lines with # are notes.")
]
Again = Annotated[bool, typer.Option("--again", help="Visit also what a list or feed names and is here already.")]
Private = Annotated[bool, typer.Option("--allow-private", help="Visit also addresses inside a network, such as localhost.")]
NoRobots = Annotated[bool, typer.Option("--ignore-robots", help="Visit also what a server's robots.txt asks to leave alone.")]
Words = Annotated[str, typer.Argument(help='Words in any form; a "phrase" in double quotes.')]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")]
Workers = Annotated[int, typer.Option(min=1, help="Read several sources at once with this many processes.")]
Who = Annotated[str | None, typer.Option(help="Who does this, for the journal; else ONRECORD_WHO or your user name.")]
Force = Annotated[bool, typer.Option("--force-english", help="Read it as English whatever language it seems to be in.")]
MaxSize = Annotated[float, typer.Option(help="The largest source to read, in megabytes.")]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column", metavar="NAME=COLUMN", help="Which column of a table is its text, title, published, publisher, url, id."
    ),
]
Limit = Annotated[int, typer.Option(min=1, help="At most so many.")]
Subject = Annotated[str | None, typer.Option("--document", metavar="ID", help="Only what was done to this document.")]


def add(
    record: Record,
    sources: Sources = None,
    addresses: Lists = None,
    again: Again = False,
    allow_private: Private = False,
    ignore_robots: NoRobots = False,
    workers: Workers = 1,
    who: Who = None,
    force_english: Force = False,
    max_size: MaxSize = DEFAULTS.max_bytes / MEGABYTE,
    column: Columns = None,
    as_json: AsJson = False,
) -> None:
    """Read statements and keep them in a record, with their original bytes; a record that is not there is made.

    Archives, mailboxes, web archives and tables are unpacked: every statement in them is a document of its own. What cannot
    be read, or is no statement, is listed at the end with the reason.

    What is there already is left alone, so an interrupted run can be started again and goes on where it stopped. An address
    that holds other words than before gives a new version of its document, and the claims that it changed are marked.

    Of an address, requests and answers are kept as they were sent. A feed (RSS, Atom) adds the pages that it lists; those of
    feeds and lists that were captured before are not visited again.

    Try:

      onrecord add crisis.db statements/

      onrecord add crisis.db https://example.org/statement --who "Ana Ruiz"

      onrecord add crisis.db https://example.org/feed.xml --from addresses.txt
    """
    from onrecord import workspace
    from onrecord.cli.progress import Progress
    from onrecord.cli.read import _columns, _prepare, _targets
    from onrecord.readers.capture import Manners

    settings = Settings(max_bytes=int(max_size * MEGABYTE), force_english=force_english, columns=_columns(column or []))
    left: list[tuple[str, str]] = []
    manners = Manners(allow_private=allow_private, ignore_robots=ignore_robots)
    targets = [*_targets(sources or [], settings, lambda name, reason: left.append((name, reason))), *_listed(addresses or [])]
    if not targets and not left:
        raise EmptySourceError(found="nothing to add", wanted="a source", hint="give a file, an address, or a list with --from")
    with workspace.open_record(record, who=who) as store:
        _prepare()
        progress = Progress("Adding", total=len(targets))
        report = _Report(progress, as_json)
        try:  # what was heard is told also where the run is stopped
            with progress:
                for name, reason in left:
                    if not os.path.abspath(name).startswith(os.path.abspath(record)):  # the record itself may lie in the folder
                        report.left_out(name, reason)
                heard: Any = {"on_added": report.added, "on_error": report.failed, "on_left": report.left_out}
                workspace.add_many(store, targets, settings, workers=workers, manners=manners, again=again, **heard)
        finally:
            report.tell(store.name)
    if report.has_failures:
        raise typer.Exit(1)


def _listed(paths: Iterable[Path]) -> list[Pointer]:
    """The addresses of lists, to be visited where they are not known."""
    from onrecord.readers.capture import Pointer, read_list

    return [Pointer(address, once=True) for path in paths for address in read_list(path)]


class _Report:
    """What became of each source, told as it goes on for a program and at the end for a person."""

    def __init__(self, progress: Any, as_json: bool) -> None:
        self._progress = progress
        self._as_json = as_json
        self._count: Counter[str] = Counter()
        self._failures: list[str] = []
        self._left: list[str] = []
        self._changed: list[str] = []

    def added(self, uri: str | None, added: Added) -> None:
        self._count[added.outcome.value] += 1
        self._count["claims"] += added.claims if added.outcome in ("added", "version") else 0
        if added.replaces and (added.changed or added.carried or added.left):
            told = f"{uri}: a new version; {len(added.changed)} claims of the one before are altered or gone"
            along = f"; what people said came along to {len(added.carried)} claims" if added.carried else ""
            left = f"; {added.left} things that they said did not (onrecord orphans)" if added.left else ""
            self._changed.append(f"{told}{along}{left}")
        if self._as_json:
            self._progress.say(_line({"uri": uri, **asdict(added), "changed": dict(added.changed)}))
        self._progress.step()

    def failed(self, source: object, error: OnrecordError) -> None:
        name = "standard input" if isinstance(source, bytes) else str(source)
        self._failures.append(f"{name}: {error}")
        if self._as_json:
            self._progress.say(_line({"source": name, "error": str(error)}))
        self._progress.step()

    def left_out(self, name: str, reason: str) -> None:
        self._left.append(f"{name}: left out, {reason}")
        if self._as_json:
            self._progress.say(_line({"source": name, "left_out": reason}))

    @property
    def has_failures(self) -> bool:
        return bool(self._failures)

    def tell(self, name: str) -> None:
        count = self._count
        if not self._as_json:
            for line in self._changed:
                print(_safe(line))
            print(f"{name}: {count['added'] + count['version']} documents added with {count['claims']} claims", end="")
            told = {"version": "of them new versions", "captured": "found again elsewhere", "present": "there already"}
            told |= {"deleted": "left alone, for they were deleted before"}
            print("".join(f", {count[name]} {words}" for name, words in told.items() if count[name]) + ".")
        for line in (*self._left, *self._failures):
            print(f"onrecord: {_safe(line)}", file=sys.stderr)
        if self._failures:
            print(f"onrecord: {len(self._failures)} sources could not be added.", file=sys.stderr)


@filtered()
def claims(
    record: Record,
    wanted: Wanted,
    limit: Limit = 100,
    as_json: AsJson = False,
) -> None:
    """List the claims of a record as they stand, oldest document first.

    Try:

      onrecord claims crisis.db --kind casualties --speaker ministry

      onrecord claims crisis.db --status denied --since 2024-03-01 --json
    """
    from onrecord import workspace

    with workspace.open_record(record, create=False) as store:
        found = store.claims(limit=limit, **wanted)
        total = store.count(**wanted) if len(found) == limit else len(found)
    if as_json:
        _print_lines(asdict(claim) for claim in found)
        return
    _print_claims(found)
    print(f"{len(found)} of {total} claims; --limit shows more." if total > len(found) else f"{total} claims.")


@filtered()
def search(
    record: Record,
    words: Words,
    wanted: Wanted,
    limit: Limit = 20,
    as_json: AsJson = False,
) -> None:
    """Find claims that hold all the words, in any form and with or without accents, best first; then whole documents.

    Try:

      onrecord search crisis.db "harbour fire"

      onrecord search crisis.db '"state of emergency" airport' --kind decision
    """
    from onrecord import workspace

    with workspace.open_record(record, create=False) as store:
        hits = store.search(words, limit=limit, **wanted)
    if as_json:
        _print_lines(asdict(hit) for hit in hits)
        return
    for hit in hits:
        print(f"{hit.claim.id if hit.claim else 'text':12}  {_safe(hit.snippet)}")
        print(f"{'':12}  {_safe(_about(hit.claim) if hit.claim else hit.title or hit.document)}")
    print(f"{len(hits)} found." if hits else "Nothing found. Fewer words or no filter find more.")


def delete(
    record: Record,
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="The document's id, or its first characters.")],
    reason: Annotated[str, typer.Option(help="Why; the journal keeps it.")],
    who: Who = None,
    as_json: AsJson = False,
) -> None:
    """Take a document out of a record for good, with its evidence, claims and corrections.

    Its line in the journal stays, with the hashes of what was there, who deleted it and why. Nothing else is kept of it.
    """
    from onrecord import workspace

    with workspace.open_record(record, who=who, create=False) as store:
        gone = store.delete(document, reason)
    print(_line({"deleted": gone}) if as_json else f"{gone} was deleted; the journal keeps its hashes and the reason.")


def history(record: Record, document: Subject = None, as_json: AsJson = False) -> None:
    """Print what was done to a record, oldest first: when (UTC), by whom, what."""
    from onrecord import workspace

    with workspace.open_record(record, create=False) as store:
        for line in store.journal(document):
            note = f" ({_safe(line.note)})" if line.note else ""
            told = f"{line.seq:6}  {line.at[:19]}Z  {_safe(line.who)}: {line.act} {line.subject}{_handed_on(line)}{note}"
            print(_line(asdict(line)) if as_json else told)


def _handed_on(line: Line) -> str:
    """What was exported or stamped: in which form or by whom, as of which line."""
    if line.act not in ("export", "stamp"):
        return ""
    how = line.after["format"] if line.act == "export" else _safe(line.after["service"])
    part = f", {len(line.after['part'])} of its documents" if line.after.get("part") is not None else ""
    return f" as of line {line.after['head'].partition(':')[0]}, {how}{part}"


def _print_claims(found: Iterable[RecordedClaim]) -> None:
    document = None
    for claim in found:
        if claim.document != document:
            document = claim.document
            source = claim.title or claim.uri or document
            print(_safe(f"{claim.published or 'no date'} · {claim.publisher or 'no publisher'} · {source}"))
        print(f"  {claim.id}  {_safe(f'“{claim.words}”')}")
        print(f"  {'':12}  {_safe(_about(claim))}")


def _about(claim: RecordedClaim) -> str:
    """Who says it and what it is, in one line."""
    figure = claim.best if claim.best is not None else claim.low if claim.low is not None else claim.high
    count = f"{figure:g} {claim.counted or ''}".strip() if figure is not None else None
    parts = (claim.speaker or claim.publisher, claim.kind, claim.status, claim.stance, count, claim.happened, claim.place)
    marks = (claim.review, f"words {claim.later} later" if claim.later else None)
    return " · ".join(part for part in (*parts, *marks) if part)


def _print_lines(values: Iterable[dict[str, Any]]) -> None:
    for value in values:
        print(_line(value))


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)


def _safe(text: str) -> str:
    from onrecord.export.safe import for_terminal

    return for_terminal(text, sys.stdout.encoding or "utf-8")
