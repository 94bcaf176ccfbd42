"""`Article`, `Annotation` and their parts as Python objects."""

from __future__ import annotations

import copy
import inspect
import json
import pickle
from typing import get_args, get_type_hints

import pytest

import jianbao
from support import PAGES, ROOT
from jianbao import types

PARTS = [
    jianbao.Affiliation,
    jianbao.ArticleWarning,
    jianbao.Block,
    jianbao.Contact,
    jianbao.Cue,
    jianbao.Date,
    jianbao.Dateline,
    jianbao.Entity,
    jianbao.Image,
    jianbao.Mention,
    jianbao.Person,
    jianbao.Place,
    jianbao.Quantity,
    jianbao.Quotation,
    jianbao.Time,
]


@pytest.fixture(scope="module")
def articles():
    return [jianbao.extract(page.read_bytes()) for page in PAGES]


@pytest.fixture(scope="module")
def parts(articles):
    """Parts of records of every class."""
    found = [jianbao.annotate("详情请拨打12345热线。").mentions[0].value]
    for article in articles:
        fields = [article.date_published, article.date_modified, article.dateline, *article.authors, *article.images, *article.blocks]
        values = [mention.value for mention in article.mentions]
        relations = [*article.entities, *article.affiliations, *article.quotations, *(said.cue for said in article.quotations)]
        found += [part for part in (*fields, *article.mentions, *values, *relations, *article.warnings) if part is not None]
    assert {type(part) for part in found} == set(PARTS)
    return found


def attributes(part) -> list[str]:
    return [name for name, value in inspect.getmembers(type(part), inspect.isdatadescriptor) if not name.startswith("_")]


def plain(value):
    """An attribute as the dict form has it."""
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value.to_dict() if isinstance(value, tuple(PARTS)) else value


def test_offsets_are_code_points():
    text = "𠮷野家在《云州志》里"
    mention = jianbao.annotate(text).mentions[-1]
    assert text[mention.start : mention.end] == mention.text == "《云州志》"


def test_words_of_mentions_blocks_and_warnings(articles):
    for article in articles:
        for mention in article.mentions:
            assert article.text[mention.start : mention.end] == mention.text
        assert "\n".join(article.text[block.start : block.end] for block in article.blocks) == article.text
        for start, end in [span for warning in article.warnings for span in warning.spans]:
            assert article.text[start:end].strip()


def test_what_was_not_asked_for_is_absent(bulletin):
    article = jianbao.extract(bulletin, stages="article")
    assert article.mentions is None and "mentions" not in article.to_dict()
    assert article.entities is article.affiliations is article.quotations is article.authors[0].entity is None
    without_values = jianbao.extract(bulletin, stages="mentions")
    assert without_values.mentions and all(mention.value is None for mention in without_values.mentions)
    assert jianbao.extract("<p>  </p>").mentions == ()


def test_attributes_and_dict_say_the_same(articles, parts):
    for part in [*articles, *parts]:
        members = part.to_dict()
        for name in attributes(part):
            absent = name in ("entity", "successor", "country", "spans") and name.rstrip("_") not in members
            expected = ([] if name == "spans" else None) if absent else members[name.rstrip("_")]
            assert plain(getattr(part, name)) == expected, (part, name)
        assert {name.rstrip("_") for name in attributes(part)} >= members.keys()


def test_records_are_immutable(articles, parts):
    for part in [articles[0], *parts]:
        with pytest.raises(AttributeError):
            setattr(part, attributes(part)[0], None)
        with pytest.raises(AttributeError):
            part.something = 1


def test_records_are_compared_by_value(articles, parts):
    again = [jianbao.extract(page.read_bytes()) for page in PAGES]
    assert again == articles and [hash(article) for article in again] == [hash(article) for article in articles]
    assert articles[0] != articles[1] and articles[0] != articles[0].to_dict()
    for part in parts:
        assert copy.deepcopy(part) == part and hash(copy.copy(part)) == hash(part)
        assert part != part.to_dict()
    assert len(set(parts)) > len(PARTS)


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickle(articles, parts, protocol):
    annotation = jianbao.annotate("他在《云州志》中写道")
    for record in [*articles, *parts, annotation]:
        assert pickle.loads(pickle.dumps(record, protocol)) == record
    for article in articles:
        assert pickle.loads(pickle.dumps(article, protocol)).to_markdown() == article.to_markdown()


def test_json_can_be_read_back(articles):
    for article in articles:
        read = jianbao.Article.from_json('{"id": 7, ' + article.to_json()[1:])
        assert read.to_json() == article.to_json() and read.mentions == article.mentions
        assert json.loads(article.to_json()) == article.to_dict()
    annotation = jianbao.annotate("他在《云州志》中写道")
    assert jianbao.Annotation.from_json(annotation.to_json()) == annotation
    with pytest.raises(jianbao.JianbaoError, match="not a record"):
        jianbao.Article.from_json('{"headline": "云州"}')


def test_repr_reads_well(bulletin):
    article = jianbao.extract(bulletin)
    assert repr(article).startswith("<Article '云州新图书馆周六开馆 市民凭身份证即可借书' 海丰晚报 2026-03-12T09:30+08:00: ")
    assert repr(article).endswith(" mentions>") and f" {len(article.text)} characters, {len(article.mentions)} mentions" in repr(article)
    assert repr(article.authors) == f"(Person(name='林知遥', role='作者', entity={article.authors[0].entity}),)"
    assert repr(jianbao.extract("")) == "<Article: 0 characters, 0 mentions, no_article>"
    assert repr(jianbao.annotate("云" * 50)).startswith("<Annotation '" + "云" * 40 + "…': ")
    assert repr(jianbao.parse_time("三天")) == "Time(type='DURATION', timex='P3D')"


def test_notebooks_show_the_mentions():
    html = jianbao.extract(
        "<h1>新馆 &lt;开放&gt;</h1><p>西安市民政局局长赵淑媛在《<b>a&amp;b</b>》上说，今天有3264名居民办证，详情请拨打12345热线。</p>"
    )._repr_html_()
    assert "<h3>新馆 &lt;开放&gt;</h3>" in html and "《a&amp;b》</mark>" in html
    assert html.count("<mark ") == html.count("</mark>") > 3
    assert 'title="quantity 3264 名 居民">3264名</mark>' in html
    # A place inside an organization.
    annotation = jianbao.annotate("西安市民政局的工作")
    nested = [mention.kind for mention in annotation.mentions]
    assert nested == ["organization", "place"]
    assert '">西安市</mark>民政局</mark>的工作' in annotation._repr_html_()


def test_types_are_those_of_the_record():
    schema = json.loads((ROOT / "schema/article.schema.json").read_text("utf-8"))
    parts = {"Article": schema} | schema["$defs"]
    names = {"Warning": "ArticleWarning"}
    checked = 0
    for name, part in parts.items():
        typed = getattr(types, names.get(name, name) + "Dict", None)
        if typed is None:
            assert "properties" not in part, f"no TypedDict for {name}"
            continue
        checked += 1
        assert set(get_type_hints(typed)) == set(part["properties"]), name
        assert typed.__required_keys__ == set(part["required"]), name
        for member, kind in part["properties"].items():
            kind = schema["$defs"].get(kind.get("$ref", "").rpartition("/")[2], kind)
            values = kind.get("enum", [one["const"] for one in kind.get("oneOf", []) if "const" in one])
            literal = get_args(get_type_hints(typed)[member])
            if values and literal:
                assert set(literal) == set(values) - ({"byte", "utf16"} if member == "offset_unit" else set()), (name, member)
    assert checked == len(PARTS) + 1
