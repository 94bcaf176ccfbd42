"""duckdb_report.py: what it tells of records is what the records say."""

from __future__ import annotations

import datetime
import re
import shutil
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pytest

import duckdb_report
from conftest import example

PAGES = {
    # Two provinces in one article, a post that has passed, a day.
    "a.html": "<h1>云州与西湖结为友好城区</h1><p>2026-03-01 10:00 来源：云州日报</p><p>“两地是一家。”杭州市西湖区区长王丽娟说。她还表示，明年两地将一起办展。</p>"
    "<p>浙江省杭州市西湖区原区长赵新民出席，河北省廊坊市安次区代表参加，双方签订协议，推动文化和旅游合作。</p>",
    "b.html": "<h1>西湖区启动河道整治</h1><p>2026-03-03 09:00 来源：西湖日报</p><p>“年底前全部完工。”杭州市西湖区区长王丽娟说。</p>"
    "<p>记者昨天从浙江省杭州市西湖区水务局获悉，河道整治工程日前启动，受益居民三千多人，总投资两亿元。</p>",
    "c.html": "<h1>新馆开放</h1><p>“<b>书<b>真多&lt;i&gt;。”市民李建国说。记者从廊坊市安次区文化局获悉，图书馆新馆正式开放，市民可以免费借书。</p>",
}


@pytest.fixture(scope="module")
def corpus(command, tmp_path_factory) -> tuple[Path, pa.Table]:
    folder = tmp_path_factory.mktemp("report")
    for name, content in PAGES.items():
        (folder / name).write_text(f"<!doctype html><meta charset=utf-8>{content}", "utf-8")
    (folder / "rows.jsonl").write_text('{"id": "d", "html": null}\n', "utf-8")
    table, _ = command(*PAGES, "rows.jsonl", output=folder / "records.parquet", cwd=folder)
    return folder, table


@pytest.fixture(scope="module")
def report(corpus) -> Path:
    folder, _ = corpus
    done = example("duckdb_report.py", "records.parquet", "--output", "report", cwd=folder)
    assert done.returncode == 0, done.stdout
    return folder / "report"


def cells(report: Path) -> list[list[str]]:
    found = re.findall(r"<tr>(.*?)</tr>", (report / "index.html").read_text("utf-8"), re.S)
    return [re.findall(r"<td>(.*?)</td>", row) for row in found if "<td>" in row]


def test_who_said_what(corpus, report):
    _, table = corpus
    said = Counter(
        row["entities"][quotation["speaker"]]["name"]
        for row in table.to_pylist()
        for quotation in row["quotations"] or []
        if quotation["speaker"] is not None and row["entities"][quotation["speaker"]]["kind"] == "person"
    )
    rows = {row[0]: row[1:] for row in cells(report) if len(row) == 5}
    assert {name: int(row[1]) for name, row in rows.items()} == said
    post, count, articles, example = rows["王丽娟"]
    assert (count, articles) == (str(said["王丽娟"]), "2") and post.endswith("西湖区区长")
    assert example in ("“两地是一家。”", "“年底前全部完工。”")
    assert rows["李建国"][3] == "“书真多&lt;i&gt;。”"


def test_posts_by_organization(report):
    [(_, posts, articles)] = [row for row in cells(report) if len(row) == 3 and row[0].endswith("西湖区")]
    assert posts == "区长　王丽娟<br>原区长　赵新民" and articles == "2"


def test_mentions_by_province(corpus, report):
    _, table = corpus
    codes = [
        (mention["value"]["code"][:2], row["id"])
        for row in table.to_pylist()
        for mention in row["mentions"] or []
        if mention["kind"] == "place" and mention["value"] and mention["value"]["code"]
    ]
    mentions, articles = Counter(code for code, _ in codes), Counter(code for code, _ in set(codes))
    drawn = (report / "provinces.svg").read_text("utf-8")
    found = {name: (int(count), int(number)) for name, count, number in re.findall(r"<title>(\w+)：(\d+) 次，(\d+) 篇</title>", drawn)}
    assert found == {name: (mentions[code], articles[code]) for code, name, _, _ in duckdb_report.TILES}
    assert found["浙江"][1] == 2 and found["河北"][1] == 2 and found["西藏"] == (0, 0)


def test_articles_by_day(report):
    drawn = (report / "days.svg").read_text("utf-8")
    assert re.findall(r"<title>(\S+)：(\d+) 篇</title>", drawn) == [("2026-03-01", "1"), ("2026-03-02", "0"), ("2026-03-03", "1")]


def test_the_page_needs_nothing_beside_it(report):
    written = (report / "index.html").read_text("utf-8")
    assert "4 篇（1 篇未能处理，2 篇有发布日期）" in written and "2026-03-01 至 2026-03-03" in written
    assert not re.findall(r"(?:src|href|url)\s*[=(]", written) and "<script" not in written
    assert all((report / name).read_text("utf-8") in written for name in ("provinces.svg", "days.svg"))


def test_partitions_are_read_as_one(corpus, report):
    folder, _ = corpus
    parted = folder / "parted" / "day=2026-03-01"
    parted.mkdir(parents=True)
    shutil.copy(folder / "records.parquet", parted)
    done = example("duckdb_report.py", "parted", "--output", "again", cwd=folder)
    assert done.returncode == 0, done.stdout
    assert (folder / "again" / "index.html").read_bytes() == (report / "index.html").read_bytes()


def test_nothing_to_tell(command, tmp_path):
    (tmp_path / "rows.jsonl").write_text('{"id": "d", "html": null}\n', "utf-8")
    command("rows.jsonl", output=tmp_path / "records.parquet", cwd=tmp_path)
    done = example("duckdb_report.py", "records.parquet", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert "1 篇（1 篇未能处理" in (tmp_path / "report" / "index.html").read_text("utf-8")


def test_what_cannot_be_done(tmp_path):
    done = example("duckdb_report.py", "none.parquet", cwd=tmp_path)
    assert done.returncode == 2 and "none.parquet" in done.stdout and "Traceback" not in done.stdout
    done = example("duckdb_report.py", "--help")
    assert done.returncode == 0 and "example: " in done.stdout


def test_tiles_are_the_divisions_of_the_first_level():
    tiles = duckdb_report.TILES
    assert len({code for code, *_ in tiles}) == len({tuple(place) for _, _, *place in tiles}) == len(tiles) == 34


@pytest.mark.parametrize("largest", [1, 2, 7, 99, 100, 339, 12_345, 10**9])
def test_classes_cover_all_counts(largest):
    bounds = duckdb_report.classes(largest)
    assert bounds[0] == 1 and bounds == sorted(set(bounds)) and bounds[-1] <= largest
    assert len(bounds) <= len(duckdb_report.SHADES)


def test_long_times_are_drawn_by_month():
    title, counted = duckdb_report.spans([(datetime.date(2020, 1, 31), 2), (datetime.date(2022, 12, 1), 3)])
    assert title == "每月篇数" and len(counted) == 36 and sum(count for _, count in counted) == 5
