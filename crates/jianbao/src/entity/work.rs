//! Works and documents: a short title that stands for a longer one.

use super::{Group, Scene, forms, joined};
use crate::article::MentionKind;

/// Longer titles before a short one that are looked at: they bound the work.
const MOST_BEFORE: usize = 32;

/// Works with their short titles: 《关于加强防控的通知》 … 《通知》.
pub(super) fn group(scene: Scene<'_>) -> Vec<Group> {
    let forms = forms(scene.of(MentionKind::Work), |_, name| name.to_owned());
    let full: Vec<usize> = (0..forms.len())
        .map(|at| {
            let bare = |form: &str| form.trim_start_matches('《').trim_end_matches('》').to_owned();
            let short = bare(&forms[at].0);
            let is_full = |&longer: &usize| {
                let long = bare(&forms[longer].0);
                long.len() > short.len() && long.ends_with(&short) && !short.is_empty()
            };
            (0..at).rev().take(MOST_BEFORE).find(is_full).unwrap_or(at)
        })
        .collect();
    joined(forms, &full)
}
