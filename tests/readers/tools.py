"""Real programs that make the files of tests. Where one is missing, its tests say so; on a build machine that is a failure."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest


def needs(tool: str) -> None:
    """Skip, and say so, where a real tool is missing; fail on the build machine."""
    if not shutil.which(tool):
        assert not os.environ.get("CI"), f"{tool} is missing"
        pytest.skip(f"{tool} is missing: this test was not run")


def saved(source: bytes, kind: str, suffix: str = "fodt") -> bytes:
    """A file as LibreOffice saves it in another format."""
    needs("soffice")
    with TemporaryDirectory() as folder:
        path = Path(folder, f"statement.{suffix}")
        path.write_bytes(source)
        command = ["soffice", "--headless", f"-env:UserInstallation={Path(_profile().name).as_uri()}", "--convert-to", kind]
        subprocess.run([*command, "--outdir", folder, str(path)], check=True, capture_output=True, timeout=180)
        return path.with_suffix(f".{kind}").read_bytes()


def printed(page: str, *options: str) -> bytes:
    """A page as Chromium prints it."""
    needs("chromium")
    with TemporaryDirectory() as folder:
        Path(folder, "a.html").write_text(f"<!DOCTYPE html><meta charset=utf-8>{page}", encoding="utf-8")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", *options, "--print-to-pdf=a.pdf", "a.html"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
        return Path(folder, "a.pdf").read_bytes()


@lru_cache
def _profile() -> TemporaryDirectory[str]:
    """What LibreOffice keeps for a user; making it takes longer than most of its work."""
    return TemporaryDirectory()
