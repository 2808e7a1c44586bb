"""Which forms are perhaps the same actor: never joined, only suggested to a person, with what speaks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, pairwise, product

from onrecord.record.identity.profiles import Profile, Shape, code_of, skeleton
from onrecord.record.identity.same import HELD, NEAR, Form, Link, branches, by, is_of, is_within, may_hold
from onrecord.record.identity.words import PARTICLES, sound, words

SURNAME = "the same surname, and no other full name with it is known"
LATER = "the same surname and office, but at another time or at a time that is not known"
SEVERAL = "the same surname and office, but several of this surname hold or held it"
MIDDLE = "the same first name and surname, but one has more names"
SPELLING = "the same name in another spelling or order"
CLASH = "the same full name, but offices in different states or places"
UNTOLD = "the same full name, but several persons bear it"
HOLDS = "one holds the office that the other is called by, but others may have held it then"
ONCE = "one holds the office that the other is called by, but at another time or at a time that is not known"
POST = "called by the same office, near in time, but nobody is known to hold it"
STATE_BODY = "a body of this name is known, and its document speaks of that state only"
ONLY_BODY = "the only body of this name whose state or place is known"
COMMON = "a body of the same name, and both documents speak of one state only"
ORDER = "the same words in another order"
LETTERS = "the only name that has these initials"
PLACE = "the same name, but one document does not tell which place it is"
KIND = "the same name, but read as another kind of actor"


def find_likely(key: str, forms: Iterable[Form]) -> set[Link]:
    """Pairs of forms that share a key and may be the same; `forms` are all that do. Some may be linked for certain."""
    rule = _RULES.get(key.lstrip("?").partition(":")[0])
    return set(rule(sorted(forms, key=lambda form: form.id))) if rule else set()


def link(one: Form, other: Form, reason: str) -> Link:
    """A pair of forms; a suggestion is about the first."""
    return Link(min(one.id, other.id), max(one.id, other.id), reason, one.id)


def _of(shape: Shape, forms: Iterable[Form]) -> list[Form]:
    return [form for form in forms if form.profile.shape is shape]


def _by_words(forms: Iterable[Form]) -> list[list[Form]]:
    return list(by(forms, lambda form: form.profile.words).values())


def _surnames(forms: Sequence[Form]) -> Iterator[Link]:
    full = _by_words(_of(Shape.FULL, forms))
    for one, other in combinations(full, 2):
        if _has_more_names(one[0].profile.words, other[0].profile.words):
            yield link(one[0], other[0], MIDDLE)
    for form in (*_of(Shape.BARE, forms), *_of(Shape.TITLED, forms)):
        fits = [group for group in full if _fits(form.profile, group[0].profile)]
        if len(fits) == 1:
            yield link(fits[0][0], form, SURNAME)


def _has_more_names(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    a, b = sorted((one, other), key=len)
    return len(a) < len(b) and (a[0], a[-1]) == (b[0], b[-1]) and set(a) <= set(b)


def _fits(short: Profile, full: Profile) -> bool:
    """Whether a surname, perhaps with an initial, may be short for a full name."""
    bare = [word for word in short.words if word not in PARTICLES]
    initial = len(bare) < 2 or full.words[0].startswith(bare[0])
    return bool(bare) and bare[-1] == full.words[-1] and initial and full.words not in short.rivals


def _offices(forms: Sequence[Form]) -> Iterator[Link]:
    full = _of(Shape.FULL, forms)
    for form in _of(Shape.TITLED, forms):
        holders = _by_words(other for other in full if may_hold(form, other))
        for group in holders:
            yield link(group[0], form, SEVERAL if len(holders) > 1 else LATER)


def _spellings(forms: Sequence[Form]) -> Iterator[Link]:
    for one, other in combinations(_by_words(forms), 2):
        a, b = sorted(one[0].profile.words), sorted(other[0].profile.words)
        if len(a) == len(b) and all(
            sound(x) == sound(y) or (len(x) > 4 < len(y) and skeleton(x) == skeleton(y)) for x, y in zip(a, b, strict=True)
        ):
            yield link(one[0], other[0], SPELLING)


def _names(forms: Sequence[Form]) -> Iterator[Link]:
    for group in _by_words(forms):
        for one, other in combinations(branches(group), 2):
            told = all(any(office.place for office in part[0].profile.offices) for part in (one, other))
            yield link(one[0], other[0], CLASH if told else UNTOLD)


def _posts(forms: Sequence[Form]) -> Iterator[Link]:
    posts, holders = _of(Shape.POST, forms), [form for form in forms if form.profile.shape is not Shape.POST]
    for form in posts:
        fits = [other for other in holders if is_of(form, other) and other.profile.words not in form.profile.rivals]
        around = _by_words(other for other in fits if form.profile.when and other.profile.when and is_within(form, other, HELD))
        for group in around:
            yield link(group[0], form, HOLDS)
        if not around and len(_by_words(fits)) == 1:
            yield link(fits[0], form, ONCE)
    alone = [form for form in posts if form.profile.when and not any(is_of(form, other) for other in holders)]
    for group in by(alone, lambda form: form.profile.offices).values():
        for one, other in pairwise(sorted(group, key=lambda form: (form.profile.when or (0, 0), form.id))):
            if is_within(one, other, NEAR):
                yield link(one, other, POST)


def _bodies(forms: Sequence[Form]) -> Iterator[Link]:
    generic = words().generic
    placed = [form for form in _of(Shape.BODY, forms) if len([w for w in form.profile.words if w not in generic]) == 1]
    common = [form for form in _of(Shape.COMMON, forms) if len(form.profile.words) > 1 and generic.issuperset(form.profile.words)]
    by_place = by(placed, lambda form: next(w for w in form.profile.words if w not in generic))
    for form in common:
        state = [
            group for place, group in by_place.items() if form.profile.context and code_of(str(place)) == form.profile.context
        ]
        if state:
            yield link(state[0][0], form, STATE_BODY)
        elif len(by_place) == 1 and not form.profile.context:
            yield link(next(iter(by_place.values()))[0], form, ONLY_BODY)
    if not placed:
        for group in by((f for f in common if f.profile.context), lambda form: form.profile.context).values():
            yield from (link(group[0], form, COMMON) for form in group[1:])


def _orders(forms: Sequence[Form]) -> Iterator[Link]:
    for one, other in combinations(_by_words(_of(Shape.BODY, forms)), 2):
        yield link(one[0], other[0], ORDER)


def _letters(forms: Sequence[Form]) -> Iterator[Link]:
    letters, named = _of(Shape.LETTERS, forms), _by_words(_of(Shape.BODY, forms))
    if len(named) == 1 and letters:
        yield link(letters[0], named[0][0], LETTERS)


def _places(forms: Sequence[Form]) -> Iterator[Link]:
    groups = _by_words(forms)
    known = [group for group in groups if group[0].profile.words[0].startswith("#")]
    for group in groups:
        if len(known) == 1 and group is not known[0]:
            yield link(known[0][0], group[0], PLACE)


def _kinds(forms: Sequence[Form]) -> Iterator[Link]:
    kinds = list(by(forms, lambda form: form.profile.kind).values())
    for one, other in combinations(kinds, 2):
        yield from (link(a, b, KIND) for a, b in product(one[:1], other[:1]))


_RULES: dict[str, Callable[[Sequence[Form]], Iterator[Link]]] = {
    "surname": _surnames,
    "office": _offices,
    "spelling": _spellings,
    "name": _names,
    "post": _posts,
    "common": _bodies,
    "words": _orders,
    "initials": _letters,
    "place": _places,
    "any": _kinds,
}
