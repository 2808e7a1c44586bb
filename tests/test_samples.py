"""What the record must get right, on the samples: golden ledgers, and what a careful reader looks for first."""

import io
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import pytest
from rich.console import Console

import onrecord
from onrecord.export import print_ledger
from onrecord.model import Claim, ClaimKind, Document, Role, Stance, Status

SAMPLES = ("interview.txt", "press-statement.html", "wire-report.txt")
UNREAL = {Status.DENIED, Status.HYPOTHETICAL, Status.PLANNED, Status.ORDERED, Status.THREATENED, None}


@lru_cache
def sample(name: str) -> Document:
    return onrecord.read(Path(str(files("onrecord") / "samples" / name)))


def claims(name: str, words: str) -> list[Claim]:
    doc = sample(name)
    return [claim for claim in doc.claims if words in claim.text.of(doc.text)]


def speaker(name: str, claim: Claim) -> str | None:
    actor = sample(name).actor(claim.speaker)
    return actor.name if actor else None


@pytest.mark.parametrize("name", SAMPLES)
def test_ledger_of_a_sample_is_as_it_was(name: str, golden: Callable[[str, str], None]) -> None:
    out = io.StringIO()
    print_ledger(sample(name), Console(file=out, width=100, color_system=None))
    golden(f"{Path(name).stem}.txt", "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n")


DENIED = (
    "no clashes between the police and the demonstrators",
    "the police did not use force",
    "fire on demonstrators",
    "army did not take part",
    "do not take part in any arrests",
    "no shortage of bread",
    "no negotiations with people",
)


@pytest.mark.parametrize("words", DENIED)
def test_interview_claim_that_is_denied_is_never_a_fact(words: str) -> None:
    found = claims("interview.txt", words)
    assert found
    assert {(claim.status, claim.stance) for claim in found} == {(Status.DENIED, Stance.DENIES)}


@pytest.mark.parametrize(
    "words", ["minors had been arrested", "foreign inquiry", "shut every port", "release of all 41", "army was involved"]
)
def test_wire_report_states_no_act_that_is_only_denied_demanded_or_threatened(words: str) -> None:
    assert {claim.status for claim in claims("wire-report.txt", words)} <= UNREAL


def test_interview_answers_are_the_governors() -> None:
    doc = sample("interview.txt")
    answers = [turn for turn in doc.turns if turn.role is Role.ANSWER]
    names = {actor.name for turn in answers if (actor := doc.actor(turn.speaker))}
    assert (len(answers), names) == (6, {"Lena Varga"})


def test_interview_speaker_has_her_post() -> None:
    doc = sample("interview.txt")
    governor = next(actor for actor in doc.actors if actor.name == "Lena Varga")
    assert governor.posts[0].title == "Governor of Calder Province"


def test_interview_legal_ground_belongs_to_the_state_of_emergency() -> None:
    (claim,) = claims("interview.txt", "declared a state of emergency")
    text = sample("interview.txt").text
    assert [span.of(text) for span in claim.event.legal_basis] == ["on the basis of Article 12 of the Emergency Powers Act"]
    assert [span.of(text) for span in claim.event.condition] == ["until order is restored"]


def test_interview_approximate_figures_keep_their_words() -> None:
    figures = {q.modifier: (q.low, q.best) for q in sample("interview.txt").quantities if q.modifier}
    assert figures["around"] == (None, 450)
    assert figures["at least"] == (14, None)
    assert figures["almost"] == (None, 60)


def test_no_claim_stands_on_furniture() -> None:
    doc = sample("interview.txt")
    assert [span.of(doc.text) for span in doc.furniture] == ["Leave a Reply"]
    assert not [c for c in doc.claims for f in doc.furniture if c.text.overlaps(f)]
    page = sample("press-statement.html").text
    assert not [words for words in ("cookies", "Related links", "Share this page", "All rights") if words in page]


def test_wire_report_keeps_both_tolls_apart_by_speaker() -> None:
    (union,) = claims("wire-report.txt", "At least 26 people were killed")
    assert speaker("wire-report.txt", union) == "Dockers' Union"
    assert union.event.counts[0].low == 26


def test_press_statement_date_is_the_pages_own() -> None:
    doc = sample("press-statement.html")
    assert doc.published is not None
    assert doc.published.startswith("2024-03-05")
    assert doc.publisher == "Ministry of the Interior of Merisha"


def test_demand_has_no_status() -> None:
    demands = [claim for name in SAMPLES for claim in sample(name).claims if claim.kind is ClaimKind.DEMAND]
    assert demands
    assert not {claim.status for claim in demands} & {Status.DONE, Status.ONGOING}
