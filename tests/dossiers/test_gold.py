"""The gold of the dossiers stands in their documents and holds together."""

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from onrecord.model import Document
from onrecord.readers import read_source

HERE = Path(__file__).parent
DOSSIERS = sorted(path.parent.name for path in HERE.glob("*/gold.json"))


@lru_cache
def gold(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((HERE / name / "gold.json").read_text(encoding="utf-8"))
    return data


@lru_cache
def document(name: str, file: str) -> Document:
    return read_source(HERE / name / file)


def occurrences(exact: str, text: str) -> int:
    return len(re.findall(r"\s+".join(map(re.escape, exact.split())), text))


@pytest.mark.parametrize("name", DOSSIERS)
def test_gold_words_stand_once_in_their_document_or_say_which_time(name: str) -> None:
    for claim in gold(name)["claims"]:
        found = occurrences(claim["text"]["exact"], document(name, claim["document"]).text)
        wanted = claim["text"].get("occurrence")
        assert (found == 1 and wanted is None) or 1 <= (wanted or 0) <= found, claim


@pytest.mark.parametrize("name", DOSSIERS)
def test_gold_lists_every_document_of_its_dossier(name: str) -> None:
    files = {path.name for path in (HERE / name).iterdir() if path.suffix in (".txt", ".html")}
    assert {doc["id"] for doc in gold(name)["documents"]} == files
    assert {doc[key] for doc in gold(name)["documents"] for key in ("copies_of", "corrects") if doc.get(key)} <= files


@pytest.mark.parametrize("name", DOSSIERS)
def test_gold_ids_are_unique_and_known(name: str) -> None:
    found = gold(name)
    claims = [claim["id"] for claim in found["claims"]]
    assert len(set(claims)) == len(claims)
    for matter in found["matters"]:
        accounts = {account["id"] for account in matter["accounts"]}
        assert {claim for account in matter["accounts"] for claim in account["claims"]} <= set(claims)
        assert {relation[side] for relation in matter["relations"] for side in "ab"} <= accounts | set(claims)
    for thread in found["threads"]:
        assert {thread["claim"], *thread["restated"], *thread["responses"]} <= set(claims)
        assert thread["state"] == thread["states"][-1]["state"]
