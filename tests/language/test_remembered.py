"""Vectors of words that are remembered are those that the pipeline's own layers make."""

from typing import Any

import numpy as np
import pytest

from onrecord.language import remembered
from onrecord.language.english import bare
from onrecord.language.remembered import Remembered

TEXTS = ("The council of Orva met on Monday.", "On Tuesday the council met again, and 12 boats left Orva.")


@pytest.fixture(scope="module")
def nlp() -> Any:
    return bare()


def _vectors(layer: Any, nlp: Any, *texts: str) -> list[Any]:
    return list(layer.predict([nlp.make_doc(text) for text in texts]))


def _embed(nlp: Any) -> Any:
    return nlp.get_pipe("tok2vec").model.layers[0]


def test_remembered_vectors_are_those_of_the_layers(nlp: Any) -> None:
    for ours, theirs in zip(
        _vectors(Remembered(_embed(nlp)).layer, nlp, *TEXTS), _vectors(_embed(nlp), nlp, *TEXTS), strict=True
    ):
        assert np.allclose(ours, theirs, atol=1e-5)


def test_remembered_vector_does_not_depend_on_what_came_before(nlp: Any) -> None:
    fresh, used = Remembered(_embed(nlp)).layer, Remembered(_embed(nlp)).layer
    _vectors(used, nlp, TEXTS[0])
    assert np.array_equal(_vectors(fresh, nlp, TEXTS[1])[0], _vectors(used, nlp, TEXTS[1])[0])


def test_remembered_forgets_when_full_and_goes_on(nlp: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = _vectors(Remembered(_embed(nlp)).layer, nlp, *TEXTS)
    monkeypatch.setattr(remembered, "MOST", 5)
    for ours, theirs in zip(_vectors(Remembered(_embed(nlp)).layer, nlp, *TEXTS), expected, strict=True):
        assert np.array_equal(ours, theirs)


def test_remembered_reads_an_empty_text(nlp: Any) -> None:
    layer = Remembered(_embed(nlp)).layer
    assert [len(vectors) for vectors in _vectors(layer, nlp, "", TEXTS[0])] == [0, 8]
    assert _vectors(layer, nlp) == []
