"""Whatever comes in: a record with warnings, or an exception that says what is wrong."""

from __future__ import annotations

import datetime
import random
import subprocess
import sys

import pytest

import jianbao


def test_bytes_of_any_kind():
    random.seed(1)
    for length in (0, 1, 2, 100, 10_000):
        for alphabet in (range(256), b"<>/p =\"'&;", (0,), (0xFF, 0xFE, 0)):
            page = bytes(random.choices(alphabet, k=length))
            article = jianbao.extract(page)
            assert all(article.text[mention.start : mention.end] == mention.text for mention in article.mentions)


def test_lone_surrogates():
    text = "\udc00在\ud800\udfff《云州志》里\udbff"
    annotation = jianbao.annotate(text)
    assert [text[mention.start : mention.end] for mention in annotation.mentions if mention.kind == "work"] == ["《云州志》"]
    assert len(annotation.text) == len(text) and annotation.text[1] == "在" and annotation.text[0] == "\ufffd"
    assert jianbao.extract(f"<h1>云州{text}</h1>", url="http://a.example/\ud800", charset=None).headline
    assert "".join(jianbao.tokenize(text)) == annotation.text
    assert jianbao.parse_time("\ud8003月8日").timex == "XXXX-03-08"
    assert jianbao.parse_quantity("\ud800三百人").number == "300" and jianbao.locate("\ud800西安市")[0].start == 1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: jianbao.extract(None), "page: expected bytes or str, not NoneType"),
        (lambda: jianbao.extract(bytearray(b"<p>")), "page: expected bytes or str, not bytearray"),
        (lambda: jianbao.extract("", url=b"http"), "url: expected str, not bytes"),
        (lambda: jianbao.extract("", charset=1), "charset: expected str, not int"),
        (lambda: jianbao.extract("", reference_date=20220308), "reference_date: expected str, datetime.date or datetime.datetime, not int"),
        (lambda: jianbao.extract("", stages=1), "stages: invalid type"),
        (lambda: jianbao.annotate(b"text"), "text: expected str, not bytes"),
        (lambda: jianbao.tokenize(None), "text: expected str, not NoneType"),
        (lambda: jianbao.parse_time(8), "text: expected str, not int"),
        (lambda: jianbao.parse_quantity(None), "text: expected str, not NoneType"),
        (lambda: jianbao.locate([]), "text: expected str, not list"),
        (lambda: jianbao.Tokenizer(7), "words: expected str or an iterable of words, not int"),
        (lambda: jianbao.Tokenizer([7]), "words: expected str, not int"),
        (lambda: jianbao.Extractor(7), "config: expected a mapping of settings, not int"),
        (lambda: jianbao.Extractor(max_bytes="7"), "max_bytes: invalid type"),
        (lambda: jianbao.Extractor(rules=7), "rules: invalid type"),
        (lambda: jianbao.extract_many("<p>"), "pages: expected an iterable of pages, not str"),
        (lambda: jianbao.extract_many(7), "pages: expected an iterable of pages, not int"),
        (lambda: jianbao.extract_many([], threads="two"), "threads: expected int, not str"),
        (lambda: jianbao.extract_batches([]), "reader: expected an object with __arrow_c_stream__"),
        (lambda: jianbao.extract_batch([]), "batch: expected an object with __arrow_c_array__"),
    ],
)
def test_wrong_types(call, message):
    with pytest.raises(TypeError, match=f"^{message}"):
        call()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: jianbao.extract(b"", charset="utf-9"), "unknown charset"),
        (lambda: jianbao.extract(b"", reference_date="yesterday"), "reference date"),
        (lambda: jianbao.extract(b"", stages="all"), "stages: unknown variant `all`, expected one of `article`"),
        (lambda: jianbao.annotate("", guideline="ours"), 'unknown guideline "ours": use one of news, msra'),
        (lambda: jianbao.parse_time("", prefer="next"), "prefer: unknown variant `next`"),
        (lambda: jianbao.Extractor(max_bytes=-1), "max_bytes: invalid value"),
        (lambda: jianbao.Extractor(colour="red"), 'unknown setting "colour": there are focus,'),
        (lambda: jianbao.Extractor({"focus": "blurred"}), "focus: unknown variant"),
        (lambda: jianbao.Extractor(rules={"site": [{"host": "a.example", "body": "p > a"}]}), "rules: site rules"),
        (lambda: jianbao.Tokenizer("云州\tfoo"), "user words, line 1"),
        (lambda: jianbao.Tokenizer(["云\n州"]), "user words"),
        (lambda: jianbao.extract_many([], threads=0), "threads: at least 1"),
    ],
)
def test_settings_that_make_no_sense(call, message):
    with pytest.raises(jianbao.ConfigError, match=f"^{message}") as raised:
        call()
    assert isinstance(raised.value, jianbao.JianbaoError) and isinstance(raised.value, ValueError)


@pytest.mark.parametrize("date", ["2022-03-19", datetime.date(2022, 3, 19), datetime.datetime(2022, 3, 19, 10, 29)])
def test_reference_dates(date):
    assert jianbao.parse_time("昨天", reference_date=date).timex == "2022-03-18"
    assert jianbao.annotate("昨天下了雨", reference_date=date).mentions[0].value.timex == "2022-03-18"
    page = "记者从云州市气象局获悉，昨天下午全市普降大雨，城区多条道路积水。\n截至晚上，积水已经排尽，公交线路恢复运行。\n" * 2
    for article in (jianbao.extract(page, reference_date=date), jianbao.Extractor(reference_date=date).extract(page)):
        assert next(mention.value.timex for mention in article.mentions if mention.kind == "time") == "2022-03-18TAF"


def test_limits():
    extractor = jianbao.Extractor(max_bytes=10)
    for page in (b"<p>12345678", "<p>12345678", "<p>云州云"):
        with pytest.raises(jianbao.LimitError, match="max_bytes = 10"):
            extractor.extract(page)
    with pytest.raises(jianbao.LimitError):
        extractor.annotate("云州市文")
    assert extractor.extract(b"<p>1234567").text is not None


# In a process of its own, whose peak nothing else has raised before.
HUGE = """
import resource, sys
import jianbao
def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
jianbao.extract("<p>")
page = {page}
before = peak()
try:
    {call}
except jianbao.LimitError as error:
    assert "max_bytes" in str(error)
else:
    raise AssertionError("accepted")
assert peak() - before < 16 << 10, peak() - before
"""


@pytest.mark.parametrize(
    ("page", "call"),
    [
        ("bytes(1 << 30)", "jianbao.extract(page)"),
        ("'云' * (200 << 20)", "jianbao.extract(page)"),
        ("'a' * (1 << 30)", "jianbao.annotate(page)"),
        ("'a' * (1 << 30)", "jianbao.tokenize(page)"),
        ("bytes(1 << 30)", "raise next(jianbao.extract_many([page], 2))"),
    ],
)
def test_a_gigabyte_is_refused_without_copying(page, call):
    subprocess.run([sys.executable, "-c", HUGE.format(page=page, call=call)], check=True)
