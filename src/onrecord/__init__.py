"""onrecord turns statements about a crisis into a record that anyone can check.

>>> doc = read_text('"Nobody was hurt," Mayor Ida Holm said on Monday.', published="2024-03-06")
>>> [(a.type.value, doc.actor(a.speaker).name) for a in doc.attributions]
[('direct', 'Ida Holm')]
>>> doc.timexes[0].value
'2024-03-04'

Importing this package loads no model; the first text that is read does.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from onrecord.errors import OnrecordError
from onrecord.settings import Settings

if TYPE_CHECKING:
    from onrecord.model import Document
    from onrecord.store import Store

__version__ = "0.1.0"
__all__ = ["OnrecordError", "Settings", "open", "read", "read_many", "read_text"]


def read(source: str | os.PathLike[str] | bytes, *, settings: Settings | None = None, **given: Any) -> Document:
    """The statement in a file, at an address or in bytes, as an annotated document.

    `given` may hold `published` (EDTF or ISO 8601), `publisher`, `title` and `uri`; they win over what the source says.

    Raises:
        ReadError: it could not be opened, or holds no text.
        LanguageError: it is in a language that cannot be read yet.
    """
    from onrecord import workspace

    return workspace.read(source, settings, **given)


def read_text(
    text: str,
    *,
    published: str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    settings: Settings | None = None,
) -> Document:
    """A text as an annotated document; `doc.text == text`, and all offsets count its code points.

    `published` is the day from which relative dates count (EDTF or ISO 8601).

    Raises:
        ReadError: the text is blank or longer than `settings.max_bytes`.
        LanguageError: it is in a language that cannot be read yet.
    """
    from onrecord import workspace

    return workspace.read_text(text, settings, published=published, publisher=publisher, title=title)


def read_many(
    items: Iterable[str | os.PathLike[str] | bytes], *, workers: int = 1, settings: Settings | None = None
) -> Iterator[Document]:
    """The documents of many sources, in their order, as they become ready; a source that fails is named in a warning.

    Folders, archives, mailboxes, web archives and tables give a document for each statement that they hold.

    >>> [doc.title for doc in read_many([])]
    []
    """
    from onrecord import workspace

    return workspace.read_many(items, settings, workers=workers, on_error=_warn, on_left=_warn)


def open(place: str | os.PathLike[str], *, who: str | None = None, create: bool = True) -> Store:
    """The record at a path (SQLite) or a postgresql:// address, made if there is none and `create` is set.

    >>> with open(":memory:", who="ana") as record:
    ...     added = record.add(read_text('"Nobody was hurt," Mayor Ida Holm said.'))
    ...     [claim.words for claim in record.claims(speaker="holm")]
    ['Nobody was hurt']

    Raises:
        NoRecordError: there is none and `create` is not set, or something else is there.
        NewerRecordError: a newer version of onrecord made it.
        StoreError: it cannot be reached.
    """
    from onrecord import workspace

    return workspace.open_record(place, who=who, create=create)


def _warn(source: object, error: OnrecordError | str) -> None:
    name = "bytes" if isinstance(source, bytes) else str(source)
    warnings.warn(f"{name} was left out. {error}", stacklevel=3)
