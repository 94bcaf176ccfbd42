"""Types for annotations: the settings, and records in their dict form, which is that of their JSON."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Literal, Protocol, TypedDict, Union

__all__ = [
    "AffiliationDict",
    "AnnotationDict",
    "ArrowArray",
    "ArrowStream",
    "ArticleDict",
    "ArticleWarningDict",
    "BlockDict",
    "BlockKind",
    "Config",
    "ContactDict",
    "CueDict",
    "DateDict",
    "DatelineDict",
    "EntityDict",
    "EntityKind",
    "Focus",
    "Guideline",
    "ImageDict",
    "MentionDict",
    "MentionKind",
    "Page",
    "PersonDict",
    "PlaceDict",
    "Prefer",
    "QuantityDict",
    "QuotationDict",
    "ReferenceDate",
    "Stages",
    "TimeDict",
    "UserWord",
]

Stages = Literal["article", "mentions", "values", "entities", "relations"]
Focus = Literal["precision", "balanced", "recall"]
Prefer = Literal["nearest", "past", "future"]
Guideline = Literal["news", "msra", "cluener", "resume", "weibo"]

ReferenceDate = Union[str, datetime.date]
"""The day from which a text speaks: ``"2022-03-08"``, ``"2022-03-08T10:29"``, a ``date`` or a ``datetime``."""


UserWord = Union[str, "tuple[str]", "tuple[str, str]", "tuple[str, str, int]"]
"""A word for a :class:`~jianbao.Tokenizer`: the word, its part of speech, its cost; or the three with tabs between them."""


class ArrowStream(Protocol):
    """What hands over batches by the Arrow PyCapsule interface."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...


class ArrowArray(Protocol):
    """What hands over one batch by the Arrow PyCapsule interface."""

    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]: ...


class Config(TypedDict, total=False):
    """The settings of an :class:`~jianbao.Extractor`. What is not given is as the library has it."""

    focus: Focus
    """Which way to lean where it is not certain that a line belongs to the article."""
    rules: Mapping[str, Any]
    """Rules for sites, as ``tomllib.load`` gives them of a file of ``[[site]]`` tables."""
    stages: Stages
    """How far a page is read."""
    reference_date: ReferenceDate
    """The day from which pages speak, if not the day on which each was published."""
    prefer: Prefer
    """Which day a date without a year means."""
    max_bytes: int
    """The largest page or text that is accepted, in bytes."""
    max_nodes: int
    """The largest number of elements that is kept of a page."""


class _Page(TypedDict):
    page: bytes | str


class Page(_Page, total=False):
    """A page for ``extract_many``, with the arguments of ``extract``."""

    url: str | None
    charset: str | None
    reference_date: ReferenceDate | None


BlockKind = Literal["paragraph", "heading", "caption", "list_item", "table", "quote"]
MentionKind = Literal["person", "place", "organization", "title", "time", "quantity", "work", "contact"]


EntityKind = Literal["person", "place", "organization", "work"]


class _PersonDict(TypedDict):
    name: str
    role: str


class PersonDict(_PersonDict, total=False):
    entity: int


class DateDict(TypedDict):
    iso: str
    precision: Literal["year", "month", "day", "minute", "second"]
    raw: str


class DatelineDict(TypedDict):
    raw: str
    agency: str | None
    place: str | None
    date: str | None


class ImageDict(TypedDict):
    url: str
    caption: str | None


class BlockDict(TypedDict):
    kind: BlockKind
    start: int
    end: int


TimeDict = TypedDict(
    "TimeDict",
    {
        "type": Literal["DATE", "TIME", "DURATION", "SET"],
        "timex": str,
        "from": "str | None",
        "to": "str | None",
        "mod": "str | None",
    },
)


class QuantityDict(TypedDict):
    number: str | None
    unit: str | None
    object: str | None
    measure: str
    bound: Literal["exact", "about", "at_least", "at_most", "more_than", "less_than", "range"]
    lower: str | None
    upper: str | None
    currency: str | None


class _PlaceDict(TypedDict):
    code: str | None
    code_full: str | None
    chain: list[str]
    level: Literal["country", "province", "city", "county", "town", "village", "natural", "other"]
    confidence: float


class PlaceDict(_PlaceDict, total=False):
    successor: str
    country: str


class ContactDict(TypedDict):
    type: Literal["phone", "url", "email"]
    normalized: str


class MentionDict(TypedDict):
    start: int
    end: int
    text: str
    kind: MentionKind
    entity: int | None
    value: TimeDict | QuantityDict | PlaceDict | ContactDict | None


class EntityDict(TypedDict):
    id: int
    kind: EntityKind
    name: str
    inferred: bool
    mentions: list[int]


class AffiliationDict(TypedDict):
    person: int | None
    title: str | None
    organization: int | None
    former: bool
    inferred: bool
    confidence: float
    start: int | None
    end: int | None


class CueDict(TypedDict):
    start: int
    end: int


class QuotationDict(TypedDict):
    start: int
    end: int
    kind: Literal["direct", "indirect"]
    speaker: int | None
    confidence: float
    cue: CueDict | None


class _ArticleWarningDict(TypedDict):
    kind: str
    detail: str


class ArticleWarningDict(_ArticleWarningDict, total=False):
    spans: list[list[int]]


class _AnnotationDict(TypedDict):
    schema_version: str
    offset_unit: Literal["code_point"]
    text: str
    mentions: list[MentionDict]


class AnnotationDict(_AnnotationDict, total=False):
    """The record of running text. What was not asked for is absent."""

    entities: list[EntityDict]
    affiliations: list[AffiliationDict]
    quotations: list[QuotationDict]


class _ArticleDict(TypedDict):
    schema_version: str
    offset_unit: Literal["code_point"]
    headline: str | None
    subheadline: str | None
    authors: list[PersonDict]
    editors: list[PersonDict]
    credits: list[PersonDict]
    source: str | None
    site_name: str | None
    url: str | None
    date_published: DateDict | None
    date_modified: DateDict | None
    dateline: DatelineDict | None
    section: list[str]
    keywords: list[str]
    images: list[ImageDict]
    language: str
    text: str
    blocks: list[BlockDict]
    fingerprint: str
    next_page: str | None
    provenance: dict[str, str]
    warnings: list[ArticleWarningDict]


class ArticleDict(_ArticleDict, total=False):
    """The record of a page. What was not asked for is absent."""

    mentions: list[MentionDict]
    entities: list[EntityDict]
    affiliations: list[AffiliationDict]
    quotations: list[QuotationDict]
