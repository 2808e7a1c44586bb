"""What a ledger is made of: frozen data, ready to be shown, the same for the terminal, the page and JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.export.wording import Standing
from onrecord.model import ClaimKind


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the text: half-open code points `[start, end)` and the characters between them."""

    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A place that a name could mean as well, and why it was not taken."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Detail:
    """One field of an entry: the words first, then what was understood.

    `slot` names the field (`who`, `whom`, `order`, `means`, `when`, `where`, `many`, `ground`, `condition`, `purpose`,
    `hedge`, `basis`; `speech` and `why` outside of an entry's fields) and `label` says it in plain words. `reading` is what
    the words were taken to mean, None where they stand for themselves; `value` the same for machines (TIMEX3, coordinates).
    `note` says why; `choices` what else it could be.
    """

    slot: str
    label: str
    words: Words
    reading: str | None = None
    value: str | None = None
    note: str | None = None
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Voice:
    """One link of the chain of saying. `name` is the resolved actor's, or else the words of the source as they stand.

    `words` are those of the source, `cue` those of the saying ("told"); None where the text has none. `reading` is the name
    where it says more than the words.
    """

    name: str
    resolved: bool
    reading: str | None = None
    words: Words | None = None
    cue: Words | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One claim. `number` counts the claims in text order from 1.

    `status` says in plain words whether the event is said to have happened; `standing` is the shape that goes with it.
    `chain` is who says it, innermost first ("the minister, relayed by the agency"), and `voices` its links. `act` is what
    the speaker does beyond saying so (accuses, admits, passes on). `reasons` are the words that settled the status. `pages` are
    those of a PDF file that its words stand on, from 1.
    """

    number: int
    id: str
    kind: ClaimKind
    words: Words
    standing: Standing
    status: str
    chain: str
    voices: tuple[Voice, ...]
    act: str | None = None
    details: tuple[Detail, ...] = ()
    reasons: tuple[Detail, ...] = ()
    pages: tuple[int, ...] = ()

    @property
    def page(self) -> str | None:
        """The pages as they are cited, None where there are none."""
        return cite_pages(self.pages)


def cite_pages(pages: Sequence[int]) -> str | None:
    """Pages as they are cited, None where there are none.

    >>> cite_pages((3,)), cite_pages((3, 4)), cite_pages(())
    ('p. 3', 'pp. 3–4', None)
    """
    if len(pages) > 1:
        return f"pp. {pages[0]}–{pages[-1]}"
    return f"p. {pages[0]}" if pages else None


@dataclass(frozen=True, slots=True)
class KindGroup:
    """The entries of one kind, in text order."""

    kind: ClaimKind
    label: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Speaker:
    """One voice of the document and where it is named.

    `key` tells speakers apart; `posts` are the posts the text gives to it; `is_publisher` for the document's own voice.
    """

    key: str
    name: str
    resolved: bool
    is_publisher: bool = False
    words: Words | None = None
    posts: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class SpeakerGroup:
    """All that one speaker says, by kind."""

    speaker: Speaker
    kinds: tuple[KindGroup, ...]


@dataclass(frozen=True, slots=True)
class Header:
    """What is known of the document. `published` is in plain words, `published_from` says where that date comes from.

    `container` is the name of the file that the original was taken out of, if any, and `container_sha256` that file's hash.
    """

    title: str | None
    publisher: str | None
    published: str | None
    published_value: str | None
    published_from: str | None
    published_words: Words | None
    language: str | None
    uri: str | None
    sha256: str | None
    container: str | None = None
    container_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """A document as a person reads it: who says what in which words, and what was understood.

    `groups` hold every claim once, by speaker (in the order in which they first speak) and kind (in the order of
    `ClaimKind`). `speech` (words given to a source; reading: who says them), `dates`, `places` and `figures` are all that
    were found, in text order, in claims or not. `problems` are the parts that could not be read.
    """

    header: Header
    groups: tuple[SpeakerGroup, ...]
    speech: tuple[Detail, ...]
    dates: tuple[Detail, ...]
    places: tuple[Detail, ...]
    figures: tuple[Detail, ...]
    problems: tuple[str, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry, in text order."""
        found = (entry for group in self.groups for kind in group.kinds for entry in kind.entries)
        return tuple(sorted(found, key=lambda entry: entry.number))

    @property
    def speakers(self) -> tuple[Speaker, ...]:
        """Everyone who makes a claim, in the order of `groups`."""
        return tuple(group.speaker for group in self.groups)
