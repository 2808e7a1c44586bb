"""`onrecord bench record`, `scale` and `room`: a record, what is compared in it and its reading room, when it is large."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from onrecord.bench.record import Measured
    from onrecord.bench.room import Paced


def record(
    places: Annotated[
        list[str],
        typer.Argument(metavar="RECORD...", help="New files or empty PostgreSQL databases, or filled so before."),
    ],
    documents: Annotated[int, typer.Option(help="How many documents.")] = 2_000,
    claims: Annotated[int, typer.Option(help="Claims of each.")] = 10,
    workers: Annotated[int | None, typer.Option(help="Processes that verify; else one for each core.")] = None,
    statements: Annotated[
        Path | None, typer.Option(help="A folder of statements to time storing with; else the short samples of the package.")
    ] = None,
) -> None:
    """A large record of invented documents, in one database or several side by side: storing, opening, searching, verifying.

    Try:

      onrecord bench record /tmp/large.db postgresql://me@localhost/empty --documents 100000
    """
    from rich.console import Console
    from rich.table import Table

    from onrecord.bench.record import measure
    from onrecord.cli.progress import Progress

    with Progress("Filling the records") as progress:
        found = [measure(place, documents, claims, progress.pulse, workers, statements) for place in places]
    named = [_kind(place) for place in places]
    title = f"{found[0].documents} documents, {found[0].claims} claims"
    table = Table("measure", *named, "target on SQLite; PostgreSQL within twice that", title=title)
    for name, target, values in _rows(found):
        table.add_row(name, *values, target)
    Console().print(table)
    for name, one in zip(named, found, strict=True):
        print(f"{name}: {one.fault or 'verify finds nothing wrong'}")


def scale(
    counts: Annotated[list[int], typer.Argument(metavar="DOCUMENTS...", help="How many documents; several numbers.")],
) -> None:
    """Matters of large records of invented reports: worked out from nothing, and again after one more document.

    Try:

      onrecord bench scale 1000 3000 10000
    """
    from rich.console import Console
    from rich.table import Table

    from onrecord.bench.scale import measure
    from onrecord.cli.progress import Progress

    titles = (
        "documents",
        "claims",
        "matters",
        "from nothing",
        "of one document",
        "threads",
        "storing one more",
        "its matters",
        "slowest",
    )
    table = Table(*titles, title="Target: the matters of one more in 500 ms, and the time of one document alike")
    with Progress("Measuring scale") as progress:
        for count in counts:
            one = measure(count, step=progress.pulse)
            numbers = f"{one.documents}", f"{one.claims}", f"{one.matters}"
            spent = _ms(one.each), f"{one.threads:.1f} s", _ms(one.storing), _ms(one.update), _ms(one.slowest)
            table.add_row(*numbers, f"{one.rebuild:.1f} s", *spent)
    Console().print(table)


def room(
    places: Annotated[list[str], typer.Argument(metavar="RECORD...", help="Records; what the crowd does is written into them.")],
    seconds: Annotated[float, typer.Option(help="How long the crowd is there; 0 leaves it out.")] = 60.0,
    readers: Annotated[int, typer.Option(help="People who read.")] = 50,
    reviewers: Annotated[int, typer.Option(help="People who accept, correct and reject.")] = 5,
    workers: Annotated[int, typer.Option(min=1, help="Processes that answer the crowd.")] = 2,
    pause: Annotated[float, typer.Option(help="Seconds that each of them looks at a page, on average.")] = 1.0,
    pages: Annotated[bool, typer.Option("--pages/--crowd-only", help="Also time every page by itself.")] = True,
) -> None:
    """The reading room of large records: the server's time for every page, then readers and reviewers all at once.

    Use copies: claims are accepted, corrected and rejected. The records of `onrecord bench record` will do.

    Try:

      onrecord bench room /tmp/large.db postgresql://me@localhost/large
    """
    if pages:
        _time_pages(places)
    for place in places if seconds else ():
        _time_crowd(place, readers, reviewers, seconds, workers, pause)


def _time_pages(places: list[str]) -> None:
    """One row for each page, two columns for each record; and the long document."""
    from rich.console import Console
    from rich.table import Table

    from onrecord.bench.room import TARGET, pages
    from onrecord.bench.web import HEAVIEST, PAINTED, long_document
    from onrecord.cli.progress import Progress

    with Progress("Asking for every page") as progress:
        shown = long_document(progress.pulse)
        timed = [pages(place, progress.pulse) for place in places]
    named = [_kind(place) for place in places]
    table = Table("page", *(f"{name}, {what}" for name in named for what in ("median", "p95")), title="Milliseconds of a page")
    for rows in zip(*timed, strict=True):
        table.add_row(rows[0].page, *(text for one in rows for text in (f"{one.median:.0f}", _late(one, TARGET))))
    Console().print(table)
    painted = "not painted: no Chromium and Playwright here" if shown.painted is None else f"first paint {shown.painted:.0f} ms"
    print(
        f"A document of {shown.characters} characters with {shown.highlights} highlights: {painted} (target {PAINTED:.0f}), "
        f"{shown.weight / 1000:.0f} KB as sent (target {HEAVIEST / 1000:.0f}), server {shown.served:.0f} ms"
    )


def _time_crowd(place: str, readers: int, reviewers: int, seconds: float, workers: int, pause: float) -> None:
    from onrecord.bench.room import CROWDED, crowd

    one = crowd(place, readers, reviewers, seconds, workers, pause)
    served, beside = ("not told" if spent is None else f"{spent:.1f} ms" for spent in (one.served, one.beside))
    print(
        f"{_kind(place)}, {workers} processes, {readers} readers and {reviewers} reviewers, {pause:g} s a page, {seconds:.0f} s: "
        f"{one.requests} requests, {one.failed} failed, {one.kept} of {one.acknowledged} acts kept; "
        f"median {one.median:.0f} ms, p95 {one.late:.0f} ms (target {CROWDED:.0f})\n"
        f"  processor time for a request: server {served}, comparing {beside}, crowd {one.asked:.1f} ms"
    )
    for failure in one.failures:
        print(f"  {failure}")


def _kind(place: str) -> str:
    return "PostgreSQL" if place.startswith("postgres") else "SQLite"


def _late(one: Paced, target: float) -> str:
    failed = f", {one.failed} failed" if one.failed else ""
    return f"{one.late:.0f}{'' if one.late <= target else ' (over)'}{failed}"


def _rows(found: list[Measured]) -> Iterator[tuple[str, str, list[str]]]:
    """What the table of a large record says: measure, target, values."""
    yield "search by words and a filter, p95", "100 ms", [_ms(one.search[1]) for one in found]
    yield "  the same, median", "", [_ms(one.search[0]) for one in found]
    yield "list by filters, p95", "", [_ms(one.listing[1]) for one in found]
    yield "  the same, median", "", [_ms(one.listing[0]) for one in found]
    yield "opening, to the first claim", "1000 ms", [_ms(one.opening) for one in found]
    yield f"verifying, {found[0].workers} processes", "20000 claims a second", [f"{one.verified:.0f}" for one in found]
    yield f"storing one of {found[0].statements} statements", "", [_ms(one.storing) for one in found]
    yield "  beside reading it", "10 % of both", [f"{one.share:.1%}" for one in found]


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.1f} ms"
