"""Errors say what was found, wanted, and what to do, also when they come from another process."""

import pickle

import pytest

from onrecord import errors

KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.OnrecordError)]


@pytest.mark.parametrize("kind", KINDS)
def test_error_is_the_same_behind_a_process(kind: type[errors.OnrecordError]) -> None:
    error = kind(found="a.txt, which is empty", wanted="some text", hint="check how it was saved")
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is kind
    assert (str(again), again.found, again.wanted, again.hint) == (str(error), error.found, error.wanted, error.hint)
