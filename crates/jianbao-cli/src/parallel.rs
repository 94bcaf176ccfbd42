//! Work on several threads whose results come in order.

use std::sync::Arc;
use std::sync::mpsc::sync_channel;
use std::thread;

/// How many items wait before a worker, and results behind it: this bounds the memory.
const WINDOW: usize = 8;

/// The results of `work` in the order of the items. Whoever stops asking for results stops the threads.
///
/// Items are dealt to the workers in turn and results are taken from them in turn, so that nothing has to be sorted.
pub(crate) fn in_order<T, R>(
    items: impl Iterator<Item = T> + Send + 'static,
    threads: usize,
    work: impl Fn(T) -> R + Send + Sync + 'static,
) -> impl Iterator<Item = R>
where
    T: Send + 'static,
    R: Send + 'static,
{
    let work = Arc::new(work);
    let (queues, results): (Vec<_>, Vec<_>) = (0..threads)
        .map(|_| {
            let (queue, items) = sync_channel(WINDOW);
            let (sender, results) = sync_channel(WINDOW);
            let work = Arc::clone(&work);
            thread::spawn(move || items.into_iter().all(|item| sender.send(work(item)).is_ok()));
            (queue, results)
        })
        .unzip();
    thread::spawn(move || items.zip(queues.iter().cycle()).all(|(item, queue)| queue.send(item).is_ok()));
    (0..threads).cycle().map_while(move |worker| results[worker].recv().ok())
}

#[cfg(test)]
mod tests {
    use super::in_order;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        for threads in [1, 2, 7] {
            let results: Vec<u64> = in_order(0..100, threads, |n: u64| {
                std::thread::sleep(std::time::Duration::from_micros(n * 7919 % 100));
                n * n
            })
            .collect();
            assert_eq!(results, (0..100).map(|n| n * n).collect::<Vec<_>>());
        }
    }

    #[test]
    fn an_endless_input_can_be_left() {
        assert_eq!(in_order(0.., 2, |n: u64| n).take(100).last(), Some(99));
    }
}
