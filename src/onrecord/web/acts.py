"""The table of acts, and the routes that do them: from a form in a page, which leads back to one, and from the API."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any, get_type_hints

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from pydantic import TypeAdapter, ValidationError

from onrecord.api.acts import Done
from onrecord.api.room import Room
from onrecord.web import guard
from onrecord.web.mount import FAULTS, json_of, room_of

CHANGED = 303
"""The status that leads a browser from a form to a page, so that going back does not send the form again."""

BACK = "back"
"""The field of a form with the address to go to afterwards, in place of the one that the act gives."""


@dataclass(frozen=True, slots=True)
class Act:
    """One act. `do` takes a room whose acts stand under the name of the one who is signed in, and what is asked.

    `path` stands under "/api" as well; fields of what is asked that it names in braces come from the address. `role` is the
    least that one must be: reader, reviewer or editor.
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


ACTS: tuple[Act, ...] = ()
"""Every act."""


def mount_act(app: FastAPI, act: Act) -> None:
    """Add the routes of an act."""
    adapter: TypeAdapter[Any] = TypeAdapter(act.asked)
    in_path = {one.name for one in fields(act.asked) if f"{{{one.name}}}" in act.path}
    schema = _body(adapter, in_path)

    async def form(request: Request) -> Response:
        given = {name: value for name, value in (await request.form()).items() if value != ""}
        who = guard.may_act(request, act.role, str(given.pop(guard.TOKEN, "")))
        back = given.pop(BACK, None)
        done = await _do(request, act, adapter, {**given, **request.path_params}, who)
        return RedirectResponse(guard.own_address(str(back)) if back else done.where, CHANGED)

    async def api(request: Request) -> Response:
        who = guard.may_act(request, act.role, request.headers.get(guard.TOKEN_HEADER, ""))
        body = adapter_json(await request.body())
        return json_of(await _do(request, act, adapter, {**body, **request.path_params}, who))

    name = act.do.__name__
    doc: dict[str, Any] = {"summary": act.title, "description": act.do.__doc__, "operation_id": name, "tags": ["act"]}
    wanted = {"content": {"application/json": {"schema": schema}}, "required": bool(schema.get("required"))}
    parameters = [{"name": one, "in": "path", "required": True, "schema": {"type": "string"}} for one in sorted(in_path)]
    extra = {"requestBody": wanted, "parameters": parameters}
    app.post(act.path, include_in_schema=False)(form)
    app.post(f"/api{act.path}", response_model=Done, responses=FAULTS, openapi_extra=extra | {"parameters": parameters}, **doc)(
        api
    )


async def _do(request: Request, act: Act, adapter: TypeAdapter[Any], given: dict[str, Any], who: str | None) -> Done:
    from starlette.concurrency import run_in_threadpool

    try:
        asked = adapter.validate_python(given)
    except ValidationError as error:
        raise RequestValidationError(error.errors()) from None
    room = room_of(request)
    done = await run_in_threadpool(act.do, room.acting(who), asked)
    room.changed()
    return done


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


def _body(adapter: TypeAdapter[Any], in_path: set[str]) -> dict[str, Any]:
    """The JSON Schema of a body: what must be said but for what the address says."""
    schema = adapter.json_schema()
    schema["properties"] = {name: one for name, one in schema.get("properties", {}).items() if name not in in_path}
    schema["required"] = [name for name in schema.get("required", []) if name not in in_path]
    return schema
