"""The record for reading as a Word file (Office Open XML) with real footnotes.

The parts are templates of our own: libraries that write such files know no footnotes, and a file needs only these few parts.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from onrecord.export.formats.brief import brief
from onrecord.export.formats.found import Found
from onrecord.export.formats.package import BEGINNING
from onrecord.export.formats.statements import moment
from onrecord.export.page import environment
from onrecord.export.safe import for_page

PARTS = {
    "[Content_Types].xml": "content-types.xml",
    "_rels/.rels": "rels.xml",
    "docProps/core.xml": "core.xml",
    "word/_rels/document.xml.rels": "document-rels.xml",
    "word/document.xml": "document.xml",
    "word/footnotes.xml": "footnotes.xml",
    "word/footer.xml": "footer.xml",
    "word/settings.xml": "settings.xml",
    "word/styles.xml": "styles.xml",
}
"""The files of the package, in the order in which they are written, and their templates."""

COLOURS = {
    "stated": "17694B",
    "hedged": "20697D",
    "open": "2C55A8",
    "possible": "8B5800",
    "denied": "B0241C",
    "position": "6D3D9C",
}
"""The colours in which a page shows how a statement stands, on white."""

_NO_XML = {0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}


def write(found: Found, out: Path) -> None:
    """Write it; the same record gives the same bytes."""
    told: dict[str, Any] = {"brief": brief(found), "colours": COLOURS, "moment": moment, "is_first": _First()}
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        for name, template in PARTS.items():
            info = ZipInfo(name, BEGINNING)
            info.compress_type, info.external_attr = ZIP_DEFLATED, 0o644 << 16
            with package.open(info, "w", force_zip64=False) as part:
                for piece in environment().get_template(f"docx/{template}").generate(**told):
                    part.write(for_page(piece).translate(_NO_XML).encode())


class _First:
    """Whether a note is referred to for the first time: Word knows one reference a footnote, others point to that."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def __call__(self, number: int) -> bool:
        is_first = number not in self._seen
        self._seen.add(number)
        return is_first
