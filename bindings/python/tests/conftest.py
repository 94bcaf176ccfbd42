"""What the tests share. They test the package that is installed, never the source tree beside them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from support import ROOT


def find_command() -> str:
    named = os.environ.get("JIANBAO")
    built = [ROOT / "target" / profile / "jianbao" for profile in ("debug", "release")]
    found = [named] if named else [str(path) for path in built if path.exists()]
    if not found:
        pytest.exit("no command to compare with: cargo build -p jianbao-cli makes it, JIANBAO may name another", 2)
    return found[0]


@pytest.fixture(scope="session")
def command():
    """Runs the command line and gives the lines that it prints."""
    path = find_command()

    def run(*arguments: str, stdin: str = "", cwd: Path = ROOT) -> list[str]:
        done = subprocess.run([path, *arguments], input=stdin.encode(), stdout=subprocess.PIPE, cwd=cwd, check=True)
        return done.stdout.decode().split("\n")[:-1]

    return run


@pytest.fixture(scope="session")
def bulletin() -> bytes:
    return (ROOT / "examples/pages/bulletin.html").read_bytes()
