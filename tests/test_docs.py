"""The documentation names everything a person can meet: commands, settings, errors."""

import dataclasses
import inspect
from pathlib import Path

import pytest

from onrecord import errors
from onrecord.cli.main import app
from onrecord.settings import Settings

REFERENCE = (Path(__file__).parent.parent / "docs" / "reference.md").read_text(encoding="utf-8")

ERRORS = [name for name, item in vars(errors).items() if inspect.isclass(item) and issubclass(item, errors.OnrecordError)]
COMMANDS = [c.name for c in app.registered_commands] + [g.name for g in app.registered_groups]


@pytest.mark.parametrize("name", ERRORS)
def test_docs_name_every_error(name: str) -> None:
    assert f"`{name}`" in REFERENCE
    assert name in str(errors.__doc__)


@pytest.mark.parametrize("name", COMMANDS)
def test_docs_name_every_command(name: str) -> None:
    assert f"`onrecord {name}" in REFERENCE


@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(Settings)])
def test_docs_name_every_setting(name: str) -> None:
    assert f"`{name}`" in REFERENCE
