"""What type checkers see. mypy checks this file; when it runs, it only has to do so without an error."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import jianbao
from jianbao.types import ArticleDict, Config, MentionKind, Page, TimeDict

if TYPE_CHECKING:
    from typing_extensions import assert_type
else:

    def assert_type(value: object, kind: object) -> None: ...


def test_articles() -> None:
    article = jianbao.extract(b"<p>", url="http://a.example/", reference_date=datetime.date(2022, 3, 19), stages="values")
    assert_type(article.headline, "str | None")
    assert_type(article.authors, "tuple[jianbao.Person, ...]")
    assert_type(article.to_dict(), ArticleDict)
    assert_type(article.mentions, "tuple[jianbao.Mention, ...] | None")
    for mention in article.mentions or ():
        assert_type(mention.kind, MentionKind)
        if isinstance(mention.value, jianbao.Time):
            assert_type(mention.value.from_, "str | None")
            assert_type(mention.value.to_dict(), TimeDict)
    if article.date_published:
        assert_type(article.date_published.iso, str)


def test_settings() -> None:
    config: Config = {"stages": "article", "max_bytes": 1 << 20}
    extractor = jianbao.Extractor(config, focus="recall")
    assert_type(extractor.config, Config)
    assert_type(jianbao.Extractor(Config(prefer="past")).extract(""), jianbao.Article)


def pages() -> Iterator[bytes | str | Page]:
    yield b"<p>"
    yield "<p>"
    yield {"page": b"<p>", "url": None, "reference_date": "2022-03-19"}


def test_many() -> None:
    for result in jianbao.extract_many(pages(), 2):
        if isinstance(result, Exception):
            raise result
        assert_type(result, jianbao.Article)


def test_words() -> None:
    assert_type(jianbao.tokenize("云州"), "list[str]")
    assert_type(jianbao.tokenize("云州", pos=True), "list[tuple[str, str]]")
    assert_type(jianbao.Tokenizer([("云州", "ns"), "海丰"]).tokenize("云州", True), "list[tuple[str, str]]")
    assert_type(jianbao.parse_time("3月8日", prefer="future"), "jianbao.Time | None")
    assert_type(jianbao.locate("西安市")[0].value, "jianbao.Time | jianbao.Quantity | jianbao.Place | jianbao.Contact | None")


def test_exceptions() -> None:
    error: ValueError = jianbao.ConfigError("text")
    assert isinstance(error, jianbao.JianbaoError)
    assert_type(error.kind, str)
    assert Path(jianbao.__file__).with_name("py.typed").exists()
