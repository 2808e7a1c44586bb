"""The API against its own description: whatever is asked, no fault of ours and no answer that is not described."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance
from tests.api.talks import talks
from tests.web.conftest import made

from onrecord.api.exports import Export
from onrecord.api.jobs import Job, State
from onrecord.api.matters import MattersAsked, matters
from onrecord.api.room import Room
from onrecord.api.threads import ThreadsAsked, threads
from onrecord.web.acts import ACTS
from onrecord.web.app import create_app
from onrecord.web.pages import PAGES

pytestmark = pytest.mark.slow

EXPORT = Export("0e1", "csv", "record-csv.csv", "ana", "2024-03-05T08:00:00+00:00", State.DONE)
JOB = Job("0b1", "A text", "ana", "2024-03-05T08:00:00+00:00", State.DONE)


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The description with the application behind it, and its room. What is handed in is not read: that needs a process."""
    for room in made(str(tmp_path_factory.mktemp("api") / "record.db"), tmp_path_factory.mktemp("findings")):
        room.store.add_all(talks())
        room.changed()
        idle(room)
        yield schemathesis.openapi.from_asgi("/api/openapi.json", create_app(room)), room


def idle(room: Room) -> None:
    """A room that starts no process."""
    room.jobs.start = lambda title, who, parcel: replace(JOB, title=title)  # type: ignore[method-assign]
    room.exports.start = lambda form, suffix, asked, who: replace(EXPORT, form=form)  # type: ignore[method-assign]
    room.verifier.begin = lambda kept=None: True  # type: ignore[method-assign]


LEFT_OUT = [positive_data_acceptance, negative_data_rejection]
"""What fits its description may still be refused with 422: a page after the last, or words that do not stand there. And an empty
term of an address, as forms send it, is taken for none."""

OPERATIONS = [
    *(("GET", f"/api{page.path if page.path != '/' else '/record'}") for page in PAGES),
    *(("POST", f"/api{act.path}") for act in ACTS),
]


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_api_answers_as_it_says(api: Any, method: str, path: str) -> None:
    schema, room = api
    operation = schema[path][method]
    asked = st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in GenerationMode))
    known = id_of(room, path)

    @given(case=asked, is_known=st.booleans())
    @settings(max_examples=12, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    def answers(case: Any, is_known: bool) -> None:
        if is_known and "id" in case.path_parameters:
            case.path_parameters["id"] = known
        case.call_and_validate(excluded_checks=LEFT_OUT)

    answers()


def id_of(room: Room, path: str) -> str:
    """The id of something that is there: of others than these, what is made up has to do."""
    claim = room.store.claims(limit=1)[0]
    found = {
        "claims": claim.id,
        "documents": claim.document,
        "actors": room.store.actors(limit=1)[0].id,
        "matters": matters(room, MattersAsked()).matters[0].id,
        "threads": threads(room, ThreadsAsked()).threads[0].id,
    }
    return found.get(path.split("/")[2], "none")


def test_every_operation_is_tried(api: Any) -> None:
    described = {(found.ok().method.upper(), found.ok().path) for found in api[0].get_all_operations()}
    others = {"/api/progress", "/api/documents/{id}/original", "/api/documents/{id}/text", "/api/exports/{id}/file"}
    assert described - {("GET", path) for path in others} == set(OPERATIONS)
