"""The scores over dossiers: the gold itself is perfect, and each fault costs what it should."""

import copy
from pathlib import Path
from typing import Any

import pytest

from onrecord.bench import matters
from onrecord.bench.dossiers import align, gold_of
from onrecord.bench.scoring import score
from onrecord.errors import DataError
from onrecord.matters.copies import Library
from onrecord.readers import read_source

DOSSIERS = Path(__file__).parents[1] / "dossiers"
Row = dict[str, Any]


def claim(id: str, start: int, end: int, kind: str = "incident") -> Row:
    return {"id": id, "document": "a.txt", "kind": kind, "text": {"start": start, "end": end}}


def account(id: str, *claims: str, origins: int = 1) -> Row:
    return {"id": id, "claims": list(claims), "independent_origins": origins}


def thread(id: str, opening: str, due: str | None, state: str, *responses: str, **more: Any) -> Row:
    return {
        "id": id,
        "kind": "demand",
        "claim": opening,
        "restated": [],
        "due": due,
        "state": state,
        "responses": list(responses),
        **more,
    }


@pytest.fixture
def gold() -> Row:
    relation = {"a": "m1.1", "b": "m1.2", "relation": "conflicts", "slot": "figure"}
    later = {"a": "m1.1", "b": "m1.3", "relation": "revises", "slot": "figure"}
    accounts = [account("m1.1", "c1"), account("m1.2", "c2", origins=2), account("m1.3", "c3")]
    return {
        "as_of": "2024-03-20",
        "documents": [
            {"id": "a.txt", "copies_of": None},
            {"id": "b.txt", "copies_of": "a.txt"},
            {"id": "c.txt", "copies_of": None},
        ],
        "claims": [claim(f"c{n}", 10 * n, 10 * n + 8) for n in range(1, 7)],
        "matters": [
            {"id": "m1", "accounts": accounts, "relations": [relation, later]},
            {"id": "m2", "accounts": [account("m2.1", "c4")], "relations": []},
        ],
        "threads": [thread("t1", "c5", "2024-03-15", "overdue", "c6")],
    }


@pytest.fixture
def export(gold: Row) -> Row:
    """The gold under other names, as a perfect record would give it."""
    found = copy.deepcopy(gold)
    for doc in found["documents"]:
        doc["uri"] = f"file:///in/{doc['id']}"
    return found


def test_score_of_the_gold_itself_is_one(gold: Row, export: Row) -> None:
    assert {name for name, share in score(export, gold).items() if share != 1} == set()


@pytest.mark.parametrize("name", sorted(path.parent.name for path in DOSSIERS.glob("*/gold.json")))
def test_score_of_a_dossiers_gold_is_one(name: str) -> None:
    found = gold_of(DOSSIERS / name)
    assert {measure for measure, share in score(found, found).items() if share != 1} == set()


def test_score_of_nothing_is_no_error(gold: Row) -> None:
    nothing: Row = {"as_of": None, "documents": [], "claims": [], "matters": [], "threads": []}
    found = score(nothing, gold)
    assert (found["claims found"], found["conflicts R"], found["conflicts P"], found["due"]) == (0, 0, None, None)


def test_alignment_takes_the_claim_that_shares_most(gold: Row, export: Row) -> None:
    export["claims"] = [claim("long", 0, 60), claim("near", 11, 18)]
    assert align(export, gold).found["c1"] == {"near"}


def test_alignment_takes_a_claim_of_the_kind_before_one_that_shares_more(gold: Row, export: Row) -> None:
    export["claims"] = [claim("near", 10, 18, "situation"), claim("kind", 10, 14)]
    assert align(export, gold).found["c1"] == {"kind"}


def test_alignment_leaves_claims_of_other_documents(gold: Row, export: Row) -> None:
    for one in export["claims"]:
        one["document"] = "c.txt"
    assert not any(align(export, gold).found.values())


def test_matter_too_many_costs_recall_only(gold: Row, export: Row) -> None:
    alone = [{"id": c["id"], "accounts": [account(c["id"], c["id"])], "relations": []} for c in gold["claims"]]
    found = score({**export, "matters": alone}, gold)
    assert (found["B³ P"], found["B³ R"]) == (1, 0.5)


def test_conflict_told_as_revision_is_missed_and_told_wrong(gold: Row, export: Row) -> None:
    export["matters"][0]["relations"][0]["relation"] = "revises"
    found = score(export, gold)
    assert (found["conflicts R"], found["conflicts P"], found["revision or conflict"]) == (0, None, 0.5)


def test_conflict_across_matters_of_the_gold_is_wrong(gold: Row, export: Row) -> None:
    export["matters"][0]["relations"].append({"a": "c1", "b": "c4", "relation": "conflicts", "slot": "figure"})
    assert score(export, gold)["conflicts P"] == 0.5


def test_conflict_with_claims_beyond_the_gold_is_not_judged(gold: Row, export: Row) -> None:
    export["claims"].append(claim("more", 500, 520))
    export["matters"][0]["relations"].append({"a": "c1", "b": "more", "relation": "conflicts", "slot": "figure"})
    assert score(export, gold)["conflicts P"] == 1


def test_conflict_of_accounts_that_the_gold_does_not_compare_is_not_judged(gold: Row, export: Row) -> None:
    export["matters"][0]["relations"].append({"a": "m1.2", "b": "m1.3", "relation": "conflicts", "slot": "figure"})
    assert score(export, gold)["conflicts P"] == 1


def test_relation_of_two_claims_goes_before_that_of_their_accounts(gold: Row, export: Row) -> None:
    gold["matters"][0]["relations"].append({"a": "c1", "b": "c2", "relation": "not comparable", "slot": "figure"})
    assert score(export, gold)["conflicts P"] == 0


def test_origins_are_counted_account_by_account(gold: Row, export: Row) -> None:
    export["matters"][0]["accounts"][1]["independent_origins"] = 1
    assert score(export, gold)["origins"] == 0.75


def test_origins_that_the_words_do_not_settle_are_left_out(gold: Row, export: Row) -> None:
    gold["matters"][0]["accounts"][1]["independent_origins"] = None
    export["matters"][0]["accounts"][1]["independent_origins"] = 7
    assert score(export, gold)["origins"] == 1


def test_copy_of_the_wrong_document_costs_precision_and_recall(gold: Row, export: Row) -> None:
    export["documents"][1]["copies_of"] = "c.txt"
    found = score(export, gold)
    assert (found["families P"], found["families R"], found["copied from"]) == (0, 0, 0)


def test_thread_state_is_read_for_the_golds_day(gold: Row, export: Row) -> None:
    steps = [
        {"from": "2024-03-01", "state": "open"},
        {"from": "2024-03-16", "state": "overdue"},
        {"from": "2024-04-01", "state": "answered"},
    ]
    export["threads"][0] |= {"state": "answered", "states": steps}
    assert score(export, gold)["state"] == 1


def test_thread_that_nobody_opened_costs_precision(gold: Row, export: Row) -> None:
    export["threads"].append(thread("t2", "c4", None, "open"))
    assert score(export, gold)["threads P"] == 0.5


def test_decision_that_the_gold_leaves_out_is_not_judged(gold: Row, export: Row) -> None:
    export["threads"].append(thread("t2", "c4", None, "open", kind="decision"))
    assert score(export, gold)["threads P"] == 1


def test_optional_thread_may_be_left_out(gold: Row, export: Row) -> None:
    gold["threads"].append(thread("t2", "c4", None, "open", optional=True))
    assert score(export, gold)["threads R"] == 1


def copies_alone(folder: Path, gold: Row) -> Row:
    library = Library()
    for doc in gold["documents"]:
        library.add(read_source(folder / doc["id"]), doc["id"])
    documents = [{"id": doc["id"], "copies_of": library.copies_of().get(doc["id"])} for doc in gold["documents"]]
    return {"documents": documents, "claims": [], "matters": [], "threads": []}


def test_run_prints_every_dossier_and_their_sum() -> None:
    table = matters.run(DOSSIERS, systems={"singletons": matters.singletons})
    assert [name for name, _ in table] == [*sorted(path.parent.name for path in DOSSIERS.glob("*/gold.json")), "all"]
    assert table["all", "singletons"]["B³ P"] == 1


def test_families_of_the_dossiers_are_found() -> None:
    table = matters.run(DOSSIERS, systems={"copies": copies_alone})
    assert (table["all", "copies"]["families F1"] or 0) >= 0.95


@pytest.mark.slow
def test_export_of_a_dossier_can_be_scored() -> None:
    table = matters.run(DOSSIERS / "coup", systems={"onrecord": matters.ours})
    assert (table["all", "onrecord"]["claims found"] or 0) > 0.5


def test_run_without_gold_says_so(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"no gold\.json"):
        matters.run(tmp_path)
