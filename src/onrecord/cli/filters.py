"""The filters that several commands take: each told once, and given to a command as what was asked for."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

import typer

from onrecord.errors import QueryError

Command = Callable[..., None]
Wanted = dict[str, Any]
"""What was asked for: filters of a record by name. A command that takes this one parameter takes all filters as options."""


def _option(help: str, *names: str, metavar: str | None = None) -> Any:
    return Annotated[str | None, typer.Option(*names, metavar=metavar, help=help)]


FILTERS = {
    "kind": _option("incident, casualties, detention, deployment, decision, demand, commitment ..."),
    "status": _option("done, ongoing, attempted, threatened, ordered, planned, denied ..."),
    "stance": _option("asserts, denies, accuses, admits, reports, doubts, asks."),
    "speaker": _option("Part of a name of who says it, or an id that `onrecord actors` prints."),
    "actor": _option("The same of anyone in it: speaker, relay, actor, recipient."),
    "publisher": _option("Part of the publisher's name."),
    "place": _option("Part of a place's name."),
    "near": _option("Within so many kilometres, such as 43.24,76.89,30.", metavar="LAT,LON,KM"),
    "since": _option("Said to have happened, or published, on this day (YYYY-MM-DD) or later."),
    "until": _option("Said to have happened, or published, on this day (YYYY-MM-DD) or before."),
    "document": _option("Of this document only; its id's first characters.", "--document", metavar="ID"),
    "review": _option("reviewed, unreviewed, accepted, corrected, rejected, added."),
    "later": _option("altered or gone: what a later version of the document did to the words."),
}
"""The filters with their options, in the order of the help."""


def filtered(*without: str) -> Callable[[Command], Command]:
    """Let a command take all filters but those named `without`, in place of its parameter `wanted`.

    Raises:
        QueryError: when it runs, if `near` is not three numbers.
    """

    def taking(command: Command) -> Command:
        own = inspect.signature(command, eval_str=True)
        names = [name for name in FILTERS if name not in without]

        @wraps(command)
        def run(**given: Any) -> None:
            asked = {name: value for name in names if (value := given.pop(name)) is not None}
            command(**given, wanted=_located(asked))

        run.__signature__ = own.replace(parameters=_options(own, names))  # type: ignore[attr-defined]  # what typer goes by
        return run

    return taking


def _options(own: inspect.Signature, names: list[str]) -> list[inspect.Parameter]:
    """The parameters of a command, the filters where `wanted` stands."""
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    found: list[inspect.Parameter] = []
    for parameter in own.parameters.values():
        if parameter.name == "wanted":
            found += [inspect.Parameter(name, kind, default=None, annotation=FILTERS[name]) for name in names]
        else:
            found.append(parameter)
    return found


def _located(asked: Wanted) -> Wanted:
    if "near" not in asked:
        return asked
    try:
        lat, lon, km = map(float, asked["near"].split(","))
    except ValueError:
        raise QueryError(
            found=f"--near {asked['near']}", wanted="LAT,LON,KM", hint="give three numbers, such as 43.24,76.89,30"
        ) from None
    return {**asked, "near": (lat, lon, km)}
