//! What extract and annotate share: documents in, records out in their order.

use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use anyhow::{Context, bail};
use serde_json::{Value, json};

use crate::args::{Inputs, Run, word};
use crate::failure::Failure;
use crate::input::{Document, Documents, Found, Rows};
use crate::output::{Layout, Output, Position, Record, Settings};
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

    /// All that changes records.
    fn settings(&self) -> Settings;

    /// The record of a document; what else there is to say of it goes into `notes`.
    fn record(&self, id: &Value, document: Document, notes: &mut Notes) -> Result<Record, Failure>;
}

struct Outcome {
    id: Value,
    notes: Notes,
    record: Result<Record, Failure>,
}

/// Works on all documents, one record or failure for each.
pub(crate) fn run<T: Task>(task: T, layout: Layout, inputs: &Inputs, run: &Run) -> anyhow::Result<Status> {
    let mut documents = Documents::new(&inputs.paths, T::ROWS, task.max_bytes());
    let output = Output::open(run, layout, &inputs.paths, &settings(&task, layout, inputs))?;
    if let Some(path) = &run.output {
        documents.leave_out(path);
        go_on(&mut documents, output.position(), task.max_bytes(), run).with_context(|| format!("--output {}", path.display()))?;
    }
    let threads = run.threads.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
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
    write(outcomes, output, layout, run, progress)
}

/// What an unfinished run must have had as well, to be gone on with.
fn settings(task: &impl Task, layout: Layout, inputs: &Inputs) -> Settings {
    let mut settings = task.settings();
    let input = |path: &std::path::PathBuf| match path.metadata() {
        Ok(metadata) if metadata.is_file() => format!("{} ({} bytes)", path.display(), metadata.len()),
        _ => path.display().to_string(),
    };
    settings.insert("version".into(), env!("CARGO_PKG_VERSION").into());
    settings.insert("format".into(), word(&layout.format).into());
    settings.insert("dedup".into(), layout.dedup.into());
    settings.insert("inputs".into(), json!(inputs.paths.iter().map(input).collect::<Vec<_>>()));
    settings
}

/// Leaves out the documents that are done.
fn go_on(documents: &mut Documents, done: Position, max_bytes: usize, run: &Run) -> anyhow::Result<()> {
    if done.documents == 0 {
        return Ok(());
    }
    if !run.quiet {
        // Without a stderr there is nobody to tell.
        let _ = writeln!(io::stderr(), "going on after {} documents that are done", done.documents);
    }
    let mut left_out = Position::default();
    for found in documents.by_ref().take(usize::try_from(done.documents)?) {
        left_out.documents += 1;
        left_out.ids.add(&found.open(max_bytes).0);
    }
    if (left_out.documents, left_out.ids) != (done.documents, done.ids) {
        bail!("the inputs have other documents than when the unfinished run began: begin anew with --restart");
    }
    Ok(())
}

fn write(
    outcomes: impl Iterator<Item = Outcome>,
    mut output: Output,
    layout: Layout,
    run: &Run,
    mut progress: Progress,
) -> anyhow::Result<Status> {
    let failed_before = output.position().failed > 0;
    let stopped = write_all(outcomes, &mut output, layout, run, &mut progress);
    let committed = output.committed();
    let ended = match stopped {
        Ok(true) => output.leave().map(|()| None),
        Ok(false) => output.finish(),
        Err(error) => Err(error),
    };
    let reprints = ended.with_context(|| match committed {
        Some(documents) => format!("cannot write the output; when that is mended, the same command goes on after {documents} documents"),
        None => "cannot write the output".to_owned(),
    })?;
    let status = progress.finish(reprints)?;
    Ok(if failed_before { Status::SomeFailed } else { status })
}

/// Whether it has stopped before the end.
fn write_all(
    outcomes: impl Iterator<Item = Outcome>,
    output: &mut Output,
    layout: Layout,
    run: &Run,
    progress: &mut Progress,
) -> io::Result<bool> {
    for Outcome { id, notes, record } in outcomes {
        match record {
            Ok(record) => {
                output.write(&id, Some(record), false)?;
                progress.done(&notes);
            }
            Err(failure) => {
                let name = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
                progress.failed(&name, &failure);
                if run.fail_fast {
                    // The same command goes on with this document, which may be mended by then.
                    output.commit()?;
                }
                output.write(&id, layout.of_records().format.failure(&id, &failure), true)?;
                if run.fail_fast {
                    return Ok(true);
                }
            }
        }
    }
    Ok(false)
}
