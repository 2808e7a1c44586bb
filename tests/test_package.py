"""Importing the package and asking for help stay light."""

import subprocess
import sys

import pytest

HEAVY = ("spacy", "onnxruntime", "numpy", "sqlalchemy", "sqlite3")


@pytest.mark.parametrize(
    "code", ["import onrecord", "import sys; sys.argv = ['onrecord', '--help']; from onrecord.cli import main"]
)
def test_import_loads_no_model_and_no_database(code: str) -> None:
    probe = f"{code}\nimport sys\nprint([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
