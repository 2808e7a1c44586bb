"""`onrecord read`: statements in, their ledgers out."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.errors import EmptySourceError, OnrecordError, SettingsError
from onrecord.settings import MEGABYTE, Settings

if TYPE_CHECKING:
    from onrecord.cli.progress import Progress
    from onrecord.model import Document
    from onrecord.readers.capture import Manners

DEFAULTS = Settings()

Sources = Annotated[
    list[str], typer.Argument(help="Files, folders, addresses, or - for standard input.", metavar="FILE|URL|-...")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the whole document as JSON; of several sources, one a line.")]
Html = Annotated[
    Path | None, typer.Option("--html", metavar="OUT", help="Write a page to OUT; of several sources, OUT is a folder.")
]
Explain = Annotated[
    str | None, typer.Option(metavar="CLAIM", help="Say why one claim was read so: its number in the ledger, or its id.")
]
Published = Annotated[str | None, typer.Option(help="The day it was published (2022-01-15), where the source does not say.")]
Publisher = Annotated[str | None, typer.Option(help="Who published it, where the source does not say.")]
Title = Annotated[str | None, typer.Option(help="Its title, where the source does not say.")]
Model = Annotated[str, typer.Option(help="An installed English spaCy pipeline.")]
Force = Annotated[bool, typer.Option("--force-english", help="Read it as English whatever language it seems to be in.")]
MaxSize = Annotated[float, typer.Option(help="The largest source to read, in megabytes.")]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column", metavar="NAME=COLUMN", help="Which column of a table is its text, title, published, publisher, url, id."
    ),
]
Workers = Annotated[int, typer.Option(min=1, help="Read several sources at once with this many processes.")]
Private = Annotated[bool, typer.Option("--allow-private", help="Visit also addresses inside a network, such as localhost.")]
NoRobots = Annotated[bool, typer.Option("--ignore-robots", help="Visit also what a server's robots.txt asks to leave alone.")]


def read(
    sources: Sources,
    as_json: AsJson = False,
    html: Html = None,
    explain: Explain = None,
    published: Published = None,
    publisher: Publisher = None,
    title: Title = None,
    model: Model = DEFAULTS.model,
    force_english: Force = False,
    max_size: MaxSize = DEFAULTS.max_bytes / MEGABYTE,
    workers: Workers = 1,
    column: Columns = None,
    allow_private: Private = False,
    ignore_robots: NoRobots = False,
) -> None:
    """Read statements and show what they say: who claims what, in which words, and how it was understood.

    Try:

      onrecord read interview.txt

      onrecord read https://example.org/statement --html statement.html

      onrecord read statements/ --json > statements.jsonl

      onrecord read interview.txt --explain 3
    """
    settings = Settings(model, int(max_size * MEGABYTE), force_english, columns=_columns(column or []))
    given = {"published": published, "publisher": publisher, "title": title}
    given = {name: value for name, value in given.items() if value is not None}
    targets = list(_targets(sources, settings))
    manners = _manners(targets, allow_private, ignore_robots)
    _prepare()
    if len(targets) == 1:
        doc = _read_one(targets[0], settings, manners, given)
        _show(doc, as_json, html) if explain is None else _explain(doc, explain, as_json)
        return
    if given or explain:
        raise SettingsError(
            found=f"--{next(iter(given), 'explain')} for {len(targets)} sources",
            wanted="one source",
            hint="read sources that need such an option one at a time",
        )
    failed = _read_all(targets, settings, manners, workers, as_json, html)
    if failed:
        raise typer.Exit(1)


def _columns(given: list[str]) -> dict[str, str]:
    """What is asked for by NAME=COLUMN.

    Raises:
        SettingsError: there is no = in it.
    """
    pairs = [one.partition("=") for one in given]
    if wrong := [name for name, sign, column in pairs if not sign or not column]:
        raise SettingsError(found=f"--column {wrong[0]}", wanted="NAME=COLUMN", hint="such as --column text=Body")
    return {name.strip(): column.strip() for name, _, column in pairs}


def _targets(
    sources: list[str], settings: Settings, on_left: Callable[[str, str], None] | None = None
) -> Iterator[str | Path | bytes]:
    from onrecord.readers import expand, read_limited

    for source in sources:
        if source == "-":
            yield read_limited(sys.stdin.buffer, settings, "standard input")
        elif source.startswith(("http://", "https://")):
            yield source
        else:
            yield from expand([source], on_left)


def _manners(targets: list[str | Path | bytes], allow_private: bool, ignore_robots: bool) -> Manners | None:
    """How addresses are visited; None where there are none, so that nothing of the network is loaded."""
    from onrecord.readers.source import is_address

    if not any(isinstance(target, str) and is_address(target) for target in targets):
        return None
    from onrecord.readers.capture import Manners

    return Manners(allow_private=allow_private, ignore_robots=ignore_robots)


def _prepare() -> None:
    """Build what is built once, with a bar that says so."""
    from onrecord import workspace
    from onrecord.cli.progress import Progress

    if not workspace.is_prepared():
        with Progress("Building the gazetteer (once)") as progress:
            workspace.prepare(progress.reached)


def _read_one(source: str | Path | bytes, settings: Settings, manners: Manners | None, given: dict[str, str | None]) -> Document:
    from onrecord import workspace

    if source == b"":
        raise EmptySourceError(found="nothing on standard input", wanted="a statement", hint="pipe a text into onrecord read -")
    if isinstance(source, str) and manners is not None:
        from onrecord.readers.capture import fetch
        from onrecord.readers.containers import only_one

        return workspace.read(only_one(fetch(source, settings, manners), settings), settings, **given)
    return workspace.read(source, settings, **given)


def _read_all(
    targets: list[str | Path | bytes], settings: Settings, manners: Manners | None, workers: int, as_json: bool, html: Path | None
) -> int:
    from onrecord import workspace
    from onrecord.cli.progress import Progress

    failures: list[str] = []
    left: list[str] = []
    read = 0
    with Progress("Reading", total=len(targets)) as progress:

        def report(source: object, error: OnrecordError) -> None:
            failures.append(f"{_name(source)}: {error}")
            progress.step()

        def leave(name: str, reason: str) -> None:
            left.append(f"{name}: left out, {reason}")

        found = workspace.read_many(targets, settings, workers=workers, on_error=report, on_left=leave, manners=manners)
        for doc in found:
            _show_one_of_many(doc, as_json, html, progress)
            progress.step()
            read += 1
    for line in (*left, *failures):
        print(f"onrecord: {line}", file=sys.stderr)
    if failures:
        print(f"onrecord: {len(failures)} of {len(failures) + read} sources could not be read.", file=sys.stderr)
    return len(failures)


def _show(doc: Document, as_json: bool, html: Path | None) -> None:
    from onrecord.export import print_ledger, write_page

    if html is not None:
        write_page(doc, html)
        print(f"Wrote {html}", file=sys.stderr)
    if as_json:
        print(json.dumps(doc.to_dict(), ensure_ascii=False, indent=2))
    elif html is None:
        print_ledger(doc)


def _explain(doc: Document, which: str, as_json: bool) -> None:
    from dataclasses import asdict

    from onrecord.export import as_lines, explain

    found = explain(doc, which)
    print(json.dumps(asdict(found), ensure_ascii=False, indent=2) if as_json else "\n".join(as_lines(found)))


def _show_one_of_many(doc: Document, as_json: bool, html: Path | None, progress: Progress) -> None:
    from onrecord.export import print_ledger, write_page

    if html is not None:
        html.mkdir(parents=True, exist_ok=True)
        write_page(doc, html / f"{_stem(doc)}.html")
    if as_json:
        progress.say(json.dumps(doc.to_dict(), ensure_ascii=False))
    elif html is None:
        with progress.paused():
            print_ledger(doc)


def _stem(doc: Document) -> str:
    return f"{Path(doc.uri or doc.id).stem}-{doc.id[:6]}"


def _name(source: object) -> str:
    return "standard input" if isinstance(source, bytes) else str(source)
