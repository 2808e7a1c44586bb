"""Plain text: the text itself, as it stands."""

from __future__ import annotations

from dataclasses import replace

from onrecord.errors import EmptySourceError
from onrecord.model import Document, Evidence, Segment
from onrecord.readers.build import build
from onrecord.readers.decode import Decoded, segments
from onrecord.readers.draft import Draft, Given
from onrecord.readers.html_tokens import Run
from onrecord.readers.source import Source, check_size
from onrecord.settings import Settings
from onrecord.text import without_halves

INVISIBLE = "\ufeff\u200b\u200e\u200f\u2060"


def from_text(text: str, given: Given, settings: Settings) -> Document:
    """A document of a string. Its evidence is the string in UTF-8; half a character, as broken JSON has it, is U+FFFD.

    Raises:
        EmptySourceError: there is nothing but white space.
        TooLargeError: it is larger than the limit.
    """
    text = without_halves(text)
    data = text.encode()
    check_size(len(data), settings, "a text")
    check_text(text, "a text")
    evidence = Source(data, "a text", given.uri).evidence("text/plain", "utf-8", settings.collector)
    found = (Segment(0, len(text), 0, len(data)),)
    return build(Draft(text, found), given, replace(evidence, segments=found))


def from_plain(decoded: Decoded, data: bytes, given: Given, evidence: Evidence, name: str) -> Document:
    """A document of a text file.

    Raises:
        EmptySourceError: there is nothing but white space.
    """
    check_text(decoded.text, name)
    found = segments(decoded, data, [(0, Run(decoded.text, 0, len(decoded.text)))])
    return build(Draft(decoded.text, found), given, replace(evidence, segments=found))


def check_text(text: str, name: str) -> None:
    """Raise EmptySourceError where there is nothing but white space and invisible characters."""
    if not text.strip().strip(INVISIBLE).strip():
        raise EmptySourceError(
            found=f"{name} with nothing but white space" if text else f"{name} without a character",
            wanted="some text to read",
            hint="check that it is the right one and that it was saved with its text",
        )
