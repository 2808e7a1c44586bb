import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import encoder
from onrecord.encoder import states
from onrecord.errors import ModelError

QUICK = settings(max_examples=25)


def test_weights_are_in_the_package() -> None:
    assert encoder.available()


def test_weights_fit_in_thirty_megabytes() -> None:
    assert sum(path.stat().st_size for path in states.DATA.iterdir()) < 30e6


def test_missing_weights_are_an_error_that_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(states, "DATA", tmp_path)
    assert not encoder.available()
    with pytest.raises(ModelError, match="make train"):
        encoder.encode("Ada said no.", [(0, 12)])


def test_importing_the_encoder_loads_no_onnxruntime() -> None:
    code = "import sys, onrecord.encoder; sys.exit('onnxruntime' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_no_text_has_no_states() -> None:
    assert encoder.encode("", []).states.shape == (0, states.WIDTH)


def test_every_piece_has_a_state() -> None:
    encoding = encoder.encode("Ada said no.", [(0, 12)])
    assert encoding.states.shape == (len(encoding.pieces.ids), states.WIDTH)
    assert (np.abs(encoding.states).sum(1) > 0).all()


def test_states_are_the_same_each_time() -> None:
    text = "The ministry said the bridge was closed. " * 30
    first, second = (encoder.encode(text, [(0, len(text))]).states for _ in range(2))
    assert (first == second).all()


@QUICK
@given(st.text(max_size=300))
def test_spans_of_any_text_lie_inside_it(text: str) -> None:
    blocks = [(0, len(text) // 2), (len(text) // 2, len(text))]
    for found in encoder.find_attributions(encoder.encode(text, blocks), threshold=0.0):
        for start, end in (*found.source, *found.cue, *found.content):
            assert 0 <= start < end <= len(text)
            assert text[start:end].strip()
        assert 0 <= found.confidence <= 1


@pytest.mark.slow
def test_a_line_of_a_hundred_thousand_words_is_read() -> None:
    text = "Ada Holt said the bridge was closed on Monday and " * 10_000
    encoding = encoder.encode(text, [(0, len(text))])
    assert sum(w.last - w.first for w in encoding.windows) < 2 * len(encoding.pieces.ids)
    assert encoder.find_attributions(encoding)


def test_states_of_a_window_hold_whatever_the_others_are() -> None:
    first = "Ada Holt said on Monday that the bridge was closed. " * 12
    others = ("Nobody came. " * 60, "THE SHELLING STOPPED AT 6 A.M.! " * 60)
    texts = [first + "\n" + other for other in others]
    encodings = [encoder.encode(text, [(0, len(first)), (len(first) + 1, len(text))]) for text in texts]
    count = encodings[0].windows[0].last
    assert len(encodings[0].windows) > 1
    assert (encodings[0].states[:count] == encodings[1].states[:count]).all()
