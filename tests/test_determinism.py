"""The same words give the same entries, whatever process reads them: no order of a set may show in what is read."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

DOSSIERS = Path(__file__).parent / "dossiers"

READ = """
import json, sys
from pathlib import Path
from onrecord.bench.matters import ours

print(json.dumps(ours(Path(sys.argv[1]), {"as_of": "2031-06-01"})))
"""


def _read(folder: Path, seed: str) -> Any:
    """What a process of its own reads in the statements of a folder, and finds across them."""
    command = [sys.executable, "-c", READ, str(folder)]
    done = subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True, text=True)
    return _timeless(json.loads(done.stdout))


def _timeless(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _timeless(inner) for key, inner in value.items() if key != "retrieved_at"}
    return [_timeless(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.slow
@pytest.mark.parametrize("name", ["dam", "square"])
def test_processes_with_other_orders_of_sets_agree(name: str) -> None:
    first, second = (_read(DOSSIERS / name, seed) for seed in ("1", "77"))
    assert first == second
