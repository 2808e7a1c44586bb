"""One thread for the small matrices of a pipeline: on them a second one only waits, and costs as much as the work."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import lru_cache
from typing import Any

from threadpoolctl import ThreadpoolController


def one_thread() -> AbstractContextManager[Any]:
    """Within this context the linear algebra libraries that are loaded use one thread.

    >>> with one_thread():
    ...     pass
    """
    context: AbstractContextManager[Any] = _controller().limit(limits=1)
    return context


@lru_cache(maxsize=1)
def _controller() -> ThreadpoolController:
    import numpy  # noqa: F401 - the controller sees the libraries that are loaded by now

    return ThreadpoolController()
