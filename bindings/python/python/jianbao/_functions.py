"""The functions for those who need no settings: each is a method of an ``Extractor`` or ``Tokenizer`` that is kept."""

from __future__ import annotations

from functools import lru_cache

from ._jianbao import Annotation, Article, Extractor, RecordBatch, RecordBatches, Tokenizer

TYPE_CHECKING = False  # type checkers take it for true; importing it from typing takes longer than all else here
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Literal, overload

    from .types import ArrowArray, ArrowStream, Guideline, Page, ReferenceDate, Stages
else:

    def overload(function):
        return function


_extractor = lru_cache(maxsize=8)(Extractor)
_tokenizer = lru_cache(maxsize=1)(Tokenizer)


def _with(stages: Stages | None) -> Extractor:
    return _extractor() if stages is None else _extractor(stages=stages)


def extract(
    page: bytes | str,
    *,
    url: str | None = None,
    charset: str | None = None,
    reference_date: ReferenceDate | None = None,
    stages: Stages | None = None,
) -> Article:
    """The article of a page: headline, authors, source, dates, body, and what the body speaks of.

    ``page`` is HTML, a fragment of it, Markdown or plain text; bytes in any encoding, of which ``charset`` is what the HTTP header
    said. ``url`` finds relative links. ``reference_date`` is what 今天 and 去年 count from, if not the day of publication. ``stages`` is
    how far the page is read: ``"article"``, ``"mentions"``, ``"values"``, ``"entities"`` or ``"relations"``.

    A broken page is no error: it gives a record with ``warnings``. Raises ``LimitError`` if the page is too large, ``ConfigError`` if
    an argument makes no sense.
    """
    return _with(stages).extract(page, url=url, charset=charset, reference_date=reference_date)


def extract_many(
    pages: Iterable[bytes | str | Page], threads: int | None = None, *, stages: Stages | None = None
) -> Iterator[Article | Exception]:
    """The articles of many pages, in their order, read on ``threads`` threads, as many as there are cores if not given.

    A page is ``bytes``, ``str``, or a mapping of the arguments of ``extract``: ``{"page": …, "url": …}``. Pages are taken from the
    iterable as records are asked for, a few ahead. A page that cannot be read does not stop the run: the exception that ``extract``
    would raise stands in the place of its article.
    """
    return _with(stages).extract_many(pages, threads)


def annotate(text: str, *, reference_date: ReferenceDate | None = None, guideline: Guideline | None = None) -> Annotation:
    """What a running text speaks of: a text that is no page, whose every word counts.

    ``reference_date`` is what 今天 and 去年 count from; ``guideline`` is the convention for names, if not ours for news.
    """
    return _extractor().annotate(text, reference_date=reference_date, guideline=guideline)


@overload
def tokenize(text: str, pos: Literal[False] = False) -> list[str]: ...


@overload
def tokenize(text: str, pos: Literal[True]) -> list[tuple[str, str]]: ...


@overload
def tokenize(text: str, pos: bool) -> list[str] | list[tuple[str, str]]: ...


def tokenize(text: str, pos: bool = False) -> list[str] | list[tuple[str, str]]:
    """The words of a text: together they are the text again. With ``pos``, pairs of word and part of speech."""
    return _tokenizer().tokenize(text, pos)


def extract_batches(reader: ArrowStream, threads: int | None = None, *, stages: Stages | None = None) -> RecordBatches:
    """Arrow: the records of a stream of pages, made while it is read.

    ``reader`` is anything with ``__arrow_c_stream__``: a pyarrow table or reader, a polars or pandas frame, a duckdb result. Its pages
    stand in a column ``html`` or ``text``; ``url``, ``charset``, ``date`` and ``fetched``, the day of the crawl, are read if there are
    such columns, and ``id`` is handed on. The result has ``__arrow_c_stream__`` itself. A row that cannot be read has an ``error``.
    """
    return _with(stages).extract_batches(reader, threads)


def extract_batch(batch: ArrowArray, threads: int | None = None, *, stages: Stages | None = None) -> RecordBatch:
    """Arrow: the records of a batch of pages, row by row; see ``extract_batches``.

    ``batch`` is anything with ``__arrow_c_array__``, and so is the result: ``pyarrow.record_batch(extract_batch(batch))``.
    """
    return _with(stages).extract_batch(batch, threads)
