"""Those whom only the source of a statement names: in "according to Sgt. Tolk, Nora Orn was shot" it was not Tolk who was."""

from __future__ import annotations

from dataclasses import replace

from onrecord.annotators.happenings.frames import SUBJECTS
from onrecord.annotators.happenings.kinds import Sorted
from onrecord.annotators.stage import Reading
from onrecord.language import Parse, Token


def cited(reading: Reading) -> set[int]:
    """The places of the words for whoever stands behind "according to".

    Args:
        reading: a document with its parse and its attributions.
    """
    text = reading.doc.text
    found = (said for said in reading.doc.attributions if any(cue.of(text).lower().startswith("according") for cue in said.cue))
    return {token.i for said in found for part in said.source for token in reading.parse.within(part)}


def without_cited(parse: Parse, sorting: Sorted, cited: set[int]) -> Sorted:
    """The same event with the noun behind the comma for a subject that is only the source before it.

    Args:
        parse: the text's parse.
        sorting: an event with the heads of its parties.
        cited: the places of the words for sources, as from `cited`.
    """
    if not cited:
        return sorting
    actors, recipients = (tuple(_own(parse, head, cited) for head in heads) for heads in (sorting.actors, sorting.recipients))
    return replace(sorting, actors=actors, recipients=recipients)


def _own(parse: Parse, head: Token, cited: set[int]) -> Token:
    if head.i not in cited or head.dep not in SUBJECTS:
        return head
    behind = (noun for noun in parse.children(head, "appos") if noun.i > head.i and noun.i not in cited)
    return next(behind, head)
