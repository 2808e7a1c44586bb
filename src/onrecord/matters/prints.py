"""What of a text is kept to find its copies: its words as numbers, its sentences as hashes, the marks of its maker."""

from __future__ import annotations

import re
import tomllib
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any
from zlib import crc32

from rensa import RMinHash

from onrecord.model import Document, Span
from onrecord.readers.dateline import MONTHS
from onrecord.text import fold

_PARTS = re.compile(r"[^\W_]+|[“”\"«»]|\n\s*\n|[.!?…](?=[\"”»']?\s)|\n")
_AGENCY = re.compile(r"^[^\n]{0,80}?\((?P<name>[A-Z][\w&.'’ -]{1,30})\)[^\n]{0,30}?(?:\s[-–—]{1,2}\s|:\s)")
_CREDIT = re.compile(r"(?:^|[.!?”\"]\s*)\((?P<name>[A-Z][\w&.'’ -]{1,30})\)(?:\s|$)", re.MULTILINE)
_WRAPPED = 55
"""Shortest line, in characters, that can be one of a paragraph set in lines; shorter ones are headings and mastheads."""

_HEAD = 3
"""Lines, blank ones apart, in which a text's own dateline stands; a copy has its masthead before it."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of some length: its first word, the word after its last, and the keys by which it meets like ones."""

    begin: int
    end: int
    keys: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A line that says that something is corrected.

    `days` are the months and days that it names, `titles` its quoted words, folded, `wrong` the figures that it takes back as
    hashed words, `near` its folded words with those of the line before it.
    """

    words: Span
    days: frozenset[tuple[int, int]]
    titles: frozenset[str]
    wrong: frozenset[tuple[int, ...]]
    near: str


@dataclass(frozen=True, slots=True)
class Prints:
    """A text as the search for copies sees it. Everything follows from the document; offsets are into its text.

    `words` are hashes of the folded words, `starts` and `ends` their offsets, `quoted` whether each stands in quotation marks (1)
    or not (0). `voice` is the publisher or the agency of the dateline, folded; `credits` are the folded names that it gives as
    its sources; `signed` says that an agency's sign-off ends it; `notices` are its lines of correction.
    """

    id: str
    words: array[int] = field(repr=False)
    starts: array[int] = field(repr=False)
    ends: array[int] = field(repr=False)
    quoted: bytes = field(repr=False)
    sentences: tuple[Sentence, ...] = field(default=(), repr=False)
    title: str | None = None
    published: str | None = None
    voice: str | None = None
    credits: frozenset[str] = frozenset()
    signed: bool = False
    notices: tuple[Notice, ...] = ()

    @property
    def day(self) -> str | None:
        """The day of publication, None where it is not known to the day."""
        return self.published[:10] if self.published and len(self.published) >= 10 else None


@cache
def limits() -> dict[str, Any]:
    """The thresholds and marks of `data/copies.toml`."""
    return tomllib.loads(files(__package__).joinpath("data", "copies.toml").read_text(encoding="utf-8"))


def prints_of(doc: Document, id: str | None = None) -> Prints:
    """The prints of a document, page furniture left out.

    >>> from onrecord.testing import make_document
    >>> prints = prints_of(make_document("ORVA (OPA) - Two bridges fell. “It was the flood,” a farmer said."))
    >>> len(prints.words), sum(prints.quoted), prints.voice
    (12, 4, 'opa')
    """
    words, sentences = _read(doc.text, doc.furniture)
    folded = [fold(doc.text[a:b]) for a, b, _ in words]
    keys = _keys([folded[i:j] for i, j in sentences])
    return Prints(
        id=id or doc.id,
        words=array("I", (crc32(word.encode()) for word in folded)),
        starts=array("I", (a for a, _, _ in words)),
        ends=array("I", (b for _, b, _ in words)),
        quoted=bytes(quoted for _, _, quoted in words),
        sentences=tuple(Sentence(i, j, k) for (i, j), k in zip(sentences, keys, strict=True)),
        title=fold(doc.title) if doc.title else None,
        published=doc.published,
        voice=_voice(doc),
        credits=_credits(doc.text),
        signed=_signed(doc.text),
        notices=tuple(_notices(doc.text)),
    )


def _read(text: str, furniture: Sequence[Span]) -> tuple[list[tuple[int, int, bool]], list[tuple[int, int]]]:
    """Words with their offsets and whether they are quoted, and the sentences as stretches of words."""
    words: list[tuple[int, int, bool]] = []
    breaks, quoted = [0], False
    for match in _PARTS.finditer(text):
        part = match.group()
        if part[0].isalnum():
            if not any(span.start <= match.start() < span.end for span in furniture):
                words.append((match.start(), match.end(), quoted))
        elif part in '“”"«»':
            quoted = part in "“«" or (part == '"' and not quoted)
        elif not _wraps(text, match.start()):
            breaks.append(len(words))
            quoted = quoted and "\n" not in part
    breaks.append(len(words))
    shortest = limits()["words"]["sentence"]
    return words, [(a, b) for a, b in pairwise(breaks) if b - a >= shortest]


def _wraps(text: str, end: int) -> bool:
    """Whether a line break only wraps a paragraph: the line that ends there is long, goes on below and ends in no full stop."""
    line = text[text.rfind("\n", 0, end) + 1 : end].rstrip()
    below = text[end + 1 : end + 2]
    return text[end] == "\n" and len(line) >= _WRAPPED and line[-1] not in '.!?:"”»' and not below.isspace()


def _keys(sentences: Sequence[Sequence[str]]) -> list[tuple[int, ...]]:
    """Keys of sentences: those that share most pairs of neighbouring words share a key."""
    hashes = limits()["hashes"]
    bands, rows = hashes["bands"], hashes["rows"]
    shingles = [[f"{a} {b}" for a, b in pairwise(words)] for words in sentences]
    digests = RMinHash.digests_from_token_sets(shingles, num_perm=bands * rows, seed=hashes["seed"]) if shingles else []
    return [tuple(_key(band, digest[band * rows : (band + 1) * rows]) for band in range(bands)) for digest in digests]


def _key(band: int, hashes: Sequence[int]) -> int:
    """A number of 63 bits, which every database can hold."""
    one, two = (crc32(repr((band, side, hashes)).encode()) for side in (0, 1))
    return (one << 31) ^ two


def _voice(doc: Document) -> str | None:
    if doc.publisher:
        return fold(doc.publisher)
    lines = [line.strip() for line in doc.text.splitlines() if line.strip()][:_HEAD]
    names = (match["name"] for line in lines if (match := _AGENCY.match(line)))
    return next((fold(name) for name in names), None)


def _credits(text: str) -> frozenset[str]:
    """Names in brackets where agencies are credited: alone after or before a paragraph, or in its dateline."""
    paragraphs = [line.strip() for line in text.splitlines() if line.strip()]
    datelines = {match["name"] for line in paragraphs if (match := _AGENCY.match(line))}
    return frozenset(fold(name) for name in datelines | {match["name"] for match in _CREDIT.finditer(text)} | _reporters(text))


def _reporters(text: str) -> set[str]:
    """Names that report: “the agency X reports”, “X reported”, “as reported by X”."""
    after, before = ("|".join(limits()["credit"][name]) for name in ("after", "before"))
    name = r"(?P<name>[A-Z][\w&’'-]*(?:\s[A-Z][\w&’'-]*){0,3})"
    forms = (rf"{name}\s(?:{after})\b", rf"\b(?:{before})\s(?:the\s(?:[a-z]+\s)?)?{name}")
    return {match["name"] for form in forms for match in re.finditer(form, text)}


def _signed(text: str) -> bool:
    """Whether the last line is an agency's sign-off, such as “OPA/kl/ro” or “OPA jt”."""
    last = next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "")
    return bool(re.fullmatch(r"[A-Z]{2,6}(?:[ /][a-z]{1,3}){1,3}", last))


def _notices(text: str) -> Iterator[Notice]:
    """The lines that say that something is corrected."""
    form, before = _notice_form(), ""
    for match in re.finditer(r"[^\n]*\S[^\n]*", text):
        line = match.group()
        if form.search(line):
            yield Notice(Span(match.start(), match.end()), _days(line), _titles(line), _wrong(line), fold(f"{before} {line}"))
        before = line


@cache
def _notice_form() -> re.Pattern[str]:
    correction = limits()["correction"]
    marks, phrases = "|".join(correction["marks"]), "|".join(correction["phrases"])
    return re.compile(rf"^\W*(?:{marks})\b|\((?:{marks})\b|[-–—]\s(?:{marks}):|\b(?:{phrases})\b", re.IGNORECASE)


def _days(line: str) -> frozenset[tuple[int, int]]:
    names = "|".join(MONTHS)
    day_first = rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m>{names})\b"
    month_first = rf"\b(?P<m>{names})\.?\s+(?P<d>\d{{1,2}})\b"
    found = (match for form in (day_first, month_first) for match in re.finditer(form, line, re.IGNORECASE))
    return frozenset((MONTHS[match["m"].lower()], int(match["d"])) for match in found)


def _titles(line: str) -> frozenset[str]:
    return frozenset(fold(match[1]) for match in re.finditer(r"[“\"]([^“”\"]{10,})[”\"]", line))


def _wrong(line: str) -> frozenset[tuple[int, ...]]:
    """Figures after “not”, “instead of” and the like: hashes of their words, as a text's own words are hashed."""
    instead = "|".join(limits()["correction"]["instead"])
    figures = re.finditer(rf"\b(?:{instead})\s+(\d[\d.,]*\d|\d|[a-z]+)", line)
    return frozenset(tuple(hashed(word) for word in re.findall(r"[^\W_]+", match[1])) for match in figures)


def hashed(word: str) -> int:
    """A word as a number, whatever its case and accents."""
    return crc32(fold(word).encode())
