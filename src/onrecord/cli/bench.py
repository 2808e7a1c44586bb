"""`onrecord bench`: the numbers of the documentation, printed again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Measure reading over development data, beside a peer where one can run.", no_args_is_help=True)

Data = Annotated[Path, typer.Argument(help="The folder of the data sets.", exists=True, file_okay=False)]
Count = Annotated[int, typer.Option(help="How many documents.")]


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
