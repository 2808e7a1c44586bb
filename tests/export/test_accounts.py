"""Matters, series, threads and copies on a terminal."""

import io
from collections.abc import Callable

import pytest
from rich.console import Console

from onrecord.export.accounts import Sheet, families
from onrecord.export.side_by_side import Answer, FollowUp, Question, Side, Told, View, rank, rank_threads
from onrecord.matters.compared import compare
from onrecord.matters.copies import Copy, CopyKind
from onrecord.model import Account, AccountRelation, Matter, Relation, Rule, Ruling, Slot, Thread, ThreadKind, ThreadState
from onrecord.testing import make_toll


def shown(draw: Callable[[Sheet], None], width: int = 80) -> str:
    out = io.StringIO()
    draw(Sheet(Console(file=out, width=width, color_system=None)))
    return out.getvalue()


def told(words: str = "17 people were killed", **fields: str | None) -> Told:
    given: dict[str, str | None] = {
        "id": "c1",
        "kind": "casualties",
        "status": "done",
        "stance": "asserts",
        "speaker": "Marek Tull",
        "publisher": "Ozerin Post",
        "published": "2024-03-05",
        "as_of": "2024-03-05",
        "document": "d1",
        "source": "Ozerin Post",
        "title": None,
        **fields,
    }
    return Told(words=words, start=0, end=len(words), **given)  # type: ignore[arg-type]


def asked(*relations: AccountRelation, claims: int = 1) -> Question:
    sides = tuple(Side(f"m.{n}", f"{n}7", ("Marek Tull",) * n, (told(),) * claims) for n in (1, 2, 3))
    return Question("m", "How many?", Slot.FIGURE, sides, relations)


def related(a: int, b: int, relation: Relation, why: str = "so it is") -> AccountRelation:
    return AccountRelation(f"m.{a}", f"m.{b}", relation, Slot.FIGURE, why)


def test_question_shows_few_claims_of_each_account() -> None:
    assert shown(lambda sheet: sheet.question(asked(claims=5))).count("and 3 more") == 3
    assert "more" not in shown(lambda sheet: sheet.question(asked(claims=5), None))


def test_question_names_accounts_by_letters() -> None:
    out = shown(lambda sheet: sheet.question(asked(related(1, 3, Relation.CONFLICTS))))
    assert "A and C conflict on the figure: so it is." in out


def test_question_tells_relations_beyond_the_first_by_their_accounts_only() -> None:
    conflicts = [related(a, b, Relation.CONFLICTS) for a, b in ((1, 2), (1, 3), (2, 3))]
    out = shown(lambda sheet: sheet.question(asked(*conflicts, related(1, 2, Relation.DIFFERS_IN_SCOPE)), 1))
    assert out.count("so it is") == 1
    assert "also conflicts: A–C, A–B" in out
    assert "differs in scope: A–B" in out


def test_disagreement_is_the_one_with_most_voices_behind_it() -> None:
    out = shown(lambda sheet: sheet.disagreement(asked(related(1, 2, Relation.CONFLICTS), related(2, 3, Relation.CONFLICTS))))
    assert "27" in out
    assert "37" in out
    assert "17  " not in out


def test_question_steers_no_terminal() -> None:
    side = Side("m.1", "17", ("\x1b[31m",), (told("\x1b[2J", speaker="\x1b]0;"),))
    out = shown(lambda sheet: sheet.question(Question("m", "How \x1b[1m?", Slot.FIGURE, (side,), ())))
    assert "\x1b" not in out


def thread(state: ThreadState = ThreadState.OPEN, answers: tuple[Answer, ...] = (), due: str | None = None) -> FollowUp:
    return FollowUp("t", ThreadKind.DEMAND, told("Open the gates"), "Ida Holm", None, due, state, (), answers)


def test_follow_up_tells_answers_from_proposals() -> None:
    answers = (Answer(told("They opened"), True, "he acts"), Answer(told("Rain fell"), False, "bears on it"))
    out = shown(lambda sheet: sheet.follow_up(thread(ThreadState.ANSWERED, answers)))
    rows = [line.split()[:2] for line in out.splitlines()]
    assert ["answer", "“They"] in rows
    assert ["perhaps", "“Rain"] in rows


def test_follow_up_says_that_no_day_is_named() -> None:
    assert "no day named" in shown(lambda sheet: sheet.follow_up(thread()))
    assert "due 30 April 2024" in shown(lambda sheet: sheet.follow_up(thread(due="2024-04-30")))


def test_family_is_a_tree() -> None:
    copies = [Copy("b", "a", CopyKind.WHOLE, 1.0), Copy("c", "b", CopyKind.ABRIDGED, 0.9), Copy("e", "d", CopyKind.WHOLE, 1.0)]
    roots, below = families(copies)
    assert roots == ["a", "d"]
    out = shown(lambda sheet: sheet.family("a", below, {"a": "The first"}))
    assert [line.strip() for line in out.splitlines()[:3]] == [
        "The first · a",
        "└── b",
        "a copy of the whole · 100% of its own words · b",
    ]


@pytest.mark.parametrize("width", [40, 80, 200])
def test_lines_are_never_wider_than_the_terminal(width: int) -> None:
    question = asked(related(1, 2, Relation.CONFLICTS, "a long reason " * 9))
    assert max(map(len, shown(lambda sheet: sheet.question(question), width).splitlines())) <= min(width, 100)


def matter(id: str, *relations: Relation, voices: int = 1) -> Matter:
    accounts = (Account(f"{id}.1", "1", (), tuple(map(str, range(voices)))),)
    return Matter(id, "", Slot.FIGURE, accounts, tuple(related(1, 2, relation) for relation in relations))


def test_rank_puts_conflicts_before_revisions_before_the_rest() -> None:
    given = [
        matter("plain", voices=9),
        matter("revised", Relation.REVISES),
        matter("both", Relation.REVISES, Relation.CONFLICTS),
        matter("many", Relation.CONFLICTS, voices=3),
    ]
    assert [one.id for one in rank(given)] == ["many", "both", "revised", "plain"]


def test_rank_threads_puts_what_is_overdue_first() -> None:
    given = [("2024-04-02", ThreadState.OPEN), (None, ThreadState.OPEN), ("2024-04-01", ThreadState.OVERDUE)]
    threads = [Thread(str(n), ThreadKind.DEMAND, "c", None, None, due, (), state) for n, (due, state) in enumerate(given)]
    assert [one.id for one in rank_threads(threads)] == ["2", "0", "1"]


def test_view_finds_the_sentence_of_a_claim() -> None:
    doc = make_toll(17)
    found = View(compare([doc.to_dict()]), {}, {doc.id: f"{doc.text} Nobody else."}).claim(doc.claims[0].id)
    assert (found.before, found.after) == ("Marek Tull said that ", ". ")


def test_follow_up_tells_what_people_settled() -> None:
    kept, off = (
        Ruling(line, "2024-05-02T10:00:00+00:00", "ana", rule, "seen") for line, rule in ((4, Rule.STATE), (5, Rule.DISMISS))
    )
    dismissed = (Answer(told("It was shut"), False, "another gate", off),)
    thread = FollowUp(
        "t", ThreadKind.DEMAND, told("Open the gates"), None, None, None, ThreadState.KEPT, (), (), (), dismissed, kept
    )
    out = " ".join(shown(lambda sheet: sheet.follow_up(thread)).split())
    assert "kept: seen · set by ana, 2 May 2024, line 4" in out
    assert "another gate · dismissed by ana, 2 May 2024, line 5" in out
