"""Bytes to documents, one format per file.

`read_source` reads a file or bytes in any known format, `read_text` a text as it is; `expand` lists the files of folders.
"""

from __future__ import annotations

from onrecord.model import Document
from onrecord.readers.draft import Given
from onrecord.readers.plain import from_text
from onrecord.settings import Settings

__all__ = ["read_text"]

DEFAULTS = Settings()


def read_text(
    text: str,
    published: str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    uri: str | None = None,
    settings: Settings = DEFAULTS,
) -> Document:
    """A document whose text is exactly `text`, with its blocks, turns and own date, and no annotations yet.

    Args:
        text: the statement, in whatever layout.
        published: its date as EDTF or ISO, where the caller knows it; else its own date is used.
        publisher: who published it.
        title: its title; else its first line is taken where that looks like one.
        uri: where it comes from.
        settings: limits.

    Raises:
        EmptySourceError: the text is empty or blank.
        TooLargeError: the text is larger than `settings.max_bytes`.

    >>> doc = read_text("Minister: We met on Monday.")
    >>> doc.text
    'Minister: We met on Monday.'
    """
    return from_text(text, Given(published, publisher, title, uri), settings)
