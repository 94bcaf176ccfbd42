//! The network in whole numbers, as the library reads it.

use std::fmt::Write as _;

use jianbao::inspect::tagger::{COARSE, CONTEXT, FINE, HIDDEN, SCORE, TOKEN, blob};

use super::network::{Layer, Network};
use super::parameters::Rows;
use super::sets::SETS;
use super::vocabulary::Vocabulary;

/// This share of a table's numbers may be cut off at 8 bits.
const CUT: f64 = 1e-4;

/// The blob of a network.
pub(super) fn export(network: &Network, vocabulary: &Vocabulary) -> Vec<u8> {
    let mut words = network.words.values.clone();
    for (row, class) in words.iter_mut().zip(&network.classes) {
        for (number, part) in row.iter_mut().zip(&network.clusters.values[usize::from(*class)]) {
            *number += part;
        }
    }
    let mut shifts = Vec::new();
    let mut tokens = Vec::new();
    table::<TOKEN>(&words, FINE, &mut shifts, &mut tokens);
    let tables: [&Rows<TOKEN>; 4] = [&network.tags, &network.lengths, &network.firsts, &network.lasts];
    for rows in tables {
        table(&rows.values, FINE, &mut shifts, &mut tokens);
    }
    let mut chars = Vec::new();
    for rows in network.near.iter().chain([&network.places]) {
        table::<HIDDEN>(&rows.values, COARSE, &mut shifts, &mut chars);
    }
    let mut layers = Vec::new();
    network.layers.iter().for_each(|layer| export_layer(layer, &mut layers));
    let mut hidden = Vec::new();
    numbers(&network.hidden.values, FINE, &mut hidden);

    let (mut guides, mut heads) = (String::new(), Vec::new());
    for (set, head) in SETS.iter().zip(&network.heads) {
        let Some(guideline) = set.guideline else { continue };
        let kinds: Vec<&str> = set.kinds().collect();
        let _ = writeln!(guides, "{}\t{}", guideline.name(), kinds.join(" "));
        numbers(&head.weights.values, FINE, &mut heads);
        numbers(&head.steps.values, SCORE, &mut heads);
        numbers(&head.inner_steps.values, SCORE, &mut heads);
    }
    blob(&[
        ("alphabet", vocabulary.alphabet.clone().into_bytes()),
        ("words", vocabulary.words.clone().into_bytes()),
        ("guides", guides.into_bytes()),
        ("shifts", shifts),
        ("tokens", tokens),
        ("chars", chars),
        ("layers", layers),
        ("hidden", hidden),
        ("heads", heads),
    ])
}

/// Adds a table in 8 bits, with the smallest shift that cuts off few of its numbers.
fn table<const N: usize>(rows: &[[f32; N]], places: u32, shifts: &mut Vec<u8>, bytes: &mut Vec<u8>) {
    let scaled = |number: f32, shift: u32| (number * f32::from(1_u16 << (places - shift))).round();
    let is_cut = |number: &&f32, shift: u32| scaled(**number, shift).abs() > f32::from(i8::MAX);
    let all = rows.len() * N;
    let shift = (0..8).find(|&shift| rows.iter().flatten().filter(|number| is_cut(number, shift)).count() as f64 <= CUT * all as f64);
    let shift = shift.unwrap_or(8);
    shifts.push(shift as u8);
    bytes.extend(rows.iter().flatten().map(|&number| (scaled(number, shift).clamp(-127.0, 127.0) as i8).cast_unsigned()));
}

/// Adds 16-bit numbers.
fn numbers(values: &[f32], places: u32, bytes: &mut Vec<u8>) {
    let scale = f32::from(1_u16 << places);
    bytes.extend(values.iter().flat_map(|value| ((value * scale).round() as i16).to_le_bytes()));
}

/// Rounding down takes half a unit from each product: the bias gives it back.
fn export_layer(layer: &Layer, bytes: &mut Vec<u8>) {
    numbers(&layer.weights.values, FINE, bytes);
    let lost = TOKEN as f32 / 2.0 / f32::from(1_u16 << COARSE);
    let mut bias = [lost; 2 * CONTEXT];
    bias[CONTEXT..].iter_mut().zip(&layer.bias.values).for_each(|(sum, bias)| *sum += bias);
    numbers(&bias, COARSE, bytes);
}
