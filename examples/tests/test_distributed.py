"""spark_extract.py and ray_extract.py, on two workers each, beside the command line: the same rows."""

from __future__ import annotations

import gzip
import sys
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import jianbao
import warc_pages
from conftest import example, record, response, rows

# Less of what makes Spark slow to begin with few pages.
SETTINGS = ["spark.ui.enabled=false", "spark.log.level=WARN", "spark.sql.shuffle.partitions=2"]
# Spark's own command, of the same environment. Where there is no Java it says so, and all that needs it fails.
SUBMIT = (
    str(Path(sys.executable).with_name("spark-submit")),
    "--master",
    "local[2]",
    *(word for setting in SETTINGS for word in ("--conf", setting)),
)


@dataclass(frozen=True)
class Engine:
    script: str
    runner: tuple[str, ...]
    settings: tuple[str, ...] = ()

    def run(self, *arguments: object, cwd: Path | None = None):
        return example(self.script, *arguments, *self.settings, cwd=cwd, runner=self.runner)


ENGINES = {
    "spark": Engine("spark_extract.py", SUBMIT),
    "ray": Engine("ray_extract.py", (sys.executable,), ("--workers", "2")),
}


@pytest.fixture(scope="module", params=ENGINES.values(), ids=ENGINES)
def engine(request) -> Engine:
    return request.param


@dataclass
class Run:
    folder: Path
    code: int
    said: str

    def partitions(self) -> dict[str, pa.Table]:
        """The records in each partition."""
        tables: dict[str, list[pa.Table]] = {}
        for file in self.folder.rglob("*.parquet"):
            tables.setdefault(file.parent.name, []).append(pq.read_table(file, partitioning=None))
        return {name: pa.concat_tables(parts, promote_options="permissive") for name, parts in tables.items()}

    def table(self) -> pa.Table:
        return pa.concat_tables(self.partitions().values(), promote_options="permissive")


@pytest.fixture(scope="module")
def run(engine, crawl) -> Run:
    output = crawl.folder / engine.script
    done = engine.run("pages.parquet", "--output", output, cwd=crawl.folder)
    assert output.is_dir(), done.stdout[-5000:]
    return Run(output, done.returncode, done.stdout)


def test_rows_are_those_of_the_command(run, expected):
    assert run.table().schema.names == expected.schema.names
    assert rows(run.table()) == rows(expected)


def test_a_partition_has_the_records_of_its_day(run):
    found = {name: rows(table) for name, table in run.partitions().items()}
    for name, records in found.items():
        dates = {record["date_published"] and record["date_published"]["iso"][:10] for record in records}
        assert dates == ({None} if name == "day=__HIVE_DEFAULT_PARTITION__" else {name.removeprefix("day=")}), name
    assert {"day=__HIVE_DEFAULT_PARTITION__", "day=2026-01-10", "day=2026-03-12"} <= set(found)


def test_what_failed_is_told(run, expected):
    assert run.code == 1
    assert f"{len(expected)} pages, 1 failed\n  errors: 1 row\n  warnings: " in run.said
    warned = [warning["kind"] for warnings in expected["warnings"].to_pylist() for warning in warnings or []]
    assert all(f"{warned.count(kind)} {kind}" in run.said for kind in set(warned))


@pytest.fixture(scope="module")
def archived(archives) -> list[dict]:
    """The records of the archives, read without an engine."""
    extractor = jianbao.Extractor()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(archives.parent)
        batches = [batch for file in warc_pages.find(["archives"]) for batch in warc_pages.read(file)]
    return rows(pa.Table.from_batches([pa.record_batch(extractor.extract_batch(batch)) for batch in batches]))


def test_archives_are_read_in_workers(engine, archives, archived, tmp_path):
    done = engine.run("archives", "--output", tmp_path / "records", cwd=archives.parent)
    assert done.returncode == 0, done.stdout[-5000:]
    assert rows(Run(tmp_path / "records", 0, "").table()) == archived


def test_archives_are_read_as_the_command_reads_them(command, archives, archived, tmp_path):
    table, code = command("archives", output=tmp_path / "expected.parquet", cwd=archives.parent)
    assert code == 0 and archived == rows(table)


def test_only_pages_are_taken_from_archives(archived):
    named = {"plain", "gbk", "unknown", "undated", "untyped", "gzip", "decoded", "chunked", "empty"}
    found = {record["id"]: record for record in archived}
    [resource] = found.keys() - named - {f"member-{number}" for number in range(12)}
    assert len(archived) == 22 and resource.startswith("archives/whole.warc:")
    assert found["gbk"]["headline"] == "安次第2号水库除险加固工程完工" and found["gbk"]["url"] == "https://news.yunzhou.example/gbk.html"
    assert {found[name]["text"] for name in ("gzip", "decoded", "chunked")} == {found["plain"]["text"]}
    # Crawled in the evening in UTC, on the next day by the clocks of China.
    times = [mention["value"]["timex"] for mention in found["undated"]["mentions"] if mention["kind"] == "time"]
    assert times == ["2026-03-05"]


def test_an_output_that_is_there_is_left_alone(engine, run, crawl):
    before = sorted(run.folder.rglob("*"))
    done = engine.run(crawl.parquet, "--output", run.folder)
    assert done.returncode == 2 and f"{engine.script}: " in done.stdout and "Traceback" not in done.stdout
    assert sorted(run.folder.rglob("*")) == before


def test_archives_that_are_not_there(tmp_path):
    with pytest.raises(FileNotFoundError, match="none.warc.gz: no such file"):
        warc_pages.find([str(tmp_path / "none.warc.gz")])


def test_help(engine):
    done = example(engine.script, "--help")
    assert done.returncode == 0 and "--output" in done.stdout and "example: " in done.stdout


def test_a_damaged_archive_ends_with_a_row_that_says_so(tmp_path):
    members = [gzip.compress(response(name, "200 OK\r\nContent-Type: text/html", b"<p>" + name.encode())) for name in "abc"]
    broken = members[2][:40] + bytes(40) + members[2][80:]
    path = tmp_path / "broken.warc.gz"
    path.write_bytes(members[0] + members[1] + broken)
    found = [row for batch in warc_pages.read(str(path)) for row in batch.to_pylist()]
    assert [row["id"] for row in found] == ["a", "b", str(path)] and found[2]["html"] is None


def test_pages_are_held_a_batch_at_a_time(tmp_path, monkeypatch):
    monkeypatch.setattr(warc_pages, "BATCH_BYTES", 1000)
    path = tmp_path / "crawl.warc"
    info = record("warcinfo", {}, b"software: crawler\r\n")
    path.write_bytes(info + b"".join(response(str(number), "200 OK\r\nContent-Type: text/html", b"<p>" * 200) for number in range(9)))
    assert [batch.num_rows for batch in warc_pages.read(str(path))] == [2, 2, 2, 2, 1]
