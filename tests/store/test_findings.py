import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import QueryError
from onrecord.store import shelving
from onrecord.store.findings import Finding, Findings, Stand
from onrecord.store.journal import Head

STAND = Stand(Head(7, "ab"), "2024-03-05", "1.0")


def make(number: int, **given: Any) -> Finding:
    told: dict[str, Any] = {"state": "open", "slot": "demand", "words": f"road number{number}", **given}
    return Finding("thread", f"t{number:03}", told.pop("rank", number), {"number": number}, **told)


@pytest.fixture
def findings(tmp_path: Path) -> Iterator[Findings]:
    found = Findings(tmp_path / "deep" / "findings.db")
    yield found
    found.close()


def numbers(bodies: list[Any]) -> list[int]:
    return [body["number"] for body in bodies]


def test_findings_come_in_the_order_of_their_ranks(findings: Findings) -> None:
    findings.keep([make(2), make(1), make(3)], STAND)
    assert numbers(findings.find("thread")) == [1, 2, 3]
    assert numbers(findings.find("thread", 1, 1)) == [2]


def test_findings_of_one_rank_are_all_kept(findings: Findings) -> None:
    findings.keep([make(number, rank=0) for number in range(300)], STAND)
    assert sorted(numbers(findings.find("thread"))) == list(range(300))


def test_findings_are_sorted_by_day_and_by_origins(findings: Findings) -> None:
    findings.keep([make(1, newest="2024-01-01", origins=2), make(2, newest="2024-02-01", origins=1)], STAND)
    assert numbers(findings.find("thread", sort="newest")) == [2, 1]
    assert numbers(findings.find("thread", sort="origins")) == [1, 2]


def test_findings_are_found_by_words_in_any_form_and_by_their_beginning(findings: Findings) -> None:
    findings.keep([make(1, words="they killed many in ozerin"), make(2, words="they left")], STAND)
    assert numbers(findings.find("thread", words="Killing")) == [1]
    assert numbers(findings.find("thread", words="kill ozer")) == [1]
    assert findings.find("thread", words="killed left") == []


def test_findings_are_found_by_names_apart_from_words(findings: Findings) -> None:
    findings.keep([make(1, words="the ministry", by="lena varga"), make(2, words="lena", by="ministry")], STAND)
    assert numbers(findings.find("thread", by="Lena")) == [1]
    assert numbers(findings.find("thread", by="varga", words="ministry")) == [1]


@pytest.mark.parametrize("words", ['"', "state0open", "words : a", "a AND OR", "* ^ (", "'; DROP TABLE found", "ÆØ", "x" * 5000])
def test_whatever_is_searched_for_is_only_words(findings: Findings, words: str) -> None:
    findings.keep([make(1)], STAND)
    with suppress(QueryError):  # that there is no word in it
        assert findings.find("thread", words=words) == []


def test_counts_follow_what_is_asked(findings: Findings) -> None:
    findings.keep([make(1), make(2, state="overdue"), make(3, slot="decision", due="2024-05-01")], STAND)
    assert findings.counts("thread") == {"open": 2, "overdue": 1}
    assert findings.counts("thread", "slot", state="open") == {"demand": 1, "decision": 1}
    assert findings.counts("thread", words="road") == {"open": 2, "overdue": 1}
    assert findings.counts("thread", since="2024-04-01", until="2024-05-01") == {"open": 1}
    assert findings.count("thread", state=["open", "overdue"]) == 3


def test_due_days_bound_what_is_found(findings: Findings) -> None:
    findings.keep([make(1, due="2024-05-01T12:00"), make(2, due="2024-06-01"), make(3)], STAND)
    assert numbers(findings.find("thread", until="2024-05-01")) == [1]
    assert numbers(findings.find("thread", since="2024-05-02")) == [2]


def test_counting_by_words_ends_at_many(findings: Findings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelving, "MANY", 3)
    findings.keep([make(number) for number in range(9)], STAND)
    assert findings.count("thread", words="road") == 4
    assert findings.count("thread") == 9


def test_keeping_again_writes_only_what_changed(findings: Findings) -> None:
    findings.keep([make(1), make(2), make(3)], STAND)
    assert findings.keep([make(1), make(2, words="bridge")], STAND) == 2
    assert numbers(findings.find("thread")) == [1, 2]
    assert numbers(findings.find("thread", words="bridge")) == [2]
    assert findings.find("thread", words="number2") == []
    assert findings.counts("thread") == {"open": 2}


def test_keeping_the_same_gives_the_same_file(findings: Findings) -> None:
    assert findings.keep([make(1, rank=5), make(2, rank=5)], STAND) == 2
    assert findings.keep([make(2, rank=5), make(1, rank=5)], STAND) == 0


def test_a_finding_is_got_by_its_beginning_if_that_is_one(findings: Findings) -> None:
    findings.keep([make(1), make(2)], STAND)
    assert numbers(findings.get("thread", "t001")) == [1]
    assert len(findings.get("thread", "t00")) == 2
    assert findings.get("thread", "") == findings.get("thread", "x") == findings.get("matter", "t001") == []


def test_some_are_got_by_their_ids(findings: Findings) -> None:
    findings.keep([make(number) for number in range(1200)], STAND)
    assert len(findings.some("thread", [f"t{number:03}" for number in range(1200)])) == 1200
    assert findings.some("thread", ["t001", "nothing"]) == {"t001": {"number": 1}}


def test_a_list_may_show_less_than_all(findings: Findings) -> None:
    findings.keep([make(1, brief={"number": -1}), make(2)], STAND)
    assert numbers(findings.find("thread", brief=True)) == [-1, 2]
    assert numbers(findings.find("thread")) == [1, 2]


def test_an_earlier_id_leads_to_the_finding(findings: Findings) -> None:
    findings.keep([make(1, known_as=("old",))], STAND)
    assert findings.now_known_as("thread", "old") == "t001"
    assert findings.now_known_as("matter", "old") is findings.now_known_as("thread", "other") is None


def test_bearing_tells_where_claims_stand(findings: Findings) -> None:
    findings.keep([make(1, claims=("a", "b", "a")), make(2, claims=("b",))], STAND)
    assert findings.bearing(["a", "b", "c"]) == {"a": [("thread", "t001")], "b": [("thread", "t001"), ("thread", "t002")]}


def test_a_file_of_another_form_is_thrown_away(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "f.db") as connection:
        connection.execute("CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT)")
        connection.execute("CREATE TABLE found (kind TEXT)")
        connection.execute("INSERT INTO state VALUES ('form', '1'), ('stand', '{}')")
    findings = Findings(tmp_path / "f.db")
    assert findings.stand() is None
    findings.keep([make(1)], STAND)
    findings.close()
    again = Findings(tmp_path / "f.db")
    assert again.stand() == STAND
    assert numbers(again.find("thread")) == [1]
    again.close()
