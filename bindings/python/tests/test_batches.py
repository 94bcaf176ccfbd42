"""Arrow, as the libraries that speak it see it."""

from __future__ import annotations

import datetime
import json

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import jianbao
from support import PAGES, ROOT

SENTENCE = "记者昨天从云州市文化和旅游局获悉，位于城东新区的市图书馆新馆正式开放，市民凭身份证即可免费借书。"


@pytest.fixture(scope="module")
def pages():
    rows = [{"id": page.name, "html": page.read_bytes(), "url": f"http://a.example/{page.name}"} for page in PAGES]
    return pa.Table.from_pylist(rows)


@pytest.fixture(scope="module")
def articles(pages):
    return [jianbao.extract(row["html"], url=row["url"]) for row in pages.to_pylist()]


def without_absent(value):
    """A value as Arrow has it: what is absent is null, the members of an object are in any order."""
    if isinstance(value, dict):
        return {name: without_absent(member) for name, member in value.items() if member not in (None, [])}
    return [without_absent(item) for item in value] if isinstance(value, list) else value


def records(table) -> list[dict]:
    rows = table.to_pylist(maps_as_pydicts="strict")
    return [without_absent(row) for row in rows]


@pytest.mark.parametrize("threads", [1, 3, None])
def test_records_are_those_of_extract(pages, articles, threads):
    table = pa.table(jianbao.extract_batches(pages.to_reader(max_chunksize=2), threads))
    expected = [without_absent({"id": name} | article.to_dict()) for name, article in zip(pages["id"].to_pylist(), articles)]
    assert records(table) == expected
    assert table["error"].null_count == len(articles) and table["quotations"].null_count == 0


def test_a_batch_to_a_batch(pages, articles):
    [batch] = pages.combine_chunks().to_batches()
    made = jianbao.extract_batch(batch)
    result = pa.record_batch(made)
    result.validate(full=True)
    assert len(made) == result.num_rows == len(pages)
    assert result.schema == pa.schema(pa.table(jianbao.extract_batches(pages)).schema)
    assert result["headline"].to_pylist() == [article.headline for article in articles]
    empty = pa.record_batch(jianbao.extract_batch(batch.slice(0, 0)))
    assert empty.num_rows == 0 and empty.schema == result.schema


def test_columns_are_the_members_of_the_record(pages):
    schema = json.loads((ROOT / "schema/article.schema.json").read_text("utf-8"))
    columns = pa.table(jianbao.extract_batches(pages)).schema
    assert set(columns.names) == {"id", "error", *schema["properties"]}

    def members(kind):
        while pa.types.is_list(kind):
            kind = kind.value_type
        return {field.name for field in kind} if pa.types.is_struct(kind) else set()

    for part, column in {
        "Person": "authors",
        "Date": "date_published",
        "Dateline": "dateline",
        "Image": "images",
        "Block": "blocks",
        "Warning": "warnings",
        "Mention": "mentions",
        "Entity": "entities",
        "Affiliation": "affiliations",
        "Quotation": "quotations",
    }.items():
        assert members(columns.field(column).type) == set(schema["$defs"][part]["properties"]), part
    value = columns.field("mentions").type.value_type.field("value").type
    values = [schema["$defs"][part]["properties"] for part in ("Time", "Quantity", "Place", "Contact")]
    assert members(value) == {name for properties in values for name in properties}


def test_stages(pages):
    table = pa.table(jianbao.extract_batches(pages, stages="article"))
    assert table["mentions"].null_count == len(pages) and table["text"].null_count == 0
    # Asked for, and not found, is an empty list.
    nothing = pa.table(jianbao.extract_batches(pa.table({"html": ["<p>"]})))
    assert nothing["mentions"].to_pylist() == [[]]


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary(), pa.binary_view()])
def test_layouts_of_pages(kind, articles):
    pages = pa.table({"html": pa.array([page.read_bytes().decode("gb18030" if "gbk" in page.name else "utf-8") for page in PAGES], kind)})
    headlines = pa.table(jianbao.extract_batches(pages))["headline"].to_pylist()
    assert headlines == [article.headline for article in articles]


def test_rows_that_hold_no_page():
    pages = pa.table(
        {
            "id": [7, 8, 9, 10],
            "html": [f"<h1>云州市图书馆开放</h1><p>{SENTENCE}", None, None, "<p>"],
            "text": ["云州", SENTENCE, None, None],
            "charset": [None, None, None, "utf-9"],
        }
    )
    table = pa.table(jianbao.extract_batches(pages))
    assert table["id"].to_pylist() == [7, 8, 9, 10]
    assert table["headline"].to_pylist()[0] == "云州市图书馆开放" and table["text"].to_pylist() == [SENTENCE, SENTENCE, None, None]
    errors = [None if error is None else error["kind"] for error in table["error"].to_pylist()]
    assert errors == [None, None, "row", "config"]


@pytest.mark.parametrize("dates", [["2022-03-19", "19/3/2022"], [datetime.date(2022, 3, 19), None]])
def test_dates_are_what_times_count_from(dates):
    pages = pa.table({"text": [SENTENCE] * 2, "date": dates})
    mentions = pa.table(jianbao.extract_batches(pages))["mentions"].to_pylist()
    found = [[mention["value"]["from"] for mention in row if mention["kind"] == "time"] for row in mentions]
    assert found == [["2022-03-18T00:00:00"], [None]]


def test_the_day_of_the_crawl_counts_where_no_other_is_known():
    rows = [(SENTENCE, None, "2022-03-19T02:00:00"), (SENTENCE, "2022-01-02", "2022-03-19"), (SENTENCE, None, "soon"), (SENTENCE, None, None)]
    pages = pa.table(dict(zip(("text", "date", "fetched"), map(list, zip(*rows)))))
    mentions = pa.table(jianbao.extract_batches(pages))["mentions"].to_pylist()
    found = [[mention["value"]["timex"] for mention in row if mention["kind"] == "time"] for row in mentions]
    assert found[:2] == [["2022-03-18"], ["2022-01-01"]] and found[2] == found[3] != found[0]


def test_what_is_no_table_of_pages():
    with pytest.raises(TypeError, match="expected a column html or text with the pages, not id, body"):
        pa.table(jianbao.extract_batches(pa.table({"id": [1], "body": ["<p>"]})))
    with pytest.raises(TypeError, match="column html: expected text or bytes, not Int64"):
        jianbao.extract_batch(pa.record_batch({"html": [1]}))
    with pytest.raises(Exception, match="column url: expected text, not Int64"):
        pa.table(jianbao.extract_batches(pa.table({"html": ["<p>"], "url": [1]})))


def test_what_the_stream_of_pages_raises():
    def broken():
        yield pa.record_batch({"html": ["<p>"]})
        raise OSError("the disk is gone")

    reader = pa.RecordBatchReader.from_batches(pa.schema({"html": pa.string()}), broken())
    records = pa.RecordBatchReader.from_stream(jianbao.extract_batches(reader))
    assert records.read_next_batch().num_rows == 1
    with pytest.raises(Exception, match="the disk is gone"):
        records.read_next_batch()


def test_records_are_made_while_they_are_read():
    taken = []

    def batches():
        for number in range(10):
            taken.append(number)
            yield pa.record_batch({"html": [f"<h1>第{number}页</h1>"]})

    reader = pa.RecordBatchReader.from_batches(pa.schema({"html": pa.string()}), batches())
    records = pa.RecordBatchReader.from_stream(jianbao.extract_batches(reader))
    assert taken == []
    records.read_next_batch()
    assert len(taken) <= 2


def test_polars(pages, articles):
    frame = pl.DataFrame(jianbao.extract_batches(pl.DataFrame(pages)))
    assert frame["headline"].to_list() == [article.headline for article in articles]
    people = frame.select("id", "mentions").explode("mentions").unnest("mentions").filter(pl.col("kind") == "person")
    assert people["text"].to_list() == [mention.text for article in articles for mention in article.mentions if mention.kind == "person"]


def test_pandas(pages, articles):
    frame = pages.to_pandas()
    made = pa.table(jianbao.extract_batches(frame)).to_pandas()
    assert made["headline"].tolist() == [article.headline for article in articles]
    direct = pd.DataFrame.from_arrow(jianbao.extract_batches(frame))
    assert direct["text"].tolist() == [article.text for article in articles]


def test_duckdb(pages, articles):
    with duckdb.connect() as connection:
        source = connection.cursor().sql("select * from pages")
        records = jianbao.extract_batches(source)
        found = connection.sql("select headline, len(mentions), mentions[1].kind from records").fetchall()
    expected = [(article.headline, len(article.mentions), article.mentions[0].kind if article.mentions else None) for article in articles]
    assert found == expected


def test_parquet_of_the_command_is_the_same_table(command, tmp_path):
    path = tmp_path / "records.parquet"
    names = [str(page.relative_to(ROOT)) for page in PAGES]
    command("extract", *names, "--output", str(path))
    made = pa.table(jianbao.extract_batches(pa.table({"id": names, "html": [page.read_bytes() for page in PAGES]})))
    written = pq.read_table(path)
    assert written.schema.equals(made.schema) and written.equals(made.combine_chunks())
    assert pl.read_parquet(path)["headline"].to_list() == made["headline"].to_pylist()
    found = duckdb.sql(f"select m.text from '{path}', unnest(mentions) as each(m) where m.kind = 'person'").fetchall()
    people = [mention["text"] for row in made["mentions"].to_pylist() for mention in row if mention["kind"] == "person"]
    assert sorted(text for (text,) in found) == sorted(people)
