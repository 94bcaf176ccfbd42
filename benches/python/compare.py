"""How long the Python package takes for a page and for a text, beside trafilatura, jieba, JioNLP and cpca doing the same work.

All in one run and one process: the contenders pass over all pages in turn, as whoever uses one of them would, and of several rounds the
least time of each page counts. README.md says how to install what it needs.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import time
from collections.abc import Callable
from pathlib import Path

import cpca
import jieba
import jieba.posseg
import jionlp
import trafilatura

import jianbao

PAGES = Path(__file__).resolve().parents[3] / "shared/data/pages/dev"
BASE = {"year": 2022, "month": 3, "day": 19}


def read(page: bytes) -> str:
    found = trafilatura.bare_extraction(page, with_metadata=True)
    return (found.text or "") if found else ""


def understand(text: str) -> None:
    """Persons, places and organizations; times, money, contacts and places with values."""
    [word for word in jieba.posseg.lcut(text) if word.flag in ("nr", "ns", "nt")]
    jionlp.ner.extract_time(text, time_base=BASE, with_parsing=True)
    jionlp.ner.extract_money(text, with_parsing=True)
    jionlp.extract_phone_number(text)
    jionlp.extract_email(text)
    jionlp.extract_url(text)
    # With this pandas it fails, after its work, on a text without places.
    with contextlib.suppress(KeyError):
        cpca.transform_text_with_addrs(text)


def stack(page: bytes) -> None:
    understand(read(page))


def ours(page: bytes) -> None:
    jianbao.extract(page, reference_date="2022-03-19").mentions


def annotate(text: str) -> None:
    jianbao.annotate(text, reference_date="2022-03-19").mentions


def seconds(work: Callable, item) -> float:
    start = time.perf_counter()
    work(item)
    return time.perf_counter() - start


def compare(name: str, items: list, contenders: dict[str, Callable], rounds: int) -> None:
    least = {contender: [float("inf")] * len(items) for contender in contenders}
    for _ in range(rounds):
        for contender, work in contenders.items():
            least[contender] = [min(before, seconds(work, item)) for before, item in zip(least[contender], items)]
    (first, reference), *others = ((contender, sum(times)) for contender, times in least.items())
    print(f"{name}: {len(items)}")
    print(f"  {first}: {1e3 * reference / len(items):.2f} ms each")
    for contender, spent in others:
        print(f"  {contender}: {1e3 * spent / len(items):.2f} ms each, {spent / reference:.1f} times")


def many(pages: list[bytes], rounds: int) -> None:
    def pass_over(threads: int) -> float:
        return seconds(lambda pages: all(jianbao.extract_many(pages, threads)), pages)

    one, two = ([pass_over(threads) for _ in range(rounds)] for threads in (1, 2))
    print(f"extract_many: {len(pages) / min(one):.0f} pages a second on one thread, {min(one) / min(two):.2f} times as many on two")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pages", type=Path, default=PAGES, help="a folder of HTML pages")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--limit", type=int, help="only so many pages")
    arguments = options.parse_args()
    logging.disable(logging.CRITICAL)
    pages = [path.read_bytes() for path in sorted(arguments.pages.glob("*.html"))][: arguments.limit]
    texts = [text for text in map(read, pages) if text]
    # What is loaded for the first text is no part of what a text takes.
    jieba.initialize()
    stack(pages[0])
    ours(pages[0])
    compare("pages", pages, {"jianbao": ours, "trafilatura, jieba, JioNLP, cpca": stack}, arguments.rounds)
    compare("texts of these pages", texts, {"jianbao": annotate, "jieba, JioNLP, cpca": understand}, arguments.rounds)
    # Enough of them that the last one, on a thread alone, does not count.
    many(3 * pages, max(arguments.rounds, 5))


if __name__ == "__main__":
    main()
