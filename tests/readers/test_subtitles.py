from __future__ import annotations

import time

from onrecord.model import Document
from onrecord.readers import read_source

VTT = b"""WEBVTT
Language: en

NOTE made up

1
00:00:01.000 --> 00:00:04.000
<v Ana Reyes>The column left the
valley on Monday &amp;

2
00:00:04.500 --> 00:00:07.250 align:start
<v Ana Reyes>nobody was <i>hurt</i>.

01:00:08.000 --> 01:00:09.000
<v Host>Who says so?

01:00:20.000 --> 01:00:22.000
[applause]
"""

SRT = b"""1\r
00:00:01,000 --> 00:00:02,000\r
HOST: Who fired?\r
\r
2\r
00:00:02,500 --> 00:00:03,000\r
GENERAL ORLOV: We do not\r
\r
3\r
00:00:03,000 --> 00:00:04,000\r
know yet.\r
"""


def heard(doc: Document) -> list[tuple[str, str | None, str, float | None, float | None]]:
    return [(t.role.value, t.label.of(doc.text) if t.label else None, t.span.of(doc.text), t.begins, t.ends) for t in doc.turns]


def test_vtt_cues_of_one_voice_are_one_turn_with_times() -> None:
    doc = read_source(VTT)
    assert heard(doc) == [
        ("answer", "Ana Reyes", "The column left the valley on Monday & nobody was hurt.", 1.0, 7.25),
        ("question", "Host", "Who says so?", 3608.0, 3609.0),
        ("narration", None, "[applause]", 3620.0, 3622.0),
    ]
    assert doc.language == "en"


def test_srt_labels_and_sentences_over_cues() -> None:
    assert heard(read_source(SRT)) == [
        ("question", "HOST", "Who fired?", 1.0, 2.0),
        ("answer", "GENERAL ORLOV", "We do not know yet.", 2.5, 4.0),
    ]


def test_srt_without_voices_is_cut_at_pauses() -> None:
    cues = ("01,000 --> 00:00:02,000\nWe left.", "12,500 --> 00:00:13,000\nThey did", "13,000 --> 00:00:14,000\nnot.")
    data = "\n\n".join(f"{number}\n00:00:{cue}" for number, cue in enumerate(cues)).encode()
    assert [turn[2:] for turn in heard(read_source(data))] == [("We left.", 1.0, 2.0), ("They did not.", 12.5, 14.0)]


def test_subtitles_map_to_their_bytes() -> None:
    evidence = read_source(VTT).evidence
    assert evidence
    text = read_source(VTT).text
    back = {text[s.start : s.end]: evidence.data[s.byte_start : s.byte_end] for s in evidence.segments}
    assert back["valley"] == b"valley"
    assert back["&"] == b"&amp;"


def test_subtitles_with_a_line_of_blanks_or_a_tag_without_end_are_read_in_time() -> None:
    cue = "1\n00:00:01,000 --> 00:00:02,000\nThe dam holds.\n"
    for piece in (" ", "\t", "<v ", "<v a", ">> "):
        before = time.process_time()
        assert read_source(f"{cue}{piece * 20_000}".encode()).text.startswith("The dam holds.")
        assert time.process_time() - before < 5
