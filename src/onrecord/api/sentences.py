"""Claims in the sentences they stand in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from onrecord.export.side_by_side import Told, in_sentence
from onrecord.store import Store

SHOWN = 60
"""Claims of a page that are shown in their sentences; the words of the others stand alone."""

WIDTH = 300
"""Characters of a sentence on each side of the words at most."""


def in_sentences(store: Store, claims: Iterable[Told]) -> Callable[[Told], Told]:
    """A function that gives each of these claims with the rest of its sentence; of the first `SHOWN`, any other as it is."""
    first = list(dict.fromkeys((one.document, one.start, one.end) for one in claims))[:SHOWN]
    around = store.around(first, WIDTH)

    def put(claim: Told) -> Told:
        spot = claim.document, claim.start, claim.end
        if spot not in around or " ".join(_words(claim, *around[spot]).split()) != claim.words:
            return claim  # the record moved on since it was compared
        begin, text = around[spot]
        return _cut(in_sentence(claim, text, begin), begin > 0 and claim.start - begin == WIDTH, text)

    return put


def _words(claim: Told, begin: int, text: str) -> str:
    return text[claim.start - begin : claim.end - begin]


def _cut(claim: Told, is_cut: bool, text: str) -> Told:
    """A claim whose sentence goes on beyond the text that was looked at: cut between words, and marked so."""
    before, after = claim.before, claim.after
    if is_cut and len(before) >= WIDTH * 0.9 and text.startswith(before[:20]):
        before = "… " + before.partition(" ")[2]
    if len(after) >= WIDTH * 0.9:
        after = after.rpartition(" ")[0] + " …"
    return replace(claim, before=before, after=after)
