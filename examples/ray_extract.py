"""The records of a crawl, on Ray: what `jianbao extract --format parquet` writes, in partitions by day of publication.

    python examples/ray_extract.py crawl/*.warc.gz --output records
    python examples/ray_extract.py pages.parquet --output records --workers 16

Needs jianbao, ray[data] and pyarrow, for WARC fastwarc and warc_pages.py beside this file too. docs/distributed.md says what to set for
how much.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator

import jianbao
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import ray

# What a row of pages may have; `id` is the record's, the others say what is known of the page.
COLUMNS = ["id", "html", "text", "url", "charset", "date", "fetched"]
DAY = "day"
# Pages of 200 kB in the mean: what an actor has in hand, and what Ray keeps between its stages, is a multiple of it.
BATCH_ROWS = 64


class Records:
    """An actor, which keeps its extractor, and what that loads for the first page, for all of its batches."""

    def __init__(self, stages: str) -> None:
        self.extractor = jianbao.Extractor(stages=stages)

    def __call__(self, pages: pa.Table) -> pa.Table:
        # One thread: Ray has an actor for each core already.
        records = pa.table(self.extractor.extract_batches(pages, threads=1))
        return records.append_column(DAY, day(records))


def day(records: pa.Table) -> pa.Array:
    """The day of publication; what is of no certain day, and errors, go where Hive has what is null."""
    published = pc.struct_field(records["date_published"], "iso")
    is_certain = pc.fill_null(pc.greater_equal(pc.utf8_length(published), 10), False)
    return pc.if_else(is_certain, pc.utf8_slice_codeunits(published, 0, 10), "__HIVE_DEFAULT_PARTITION__")


def read_parquet(places: list[str]) -> ray.data.Dataset:
    """Rows of pages, as they are stored. Bytes are pages in an encoding that is yet to be found out, all other columns are texts."""
    there = set(pq.read_schema(places[0]).names) if os.path.isfile(places[0]) else set(ray.data.read_parquet(places).schema().names)
    columns = [name for name in COLUMNS if name in there]

    def as_text(rows: pa.Table) -> pa.Table:
        fields = [rows.schema.field(name) if name == "html" else pa.field(name, pa.string()) for name in columns]
        return rows.cast(pa.schema(fields))

    return ray.data.read_parquet(places, columns=columns).map_batches(as_text, batch_format="pyarrow")


def read_warc(places: list[str]) -> ray.data.Dataset:
    """Pages out of WARC files. The driver lists the files, the workers read them: a task a file, a batch of pages at a time."""
    import warc_pages

    def read(files: pa.Table) -> Iterator[pa.Table]:
        for file in files["file"].to_pylist():
            for batch in warc_pages.read(file):
                yield pa.Table.from_batches([batch])

    files = [{"file": file} for file in warc_pages.find(places)]
    return ray.data.from_items(files, override_num_blocks=max(1, len(files))).map_batches(read, batch_size=1, batch_format="pyarrow")


def summarize(output: str) -> tuple[str, int]:
    """How many there are, and what went wrong; how many failed."""
    records = pq.read_table(output, columns=["error", "warnings"], partitioning=None)
    errors = pc.value_counts(pc.drop_null(pc.struct_field(records["error"], "kind")))
    warnings = pc.value_counts(pc.struct_field(pc.list_flatten(records["warnings"]), "kind"))
    failed = sum(count["counts"] for count in errors.to_pylist())
    lines = [f"{len(records)} pages, {failed} failed"]
    for title, counts in (("errors", errors), ("warnings", warnings)):
        if len(counts):
            ordered = sorted(((count["counts"], count["values"]) for count in counts.to_pylist()), reverse=True)
            lines.append(f"  {title}: " + ", ".join(f"{count} {kind}" for count, kind in ordered))
    return "\n".join(lines), failed


INPUT = """
    WARC files (.warc, .warc.gz) or directories of them; or Parquet with a column html or text, and id, url, charset, date, fetched if known
"""


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Records of Chinese news pages, on Ray.",
        epilog="example: python examples/ray_extract.py crawl/ --output records --workers 16",
    )
    parser.add_argument("input", nargs="+", help=INPUT)
    parser.add_argument("--output", required=True, help="the directory to write, partitioned by day of publication")
    parser.add_argument("--from", dest="kind", choices=["warc", "parquet"], help="what the input is, if its names do not tell")
    stages = ["article", "mentions", "values", "entities", "relations"]
    parser.add_argument("--stages", choices=stages, default=stages[-1], help="how far pages are read (default: all)")
    parser.add_argument("--workers", type=int, help="how many actors extract, each on a core (default: all cores but one, which reads)")
    parser.add_argument("--overwrite", action="store_true", help="replace the output if it is there")
    given = parser.parse_args()
    given.kind = given.kind or ("parquet" if all("parquet" in place for place in given.input) else "warc")
    return given


def main() -> int:
    """0 if all is done, 1 if some pages failed, 2 if it cannot be done: as the command line has it."""
    given = arguments()
    if os.path.exists(given.output) and not given.overwrite:
        print(f"ray_extract.py: {given.output} is there already: --overwrite replaces it", file=sys.stderr)
        return 2
    try:
        here = os.path.dirname(os.path.abspath(__file__))
        ray.init(log_to_driver=False, include_dashboard=False, runtime_env={"env_vars": {"PYTHONPATH": here}})
        # A core is left to what lists, reads and writes: actors that held all of them would wait for pages for ever.
        free = ray.cluster_resources()["CPU"] - 1
        workers = given.workers or max(1, int(free))
        pages = (read_warc if given.kind == "warc" else read_parquet)(given.input)
        records = pages.map_batches(
            Records,
            fn_constructor_args=[given.stages],
            batch_format="pyarrow",
            batch_size=BATCH_ROWS,
            compute=ray.data.ActorPoolStrategy(size=workers),
            num_cpus=min(1, free / workers),
        )
        records.write_parquet(os.path.abspath(given.output), partition_cols=[DAY], mode="overwrite", compression="zstd")
        summary, failed = summarize(given.output)
    except (ray.exceptions.RayError, OSError, ValueError) as error:
        print(f"ray_extract.py: {error}", file=sys.stderr)
        return 2
    print(summary, file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
