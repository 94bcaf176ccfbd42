//! What a text was found to say, on its way into a record.

use super::offsets::Offsets;
use super::{Affiliation, Annotation, Article, Entity, Mention, Quotation};

/// The members that [`Article`] and [`Annotation`] have in common. `None` where a stage was not asked for.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    pub(crate) mentions: Vec<Mention>,
    pub(crate) entities: Option<Vec<Entity>>,
    pub(crate) affiliations: Option<Vec<Affiliation>>,
    pub(crate) quotations: Option<Vec<Quotation>>,
}

impl Article {
    pub(crate) fn add(&mut self, findings: Findings) {
        let Findings { mentions, entities, affiliations, quotations } = findings;
        self.mentions = Some(mentions);
        self.entities = entities;
        self.affiliations = affiliations;
        self.quotations = quotations;
    }

    /// The offsets of its findings.
    pub(super) fn found_offsets(&mut self) -> Offsets<'_> {
        offsets(self.mentions.iter_mut().flatten(), &mut self.affiliations, &mut self.quotations)
    }
}

impl Annotation {
    /// The offsets of its findings.
    pub(super) fn found_offsets(&mut self) -> Offsets<'_> {
        offsets(self.mentions.iter_mut(), &mut self.affiliations, &mut self.quotations)
    }
}

fn offsets<'r>(
    mentions: impl Iterator<Item = &'r mut Mention>,
    affiliations: &'r mut Option<Vec<Affiliation>>,
    quotations: &'r mut Option<Vec<Quotation>>,
) -> Offsets<'r> {
    let mut offsets = Offsets::new();
    offsets.extend(mentions.flat_map(|mention| [&mut mention.start, &mut mention.end]));
    offsets.extend(affiliations.iter_mut().flatten().flat_map(|affiliation| [&mut affiliation.start, &mut affiliation.end]).flatten());
    for Quotation { start, end, cue, .. } in quotations.iter_mut().flatten() {
        offsets.extend([start, end]);
        offsets.extend(cue.iter_mut().flat_map(|cue| [&mut cue.start, &mut cue.end]));
    }
    offsets
}
