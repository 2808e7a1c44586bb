import numpy as np
import pytest

from onrecord import encoder
from onrecord.encoder.roles import best_paths


def words(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    return " … ".join(text[a:b] for a, b in spans)


def found_in(text: str, threshold: float | None = None) -> list[tuple[str, str, str]]:
    blocks: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        blocks += [(start, start + len(line))] if line.strip() else []
        start += len(line) + 1
    found = encoder.find_attributions(encoder.encode(text, blocks), threshold)
    return [(words(text, a.source), words(text, a.cue), words(text, a.content)) for a in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mayor Ada Holt said the bridge was closed.", ("Mayor Ada Holt", "said", "the bridge was closed")),
        ("“The bridge is closed,” Ada Holt told reporters.", ("Ada Holt", "told", "The bridge is closed")),
        ("According to the ministry, nine people died.", ("the ministry", "According to", "nine people died")),
        ("“It fell,” she said, “and nobody came.”", ("she", "said", "It fell … and nobody came")),
        ("The army denied that it had shelled the port.", ("The army", "denied", "it had shelled the port")),
    ],
)
def test_attributions_have_source_cue_and_content(text: str, found: tuple[str, str, str]) -> None:
    [(source, cue, content)] = found_in(text)
    assert (source, content) == (found[0], found[2])
    assert cue.startswith(found[1])


def test_attributions_nest() -> None:
    sources = {source for source, _, _ in found_in("The mayor said the general had promised that the town would be spared.")}
    assert sources == {"The mayor", "the general"}


def test_scare_quotes_and_titles_are_no_attributions() -> None:
    assert found_in("The “liberated” village had no water. Her film “The Long Quay” opens on Friday.") == []


def test_a_higher_threshold_finds_no_more() -> None:
    text = "Ada Holt said the bridge was closed. There were reports that it had been mined, one aide claimed."
    assert set(found_in(text, threshold=0.9)) <= set(found_in(text, threshold=0.1))


def test_nothing_is_found_in_nothing() -> None:
    assert found_in("") == []


def test_best_path_never_continues_what_has_not_begun() -> None:
    scores = np.zeros((1, 3, 5), np.float32)
    scores[0, :, 4] = 5.0
    steps = np.zeros((5, 5), np.float32)
    steps[[0, 1, 2], 4] = steps[[0, 3, 4], 2] = -1e4
    assert best_paths(scores, steps)[0].tolist() == [3, 4, 4]


def _plain_best_paths(scores: np.ndarray, steps: np.ndarray) -> list[list[int]]:
    """Viterbi, piece by piece over the whole row: what the quick one must agree with."""
    found = []
    for row in scores.astype(np.float64):
        best, back = row[0] + steps[0], []
        for piece in row[1:]:
            paths = best[:, None] + steps
            back.append(paths.argmax(0))
            best = paths.max(0) + piece
        path = [int(best.argmax())]
        for table in reversed(back):
            path.append(int(table[path[-1]]))
        found.append(path[::-1])
    return found


@pytest.mark.parametrize("begin", [0.0, 0.5])
@pytest.mark.parametrize("away", [0.0, 2.0, 6.0])
def test_best_paths_are_those_of_plain_viterbi(begin: float, away: float) -> None:
    scores = np.random.default_rng(3).normal(0, 3, (40, 30, 5)).astype(np.float32)
    scores[:, :, 0] += away
    steps = np.zeros((5, 5), np.float32)
    steps[:, [1, 3]] = -begin
    steps[[0, 3, 4], 2] = steps[[0, 1, 2], 4] = -1e4
    assert best_paths(scores, steps).tolist() == _plain_best_paths(scores, steps)
