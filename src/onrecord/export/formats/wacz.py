"""The pages that were fetched, as a web archive: each visit as it was sent, to be shown again in a browser."""

from __future__ import annotations

from pathlib import Path

from onrecord.errors import ExportError
from onrecord.export.bundle.visits import WITHOUT
from onrecord.export.formats.found import Found, FoundDocument
from onrecord.export.webarchive import WebArchive


def write(found: Found, out: Path) -> None:
    """Write one WACZ with every visit of the documents that fit.

    Raises:
        ExportError: there is no visit among them.
    """
    told = f"Pages that were fetched for the record {found.record}, as of line {found.head}."
    archive = WebArchive(
        out, f"Record {found.record[:8]}: pages", f"{told} {WITHOUT}", created(found.at), f"onrecord {found.version}"
    )
    try:
        for document in found.documents():
            _add(archive, document)
        if not archive.warcs:
            hint = "take the bundle, which holds the original bytes of files, or fetch pages by onrecord add RECORD ADDRESS"
            raise ExportError(found="no page that was fetched by its address", wanted="at least one", hint=hint)
        archive.seal()
    finally:
        archive.close()


def created(at: str) -> str:
    """A moment as the description tells it, to the second.

    >>> created("2024-03-05T08:00:00.123+00:00")
    '2024-03-05T08:00:00Z'
    """
    return f"{at[:19]}Z"


def _add(archive: WebArchive, document: FoundDocument) -> None:
    for capture in document.captures:
        if sha256 := capture["warc"]:
            if sha256 not in archive:
                archive.add(sha256, document.found.evidence(sha256))
            archive.page(f"{document.id}-{capture['seq']}", capture["uri"], document.body["title"], sha256)
