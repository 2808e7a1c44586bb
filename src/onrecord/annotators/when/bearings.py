"""What the document says about time: its own date, the dates spoken of before, and whether a verb looks back or ahead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from onrecord.annotators.lexicons import lexicon
from onrecord.language import Parse, Token
from onrecord.model import Span

EARLIEST, LATEST = 1000, 2999
"""Years in which a document can have been published."""

_PUBLISHED = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
PAST, OPEN, FUTURE, PRESENT = -1, 0, 1, 2
"""Where what is told lies. PRESENT: in the present tense, as of what is scheduled ("the trial starts on Monday")."""


@dataclass(frozen=True, slots=True)
class Known:
    """A date as far as it is known."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def exact(self) -> date | None:
        """The day, None if only month or year are known."""
        return date(self.year, self.month, self.day) if self.month and self.day else None

    @property
    def start(self) -> date:
        """The first day it can be."""
        return date(self.year, self.month or 1, self.day or 1)


def known(value: str | None) -> Known | None:
    """The date at the start of an EDTF or ISO value, as far as it goes; None for anything else.

    >>> known("2022-01-15T10:00"), known("2022-XX")
    (Known(year=2022, month=1, day=15), Known(year=2022, month=None, day=None))
    """
    match = _PUBLISHED.match(value or "")
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or not EARLIEST <= year <= LATEST:
        return None
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return Known(year, month, day if month else None)


def day_of(value: str | None) -> date | None:
    """The day that such a value names, None where it is not known to the day.

    >>> day_of("2022-01-15T10:00"), day_of("2022-01")
    (datetime.date(2022, 1, 15), None)
    """
    found = known(value)
    return found.exact if found else None


def direction(parse: Parse, span: Span, preposition: str) -> int:
    """Where what is told at `span` lies: PAST, FUTURE, PRESENT, or OPEN where the words do not say.

    It is read from the nearest verb above the words, through infinitives and participles to the verb that governs them.
    """
    words = lexicon("timex_tense")
    if preposition in words["before_date"]:
        return int(words["before_date"][preposition])
    token = parse.root(span)
    if token is None:
        return OPEN
    if preposition in ("until", "till") and _binds(parse, token):
        return FUTURE
    noun = parse.head(token)
    if token.dep == "pobj" and noun.lower == "of" and parse.head(noun).is_noun:
        return OPEN
    if token.dep in ("poss", "compound", "amod"):
        return OPEN if noun.dep not in ("nsubj", "nsubjpass") else _climb(parse, noun)
    return PRESENT if _is_scheduled(token, parse) else _climb(parse, token)


def _binds(parse: Parse, token: Token) -> bool:
    """Whether the nearest verb above puts something in force that lasts: "closed the border until Saturday"."""
    verb = next((above for above in parse.ancestors(token) if above.is_verb), None)
    return verb is not None and verb.lemma in lexicon("timex_tense")["binding"]


def _is_scheduled(token: Token, parse: Parse) -> bool:
    """Whether it is what or when something is: "the deadline is Friday", "the vote is on Monday"."""
    above = parse.head(token)
    verb = parse.head(above) if above.lower in ("on", "at") else above
    return verb.lemma == "be" and verb.tag in ("VBZ", "VBP") and token.dep in ("attr", "pobj", "npadvmod")


def _climb(parse: Parse, token: Token) -> int:
    below: Token | None = None
    for verb in [token, *parse.ancestors(token)]:
        if verb.is_verb or verb.lemma in lexicon("timex_tense")["planning"]:
            infinitive = below is not None and any(child.lower == "to" for child in parse.children(below, "aux"))
            if (found := _tense(parse, verb, infinitive)) is not None:
                return found
            below = verb
    return OPEN


def _tense(parse: Parse, verb: Token, infinitive: bool) -> int | None:
    """What one verb says; None where it leaves that to the verb above it. `infinitive`: another hangs on it by "to"."""
    words = lexicon("timex_tense")
    helpers = {child.lower: child for child in parse.children(verb, "aux", "auxpass")}
    if helpers.keys() & words["ahead"].keys():
        return FUTURE
    if "had" in helpers:
        return PAST
    if verb.lemma in words["planning"] or (infinitive and verb.lemma in words["planning_to"]):
        return FUTURE
    if "to" in helpers:
        return None
    if verb.tag == "VBD" or helpers.keys() & words["back"].keys():
        return PAST
    if verb.tag == "VBN":
        return PAST if verb.dep in ("acl", "advcl", "amod", "ROOT") else None
    if verb.tag in ("VBZ", "VBP", "VBG") and (helpers or verb.tag != "VBG"):
        return OPEN if verb.lemma in words["standing"] else PRESENT
    return None


def tells(parse: Parse, span: Span) -> bool:
    """Whether the words say when somebody said something: "announced on Monday that …"."""
    token = parse.root(span)
    verb = token and next((above for above in parse.ancestors(token) if above.is_verb), None)
    return bool(verb and verb.tag == "VBD" and verb.lemma in lexicon("timex_tense")["telling"])
