"""Formats of the web and of archives, each read again by an implementation that is not ours."""

import json
import shutil
import subprocess
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pyshacl import validate
from rdflib import Graph
from tests.export.told import HERE, exported, needs

from onrecord.export.formats import find_format
from onrecord.export.formats.annotations import selectors
from onrecord.export.formats.asked import Asked
from onrecord.export.formats.found import Found
from onrecord.model import Attribution, AttributionType, ThreadState
from onrecord.store import Store
from onrecord.testing import make_statement, make_toll


def annotations(store: Store, **asked: Any) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads(exported(store, "annotations", **asked))["first"]["items"]
    return items


def reading(annotation: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(annotation["body"][1]["value"])
    return told


@pytest.fixture(scope="session")
def annotator(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which npm installed Apache Annotator, as the lock file has it."""
    needs("node with npm", bool(shutil.which("node") and shutil.which("npm")))
    folder = tmp_path_factory.mktemp("annotator")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, folder)
    install = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"]
    done = subprocess.run(install, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    needs(f"Apache Annotator from npm ({done.stderr[-200:].strip()})", done.returncode == 0)
    return folder


def refound(folder: Path, asked: list[dict[str, Any]]) -> list[list[list[dict[str, Any]]]]:
    """The matches of selectors in texts, by Apache Annotator."""
    command = ["node", str(HERE / "refind.mjs"), str(folder)]
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    found: list[list[list[dict[str, Any]]]] = json.loads(done.stdout)
    return found


def test_annotations_fit_the_standard(store: Store) -> None:
    told = json.loads(exported(store, "annotations", rejected=True))
    schema = json.loads((HERE / "annotation.schema.json").read_text())
    jsonschema.validate(told, schema)
    assert told["total"] == len(told["first"]["items"]) == store.count()


def test_annotations_of_nothing_are_an_empty_collection(store: Store) -> None:
    told = json.loads(exported(store, "annotations", wanted={"speaker": "nobody"}))
    assert (told["total"], told["first"]["items"]) == (0, [])


@pytest.mark.slow
def test_annotation_selectors_are_found_again_by_another_implementation(store: Store, annotator: Path) -> None:
    asked, words = [], []
    for one in annotations(store):
        told = reading(one)
        asked.append({"text": store.text_of(told["document"]), "selectors": one["target"][0]["selector"]})
        words.append(told["words"])
    for (quotes, positions), exact in zip(refound(annotator, asked), words, strict=True):
        assert [match["words"] for match in quotes] == [exact]
        assert quotes == positions


def test_annotation_quote_has_context_enough_to_tell_words_from_others(annotator: Path) -> None:
    text = "The town is calm, and the harbour is open, and so on. " * 2 + "So it is."
    start = text.rindex("open")
    quote, position = selectors(text, start, start + 4)
    ((quotes, positions),) = refound(annotator, [{"text": text, "selectors": [quote, position]}])
    assert quotes == positions
    assert (len(quotes), quotes[0]["start"]) == (1, start)


def test_annotation_of_a_page_has_the_quote_alone(store: Store) -> None:
    (page,) = (one["target"][1] for one in annotations(store, wanted={"status": "denied"}) if "1?a=b%20c" in str(one["target"]))
    assert (page["source"], page["selector"]["type"]) == ("https://ozerin.example/1?a=b%20c", "TextQuoteSelector")
    (seen,) = (one["target"][1] for one in annotations(store, wanted={"status": "denied"}) if "visited" in str(one["target"]))
    assert seen["state"] == {"type": "TimeState", "sourceDate": "2024-03-05T08:00:00+00:00"}


def test_annotation_of_a_denial_says_so(store: Store) -> None:
    for one in annotations(store, wanted={"status": "denied"}):
        assert one["body"][0]["value"].startswith("Denial by Marek Tull: “")
        assert "status: denied" in [body["value"] for body in one["body"]]


def test_annotation_names_who_reviewed_it(store: Store) -> None:
    (one,) = annotations(store, wanted={"review": "accepted"})
    assert [agent["type"] for agent in one["creator"]] == ["Software", "Person"]
    assert one["creator"][1]["name"] == "ana"


def test_annotation_names_stay_in_a_later_export(store: Store) -> None:
    before = {one["id"] for one in annotations(store)}
    store.add(make_toll(12, publisher="Calder Times"))
    after = {one["id"] for one in annotations(store, not_done=True)}
    assert before < after


def test_annotation_of_a_claim_that_a_person_added_is_the_persons_alone(store: Store) -> None:
    (one,) = annotations(store, wanted={"review": "added"})
    assert one["creator"] == {"type": "Person", "name": "ana"}


@pytest.mark.parametrize("name", ["annotations", "schemaorg", "prov", "ftm"])
def test_same_moment_gives_the_same_bytes(store: Store, name: str, tmp_path: Path) -> None:
    asked, written = Asked(as_of="2024-03-09"), []
    for number in range(2):
        with store.snapshot() as snapshot:
            found = Found(snapshot, asked, "1.0", store.compared(asked.day))
            find_format(name).writer()(found, tmp_path / f"same{number}")
        written.append((tmp_path / f"same{number}").read_bytes())
    assert written[0] == written[1]


def graph(store: Store, **asked: Any) -> Any:
    """The export as a graph, expanded by pyld, which may fetch nothing."""
    jsonld: Any = import_module("pyld.jsonld")  # it has no types

    def refuse(url: str, _: Any) -> Any:
        raise AssertionError(f"fetched {url}")

    told = json.loads(exported(store, "schemaorg", **asked))
    quads = jsonld.to_rdf(told, {"format": "application/n-quads", "documentLoader": refuse})
    return Graph().parse(data=quads, format="nt")


def nodes(store: Store, kind: str, **asked: Any) -> list[dict[str, Any]]:
    return [node for node in json.loads(exported(store, "schemaorg", **asked))["@graph"] if node["@type"] == kind]


def with_verdict(store: Store) -> Store:
    (thread,) = (one for one in store.threads() if one.claim.startswith("promise01"))
    store.set_state(thread.id, ThreadState.KEPT, "opened01", "seen open by the harbour master")
    return store


def test_schemaorg_has_the_shapes_of_the_vocabulary(store: Store) -> None:
    told = graph(with_verdict(store), rejected=True)
    fits, _, report = validate(told, shacl_graph=str(HERE / "schemaorg.ttl"), meta_shacl=True)
    assert fits, report
    assert len(told) > 50


def test_schemaorg_shapes_find_a_verdict_without_a_person(store: Store) -> None:
    told = graph(with_verdict(store))
    told.update("PREFIX s: <https://schema.org/> DELETE { ?r s:author ?who } WHERE { ?r a s:ClaimReview ; s:author ?who }")
    assert not validate(told, shacl_graph=str(HERE / "schemaorg.ttl"))[0]


def test_schemaorg_gives_a_review_for_a_persons_verdict_only(store: Store) -> None:
    assert nodes(store, "ClaimReview") == []  # although claims were accepted, corrected and rejected
    (review,) = nodes(with_verdict(store), "ClaimReview", not_done=True)
    assert (review["author"], review["reviewRating"]["alternateName"]) == ({"@type": "Person", "name": "ana"}, "kept")


def test_schemaorg_denial_reads_as_a_denial(store: Store) -> None:
    claims = nodes(store, "Claim", wanted={"status": "denied"})
    assert claims
    assert all(claim["text"].startswith("Denial by ") for claim in claims)
    assert all(one["name"].startswith("Denial by ") for one in nodes(store, "Quotation", wanted={"status": "denied"}))


def test_schemaorg_gives_words_to_a_speaker_only_where_they_are_the_speakers_own(tmp_path: Path) -> None:
    plain = make_statement()
    claim = plain.claims[0]
    own = Attribution((), (), (claim.text,), AttributionType.DIRECT, speaker="a1")
    quoted = replace(plain, id="0123456789abcdef", attributions=(own,), claims=(replace(claim, attributions=(own,)),))
    with Store(tmp_path / "own.db", who="ana") as store:
        store.add(plain)
        store.add(replace(quoted, title="Quoted"))
        creators = {one["isPartOf"]["@id"]: one.get("creator") for one in nodes(store, "Quotation")}
        assert sorted(map(bool, creators.values())) == [False, True]


def test_words_that_are_the_whole_text_need_no_context() -> None:
    quote, _ = selectors("All is calm", 0, 11)
    assert (quote["prefix"], quote["exact"], quote["suffix"]) == ("", "All is calm", "")
