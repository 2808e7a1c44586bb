"""The borders of a draft's spans: whole words, one paragraph, and no word that is cue and content at once."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.annotators.said.draft import Draft
from onrecord.annotators.said.quotations import Quotations
from onrecord.annotators.said.rules import find_by_rule
from onrecord.annotators.said.speaking import speaking
from onrecord.language import Parse, Token
from onrecord.model import Span
from onrecord.text import Offsets, lines

NEAR = 60
"""Characters between two pieces of a content that may be one."""
_OPEN = {"DT", "IN", "CC", "PRP$", "MD", "WDT"}
"""Tags of words that end no phrase."""
_BREAK = re.compile(r"[.!?:;\n\"“”«»]")


def tidy(draft: Draft, quotations: Quotations) -> None:
    """Mend the borders that the encoder's pieces of words leave behind."""
    text = quotations.text
    _part(quotations.parse, draft)
    draft.source = [_named(quotations.parse, _closed(text, _whole(text, span))) for span in speaking(quotations.parse, draft)]
    joined = _joined(text, draft)
    draft.content = [piece for span in joined for piece in _in_paragraph(_whole(text, span), draft, quotations)]
    cue = [_before(_whole(text, span), draft.content) for span in draft.cue]
    draft.cue = [_without_article(quotations.parse, span) for span in cue]
    draft.drop_empty()


def _part(parse: Parse, draft: Draft) -> None:
    """Give a content the subject that the source before it ran on into: "according to the union | nine farmers" (were hurt)."""
    if len(draft.source) != 1 or not draft.content or not 0 < draft.content[0][0] - draft.source[0][1] < 3:
        return
    (start, end), (_, stop) = draft.source[0], draft.content[0]
    for noun in _tokens(parse, (start, end)):
        verb, first = parse.head(noun), parse.subtree(noun)[0]
        told = noun.dep in ("nsubj", "nsubjpass") and end <= verb.start < stop
        if told and not noun.is_proper and first.start > start:
            draft.source = [(start, parse.tokens[first.i - 1].end)]
            draft.content[0] = first.start, stop
            return


def lengthen(drafts: Sequence[Draft], parse: Parse) -> None:
    """Give a content that breaks off in the middle of a clause the borders that the rule for its cue finds.

    It may end in the middle of a phrase ("killed ten people and") or, before its cue, begin behind the sentence's first words.
    """
    for draft in drafts:
        if draft.content and _breaks_off(parse, draft.content[-1]):
            start, end = draft.content[-1]
            draft.content[-1] = start, max([end, *(b for a, b in _by_rule(parse, draft) if a <= end <= b)])
        if draft.content and _comes_first(draft):
            start, end = draft.content[0]
            first = min([start, *(a for a, b in _by_rule(parse, draft) if a <= start <= b and b >= end - 1)])
            if not _is_taken(drafts, draft, first, start):
                draft.content[0] = first, end


def _by_rule(parse: Parse, draft: Draft) -> list[Offsets]:
    found = find_by_rule(parse, (t for span in draft.cue for t in parse.within(Span(*span))))
    return [piece for rule in found for piece in rule.content]


def _comes_first(draft: Draft) -> bool:
    """Whether the one piece of a content stands before its source and cue."""
    return len(draft.content) == 1 and bool(draft.cue) and draft.content[0][1] <= min(a for a, _ in [*draft.source, *draft.cue])


def _is_taken(drafts: Sequence[Draft], draft: Draft, start: int, end: int) -> bool:
    """Whether another source is named between two offsets, or a quotation's mark stands there."""
    return any(
        start <= a < end
        for other in drafts
        if other is not draft
        for a, _ in [*other.source, *(other.cue if other.source else [])]
    )


def _tokens(parse: Parse, span: Offsets) -> list[Token]:
    """The tokens of a span; none where other steps left nothing of it."""
    return parse.within(Span(*span)) if span[0] < span[1] else []


def _breaks_off(parse: Parse, span: Offsets) -> bool:
    tokens = _tokens(parse, span)
    if not tokens or tokens[-1].i + 1 >= len(parse.tokens):
        return False
    following = parse.tokens[tokens[-1].i + 1]
    inside = tokens[-1].dep in ("compound", "amod", "nummod", "det") and tokens[-1].head > tokens[-1].i
    return inside or tokens[-1].tag in _OPEN or (following.text == "-" and following.start == tokens[-1].end)


def _joined(text: str, draft: Draft) -> list[Offsets]:
    """The contents, those of one sentence in one piece unless the draft's own source or cue interrupts them."""
    said = [*draft.source, *draft.cue]
    joined: list[Offsets] = []
    for start, end in sorted(draft.content):
        before = joined[-1][1] if joined else start
        apart = not joined or start - before > NEAR or _BREAK.search(text, before, start)
        if apart or any(a < start and before < b for a, b in said):
            joined.append((start, end))
        else:
            joined[-1] = joined[-1][0], max(end, before)
    return joined


def _whole(text: str, span: Offsets) -> Offsets:
    """The span with all of the words that it begins or ends in."""
    start, end = span
    while 0 < start < len(text) and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end


def _closed(text: str, span: Offsets) -> Offsets:
    """The span without a closing bracket that nothing in it opens."""
    start, end = span
    return (start, end - 1) if text[start:end].endswith(")") and "(" not in text[start:end] else span


def _named(parse: Parse, span: Offsets) -> Offsets:
    """The source with all of the name that it breaks off in ("the League of Orvan" of "the League of Orvan States")."""
    tokens = _tokens(parse, span)
    if tokens and tokens[-1].tag == "DT" and _is_next_noun(parse, tokens[-1]):
        return span[0], parse.head(tokens[-1]).end
    if tokens and (noun := _beyond_commas(parse, tokens[-1]) or _beyond_letters(parse, tokens[-1])):
        return span[0], noun.end
    name = parse.name_at(tokens[-1]) if tokens and tokens[-1].is_proper else None
    if name is None or name.label not in ("PERSON", "ORG", "GPE") or name.span.end <= span[1]:
        return span
    last = tokens[-1].i
    while last + 1 < name.last and parse.tokens[last + 1].is_proper:
        last += 1
    return span[0], parse.tokens[last].end


def _beyond_commas(parse: Parse, token: Token) -> Token | None:
    """The noun of the phrase that commas within it cut: "area" of "the authorities in the Calder, N.Y., area"."""
    top = token
    while top.dep in ("nmod", "compound") and top.head > top.i:
        top = parse.head(top)
    between = parse.tokens[token.i + 1 : top.i]
    cut = any(t.text == "," for t in between) and all(t.text == "," or t.is_proper for t in between)
    return top if cut and top.is_noun and not top.is_proper else None


def _beyond_letters(parse: Parse, token: Token) -> Token | None:
    """Who a body's letters in brackets stand before: "Bren" of "Harbour Guild (HG) chairman Odo Bren"."""
    after = parse.tokens[token.i + 1 : token.i + 4]
    if [t.text for t in after[::2]] != ["(", ")"] or any(t.sentence != token.sentence for t in after):
        return None
    last = token.i + 4
    while last < len(parse.tokens) and parse.tokens[last].is_noun and parse.tokens[last].sentence == token.sentence:
        last += 1
    named = last > token.i + 4 and parse.tokens[last - 1].dep in ("nsubj", "pobj", "dobj", "nsubjpass", "ROOT")
    return parse.tokens[last - 1] if named else None


def _is_next_noun(parse: Parse, token: Token) -> bool:
    head = parse.head(token)
    return (
        head.is_noun and all(t.is_noun or t.tag[:2] == "JJ" for t in parse.tokens[token.i + 1 : head.i + 1]) and head.i > token.i
    )


def _in_paragraph(span: Offsets, draft: Draft, quotations: Quotations) -> list[Offsets]:
    """The parts of a content in the cue's paragraph or in quotation marks; all of it where there is no cue."""
    text, (start, end) = quotations.text, span
    if not draft.cue or "\n" not in text[start:end]:
        return [span]
    home = quotations.paragraph(draft.cue[0][0])
    parts = [(start + a, start + b) for a, b in lines(text[start:end])]
    return [p for p in parts if quotations.paragraph(p[0]) == home or quotations.around(p[0]) is not None]


def _before(cue: Offsets, content: list[Offsets]) -> Offsets:
    """The cue up to where a content begins in it ("rejects the claim" of "the claim that …")."""
    start, end = cue
    end = min((a for a, _ in content if start < a < end), default=end)
    return start, end


def _without_article(parse: Parse, span: Offsets) -> Offsets:
    """The cue without an article that it ends with ("told a")."""
    tokens = _tokens(parse, span)
    last = max((t.i for t in tokens if t.tag not in ("DT", "PRP$")), default=None)
    return span if last is None else (span[0], min(span[1], parse.tokens[last].end))
