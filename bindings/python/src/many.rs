//! `extract_many`: pages in, articles out in the same order, on several threads.

use std::collections::VecDeque;
use std::num::NonZeroUsize;
use std::process;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use pyo3::exceptions::{PyRuntimeError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::PyIterator;

use crate::article::Article;
use crate::error::{ConfigError, Failure, JianbaoError};
use crate::input::{Page, wrong_type};

/// Pages that are read ahead for each thread: enough that none waits while the caller works, few enough to be held.
const AHEAD: usize = 4;

/// How many threads were asked for; as many as there are cores if nothing was said.
pub(crate) fn threads(threads: Option<&Bound<'_, PyAny>>) -> PyResult<usize> {
    let Some(threads) = threads else { return Ok(thread::available_parallelism().map_or(1, NonZeroUsize::get)) };
    let number: i64 = threads.extract().map_err(|_| wrong_type("threads", "int", threads))?;
    usize::try_from(number).ok().filter(|&number| number > 0).ok_or_else(|| ConfigError::new_err("threads: at least 1"))
}

type Outcome = Result<jianbao::Article, Failure>;

/// A result that is still to come, or an item that is no page.
enum Pending {
    Work(Mutex<Receiver<Outcome>>),
    Refused(PyErr),
}

/// Iterator over the articles of pages.
#[pyclass(module = "jianbao._jianbao")]
pub(crate) struct Articles {
    extractor: jianbao::Extractor,
    /// None after its end.
    items: Option<Py<PyIterator>>,
    /// What the iterable itself raised, after the pages before it.
    raised: Option<PyErr>,
    pending: VecDeque<Pending>,
    threads: usize,
    jobs: Option<Sender<(Page, SyncSender<Outcome>)>>,
    process: u32,
}

impl Articles {
    pub(crate) fn new(extractor: jianbao::Extractor, pages: &Bound<'_, PyAny>, threads: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        let is_page = pages.is_instance_of::<pyo3::types::PyString>() || pages.is_instance_of::<pyo3::types::PyBytes>();
        let items = if is_page { None } else { pages.try_iter().ok() };
        let items = items.ok_or_else(|| wrong_type("pages", "an iterable of pages", pages))?.unbind();
        let (threads, process) = (self::threads(threads)?, process::id());
        Ok(Self { extractor, items: Some(items), raised: None, pending: VecDeque::new(), threads, jobs: None, process })
    }

    /// Takes pages from the iterable and hands them to the threads, until enough are on their way.
    fn fill(&mut self, py: Python<'_>) {
        while self.pending.len() < AHEAD * self.threads {
            let Some(items) = &self.items else { return };
            let pending = match items.bind(py).clone().next() {
                Some(Ok(item)) => match Page::from_item(&item, self.extractor.config().max_bytes) {
                    Ok(page) => self.start(page),
                    Err(error) => Pending::Refused(error),
                },
                end => {
                    self.raised = end.and_then(Result::err);
                    self.items = None;
                    return;
                }
            };
            self.pending.push_back(pending);
        }
    }

    fn start(&mut self, page: Page) -> Pending {
        let (sender, receiver) = sync_channel(1);
        let jobs = self.jobs.get_or_insert_with(|| spawn(&self.extractor, self.threads));
        // The threads end after the sender of their jobs, which is held here.
        let _ = jobs.send((page, sender));
        Pending::Work(Mutex::new(receiver))
    }

    /// The article of the next page, or the exception that stands for it.
    fn outcome(&mut self, py: Python<'_>) -> PyResult<Option<Result<Article, PyErr>>> {
        if self.threads == 1 {
            // Nothing is read ahead, and no thread is started.
            let Some(items) = &self.items else { return Ok(None) };
            let Some(item) = items.bind(py).clone().next().transpose()? else {
                self.items = None;
                return Ok(None);
            };
            let extractor = &self.extractor;
            let page = Page::from_item(&item, extractor.config().max_bytes);
            return Ok(Some(page.and_then(|page| Ok(py.detach(|| page.extract(extractor))?.into()))));
        }
        if self.process != process::id() {
            return Err(PyRuntimeError::new_err("extract_many: the threads of this iterator are in another process"));
        }
        self.fill(py);
        match self.pending.pop_front() {
            Some(Pending::Refused(error)) => Ok(Some(Err(error))),
            Some(Pending::Work(receiver)) => {
                let outcome = py.detach(|| receiver.into_inner().unwrap_or_else(PoisonError::into_inner).recv());
                let outcome = outcome.map_err(|_| JianbaoError::new_err("a thread of extract_many has ended"))?;
                Ok(Some(outcome.map(Article::from).map_err(PyErr::from)))
            }
            None => self.raised.take().map_or(Ok(None), Err),
        }
    }
}

/// Threads that work on pages until there are no more.
fn spawn(extractor: &jianbao::Extractor, threads: usize) -> Sender<(Page, SyncSender<Outcome>)> {
    let (sender, jobs) = channel::<(Page, SyncSender<Outcome>)>();
    let jobs = Arc::new(Mutex::new(jobs));
    for _ in 0..threads {
        let (extractor, jobs) = (extractor.clone(), Arc::clone(&jobs));
        thread::spawn(move || {
            let next = || jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
            while let Ok((page, sender)) = next() {
                // Whoever asked may have gone.
                let _ = sender.send(page.extract(&extractor));
            }
        });
    }
    sender
}

#[pymethods]
impl Articles {
    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    fn __next__<'py>(&mut self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let Some(outcome) = self.outcome(py)? else { return Ok(None) };
        match outcome {
            Ok(article) => Ok(Some(Bound::new(py, article)?.into_any())),
            // What is wrong with one page is a result; what is wrong beside the pages is raised.
            Err(error) if error.is_instance_of::<JianbaoError>(py) || error.is_instance_of::<PyTypeError>(py) => {
                Ok(Some(error.into_value(py).into_bound(py).into_any()))
            }
            Err(error) => Err(error),
        }
    }
}
