//! Parquet: rows into parts of one row group each, and parts into one file.
//!
//! A part is a Parquet file of its own, made in memory. An output that can be gone on with keeps them one after another, each behind its
//! length, and joins them at the end: row groups are copied as they are, small ones are made into larger ones first.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::{RecordBatch, StringArray};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use bytes::Bytes;
use jianbao::Article;
use jianbao_arrow::Records;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::basic::{Compression, ZstdLevel};
use parquet::column::writer::ColumnCloseResult;
use parquet::errors::ParquetError;
use parquet::file::metadata::{KeyValue, PageIndexPolicy, ParquetMetaDataReader};
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::ColumnPath;
use serde_json::Value;

use super::journal::{Settings, beside, replace};
use super::record::Record;
use super::{CHUNK, Encoder, Pieces, Target};
use crate::failure::Failure;

/// A row group ends at one of these, so that it can be held in memory, by readers too: bytes as they are written, and rows.
const GROUP_BYTES: usize = 16 << 20;
const GROUP_ROWS: usize = 10_000;

/// Rows are made into columns when there are so many, or texts of so many bytes.
const BATCH_ROWS: usize = 64;
const BATCH_BYTES: usize = 1 << 20;

const ZSTD_LEVEL: i32 = 3;

/// Columns that say something else in each row: a dictionary of them is as large as they are.
const UNIQUE: [&str; 5] = ["id", "headline", "url", "text", "fingerprint"];

/// A row before it is made into columns.
pub(crate) struct Row {
    content: Box<jianbao_arrow::Row>,
    /// The size of its text, on which all else depends.
    bytes: usize,
    duplicate_of: Option<String>,
}

impl Row {
    pub(super) fn record(article: Article) -> Self {
        Self { bytes: article.text.len(), content: Box::new(article.into()), duplicate_of: None }
    }

    pub(super) fn failure(failure: &Failure) -> Self {
        Self { bytes: 0, content: Box::new(jianbao_arrow::Row::error(&failure.kind, &failure.message)), duplicate_of: None }
    }

    /// The id of the record that it is a reprint of.
    pub(super) fn duplicate_of(self, id: Option<&Value>) -> Self {
        Self { duplicate_of: id.map(id_text), ..self }
    }
}

/// An id as a column has it.
fn id_text(id: &Value) -> String {
    id.as_str().map_or_else(|| id.to_string(), str::to_owned)
}

/// The columns, and how they are written.
#[derive(Clone)]
struct Form {
    records: Records,
    schema: SchemaRef,
    /// Whether there is a column of reprints.
    dedup: bool,
    properties: WriterProperties,
}

impl Form {
    fn new(settings: &Settings) -> anyhow::Result<Self> {
        let of_file = |name: &str, value: String| KeyValue::new(format!("jianbao.{name}"), value);
        let dedup = settings.get("dedup") == Some(&Value::Bool(true));
        let mut settings = settings.clone();
        // They would tell of the machine where it was made.
        settings.remove("inputs");
        let properties = WriterProperties::builder()
            .set_created_by(concat!("jianbao version ", env!("CARGO_PKG_VERSION")).into())
            .set_key_value_metadata(Some(vec![
                of_file("version", env!("CARGO_PKG_VERSION").into()),
                of_file("schema_version", jianbao::SCHEMA_VERSION.into()),
                of_file("offset_unit", "code_point".into()),
                of_file("settings", Value::Object(settings).to_string()),
            ]))
            .set_compression(Compression::ZSTD(ZstdLevel::try_new(ZSTD_LEVEL)?))
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .set_column_statistics_enabled(ColumnPath::from("text"), EnabledStatistics::None)
            .set_max_row_group_row_count(None)
            .set_coerce_types(true);
        let properties = UNIQUE.iter().fold(properties, |properties, &name| properties.set_column_dictionary_enabled(name.into(), false));
        let id = Arc::new(Field::new("id", DataType::Utf8, true));
        let records = Records::new(Some(id));
        let mut columns = records.schema().fields().to_vec();
        if dedup {
            columns.insert(1, Arc::new(Field::new("duplicate_of", DataType::Utf8, true)));
        }
        Ok(Self { records, schema: Arc::new(Schema::new(columns)), dedup, properties: properties.build() })
    }

    fn writer<W: Write + Send>(&self, target: W) -> io::Result<ArrowWriter<W>> {
        ArrowWriter::try_new(target, Arc::clone(&self.schema), Some(self.properties.clone())).map_err(error)
    }

    /// A part with all rows of several.
    fn merge(&self, parts: &[Bytes]) -> io::Result<Bytes> {
        let mut writer = self.writer(Vec::new())?;
        for part in parts {
            let reader = ParquetRecordBatchReaderBuilder::try_new(part.clone()).map_err(error)?.with_batch_size(BATCH_ROWS);
            for batch in reader.build().map_err(error)? {
                writer.write(&batch.map_err(io::Error::other)?).map_err(error)?;
            }
        }
        writer.into_inner().map(Bytes::from).map_err(error)
    }
}

/// What the library says, with the error of the system that is behind it.
fn error(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(error) => io::Error::other(error),
        },
        error => io::Error::other(error),
    }
}

/// A file of row groups that are made elsewhere.
struct Joined {
    file: SerializedFileWriter<Target>,
}

impl Joined {
    fn new(form: &Form, target: Target) -> io::Result<Self> {
        let (file, _) = form.writer(target)?.into_serialized_writer().map_err(error)?;
        Ok(Self { file })
    }

    /// Copies the row groups of a part.
    fn add(&mut self, part: &Bytes) -> Result<(), ParquetError> {
        let metadata = ParquetMetaDataReader::new().with_page_index_policy(PageIndexPolicy::Optional).parse_and_finish(part)?;
        let pages = metadata.page_index();
        for (at, group) in metadata.row_groups().iter().enumerate() {
            let mut writer = self.file.next_row_group()?;
            for (number, column) in group.columns().iter().enumerate() {
                let copied = ColumnCloseResult {
                    bytes_written: column.compressed_size().cast_unsigned(),
                    rows_written: group.num_rows().cast_unsigned(),
                    metadata: column.clone(),
                    bloom_filter: None,
                    column_index: pages.and_then(|pages| pages.column_index(at, number)).cloned(),
                    offset_index: pages.and_then(|pages| pages.offset_index(at, number)).cloned(),
                };
                writer.append_column(part, copied)?;
            }
            writer.close()?;
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.file.finish().map_err(error)?;
        self.file.inner_mut().flush()
    }
}

/// Where parts go.
enum Sink {
    /// A file that is joined when all are there.
    Kept(Target),
    Joined(Joined),
}

/// Writes records as Parquet.
pub(super) struct Parquet {
    form: Form,
    sink: Sink,
    part: Option<ArrowWriter<Vec<u8>>>,
    ids: Vec<String>,
    duplicates: Vec<Option<String>>,
    rows: Vec<jianbao_arrow::Row>,
    /// Of the texts in `rows`.
    bytes: usize,
}

impl Parquet {
    /// To a target that holds parts, which [`Parts::join`] makes one file of.
    pub(super) fn kept(target: Target, settings: &Settings) -> anyhow::Result<Self> {
        Ok(Self::new(Form::new(settings)?, Sink::Kept(target)))
    }

    /// To a target that is a Parquet file when it is finished.
    pub(super) fn joined(target: Target, settings: &Settings) -> anyhow::Result<Self> {
        let form = Form::new(settings)?;
        let sink = Sink::Joined(Joined::new(&form, target)?);
        Ok(Self::new(form, sink))
    }

    fn new(form: Form, sink: Sink) -> Self {
        Self { form, sink, part: None, ids: Vec::new(), duplicates: Vec::new(), rows: Vec::new(), bytes: 0 }
    }

    /// Makes columns of rows.
    fn encode(&mut self) -> io::Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let ids = StringArray::from(mem::take(&mut self.ids));
        let duplicates = StringArray::from(mem::take(&mut self.duplicates));
        let mut batch: RecordBatch = self.form.records.batch(Some(Arc::new(ids)), &self.rows).map_err(io::Error::other)?;
        if self.form.dedup {
            let mut columns = batch.columns().to_vec();
            columns.insert(1, Arc::new(duplicates));
            batch = RecordBatch::try_new(Arc::clone(&self.form.schema), columns).map_err(io::Error::other)?;
        }
        self.rows.clear();
        self.bytes = 0;
        let part = match &mut self.part {
            Some(part) => part,
            none => none.insert(self.form.writer(Vec::new())?),
        };
        part.write(&batch).map_err(error)
    }

    /// Hands the part on, if there is one.
    fn end_part(&mut self) -> io::Result<()> {
        self.encode()?;
        let Some(part) = self.part.take() else { return Ok(()) };
        let part = Bytes::from(part.into_inner().map_err(error)?);
        match &mut self.sink {
            Sink::Joined(file) => file.add(&part).map_err(error),
            Sink::Kept(target) => {
                target.write_all(&(part.len() as u64).to_le_bytes())?;
                target.write_all(&part)
            }
        }
    }
}

impl Encoder for Parquet {
    fn write(&mut self, id: &Value, record: Record) -> io::Result<()> {
        let Record::Row(Row { content, bytes, duplicate_of }) = record else { return Err(io::Error::other("a text is no row")) };
        self.ids.push(id_text(id));
        self.duplicates.push(duplicate_of);
        self.rows.push(*content);
        self.bytes += bytes;
        if self.rows.len() >= BATCH_ROWS || self.bytes >= BATCH_BYTES {
            self.encode()?;
        }
        let is_full = |part: &ArrowWriter<_>| part.in_progress_size() >= GROUP_BYTES || part.in_progress_rows() >= GROUP_ROWS;
        if self.part.as_ref().is_some_and(is_full) { self.end_part() } else { Ok(()) }
    }

    fn commit(&mut self) -> io::Result<bool> {
        self.end_part()?;
        if let Sink::Kept(target) = &mut self.sink {
            target.flush()?;
        }
        Ok(true)
    }

    fn finish(&mut self) -> io::Result<()> {
        self.end_part()?;
        match &mut self.sink {
            Sink::Kept(target) => target.flush(),
            Sink::Joined(file) => file.finish(),
        }
    }
}

/// The parts of an output that is not complete.
pub(super) struct Parts {
    /// The file that holds them.
    path: PathBuf,
    output: PathBuf,
    form: Form,
}

impl Parts {
    pub(super) fn new(output: &Path, settings: &Settings) -> anyhow::Result<Self> {
        Ok(Self { path: beside(output, "parts"), output: output.to_owned(), form: Form::new(settings)? })
    }
}

impl Pieces for Parts {
    fn file(&self) -> &Path {
        &self.path
    }

    fn join(&self) -> io::Result<Option<u64>> {
        let mut parts = BufReader::with_capacity(CHUNK, File::open(&self.path)?);
        replace(&self.output, |file| {
            let target = BufWriter::with_capacity(CHUNK, file.try_clone()?);
            let mut joined = Joined::new(&self.form, Box::new(target))?;
            let (mut small, mut bytes, mut rows) = (Vec::new(), 0, 0);
            loop {
                let part = next_part(&mut parts)?;
                let more = part.as_ref().map_or(Ok(0), count_rows)?;
                let length = part.as_ref().map_or(0, Bytes::len);
                if part.is_none() || bytes + length > GROUP_BYTES || rows + more > GROUP_ROWS {
                    match &small[..] {
                        [] => {}
                        [one] => joined.add(one).map_err(error)?,
                        several => joined.add(&self.form.merge(several)?).map_err(error)?,
                    }
                    small.clear();
                    (bytes, rows) = (0, 0);
                }
                let Some(part) = part else { break };
                small.push(part);
                bytes += length;
                rows += more;
            }
            joined.finish()
        })?;
        Ok(None)
    }

    fn remove(&self) -> io::Result<()> {
        fs::remove_file(&self.path)
    }
}

fn next_part(parts: &mut impl Read) -> io::Result<Option<Bytes>> {
    let mut length = Vec::new();
    parts.by_ref().take(8).read_to_end(&mut length)?;
    let Ok(length) = length.try_into() else { return Ok(None) };
    let mut part = Vec::new();
    parts.by_ref().take(u64::from_le_bytes(length)).read_to_end(&mut part)?;
    Ok(Some(part.into()))
}

fn count_rows(part: &Bytes) -> io::Result<usize> {
    let metadata = ParquetMetaDataReader::new().parse_and_finish(part).map_err(error)?;
    Ok(usize::try_from(metadata.file_metadata().num_rows()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use arrow_array::cast::AsArray;
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use serde_json::json;

    use super::{Encoder, File, GROUP_ROWS, Parquet, Parts, Pieces, Record, Row, Settings};
    use crate::failure::Failure;

    fn write(parquet: &mut Parquet, ids: std::ops::Range<usize>) {
        for id in ids {
            parquet.write(&json!(id), Record::Row(Row::failure(&Failure::panic()))).unwrap();
        }
    }

    fn groups(path: &Path) -> Vec<i64> {
        let file = SerializedFileReader::new(File::open(path).unwrap()).unwrap();
        file.metadata().row_groups().iter().map(parquet::file::metadata::RowGroupMetaData::num_rows).collect()
    }

    fn ids(path: &Path) -> Vec<usize> {
        let batches = ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap()).unwrap().build().unwrap();
        let ids = |column: &arrow_array::StringArray| column.iter().map(|id| id.unwrap().parse().unwrap()).collect::<Vec<_>>();
        batches.flat_map(|batch| ids(batch.unwrap().column(0).as_string())).collect()
    }

    #[test]
    fn row_groups_are_neither_large_nor_many() {
        let directory = std::env::temp_dir().join(format!("jianbao-row-groups-{}", std::process::id()));
        fs::create_dir_all(&directory).unwrap();
        let parts = Parts::new(&directory.join("a.parquet"), &Settings::new()).unwrap();
        let target = || Box::new(File::options().create(true).append(true).open(parts.file()).unwrap());
        // Two runs; the first commits often, the second never before its end.
        let mut first = Parquet::kept(target(), &Settings::new()).unwrap();
        for at in 0..30 {
            write(&mut first, 100 * at..100 * (at + 1));
            assert!(first.commit().unwrap());
        }
        let mut second = Parquet::kept(target(), &Settings::new()).unwrap();
        let count = 3000 + 2 * GROUP_ROWS + 1000;
        write(&mut second, 3000..count);
        second.finish().unwrap();
        parts.join().unwrap();
        let groups = groups(&parts.output);
        assert!(groups.len() == 4 && groups.iter().all(|&rows| rows <= 10_064), "{groups:?}");
        assert!(ids(&parts.output).into_iter().eq(0..count));
        fs::remove_dir_all(directory).unwrap();
    }
}
