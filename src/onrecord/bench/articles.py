"""Articles of 500 words, to read at speed: cut from the news of the data sets, or put together from the package's samples."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from importlib.resources import as_file, files
from itertools import chain, islice, zip_longest
from pathlib import Path

from onrecord.bench.data import Row, rows
from onrecord.bench.invented import word
from onrecord.errors import DataError
from onrecord.readers import expand, read_source

NEWS = (
    "attribution/polnear_train.jsonl.gz",
    "crossdoc/gva_2013_2016.jsonl.gz",
    "crossdoc/fakes_dev.jsonl",
    "timex/te3_timebank.jsonl",
    "toponym/lgl.jsonl",
)
"""The data sets that hold news, below the folder of the data."""

WORDS = 500
SHORTEST, LONGEST = 400, 600
"""Words of an article at least and at most, since only whole paragraphs are taken."""

Paragraph = tuple[str, int]
"""Its words, and how many."""


def articles(count: int, data: Path | None = None) -> list[str]:
    """`count` articles of about 500 words each, always the same; without `data` of the package's samples, whose words repeat.

    Where the data sets have fewer, the articles come again.

    Raises:
        DataError: there is no news below `data`.
    """
    found = list(islice(_of_samples() if data is None else _of_news(data), count))
    if not found:
        raise DataError(
            found=f"no news below {data}", wanted=f"one of {', '.join(NEWS)}", hint="give the folder of the data sets"
        )
    return [found[number % len(found)] for number in range(count)]


def cut(text: str) -> str | None:
    r"""The first paragraphs of a text, about 500 words; None where there is no such piece.

    >>> cut("Too short.") is None
    True
    >>> len(cut("\n".join(["ten words that stand for any ten words of news"] * 80)).split())
    500
    """
    return _joined(_measured(text.split("\n")))


def with_new_names(text: str, number: int) -> str:
    """An article with a sentence of names that no other number has: real news brings new words, too, and they cost memory.

    >>> with_new_names("Nobody was hurt.", 1) != with_new_names("Nobody was hurt.", 2)
    True
    """
    chance = random.Random(number)
    person, town, paper, ship = (f"{word(chance)}{word(chance)}".title() for _ in range(4))
    return (
        f"{text}\n{person} of {town} told the {paper} Post on Monday that {chance.randrange(9**6):,} people had left the {ship}."
    )


def _of_news(data: Path) -> Iterator[str]:
    """An article of each text that has one, from all sets in turn."""
    paths = [path for name in NEWS if (path := data / name).is_file()]
    turns = zip_longest(*(chain.from_iterable(map(_texts, rows(path))) for path in paths))
    cuts = (cut(text) for text in chain.from_iterable(turns) if text)
    return (article for article in cuts if article)


def _texts(row: Row) -> Iterator[str]:
    return (one["text"] for one in (row, *row.get("docs", ())) if one.get("text"))


def _of_samples() -> Iterator[str]:
    """Articles without end, of paragraphs of the sample statements in ever other orders."""
    with as_file(files("onrecord") / "samples") as folder:
        paths = [path for path in expand([folder]) if Path(path).name != "README.md"]
        held = list(chain.from_iterable(_measured(read_source(Path(path)).text.split("\n")) for path in paths))
    chance = random.Random(5)
    while True:
        if article := _joined(iter(chance.sample(held, len(held)))):
            yield article


def _measured(paragraphs: Sequence[str]) -> Iterator[Paragraph]:
    return ((paragraph, len(paragraph.split())) for paragraph in paragraphs)


def _joined(paragraphs: Iterator[Paragraph]) -> str | None:
    """The first paragraphs together; None where they are too few or the next one is too long."""
    taken, total = [], 0
    for paragraph, count in paragraphs:
        if total >= SHORTEST and total + count > LONGEST:
            break
        taken.append(paragraph)
        total += count
        if total >= WORDS:
            break
    return "\n".join(taken) if SHORTEST <= total <= LONGEST else None
