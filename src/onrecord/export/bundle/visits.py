"""The visits of a bundle's pages as a web archive: made while documents are written, and put in behind them."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from types import TracebackType

from onrecord.export.bundle.bag import Bag
from onrecord.export.bundle.contents import Contents, Row
from onrecord.export.webarchive import WebArchive

NAME = "data/captures.wacz"
WITHOUT = "Documents that were added as files or as text have no visit, and are not in it."
"""What a reader must know of what is not in a web archive."""

_PIECE = 1 << 20


class Visits:
    """A web archive that grows on the disk of the bundle. There is none where no page was fetched."""

    def __init__(self, contents: Contents, folder: Path, version: str) -> None:
        self._evidence = contents.evidence
        self._stream = tempfile.TemporaryFile(dir=str(folder))  # noqa: SIM115 (closed by `__exit__`)
        told = f"Pages that were fetched for the record {contents.record}, as of line {contents.seq}:{contents.hash}. {WITHOUT}"
        title, at = f"Record {contents.record[:8]}: pages", f"{contents.at[:19]}Z"
        self._archive = WebArchive(self._stream, title, told, at, f"onrecord {version}")

    def __enter__(self) -> Visits:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self._archive.close()
        self._stream.close()

    def add(self, document: Row) -> None:
        """Take in the visits of a document."""
        for capture in document["captures"]:
            if sha256 := capture["warc"]:
                if sha256 not in self._archive:
                    self._archive.add(sha256, self._evidence(sha256))
                self._archive.page(f"{document['id']}-{capture['seq']}", capture["uri"], document["title"], sha256)

    def put(self, bag: Bag) -> None:
        """Put it into the bag, if there is any visit."""
        if not self._archive.warcs:
            return
        self._archive.seal()
        self._stream.seek(0)
        with bag.open(NAME, large=True) as sink:
            shutil.copyfileobj(self._stream, sink, _PIECE)
