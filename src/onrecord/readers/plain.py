"""Plain text: the text itself, as it stands."""

from __future__ import annotations

import hashlib

from onrecord.errors import EmptySourceError, TooLargeError
from onrecord.model import Document, Evidence, Segment
from onrecord.readers.build import build
from onrecord.readers.draft import Draft, Given
from onrecord.settings import MEGABYTE, Settings


def from_text(text: str, given: Given, settings: Settings) -> Document:
    """A document of a string. Its evidence is the string in UTF-8.

    Raises:
        EmptySourceError: there is nothing but white space.
        TooLargeError: it is larger than the limit.
    """
    data = text.encode("utf-8", "surrogatepass")
    check_size(len(data), settings)
    check_text(text, "a text")
    segments = (Segment(0, len(text), 0, len(data)),)
    evidence = Evidence(
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type="text/plain",
        encoding="utf-8",
        uri=given.uri,
        collector=settings.collector,
        segments=segments,
    )
    return build(Draft(text, segments), given, evidence)


def check_size(size: int, settings: Settings, name: str = "a source") -> None:
    """Raise TooLargeError where `size` bytes are more than the settings allow."""
    if size > settings.max_bytes:
        raise TooLargeError(
            found=f"{name} of {size / MEGABYTE:.1f} MB",
            wanted=f"at most {settings.max_bytes / MEGABYTE:g} MB",
            hint="split it, or raise the limit with --max-size",
        )


def check_text(text: str, name: str) -> None:
    """Raise EmptySourceError where there is nothing but white space and invisible characters."""
    if not text.strip().strip("\ufeff\u200b\u200e\u200f\u2060").strip():
        raise EmptySourceError(
            found=f"{name} with nothing but white space" if text else f"an empty {name.removeprefix('a ')}",
            wanted="some text to read",
            hint="check that the right file was given and that it was saved with its text",
        )
