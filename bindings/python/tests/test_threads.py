"""Many pages, many threads, many processes."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import pickle
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

import jianbao
from support import PAGES

TEXT = "西安市民政局局长赵淑媛昨天在《云州日报》上说，今年有3264名居民办证。"
START_METHODS = [method for method in ("fork", "forkserver", "spawn") if method in multiprocessing.get_all_start_methods()]


def headline(page: bytes) -> str | None:
    return jianbao.extract(page).headline


def record(work: tuple[jianbao.Extractor, bytes]) -> jianbao.Article:
    extractor, page = work
    return extractor.extract(page)


@pytest.fixture(scope="module")
def pages() -> list[bytes]:
    return [page.read_bytes() for page in PAGES]


@pytest.mark.parametrize("threads", [1, 2, 5, None])
def test_articles_come_in_order(pages, threads):
    expected = [jianbao.extract(page) for page in pages]
    assert list(jianbao.extract_many(pages * 7, threads)) == expected * 7


@pytest.mark.parametrize("threads", [1, 3])
def test_a_bad_page_stops_nothing(pages, threads):
    extractor = jianbao.Extractor(max_bytes=max(map(len, pages)))
    large = bytes(max(map(len, pages)) + 1)
    given = [pages[0], None, large, {"page": pages[1], "charset": "utf-9"}, {"url": "http://a.example"}, "<p>\ud800", b""]
    kinds = [type(result) for result in extractor.extract_many(given, threads)]
    article = jianbao.Article
    assert kinds == [article, TypeError, jianbao.LimitError, jianbao.ConfigError, TypeError, article, article]


@pytest.mark.parametrize("threads", [1, 3])
def test_pages_with_their_addresses(threads):
    page = {
        "page": "<p>记者昨天从市文化局获悉，云州市图书馆新馆开放。<img src='1.jpg'></p>",
        "url": "http://a.example/b/",
        "reference_date": "2022-03-19",
    }
    [article] = jianbao.extract_many([page], threads)
    assert article == jianbao.extract(page["page"], url=page["url"], reference_date=page["reference_date"])
    assert article.url == "http://a.example/b/"


@pytest.mark.parametrize("threads", [1, 3])
def test_pages_are_taken_as_records_are_asked_for(threads):
    taken = itertools.count()
    articles = jianbao.extract_many((f"<h1>第{number}页</h1>" for number in taken), threads)
    assert next(taken) == 0
    assert next(articles).headline is not None
    assert next(taken) <= 4 * threads + 1


@pytest.mark.parametrize("threads", [1, 3])
def test_what_the_iterable_raises_comes_after_its_pages(pages, threads):
    def broken():
        yield from pages[:2]
        raise OSError("the disk is gone")

    articles = jianbao.extract_many(broken(), threads)
    assert [next(articles), next(articles)] == [jianbao.extract(page) for page in pages[:2]]
    with pytest.raises(OSError, match="the disk is gone"):
        next(articles)
    assert list(articles) == []


def test_threads_share_an_extractor(pages):
    extractor = jianbao.Extractor(stages="mentions")
    expected = [extractor.extract(page) for page in pages] * 8
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(extractor.extract, pages * 8)) == expected
        tokenizer = jianbao.Tokenizer()
        assert len({tuple(words) for words in pool.map(tokenizer.tokenize, [TEXT] * 100)}) == 1
        # One record, read by all for the first time.
        article = jianbao.extract(pages[0])
        assert len(set(pool.map(lambda _: article.mentions, range(100)))) == 1


def test_other_threads_go_on_meanwhile():
    text = TEXT * 20_000
    done = threading.Event()
    thread = threading.Thread(target=lambda: (jianbao.annotate(text), done.set()))
    thread.start()
    steps = 0
    while not done.is_set():
        time.sleep(0.001)
        steps += 1
    thread.join()
    assert steps > 20


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
@pytest.mark.parametrize("method", START_METHODS)
def test_processes(pages, method):
    expected = [jianbao.extract(page) for page in pages]
    extractor = jianbao.Extractor(stages="article")
    with multiprocessing.get_context(method).Pool(2) as pool:
        assert pool.map(headline, pages) == [article.headline for article in expected]
        assert pool.map(record, [(extractor, page) for page in pages]) == [extractor.extract(page) for page in pages]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_fork_while_threads_are_at_work():
    stop = threading.Event()

    def work():
        while not stop.is_set():
            # The first text of a new extractor loads what it reads with, behind a lock.
            jianbao.Extractor().annotate(TEXT * 3)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(20):
            child = os.fork()
            if child == 0:
                os._exit(0 if jianbao.annotate(TEXT).mentions and jianbao.Extractor().annotate(TEXT).mentions else 1)
            deadline = time.monotonic() + 60
            while (status := os.waitpid(child, os.WNOHANG))[0] == 0:
                assert time.monotonic() < deadline, "the child hangs"
                time.sleep(0.005)
            assert os.waitstatus_to_exitcode(status[1]) == 0
    finally:
        stop.set()
        for thread in threads:
            thread.join()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_an_iterator_stays_with_its_process(pages):
    articles = jianbao.extract_many(pages * 4, 2)
    next(articles)
    child = os.fork()
    if child == 0:
        try:
            next(articles)
        except RuntimeError as error:
            os._exit(0 if "another process" in str(error) else 1)
        os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert len(list(articles)) == 4 * len(pages) - 1


def test_pickled_by_configuration(pages):
    settings = {"stages": "article", "focus": "recall", "rules": {"site": [{"host": "a.example", "headline": ".title"}]}}
    extractor = pickle.loads(pickle.dumps(jianbao.Extractor(settings, max_bytes=1 << 20)))
    assert extractor.config == settings | {"max_bytes": 1 << 20}
    assert extractor.extract(pages[0]) == jianbao.Extractor(extractor.config).extract(pages[0])
    assert len(pickle.dumps(extractor)) < 1000
    tokenizer = pickle.loads(pickle.dumps(jianbao.Tokenizer([("云州新馆", "nt"), "海丰晚报"])))
    assert tokenizer.tokenize("云州新馆和海丰晚报", pos=True)[0] == ("云州新馆", "nt")


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_memory_stays_where_it_is(pages):
    """A hundredth of a kilobyte lost in a call would show."""

    def held() -> int:
        with open("/proc/self/statm", "rb") as statm:
            return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def calls(number: int) -> None:
        for _ in range(number):
            jianbao.tokenize("今天", pos=True)
            jianbao.parse_quantity("三百人").to_dict()
            annotation = jianbao.annotate("在云州")
            annotation.mentions, annotation.text, annotation.to_json()
            try:
                jianbao.extract("<p>今天", stages="article", charset="utf-9")
            except jianbao.ConfigError:
                pass
            jianbao.extract("<p>今天", stages="article").blocks

    calls(2_000)
    before = held()
    calls(20_000)
    assert held() - before < 1 << 20
