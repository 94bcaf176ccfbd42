"""What the tests of the examples share: the command line to compare with, and a small crawl of our own."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"

TOWNS = ["云州", "海丰", "安次", "雁塔", "昌平", "西湖", "江夏", "青浦"]


def find_command() -> str:
    named = os.environ.get("JIANBAO")
    built = [ROOT / "target" / profile / "jianbao" for profile in ("debug", "release")]
    found = [named] if named else [str(path) for path in built if path.exists()]
    if not found:
        pytest.exit("no command to compare with: cargo build -p jianbao-cli makes it, JIANBAO may name another", 2)
    return found[0]


@pytest.fixture(scope="session")
def command():
    """Runs the command line: the table that it writes, and how it ends."""
    path = find_command()

    def run(*inputs: str, output: Path, cwd: Path) -> tuple[pa.Table, int]:
        done = subprocess.run([path, "extract", *inputs, "--format", "parquet", "--output", str(output)], cwd=cwd, check=False)
        return pq.read_table(output), done.returncode

    return run


def page(number: int) -> str:
    """A page of a town's paper: who said what, who holds which post, where and when."""
    town = TOWNS[number % len(TOWNS)]
    day = f"2026-0{1 + number % 3}-{10 + number % 9}"
    return (
        f"<!doctype html><title>{town}日报</title><meta name=author content=林知遥><h1>{town}第{number}号水库除险加固工程完工</h1>"
        f"<p>{day} 09:{10 + number} 来源：{town}日报</p>"
        f"<p>记者昨天从{town}区水务局获悉，第{number}号水库除险加固工程日前完工，总投资{number + 3}.5亿元，受益居民{number * 37 + 100}人。</p>"
        f"<p>“明年还要再修一条十公里长的水渠。”{town}区水务局局长王丽娟说，“水到田头，人心就安了。”</p>"
        f"<p>{town}区农业农村局副局长赵新民介绍，去年全区粮食总产量增长百分之{number % 7 + 1}，明年将继续扩大种植面积。</p>"
    )


@dataclass
class Crawl:
    """Pages in two forms that say the same: files and rows for the command, Parquet for the examples."""

    folder: Path
    inputs: list[str]
    parquet: Path


@pytest.fixture(scope="session")
def crawl(tmp_path_factory) -> Crawl:
    folder = tmp_path_factory.mktemp("crawl")
    (folder / "pages").mkdir()
    for path in (EXAMPLES / "pages").iterdir():
        (folder / "pages" / path.name).write_bytes(path.read_bytes())
    for number in range(24):
        (folder / "pages" / f"made-{number:02}.html").write_text(page(number), "utf-8")
    (folder / "pages" / "made-gbk.html").write_bytes(page(30).encode("gb18030"))
    (folder / "pages" / "empty.html").write_bytes(b"")
    files = sorted(folder.glob("pages/*"))
    rows = [{"id": str(path.relative_to(folder)), "html": path.read_bytes()} for path in files]
    # Rows of JSONL: what is known of a page beside it, and one without a page.
    rows += [
        {"id": "row-1", "text": page(31), "url": "https://news.yunzhou.example/31.html"},
        {"id": "row-2", "text": "记者昨天从云州市文化局获悉，新馆正式开放，市民凭身份证即可免费借书。", "date": "2022-03-19"},
        {"id": "row-3", "text": None},
    ]
    columns = {"id": pa.string(), "html": pa.binary(), "text": pa.string(), "url": pa.string(), "date": pa.string()}
    pq.write_table(pa.Table.from_pylist(rows, pa.schema(columns)), folder / "pages.parquet", row_group_size=8)
    lines = rows[len(files) :]
    (folder / "rows.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return Crawl(folder, [*(row["id"] for row in rows[: len(files)]), "rows.jsonl"], folder / "pages.parquet")


@pytest.fixture(scope="session")
def expected(command, crawl) -> pa.Table:
    """The records of the crawl, as the command line has them."""
    table, code = command(*crawl.inputs, output=crawl.folder / "expected.parquet", cwd=crawl.folder)
    assert code == 1 and len(table) == pq.read_metadata(crawl.parquet).num_rows
    return table


def example(
    name: str, *arguments: object, cwd: Path | None = None, runner: tuple[str, ...] = (sys.executable,)
) -> subprocess.CompletedProcess:
    """An example, run as a user runs it. What it says is in one stream, since spark-submit makes one of both."""
    words = [*runner, str(EXAMPLES / name), *map(str, arguments)]
    # Spark's workers are the Python that the packages are installed in.
    environment = os.environ | {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    return subprocess.run(words, cwd=cwd, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)


def rows(table: pa.Table) -> list[dict]:
    """All that a table says, in order of ids. Of errors it is the kind: messages name the form that rows have."""
    read = table.sort_by("id").to_pylist(maps_as_pydicts="strict")
    return [row | {"error": row["error"] and row["error"]["kind"]} for row in read]


def record(kind: str, headers: dict[str, str], content: bytes) -> bytes:
    """A record of a WARC file."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in {"WARC-Type": kind, **headers, "Content-Length": str(len(content))}.items())
    return f"WARC/1.1\r\n{lines}\r\n".encode() + content + b"\r\n\r\n"


def response(name: str, head: str, body: bytes, date: str = "2026-03-05T18:00:00Z") -> bytes:
    headers = {
        "WARC-Record-ID": f"<urn:uuid:{name}>",
        "WARC-Target-URI": f"https://news.yunzhou.example/{name}.html",
        "WARC-Date": date,
        "Content-Type": "application/http;msgtype=response",
    }
    return record("response", headers, f"HTTP/1.1 {head}\r\n\r\n".encode() + body)


@pytest.fixture(scope="session")
def archives(tmp_path_factory) -> Path:
    """Two WARC files, with all that crawlers store beside pages, and pages in the forms in which servers send them."""
    folder = tmp_path_factory.mktemp("desk") / "archives"
    folder.mkdir()
    plain = page(1).encode()
    packed = gzip.compress(plain, mtime=0)
    undated = "<h1>新馆开放</h1><p>记者昨天从云州市文化局获悉，新馆正式开放，市民凭身份证即可免费借书。</p>".encode()
    chunked = b"%x\r\n%s\r\n%x;a=b\r\n%s\r\n0\r\n\r\n" % (100, plain[:100], len(plain) - 100, plain[100:])
    html = "200 OK\r\nContent-Type: text/html"
    records = [
        record("warcinfo", {"Content-Type": "application/warc-fields"}, b"software: crawler\r\n"),
        record("request", {"Content-Type": "application/http;msgtype=request"}, b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
        response("plain", f"{html}; charset=utf-8", plain),
        response("gbk", f"{html}; charset=GB2312", page(2).encode("gb18030")),
        response("unknown", f"{html}; charset=none", page(3).encode()),
        response("undated", f"{html}; charset=utf-8", undated),
        response("untyped", "203 OK\r\nServer: x", page(4).encode()),
        response("gzip", f"{html}\r\nContent-Encoding: gzip", packed),
        response("decoded", f"{html}\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked", plain),
        response("chunked", f"{html}\r\nTransfer-Encoding: chunked", chunked),
        response("empty", html, b""),
        response("image", "200 OK\r\nContent-Type: image/png", b"\x89PNG"),
        response("gone", "404 Not Found\r\nContent-Type: text/html", plain),
        response("moved", "301 Moved\r\nContent-Type: text/html", plain),
        record("revisit", {"WARC-Record-ID": "<urn:uuid:again>"}, b"HTTP/1.1 200 OK\r\n\r\n"),
        record("resource", {"WARC-Target-URI": "https://news.yunzhou.example/r", "Content-Type": "text/html"}, page(5).encode()),
        record("resource", {"WARC-Target-URI": "urn:pageinfo:1", "Content-Type": "text/html"}, plain),
    ]
    (folder / "whole.warc").write_bytes(b"".join(records))
    members = [gzip.compress(response(f"member-{number}", html, page(number).encode())) for number in range(12)]
    (folder / "members.warc.gz").write_bytes(b"".join(members))
    return folder
