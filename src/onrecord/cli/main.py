"""Entry point: the commands, and how errors reach a person. No fault of a source ever shows a traceback."""

from __future__ import annotations

import os
import sys

import typer

from onrecord import __version__
from onrecord.cli import (
    actors,
    batch,
    batch_matters,
    bench,
    demo,
    export,
    importing,
    matters,
    read,
    record,
    reread,
    review,
    schema,
    serve,
    settle,
    users,
    verify,
)
from onrecord.errors import OnrecordError

EXIT_FAILED = 1
EXIT_INTERRUPTED = 130
DEBUG = "ONRECORD_DEBUG"
STOPPED = "Stopped. Everything printed or written so far is complete."

app = typer.Typer(
    help="Turn statements into a record anyone can check: who said what, in which exact words.\n\n"
    "Start with: onrecord demo, then: onrecord read FILE, then: onrecord add RECORD FILE",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("read")(read.read)
app.command("demo")(demo.demo)
app.command("schema")(schema.schema)
app.command("add")(record.add)
app.command("claims")(record.claims)
app.command("search")(record.search)
app.command("actors")(actors.actors)
app.command("matters")(matters.matters)
app.command("matter")(matters.matter)
app.command("series")(matters.series)
app.command("threads")(matters.threads)
app.command("copies")(matters.copies)
app.command("settle")(settle.settle)
app.command("serve")(serve.serve)
app.command("batch")(batch.batch)
app.command("batch-matters")(batch_matters.batch_matters)
app.command("users")(users.users)
app.command("review")(review.review)
app.command("reread")(reread.reread)
app.command("orphans")(reread.orphans)
app.command("delete")(record.delete)
app.command("history")(record.history)
app.command("head")(verify.head)
app.command("verify")(verify.verify)
app.command("export")(export.export)
app.command("import")(importing.import_)
app.add_typer(bench.app, name="bench")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"onrecord {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version."),
) -> None:
    """Options that hold for every command."""


def main() -> None:
    """Run the command line and leave with its exit status: 0 done, 1 something could not be read, 2 wrong usage."""
    try:
        app()
    except OnrecordError as error:
        _fail(str(error), EXIT_FAILED)
    except KeyboardInterrupt:
        _fail(STOPPED, EXIT_INTERRUPTED)
    except SystemExit as left:
        if left.code == EXIT_INTERRUPTED:  # typer has caught the interrupt, and says nothing
            _fail(STOPPED, EXIT_INTERRUPTED)
        raise
    except BrokenPipeError:  # the reader of our output has gone, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        _fail(
            f"A fault of onrecord itself: {type(error).__name__}: {error}. Please report it; {DEBUG}=1 shows where it happened.",
            EXIT_FAILED,
        )


def _fail(message: str, status: int) -> None:
    print(f"onrecord: {message}", file=sys.stderr)
    sys.exit(status)
