"""Hedges and evidence: the words, how sure, and what they hold for. All sentences are made up."""

from __future__ import annotations

import pytest

from onrecord import read_text
from onrecord.annotators.hedges import Basis, Hedge, find_bases, find_hedges
from onrecord.language.english import english
from onrecord.model import Certainty
from onrecord.testing import make_document


def hedges(text: str) -> list[Hedge]:
    doc = make_document(text)
    return find_hedges(english().parse(doc), doc)


def bases(text: str) -> list[Basis]:
    doc = make_document(text)
    return find_bases(english().parse(doc), doc)


@pytest.mark.parametrize(
    ("text", "words", "certainty"),
    [
        ("The dam was reportedly hit.", "reportedly", "probable"),
        ("The rebels allegedly fired first.", "allegedly", "probable"),
        ("Nine men are believed to have drowned.", "believed to", "probable"),
        ("What they found leads one to think that the mill was hit.", "leads one to think", "probable"),
        ("Police held a man believed to have set the fire.", "believed to", "probable"),
        ("Police held three men suspected of robbing the mill.", "suspected of", "probable"),
        ("Arn Tolk is wanted for the murder of a guard.", "wanted for", "probable"),
        ("It is thought that nine men drowned.", "thought", "probable"),
        ("Nine men are feared dead.", "feared", "probable"),
        ("The bridge appears to have been hit.", "appears to", "probable"),
        ("It seems that the bridge was hit.", "seems", "probable"),
        ("We believe that they fired first.", "believe", "probable"),
        ("The talks are likely to fail.", "likely", "probable"),
        ("Police held a suspected arsonist.", "suspected", "probable"),
        ("Preliminary results show that the fire was set.", "Preliminary", "probable"),
        ("In all likelihood the bridge was hit.", "In all likelihood", "probable"),
        ("He must have known of it.", "must", "probable"),
        ("The bridge may have been hit.", "may", "possible"),
        ("The bridge might have been hit.", "might", "possible"),
        ("The strike could resume.", "could", "possible"),
        ("The bridge was possibly hit.", "possibly", "possible"),
        ("It is possible that the bridge was hit.", "possible", "possible"),
        ("Unconfirmed reports said the bridge fell.", "Unconfirmed", "possible"),
    ],
)
def test_hedges_are_found_with_their_strength(text: str, words: str, certainty: str) -> None:
    found = hedges(text)
    assert [(hedge.span.of(text), hedge.certainty) for hedge in found] == [(words, Certainty(certainty))]


@pytest.mark.parametrize(
    "text",
    [
        "The dam was hit.",
        "Police could not enter the camp.",
        "Perhaps 300 people came.",
        "It happened in May.",
        "The attackers appeared at dawn.",
        "He was told that the port is closed.",
        "What could they do?",
        "They made peace possible.",
        "We do not believe that they fired.",
    ],
)
def test_hedges_are_not_seen_where_nothing_is_hedged(text: str) -> None:
    assert hedges(text) == []


def test_hedges_hold_for_their_own_clause_only() -> None:
    text = "The dam was reportedly hit, and the port was closed."
    assert hedges(text)[0].scope.of(text) == "The dam was reportedly hit"


def test_hedges_before_a_noun_hold_for_its_phrase() -> None:
    text = "Police held a suspected arsonist in Orva."
    assert hedges(text)[0].scope.of(text).startswith("a suspected arsonist")


def test_hedges_of_data_hold_for_what_the_data_show() -> None:
    text = "Preliminary results show that the fire was set."
    assert hedges(text)[0].scope.of(text) == "the fire was set"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("According to preliminary data, nine men fell ill.", "According to preliminary data"),
        ("Satellite images show that the bridge was hit.", "Satellite images show"),
        ("Witnesses told us that a drone fell.", "Witnesses told"),
        ("We have video of the strike.", "We have video"),
        ("The estimate is based on satellite imagery.", "based on satellite imagery"),
        ("She saw the raid with her own eyes.", "with her own eyes"),
    ],
)
def test_bases_are_the_words_that_name_the_evidence(text: str, words: str) -> None:
    assert [basis.span.of(text) for basis in bases(text)] == [words]


def test_bases_hold_for_what_the_evidence_shows() -> None:
    text = "Satellite images show that the bridge was hit."
    assert bases(text)[0].scope.of(text) == "the bridge was hit"


@pytest.mark.parametrize(
    "text",
    [
        "According to the minister, the port is calm.",
        "The ministry said that the port is calm.",
        "They have no evidence of a strike.",
        "We have not seen video of it.",
    ],
)
def test_bases_leave_sources_and_missing_evidence_out(text: str) -> None:
    assert bases(text) == []


@pytest.mark.parametrize("cue", ["thought to", "believed to", "alleged to"])
def test_what_others_hold_of_a_man_is_probable_and_befalls_nobody_else(cue: str) -> None:
    doc = read_text(f"A man {cue} have shot the mayor was arrested.")
    found = {c.event.trigger.of(doc.text): c for c in doc.claims if c.event and c.event.trigger}
    assert found["shot"].certainty.value == "probable"
    arrested = found["arrested"].event
    assert arrested is not None
    assert [m.span.of(doc.text) for m in arrested.recipients] == ["A man"]
