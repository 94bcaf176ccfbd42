//! What a text speaks of: one recogniser for each sort of thing, then one nest of spans out of all of them.
//!
//! [`RECOGNISERS`] is the table. What they find is laid into one another by [`overlap`]; [`document`] then marks names that the
//! text repeats.

mod contact;
mod document;
mod doubt;
mod overlap;
mod place;
mod tagger;
mod work;

use std::fmt;
use std::sync::{Mutex, PoisonError};

use crate::article::{Mention, MentionKind, Value};
use crate::config::Guideline;
use crate::error::Error;
use crate::token::{Token, Tokenizer, Worker};
use crate::value::Found;
use crate::value::place::{Gazetteer, Hit, Place};
use crate::value::quantity::{self, Quantity};
use crate::value::time::{self, Prefer, Reference, Time};
use doubt::Doubt;
use overlap::Nest;
#[cfg(feature = "_inspect")]
pub use tagger::training;
use tagger::{Tagger, TaggerBuffers};

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

const RECOGNISERS: [Find; 6] = [
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
    |scene, _, out| work::find(scene.text, out),
    |scene, _, out| contact::find(scene.text, out),
    |scene, buffers, out| {
        if scene.is_ours() {
            time::find(scene.text, scene.tokens, scene.reading.reference, scene.reading.prefer, &mut buffers.times);
            lay_times(scene.text, &buffers.times, out);
        }
    },
    |scene, buffers, out| {
        if scene.is_ours() {
            quantity::find(scene.text, scene.tokens, &mut buffers.quantities);
        }
        out.extend(buffers.quantities.iter().map(|found| Span { start: found.start, end: found.end, kind: MentionKind::Quantity }));
    },
];

/// Finds mentions. Immutable, shared between threads.
pub(crate) struct Recogniser {
    tokenizer: Tokenizer,
    tagger: Tagger,
    gazetteer: Gazetteer,
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
    pub(crate) fn new() -> Result<Self, Error> {
        Ok(Self { tokenizer: Tokenizer::new()?, tagger: Tagger::new()?, gazetteer: Gazetteer::new()?, scratch: Mutex::default() })
    }

    /// The mentions of a text, in order.
    pub(crate) fn mentions(&self, text: &str, reading: Reading) -> Vec<Mention> {
        // A panic on another thread leaves the buffers as good as before: every call begins by clearing its own.
        let pool = || self.scratch.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = pool().pop();
        let mut scratch =
            taken.unwrap_or_else(|| Scratch { worker: self.tokenizer.worker(), buffers: Buffers::default(), spans: Vec::new() });
        let mentions = self.find(text, reading, &mut scratch);
        pool().push(scratch);
        mentions
    }

    fn find(&self, text: &str, reading: Reading, scratch: &mut Scratch) -> Vec<Mention> {
        let Scratch { worker, buffers, spans } = scratch;
        spans.clear();
        buffers.doubts.clear();
        buffers.times.clear();
        buffers.quantities.clear();
        let tokens = worker.tokenize(text);
        let scene = Scene { text, tokens, reading, tagger: &self.tagger, gazetteer: &self.gazetteer };
        for find in RECOGNISERS {
            find(&scene, buffers, spans);
        }
        spans.retain(|span| span.kind != MentionKind::Time || !is_quantity(*span, buffers));
        let mut nest = Nest::of(text, spans);
        document::repeat(text, tokens, &mut nest);
        let spans = nest.spans();
        buffers.places.clear();
        if reading.values {
            let places: Vec<(usize, usize)> =
                spans.iter().filter(|span| span.kind == MentionKind::Place).map(|span| (span.start, span.end)).collect();
            self.gazetteer.resolve(text, &places, &mut buffers.places);
        }
        let value = |span: Span| if reading.values { value(text, span, buffers) } else { None };
        spans.into_iter().map(|span| mention(text, span, value(span))).collect()
    }
}

fn mention(text: &str, Span { start, end, kind }: Span, value: Option<Value>) -> Mention {
    Mention { start, end, text: text[start..end].to_owned(), kind, entity: None, value }
}

fn value(text: &str, span: Span, buffers: &Buffers) -> Option<Value> {
    match span.kind {
        MentionKind::Contact => Some(Value::Contact(contact::value(&text[span.start..span.end]))),
        MentionKind::Time => value_at(&buffers.times, span).map(Value::Time),
        MentionKind::Place => value_at(&buffers.places, span).map(Value::Place),
        MentionKind::Quantity => value_at(&buffers.quantities, span).map(Value::Quantity),
        _ => None,
    }
}

/// Whether what was marked as a time is a quantity that no grammar knows as a time.
fn is_quantity(span: Span, buffers: &Buffers) -> bool {
    let has = |start: usize, end: usize| start <= span.start && span.end <= end;
    let at = buffers.quantities.partition_point(|found| found.end < span.end);
    let is_time = buffers.times.binary_search_by_key(&(span.start, span.end), |found| (found.start, found.end)).is_ok();
    !is_time && buffers.quantities.get(at).is_some_and(|found| has(found.start, found.end))
}

/// Adds the times that the grammar reads. Where the tagger sees one too the grammar knows its ends better, and 周一 is no person;
/// what the tagger alone takes for a time stays, without a value. A time in the name of an organization or a work is part of it.
fn lay_times(text: &str, times: &[Found<Time>], out: &mut Vec<Span>) {
    let at = |span: Span| times.get(times.partition_point(|time| time.end <= span.start)).filter(|time| time.start < span.end);
    out.retain(|&span| match span.kind {
        MentionKind::Time => at(span).is_none() && !time::is_adverb(&text[span.start..span.end]),
        MentionKind::Person => at(span).is_none_or(|time| (time.start, time.end) != (span.start, span.end)),
        _ => true,
    });
    let ends = |kind: MentionKind| {
        let mut spans: Vec<Span> = out.iter().filter(|span| span.kind == kind).copied().collect();
        spans.sort_unstable_by_key(|span| span.end);
        spans
    };
    let names = [ends(MentionKind::Organization), ends(MentionKind::Work)];
    // Spans of one kind do not stand inside each other.
    let is_part = |time: &Found<Time>| {
        names.iter().any(|names| names.get(names.partition_point(|name| name.end < time.end)).is_some_and(|name| name.start <= time.start))
    };
    out.extend(times.iter().filter(|time| !is_part(time)).map(|time| Span { start: time.start, end: time.end, kind: MentionKind::Time }));
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
