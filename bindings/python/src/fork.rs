//! Work and `fork`: a child process finds no lock held by a thread that it does not have.
//!
//! Work shares the guard, a fork takes it alone. So a fork waits until the documents that are being read are done, and a child has
//! all that its parent had loaded.

use std::cell::RefCell;
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use pyo3::prelude::*;
use pyo3::types::PyDict;

static AT_WORK: RwLock<()> = RwLock::new(());

thread_local! {
    static FORKING: RefCell<Option<RwLockWriteGuard<'static, ()>>> = const { RefCell::new(None) };
}

/// Says that this thread is at work until the guard is dropped; it must not be attached to the interpreter meanwhile.
pub(crate) fn at_work() -> RwLockReadGuard<'static, ()> {
    AT_WORK.read().unwrap_or_else(PoisonError::into_inner)
}

#[pyfunction]
fn before(py: Python<'_>) {
    py.detach(|| FORKING.set(Some(AT_WORK.write().unwrap_or_else(PoisonError::into_inner))));
}

#[pyfunction]
fn after() {
    FORKING.set(None);
}

/// Has the interpreter call both around every fork, where there is one.
pub(crate) fn register(py: Python<'_>) -> PyResult<()> {
    let os = py.import("os")?;
    if !os.hasattr("register_at_fork")? {
        return Ok(());
    }
    let hooks = PyDict::new(py);
    hooks.set_item("before", wrap_pyfunction!(before, py)?)?;
    hooks.set_item("after_in_parent", wrap_pyfunction!(after, py)?)?;
    hooks.set_item("after_in_child", wrap_pyfunction!(after, py)?)?;
    os.call_method("register_at_fork", (), Some(&hooks))?;
    Ok(())
}
