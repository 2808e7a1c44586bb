import json

from jsonschema import Draft202012Validator

from onrecord.export import document_schema, schema_text
from onrecord.model import Document
from onrecord.testing import make_document


def test_stored_schema_is_that_of_the_model() -> None:
    assert json.loads(schema_text()) == document_schema(), "call onrecord.export.schema.save(), and read the diff"


def test_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(document_schema())


def test_schema_holds_for_documents(interview: Document) -> None:
    validator = Draft202012Validator(document_schema())
    for doc in (interview, make_document("Good morning.")):
        validator.validate(json.loads(json.dumps(doc.to_dict())))


def test_schema_refuses_a_claim_without_words(interview: Document) -> None:
    plain = interview.to_dict()
    del plain["claims"][0]["text"]
    assert not Draft202012Validator(document_schema()).is_valid(plain)


def test_schema_refuses_an_unknown_status(interview: Document) -> None:
    plain = interview.to_dict()
    plain["claims"][0]["status"] = "certainly"
    assert not Draft202012Validator(document_schema()).is_valid(plain)


def test_schema_describes_its_parts() -> None:
    schema = document_schema()
    assert "Unicode code points" in schema["description"]
    assert "stands for a government" in schema["$defs"]["Toponym"]["properties"]["is_location"]["description"]
