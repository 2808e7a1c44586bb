"""Attributions that need no cue: labelled turns, and quotations that go on with a speaker."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from onrecord.annotators.said.draft import Draft
from onrecord.annotators.said.lexicon import cues
from onrecord.annotators.said.quotations import labelled, signed
from onrecord.annotators.said.quotes import Quote
from onrecord.annotators.said.sources import phrase
from onrecord.language import Parse, Token
from onrecord.language.blocks import READ
from onrecord.model import AttributionType, Document, Role, Turn


def find_turns(doc: Document) -> Iterator[Draft]:
    """One attribution for each labelled turn: the label is its source, its paragraphs are its content."""
    blocks = [block.span for block in doc.blocks if block.kind in READ]
    starts = [block.start for block in blocks]
    for turn in doc.turns:
        inside = blocks[bisect_left(starts, turn.span.start) : bisect_left(starts, turn.span.end)]
        if turn.label is not None and turn.role is not Role.NARRATION:
            yield Draft(
                source=[(turn.label.start, turn.label.end)],
                content=[(b.start, b.end) for b in inside] or [(turn.span.start, turn.span.end)],
                rule="turn",
                confidence=1.0,
                type=AttributionType.TURN,
                speaker=turn.speaker,
            )


def turn_at(doc: Document, offset: int) -> Turn | None:
    """The turn that holds an offset."""
    i = bisect_right(doc.turns, offset, key=lambda turn: turn.span.start) - 1
    return doc.turns[i] if i >= 0 and offset < doc.turns[i].span.end else None


def floating(text: str, left: Sequence[Quote]) -> list[Draft]:
    """Quotations without a cue: those with a label or signature, and those that stand as sentences of their own.

    Paragraphs of one running quotation are one attribution; so is everything up to the next label.
    """
    drafts: list[Draft] = []
    before: Quote | None = None
    for quote in left:
        label, signature = labelled(text, quote), signed(text, quote)
        if label is not None:
            drafts.append(Draft([(label.start, label.end)], [], [(label.end + 1, quote.stop)], "label", 0.8))
        elif before is not None and before.goes_on and drafts:
            drafts[-1].content.append((quote.begin, quote.stop))
        elif signature is not None:
            drafts.append(Draft([(signature.start, signature.end)], [], [(quote.begin, quote.stop)], "signature", 0.8))
        elif _stands_alone(text, quote):
            drafts.append(Draft([], [], [(quote.begin, quote.stop)], "floating", 0.5))
        before = quote if drafts and drafts[-1].content[-1][1] == quote.stop else None
    return drafts


def _stands_alone(text: str, quote: Quote) -> bool:
    """Whether nothing of a sentence stands outside the marks."""
    before = text[max(0, quote.begin - 3) : quote.begin].rstrip(" ")
    after = text[quote.stop : quote.stop + 2]
    starts = not before or before[-1] in '\n.!?”"»’' or quote.begin == 0
    ends = text[quote.end - 1] in ".!?…" or quote.goes_on
    return starts and ends and (not after.strip() or after[:1] in "\n" or after[1:2].isupper() or after[1:2] in '“"«')


def introduce(parse: Parse, text: str, drafts: Iterable[Draft]) -> None:
    """Give a quotation to the subject of the sentence that announces it with a colon.

    As in "The harbour master gave this statement on the fire: “…”".
    """
    for draft in drafts:
        before = text[: draft.start].rstrip()
        colon = parse.token_at(len(before) - 1) if before.endswith(":") and not draft.source else None
        if colon is None:
            continue
        sentence = parse.sentence_tokens(parse.sentence_of(colon))
        root = next((t for t in sentence if t.head == t.i), colon)
        subjects = parse.children(root, "nsubj")
        if root.is_verb and subjects and (root.lemma in cues().plain or _is_of_words(parse, root)):
            draft.source, draft.cue = [phrase(parse, subjects[-1])], [(root.start, root.end)]


def _is_of_words(parse: Parse, verb: Token) -> bool:
    """Whether what is done is to give words: "issued the following statement"."""
    words = cues()
    return any(t.lemma in words.vehicles | words.documents | words.nouns for t in parse.children(verb, "dobj"))
