"""`onrecord bench speed`, `all` and `write`: reading at speed, all benches in one run, and the page that is made of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.table import Table

    from onrecord.bench.results import Outcome, Results

WIDE = 120
"""Columns that the table of speed needs."""

MOST = 12
"""Measures that can stand side by side; more stand below each other."""

Data = Annotated[Path, typer.Argument(help="The folder of the data sets.", exists=True, file_okay=False)]


def speed(
    data: Annotated[
        Path | None,
        typer.Argument(help="The folder of the data sets; else the package's samples, whose words repeat.", exists=True),
    ] = None,
    count: Annotated[int, typer.Option(min=0, help="Articles of 500 words; 0 leaves reading out.")] = 200,
    workers: Annotated[int, typer.Option(min=1, help="Processes that read.")] = 2,
    starts: Annotated[int, typer.Option(min=0, help="Cold starts; 0 leaves them out.")] = 5,
    memory: Annotated[int, typer.Option(min=0, help="Look at the memory of one process over so many documents.")] = 0,
    batch: Annotated[int, typer.Option(min=0, help="Send so many documents through each engine of onrecord batch.")] = 0,
) -> None:
    """How fast articles are read, beside bare spaCy and peers that do one part, with what is to be reached.

    All take turns on the same articles. Other programs slow what the clock says; CPU time tells more on a busy machine.

    Try:

      onrecord bench speed

      onrecord bench speed ../shared/data --memory 100000 --batch 2000
    """
    from rich.console import Console

    from onrecord.bench.results import this_machine
    from onrecord.bench.speed import Plan, run
    from onrecord.cli.progress import Progress

    machine = this_machine()
    with Progress("Measuring speed") as progress:
        found = run(data, Plan(count, workers, memory, starts, batch), progress.pulse)
    Console(width=max(Console().width, WIDE)).print(_speed_table(found, f"{count} articles of 500 words, {workers} processes"))
    for (name, system), row in found.items():
        held = {measure: value for measure, value in row.items() if measure.startswith("MB after")}
        for measure, value in held.items():
            print(f"{name}, {system}: {measure} documents {value:.0f}")
    print(machine)


def everything(
    data: Data,
    out: Annotated[
        Path | None, typer.Option("--json", help="Keep the results in this file; what it has of other benches stays.")
    ] = None,
    quick: Annotated[bool, typer.Option("--quick", help="A few texts of each: shows that all runs, and nothing else.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first so many documents of each set.")] = None,
    only: Annotated[list[str] | None, typer.Option(metavar="BENCH", help="Only this one; may be given again.")] = None,
    against: Annotated[Path | None, typer.Option(help="Compare with these results; a loss ends with status 1.")] = None,
    score: Annotated[Path | None, typer.Option(help="The folder of the scorers, if it is not beside the data.")] = None,
    documents: Annotated[int, typer.Option(min=10, help="Documents of the record that is filled.")] = 2_000,
) -> None:
    """Every bench in one run, with the peers that are installed: speed, scores, matters, a record and its reading room.

    Results are kept as soon as a bench is done. A measure is lost if it falls by more than tolerances.tsv allows.

    Try:

      onrecord bench all ../shared/data --json new.json --against docs/benchmarks.json

      onrecord bench write new.json docs/benchmarks.md
    """
    from onrecord.bench.everything import Asked, run
    from onrecord.bench.results import load, save
    from onrecord.cli.progress import Progress
    from onrecord.errors import DataError

    last = load(against) if against else None
    kept: Results = load(out) if out and out.exists() else {}
    found: Results = {}
    failed: list[str] = []
    with Progress("Measuring") as progress:
        for name, outcome in run(Asked(data, score, limit, quick, documents, progress.pulse), tuple(only or ())):
            if isinstance(outcome, DataError):
                failed.append(f"{name} was not measured. {outcome}")
                continue
            found[name] = outcome
            with progress.paused():
                _show(name, outcome)
            if out:
                save({**kept, **found}, out)
    for line in failed:
        print(f"onrecord: {line}")
    lost = _compare(found, last, whole=not only) if last is not None else False
    if failed or lost:
        raise typer.Exit(1)


def write(
    results: Annotated[Path, typer.Argument(metavar="JSON", help="What onrecord bench all --json wrote.", exists=True)],
    page: Annotated[Path, typer.Argument(help="The page, with markers around its tables.", exists=True, dir_okay=False)],
) -> None:
    """Make the tables of a page anew from results; the prose around them stays.

    Try:

      onrecord bench write docs/benchmarks.json docs/benchmarks.md
    """
    from onrecord.bench.page import rewrite
    from onrecord.bench.results import load

    new, left = rewrite(page.read_text(encoding="utf-8"), load(results))
    page.write_text(new, encoding="utf-8")
    print(f"Wrote {page}")
    if left:
        print(f"Left as they were, since nothing measured them: {', '.join(left)}")


def _compare(found: Results, last: Results, whole: bool) -> bool:
    """Say what was lost, and what could not be compared; whether anything was lost."""
    from onrecord.bench.losses import losses, uncompared

    lost = losses(found, last)
    for reason in uncompared(found, last if whole else {name: one for name, one in last.items() if name in found}):
        print(f"Not compared: {reason}")
    for loss in lost:
        print(f"Lost: {loss}")
    print(f"{len(lost)} measures lost." if lost else "Nothing lost.")
    return bool(lost)


def _show(name: str, outcome: Outcome) -> None:
    from rich.console import Console

    from onrecord.cli.bench_tables import by_measure, print_rows

    console = Console(width=max(Console().width, WIDE))
    if name == "speed":
        console.print(_speed_table(outcome.table, "onrecord bench speed"))
    elif all(len(row) <= MOST for row in outcome.table.values()):
        print_rows(name, outcome.table)
    else:
        for system in dict.fromkeys(system for _, system in outcome.table):
            console.print(by_measure(system, {key[0]: row for key, row in outcome.table.items() if key[1] == system}, {}))
    print(f"{name}: {outcome.seconds:.0f} s on {outcome.machine}")


def _speed_table(found: dict[tuple[str, str], dict[str, float | None]], title: str) -> Table:
    from rich.table import Table

    from onrecord.bench.targets import lines

    table = Table("measure", "onrecord", "beside it", "to reach", title=title)
    for line in lines(found):
        table.add_row(line.measure, line.value, line.beside, line.target)
    return table
