"""A small record with everything that formats of the web tell, and what it exports."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from onrecord import workspace
from onrecord.export.formats.asked import Asked
from onrecord.model import ClaimKind, Document, Stance, Status
from onrecord.store import Store
from onrecord.testing import make_claim, make_document, make_saying, make_statement, make_toll, make_visited, span_of

HERE = Path(__file__).parent / "standards"
EMOJI = "🚨🚨 Alert. No one fired.\n👮 No one fired.\n"
"""Words before a statement: characters outside the basic plane, and words that stand twice."""


def make_promise() -> Document:
    text = "Marek Tull promised to open the bridge. Then the bridge was opened."
    actors = make_statement().actors
    promise = make_claim(
        span_of(text, "to open the bridge"),
        ClaimKind.COMMITMENT,
        Status.PLANNED,
        id="promise01",
        speaker="a1",
        stance=Stance.ASSERTS,
    )
    opened = make_claim(span_of(text, "the bridge was opened"), id="opened01")
    fields: dict[str, Any] = {"publisher": "Ozerin Post", "published": "2024-03-05"}
    doc = make_document(text, actors=actors, events=(promise.event, opened.event), claims=(promise, opened), **fields)
    return replace(doc, id="9f8e7d6c5b4a3921")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A claim and a denial, once behind emoji; claims corrected, accepted, rejected, added; a page that was visited."""
    with Store(tmp_path / "crisis.db", who="ana") as store:
        store.add(make_statement(uri="https://ozerin.example/1?a=b c"))
        store.add(make_statement(EMOJI + make_statement().text))
        store.add(make_toll(17))
        store.add(make_saying("Ana Kos", "Governor of Ozerin"))
        store.add(make_visited())
        store.add(make_promise())
        store.reject(store.claims(stance="denies", speaker="Kos")[0].id, note="not hers")
        store.correct(store.claims(kind="casualties")[0].id, event_type="ASSAULT")
        store.accept(store.claims(kind="deployment")[0].id)
        store.add_claim("9f8e7d6c", words="the bridge", kind="situation", status="ongoing", speaker="Ina Vell")
        yield store


def exported(store: Store, name: str, **asked: Any) -> str:
    out = Path(store.name).parent / f"{name}.{len(asked)}"
    workspace.export_as(store, name, out, Asked(**asked))
    return out.read_text("utf-8")


def needs(tool: str, there: bool) -> None:
    """Skip where a tool is missing, and say so; fail where everything must be checked."""
    if not there and os.environ.get("CI"):
        pytest.fail(f"{tool} is missing: this check must run here")
    if not there:
        pytest.skip(f"NOT CHECKED: {tool} is missing")
