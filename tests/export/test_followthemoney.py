"""FollowTheMoney: entities of the schemata that its package knows; the package itself checks them where it is installed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.export.told import HERE, exported, needs

from onrecord.store import Store
from onrecord.testing import make_statement


def entities(store: Store, **asked: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in exported(store, "ftm", **asked).splitlines()]


FTM: dict[str, dict[str, str]] = json.loads((HERE / "followthemoney.json").read_text())
"""Of each schema that an export uses the properties, and what each holds: a type, or the schemata that it leads to."""

FTM_TYPES = {
    "name": r"\S.{0,383}",
    "string": r"\S.{0,1023}",
    "text": r"(?s)\S.*",
    "address": r"\S.{0,1023}",
    "url": r"https?://\S+",
    "date": r"\d{4}(-\d\d(-\d\d(T\d\d(:\d\d(:\d\d)?)?)?)?)?",
    "language": "[a-z]{3}",
    "country": "[a-z]{2}",
    "mimetype": "[a-z]+/[a-z.+-]+",
    "number": r"-?\d+(\.\d+)?",
}


def test_ftm_entities_have_the_properties_of_their_schemata(store: Store) -> None:
    told = entities(store, rejected=True)
    schemata = {one["id"]: one["schema"] for one in told}
    for one in told:
        for name, values in one["properties"].items():
            holds = FTM[one["schema"]][name]
            for value in values:
                fits = re.fullmatch(FTM_TYPES[holds], value) if holds in FTM_TYPES else schemata[value] in holds.split()
                assert fits, (one["schema"], name, value)


def checked(**asked: Any) -> list[str]:
    """What FollowTheMoney's own package finds wrong: it builds on ICU, so that it lies in an environment of its own (.ci/run)."""
    tool = shutil.which("ftm")
    needs("FollowTheMoney (Debian's python3-icu, then pip install followthemoney==4.11.2)", tool is not None)
    command = [str(Path(tool or "").with_name("python")), str(HERE / "check_ftm.py")]
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    found: list[str] = json.loads(done.stdout)
    return found


@pytest.mark.slow
def test_ftm_entities_are_valid_for_the_followthemoney_package(store: Store) -> None:
    assert checked(entities=entities(store, rejected=True)) == []


@pytest.mark.slow
def test_ftm_package_finds_what_is_wrong() -> None:
    wrong = {"id": "x", "schema": "Person", "properties": {"birthDate": ["soon"], "name": ["Ana"]}}
    assert checked(entities=[wrong])


def test_ftm_facts_are_those_of_the_followthemoney_package() -> None:
    assert checked(facts=FTM) == []


@pytest.mark.slow
def test_ftm_text_is_as_followthemoney_keeps_it(store: Store) -> None:
    store.add(make_statement("A\u2028line,\u00ad\u200b a sign\x0c.\r\n" + make_statement().text + "\n\n", title="Signs"))
    (text,) = (one["properties"]["bodyText"][0] for one in entities(store) if one["properties"].get("title") == ["Signs"])
    assert text.startswith("A line, a sign.\r\n")
    assert checked(entities=[one for one in entities(store) if one["schema"] == "PlainText"]) == []


def test_ftm_every_entity_that_is_referred_to_is_there(store: Store) -> None:
    told = entities(store, rejected=True, wanted={"publisher": "Ozerin Post"})
    known = {one["id"]: one["schema"] for one in told}
    assert len(known) == len(told)
    links = ("subject", "object", "proof", "involved", "entity", "addressEntity")
    assert {id for one in told for name in links for id in one["properties"].get(name, [])} <= set(known)


def test_ftm_only_what_is_said_to_have_happened_is_an_event(store: Store) -> None:
    told = entities(store, rejected=True)
    words = {word for one in told if one["schema"] == "Event" for word in one["properties"]["keywords"]}
    assert {word for word in words if word.startswith("status: ")} == {"status: done", "status: ongoing"}
    notes = [one["properties"]["name"][0] for one in told if one["schema"] == "Note"]
    assert any(name.startswith("Denial by ") for name in notes)
    assert any(name.startswith("Statement by Marek Tull [planned]: ") for name in notes)


def test_ftm_country_that_no_standard_names_is_left_out(store: Store) -> None:
    assert all("country" not in one["properties"] for one in entities(store))  # XA is for anybody's own use
