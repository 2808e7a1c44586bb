"""The table of acts, and the routes that do them: from a form in a page, which leads back to one, and from the API.

A form sends what was not filled in as the empty text: it is left out, but where the field takes a text that may be taken away.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import partial
from typing import Any, get_args, get_origin, get_type_hints

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from onrecord.api import casting, reviewing, settling
from onrecord.api.acts import Done
from onrecord.api.adding import add_documents, stop_job
from onrecord.api.asked import is_needed, says_of
from onrecord.api.exporting import stop_export, write_export
from onrecord.api.journal import stop_verification, verify
from onrecord.api.room import Room
from onrecord.errors import QueryError
from onrecord.web import guard
from onrecord.web.mount import FAULTS, json_of, room_of

CHANGED = 303
"""The status that leads a browser from a form to a page, so that going back does not send the form again."""

BACK = "back"
"""The field of a form with the address to go to afterwards, in place of the one that the act gives."""


@dataclass(frozen=True, slots=True)
class ActRoute:
    """One act, and where it is asked for.

    `do` takes a room whose acts stand under the name of the one who is signed in, and what is asked. `path` stands under "/api"
    as well; fields of what is asked that it names in braces come from the address. `role` is the least that one must be: reader,
    reviewer or editor.
    """

    path: str
    do: Callable[[Room, Any], Done]
    title: str
    role: str = "reviewer"

    @property
    def asked(self) -> type:
        """The dataclass of what must be said."""
        shape: type = get_type_hints(self.do)["asked"]
        return shape


EDITOR = "editor"

ACTS: tuple[ActRoute, ...] = (
    ActRoute("/claims/{id}/accept", reviewing.accept_claim, "Accept a claim"),
    ActRoute("/claims/{id}/reject", reviewing.reject_claim, "Reject a claim"),
    ActRoute("/claims/{id}/correct", reviewing.correct_claim, "Correct a claim"),
    ActRoute("/claims/{id}/undo", reviewing.undo_claim, "Take back what was said of a claim"),
    ActRoute("/documents/{id}/claims", reviewing.add_claim, "Add a claim"),
    ActRoute("/documents/{id}/delete", reviewing.delete_document, "Delete a document", EDITOR),
    ActRoute("/matters/{id}/merge", settling.merge_matters, "Make two matters one"),
    ActRoute("/matters/{id}/split", settling.split_matter, "Take a matter apart"),
    ActRoute("/matters/{id}/relate", settling.relate_accounts, "Say how two accounts stand"),
    ActRoute("/threads/{id}/pin", settling.pin_answer, "Take a claim for an answer"),
    ActRoute("/threads/{id}/dismiss", settling.dismiss_answer, "Take a claim off a thread"),
    ActRoute("/threads/{id}/state", settling.end_thread, "Say what came of a thread"),
    ActRoute("/documents/{id}/copies/pin", settling.pin_copy, "Take a document for a copy"),
    ActRoute("/documents/{id}/copies/dismiss", settling.dismiss_copy, "Take a document for no copy"),
    ActRoute("/rulings/{line}/undo", settling.undo_ruling, "Take back what was said of matters, threads or copies"),
    ActRoute("/actors/merge", casting.merge_actors, "Make two actors one", EDITOR),
    ActRoute("/actors/suggestions/{id}/accept", casting.accept_suggestion, "Make suggested actors one", EDITOR),
    ActRoute("/actors/suggestions/{id}/reject", casting.reject_suggestion, "Keep suggested actors apart", EDITOR),
    ActRoute("/actors/{id}/split", casting.split_actor, "Take an actor apart", EDITOR),
    ActRoute("/actors/{id}/rename", casting.rename_actor, "Rename an actor", EDITOR),
    ActRoute("/documents", add_documents, "Hand in documents", EDITOR),
    ActRoute("/jobs/{id}/stop", stop_job, "Stop reading what was handed in", EDITOR),
    ActRoute("/exports", write_export, "Write an export", "reader"),
    ActRoute("/exports/{id}/stop", stop_export, "Stop an export", "reader"),
    ActRoute("/journal/verification", verify, "Verify the record"),
    ActRoute("/journal/verification/stop", stop_verification, "Stop the verification"),
    ActRoute("/actors/{id}/undo", casting.undo_actor, "Take back what was said of an actor", EDITOR),
)
"""Every act. Of two paths that fit, the first is taken."""


def mount_act(app: FastAPI, act: ActRoute) -> None:
    """Add the routes of an act."""
    in_path = {one.name for one in fields(act.asked) if f"{{{one.name}}}" in act.path}
    model = _model(act)
    do = partial(_do, act=act, model=model)

    async def form(request: Request) -> Response:
        sent = await request.form(max_files=0, max_fields=2000)
        who = guard.may_act(request, act.role, str(sent.get(guard.TOKEN, "")))
        done = await do(request, given={**_filled_in(sent, model), **request.path_params}, who=who)
        back = sent.get(BACK)
        return RedirectResponse(guard.own_address(str(back)) if back else done.where, CHANGED)

    async def api(request: Request) -> Response:
        guard.must_be_json(request)
        who = guard.may_act(request, act.role)
        return json_of(await do(request, given={**adapter_json(await request.body()), **request.path_params}, who=who))

    schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
    known = schema.pop("$defs", {})
    body = {"required": True, "content": {"application/json": {"schema": _body(_inlined(schema, known), in_path)}}}
    extra = {"requestBody": body, "parameters": [_parameter(schema, name) for name in sorted(in_path)]}
    doc: dict[str, Any] = {"summary": act.title, "description": act.do.__doc__, "operation_id": act.do.__name__, "tags": ["act"]}
    app.post(act.path, include_in_schema=False)(form)
    app.post(f"/api{act.path}", response_model=Done, responses=FAULTS, openapi_extra=extra, **doc)(api)


async def _do(request: Request, act: ActRoute, model: type[BaseModel], given: dict[str, Any], who: str | None) -> Done:
    try:
        told = model.model_validate(given)
    except ValidationError as error:
        raise RequestValidationError(error.errors()) from None
    if found := next((name for name, value in given.items() if _is_unkept(value)), None):
        raise QueryError(found=f"a character in {found!r} that no database keeps", wanted="plain text", hint="take it out")
    room = room_of(request).acting(who)
    asked = act.asked(**{name: getattr(told, name) for name in model.model_fields})
    done = await run_in_threadpool(act.do, room, asked)
    room.changed()
    return done


def _is_unkept(value: Any) -> bool:
    texts = value if isinstance(value, list) else [value]
    return any(isinstance(text, str) and ("\x00" in text or (not text.isascii() and _has_halves(text))) for text in texts)


def _has_halves(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)


def _model(act: ActRoute) -> type[BaseModel]:
    """What checks what an act is told: its fields with their limits, and nothing else."""
    hints = get_type_hints(act.asked, include_extras=True)
    found: dict[str, Any] = {}
    for one in fields(act.asked):
        limits = one.metadata.get("limits", {})
        default = ... if is_needed(one) else one.default
        found[one.name] = (hints[one.name], Field(default, description=says_of(one), **limits))
    return create_model(act.do.__name__, __config__=ConfigDict(extra="forbid"), **found)


def _filled_in(sent: FormData, model: type[BaseModel]) -> dict[str, Any]:
    """What a form says, in the shape of what is asked."""
    given: dict[str, Any] = {}
    for name in sent:
        kind = model.model_fields[name].annotation if name in model.model_fields else None
        if name in (guard.TOKEN, BACK):
            continue
        if get_origin(kind) is tuple:
            given[name] = [value for value in sent.getlist(name) if value]
        elif sent[name] != "" or _takes_text(kind):
            given[name] = sent[name]
    return given


def _takes_text(kind: Any) -> bool:
    """Whether the empty text means something: the field takes a text, or none."""
    return any(one is str or str in get_args(one) for one in get_args(kind))


def _parameter(schema: dict[str, Any], name: str) -> dict[str, Any]:
    one = schema["properties"][name]
    shape = {key: value for key, value in one.items() if key not in ("description", "title", "default")}
    return {"name": name, "in": "path", "required": True, "description": one.get("description", ""), "schema": shape}


def _inlined(schema: Any, known: dict[str, Any]) -> Any:
    """A schema with what it refers to in place: a body in an OpenAPI description has no definitions of its own."""
    if isinstance(schema, list):
        return [_inlined(one, known) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return {**known[schema["$ref"].rpartition("/")[2]], **{name: v for name, v in schema.items() if name != "$ref"}}
    return {name: _inlined(one, known) for name, one in schema.items()}


def adapter_json(body: bytes) -> dict[str, Any]:
    """The object that a body holds; nothing is an empty one."""
    import orjson

    try:
        found = orjson.loads(body or b"{}")
    except orjson.JSONDecodeError as error:
        raise RequestValidationError([{"loc": ("body",), "msg": f"JSON: {error}", "type": "json"}]) from None
    if not isinstance(found, dict):
        raise RequestValidationError([{"loc": ("body",), "msg": "an object is wanted", "type": "dict"}])
    return found


def _body(schema: dict[str, Any], in_path: set[str]) -> dict[str, Any]:
    """The JSON Schema of a body: what must be said but for what the address says."""
    properties = {name: one for name, one in schema.get("properties", {}).items() if name not in in_path}
    needed = [name for name in schema.get("required", []) if name not in in_path]
    return {**schema, "properties": properties, **({"required": needed} if needed else {"required": []})}
