"""`onrecord demo`: the sample statements that come with the package, read before your eyes."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

import typer

SAMPLES = ("interview.txt", "press-statement.html", "wire-report.txt")
SHOWN = "wire-report.txt"

Out = Annotated[Path, typer.Option(metavar="FOLDER", help="Where the pages are written.")]


def demo(out: Out = Path("onrecord-demo")) -> None:
    """Read three sample statements on one invented crisis, show the ledger of one and write a page for each."""
    from onrecord import workspace
    from onrecord.cli.progress import Progress
    from onrecord.cli.read import _prepare
    from onrecord.export import print_ledger, write_page

    _prepare()
    out.mkdir(parents=True, exist_ok=True)
    docs = {}
    with Progress("Reading the samples", total=len(SAMPLES)) as progress:
        for name in SAMPLES:
            with as_file(files("onrecord") / "samples" / name) as path:
                docs[name] = workspace.read(path)
            write_page(docs[name], out / f"{Path(name).stem}.html")
            progress.step()
    print_ledger(docs[SHOWN])
    claims = sum(len(doc.claims) for doc in docs.values())
    print(f"\nThat was the ledger of {SHOWN}, one of {len(SAMPLES)} invented statements with {claims} claims in all. Next:\n")
    for name in SAMPLES:
        print(f"  open {out / Path(name).stem}.html in a browser: the text and its ledger side by side")
    print("  onrecord read FILE              a statement of your own, on the terminal")
    print("  onrecord read FILE --html OUT   the same as a page")
    print("  onrecord read FILE --json       the same for a program")
