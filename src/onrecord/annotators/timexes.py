"""When: dates, times, durations and sets, with TIMEX3 values, EDTF, precision and the anchor they were resolved by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onrecord.annotators.lexicons import lexicon
from onrecord.annotators.stage import Annotator, Reading
from onrecord.annotators.when.context import Telling
from onrecord.annotators.when.cores import CORES
from onrecord.annotators.when.edtf import edtf, precision
from onrecord.annotators.when.filters import Place, is_time
from onrecord.annotators.when.items import Item, items
from onrecord.annotators.when.joins import MODIFIED, TIMED
from onrecord.annotators.when.joins import TIMEXES as KINDS
from onrecord.annotators.when.meanings import Weekday, When
from onrecord.annotators.when.numbers import NUMBERS
from onrecord.language import Parse
from onrecord.language.blocks import READ
from onrecord.model import Anchor, BlockKind, Document, Span, Timex, TimexType


def find_timexes(reading: Reading) -> list[Timex]:
    """The time expressions of a document, in text order. Extents and values follow TimeML 1.2.1.

    The date that the document gives for itself is not among them.

    >>> from onrecord.testing import read_with
    >>> doc = read_with("Orva fell on Friday.", TIMEXES, published="2022-01-12")
    >>> [(t.span.of(doc.text), t.value) for t in doc.timexes]
    [('Friday', '2022-01-07')]
    """
    doc, parse = reading.doc, reading.parse
    own = doc.published_span
    pairs = [pair for span in _stretches(doc) for pair in find(doc.text, span, parse)]
    found = [pair for pair in pairs if not (own and own.overlaps(pair[0]))]
    head = [*_in_datelines(doc, parse), *(pair for pair in pairs if own and own.overlaps(pair[0]))]
    telling = Telling(doc, parse, found, head)
    return [_timex(span, when, *telling.value(i)) for i, (span, when) in enumerate(found)]


def find(text: str, stretch: Span, parse: Parse) -> Iterator[tuple[Span, When]]:
    """The time expressions in a stretch of the text, with what they say by themselves."""

    def tag(offset: int) -> str:
        token = parse.token_at(offset)
        return token.tag if token else ""

    found = items(text, stretch.start, stretch.end, tag)
    for grammar in (NUMBERS, CORES, TIMED, MODIFIED):
        found = grammar.reduce(found)
    for i, item in enumerate(found):
        if item.kind in KINDS:
            before, after = found[i - 1] if i else None, found[i + 1] if i + 1 < len(found) else None
            if is_time(Place(item, before, after, text, parse)):
                yield Span(item.start, item.end), _as_owner(item, before, parse) or _as_rate(item, parse)


def _as_owner(item: Item, before: Item | None, parse: Parse) -> When | None:
    """The day where an apostrophe is lost: "Tuesdays attack", unlike "on Tuesdays"."""
    token = parse.token_at(item.end - 1)
    plural = lexicon("timex")["weekdays"].get(item.text)
    if plural is None or token is None or token.i + 1 >= len(parse.tokens) or (before and before.kind == "on"):
        return None
    owned = parse.tokens[token.i + 1].tag[:2] in ("NN", "JJ")
    return When(TimexType.DATE, Weekday(plural)) if owned else None


def _as_rate(item: Item, parse: Parse) -> When:
    """A length as it stands, a rate ("40 tonnes a day") as a set."""
    when: When = item.value
    token = parse.token_at(item.end - 1)
    if item.text.split()[0] not in ("a", "an", "per") or token is None or token.dep != "npadvmod":
        return when
    head = parse.head(token)
    rate = when.type is TimexType.DURATION and (head.is_noun or head.tag in ("CD", "$"))
    return replace(when, type=TimexType.SET) if rate else when


def _stretches(doc: Document) -> list[Span]:
    blocks = [block.span for block in doc.blocks if block.kind in READ and block.kind is not BlockKind.DATELINE]
    return blocks or ([Span(0, len(doc.text))] if doc.text else [])


def _in_datelines(doc: Document, parse: Parse) -> Iterator[tuple[Span, When]]:
    for block in doc.blocks:
        if block.kind is BlockKind.DATELINE:
            yield from find(doc.text, block.span, parse)


def _timex(span: Span, when: When, type: TimexType, value: str, anchor: Anchor | None) -> Timex:
    dated = type in (TimexType.DATE, TimexType.TIME)
    return Timex(
        span, type, value, when.mod, edtf(value, when.mod) if dated else None, precision(value) if dated else None, anchor
    )


TIMEXES = Annotator("timexes", assigns="timexes", requires=("parse", "published"), predict=find_timexes)
