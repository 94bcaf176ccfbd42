"""What the bindings add to the library: each page through `jianbao.extract` and, by the program `overhead`, without Python."""

from __future__ import annotations

import argparse
import subprocess
import time
from pathlib import Path

import jianbao

PAGES = Path(__file__).resolve().parents[3] / "shared/data/pages/dev"


def through_python(pages: list[bytes], rounds: int) -> list[float]:
    extractor = jianbao.Extractor()
    least = []
    for page in pages:
        times = []
        for _ in range(rounds):
            start = time.perf_counter()
            article = extractor.extract(page)
            times.append(time.perf_counter() - start)
            del article
        least.append(min(times))
    return least


def without(program: str, rounds: int) -> list[float]:
    return [float(line) for line in subprocess.check_output([program, str(rounds)], text=True).split()]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("program", help="target/release/overhead")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--turns", type=int, default=3, help="how often the two take turns")
    arguments = options.parse_args()
    pages = [path.read_bytes() for path in sorted(PAGES.glob("*.html"))]
    python, library = [], []
    for _ in range(arguments.turns):
        library.append(without(arguments.program, arguments.rounds))
        python.append(through_python(pages, arguments.rounds))
    reference, spent = (sum(map(min, zip(*turns))) for turns in (library, python))
    print(f"{len(pages)} pages: {1e3 * reference:.1f} ms by the library, {1e3 * spent:.1f} ms from Python, {spent / reference - 1:+.1%}")


if __name__ == "__main__":
    main()
