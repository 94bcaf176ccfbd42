//! What a text speaks of: one recogniser for each sort of thing, then one nest of spans out of all of them.
//!
//! [`RECOGNISERS`] is the table. What they find is laid into one another by [`overlap`]; [`document`] then marks names that the
//! text repeats.

mod contact;
mod document;
mod overlap;
mod tagger;
mod work;

use std::fmt;
use std::sync::{Mutex, PoisonError};

use crate::article::{Mention, MentionKind, Value};
use crate::config::Guideline;
use crate::error::Error;
use crate::token::{Token, Tokenizer, Worker};
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

/// What recognisers look at.
struct Scene<'s> {
    text: &'s str,
    tokens: &'s [Token],
    guideline: Guideline,
    tagger: &'s Tagger,
}

/// Adds to the spans what it finds.
type Find = fn(&Scene<'_>, &mut TaggerBuffers, &mut Vec<Span>);

const RECOGNISERS: [Find; 3] = [
    |scene, buffers, out| scene.tagger.tag(scene.text, scene.tokens, scene.guideline, buffers, out),
    |scene, _, out| work::find(scene.text, out),
    |scene, _, out| contact::find(scene.text, out),
];

/// Finds mentions. Immutable, shared between threads.
pub(crate) struct Recogniser {
    tokenizer: Tokenizer,
    tagger: Tagger,
    /// As many as have been in use at one time: a thread that comes takes one, and gives it back.
    scratch: Mutex<Vec<Scratch>>,
}

/// What one thread works in.
struct Scratch {
    worker: Worker,
    tagger: TaggerBuffers,
    spans: Vec<Span>,
}

impl Recogniser {
    pub(crate) fn new() -> Result<Self, Error> {
        Ok(Self { tokenizer: Tokenizer::new()?, tagger: Tagger::new()?, scratch: Mutex::default() })
    }

    /// The mentions of a text, in order.
    pub(crate) fn mentions(&self, text: &str, guideline: Guideline) -> Vec<Mention> {
        // A panic on another thread leaves the buffers as good as before: every call begins by clearing its own.
        let pool = || self.scratch.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = pool().pop();
        let mut scratch =
            taken.unwrap_or_else(|| Scratch { worker: self.tokenizer.worker(), tagger: TaggerBuffers::default(), spans: Vec::new() });
        let mentions = self.find(text, guideline, &mut scratch);
        pool().push(scratch);
        mentions
    }

    fn find(&self, text: &str, guideline: Guideline, scratch: &mut Scratch) -> Vec<Mention> {
        let Scratch { worker, tagger: buffers, spans } = scratch;
        spans.clear();
        let tokens = worker.tokenize(text);
        let scene = Scene { text, tokens, guideline, tagger: &self.tagger };
        for find in RECOGNISERS {
            find(&scene, buffers, spans);
        }
        let mut nest = Nest::of(text, spans);
        document::repeat(text, tokens, &mut nest);
        nest.spans().into_iter().map(|span| mention(text, span)).collect()
    }
}

fn mention(text: &str, Span { start, end, kind }: Span) -> Mention {
    let words = &text[start..end];
    let value = (kind == MentionKind::Contact).then(|| Value::Contact(contact::value(words)));
    Mention { start, end, text: words.to_owned(), kind, entity: None, value }
}

impl fmt::Debug for Recogniser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recogniser").finish_non_exhaustive()
    }
}
