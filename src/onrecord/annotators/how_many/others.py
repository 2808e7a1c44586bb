"""Numbers that are no quantities: dates, times, ages, names and numbers of things, idioms, multiples."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from onrecord.annotators.how_many.figures import Figure
from onrecord.annotators.how_many.units import FRACTION, TIMES
from onrecord.annotators.lexicons import alternatives, lexicon
from onrecord.language import Parse, Token

_LEX = lexicon("quantity_context")
_MONTHS = frozenset(month.capitalize() for month in _LEX["dates"]["months"])
_YEAR_BEFORE = frozenset(_LEX["dates"]["before_year"])
_ALWAYS, _ALONE = frozenset(_LEX["identifiers"]["always"]), frozenset(_LEX["identifiers"]["alone"])
_NAMED_NUMBERS = frozenset(_LEX["names"]["numbers"])
_BLOCKS = frozenset(_LEX["streets"]["blocks"])
_STREETS = frozenset(_LEX["streets"]["words"])
_MAGNITUDES = frozenset(lexicon("quantity_numbers")["magnitudes"])
_COMPOUNDS = frozenset(_LEX["compounds"]["counted"])
_AGED = re.compile(rf"(?<!\w)(?:{alternatives(_LEX['ages']['before'])})\s+(?:between\s+)?$", re.IGNORECASE)
_YEARS_OLD = re.compile(r"\s?-\s?years?\s?-\s?olds?\b", re.IGNORECASE)
_AGES_OF_TWO = re.compile(r",\s\d{1,2}(?:,\s\d{1,2})*,?\sand\s\d{1,2}\s?[,.;]")
_PERSONS = frozenset(_LEX["ages"]["persons"])
_CLOCK = re.compile(r"\s?(?:[ap]\.?m\b|hrs\b|o['’]clock|GMT\b|UTC\b)", re.IGNORECASE)
_TIMES = re.compile(rf"[\s-]?(?:{alternatives(_LEX['multiples']['after'])})(?!\w)", re.IGNORECASE)
_HALVED = re.compile(r"\s+(?:of|the|its|their|his|her|our|my|your|that|those|these|this|all)\b", re.IGNORECASE)
_HALF_TIME = re.compile(rf"\s+an?\s+(?:{alternatives(TIMES)})\b", re.IGNORECASE)
_IDIOM = re.compile(rf"(?<![\w-])(?:{alternatives(_LEX['idioms']['around'])})(?![\w-])", re.IGNORECASE)
_OF = re.compile(r"\s+of\b", re.IGNORECASE)
_COMPOUND = re.compile(r"-([a-z]+)", re.IGNORECASE)
_LISTED = re.compile(r"\s*(?:,|&|;|,?\s*(?:and|or|to|through)|[-–])\s*", re.IGNORECASE)
_MODIFYING = frozenset(("DT", "PRP$", "POS", "JJ"))
_SHARED_AGE = re.compile(r"-?\s+(?:and|or|to)\s+\S+?[\s-]years?[\s-]olds?", re.IGNORECASE)
_NOT_ONE = frozenset(("not", "no", "every", "each", "any"))
_JOINING = frozenset(("CC", ",", "TO", "IN", "HYPH", ":", "-LRB-"))
_STATES = frozenset(_LEX["counted"]["states"])
_NAMES = frozenset(("ORG", "FAC", "LAW", "PRODUCT", "WORK_OF_ART", "EVENT"))
_MODERN, _YEARS, _DAYS, _AGES = range(1900, 2100), range(1000, 2200), range(1, 32), range(1, 121)

_SMALLEST_MODEL = 100
"""Smaller numbers before a name rather count ("the 11 Taliban") than name a model ("the 787 Starliner")."""


class Other(StrEnum):
    """What a number is that is no quantity."""

    DATE = "date"
    DURATION = "duration"
    AGE = "age"
    IDENTIFIER = "identifier"
    PRONOUN = "pronoun"
    ONE_OF = "one of"
    MULTIPLE = "multiple"
    IDIOM = "idiom"


@dataclass(frozen=True, slots=True)
class Setting:
    """A figure in its text: its first token, and the tokens beside it where there are some."""

    figure: Figure
    text: str
    parse: Parse
    token: Token
    before: Token | None
    behind: Token | None

    @property
    def words(self) -> str:
        """The bare number as it stands, lower case."""
        return self.text[self.figure.first : self.figure.last].lower()

    @property
    def bare(self) -> bool:
        """Whether the number stands without unit, modifier, magnitude and second end."""
        figure = self.figure
        return not (figure.measure or figure.modifier or figure.is_range or figure.scale > 1 or figure.value is None)

    @property
    def counts(self) -> bool:
        """Whether a noun behind the number hangs together with it."""
        head = self.parse.head(self.token)
        return self.token.dep in ("nummod", "quantmod", "compound", "amod") and head.i > self.token.i and head.is_noun

    def integer(self, among: range) -> bool:
        """Whether the number is a whole one among these."""
        value = self.figure.value
        return value is not None and value.is_integer() and int(value) in among

    @classmethod
    def of(cls, figure: Figure, text: str, parse: Parse) -> Setting | None:
        """The setting of a figure, None where there are no tokens."""
        token, last = parse.token_at(figure.first), parse.token_at(figure.end - 1)
        if token is None or last is None:
            return None
        before = parse.token_at(figure.start)
        left = (before or token).i - 1
        left -= left > 0 and parse.tokens[left].text == "."
        right = last.i + 1
        sentence = parse.sentence_of(token)
        return cls(
            figure,
            text,
            parse,
            token,
            parse.tokens[left] if left >= sentence.first else None,
            parse.tokens[right] if right < sentence.last else None,
        )


def other(
    figure: Figure,
    text: str,
    parse: Parse,
    previous: tuple[Figure, Other | None] | None = None,
    later: Figure | None = None,
) -> Other | None:
    """What the figure is, None if it is a quantity.

    Args:
        figure: the figure.
        text: the document's text.
        parse: its parse.
        previous: the figure before it, with what that one is.
        later: the figure behind it.
    """
    setting = Setting.of(figure, text, parse)
    if setting is None:
        return Other.IDENTIFIER
    if previous and setting.bare and _goes_on(previous, setting):
        return previous[1]
    if later and setting.bare and later.measure and later.measure.time and _SHARED_AGE.fullmatch(text, figure.end, later.end):
        return Other.AGE
    return _amount_of_time(setting) or _date(setting) or _age(setting) or _identifier(setting) or _word(setting)


def _goes_on(previous: tuple[Figure, Other | None], at: Setting) -> bool:
    """Whether the figure continues a list of numbers that are names, dates or ages ("Articles 2, 4 and 7")."""
    kind, gap = previous[1], at.text[previous[0].end : at.figure.start]
    if kind is Other.AGE:
        return gap.strip() in ("and", "or", "to", ",") and not at.counts
    if kind is Other.DATE and at.counts:
        return False
    if kind is Other.IDENTIFIER and not gap.strip() and at.figure.digits:
        return previous[0].last - previous[0].first == len(at.words)
    return kind in (Other.IDENTIFIER, Other.DATE) and _LISTED.fullmatch(gap) is not None


def _amount_of_time(at: Setting) -> Other | None:
    if at.figure.measure and at.figure.measure.time:
        if at.text.endswith(("old", "olds"), 0, at.figure.end):
            return Other.AGE
        return Other.IDIOM if not at.figure.digits and _in_idiom(at) else Other.DURATION
    if at.words.startswith("half") and _HALF_TIME.match(at.text, at.figure.end):
        return Other.DURATION
    return None


def _date(at: Setting) -> Other | None:
    if not at.figure.digits or at.figure.measure or at.figure.scale > 1:
        return None
    if _CLOCK.match(at.text, at.figure.end):
        return Other.DATE
    if at.integer(_DAYS) and (_is_month(at.behind) or (_is_month(at.before) and not at.counts)):
        return Other.DATE
    return Other.DATE if _is_year(at) else None


def _is_month(token: Token | None) -> bool:
    return token is not None and token.text.rstrip(".") in _MONTHS


def _is_year(at: Setting) -> bool:
    if len(at.words) != 4 or not (at.bare or at.figure.is_range):
        return False
    before = at.before.lower if at.before else ""
    if at.integer(_MODERN):
        return not (at.behind and at.behind.tag == "NNS" and before not in _YEAR_BEFORE)
    return at.integer(_YEARS) and before in _YEAR_BEFORE and not at.counts


def _age(at: Setting) -> Other | None:
    left = at.text[max(0, at.figure.start - 24) : at.figure.start]
    if _AGED.search(left) and (at.figure.measure is None):
        return Other.AGE
    if _YEARS_OLD.match(at.text, at.figure.end):
        return Other.AGE
    if not (at.bare and at.integer(_AGES) and at.before and at.behind and at.before.i):
        return None
    if at.before.lemma in ("be", "turn") and not at.counts and not at.behind.is_noun:
        return Other.AGE if _is_of_person(at.before, at.parse) else None
    above = at.parse.tokens[at.before.i - 1]
    name = at.parse.name_at(above)
    named = above.is_proper or (name is not None and name.label == "PERSON") or above.lower in _PERSONS
    closed = (at.before.text, at.behind.text[:1]) in ((",", ","), (",", "."), (",", ";"), ("(", ")"))
    several = above.lower in _PERSONS and _AGES_OF_TWO.match(at.text, at.before.start) is not None  # "two boys, 9 and 11,"
    return Other.AGE if (named and closed) or several else None


def _is_of_person(verb: Token, parse: Parse) -> bool:
    """Whether one person is or turns as old as that: "she was 34", "Mr Orel turns 60"."""
    who = parse.children(verb, "nsubj")
    name = parse.name_at(who[0]) if who and verb.lemma == "turn" else None
    return bool(who) and (who[0].lower in ("he", "she", "who", "i") or (name is not None and name.label == "PERSON"))


def _identifier(at: Setting) -> Other | None:
    if at.figure.measure or at.figure.value is None or at.figure.scale > 1:
        return None
    if at.text[max(0, at.figure.start - 1) : at.figure.start] == "[" and at.text[at.figure.end : at.figure.end + 1] == "]":
        return Other.IDENTIFIER  # a note's number
    before = at.before.lower if at.before else ""
    if before in _ALWAYS or (at.before and before.rstrip(".") in _ALONE and (at.before.is_proper or not at.counts)):
        return Other.IDENTIFIER
    if _is_address(at) or (at.bare and at.words in _NAMED_NUMBERS and not at.counts and not _is_state(at.behind)):
        return Other.IDENTIFIER
    name = at.parse.name_at(at.token)
    inside = name is not None and name.label in _NAMES and name.first < at.token.i and not _agrees(at)
    if not at.bare or _is_state(at.behind):
        return None
    return Other.IDENTIFIER if inside or _after_name(at) or _is_second(at) else None


def _is_state(token: Token | None) -> bool:
    """Whether it is a state that people are counted in ("112 wounded")."""
    return token is not None and token.lower in _STATES


def _agrees(at: Setting) -> bool:
    """Whether a number word and the thing behind it agree ("One woman", "Fifty boats"), which a name's number need not."""
    head = at.parse.head(at.token)
    return at.counts and not at.figure.digits and head.tag == ("NN" if at.figure.value == 1 else "NNS")


def _is_second(at: Setting) -> bool:
    """Whether a number before it already counts the same things: "two new 340 Swift jets"."""
    if not (at.figure.digits and at.counts):
        return False
    earlier = at.parse.children(at.parse.head(at.token), "nummod")[:1]
    return bool(earlier) and earlier[0].i < at.token.i - 1 and at.before is not None and at.before.tag not in _JOINING


def _after_name(at: Setting) -> bool:
    """Whether it goes with a name before it or behind it ("Orva 2", "the 787 Starliner") and not with things behind it."""
    if at.before is None or "," in at.words:
        return False
    head = at.parse.head(at.token)
    named = head.tag == "NNP" or (head.text[:1].isupper() and not _is_headline(at))
    inside = at.parse.sentence_of(at.token).first < at.token.i
    if inside and at.token.text[:1].isupper() and at.counts and head.tag == "NNP":
        return True
    if not (at.before.is_proper or any(c.isupper() for c in at.before.text[1:])):
        large = at.figure.digits and (at.figure.value or 0) >= _SMALLEST_MODEL
        return large and at.counts and head.tag == "NNP" and at.before.tag in _MODIFYING
    written_as_name = at.figure.digits or at.token.text[:1].isupper()
    if written_as_name and at.figure.value == 1 and head.tag == "NNS":
        return True
    return (written_as_name and (not at.counts or named)) or (at.figure.value or 0) < 0


def _is_headline(at: Setting) -> bool:
    """Whether all nouns and verbs of the sentence have capitals, so that a capital tells no name."""
    sentence = at.parse.sentence_of(at.token)
    return not any(t.text.islower() and t.tag[:2] in ("NN", "VB") for t in at.parse.tokens[sentence.first : sentence.last])


def _is_address(at: Setting) -> bool:
    if not ((at.figure.digits and at.bare) or at.figure.is_range) or at.behind is None:
        return False
    if at.behind.lower in _BLOCKS and (at.figure.value or 0) >= 100:
        return True
    if not at.behind.is_proper:
        return False
    following = at.parse.tokens[at.behind.i : at.behind.i + 4]
    return any(token.lower in _STREETS and token.is_proper for token in following)


def _word(at: Setting) -> Other | None:
    if _TIMES.match(at.text, at.figure.end):
        return Other.MULTIPLE
    if at.figure.unit == FRACTION:
        return None if _is_share(at) else Other.IDIOM
    if at.words == "one" and not at.figure.measure:
        negated = at.before is not None and at.before.lower in _NOT_ONE
        if _OF.match(at.text, at.figure.last):
            return Other.PRONOUN if negated else Other.ONE_OF
        if (negated or not at.counts) and at.figure.value == 1:
            return Other.PRONOUN
    if at.figure.digits:
        return None
    bare_magnitude = at.words in _MAGNITUDES and not at.figure.measure
    return Other.IDIOM if bare_magnitude or _is_kind(at) or _in_idiom(at) else None


def _is_share(at: Setting) -> bool:
    """Whether "half" is the half of something: "half of it", "by half", "about half", but not "the second half"."""
    if at.words != "half" or at.figure.modifier:
        return True
    if at.before and (at.before.tag[:2] in ("JJ", "NN") or at.before.lower in ("the", "this", "each", "either")):
        return False
    return bool(_HALVED.match(at.text, at.figure.end)) or bool(at.before and at.before.lower == "by")


def _in_idiom(at: Setting) -> bool:
    left, right = max(0, at.figure.start - 12), at.figure.end + 16
    return any(m.start() < at.figure.end and at.figure.start < m.end() for m in _IDIOM.finditer(at.text, left, right))


def _is_kind(at: Setting) -> bool:
    """Whether a number word makes an adjective that counts nothing ("a two-state plan")."""
    compound = _COMPOUND.match(at.text, at.figure.end)
    return bool(compound and compound[1].lower() not in _COMPOUNDS)
