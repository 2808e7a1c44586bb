"""Turn sentences with their attributions marked by braces into rows with offsets.

    python -m training.cases training/own_train.txt training/attribution_own_train.jsonl

`{s source} {c cue} {x content}`, or `{b cue}` for a belief or attitude; a number joins the parts of one attribution
(`{s2 ...}`), braces nest, `\\n` is a line break. Lines begin with `#` for a comment, or with `[kind]` for the kind of case.
"""

import argparse
import json
import pathlib
import re

from training.data import Row

PARTS = {"s": "source", "c": "cue", "b": "cue", "x": "content"}
_OPEN = re.compile(r"\{([scbx])(\d*) ?")
_KIND = re.compile(r"\[([a-z-]+)\] ")


def parse(line: str) -> tuple[str, list[Row]]:
    """The plain text and its attributions.

    >>> parse("{s Ada} {c said} {x no}.")
    ('Ada said no.', [{'source': [[0, 3]], 'cue': [[4, 8]], 'content': [[9, 11]], 'scope': 'speech'}])
    """
    text, at = "", 0
    stack: list[tuple[str, str, int]] = []
    found: dict[str, Row] = {}
    while at < len(line):
        if match := _OPEN.match(line, at):
            stack.append((match[1], match[2] or "1", len(text)))
            at = match.end()
        elif line[at] == "}":
            part, number, start = stack.pop()
            row = found.setdefault(number, {"source": [], "cue": [], "content": [], "scope": "speech"})
            row[PARTS[part]].append([start, len(text)])
            row["scope"] = "other" if part == "b" else row["scope"]
            at += 1
        else:
            text, at = text + line[at], at + 1
    if stack:
        raise ValueError(f"a brace is not closed: {line}")
    for row in found.values():
        for part in set(PARTS.values()):
            row[part].sort()
    return text, [found[n] for n in sorted(found, key=int) if found[n]["content"]]


def rows(path: pathlib.Path) -> list[Row]:
    out = []
    for i, line in enumerate(path.read_text(encoding="utf8").splitlines()):
        if not line or line.startswith("#"):
            continue
        kind = _KIND.match(line)
        text, attributions = parse(line[kind.end() if kind else 0 :].replace("\\n", "\n"))
        out.append(
            {
                "id": f"{path.stem}-{i}",
                **({"kind": kind[1]} if kind else {}),
                "text": text,
                "attributions": attributions,
            }
        )
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    args = parser.parse_args()
    with open(args.out, "w", encoding="utf8") as out:
        for row in rows(args.cases):
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
