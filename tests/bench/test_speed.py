"""The measures of speed: the articles, the processes that take turns, and the table beside the targets."""

from pathlib import Path

import pytest

from onrecord.bench import crew, engines, speed
from onrecord.bench.articles import LONGEST, SHORTEST, articles, cut, with_new_names
from onrecord.bench.crew import BARE, OURS
from onrecord.bench.memory import slope
from onrecord.bench.targets import TARGETS, Target, lines
from onrecord.errors import DataError

TABLE: speed.Table = {
    ("reading", OURS): {"articles/s": 9.0, "of bare spaCy": 0.9, "peak MB": 600.0},
    ("reading", BARE): {"articles/s": 10.0},
}


def test_articles_without_data_are_of_the_samples_and_always_the_same() -> None:
    found = articles(5)
    assert all(SHORTEST <= len(text.split()) <= LONGEST for text in found)
    assert found == articles(5)
    assert len(set(found)) == 5


def test_articles_are_whole_paragraphs_of_the_news(tmp_path: Path) -> None:
    paragraph = "So said the one who knows it, in ten words."
    (tmp_path / "timex").mkdir()
    text = "\\n".join([paragraph] * 70)
    (tmp_path / "timex" / "te3_timebank.jsonl").write_text(f'{{"id": "1", "text": "{text}"}}\n')
    assert articles(2, tmp_path) == ["\n".join([paragraph] * 50)] * 2


def test_folder_without_news_is_said(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no news below"):
        articles(1, tmp_path)


def test_text_of_one_long_paragraph_gives_no_article() -> None:
    assert cut("word " * 900) is None


def test_new_names_differ_from_document_to_document() -> None:
    first, second = (set(with_new_names("Nobody was hurt.", number).split()) for number in (1, 2))
    assert len(first - second) > 3


def test_memory_that_grows_shows_in_the_slope() -> None:
    assert slope({100: 300.0, 200: 301.0, 300: 302.0, 400: 303.0}) == pytest.approx(10)
    assert slope({0: 300.0}) is None


def test_memory_of_this_process_is_told() -> None:
    assert 10 < crew.resident() <= 1.05 * crew.peak()


def test_table_says_what_is_beside_and_what_is_missed() -> None:
    rate, ratio, memory = lines(TABLE)
    assert (rate.value, rate.beside, rate.target) == ("9.00 (not reached)", "bare spaCy 10.00", "≥ 12")
    assert (ratio.value, ratio.target) == ("0.90 (not reached)", "≥ 0.95")
    assert (memory.value, memory.target) == ("600", "≤ 900")


def test_target_is_reached_from_its_side() -> None:
    assert Target(0.95).is_reached(0.95)
    assert Target(900, at_most=True).is_reached(850)
    assert not Target(1.6, at_most=True).is_reached(1.7)


def test_every_target_is_shown() -> None:
    rows = {(name, system): dict.fromkeys((m for n, m in TARGETS if n == name), 1.0) for name, system in _shown()}
    assert sum(bool(line.target) for line in lines({key: {**row} for key, row in rows.items()})) >= len(TARGETS)


def _shown() -> set[tuple[str, str]]:
    from onrecord.bench.targets import SHOWN

    return {(name, system) for name, system, *_ in SHOWN}


@pytest.mark.slow
def test_speed_is_measured_with_processes_in_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speed, "TURN", 1)
    monkeypatch.setattr(crew, "PEERS", {})
    table = speed.run(None, speed.Plan(count=4, workers=2, memory=4, starts=1))
    ours = table["reading", OURS]
    assert ours["of bare spaCy"] is not None
    assert 0.1 < (ours["of bare spaCy, CPU time"] or 0) < 10
    assert {name for name, _ in table} == {"reading", "one process", "memory", "cold start"}
    assert table["memory", OURS]["peak MB"] is not None


@pytest.mark.slow
def test_process_that_ends_is_said() -> None:
    with crew.crews({OURS: 1}) as working:
        seat = working[OURS]._seats[0]
        for process in seat._processes.values():
            process.kill()
        with pytest.raises(DataError, match="a process of onrecord that ended"):
            working[OURS].work(["Nobody was hurt."])


def test_rate_of_an_engine_is_of_what_comes_behind_the_start() -> None:
    clock = engines.Clock()
    clock.heard = [9.0, 9.001, 10.0, 10.001, 11.0, 11.001, 12.0, 12.001]  # two at a time, one such pair a second
    assert clock.rate() == pytest.approx(2, rel=0.01)
