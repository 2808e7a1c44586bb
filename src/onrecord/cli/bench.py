"""`onrecord bench`: the numbers of the documentation, printed again."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from onrecord.cli import bench_all, bench_corpus, bench_size

app = typer.Typer(help="Measure reading over development data, beside a peer where one can run.", no_args_is_help=True)

Data = Annotated[Path, typer.Argument(help="The folder of the data sets.", exists=True, file_okay=False)]
Dossiers = Annotated[Path, typer.Argument(help="A folder of dossiers with gold.json, or a file of incidents.", exists=True)]
Count = Annotated[int, typer.Option(help="How many documents.")]


Limit = Annotated[int | None, typer.Option(help="Only the first so many documents of each set.")]
Score = Annotated[Path | None, typer.Option(help="The folder of the scorers, if it is not beside the data.")]

app.command("all")(bench_all.everything)
app.command("speed")(bench_all.speed)
app.command("write")(bench_all.write)
app.command("record")(bench_size.record)
app.command("scale")(bench_size.scale)
app.command("corpus")(bench_corpus.corpus)
app.command("room")(bench_size.room)


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
    from onrecord.cli.bench_tables import by_measure
    from onrecord.cli.progress import Progress

    with Progress("Measuring matters") as progress:
        scores = run(data, limit=limit, step=progress.pulse)
    for system in dict.fromkeys(name for _, name in scores):
        Console().print(by_measure(system, {name: row for (name, of), row in scores.items() if of == system}, TARGETS))


def _print_scores(task: str, data: Path, limit: int | None, score: Path | None) -> None:
    """One row for each data set and system; a measure that a set does not allow stays empty."""
    from rich.console import Console

    from onrecord.cli.bench_tables import print_rows
    from onrecord.cli.progress import Progress

    bench: Any = import_module(f"onrecord.bench.{task}")
    with Progress(f"Measuring {task}") as progress:
        scores = bench.run(data, limit=limit, score=score, step=progress.pulse)
    print_rows(task, scores)
    if note := getattr(bench, "NOTE", None):
        Console(width=max(Console().width, 160)).print(note)


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
