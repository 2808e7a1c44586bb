"""The bundle to be read: pages of documents, each claim with its words in their place, that need no script and no network."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from onrecord.export.bundle.contents import Contents, Row
from onrecord.export.dates import describe
from onrecord.export.page import environment, policy, static
from onrecord.export.safe import for_page
from onrecord.export.wording import say, standing_of, status_words_of, wording

PAGE = 100
"""Documents on one page."""

AROUND = 180
"""Characters of the text shown on each side of a claim."""

_FIELDS = {
    "words": "words",
    "kind": "kind",
    "status": "status",
    "stance": "stance",
    "certainty": "certainty",
    "speaker": "said by",
    "event_type": "event",
    "mode": "mode",
    "low": "at least",
    "best": "how many",
    "high": "at most",
    "counted": "of",
    "happened": "when",
    "place": "where",
}
"""What a person may set, in the order and in the words of the page."""

_SHOWN = ("speaker", "place")
_BOUNDS = {"best": "", "low": "at least ", "high": "at most "}
_STEPS = {"add": "added to the record", "capture": "found again", "reread": "read again", "delete": "deleted"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A claim as it stands on the page, with the text around it and what each layer says."""

    row: Row
    before: str
    after: str
    standing: str
    status: str
    kind: str
    act: str | None
    fields: list[tuple[str, str]]
    people: list[tuple[Row, list[tuple[str, str, str]]]]


def name_of(number: int) -> str:
    """The name of a page's file.

    >>> name_of(1), name_of(2)
    ('index.html', 'index-2.html')
    """
    return "index.html" if number == 1 else f"index-{number}.html"


class Page:
    """Page `number` of `last`, to which documents are added."""

    def __init__(self, contents: Contents, number: int, last: int, stamps: list[Row]) -> None:
        self._contents, self._number, self._last, self._stamps = contents, number, last, stamps
        self._documents: list[Row] = []

    def add(self, document: Row) -> None:
        """Add a document; what the page does not show of it is forgotten."""
        text = document["text"]
        shown = {name: document[name] for name in ("id", "title", "publisher", "published", "captures")}
        claims = [show(claim, text) for claim in document["claims"]]
        steps = [{**line, "did": _STEPS.get(line["act"], line["act"])} for line in document["lines"]]
        self._documents.append({**shown, "claims": claims, "steps": [_step(line) for line in steps], "size": len(text)})

    def html(self) -> str:
        """The page: one HTML file that needs no other."""
        style = static("tokens.css") + static("page.css") + static("bundle.css")
        page = environment().get_template("bundle.html")
        turn = {"before": self._number - 1, "after": self._number + 1, "last": self._last, "number": self._number}
        return for_page(
            page.render(
                contents=self._contents,
                documents=self._documents,
                stamps=self._stamps,
                turn=turn,
                name_of=name_of,
                wording=wording(),
                style=Markup(style),
                policy=policy(style),
            )
        )


def show(claim: Row, text: str) -> Shown:
    """A claim of a document's text, ready to be shown."""
    stands = claim["stands"]
    start, end = stands["start"], stands["end"]
    said = stands["kind"], stands["status"], stands["stance"], stands["certainty"]
    return Shown(
        claim,
        _cut(text[max(0, start - AROUND) : start], at_start=start > AROUND),
        _cut(text[end : end + AROUND], at_end=end + AROUND < len(text)),
        "rejected" if stands["review"] == "rejected" else standing_of(*said).value,
        status_words_of(*said),
        say("kinds", stands["kind"]) or stands["kind"],
        say("acts", stands["stance"]),
        [(_FIELDS[name], stands[name]) for name in _SHOWN if stands[name]] + _when(stands) + _figure(stands),
        [(act, _changes(act, claim["machine"] or {}, text)) for act in claim["people"]],
    )


def _when(stands: Row) -> list[tuple[str, str]]:
    """When it is said to have happened, in words."""
    value = stands["happened"]
    return [(_FIELDS["happened"], describe(value) or value)] if value else []


def _figure(stands: Row) -> list[tuple[str, str]]:
    """The claim's first figure, in one line."""
    figures = [words + _value(stands[name]) for name, words in _BOUNDS.items() if stands[name] is not None]
    return [("how many", f"{', '.join(figures)} {stands['counted'] or ''}".strip())] if figures else []


def _cut(words: str, *, at_start: bool = False, at_end: bool = False) -> str:
    """Text that was cut off somewhere, without the half of a word and without empty lines."""
    words = re.sub(r"\n\s+", "\n", words)
    if at_start:
        words = "… " + re.sub(r"^\S*\s", "", words, count=1)
    return re.sub(r"\s\S*$", "", words, count=1) + " …" if at_end else words


def _changes(act: Row, machine: Row, text: str) -> list[tuple[str, str, str]]:
    """What a person set: the field, the machine's value, the new one."""
    told = []
    for name, value in act["fields"].items():
        new = text[value[0] : value[1]] if name == "words" else value
        told.append((_FIELDS[name], _value(machine.get(name)), _value(new)))
    return told


def _value(value: Any) -> str:
    if value is None:
        return "nothing"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _step(line: Row) -> Row:
    return {name: line[name] for name in ("seq", "at", "who", "did", "note")}
