//! Logistic regression over sparse binary features, by AdaGrad (Duchi, Hazan, Singer 2011) with L2 and a fixed order.

/// A line: its features, whether it is wanted, how much it counts.
pub(crate) struct Sample {
    pub(crate) features: Vec<u16>,
    pub(crate) wanted: bool,
    pub(crate) weight: f32,
}

const RATE: f32 = 0.3;
const EPOCHS: usize = 40;

/// Trains weights for `count` features. The order of samples is shuffled by a fixed linear congruential generator.
pub(crate) fn train(samples: &[Sample], count: usize, l2: f32) -> Vec<f32> {
    let mut weights = vec![0.0f32; count];
    let mut squares = vec![1e-6f32; count];
    let mut order: Vec<usize> = (0..samples.len()).collect();
    let mut state = 0x2545_f491_4f6c_dd1du64;
    for _ in 0..EPOCHS {
        for i in (1..order.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(i, (state >> 33) as usize % (i + 1));
        }
        for &i in &order {
            let sample = &samples[i];
            let score: f32 = sample.features.iter().map(|&f| weights[f as usize]).sum();
            let probability = 1.0 / (1.0 + (-score).exp());
            let error = sample.weight * (probability - f32::from(u8::from(sample.wanted)));
            for &feature in &sample.features {
                let feature = feature as usize;
                let gradient = error + l2 * weights[feature];
                squares[feature] += gradient * gradient;
                weights[feature] -= RATE * gradient / squares[feature].sqrt();
            }
        }
    }
    weights
}

pub(crate) fn score(weights: &[f32], features: &[u16]) -> f32 {
    features.iter().map(|&f| weights[f as usize]).sum()
}
