"""`onrecord batch`: a corpus in, tables or a record out."""

from __future__ import annotations

import sys
import time
from threading import Lock
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.settings import MEGABYTE, Settings

if TYPE_CHECKING:
    from onrecord.batch import Summary

DEFAULTS = Settings()

EVERY = 60.0
"""Seconds between two lines of a log."""

Inputs = Annotated[
    list[str],
    typer.Argument(metavar="IN...", help="Folders, files, archives, JSON Lines, CSV, Parquet, WARC, mailboxes."),
]
Out = Annotated[
    str, typer.Argument(metavar="OUT", help="A new folder for Parquet tables; or a record: NAME.db or postgresql://...")
]
Engine = Annotated[str, typer.Option(help="local: processes of this machine; ray: a Ray cluster, or Ray on this machine.")]
Address = Annotated[str | None, typer.Option(help="Where the Ray cluster is, such as auto or ray://HOST:10001.")]
Workers = Annotated[int | None, typer.Option(min=1, help="Processes that read; else one for each core.")]
ShardSize = Annotated[int | None, typer.Option(min=1, help="Statements written together; else it follows from the inputs.")]
Limit = Annotated[int | None, typer.Option(min=1, help="Only the first so many statements.")]
Timeout = Annotated[float, typer.Option(help="Seconds of processor time that one statement may take.")]
Memory = Annotated[int, typer.Option(help="Megabytes of memory that a process may take for one statement.")]
Force = Annotated[bool, typer.Option("--force-english", help="Read all as English whatever language it seems to be in.")]
MaxSize = Annotated[float, typer.Option(help="The largest statement to read, in megabytes.")]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column", metavar="NAME=COLUMN", help="Which column of a table is its text, title, published, publisher, url, id."
    ),
]
Matters = Annotated[
    bool, typer.Option("--matters", help="Then hold all documents against each other, as `onrecord batch-matters OUT` does.")
]
Who = Annotated[str | None, typer.Option(help="Who does this, for a record's journal; else ONRECORD_WHO or your user name.")]


def batch(
    inputs: Inputs,
    out: Out,
    engine: Engine = "local",
    address: Address = None,
    workers: Workers = None,
    shard_size: ShardSize = None,
    limit: Limit = None,
    timeout: Timeout = 120.0,
    memory: Memory = 4_000,
    force_english: Force = False,
    max_size: MaxSize = DEFAULTS.max_bytes / MEGABYTE,
    column: Columns = None,
    matters: Matters = False,
    who: Who = None,
) -> None:
    """Read a corpus: everything in IN, as Parquet tables in the folder OUT, or into a record.

    The tables are documents, claims, quotations, events, quantities, places, dates and set_aside; OUT/columns.json says what
    each column holds. Ask them with DuckDB, pandas, R or Arrow.

    A run may be stopped or killed at any moment. The same command again goes on where it stopped: the same rows, none twice,
    none missing. Other inputs or settings are refused; --workers, --engine, --timeout and --memory may differ.

    A statement that cannot be read, outlasts its limits or ends the process that reads it is set aside with its reason.

    Try:

      onrecord batch articles/ tables/

      onrecord batch news.jsonl archive.warc.gz tables/ --workers 8

      onrecord batch articles/ tables/ --engine ray --address auto

      onrecord batch articles/ tables/ --matters

      duckdb -c "SELECT speaker, words FROM 'tables/claims/*.parquet' WHERE stance = 'denies'"
    """
    from onrecord.batch import Asked, run
    from onrecord.cli.read import _columns, _prepare

    settings = Settings(max_bytes=int(max_size * MEGABYTE), force_english=force_english, columns=_columns(column or []))
    asked = Asked(inputs, out, settings, engine, workers, shard_size, limit, timeout, memory, address, who)
    if matters:
        from onrecord.batch.matters import check_tables

        check_tables(out)
    _prepare()
    with _Watch() as watch:
        found = run(asked, watch)
    _tell(out, found)
    if matters:
        from onrecord.cli.batch_matters import compare

        compare(out)


class _Watch:
    """How many documents are done, how fast, and how long it still takes: a bar for a person, a line now and then for a log."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

        console = Console(stderr=True)
        columns = (TextColumn("Reading"), BarColumn(), TaskProgressColumn(), TextColumn("{task.description}"))
        bar = Progress(*columns, TimeRemainingColumn(), console=console, transient=True, disable=not console.is_terminal)
        self._bar, self._task, self._lock = bar, bar.add_task("", total=1.0), Lock()
        self._read = self._aside = 0
        self._began = self._told = time.monotonic()
        self._first: float | None = None
        self._share = 0.0

    def __enter__(self) -> _Watch:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def document(self, read: bool) -> None:
        """One more is done; heard from several threads."""
        with self._lock:
            self._read += read
            self._aside += not read
            now = time.monotonic()
            told = f"{self._read} read, {self._read / (now - self._began):.1f} a second, {self._aside} set aside"
            self._bar.update(self._task, description=told)
            if self._bar.disable and now - self._told > EVERY:
                self._told = now
                print(f"onrecord: {told}, {self._share:.0%} done{self._left(now)}", file=sys.stderr, flush=True)

    def share(self, done: float) -> None:
        """So much of the whole is done; what was done before is heard first."""
        self._first = done if self._first is None else self._first
        self._share = done
        self._bar.update(self._task, completed=done)

    def _left(self, now: float) -> str:
        gained = self._share - (self._first or 0.0)
        if gained <= 0:
            return ""
        minutes = (1 - self._share) * (now - self._began) / gained / 60
        return f", about {minutes:.0f} minutes left" if minutes < 120 else f", about {minutes / 60:.0f} hours left"


PLAIN = {"none": "views or demands"}
"""What is printed for claims of which nothing is said to have happened."""


def _tell(out: str, found: Summary) -> None:
    """The summary: for a person, so counts first."""
    claims = sum(found.claims.values())
    aside = sum(found.aside.values())
    speed = f" Read now: {found.read} in {found.seconds:.0f} s, {found.rate:.1f} a second." if found.read else ""
    print(f"{out}: {found.documents} documents, {found.words} words, {claims} claims, {aside} set aside.{speed}")
    for label, counts in (("claims", found.claims), ("set aside", found.aside), ("in the record", found.added)):
        if counts:
            print(f"{label}: {', '.join(f'{number} {PLAIN.get(name, name)}' for name, number in counts.items())}")
    sys.stdout.flush()
    for name, message in found.listed:
        print(f"onrecord: {name}: {message}", file=sys.stderr)
