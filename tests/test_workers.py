"""Several processes at work: what comes of each item, in order, and what is said where a process dies."""

import os

import pytest

from onrecord.errors import ReadError
from onrecord.workspace import _spread


def test_results_come_in_the_order_of_the_items() -> None:
    assert list(_spread(abs, range(-20, 0), 2)) == list(range(20, 0, -1))


def test_process_that_dies_is_a_clear_error() -> None:
    with pytest.raises(ReadError, match="--workers 1"):
        list(_spread(os._exit, [3], 2))
