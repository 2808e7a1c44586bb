"""Who is who across documents: scored on a gold of invented people, whatever the order; and rule by rule."""

import csv
import hashlib
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from importlib.resources import files
from itertools import combinations
from pathlib import Path

import pytest

from onrecord.record.identity.groups import gather
from onrecord.record.identity.likely import find_likely
from onrecord.record.identity.offices import parse_office
from onrecord.record.identity.profiles import Appearance, Profile, is_hidden, keys, profiles
from onrecord.record.identity.same import Form, find_links

GOLD = Path(__file__).parent.parent / "data" / "actors_gold.tsv"
Row = tuple[str, Appearance]


def scenes() -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    with GOLD.open(encoding="utf-8", newline="") as file:
        for number, line in enumerate(csv.reader((row for row in file if not row.startswith("#")), delimiter="\t")):
            scene, who, kind, name, posts, also, published, countries = [*line, *[""] * (8 - len(line))]
            many = [tuple(filter(None, cell.split(";"))) for cell in (also, posts, countries)]
            is_post = name in many[1]
            seen = Appearance(f"d{number}", kind, name, 0, many[0], many[1], published or None, is_post, countries=many[2])
            found[scene].append((who, seen))
    return found


def forms_of(seen: Iterable[Appearance]) -> list[Form]:
    return [_form(profiles([one])[0]) for one in seen]


def _form(profile: Profile) -> Form:
    text = json.dumps(profile.to_dict(), sort_keys=True)
    assert Profile.from_dict(json.loads(text)) == profile
    return Form(hashlib.sha256(text.encode()).hexdigest()[:12], profile)


def blocks_of(forms: Sequence[Form]) -> dict[str, list[Form]]:
    blocks: dict[str, dict[str, Form]] = defaultdict(dict)
    for form in forms:
        for key in keys(form.profile):
            blocks[key][form.id] = form
    return {key: list(block.values()) for key, block in blocks.items()}


def certain(forms: Sequence[Form]) -> dict[str, frozenset[str]]:
    """The group of each form."""
    links = [link for key, block in blocks_of(forms).items() if not is_hidden(key) for link in find_links(key, block)]
    return {form: group for group in gather([form.id for form in forms], links) for form in group}


def suggested(forms: Sequence[Form]) -> set[frozenset[str]]:
    """Pairs of forms whose groups a suggestion names."""
    group = certain(forms)
    pairs = {frozenset((link.one, link.other)) for key, block in blocks_of(forms).items() for link in find_likely(key, block)}
    ids = {form.id for form in forms}
    return {
        frozenset((a, b))
        for a, b in combinations(sorted(ids), 2)
        if group[a] != group[b] and any(frozenset((x, y)) in pairs for x in group[a] for y in group[b])
    }


def score() -> tuple[Counter[str], list[str]]:
    """How many pairs of each sort are joined, suggested or left, and what is wrong in words."""
    count: Counter[str] = Counter()
    wrong = []
    for scene, rows in scenes().items():
        forms = forms_of(seen for _, seen in rows)
        group, likely = certain(forms), suggested(forms)
        for (a, one), (b, other) in combinations(list(zip((who for who, _ in rows), forms, strict=True)), 2):
            gold = "unsure" if "?" in a + b else "same" if a == b else "different"
            is_one = group[one.id] == group[other.id]
            said = "joined" if is_one else "suggested" if frozenset((one.id, other.id)) in likely else "left"
            count[f"{gold} {said}"] += 1
            if (gold, said) not in (("same", "joined"), ("different", "left"), ("unsure", "suggested"), ("unsure", "left")):
                wrong.append(f"{scene}: {one.profile.name} / {other.profile.name}: {gold}, {said}")
    return count, wrong


def test_gold_joins_nothing_that_is_not_the_same() -> None:
    count, wrong = score()
    assert count["different joined"] == count["unsure joined"] == 0, "\n".join(wrong)
    assert count["same joined"] + count["same suggested"] + count["same left"] >= 60
    assert count["same joined"] >= 0.9 * (count["same joined"] + count["same suggested"] + count["same left"]), "\n".join(wrong)
    assert count["different suggested"] <= 0.03 * (count["different suggested"] + count["different left"]), "\n".join(wrong)


@pytest.mark.parametrize("seed", range(5))
def test_groups_do_not_depend_on_the_order(seed: int) -> None:
    forms = [form for rows in scenes().values() for form in forms_of(seen for _, seen in rows)]
    before = certain(forms)
    random.Random(seed).shuffle(forms)
    assert certain(forms) == before


@pytest.mark.parametrize(
    ("title", "office"),
    [
        ("President", ("president", "", "")),
        ("Kazakh President", ("president", "@KZ", "")),
        ("president of the Republic of Kazakhstan", ("president", "@KZ", "")),
        ("Orvan president", ("president", "~orvan", "")),
        ("Prime Minister", ("premier", "", "")),
        ("Minister of Internal Affairs of Kazakhstan", ("minister", "@KZ", "interior")),
        ("Ambassador of Kazakhstan to Ethiopia", ("ambassador", "@KZ", "@ET")),
        ("Governor of Calder Province", ("governor", "calder", "")),
        ("UN Secretary-General", ("secretary general", "@un", "")),
    ],
)
def test_office_of_one_holder_is_known(title: str, office: tuple[str, str, str]) -> None:
    found = parse_office(title)
    assert found is not None
    assert (found.head, found.place, found.scope) == office


@pytest.mark.parametrize(
    "title",
    [
        "former president", "vice president", "deputy foreign minister", "minister", "spokesman for the president",
        "bank president", "Senate President", "colonel", "president of Dolvan University", "adviser to the president",
        "president-elect", "",
    ],
)  # fmt: skip
def test_office_that_several_hold_or_that_is_over_is_none(title: str) -> None:
    assert parse_office(title) is None


def test_rules_and_word_lists_are_those_of_the_last_migration() -> None:
    """A change of a word list changes who is who in records that are there: add a migration that calls `actors.rebuild`."""
    folder = files("onrecord.record.identity") / "data"
    found = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest()[:12] for name in ("states.tsv", "words.toml")}
    assert found == {"states.tsv": "5063b2c2d6e3", "words.toml": "aa133b0fb97a"}
