"""The forms in which a record is handed on, one module each: a function `write(found, out)` that writes one file.

`write` is given what is exported and the path of a new file. It need not care for a file that is left half-written, for one that
is there already or for the journal: `workspace.export_as` does. A format of several tables writes one zip file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import ExportError, QueryError

if TYPE_CHECKING:
    from onrecord.export.formats.found import Found

Write = Callable[["Found", Path], None]


@dataclass(frozen=True, slots=True)
class Format:
    """A form of export. `module` is the one below this package that writes it, `suffix` what its files end with.

    `help` says in a line for whom it is. `events` is set where it takes only what is said to have happened, unless `--not-done`
    is given; `compares` where it tells what follows from all documents together, which takes time in a large record. `needs` is a
    package that it cannot do without, `extra` the extra of onrecord that brings it. `whole` is set where no filter makes sense,
    `alone` where it can also do without what follows from documents together.
    """

    module: str
    suffix: str
    help: str
    events: bool = False
    compares: bool = False
    needs: str | None = None
    extra: str | None = None
    whole: bool = False
    alone: bool = False

    def writer(self) -> Write:
        """The function that writes it.

        Raises:
            ExportError: a package that it needs is not installed.
        """
        if self.needs and find_spec(self.needs) is None:
            hint = f"run pip install 'onrecord[{self.extra}]'" if self.extra else f"run pip install {self.needs}"
            raise ExportError(found=f"no package {self.needs}", wanted=f"what writes {self.module}", hint=hint)
        write: Write = import_module(f"{__name__}.{self.module}").write
        return write


FORMATS = {
    "jsonl": Format("jsonl", ".jsonl", "everything, without loss; onrecord import takes it in", whole=True),
    "csv": Format("csv", ".csv", "the ledger, one row a claim, for spreadsheets and pandas", compares=True, alone=True),
    "xlsx": Format("xlsx", ".xlsx", "the ledger as a workbook, with a sheet about its columns", compares=True, alone=True),
    "parquet": Format(
        "parquet", ".parquet", "the ledger for DuckDB, pandas and R", compares=True, alone=True, needs="pyarrow", extra="parquet"
    ),
    "datapackage": Format(
        "datapackage", ".zip", "claims, documents, actors and accounts as CSV tables with their description", compares=True
    ),
    "plover": Format("plover", ".jsonl", "PLOVER events, one a line, for conflict researchers", events=True),
    "ged": Format("ged", ".csv", "events in columns like UCDP GED's, with low, best, high", events=True, compares=True),
    "acled": Format("acled", ".csv", "events in columns like ACLED's", events=True, compares=True),
    "huridocs": Format(
        "huridocs", ".zip", "events, acts, persons, involvement, information, sources, linked", events=True, compares=True
    ),
    "dossier": Format("dossier", ".html", "one page to read and print, a note on each statement's source", compares=True),
    "markdown": Format("markdown", ".md", "the same as text with footnotes", compares=True),
    "annotations": Format("annotations", ".jsonld", "W3C Web Annotations, one a claim, for annotation tools"),
    "docx": Format("docx", ".docx", "the same as a Word file with footnotes", compares=True),
    "schemaorg": Format(
        "schemaorg", ".jsonld", "schema.org claims and quotations; reviews only where a person gave a verdict", compares=True
    ),
    "prov": Format("prov", ".json", "W3C PROV: captures, readings and corrections, with who and what did them"),
    "ftm": Format("ftm", ".ftm.json", "FollowTheMoney entities, one a line, for Aleph and OpenAleph"),
    "wacz": Format("wacz", ".wacz", "fetched pages as a web archive, to be shown again"),
}
"""Every format but `bundle` and `json`, by the name that a person gives."""


def find_format(name: str) -> Format:
    """The format with this name.

    Raises:
        QueryError: there is none.
    """
    if name not in FORMATS:
        raise QueryError(found=f"the format {name!r}", wanted=", ".join(("bundle", "json", *FORMATS)), hint="give one of them")
    return FORMATS[name]
