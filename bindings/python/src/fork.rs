//! Work and `fork`: a child process finds no lock held by a thread that it does not have.
//!
//! A fork waits until the documents that are being read are done, and new ones wait for the fork. So a child has all that its parent
//! had loaded, in order.

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread::sleep;
use std::time::Duration;

use pyo3::prelude::*;
use pyo3::types::PyDict;

static FORKS: AtomicUsize = AtomicUsize::new(0);
static AT_WORK: AtomicUsize = AtomicUsize::new(0);

const PAUSE: Duration = Duration::from_micros(200);

/// Pauses that work waits for a fork. A fork takes less; but a reader of Arrow's streams may hold the interpreter, for which the fork
/// in turn has to wait.
const PATIENCE: usize = 1000;

/// Says that a thread is at work, until it is dropped.
pub(crate) struct AtWork;

impl AtWork {
    pub(crate) fn begin() -> Self {
        AT_WORK.fetch_add(1, SeqCst);
        for _ in 0..PATIENCE {
            if FORKS.load(SeqCst) == 0 {
                break;
            }
            AT_WORK.fetch_sub(1, SeqCst);
            sleep(PAUSE);
            AT_WORK.fetch_add(1, SeqCst);
        }
        Self
    }
}

impl Drop for AtWork {
    fn drop(&mut self) {
        AT_WORK.fetch_sub(1, SeqCst);
    }
}

#[pyfunction]
fn before(py: Python<'_>) {
    FORKS.fetch_add(1, SeqCst);
    py.detach(|| {
        while AT_WORK.load(SeqCst) > 0 {
            sleep(PAUSE);
        }
    });
}

#[pyfunction]
fn after_in_parent() {
    FORKS.fetch_sub(1, SeqCst);
}

#[pyfunction]
fn after_in_child() {
    // The threads that were forking or at work are not here.
    FORKS.store(0, SeqCst);
    AT_WORK.store(0, SeqCst);
}

/// Has the interpreter call these around every fork, where there is one.
pub(crate) fn register(py: Python<'_>) -> PyResult<()> {
    let os = py.import("os")?;
    if !os.hasattr("register_at_fork")? {
        return Ok(());
    }
    let hooks = PyDict::new(py);
    hooks.set_item("before", wrap_pyfunction!(before, py)?)?;
    hooks.set_item("after_in_parent", wrap_pyfunction!(after_in_parent, py)?)?;
    hooks.set_item("after_in_child", wrap_pyfunction!(after_in_child, py)?)?;
    os.call_method("register_at_fork", (), Some(&hooks))?;
    Ok(())
}
