//! What extract and annotate share: documents in, records out in their order.

use std::io::{self, BufWriter, Write};
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use anyhow::Context;
use serde_json::Value;

use crate::args::{Format, Inputs, Run};
use crate::failure::Failure;
use crate::input::{Document, Documents, Found, Rows};
use crate::output::{self, Writer};
use crate::parallel::in_order;
use crate::progress::Progress;
use crate::summary::Notes;

/// How a run ended.
pub(crate) enum Status {
    Done,
    SomeFailed,
}

/// What is done to each document.
pub(crate) trait Task: Send + Sync + 'static {
    const ROWS: Rows;

    fn max_bytes(&self) -> usize;

    fn format(&self) -> Format;

    /// The record of a document; what else there is to say of it goes into `notes`.
    fn record(&self, id: &Value, document: Document, notes: &mut Notes) -> Result<String, Failure>;
}

struct Outcome {
    id: Value,
    notes: Notes,
    record: Result<String, Failure>,
}

/// Works on all documents, one record or failure for each.
pub(crate) fn run<T: Task>(task: T, inputs: &Inputs, run: &Run) -> anyhow::Result<Status> {
    let mut documents = Documents::new(&inputs.paths, T::ROWS, task.max_bytes());
    let out = output::open(run.output.as_deref(), &inputs.paths)?;
    if let Some(path) = &run.output {
        documents.leave_out(path);
    }
    let threads = run.threads.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let format = task.format();
    let progress = Progress::new(run, &inputs.paths, documents.tally())?;
    let outcomes = in_order(documents, threads, Found::size, move |found| {
        let (id, document) = found.open(task.max_bytes());
        let mut notes = Notes::default();
        let record = document.and_then(|document| {
            // One document in a million that breaks the library must not end the run.
            catch_unwind(AssertUnwindSafe(|| task.record(&id, document, &mut notes))).unwrap_or_else(|_| Err(Failure::panic()))
        });
        Outcome { id, notes, record }
    });
    let progress = write(outcomes, BufWriter::new(out), format, run, progress).context("cannot write the output")?;
    progress.finish()
}

fn write(
    outcomes: impl Iterator<Item = Outcome>,
    out: impl Write,
    format: Format,
    run: &Run,
    mut progress: Progress,
) -> io::Result<Progress> {
    let mut writer = Writer::new(out, format);
    for Outcome { id, notes, record } in outcomes {
        match record {
            Ok(record) => {
                writer.write(record)?;
                progress.done(&notes);
            }
            Err(failure) => {
                if let Some(record) = format.failure(&id, &failure) {
                    writer.write(record)?;
                }
                let name = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
                progress.failed(&name, &failure);
                if run.fail_fast {
                    break;
                }
            }
        }
    }
    writer.finish()?;
    Ok(progress)
}
