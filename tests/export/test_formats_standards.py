"""Formats of the web and of archives, each read again by an implementation that is not ours."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from prov.model import ProvDocument, ProvElement
from pyshacl import validate
from rdflib import Graph

from onrecord import workspace
from onrecord.export.formats import find_format
from onrecord.export.formats.annotations import selectors
from onrecord.export.formats.asked import Asked
from onrecord.export.formats.found import Found
from onrecord.model import Attribution, AttributionType, ClaimKind, Document, Stance, Status, ThreadState
from onrecord.store import Store
from onrecord.testing import make_claim, make_document, make_saying, make_statement, make_toll, make_visited, span_of

HERE = Path(__file__).parent / "standards"
EMOJI = "🚨🚨 Alert. No one fired.\n👮 No one fired.\n"
"""Words before a statement: characters outside the basic plane, and words that stand twice."""


def make_promise() -> Document:
    text = "Marek Tull promised to open the bridge. Then the bridge was opened."
    actors = make_statement().actors
    promise = make_claim(
        span_of(text, "to open the bridge"),
        ClaimKind.COMMITMENT,
        Status.PLANNED,
        id="promise01",
        speaker="a1",
        stance=Stance.ASSERTS,
    )
    opened = make_claim(span_of(text, "the bridge was opened"), id="opened01")
    fields: dict[str, Any] = {"publisher": "Ozerin Post", "published": "2024-03-05"}
    doc = make_document(text, actors=actors, events=(promise.event, opened.event), claims=(promise, opened), **fields)
    return replace(doc, id="9f8e7d6c5b4a3921")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A claim and a denial, once behind emoji; claims corrected, accepted, rejected, added; a page that was visited."""
    with Store(tmp_path / "crisis.db", who="ana") as store:
        store.add(make_statement(uri="https://ozerin.example/1?a=b c"))
        store.add(make_statement(EMOJI + make_statement().text))
        store.add(make_toll(17))
        store.add(make_saying("Ana Kos", "Governor of Ozerin"))
        store.add(make_visited())
        store.add(make_promise())
        store.reject(store.claims(stance="denies", speaker="Kos")[0].id, note="not hers")
        store.correct(store.claims(kind="casualties")[0].id, event_type="ASSAULT")
        store.accept(store.claims(kind="deployment")[0].id)
        store.add_claim("9f8e7d6c", words="the bridge", kind="situation", status="ongoing", speaker="Ina Vell")
        yield store


def exported(store: Store, name: str, **asked: Any) -> str:
    out = Path(store.name).parent / f"{name}.{len(asked)}"
    workspace.export_as(store, name, out, Asked(**asked))
    return out.read_text("utf-8")


def annotations(store: Store, **asked: Any) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads(exported(store, "annotations", **asked))["first"]["items"]
    return items


def reading(annotation: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(annotation["body"][1]["value"])
    return told


def needs(tool: str, there: bool) -> None:
    """Skip where a tool is missing, and say so; fail where everything must be checked."""
    if not there and os.environ.get("CI"):
        pytest.fail(f"{tool} is missing: this check must run here")
    if not there:
        pytest.skip(f"NOT CHECKED: {tool} is missing")


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


def provenance(store: Store, **asked: Any) -> Any:
    """The export as the package `prov` reads it."""
    return ProvDocument.deserialize(content=exported(store, "prov", **asked), format="json")


def test_prov_is_read_by_the_prov_package(store: Store) -> None:
    told = provenance(store, rejected=True)
    assert told.get_provn().startswith("document")
    assert len(told.get_records()) > 50


def test_prov_relations_lead_to_what_is_there(store: Store) -> None:
    told = provenance(store, rejected=True)
    there = {record.identifier for record in told.get_records(ProvElement)}
    for record in told.get_records():
        if not record.is_element():
            assert {value for _, value in record.formal_attributes if hasattr(value, "localpart")} <= there


def test_prov_leads_from_a_claim_to_the_original_bytes(store: Store) -> None:
    told = json.loads(exported(store, "prov"))
    made = {(one["prov:generatedEntity"], one["prov:usedEntity"]) for one in told["wasDerivedFrom"].values()}
    reached = {name for name in told["entity"] if name.startswith("rec:claim")}
    for _ in range(4):
        reached |= {source for what, source in made if what in reached}
    chosen = {claim.document for claim in store.claims() if claim.review != "rejected"}
    hashes = {told["entity"][name]["schema:sha256"] for name in reached if name.startswith("rec:evidence")}
    assert hashes == {
        line.after["capture"]["evidence"] for line in store.journal() if line.act == "add" and line.subject in chosen
    }


def test_prov_tells_what_people_said_and_took_back(store: Store) -> None:
    (claim,) = store.claims(kind="casualties")
    store.undo(claim.id)
    told = json.loads(exported(store, "prov"))
    labels = [activity["prov:label"] for activity in told["activity"].values()]
    assert (labels.count("correct claim"), labels.count("undo")) == (1, 1)
    (taken,) = told["wasInvalidatedBy"].values()
    assert taken["prov:entity"].startswith(f"rec:claim-{claim.id}-line-")


def test_prov_later_reading_leaves_what_people_said_before_it_in_order(store: Store) -> None:
    (toll,) = store.claims(kind="casualties")
    assert store.reread(replace(make_toll(17), timexes=()))
    told = json.loads(exported(store, "prov", wanted={"kind": "casualties"}))
    assert sum(name.startswith("rec:reading") for name in told["activity"]) == 2
    made = {one["prov:entity"]: one["prov:activity"] for one in told["wasGeneratedBy"].values()}
    times = {name: activity["prov:startTime"] for name, activity in told["activity"].items()}
    for one in told["wasDerivedFrom"].values():
        later, earlier = (made.get(one[f"prov:{role}"]) for role in ("generatedEntity", "usedEntity"))
        if later and earlier:
            assert times[later] >= times[earlier]
    assert f"rec:claim-{toll.id}" in told["entity"]


def test_prov_second_capture_of_a_text_is_another_entity(store: Store) -> None:
    store.add(make_toll(17, uri="https://ozerin.example/found-again"))
    told = json.loads(exported(store, "prov", wanted={"kind": "casualties"}))
    assert len([name for name in told["entity"] if name.startswith("rec:evidence")]) == 2
    assert len(told["alternateOf"]) == 1
    assert [entity["prov:location"] for name, entity in told["entity"].items() if name.startswith("rec:source")] == [
        "https://ozerin.example/found-again"
    ]


def test_prov_capture_begins_when_the_page_was_fetched(store: Store) -> None:
    told = json.loads(exported(store, "prov"))
    begun = [one["prov:startTime"] for one in told["activity"].values() if one["prov:startTime"] != one["prov:endTime"]]
    assert begun == ["2024-03-05T08:00:00+00:00"]


def test_prov_keeps_to_the_documents_that_fit(store: Store) -> None:
    told = json.loads(exported(store, "prov", wanted={"kind": "casualties"}))
    assert [name for name in told["entity"] if name.startswith("rec:text")] == [
        "rec:text-" + store.claims(kind="casualties")[0].document
    ]
    assert "not hers" not in json.dumps(told)


def entities(store: Store, **asked: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in exported(store, "ftm", **asked).splitlines()]


FTM: dict[str, dict[str, str]] = json.loads((HERE / "followthemoney.json").read_text())
"""Of each schema that an export uses the properties, and what each holds: a type, or the schemata that it leads to."""

FTM_TYPES = {
    "name": r"\S.{0,383}",
    "string": r"\S.{0,1023}",
    "text": r"(?s)\S.*",
    "address": r"\S.{0,1023}",
    "url": r"https?://\S+",
    "date": r"\d{4}(-\d\d(-\d\d(T\d\d(:\d\d(:\d\d)?)?)?)?)?",
    "language": "[a-z]{3}",
    "country": "[a-z]{2}",
    "mimetype": "[a-z]+/[a-z.+-]+",
    "number": r"-?\d+(\.\d+)?",
}


def test_ftm_entities_have_the_properties_of_their_schemata(store: Store) -> None:
    told = entities(store, rejected=True)
    schemata = {one["id"]: one["schema"] for one in told}
    for one in told:
        for name, values in one["properties"].items():
            holds = FTM[one["schema"]][name]
            for value in values:
                fits = re.fullmatch(FTM_TYPES[holds], value) if holds in FTM_TYPES else schemata[value] in holds.split()
                assert fits, (one["schema"], name, value)


@pytest.fixture
def model() -> Any:
    """FollowTheMoney's own model. It builds on ICU, so that it is not among what every developer installs."""
    if find_spec("followthemoney") is None:
        pytest.skip("NOT CHECKED BY FOLLOWTHEMONEY: pip install followthemoney (needs Debian's libicu-dev, pkg-config and g++)")
    return import_module("followthemoney").model


def test_ftm_entities_are_valid_for_the_followthemoney_package(store: Store, model: Any) -> None:
    for plain in entities(store, rejected=True):
        schema = model.get(plain["schema"])
        assert schema.validate(plain) is None
        for name, values in plain["properties"].items():
            assert [schema.get(name).type.clean(value) for value in values] == values, (schema.name, name)
        assert model.get_proxy(plain).caption


def test_ftm_facts_are_those_of_the_followthemoney_package(model: Any) -> None:
    for schema, properties in FTM.items():
        for name, holds in properties.items():
            found = model.get(schema).get(name)
            kind = found.type.name if found.range is None else found.range.name
            fits = all(model.get(one).is_a(kind) for one in holds.split()) if found.range else holds == kind
            assert fits, (schema, name, kind)


def test_ftm_text_is_as_followthemoney_keeps_it(store: Store, model: Any) -> None:
    store.add(make_statement("A\u2028line,\u00ad\u200b a sign\x0c.\r\n" + make_statement().text + "\n\n", title="Signs"))
    (text,) = (one["properties"]["bodyText"][0] for one in entities(store) if one["properties"].get("title") == ["Signs"])
    assert text.startswith("A line, a sign.\r\n")
    assert model.get("PlainText").get("bodyText").type.clean(text) == text


def test_ftm_every_entity_that_is_referred_to_is_there(store: Store) -> None:
    told = entities(store, rejected=True, wanted={"publisher": "Ozerin Post"})
    known = {one["id"]: one["schema"] for one in told}
    assert len(known) == len(told)
    links = ("subject", "object", "proof", "involved", "entity", "addressEntity")
    assert {id for one in told for name in links for id in one["properties"].get(name, [])} <= set(known)


def test_ftm_only_what_is_said_to_have_happened_is_an_event(store: Store) -> None:
    told = entities(store, rejected=True)
    words = {word for one in told if one["schema"] == "Event" for word in one["properties"]["keywords"]}
    assert {word for word in words if word.startswith("status: ")} == {"status: done", "status: ongoing"}
    notes = [one["properties"]["name"][0] for one in told if one["schema"] == "Note"]
    assert any(name.startswith("Denial by ") for name in notes)
    assert any(name.startswith("Statement by Marek Tull [planned]: ") for name in notes)


def test_ftm_country_that_no_standard_names_is_left_out(store: Store) -> None:
    assert all("country" not in one["properties"] for one in entities(store))  # XA is for anybody's own use


def test_words_that_are_the_whole_text_need_no_context() -> None:
    quote, _ = selectors("All is calm", 0, 11)
    assert (quote["prefix"], quote["exact"], quote["suffix"]) == ("", "All is calm", "")
