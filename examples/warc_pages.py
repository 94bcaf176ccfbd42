"""The pages in WARC files, as batches for `jianbao.Extractor.extract_batch`. spark_extract.py and ray_extract.py read WARC with it.

    import pyarrow as pa, jianbao, warc_pages
    extractor = jianbao.Extractor()
    for batch in warc_pages.read("s3://crawl/2026-03.warc.gz"):
        records = pa.record_batch(extractor.extract_batch(batch, threads=1))

Needs fastwarc and pyarrow. A file is read as a stream, from wherever pyarrow reads (local, s3://, gs://, hdfs://): no more than one batch
of it is in memory. What counts as a page, its id and its day are as `jianbao extract` has them. Where a file is damaged it ends, with a
row that has an error; the command reads on behind the damage, and tells of files that are cut off too.
"""

from __future__ import annotations

import datetime
import functools
import io
import os
import sys
import zlib
from collections.abc import Iterator

import jianbao
import pyarrow as pa
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType
from pyarrow import fs

SCHEMA = pa.schema({"id": pa.string(), "html": pa.binary(), "url": pa.string(), "charset": pa.string(), "fetched": pa.string()})
# A page has 200 kB in the mean: batches are full by bytes, not by rows, unless pages are small.
BATCH_BYTES = 16 << 20
BATCH_ROWS = 256
# What is asked for at a time: from an object store, each is a request.
BUFFER = 1 << 22

KINDS = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
PAGES = {"", "text/html", "application/xhtml+xml", "text/plain", "text/markdown", "text/x-markdown"}
CHINA = datetime.timezone(datetime.timedelta(hours=8))
# A byte more than the library takes: a larger page is refused by it, not cut.
LONGEST = (64 << 20) + 1


def find(places: list[str]) -> list[str]:
    """The WARC files that are named, and those in directories that are named."""
    found = []
    for place in places:
        system, path = _open(place)
        info = system.get_file_info(path)
        if info.type == fs.FileType.NotFound:
            raise FileNotFoundError(f"{place}: no such file or directory")
        if info.is_file:
            found.append(place)
            continue
        inside = system.get_file_info(fs.FileSelector(path, recursive=True))
        names = sorted(file.path for file in inside if file.is_file and ".warc" in file.base_name)
        found += [place.rstrip("/") + name.removeprefix(path.rstrip("/")) for name in names]
    return found


def read(place: str) -> Iterator[pa.RecordBatch]:
    """The pages of a WARC file, compressed or not, in its order."""
    system, path = _open(place)
    rows, size = [], 0
    with io.BufferedReader(system.open_input_file(path), BUFFER) as stream:
        for row in _rows(stream, place):
            rows.append(row)
            size += len(row["html"] or b"")
            if size >= BATCH_BYTES or len(rows) >= BATCH_ROWS:
                yield pa.RecordBatch.from_pylist(rows, SCHEMA)
                rows, size = [], 0
    if rows:
        yield pa.RecordBatch.from_pylist(rows, SCHEMA)


def _open(place: str) -> tuple[fs.FileSystem, str]:
    return fs.FileSystem.from_uri(place if "://" in place else os.path.abspath(place))


def _rows(stream: io.BufferedReader, place: str) -> Iterator[dict]:
    try:
        # Decoding is ours: one body that is not as its head says would end the file for the iterator.
        for record in ArchiveIterator(stream, record_types=KINDS, parse_http=True, auto_decode="none"):
            if (row := _row(record, place)) is not None:
                yield row
    except OSError as error:
        print(f"{place}: {error}", file=sys.stderr)
        yield {"id": place, "html": None}


def _row(record: WarcRecord, place: str) -> dict | None:
    url = record.headers.get("WARC-Target-URI", "").strip("<>") or None
    if record.record_type == WarcRecordType.response:
        head = record.http_headers
        if head is None or not 200 <= (head.status_code or 0) < 300:
            return None
    else:
        # What is no address of the web is the crawler's own: pictures of pages, lists of what they loaded.
        if record.record_type == WarcRecordType.resource and not (url or "").startswith("http"):
            return None
        head = record.headers
    media, *parameters = (part.strip() for part in head.get("Content-Type", "").split(";"))
    if media.lower() not in PAGES:
        return None
    body = record.reader.read(LONGEST)
    if record.record_type == WarcRecordType.response:
        body = _decoded(body, head.get("Transfer-Encoding", ""), head.get("Content-Encoding", ""))
    named = dict(parameter.lower().split("=", 1) for parameter in parameters if "=" in parameter)
    name = record.headers.get("WARC-Record-ID", "").strip("<>").removeprefix("urn:uuid:")
    return {
        "id": name or f"{place}:{record.stream_pos}",
        "html": body,
        "url": url,
        "charset": _known(named.get("charset", "").strip(" \"'")),
        "fetched": _day(record.headers.get("WARC-Date", "")),
    }


def _decoded(body: bytes, transfer: str, codings: str) -> bytes:
    """A body as its server meant it. Some crawlers undo a coding and leave its header: what is not coded stays as it is."""
    if "chunked" in transfer.lower():
        body = _unchunked(body)
    for coding in reversed(codings.lower().split(",")):
        decoded = bytearray()
        try:
            for part in _parts(coding.strip(), body):
                decoded += part
                if len(decoded) >= LONGEST:
                    break
        except (OSError, zlib.error):
            decoded = decoded or body
        body = bytes(decoded)
    return body


def _parts(coding: str, body: bytes) -> Iterator[bytes]:
    match coding:
        case "gzip" | "x-gzip" | "deflate":
            # The standard has zlib for deflate, some servers send what is inside of it.
            is_bare = coding == "deflate" and body[:1] and body[0] & 0x0F != 8
            while body:
                stream = zlib.decompressobj(-zlib.MAX_WBITS if is_bare else 32 | zlib.MAX_WBITS)
                yield stream.decompress(body, LONGEST)
                body = stream.unused_data
        case "br" | "zstd":
            with pa.CompressedInputStream(pa.BufferReader(body), {"br": "brotli"}.get(coding, coding)) as stream:
                while part := stream.read(1 << 12):
                    yield part
        case _:
            yield body


def _unchunked(body: bytes) -> bytes:
    """Chunks put together; a body that is in none stays as it is."""
    parts, at = [], 0
    while (end := body.find(b"\n", at, at + 1024)) >= 0:
        try:
            length = int(body[at:end].split(b";")[0].strip(), 16)
        except ValueError:
            break
        parts.append(body[end + 1 : end + 1 + length])
        at = end + 1 + length
        at += 2 if body[at : at + 2] == b"\r\n" else 1
        if length == 0:
            break
    return b"".join(parts) if at else body


@functools.cache
def _known(label: str) -> str | None:
    """A label of an encoding that exists; what others say of a page is of no use."""
    try:
        jianbao.extract(b"", charset=label, stages="article")
    except jianbao.ConfigError:
        return None
    return label


def _day(date: str) -> str | None:
    """A moment, which WARC has in UTC, by the clocks of China."""
    try:
        moment = datetime.datetime.fromisoformat(date.replace("Z", "+00:00"))
    except ValueError:
        return None
    return moment.astimezone(CHINA).strftime("%Y-%m-%dT%H:%M:%S")
