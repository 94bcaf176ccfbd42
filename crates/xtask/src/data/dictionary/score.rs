//! How well a dictionary cuts the development sets, as the evaluation kit counts (eval/seg.py): words with both ends right.

use std::borrow::Cow;
use std::collections::HashSet;

use anyhow::{Result, anyhow};
use jianbao::Tokenizer;
use jianbao::inspect::lattice::Keys;

use super::classes::Classes;
use super::corpus::{self, Sentence};
use crate::workspace::Workspace;

/// Word F1 on both sets as they are, and on the first with persons' names joined; share of right words there whose tag is right.
pub(super) fn scores(
    blob: Vec<u8>,
    workspace: &Workspace,
    keys: &Keys,
    classes: &Classes,
    surnames: &HashSet<String>,
) -> Result<Vec<(String, f64)>> {
    let tokenizer = Tokenizer::from_bytes(Cow::Owned(blob)).map_err(|error| anyhow!("{error}"))?;
    let seg = workspace.shared.join("data/seg");
    let tagged = corpus::people_daily(&seg.join("pd1998/dev.pos.txt"), keys, classes, surnames)?;
    let people_daily = corpus::plain(&seg.join("pd1998/dev.seg.txt"), keys)?;
    let sxu = corpus::plain(&seg.join("sxu/dev.seg.txt"), keys)?;
    Ok(vec![
        ("word_f1_pd1998".into(), f1(&tokenizer, &people_daily, classes).0),
        ("word_f1_sxu".into(), f1(&tokenizer, &sxu, classes).0),
        ("word_f1_pd1998_names_joined".into(), f1(&tokenizer, &tagged, classes).0),
        ("tag_accuracy_pd1998".into(), f1(&tokenizer, &tagged, classes).1),
    ])
}

fn f1(tokenizer: &Tokenizer, gold: &[Sentence], classes: &Classes) -> (f64, f64) {
    let mut worker = tokenizer.worker();
    let (mut hits, mut found, mut expected, mut tags) = (0, 0, 0, 0);
    for sentence in gold {
        let text: String = sentence.iter().map(|word| word.text.as_str()).collect();
        let tokens = worker.tokenize(&text);
        found += tokens.len();
        expected += sentence.len();
        let mut start = 0;
        let mut tokens = tokens.iter().peekable();
        for word in sentence {
            let end = start + word.text.len();
            while tokens.next_if(|token| token.start < start).is_some() {}
            if let Some(token) = tokens.peek()
                && (token.start, token.end) == (start, end)
            {
                hits += 1;
                tags += usize::from(
                    word.class.is_some_and(|class| classes.names[usize::from(class)].split('_').next() == Some(token.tag.name())),
                );
            }
            start = end;
        }
    }
    (2.0 * f64::from(hits) / (found + expected) as f64, tags as f64 / f64::from(hits))
}
