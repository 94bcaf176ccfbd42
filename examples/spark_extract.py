"""The records of a crawl, on Spark: what `jianbao extract --format parquet` writes, in partitions by day of publication.

    spark-submit examples/spark_extract.py crawl/*.warc.gz --output records
    spark-submit --conf spark.executor.pyspark.memory=1g … examples/spark_extract.py pages.parquet --output records

Needs jianbao and pyarrow wherever Python workers run, for WARC fastwarc and warc_pages.py beside this file too. docs/distributed.md says
what to set for how much.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

import jianbao
import pyarrow as pa
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession, functions as F
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import StructType

# What a row of pages may have; `id` is the record's, the others say what is known of the page.
COLUMNS = ["id", "html", "text", "url", "charset", "date", "fetched"]
DAY = "day"
# What goes to a Python worker at a time, if `--conf` says nothing else: of pages of 200 kB, Spark's own 10,000 rows would be 2 GB.
SETTINGS = {"spark.sql.execution.arrow.maxRecordsPerBatch": "100", "spark.sql.execution.arrow.maxBytesPerBatch": str(32 << 20)}


def read_parquet(spark: SparkSession, places: list[str]) -> DataFrame:
    """Rows of pages, as they are stored."""
    rows = spark.read.parquet(*places)
    # Bytes are pages in an encoding that is yet to be found out, all other columns are texts.
    columns = [F.col(name) if name == "html" else F.col(name).cast("string") for name in COLUMNS if name in rows.columns]
    return rows.select(columns)


def read_warc(spark: SparkSession, places: list[str]) -> DataFrame:
    """Pages out of WARC files. The driver lists the files, the workers read them: a task a file, a batch of pages at a time."""
    import warc_pages

    spark.sparkContext.addPyFile(warc_pages.__file__)
    files = warc_pages.find(places)

    def read(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for file in batch["file"].to_pylist():
                yield from warc_pages.read(file)

    rows = spark.createDataFrame([(file,) for file in files], "file string").repartition(max(1, len(files)))
    return rows.mapInArrow(read, from_arrow_schema(warc_pages.SCHEMA))


def extract(pages: DataFrame, extractor: jianbao.Extractor) -> DataFrame:
    """A record for each page, in jianbao's own schema."""
    # A broadcast is unpickled once in a worker, however many tasks it runs; so is what the extractor loads for its first page.
    shared = pages.sparkSession.sparkContext.broadcast(extractor)

    def records(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            # One thread: Spark has a task for each core already.
            yield pa.record_batch(shared.value.extract_batch(batch, threads=1))

    return pages.mapInArrow(records, schema(pages, extractor))


def schema(pages: DataFrame, extractor: jianbao.Extractor) -> StructType:
    """What the extractor makes of no page at all says what columns it has."""
    nothing = pa.record_batch({name: pa.array([], pa.string()) for name in pages.columns})
    return from_arrow_schema(pa.record_batch(extractor.extract_batch(nothing)).schema)


def write(records: DataFrame, output: str, mode: str) -> None:
    """A directory for each day of publication; `day=__HIVE_DEFAULT_PARTITION__` has what is of no certain day, and errors."""
    published = F.col("date_published.iso")
    day = F.when(F.length(published) >= 10, F.substring(published, 1, 10).try_cast("date"))
    # Without this every task would write a file for every day. Large days are split, small ones put together.
    records.withColumn(DAY, day).hint("rebalance", DAY).write.partitionBy(DAY).mode(mode).option("compression", "zstd").parquet(output)


def summarize(records: DataFrame) -> tuple[str, int]:
    """How many there are, and what went wrong; how many failed."""
    none = F.array().cast("array<string>")
    said = F.concat(
        F.array(F.lit("pages ")),
        F.coalesce(F.transform("warnings", lambda warning: F.concat(F.lit("warnings "), warning["kind"])), none),
        F.when(F.col("error").isNull(), none).otherwise(F.array(F.concat(F.lit("errors "), F.col("error.kind")))),
    )
    counted: dict[str, list[tuple[int, str]]] = {"pages": [], "errors": [], "warnings": []}
    for words, count in records.select(F.explode(said).alias("said")).groupBy("said").count().collect():
        title, kind = words.split(" ")
        counted[title].append((count, kind))
    failed = sum(count for count, _ in counted["errors"])
    lines = [f"{sum(count for count, _ in counted['pages'])} pages, {failed} failed"]
    for title in ("errors", "warnings"):
        if counted[title]:
            lines.append(f"  {title}: " + ", ".join(f"{count} {kind}" for count, kind in sorted(counted[title], reverse=True)))
    return "\n".join(lines), failed


def session() -> SparkSession:
    spark = SparkSession.builder.appName("jianbao").getOrCreate()
    given = spark.sparkContext.getConf()
    for name, value in SETTINGS.items():
        if not given.contains(name):
            spark.conf.set(name, value)
    return spark


INPUT = """
    WARC files (.warc, .warc.gz) or directories of them; or Parquet with a column html or text, and id, url, charset, date, fetched if known
"""


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Records of Chinese news pages, on Spark.",
        epilog="example: spark-submit --master local[2] examples/spark_extract.py crawl/ --output records",
    )
    parser.add_argument("input", nargs="+", help=INPUT)
    parser.add_argument("--output", required=True, help="the directory to write, partitioned by day of publication")
    parser.add_argument("--from", dest="kind", choices=["warc", "parquet"], help="what the input is, if its names do not tell")
    stages = ["article", "mentions", "values", "entities", "relations"]
    parser.add_argument("--stages", choices=stages, default=stages[-1], help="how far pages are read (default: all)")
    parser.add_argument("--overwrite", action="store_true", help="replace the output if it is there")
    given = parser.parse_args()
    given.kind = given.kind or ("parquet" if all("parquet" in place for place in given.input) else "warc")
    return given


def main() -> int:
    """0 if all is done, 1 if some pages failed, 2 if it cannot be done: as the command line has it."""
    given = arguments()
    spark = session()
    try:
        pages = (read_warc if given.kind == "warc" else read_parquet)(spark, given.input)
        write(extract(pages, jianbao.Extractor(stages=given.stages)), given.output, "overwrite" if given.overwrite else "error")
        summary, failed = summarize(spark.read.parquet(given.output))
    except (PySparkException, OSError) as error:
        print(f"spark_extract.py: {error}", file=sys.stderr)
        return 2
    finally:
        spark.stop()
    print(summary, file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
