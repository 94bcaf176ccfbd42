//! What a text speaks of: one recogniser for each sort of thing, then one nest of spans out of all of them.
//!
//! [`RECOGNISERS`] is the table. What they find is laid into one another by [`overlap`]; [`document`] then marks names that the
//! text repeats.

mod contact;
mod document;
mod doubt;
mod near;
mod organization;
mod overlap;
mod place;
mod quantity;
mod tagger;
mod time;
mod title;
mod work;

use std::fmt;
use std::sync::{Mutex, PoisonError};

use crate::article::{Mention, MentionKind, Value};
use crate::config::Guideline;
use crate::data::Data;
use crate::token::{Token, Worker};
use crate::value::place::{Gazetteer, Hit, Place};
use crate::value::quantity::Quantity;
use crate::value::time::{Prefer, Reference, Time};
use crate::value::{self, Found};
use doubt::Doubt;
use overlap::Nest;
pub(crate) use tagger::Tagger;
use tagger::TaggerBuffers;
#[cfg(feature = "_inspect")]
pub use tagger::training;

/// What a recogniser finds. Offsets are bytes of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) kind: MentionKind,
}

/// How a text is to be read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reading {
    pub(crate) guideline: Guideline,
    pub(crate) reference: Option<Reference>,
    pub(crate) prefer: Prefer,
    /// Whether mentions get values.
    pub(crate) values: bool,
}

/// What recognisers look at.
struct Scene<'s> {
    text: &'s str,
    tokens: &'s [Token],
    reading: Reading,
    tagger: &'s Tagger,
    gazetteer: &'s Gazetteer,
}

impl Scene<'_> {
    /// Other guidelines are there to be compared by: what they mark is what the tagger marks.
    fn is_ours(&self) -> bool {
        self.reading.guideline == Guideline::News
    }
}

/// Adds to the spans what it finds.
type Find = fn(&Scene<'_>, &mut Buffers, &mut Vec<Span>);

const RECOGNISERS: [Find; 7] = [
    |scene, buffers, out| {
        let Buffers { tagger, doubts, .. } = buffers;
        if scene.is_ours() {
            doubt::find(scene.text, scene.tokens, doubts);
        }
        scene.tagger.tag(scene.text, scene.tokens, scene.reading.guideline, doubts, tagger, out);
        doubt::settle(scene.text, doubts, out);
    },
    |scene, buffers, out| {
        if scene.is_ours() {
            place::find(scene.text, scene.tokens, scene.gazetteer, &mut buffers.hits, out);
        }
    },
    |scene, _, out| {
        if scene.is_ours() {
            title::find(scene.text, scene.tokens, out);
            organization::find(scene.text, scene.tokens, out);
        }
    },
    |scene, _, out| work::find(scene.text, out),
    |scene, _, out| contact::find(scene.text, out),
    |scene, buffers, out| {
        if scene.is_ours() {
            value::time::find(scene.text, scene.tokens, scene.reading.reference, scene.reading.prefer, &mut buffers.times);
            time::lay(scene.text, &buffers.times, out);
        }
    },
    |scene, buffers, out| {
        if scene.is_ours() {
            value::quantity::find(scene.text, scene.tokens, &mut buffers.quantities);
            quantity::lay(&buffers.quantities, &buffers.times, out);
        }
    },
];

/// Finds mentions. Immutable, shared between threads.
pub(crate) struct Recogniser {
    data: Data,
    /// As many as have been in use at one time: a thread that comes takes one, and gives it back.
    scratch: Mutex<Vec<Scratch>>,
}

/// What one thread works in.
struct Scratch {
    worker: Worker,
    buffers: Buffers,
    spans: Vec<Span>,
}

/// What recognisers work in, and the values of what they found.
#[derive(Default)]
struct Buffers {
    tagger: TaggerBuffers,
    doubts: Vec<Doubt>,
    hits: Vec<Hit>,
    times: Vec<Found<Time>>,
    quantities: Vec<Found<Quantity>>,
    places: Vec<Found<Place>>,
}

impl Recogniser {
    pub(crate) fn new(data: Data) -> Self {
        Self { data, scratch: Mutex::default() }
    }

    /// Finds the mentions of a text, in order, and hands them on with the tokens.
    pub(crate) fn read<T>(&self, text: &str, reading: Reading, hand_on: impl FnOnce(&[Token], Vec<Mention>) -> T) -> T {
        // A panic on another thread leaves the buffers as good as before: every call begins by clearing its own.
        let pool = || self.scratch.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = pool().pop();
        let mut scratch =
            taken.unwrap_or_else(|| Scratch { worker: self.data.tokenizer.worker(), buffers: Buffers::default(), spans: Vec::new() });
        let mentions = self.find(text, reading, &mut scratch);
        let handed = hand_on(scratch.worker.tokens(), mentions);
        pool().push(scratch);
        handed
    }

    fn find(&self, text: &str, reading: Reading, scratch: &mut Scratch) -> Vec<Mention> {
        let Scratch { worker, buffers, spans } = scratch;
        spans.clear();
        buffers.doubts.clear();
        buffers.times.clear();
        buffers.quantities.clear();
        let tokens = worker.tokenize(text);
        let scene = Scene { text, tokens, reading, tagger: &self.data.tagger, gazetteer: &self.data.gazetteer };
        for find in RECOGNISERS {
            find(&scene, buffers, spans);
        }
        let mut nest = Nest::of(text, spans);
        document::repeat(text, tokens, &mut nest);
        let spans = nest.spans();
        buffers.places.clear();
        if reading.values {
            let places: Vec<(usize, usize)> =
                spans.iter().filter(|span| span.kind == MentionKind::Place).map(|span| (span.start, span.end)).collect();
            self.data.gazetteer.resolve(text, &places, &mut buffers.places);
        }
        let value = |span: Span| if reading.values { value_of(text, span, buffers) } else { None };
        spans.into_iter().map(|span| mention(text, span, value(span))).collect()
    }
}

fn mention(text: &str, Span { start, end, kind }: Span, value: Option<Value>) -> Mention {
    Mention { start, end, text: text[start..end].to_owned(), kind, entity: None, value }
}

fn value_of(text: &str, span: Span, buffers: &Buffers) -> Option<Value> {
    match span.kind {
        MentionKind::Contact => Some(Value::Contact(contact::value(&text[span.start..span.end]))),
        MentionKind::Time => value_at(&buffers.times, span).map(Value::Time),
        MentionKind::Place => value_at(&buffers.places, span).map(Value::Place),
        MentionKind::Quantity => value_at(&buffers.quantities, span).map(Value::Quantity),
        _ => None,
    }
}

/// What a recogniser of values, which finds in order, says of a span.
fn value_at<V: Clone>(found: &[Found<V>], span: Span) -> Option<V> {
    let at = found.binary_search_by_key(&(span.start, span.end), |found| (found.start, found.end)).ok()?;
    found[at].value.clone()
}

impl fmt::Debug for Recogniser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recogniser").finish_non_exhaustive()
    }
}
