"""A statement as a reader is shown it: exact words in their sentence, who says them, how they stand, where they were found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.export.accounts import day
from onrecord.export.dates import describe
from onrecord.export.figures import number
from onrecord.export.formats.found import FoundClaim, FoundDocument
from onrecord.export.parts import cite_pages
from onrecord.export.side_by_side import rest_of_sentence
from onrecord.export.wording import say, standing_of, status_words_of, wording
from onrecord.matters.plain import Plain
from onrecord.text import fold

AROUND = 300
"""Characters of its sentence that are shown on each side of a claim, at the most."""

REJECTED = "rejected"
"""How a claim stands that a person took for none."""

NOBODY = "Sources that are not named, or not resolved"
"""The heading for what comes from nobody whose name is known."""

_BOUNDS = {"best": "", "low": "at least ", "high": "at most "}


@dataclass(frozen=True, slots=True)
class Source:
    """The document that words stand in, as it was found first; `times` is how often it was found.

    `uri` is None where the text was given by hand; `taken` is when it was found (ISO 8601), `sha256` that of the original bytes,
    and `container` the file that they were taken out of, with its hash.
    """

    document: str
    title: str | None
    publisher: str | None
    published: str
    uri: str | None
    sha256: str
    size: int
    taken: str | None
    collector: str | None
    times: int
    container: str | None = None

    @property
    def cited(self) -> str:
        """Publisher, title and day in one line."""
        return f"{self.publisher or 'no publisher'}, {_titled(self.title)}, {self.published}"


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim as it stands.

    `words` are exact, but that blanks and line breaks are one blank each; `before` and `after` are the rest of their sentence.
    `speaker` says who says it, also where nobody is named, and `voice` is the heading it belongs under;
    `status` what the words say of the event, `standing` the shape of that. `facts` are what was read from the words, and
    `people` what people said of the claim.
    """

    claim: str
    words: str
    before: str
    after: str
    start: int
    end: int
    page: str | None
    speaker: str
    voice: tuple[str, str]
    via: str | None
    standing: str
    status: str
    kind: str
    act: str | None
    facts: tuple[tuple[str, str], ...]
    people: tuple[str, ...]
    source: Source

    @property
    def place(self) -> str:
        """Where its words stand in the text, and on which page of a PDF file."""
        return f"{f'{self.page}, c' if self.page else 'C'}haracters {self.start} to {self.end}"

    @property
    def sign(self) -> str:
        """The shape that stands beside the words."""
        return "–" if self.standing == REJECTED else str(wording()["standing"][self.standing][0])

    @property
    def said_by(self) -> str:
        """Who says it, and through whom it comes."""
        return f"{self.speaker}, {self.via}" if self.via else self.speaker


def source_of(document: FoundDocument) -> Source:
    """Where a document was found first."""
    body, first = document.body, document.captures[0]
    told = body["title"], body["publisher"], _day(body["published"])
    kept = first["uri"], first["evidence"], first["size"], first["retrieved_at"], first["collector"]
    return Source(document.id, *told, *kept, len(document.captures), _container(first))


def _container(capture: Plain) -> str | None:
    """The file that bytes were taken out of, and its hash."""
    return f"{_one_line(capture['container'])}, SHA-256 {capture['container_sha256']}" if capture["container"] else None


def statement_of(claim: FoundClaim, source: Source) -> Statement:
    """A claim as it stands, with what a reader must know to judge it."""
    row = claim.row
    said = row.kind, row.status, row.stance, row.certainty
    before, after = _around(claim.document.text, row.start, row.end)
    return Statement(
        claim=claim.id,
        words=_one_line(row.words),
        before=before,
        after=after,
        start=row.start,
        end=row.end,
        page=cite_pages(claim.document.pages(row.start, row.end)),
        speaker=_speaker(claim),
        voice=_voice(claim),
        via=_via(claim),
        standing=REJECTED if claim.is_rejected else standing_of(*said).value,
        status="rejected by a person: not a claim" if claim.is_rejected else status_words_of(*said),
        kind=say("kinds", row.kind) or row.kind,
        act=say("acts", row.stance),
        facts=tuple(_facts(claim)),
        people=tuple(_people(claim)),
        source=source,
    )


def moment(at: str) -> str:
    """A moment in UTC as people read it.

    >>> moment("2024-03-05T08:00:00+00:00")
    '2024-03-05 08:00:00 UTC'
    """
    return f"{at[:10]} {at[11:19]} UTC"


def _speaker(claim: FoundClaim) -> str:
    """Who says it; where nobody is named, the words for them, or the publisher in whose own words it stands."""
    if claim.row.speaker:
        return claim.row.speaker
    if words := _unnamed(claim):
        return f"“{words}” (no name resolved)"
    if claim.attributions:
        return "a source that is not named"
    return f"{claim.row.publisher}, in its own words" if claim.row.publisher else "the document itself, which names no publisher"


def _unnamed(claim: FoundClaim) -> str | None:
    """The words for a source that has no name; None where the publisher itself speaks."""
    spans = [span for one in claim.attributions[:1] for span in one["source"]] or [claim.body["speaker_span"]]
    return " … ".join(_one_line(span["exact"]) for span in spans if span) or None


def _voice(claim: FoundClaim) -> tuple[str, str]:
    """What its heading is known by, and the heading: the speaker under all names, or the publisher."""
    if name := claim.row.speaker:
        actor = claim.speaker if claim.speaker and claim.speaker["name"] == name else {}
        return f"a:{actor.get('known') or fold(name)}", str(actor.get("called") or name)
    if _unnamed(claim) or claim.attributions or not claim.row.publisher:
        return "", NOBODY
    return f"p:{fold(claim.row.publisher)}", f"{claim.row.publisher}, in its own words"


def _via(claim: FoundClaim) -> str | None:
    names = [str(actor["name"]) for actor in claim.relays]
    return f"passed on by {', then by '.join(names)}" if names else None


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """The rest of the sentence, cut where it is long."""
    begin = max(0, start - AROUND)
    before, after = rest_of_sentence(text[begin : end + AROUND], start - begin, end - begin)
    is_cut = begin > 0 and len(before) >= len(_one_line(text[begin:start]))
    goes_on = end + AROUND < len(text) and len(after) >= len(_one_line(text[end : end + AROUND]))
    return ("… " if is_cut else "") + before, after + (" …" if goes_on else "")


def _facts(claim: FoundClaim) -> Iterator[tuple[str, str]]:
    row = claim.row
    if row.happened:
        yield "when", describe(row.happened) or row.happened
    if row.place:
        yield "where", row.place
    figures = [words + number(value) for name, words in _BOUNDS.items() if (value := getattr(row, name)) is not None]
    if figures:
        yield "how many", f"{', '.join(figures)} {row.counted or ''}".strip()
    if row.later:
        yield "later", say("later", row.later) or row.later


def _people(claim: FoundClaim) -> Iterator[str]:
    """What people said of it and did not take back."""
    for act in claim.said:
        if not act["undone"]:
            note = f": {act['note']}" if act["note"] else ""
            yield f"{act['who']} {say('said', act['act']) or act['act']} on {day(act['at'])}, line {act['line']}{note}{_set(act)}"


def _set(act: Plain) -> str:
    names = [wording()["fields"].get(name, name) for name in act["fields"]]
    return f" (set: {', '.join(names)})" if names and act["act"] == "correct" else ""


def _titled(title: str | None) -> str:
    if not title:
        return "without a title"
    return title if title[0] in '“"«„' else f"“{title}”"


def _day(published: str | None) -> str:
    return day(published) if published else "no date"


def _one_line(text: str) -> str:
    return " ".join(text.split())
