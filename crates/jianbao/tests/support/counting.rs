//! Counts what the allocator is asked for: the measure of work and memory in tests, since time is none on a shared machine.
//!
//! Counts are kept per thread, so tests that run side by side do not disturb each other.

// A global allocator can only be written with `unsafe`; every call is passed on to the system's as it came.
#![allow(unsafe_code)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// What a piece of work asked of the allocator.
#[derive(Debug, Clone, Copy)]
#[allow(dead_code)] // not every test looks at all of them
pub(crate) struct Used {
    /// Calls that gave memory out, or more of it.
    pub(crate) allocations: usize,
    /// Bytes given out in all. A buffer that grows counts anew with its whole length: growing may copy it.
    pub(crate) bytes: usize,
    /// The most that was held at one time beyond what was held before.
    pub(crate) peak: usize,
}

thread_local! {
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
    static BYTES: Cell<usize> = const { Cell::new(0) };
    // Signed: a thread may give back what another was given.
    static HELD: Cell<isize> = const { Cell::new(0) };
    static PEAK: Cell<isize> = const { Cell::new(0) };
}

/// Does some work and tells what it used on this thread.
pub(crate) fn used<T>(work: impl FnOnce() -> T) -> (T, Used) {
    let (allocations, bytes, held) = (ALLOCATIONS.get(), BYTES.get(), HELD.get());
    PEAK.set(held);
    let result = work();
    let peak = (PEAK.get() - held).cast_unsigned();
    (result, Used { allocations: ALLOCATIONS.get() - allocations, bytes: BYTES.get() - bytes, peak })
}

struct Counting;

#[global_allocator]
static COUNTING: Counting = Counting;

impl Counting {
    fn gave(bytes: usize) {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        BYTES.set(BYTES.get() + bytes);
        HELD.set(HELD.get() + bytes.cast_signed());
        PEAK.set(PEAK.get().max(HELD.get()));
    }

    fn took(bytes: usize) {
        HELD.set(HELD.get() - bytes.cast_signed());
    }
}

// SAFETY: all four pass their arguments on to the system's allocator and hand back its answer; counting does not allocate.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        Self::gave(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        Self::gave(layout.size());
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        // In this order: both may be there while one is copied to the other.
        Self::gave(new_size);
        Self::took(layout.size());
        unsafe { System.realloc(pointer, layout, new_size) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        Self::took(layout.size());
        unsafe { System.dealloc(pointer, layout) }
    }
}
