"""Texts by number in a file: where each lies is all that is in memory."""

from __future__ import annotations

import zlib
from pathlib import Path

import numpy as np


class Heap:
    """Texts one behind another.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Heap(Path(folder) / "heap", 2) as heap:
    ...     heap.put(1, "later")
    ...     heap.put(0, "first")
    ...     heap.get(1), heap.get(0)
    (b'later', b'first')
    """

    def __init__(self, path: Path, count: int) -> None:
        self._file = path.open("w+b")
        self._places = np.zeros(count, dtype=np.int64)
        self._sizes = np.zeros(count, dtype=np.uint32)
        self._end, self._is_at_end = 0, True

    def __enter__(self) -> Heap:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def put(self, number: int, text: str | bytes) -> None:
        """Write the text of a number, once for each."""
        data = zlib.compress(text.encode() if isinstance(text, str) else text, 1)
        if not self._is_at_end:
            self._file.seek(self._end)
        self._file.write(data)
        self._places[number], self._sizes[number] = self._end, len(data)
        self._end, self._is_at_end = self._end + len(data), True

    def get(self, number: int) -> bytes:
        """The text of a number."""
        self._file.seek(int(self._places[number]))
        self._is_at_end = False
        return zlib.decompress(self._file.read(int(self._sizes[number])))
