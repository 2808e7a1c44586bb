"""What a test asks of a container: what came out of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.model import Document
from onrecord.readers import LeftOut, Refused, Source, read_source, unpack
from onrecord.settings import Settings

STATEMENT = "The last column left the valley on Monday, and nobody was hurt."


@dataclass
class Unpacked:
    """Sources, failures and what was left out, the last two by name."""

    sources: list[str | Path | bytes | Source] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    left: dict[str, str] = field(default_factory=dict)

    @property
    def docs(self) -> list[Document]:
        return [read_source(source) for source in self.sources]

    @property
    def opened(self) -> list[Source]:
        return [source for source in self.sources if isinstance(source, Source)]


def unpacked(source: str | Path | bytes | Source, settings: Settings | None = None) -> Unpacked:
    found = Unpacked()
    for one in unpack(source, settings or Settings()):
        if isinstance(one, Refused):
            found.refused[one.name] = str(one.error)
        elif isinstance(one, LeftOut):
            found.left[one.name] = one.reason
        else:
            found.sources.append(one)
    return found


def only(values: Iterable[str]) -> str:
    (value,) = values
    return value


def check_map(doc: Document) -> None:
    """Whatever maps character by character holds the same characters in the bytes."""
    assert doc.evidence
    data, encoding = doc.evidence.data, doc.evidence.encoding or "utf-8"
    assert doc.evidence.segments
    for segment in doc.evidence.segments:
        words, written = doc.text[segment.start : segment.end], data[segment.byte_start : segment.byte_end]
        assert 0 <= segment.byte_start <= segment.byte_end <= len(data)
        if len(words.encode(encoding, "replace")) == len(written):
            assert _plain(written.decode(encoding, "replace")) == _plain(words)  # in a page, a blank stands for any white space


def _plain(text: str) -> str:
    return re.sub(r"\s", " ", text)
