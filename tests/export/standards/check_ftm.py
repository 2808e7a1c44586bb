"""Checks entities by FollowTheMoney's own package, and what we hold of its schemata. Run by a Python that has the package.

Takes `{"entities": [...], "facts": {...}}` on standard input; writes what is wrong as a JSON list.
"""

import json
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any

model: Any = import_module("followthemoney").model


def entity_faults(plain: dict[str, Any]) -> Iterator[str]:
    """What is wrong with an entity."""
    schema = model.get(plain["schema"])
    try:
        schema.validate(plain)
    except Exception as error:  # whatever it raises is the answer
        yield f"{schema.name}: {error}"
    for name, values in plain["properties"].items():
        kept = [schema.get(name).type.clean(value) for value in values]
        if kept != values:
            yield f"{schema.name}.{name}: {values} is kept as {kept}"
    if not model.get_proxy(plain).caption:
        yield f"{schema.name} {plain['id']} has no caption"


def fact_faults(schema: str, name: str, holds: str) -> Iterator[str]:
    """What is wrong with what we hold of a property."""
    found = model.get(schema).get(name)
    kind = found.type.name if found.range is None else found.range.name
    fits = all(model.get(one).is_a(kind) for one in holds.split()) if found.range else holds == kind
    if not fits:
        yield f"{schema}.{name} holds {kind}, not {holds}"


asked = json.load(sys.stdin)
faults = [fault for plain in asked.get("entities", []) for fault in entity_faults(plain)]
facts = ((schema, name, holds) for schema, properties in asked.get("facts", {}).items() for name, holds in properties.items())
json.dump([*faults, *(fault for fact in facts for fault in fact_faults(*fact))], sys.stdout)
