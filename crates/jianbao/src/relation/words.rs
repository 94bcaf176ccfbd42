//! The tables of data/titles.tsv and data/speech.tsv.

use std::sync::OnceLock;

use crate::words::{Words, by_sort};

/// Posts and callings.
pub(crate) struct Titles {
    /// Held at a body.
    pub(crate) office: Words,
    /// Of these the posts in one body or another, which a text that leaves the body out has named.
    pub(crate) inner: Words,
    /// By trade or rank.
    pub(crate) calling: Words,
    /// Forms of address.
    pub(crate) honorific: Words,
    /// Words before a post that are no part of it.
    pub(crate) loose: Words,
}

pub(crate) fn titles() -> &'static Titles {
    static TITLES: OnceLock<Titles> = OnceLock::new();
    TITLES.get_or_init(|| {
        let [office, inner, calling, honorific, loose] =
            by_sort(jianbao_data::TITLES, ["office", "inner", "calling", "honorific", "loose"]);
        Titles { office, inner, calling, honorific, loose }
    })
}

/// Words that make a quotation of what stands beside them.
pub(super) struct Speech {
    /// Verbs that a clause may follow at once.
    pub(super) clause: Words,
    /// Verbs that a clause may follow at once, or an object.
    pub(super) mixed: Words,
    /// Verbs that need a comma or colon before it.
    pub(super) comma: Words,
    /// Verbs that count beside quotation marks only.
    pub(super) quote: Words,
    /// To whom something is told.
    pub(super) hearer: Words,
    /// Before a verb that nobody speaks.
    pub(super) aside: Words,
    /// Words after which a name does not speak.
    pub(super) toward: Words,
    /// Nouns of what is said.
    pub(super) voice: Words,
    /// Nouns of somebody's words.
    pub(super) saying: Words,
    /// Words that point back to who was named before.
    pub(super) follow: Words,
}

pub(super) fn speech() -> &'static Speech {
    static SPEECH: OnceLock<Speech> = OnceLock::new();
    SPEECH.get_or_init(|| {
        let sorts = ["clause", "mixed", "comma", "quote", "hearer", "aside", "toward", "voice", "saying", "follow"];
        let [clause, mixed, comma, quote, hearer, aside, toward, voice, saying, follow] = by_sort(jianbao_data::SPEECH, sorts);
        Speech { clause, mixed, comma, quote, hearer, aside, toward, voice, saying, follow }
    })
}
