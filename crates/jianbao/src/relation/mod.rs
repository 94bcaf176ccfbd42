//! What a text says of persons: posts that they hold, words that they said.
//!
//! Both are found on [`Phrase`]s, the groups of mentions that name one thing: 安次区民政局局长刘国胜.

mod affiliation;
mod phrase;
mod quotation;
mod words;

pub(crate) use words::titles;

use crate::article::{Affiliation, Article, Entity, EntityKind, Mention, Person, Quotation};
use crate::token::Token;
use crate::value::Confidence;

/// What relations are found in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scene<'s> {
    pub(crate) text: &'s str,
    pub(crate) tokens: &'s [Token],
    pub(crate) mentions: &'s [Mention],
    pub(crate) entities: &'s [Entity],
}

/// Who holds which post, and who said what.
pub(crate) fn find(scene: Scene<'_>) -> (Vec<Affiliation>, Vec<Quotation>) {
    let phrases = phrase::phrases(scene);
    let affiliations = affiliation::find(scene, &phrases);
    let quotations = quotation::find(scene, &phrases, &affiliations);
    (affiliations, quotations)
}

/// Adds the posts that the byline gives: who signs as 记者 or 通讯员, there or in the text, is that of the source.
pub(crate) fn credit(article: &mut Article) {
    let Article { entities: Some(entities), affiliations: Some(affiliations), authors, source, .. } = article else { return };
    let of_kind = |kind: EntityKind, name: &str| entities.iter().find(|entity| entity.kind == kind && entity.name == name);
    let organization = source.as_ref().and_then(|source| of_kind(EntityKind::Organization, source)).map(|entity| entity.id);
    for Person { role, entity, .. } in authors {
        let mut of_author = affiliations.iter_mut().filter(|known| known.person == *entity);
        // （记者 柳旭） in the text and a source beside it.
        let is_signed = |known: &&mut Affiliation| known.title.as_ref().is_some_and(|title| titles().calling.contains(title));
        if let Some(known) = of_author.find(is_signed) {
            if known.organization.is_none() {
                (known.organization, known.inferred) = (organization, organization.is_some());
            }
            continue;
        }
        if !titles().calling.contains(role) {
            continue;
        }
        affiliations.push(Affiliation {
            person: *entity,
            title: Some(role.clone()),
            organization,
            former: false,
            inferred: false,
            confidence: Confidence::of_hundredths(90),
            start: None,
            end: None,
        });
    }
}
