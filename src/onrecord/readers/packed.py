"""Files that are no text before they are unpacked: PDF, Word and OpenDocument. Which of them bytes are, and who reads them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

from onrecord.errors import ReadError
from onrecord.model import Document
from onrecord.readers.draft import Given
from onrecord.readers.kinds import DOCX, ODT, PDF, plain_type
from onrecord.readers.source import Source
from onrecord.settings import Settings

KINDS = {PDF: "a PDF file", DOCX: "a Word document", ODT: "an OpenDocument text"}

_OLD = b"\xd0\xcf\x11\xe0"
_MARKS = b"\xef\xbb\xbf \t\r\n\0"

Reader = Callable[[Source, Given, Settings], Document]


def packed_type(data: bytes, named: str | None, name: str) -> str | None:
    """The media type of a packed file by its first bytes and its parts, None where it is none. `named` is what it is said to be.

    Raises:
        ReadError: it is said to be a packed file and is not.

    >>> packed_type(b"%PDF-1.7", None, "a.pdf"), packed_type(b"The army left.", "text/plain", "a.txt")
    ('application/pdf', None)
    """
    named = plain_type(named)
    if data[:64].lstrip(_MARKS).startswith(b"%PDF-") or (named == PDF and b"%PDF-" in data[:1024]):
        return PDF
    if data.startswith(b"PK\x03\x04") and (found := _zipped(data)):
        return found
    if named in KINDS:
        raise _is_none(data, named, name)
    return None


def packed_reader(media_type: str) -> Reader:
    """The function that reads files of this type."""
    if media_type == PDF:
        from onrecord.readers.pdf import from_pdf

        return from_pdf
    if media_type == DOCX:
        from onrecord.readers.docx import from_docx

        return from_docx
    from onrecord.readers.odt import from_odt

    return from_odt


def _zipped(data: bytes) -> str | None:
    """What an archive is by its parts."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            kind = archive.open("mimetype").read(200) if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return None
    if kind.startswith(ODT.encode()):
        return ODT
    return DOCX if "[Content_Types].xml" in names and any(name.startswith("word/document") for name in names) else None


def _is_none(data: bytes, named: str, name: str) -> ReadError:
    kind = KINDS[named]
    if data.startswith(_OLD):
        hint = "open it with its password, or in the program that made it, and save it as .docx without a password"
        return ReadError(found=f"{name}, locked with a password or in the form of old Word versions", wanted=kind, hint=hint)
    damaged = data.startswith(b"PK")
    return ReadError(
        found=f"{name}, {'a damaged file' if damaged else f'which is not {kind} although it is named as one'}",
        wanted=kind,
        hint="check that it was saved whole" if damaged else "open it to see what it is; often it says why",
    )
