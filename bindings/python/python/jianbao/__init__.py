"""Chinese news pages, as they were crawled, to structured records.

>>> import jianbao
>>> article = jianbao.extract("<h1>市图书馆开放</h1><p>记者从市文化局获悉,新馆今天开放,市民可以免费办证。</p>")
>>> article.headline
'市图书馆开放'
"""

from ._errors import ConfigError, DataError, JianbaoError, LimitError
from ._functions import annotate, extract, extract_batch, extract_batches, extract_many, tokenize
from ._jianbao import (
    Affiliation,
    Annotation,
    Article,
    ArticleWarning,
    Block,
    Contact,
    Cue,
    Date,
    Dateline,
    Entity,
    Extractor,
    Image,
    Mention,
    Person,
    Place,
    Quantity,
    Quotation,
    RecordBatch,
    RecordBatches,
    Time,
    Tokenizer,
    __version__,
    locate,
    parse_quantity,
    parse_time,
)

__all__ = [
    "Affiliation",
    "Annotation",
    "Article",
    "ArticleWarning",
    "Block",
    "ConfigError",
    "Contact",
    "Cue",
    "DataError",
    "Date",
    "Dateline",
    "Entity",
    "Extractor",
    "Image",
    "JianbaoError",
    "LimitError",
    "Mention",
    "Person",
    "Place",
    "Quantity",
    "Quotation",
    "RecordBatch",
    "RecordBatches",
    "Time",
    "Tokenizer",
    "__version__",
    "annotate",
    "extract",
    "extract_batch",
    "extract_batches",
    "extract_many",
    "locate",
    "parse_quantity",
    "parse_time",
    "tokenize",
]
