"""What looks like a time expression and is none: ages, dates inside names, numbers that only look like years."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.annotators.lexicons import lexicon
from onrecord.annotators.when.items import Item
from onrecord.language import Parse, Token

_NAMES = {"ORG", "FAC", "LAW", "WORK_OF_ART", "PRODUCT", "PERSON", "EVENT", "NORP", "LOC", "GPE"}


class Filter:
    """Judges the time expressions of one block by their neighbours and by the parse."""

    def __init__(self, items: Sequence[Item], parse: Parse, text: str) -> None:
        self.items, self.parse, self.text = items, parse, text
        self.words = lexicon("timex_context")

    def passes(self, i: int) -> bool:
        """Whether the item at `i` is a time expression after all."""
        item = self.items[i]
        before = self.items[i - 1] if i else None
        after = self.items[i + 1] if i + 1 < len(self.items) else None
        check = getattr(self, "_" + item.kind, None)
        return not self._in_name(item, after) and (check is None or bool(check(item, before, after)))

    def _in_name(self, item: Item, after: Item | None) -> bool:
        token = self.parse.token_at(item.start)
        if token is None or item.kind in ("duration", "ref", "set"):
            return False
        if after and after.text in self.words["named_after"] and self.text[after.start].isupper():
            return True
        name = self.parse.name_at(token)
        return bool(
            name
            and name.label in _NAMES
            and name.span.end > item.end
            and name.span.start <= item.start
            and item.text not in ("today",)
            and self.text[item.end : item.end + 2].strip()[:1].isupper()
        )

    def _year(self, item: Item, before: Item | None, after: Item | None) -> bool:
        if before and (before.kind in ("money", "slash", "dash", "figure") or before.text in self.words["numbered"]):
            return False
        if after and (after.kind in ("percent", "slash", "units", "magnitude", "clock") or after.text in self.words["measures"]):
            return False
        token = self.parse.token_at(item.start)
        led = bool(before and (before.text in self.words["before_year"] or before.kind in ("open", "det", "approx")))
        if token is None or led:
            return bool(led or 1700 <= int(item.value.base.value) <= 2100)
        return self._reads_as_year(token, int(item.value.base.value))

    def _reads_as_year(self, token: Token, number: int) -> bool:
        if not 1800 <= number <= 2060:
            return False
        head = self.parse.head(token)
        return not (token.dep == "nummod" and head.tag in ("NNS", "NNPS") and head.i > token.i)

    def _date(self, item: Item, before: Item | None, after: Item | None) -> bool:
        return not (before and before.text in ("his", "her", "their", "my", "your", "our") and item.text[0].isdigit())

    def _duration(self, item: Item, before: Item | None, after: Item | None) -> bool:
        return not self._age(item, before, after) and "quarters" not in item.text.split("- ")[-1:]

    _duration_adjective = _duration

    def _bare_duration(self, item: Item, before: Item | None, after: Item | None) -> bool:
        return not self._age(item, before, after) and not (before and before.kind == "of")

    def _age(self, item: Item, before: Item | None, after: Item | None) -> bool:
        rest = self.text[item.end : item.end + 8].lower()
        old = rest.lstrip(" -‐").startswith("old") or rest.startswith(" of age")
        return old or bool(before and before.text in ("aged", "age"))

    def _set(self, item: Item, before: Item | None, after: Item | None) -> bool:
        token = self.parse.token_at(item.start)
        return not (item.text == "quarterly" and token and token.tag == "JJ")

    def _ref(self, item: Item, before: Item | None, after: Item | None) -> bool:
        return not (item.text == "soon" and ((before and before.text == "as") or (after and after.text in ("as", "after"))))

    def _daypart(self, item: Item, before: Item | None, after: Item | None) -> bool:
        return item.text.startswith(("the ", "early", "mid", "late")) or bool(before and before.text == "in")
