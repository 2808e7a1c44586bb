"""`onrecord batch-matters`: what follows from all documents of a batch run together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from onrecord.batch.matters import Compared

Out = Annotated[str, typer.Argument(metavar="OUT", help="The folder of tables that `onrecord batch` wrote.")]
AsOf = Annotated[str | None, typer.Option(help="The day for which the states of threads are told, YYYY-MM-DD; else today.")]
Memory = Annotated[int, typer.Option(min=128, help="Megabytes of memory for joining; the rest takes a few hundred more.")]


def batch_matters(out: Out, as_of: AsOf = None, memory: Memory = 1_000) -> None:
    """Hold all documents of a batch run against each other: matters, accounts, series, threads and copies, as tables in OUT.

    The answers are those of a record with the same documents in it, without holding them in memory: what may belong together is
    looked up on the disk. The tables are matters, accounts, account_claims, relations, series, threads, responses and copies;
    OUT/columns-matters.json says what each column holds. What was found before is replaced when all is found.

    `onrecord batch IN OUT --matters` does this after reading.

    Try:

      onrecord batch-matters tables/

      duckdb -c "SELECT question, answer, origins FROM 'tables/matters/*.parquet' JOIN 'tables/accounts/*.parquet' USING (matter)"
    """
    compare(out, as_of, memory)


def compare(out: str, as_of: str | None = None, memory: int = 1_000) -> None:
    """Find what follows, with a bar for each piece of the work, and tell what there is."""
    from onrecord.batch.matters import find_matters
    from onrecord.cli.progress import Progress

    with Progress("Comparing") as bar:
        found = find_matters(out, as_of, memory, lambda what, done, total: bar.reached(done, max(total, 1), what))
    print(_told(out, found))


def _told(out: str, found: Compared) -> str:
    rows = found.rows
    told = f"{rows['matters']} matters with {rows['accounts']} accounts, {rows['threads']} threads, {rows['copies']} copies"
    return f"{out}: of {found.documents} documents, {told}; threads as of {found.as_of}."
