"""`onrecord bench`: the numbers of the documentation, printed again."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli import bench_all

if TYPE_CHECKING:
    from rich.table import Table

    from onrecord.bench.record import Measured
    from onrecord.bench.room import Paced

app = typer.Typer(help="Measure reading over development data, beside a peer where one can run.", no_args_is_help=True)

Data = Annotated[Path, typer.Argument(help="The folder of the data sets.", exists=True, file_okay=False)]
Dossiers = Annotated[Path, typer.Argument(help="A folder of dossiers with gold.json, or a file of incidents.", exists=True)]
Count = Annotated[int, typer.Option(help="How many documents.")]


Limit = Annotated[int | None, typer.Option(help="Only the first so many documents of each set.")]
Score = Annotated[Path | None, typer.Option(help="The folder of the scorers, if it is not beside the data.")]

app.command("all")(bench_all.everything)
app.command("speed")(bench_all.speed)
app.command("write")(bench_all.write)


@app.command()
def attribution(data: Data, limit: Limit = None, score: Score = None) -> None:
    """Who said what: content, source and speaker, by type, beside a rule-based peer."""
    _print_scores("attribution", data, limit, score)


@app.command()
def timex(data: Data, limit: Limit = None, score: Score = None) -> None:
    """Dates and times: extents and values, beside dateparser and Recognizers-Text."""
    _print_scores("timex", data, limit, score)


@app.command()
def toponym(data: Data, limit: Limit = None, score: Score = None) -> None:
    """Places: found, and put where they lie, beside the most populous place of the name."""
    _print_scores("toponym", data, limit, score)


@app.command()
def quantity(data: Data, limit: Limit = None, score: Score = None) -> None:
    """Figures: values, units and bounds, beside quantulum3."""
    _print_scores("quantity", data, limit, score)


@app.command()
def events(data: Data, limit: Limit = None, score: Score = None) -> None:
    """Events: false facts first, then types, participants and status."""
    _print_scores("events", data, limit, score)


@app.command()
def matters(data: Dossiers, limit: Limit = None) -> None:
    """Across documents: matters, conflicts, origins, copies and threads on dossiers; or grouping and tolls on incidents."""
    from rich.console import Console

    from onrecord.bench.matters import TARGETS, run
    from onrecord.cli.progress import Progress

    with Progress("Measuring matters") as progress:
        scores = run(data, limit=limit, step=progress.pulse)
    for system in dict.fromkeys(name for _, name in scores):
        Console().print(_by_measure(system, {name: row for (name, of), row in scores.items() if of == system}, TARGETS))


def _by_measure(system: str, scores: dict[str, dict[str, float | None]], targets: dict[str, float]) -> Table:
    """One row for each measure, a column for each set; what could not be measured is left out."""
    from rich.table import Table

    table = Table("measure", *scores, "to reach", title=system)
    for measure in dict.fromkeys(name for row in scores.values() for name in row):
        found = [row.get(measure) for row in scores.values()]
        if any(share is not None for share in found):
            target = f"{targets[measure]:.2f}" if measure in targets else ""
            table.add_row(measure, *("" if share is None else f"{share:.3f}" for share in found), target)
    return table


def _print_scores(task: str, data: Path, limit: int | None, score: Path | None) -> None:
    """One row for each data set and system; a measure that a set does not allow stays empty."""
    from rich.console import Console

    from onrecord.cli.progress import Progress

    bench: Any = import_module(f"onrecord.bench.{task}")
    with Progress(f"Measuring {task}") as progress:
        scores = bench.run(data, limit=limit, score=score, step=progress.pulse)
    print_rows(task, scores)
    if note := getattr(bench, "NOTE", None):
        Console(width=max(Console().width, 160)).print(note)


def print_rows(task: str, scores: dict[tuple[str, str], dict[str, float | None]]) -> None:
    """Print what a bench came to, rows with the same measures in one table."""
    from rich.console import Console

    console = Console(width=max(Console().width, 160))
    for alike in _alike(scores):
        console.print(_table(task, alike))


def _alike(scores: dict[tuple[str, str], dict[str, float | None]]) -> list[dict[tuple[str, str], dict[str, float | None]]]:
    """Rows with the same measures together, in the order in which they come, so that no table is mostly empty."""
    groups: dict[frozenset[str], dict[tuple[str, str], dict[str, float | None]]] = {}
    for key, row in scores.items():
        known: dict[str, float | None] = {name: value for name, value in row.items() if value is not None}
        fitting = next((names for names in groups if names >= known.keys() or names <= known.keys()), frozenset(known))
        groups.setdefault(fitting, {})[key] = known
    return list(groups.values())


def _table(task: str, scores: dict[tuple[str, str], dict[str, float | None]]) -> Table:
    from rich.table import Column, Table

    measures = list(dict.fromkeys(name for row in scores.values() for name in row))
    table = Table(Column("set", no_wrap=True), Column("system", min_width=16), *measures, title=f"onrecord bench {task}")
    for (name, system), row in scores.items():
        table.add_row(name, system, *("" if row.get(m) is None else f"{row[m]:.3f}" for m in measures))
    return table


@app.command("read")
def reading(data: Data, count: Count = 200) -> None:
    """Speed and memory: documents and words a second, what each stage takes of the bare pipeline's time, growth with length."""
    from rich.console import Console
    from rich.table import Table

    from onrecord.bench.reading import growth, measure
    from onrecord.cli.progress import Progress

    with Progress("Reading", total=count) as progress:
        speed = measure(data, count, progress.step)
    console = Console()
    table = Table(
        "stage", "CPU seconds", "share of the bare pipeline's time", title=f"{speed.documents} documents, {speed.words} words"
    )
    for name, seconds in {"bare pipeline alone": speed.bare, **speed.stages, "reading, all stages": speed.reading}.items():
        table.add_row(name, f"{seconds:.2f}", f"{seconds / speed.bare:.2f}")
    console.print(table)
    console.print(f"{speed.documents / speed.reading:.1f} documents a CPU second, {speed.words / speed.reading:.0f} words")
    console.print(f"added to the bare pipeline: {speed.added:+.0%} of its time")
    grown = Table("characters", "CPU seconds", "microseconds a character", "peak MB", title="One document, longer and longer")
    for size, seconds, peak in growth(data):
        grown.add_row(f"{size}", f"{seconds:.1f}", f"{1e6 * seconds / size:.0f}", f"{peak:.0f}")
    console.print(grown)


@app.command("record")
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
    named = ["PostgreSQL" if place.startswith("postgres") else "SQLite" for place in places]
    title = f"{found[0].documents} documents, {found[0].claims} claims"
    table = Table("measure", *named, "target on SQLite; PostgreSQL within twice that", title=title)
    for name, target, values in _rows(found):
        table.add_row(name, *values, target)
    Console().print(table)
    for name, one in zip(named, found, strict=True):
        print(f"{name}: {one.fault or 'verify finds nothing wrong'}")


@app.command()
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


@app.command()
def batch(
    data: Data,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new folder for the corpus and the tables.")],
    count: Annotated[int, typer.Option(help="How many documents.")] = 20_000,
    workers: Annotated[int, typer.Option(help="Processes that read.")] = 2,
    engine: Annotated[list[str] | None, typer.Option(help="local, ray; all where none is named.")] = None,
) -> None:
    """A corpus read undisturbed, killed three times on the way, and on Ray with a worker killed: the tables row by row.

    Try:

      onrecord bench batch ../shared/data /tmp/corpus --count 400
    """
    from rich.console import Console
    from rich.table import Table

    from onrecord.bench.batch import measure
    from onrecord.cli.progress import Progress

    titles = "documents", "words", "claims", "set aside", "seconds", "documents a second", "killed", "peak MB, early", "late"
    table = Table("run", *titles, "differs from the undisturbed", title=f"{count} documents, {workers} processes")
    with Progress("Reading the corpus") as progress:
        for one in measure(data, count, folder, workers, engine or ("local", "ray"), progress.pulse):
            counts = one.documents, one.words, one.claims, one.aside, round(one.seconds)
            told = *counts, f"{one.rate:.1f}", one.killed, *one.memory
            table.add_row(one.name, *map(str, told), one.differs or "no")
    console = Console()
    console.width = max(console.width, 160)
    console.print(table)


@app.command()
def room(
    places: Annotated[list[str], typer.Argument(metavar="RECORD...", help="Records; what the crowd does is written into them.")],
    seconds: Annotated[float, typer.Option(help="How long the crowd is there; 0 leaves it out.")] = 60.0,
    readers: Annotated[int, typer.Option(help="People who read.")] = 50,
    reviewers: Annotated[int, typer.Option(help="People who accept, correct and reject.")] = 5,
) -> None:
    """The reading room of large records: the server's time for every page, then readers and reviewers all at once.

    Use copies: claims are accepted, corrected and rejected. The records of `onrecord bench record` will do.

    Try:

      onrecord bench room /tmp/large.db postgresql://me@localhost/large
    """
    from rich.console import Console
    from rich.table import Table

    from onrecord.bench.room import CROWDED, TARGET, crowd, pages
    from onrecord.bench.web import HEAVIEST, PAINTED, long_document
    from onrecord.cli.progress import Progress

    with Progress("Asking for every page") as progress:
        shown = long_document(progress.pulse)
        timed = [pages(place, progress.pulse) for place in places]
    named = ["PostgreSQL" if place.startswith("postgres") else "SQLite" for place in places]
    table = Table("page", *(f"{name}, {what}" for name in named for what in ("median", "p95")), title="Milliseconds of a page")
    for rows in zip(*timed, strict=True):
        table.add_row(rows[0].page, *(text for one in rows for text in (f"{one.median:.0f}", _late(one, TARGET))))
    Console().print(table)
    painted = "not painted: no Chromium and Playwright here" if shown.painted is None else f"first paint {shown.painted:.0f} ms"
    print(
        f"A document of {shown.characters} characters with {shown.highlights} highlights: {painted} (target {PAINTED:.0f}), "
        f"{shown.weight / 1000:.0f} KB as sent (target {HEAVIEST / 1000:.0f}), server {shown.served:.0f} ms"
    )
    for name, place in zip(named, places, strict=True) if seconds else ():
        one = crowd(place, readers, reviewers, seconds)
        kept = f"{one.kept} of {one.acknowledged} acts kept"
        print(
            f"{name}, {readers} readers and {reviewers} reviewers, {seconds:.0f} s: {one.requests} requests, "
            f"{one.failed} failed, {kept}; median {one.median:.0f} ms, p95 {one.late:.0f} ms (target {CROWDED:.0f})"
        )
        for failure in one.failures:
            print(f"  {failure}")


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
