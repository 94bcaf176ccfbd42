//! Work on several threads whose results come in order.

use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// How many items for each worker are on their way, from being read to their result being taken.
const WINDOW: usize = 16;
/// The largest size of all of them. One that is larger by itself goes alone.
const ROOM: usize = 64 << 20;

/// The results of `work` in the order of the items. Whoever stops asking for results stops the threads.
///
/// Items are read on a thread of their own, and each is taken by the worker that is free first. The place of its result is handed on in the
/// order of the items, so that nothing has to be sorted. Their number and their `size` bound the memory.
pub(crate) fn in_order<T, R>(
    items: impl Iterator<Item = T> + Send + 'static,
    threads: usize,
    size: impl Fn(&T) -> usize + Send + 'static,
    work: impl Fn(T) -> R + Send + Sync + 'static,
) -> impl Iterator<Item = R>
where
    T: Send + 'static,
    R: Send + 'static,
{
    let work = Arc::new(work);
    let (queue, waiting) = sync_channel::<(T, SyncSender<R>)>(WINDOW * threads);
    let waiting = Arc::new(Mutex::new(waiting));
    for _ in 0..threads {
        let (waiting, work) = (Arc::clone(&waiting), Arc::clone(&work));
        let next = move || waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        thread::spawn(move || {
            while let Ok((item, result)) = next() {
                // Nobody asks for results any more.
                if result.send(work(item)).is_err() {
                    break;
                }
            }
        });
    }
    let (order, results) = sync_channel(WINDOW * threads);
    let (taken, room) = channel();
    let mut room = Room { used: 0, taken: room };
    thread::spawn(move || {
        for item in items {
            let size = size(&item);
            let (sender, result) = sync_channel(1);
            if !room.make(size) || order.send((size, result)).is_err() || queue.send((item, sender)).is_err() {
                break;
            }
        }
    });
    std::iter::from_fn(move || {
        let (size, result): (usize, Receiver<R>) = results.recv().ok()?;
        let result = result.recv().ok()?;
        // Without a reader there is nobody left who waits for room.
        let _ = taken.send(size);
        Some(result)
    })
}

/// What the reader knows of the items on their way.
struct Room {
    used: usize,
    /// The sizes of those whose results have been taken.
    taken: Receiver<usize>,
}

impl Room {
    /// Waits until there is room for an item; false if nobody takes results any more.
    fn make(&mut self, size: usize) -> bool {
        self.used -= self.taken.try_iter().sum::<usize>();
        while self.used > 0 && self.used + size > ROOM {
            match self.taken.recv() {
                Ok(taken) => self.used -= taken,
                Err(_) => return false,
            }
        }
        self.used += size;
        true
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::{ROOM, in_order};

    #[test]
    fn results_come_in_the_order_of_the_items() {
        for threads in [1, 2, 7] {
            let results: Vec<u64> = in_order(
                0..100,
                threads,
                |_| 1,
                |n: u64| {
                    std::thread::sleep(std::time::Duration::from_micros(n * 7919 % 100));
                    n * n
                },
            )
            .collect();
            assert_eq!(results, (0..100).map(|n| n * n).collect::<Vec<_>>());
        }
    }

    #[test]
    fn an_endless_input_can_be_left() {
        assert_eq!(in_order(0.., 2, |_| 1, |n: u64| n).take(100).last(), Some(99));
        assert_eq!(in_order(0.., 2, |_| ROOM, |n: u64| n).take(9).last(), Some(8));
    }

    #[test]
    fn who_is_free_takes_the_next_item() {
        let others = AtomicUsize::new(0);
        let results = in_order(
            0..11,
            2,
            |_| 1,
            move |n: u64| {
                if n > 0 {
                    others.fetch_add(1, Ordering::SeqCst);
                }
                while n == 0 && others.load(Ordering::SeqCst) < 10 {
                    std::thread::yield_now();
                }
                n
            },
        );
        assert_eq!(results.last(), Some(10));
    }

    #[test]
    fn large_items_wait_for_each_other() {
        let read = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&read);
        let items = (0..20).inspect(move |_| {
            counter.fetch_add(1, Ordering::SeqCst);
        });
        for (taken, _) in in_order(items, 4, |_| ROOM / 2, |n: u64| n).enumerate() {
            // Two on their way, one that was read and waits, and the one that has just been taken.
            assert!(read.load(Ordering::SeqCst) <= taken + 4);
        }
        assert_eq!(read.load(Ordering::SeqCst), 20);
    }
}
