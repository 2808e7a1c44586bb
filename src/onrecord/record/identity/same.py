"""Which forms are certainly the same actor: one rule for each kind of key, each link with its reason in plain words.

A rule sees all forms that share a key and nothing else, so that what it says depends on what is in the record and not on the
order in which it came. Where the record holds something that speaks against a match, there is no link.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.record.identity.offices import Office, may_be_one, same_place
from onrecord.record.identity.profiles import Profile, Shape, code_of
from onrecord.record.identity.words import is_adjective_of, sound, words

QUARTER = 92
"""Days between the ends of a quarter and of the next are at most twice this."""

HELD = 5 * QUARTER
"""Days within which a surname with its office means one person: about a year."""

NEAR = 2 * QUARTER
"""Days within which an office alone means the one who is known to hold it."""

NAME = "the same full name"
OTHER_NAME = "one document uses both names"
TITLE = "the same surname and office, at the same time"
HOLDER = "the only one known to hold this office at that time"
BODY = "the same name"
OF_ONE_PLACE = "the same body of the same state or place"
INITIALS = "one document gives both the name and the letters"
PLACE = "the same place"


@dataclass(frozen=True, slots=True, order=True)
class Form:
    """A profile with its id in the record."""

    id: str
    profile: Profile


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """Two forms that are the same actor, by their ids in order, and why. `first` is the one that a suggestion is about."""

    one: str
    other: str
    reason: str
    first: str = ""


def find_links(key: str, forms: Iterable[Form]) -> set[Link]:
    """The links between forms that share a key; `forms` are all that do."""
    rule = _RULES[key.partition(":")[0]]
    found = sorted(forms, key=lambda form: form.id)
    return set(rule(key.partition(":")[2], found)) if len(found) > 1 else set()


def branches(forms: Sequence[Form]) -> list[list[Form]]:
    """Forms of one full name by person: one list where nothing speaks against it, else one for each that is told apart.

    Forms that say nothing of who is meant, where others do and differ, are a list of their own.
    """
    telling = [form for form in forms if any(office.place for office in form.profile.offices)]
    if not any(_differ(one, other) for i, one in enumerate(telling) for other in telling[:i]):
        return [list(forms)] if forms else []
    groups = _gather(telling, _share_place)
    bare = [form for form in forms if form not in telling]
    return groups + ([bare] if bare else [])


def _differ(one: Form, other: Form) -> bool:
    """Whether two forms of one name are of offices in different states, or of one office in different places."""
    return any(_apart(a, b) for a in one.profile.offices for b in other.profile.offices) and not _share_place(one, other)


def _apart(one: Office, other: Office) -> bool:
    if not (one.place and other.place) or same_place(one.place, other.place):
        return False
    codes = code_of(one.place), code_of(other.place)
    return (all(codes) and codes[0] != codes[1]) or one.slot == other.slot


def _share_place(one: Form, other: Form) -> bool:
    places = [[office.place for office in form.profile.offices if office.place] for form in (one, other)]
    return any(same_place(a, b) for a in places[0] for b in places[1])


def _gather(forms: Sequence[Form], alike: Callable[[Form, Form], bool]) -> list[list[Form]]:
    """Forms in groups, each form in that of those it is like."""
    groups: list[list[Form]] = []
    for form in forms:
        fits = [group for group in groups if any(alike(form, other) for other in group)]
        groups = [group for group in groups if group not in fits] + [[*(f for group in fits for f in group), form]]
    return groups


def _star(forms: Iterable[Form], reason: str) -> Iterator[Link]:
    """Links that make these forms one."""
    first, *others = sorted(forms, key=lambda form: form.id)
    for other in others:
        yield Link(first.id, other.id, reason)


def link(one: Form, other: Form, reason: str) -> Link:
    return Link(min(one.id, other.id), max(one.id, other.id), reason)


def _by_name(key: str, forms: Sequence[Form]) -> Iterator[Link]:
    """Persons of one full name; and a person with this as another name, if it is the only one."""
    name = tuple(key.split())
    own = branches([form for form in forms if form.profile.words == name])
    for group in own:
        yield from _star(group, NAME)
    also = [form for form in forms if form.profile.words != name]
    if len({form.profile.words for form in also}) == 1 and len(own) == 1 and not any(_differ(a, b) for a in also for b in own[0]):
        for form in also:
            yield link(form, own[0][0], OTHER_NAME)


def _by_office(key: str, forms: Sequence[Form]) -> Iterator[Link]:
    """A surname with an office, and the only one of that surname who holds it."""
    full = [form for form in forms if form.profile.shape is Shape.FULL]
    titled = [form for form in forms if form.profile.shape is Shape.TITLED and key in (sound(form.profile.words[-1]),)]
    holders = {form.id: [other for other in full if may_hold(form, other)] for form in titled}
    names = {form.id: {other.profile.words for other in holders[form.id]} for form in titled}
    for i, form in enumerate(titled):
        if len(names[form.id]) == 1 and len(branches(holders[form.id])) == 1:
            yield from (link(form, other, TITLE) for other in holders[form.id] if is_within(form, other, HELD))
        fits = (other for other in titled[:i] if len(names[form.id] | names[other.id]) < 2)
        yield from (link(form, other, TITLE) for other in fits if _are_one(form, other, titled))


def may_hold(form: Form, other: Form) -> bool:
    """Whether a full name may be that of a surname with an office, whenever that was."""
    mine, theirs = form.profile, other.profile
    first = len(mine.words) == 1 or mine.words[0][0] == theirs.words[0][0]
    named = mine.words[-1] == theirs.words[-1] or (len(mine.words) == 1 and mine.words[0] == theirs.words[0])
    return named and first and theirs.words not in mine.rivals and hold_one(form, other)


def hold_one(form: Form, other: Form) -> bool:
    return any(may_be_one(a, b) for a in form.profile.offices for b in other.profile.offices)


def _are_one(form: Form, other: Form, titled: Sequence[Form]) -> bool:
    """Whether two forms of a surname with an office are one: near in time, of one place or where only one is known."""
    if form.profile.words[-1] != other.profile.words[-1] or not hold_one(form, other) or not is_within(form, other, HELD):
        return False
    if len({f.profile.words[0][0] for f in (form, other) if len(f.profile.words) > 1}) > 1:
        return False
    return _share_place(form, other) or not _places_differ([f for f in titled if hold_one(f, form) or hold_one(f, other)])


def _places_differ(forms: Sequence[Form]) -> bool:
    places = {office.place for form in forms for office in form.profile.offices if office.place}
    return any(not same_place(a, b) for a in places for b in places)


def is_within(form: Form, other: Form, days: int) -> bool:
    """Whether two times lie so near, counted between their farther ends; not known of two is no reason against it."""
    one, two = form.profile.when, other.profile.when
    if one is None or two is None:
        return one is two
    return max(one[1], two[1]) - min(one[0], two[0]) <= days


def _by_post(key: str, forms: Sequence[Form]) -> Iterator[Link]:
    """An office without a name, and the only one who is known to hold it then."""
    holders = [form for form in forms if form.profile.shape is not Shape.POST and form.profile.when]
    posts = [form for form in forms if form.profile.shape is Shape.POST and form.profile.when and not form.profile.rivals]
    for group in by(posts, lambda form: (form.profile.offices, form.profile.when)).values():
        found = _holders(group[0], holders)
        yield from (link(form, other, HOLDER) for form in group for other in found)


def _holders(form: Form, holders: Sequence[Form]) -> list[Form]:
    """The forms of the one person who is known to hold the office at that time; none where it may be another."""
    around = [other for other in holders if is_within(form, other, 2 * HELD) and is_of(form, other)]
    near = [other for other in around if is_within(form, other, NEAR)]
    return near if near and len(_persons([*around, *_of_no_place(form, holders)])) == 1 else []


def _of_no_place(form: Form, holders: Sequence[Form]) -> list[Form]:
    """Who is said to hold such an office at that time, nobody says where: it may be the one that is meant."""
    slots = {office.slot for office in form.profile.offices if office.place}
    elsewhere = {other.profile.words for other in holders if not is_of(form, other) and _places_of(other, slots)}
    elsewhere |= {(name[i],) for name in elsewhere for i in (0, -1)}
    told = (other for other in holders if is_within(form, other, HELD) and other.profile.words not in elsewhere)
    return [other for other in told if any(o.slot in slots and not o.place for o in other.profile.offices)]


def _places_of(form: Form, slots: set[tuple[str, str]]) -> set[str]:
    return {office.place for office in form.profile.offices if office.place and office.slot in slots}


def is_of(form: Form, other: Form) -> bool:
    """Whether somebody holds an office of the very place that is said."""
    mine = [office for office in form.profile.offices if office.place]
    theirs = [office for office in other.profile.offices if office.place]
    return any(a.slot == b.slot and same_place(a.place, b.place) for a in mine for b in theirs)


def _persons(forms: Sequence[Form]) -> list[list[Form]]:
    """Holders by person, as far as names tell: full names that differ are two, a surname belongs to its full name."""
    full = {form.profile.words for form in forms if form.profile.shape is Shape.FULL}
    last = {name[-1] for name in full} | {name[0] for name in full}
    rest = {form.profile.words for form in forms if form.profile.words not in full and not {*form.profile.words} & last}
    return [[form for form in forms if form.profile.words == name] for name in (*full, *rest)]


def _by_body(key: str, forms: Sequence[Form]) -> Iterator[Link]:
    """Bodies of one name; of a state or town in any order, the place as a name or an adjective."""
    alike = by(forms, lambda form: tuple(sorted(form.profile.words)))
    for group in alike.values():
        yield from _star(group, BODY)
    firsts = [group[0] for group in alike.values()]
    for i, one in enumerate(firsts):
        yield from (link(one, other, OF_ONE_PLACE) for other in firsts[:i] if _is_of_one_place(one, other))


def _is_of_one_place(one: Form, other: Form) -> bool:
    generic = words().generic
    a, b = ([word for word in form.profile.words if word not in generic] for form in (one, other))
    return len(a) == len(b) == 1 and (is_adjective_of(a[0], b[0]) or is_adjective_of(b[0], a[0]))


def _by_letters(key: str, forms: Sequence[Form]) -> Iterator[Link]:
    """Letters, and the only name that goes by them; where several do, letters of one document's state are not another's."""
    letters = [form for form in forms if form.profile.shape is Shape.LETTERS]
    named = [form for form in forms if form.profile.shape is Shape.BODY]
    if len({tuple(sorted(form.profile.words)) for form in named}) < 2 and letters:
        yield from _star(letters, BODY)
        yield from (link(form, letters[0], INITIALS) for form in named)


def _by_place(key: str, forms: Sequence[Form]) -> Iterator[Link]:
    yield from _star(forms, PLACE)


def _by_group(key: str, forms: Sequence[Form]) -> Iterator[Link]:
    yield from _star(forms, BODY)


def by(forms: Iterable[Form], of: Callable[[Form], Hashable]) -> dict[Hashable, list[Form]]:
    groups: dict[Hashable, list[Form]] = defaultdict(list)
    for form in forms:
        groups[of(form)].append(form)
    return groups


_RULES: dict[str, Callable[[str, Sequence[Form]], Iterator[Link]]] = {
    "name": _by_name,
    "office": _by_office,
    "post": _by_post,
    "body": _by_body,
    "letters": _by_letters,
    "state": _by_place,
    "group": _by_group,
}
