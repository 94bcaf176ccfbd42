//! Records out of what was written, in whatever form.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde_json::Value;

/// The text of a file, decompressed as its name tells.
pub(crate) fn text(path: &Path) -> String {
    let file = File::open(path).unwrap();
    let mut text = String::new();
    match path.extension().and_then(|end| end.to_str()).unwrap_or_default() {
        "gz" => flate2::read::MultiGzDecoder::new(file).read_to_string(&mut text),
        "zst" => zstd::Decoder::new(file).unwrap().read_to_string(&mut text),
        _ => std::io::BufReader::new(file).read_to_string(&mut text),
    }
    .unwrap();
    text
}

/// What a file says, whatever its form.
pub(crate) fn records(path: &Path) -> Vec<Value> {
    #[cfg(feature = "parquet")]
    if path.extension().is_some_and(|end| end == "parquet") {
        return rows_of_parquet(std::fs::read(path).unwrap());
    }
    rows_of_jsonl(&text(path))
}

/// The records of JSONL.
pub(crate) fn rows_of_jsonl(text: &str) -> Vec<Value> {
    text.lines().map(|line| without_nulls(serde_json::from_str(line).unwrap())).collect()
}

/// The rows of Parquet as the JSON that they stand for.
#[cfg(feature = "parquet")]
pub(crate) fn rows_of_parquet(parquet: impl Into<bytes::Bytes>) -> Vec<Value> {
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

    let mut writer = arrow_json::LineDelimitedWriter::new(Vec::new());
    for batch in ParquetRecordBatchReaderBuilder::try_new(parquet.into()).unwrap().build().unwrap() {
        writer.write(&batch.unwrap()).unwrap();
    }
    rows_of_jsonl(&String::from_utf8(writer.into_inner()).unwrap())
}

/// How many rows each row group has.
#[cfg(feature = "parquet")]
pub(crate) fn row_groups(parquet: impl Into<bytes::Bytes>) -> Vec<i64> {
    use parquet::file::reader::{FileReader, SerializedFileReader};

    let file = SerializedFileReader::new(parquet.into()).unwrap();
    file.metadata().row_groups().iter().map(parquet::file::metadata::RowGroupMetaData::num_rows).collect()
}

/// Columns have nulls where JSON leaves members out, and the other way round.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            members.into_iter().filter(|(_, member)| !member.is_null()).map(|(name, member)| (name, without_nulls(member))).collect()
        }
        Value::Array(items) => items.into_iter().map(without_nulls).collect(),
        value => value,
    }
}
