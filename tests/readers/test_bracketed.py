from __future__ import annotations

import pytest

from onrecord.readers import read_text

RECORDING = """SELM, 3 MAR 90 (RADIO OLM) -- [REPORT] [TEXT] THE MAYOR SPOKE TODAY OF THE FIRE AT THE HARBOUR OF TIRMEL.

[BEGIN RECORDING] [CARDO] NINE HOUSES BURNED. [WORDS INDISTINCT] NOBODY WAS HURT. [END RECORDING]

THE FIRE BEGAN IN A BOAT THAT LAY AT THE PIER SINCE MONDAY. THE STATION ADDS THAT THE PIER IS CLOSED, AND THE FERRY LIES THERE."""


def heard(text: str) -> list[tuple[str, str | None]]:
    return [(turn.role.value, turn.label.of(text) if turn.label else None) for turn in read_text(text).turns]


def test_bracketed_labels_open_turns_of_question_and_answer() -> None:
    text = "[REPORTER] WHO FIRED?\n\n[CARDO] THE GUARD DID, AS I SAID.\n\n[REPORTER] WHEN?\n\n[CARDO] AT NOON, WE THINK."
    assert heard(text) == [("question", "REPORTER"), ("answer", "CARDO")] * 2


def test_bracketed_labels_open_turns_in_the_middle_of_a_line() -> None:
    text = "The envoy spoke. [Reporter] Who fired? [Cardo] The guard did. [laughter] We saw it. [Reporter] When? [Cardo] At noon."
    assert heard(text) == [("narration", None), *[("question", "Reporter"), ("answer", "Cardo")] * 2]


def test_bracketed_turn_ends_with_its_recording() -> None:
    assert heard(RECORDING) == [("narration", None), ("answer", "CARDO"), ("narration", None)]


def test_bracketed_turn_holds_its_short_lines() -> None:
    text = RECORDING.replace(" NOBODY WAS", "\n\nNOBODY WAS")
    assert read_text(text).turns[1].span.of(text).endswith("[END RECORDING]")


def test_bracketed_author_of_a_statement_speaks_in_it() -> None:
    text = "SELM, 3 MAR 90 -- [COMMUNIQUE] [TIRMEL FREEDOM FRONT] [TEXT] OUR MEN TOOK THE BRIDGE AT DAWN AND HOLD IT STILL."
    assert heard(text)[-1] == ("answer", "TIRMEL FREEDOM FRONT")


def test_bracketed_voice_of_one_block_is_known_by_its_first_person() -> None:
    assert heard("[HOLT] WE SANK TWO BOATS ON MONDAY AND TOOK THEIR CREWS ASHORE AT TIRMEL.") == [("answer", "HOLT")]


@pytest.mark.parametrize(
    "text",
    [
        "[Photo: Ana Kos] A bridge fell on Monday. [Update] We hear that men were hurt. [1] The mayor left. [Video] It fell.",
        "[Orva] A bridge fell on Monday.\n[Selm] The mayor left on Tuesday.\n[Orva] Nine men were hurt.",
        "The mayor spoke. “We knew it. [Holt] He told us of it,” Kos said. “[Holt] We saw him,” she added.",
        "The guard fired. [WORDS INDISTINCT] We left. [APPLAUSE] The bridge fell. [sic] We saw it.",
        "SELM, 3 MAR 90 -- [REPORT] [NAN PERL] [TEXT] THE MAYOR SAID TODAY THAT WE MUST WAIT FOR THE FERRY TO TIRMEL.",
    ],
)
def test_bracketed_remarks_and_places_are_no_voices(text: str) -> None:
    assert heard(text) == []
