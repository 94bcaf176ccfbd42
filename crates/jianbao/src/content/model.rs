//! The two linear models that judge lines, with weights trained by `cargo xtask train content`.

use std::sync::OnceLock;

use super::features::{COUNT, GROUPS};

/// Weights of the first and the second model.
#[derive(Debug)]
pub(crate) struct Model {
    pub(crate) first: Vec<f32>,
    pub(crate) second: Vec<f32>,
}

impl Model {
    pub(crate) fn empty() -> Self {
        Self { first: vec![0.0; COUNT], second: vec![0.0; COUNT] }
    }

    /// The log-odds that a line with these features is part of the article.
    pub(crate) fn score(weights: &[f32], features: &[u16]) -> f32 {
        features.iter().map(|&f| weights[f as usize]).sum()
    }
}

/// The models of pages with structure and of plain text.
#[derive(Debug)]
pub(crate) struct Models {
    pub(crate) structured: Model,
    pub(crate) plain: Model,
}

/// The committed models.
pub(crate) fn models() -> &'static Models {
    static MODELS: OnceLock<Models> = OnceLock::new();
    MODELS.get_or_init(|| read(jianbao_data::table(jianbao_data::CONTENT)))
}

/// Reads rows of model, group, bucket, weight.
fn read(rows: impl Iterator<Item = Vec<&'static str>>) -> Models {
    let mut models = Models { structured: Model::empty(), plain: Model::empty() };
    for row in rows {
        let [model, group, bucket, weight] = row.as_slice() else { continue };
        let weights = match *model {
            "structured1" => &mut models.structured.first,
            "structured2" => &mut models.structured.second,
            "plain1" => &mut models.plain.first,
            _ => &mut models.plain.second,
        };
        let Some(group) = GROUPS.iter().position(|(name, _)| name == group) else { continue };
        let base: usize = GROUPS[..group].iter().map(|(_, size)| size).sum();
        if let (Ok(bucket), Ok(weight)) = (bucket.parse::<usize>(), weight.parse()) {
            weights[base + bucket] = weight;
        }
    }
    models
}
