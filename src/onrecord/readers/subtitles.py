"""WebVTT and SRT: cues with times, joined into what each voice says.

Cues cut sentences where the screen ends; the cues of one voice are joined with blanks, so that a sentence is whole again.
Libraries for these formats give no places in the file, which the evidence needs, so the few rules of the formats are here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.errors import EmptySourceError
from onrecord.model import Document, Evidence
from onrecord.readers.build import build
from onrecord.readers.decode import Decoded, segments
from onrecord.readers.draft import Draft, Given, Timed
from onrecord.readers.html_tokens import Run
from onrecord.readers.labels import Strength, key_of, strength_of
from onrecord.text import Offsets, squeeze

PAUSE = 4.0
"""Seconds of silence after a sentence from which on the same voice begins a new paragraph."""

_TIME = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMES = re.compile(rf"^[ \t]*{_TIME}[ \t]+-->[ \t]+{_TIME}[^\r\n]*(?:\r\n|\r|\n|$)", re.MULTILINE)
_BLANK = re.compile(r"(?:\r\n|\r|\n)[ \t]*(?=\r\n|\r|\n|$)")
_MARKUP = re.compile(r"<v(?:\.[^\s<>]{0,200})?[ \t]{1,9}+(?P<voice>[^<>]{1,200})>|<[^<>]{0,200}>|\{\\[^{}]{0,100}\}|&\w{2,6};")
_NAME = r"[A-ZÀ-Þ][\w.'’-]*(?: [A-ZÀ-Þ0-9][\w.'’-]*){0,4}(?: \([^()]{1,40}\))?"
_SPOKEN = re.compile(rf"[ \t]*+(?:>>++|[-–—])?[ \t]*+(?P<voice>{_NAME})[ \t]*:(?=\s)")
_LABELS = re.compile(rf"^{_SPOKEN.pattern}", re.MULTILINE)
_LINE = re.compile(r"[^\r\n]+")
_WORD = re.compile(r"\S+")
_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*$")
_HEADER = re.compile(r"^(?P<name>Language|Title|Kind):[ \t]*(?P<value>.+)$", re.MULTILINE | re.IGNORECASE)
_REFERENCES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&nbsp;": "\xa0", "&lrm;": "\u200e", "&rlm;": "\u200f"}


@dataclass(frozen=True, slots=True)
class Cue:
    """Words shown from `begins` to `ends`, in seconds, with the voice that its markup or its label names."""

    begins: float
    ends: float
    voice: Run | None
    words: tuple[Run, ...]


def is_srt(head: str) -> bool:
    r"""Whether a text begins as SRT does.

    >>> is_srt("1\n00:00:01,000 --> 00:00:02,000\nHello")
    True
    """
    return bool(re.match(rf"\s*\d+\s*\n\s*{_TIME}\s+-->\s+{_TIME}", head.lstrip("\ufeff")))


def from_subtitles(decoded: Decoded, data: bytes, given: Given, evidence: Evidence, name: str) -> Document:
    """A document of subtitles: each voice's words as a paragraph behind its label, turns with times.

    Raises:
        EmptySourceError: no cue has words.
    """
    spoken = list(cues(decoded.text))
    if not spoken:
        raise EmptySourceError(
            found=f"{name} without a cue that has words",
            wanted="subtitles such as `00:00:01.000 --> 00:00:03.000` with a line below",
            hint="check the time codes, or save it as .txt",
        )
    builder = _Builder(decoded.text)
    for cue in spoken:
        builder.cue(cue)
    found = segments(decoded, data, builder.runs)
    stated = _header(decoded.text) if decoded.text.lstrip().startswith("WEBVTT") else {}
    draft = Draft(
        "".join(builder.parts),
        found,
        labels=tuple(builder.labels),
        unnamed=tuple(builder.unnamed),
        times=tuple(builder.times),
        facts=stated,
    )
    return build(draft, given, replace(evidence, segments=found))


def cues(text: str) -> Iterator[Cue]:
    """The cues of a file, a new one wherever its markup or a label changes the voice."""
    found = list(_TIMES.finditer(text))
    often = {key for key, count in Counter(map(key_of, _LABELS.findall(text))).items() if count > 1}
    limits = [*(match.start() for match in found[1:]), len(text)]
    for match, limit in zip(found, limits, strict=False):
        blank = _BLANK.search(text, match.end() - 1, limit)
        end = blank.start() if blank else limit
        begins, ends = _seconds(match.groups()[:4]), _seconds(match.groups()[4:])
        for voice, words in _voices(text, match.end(), max(match.end(), end), often):
            if words:
                yield Cue(begins, ends, voice, tuple(words))


def _seconds(parts: Sequence[str | None]) -> float:
    hours, minutes, seconds, fraction = parts
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0) + float(f"0.{fraction}")


def _voices(text: str, start: int, end: int, often: Collection[str]) -> Iterator[tuple[Run | None, list[Run]]]:
    voice: Run | None = None
    words: list[Run] = []
    place = start
    for match in [*_MARKUP.finditer(text, start, end), None]:
        for label, run in _labelled(text, place, match.start() if match else end, often):
            if label:
                yield voice, words
                voice, words = label, []
            words += run
        if match and match["voice"]:
            yield voice, words
            voice, words = Run(match["voice"], *match.span("voice")), []
        elif match and match.group() in _REFERENCES:
            words.append(Run(_REFERENCES[match.group()], match.start(), match.end()))
        place = match.end() if match else end
    yield voice, words


def _labelled(text: str, start: int, end: int, often: Collection[str]) -> Iterator[tuple[Run | None, list[Run]]]:
    """Words of each line, with the label that opens it."""
    for line in _LINE.finditer(text, start, end):
        match = _SPOKEN.match(text, line.start(), line.end())
        label = Run(match["voice"], *match.span("voice")) if match and _is_label(match["voice"], often) else None
        first = match.end() if match and label else line.start()
        yield label, [Run(word.group(), *word.span()) for word in _WORD.finditer(text, first, line.end())]


def _is_label(words: str, often: Collection[str]) -> bool:
    strength = strength_of(words)
    return strength is not None and (strength > Strength.NAME or words.isupper() or key_of(words) in often)


class _Builder:
    """The text of a document as it grows, with what is known of its parts."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.marked = "<v" in source
        self.parts: list[str] = []
        self.place = 0
        self.voice: str | None = None
        self.last: Cue | None = None
        self.runs: list[tuple[int, Run]] = []
        self.labels: list[Offsets] = []
        self.unnamed: list[int] = []
        self.times: list[Timed] = []

    def cue(self, cue: Cue) -> None:
        voice = squeeze(cue.voice.text) if cue.voice else None
        changed = voice != self.voice and (voice is not None or (self.marked and self.ended()))
        if self.last:
            self.glue("\n\n" if changed or (self.ended() and cue.begins - self.last.ends >= PAUSE) else " ")
        if changed:
            self.speaker(cue.voice, voice)
        start = self.place
        for number, run in enumerate(cue.words):
            if number and not self.touch(cue.words[number - 1], run):
                self.glue(" ")
            self.put(run)
        self.times.append(Timed(start, self.place, cue.begins, cue.ends))
        self.last = cue

    def touch(self, before: Run, run: Run) -> bool:
        """Whether only markup stands between two runs."""
        return not _MARKUP.sub("", self.source[before.end : run.start])

    def ended(self) -> bool:
        """Whether the last cue ended with a sentence."""
        return self.last is None or bool(_SENTENCE.search(self.last.words[-1].text))

    def speaker(self, label: Run | None, voice: str | None) -> None:
        self.voice = voice
        if label is None:
            self.unnamed.append(self.place)
            return
        self.labels.append((self.place, self.place + len(label.text)))
        self.put(label)
        self.glue(": ")

    def put(self, run: Run) -> None:
        self.runs.append((self.place, run))
        self.glue(run.text)

    def glue(self, words: str) -> None:
        self.parts.append(words)
        self.place += len(words)


def _header(text: str) -> dict[str, str]:
    head = text[: text.find("-->")]
    found = {match["name"].lower(): match["value"].strip() for match in _HEADER.finditer(head)}
    return {name: found[name] for name in ("language", "title") if name in found}
