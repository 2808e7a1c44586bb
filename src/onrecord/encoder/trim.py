"""Where spans end: the conventions' borders of content, source and cue."""

import re

from onrecord.encoder.pieces import quotations

Span = tuple[int, int]

_LEFT = re.compile(r"[\s,;:.—–-]+")
_RIGHT = re.compile(r"[\s,;.—–-]+$")
_LEFT_MARK = re.compile(r"``|''|‘‘|[\"“”„«»‘’‹›]")
_RIGHT_MARK = re.compile(r"(?:''|’’|[\"“”«»’‹›])$")
_APPOSITION = re.compile(r",\s|\s(?:—|–|\()|\s(?:who|which)\s")
_LIST = re.compile(r",?\s(?:and|or|&)\s")
_POSSESSIVE = re.compile(r"(?:['’]s?|[\s,;:.—–-])+$")
_AUXILIARY = re.compile(r"[\W_]+|(?:(?:has|have|had|was|were|is|are|be|been|being|also|to|did|does|do|will|would)\s+)+(?=\w)", re.IGNORECASE)
_CUE_END = re.compile(r"[\W_]+$")
_THAT = re.compile(r"that\s+(?=\S)", re.IGNORECASE)


def _without_marks(exact: str) -> tuple[int, int]:
    """How many characters of outer quotation marks stand at both ends; marks around a part of it stay."""
    found = quotations(exact)
    left, right = _LEFT_MARK.match(exact), _RIGHT_MARK.search(exact)
    if left and found and found[0][0] == 0 and found[0][2] and found[0][1] < len(exact):
        left = None
    if right and found and found[-1][1] == len(exact) and found[-1][2] and found[-1][0] > 0:
        right = None
    return (left.end() if left else 0), (len(right.group()) if right else 0)


def content(text: str, span: Span, that: bool = False) -> Span | None:
    """`span` of `text` without outer quotation marks, trailing `, . ;` and, unless `that`, a leading "that"; None: nothing is left.

    >>> text = 'He said that "the road is open."'
    >>> start, end = content(text, (8, 32)); text[start:end]
    'the road is open'
    """
    start, end = span
    while start < end:
        exact = text[start:end]
        head = _LEFT.match(exact) or (None if that else _THAT.match(exact))
        tail = _RIGHT.search(exact)
        left, right = (head.end() if head else 0), (len(tail.group()) if tail else 0)
        if not (left or right):
            left, right = _without_marks(exact)
        if not (left or right):
            return start, end
        start, end = start + left, end - right
    return None


def source(text: str, span: Span) -> Span | None:
    """`span` of `text` without a possessive 's, an apposition or a relative clause after a comma.

    >>> text = "Ada Holt, the mayor, said"
    >>> start, end = source(text, (0, 19)); text[start:end]
    'Ada Holt'
    """
    exact = text[slice(*span)]
    parted = _APPOSITION.search(exact)
    end = span[0] + (parted.start() if parted and not _LIST.search(exact, parted.start()) else len(exact))
    exact = text[span[0]:end]
    head, tail = _LEFT.match(exact), _POSSESSIVE.search(exact)
    start, end = span[0] + (head.end() if head else 0), end - (len(tail.group()) if tail else 0)
    return (start, end) if start < end else None


def cue(text: str, span: Span) -> Span | None:
    """`span` of `text` without leading auxiliaries and adverbs of them; None where only marks are left, as in "Holt: ..."."""
    exact = text[slice(*span)]
    head, tail = _AUXILIARY.match(exact), _CUE_END.search(exact)
    start, end = span[0] + (head.end() if head else 0), span[1] - (len(tail.group()) if tail else 0)
    return (start, end) if start < end and any(map(str.isalpha, text[start:end])) else None
