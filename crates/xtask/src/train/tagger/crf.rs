//! A linear-chain conditional random field (Lafferty, McCallum & Pereira 2001): expectations by forward and backward sums, each
//! place scaled to 1.

/// Which labels can begin and end a path and follow one another.
pub(super) struct Shape<const N: usize> {
    pub(super) begins: [bool; N],
    pub(super) ends: [bool; N],
    pub(super) follows: [[bool; N]; N],
}

/// What a path expects at each place and of each step.
pub(super) struct Expected<const N: usize> {
    pub(super) nodes: Vec<[f32; N]>,
    pub(super) steps: [[f32; N]; N],
}

/// Sums smaller than this are taken for it.
const LEAST: f32 = 1e-30;

impl<const N: usize> Shape<N> {
    pub(super) fn new(is_open: impl Fn(usize) -> bool, goes_on: impl Fn(usize) -> bool, follows: impl Fn(usize, usize) -> bool) -> Self {
        Self {
            begins: std::array::from_fn(|label| !goes_on(label)),
            ends: std::array::from_fn(|label| !is_open(label)),
            follows: std::array::from_fn(|before| std::array::from_fn(|label| follows(before, label))),
        }
    }

    /// Expectations under scores, where `admits` has a bit for each label that a path may have.
    pub(super) fn expect(&self, scores: &[[f32; N]], steps: &[[f32; N]; N], admits: u32) -> Expected<N> {
        let allowed = |label: usize| admits >> label & 1 == 1;
        let weights: [[f32; N]; N] = std::array::from_fn(|before| {
            std::array::from_fn(|label| if self.follows[before][label] { steps[before][label].exp() } else { 0.0 })
        });
        let potentials: Vec<[f32; N]> = scores
            .iter()
            .map(|scores| {
                let most = (0..N).filter(|&label| allowed(label)).map(|label| scores[label]).fold(f32::MIN, f32::max);
                std::array::from_fn(|label| if allowed(label) { (scores[label] - most).exp() } else { 0.0 })
            })
            .collect();
        let last = scores.len().saturating_sub(1);
        let mut ahead: Vec<[f32; N]> = Vec::with_capacity(scores.len());
        for (at, potential) in potentials.iter().enumerate() {
            let mut sums = [0.0; N];
            match ahead.last() {
                None => sums = std::array::from_fn(|label| if self.begins[label] { potential[label] } else { 0.0 }),
                Some(before) => {
                    for (&before, weights) in before.iter().zip(&weights) {
                        if before > 0.0 {
                            sums = std::array::from_fn(|label| sums[label] + before * weights[label]);
                        }
                    }
                    sums = std::array::from_fn(|label| sums[label] * potential[label]);
                }
            }
            if at == last {
                sums = std::array::from_fn(|label| if self.ends[label] { sums[label] } else { 0.0 });
            }
            let total = sums.iter().sum::<f32>().max(LEAST);
            ahead.push(sums.map(|sum| sum / total));
        }
        let mut nodes = vec![[0.0; N]; scores.len()];
        let mut expected = [[0.0; N]; N];
        let mut behind: [f32; N] = self.ends.map(|ends| f32::from(u8::from(ends)));
        for at in (0..scores.len()).rev() {
            let node: [f32; N] = std::array::from_fn(|label| ahead[at][label] * behind[label]);
            let total = node.iter().sum::<f32>().max(LEAST);
            nodes[at] = node.map(|share| share / total);
            let Some(before) = at.checked_sub(1) else { break };
            let reach: [f32; N] = std::array::from_fn(|label| potentials[at][label] * behind[label]);
            let sums: [f32; N] = std::array::from_fn(|from| weights[from].iter().zip(&reach).map(|(weight, reach)| weight * reach).sum());
            let total = ahead[before].iter().zip(&sums).map(|(ahead, sum)| ahead * sum).sum::<f32>().max(LEAST);
            for from in 0..N {
                let share = ahead[before][from] / total;
                if share > 0.0 {
                    expected[from] = std::array::from_fn(|label| expected[from][label] + share * weights[from][label] * reach[label]);
                }
            }
            let most = sums.iter().copied().fold(LEAST, f32::max);
            behind = sums.map(|sum| sum / most);
        }
        Expected { nodes, steps: expected }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expectations_are_those_of_all_paths() {
        let shape = Shape::<3>::new(|label| label == 1, |label| label == 2, |before, label| (before == 1) == (label == 2));
        let scores = [[0.3, -0.5, 0.2], [1.0, 0.4, -0.1], [0.0, 0.7, 0.9]];
        let steps = [[0.1, -0.2, 0.0], [0.0, 0.0, 0.5], [-0.3, 0.2, 0.0]];
        let (mut total, mut nodes, mut pairs) = (0.0_f64, [[0.0_f64; 3]; 3], [[0.0_f64; 3]; 3]);
        for code in 0..27 {
            let path = [code / 9, code / 3 % 3, code % 3];
            let is_path = shape.begins[path[0]] && shape.ends[path[2]] && path.windows(2).all(|pair| shape.follows[pair[0]][pair[1]]);
            if !is_path {
                continue;
            }
            let sum: f32 = (0..3).map(|at| scores[at][path[at]]).sum::<f32>() + path.windows(2).map(|p| steps[p[0]][p[1]]).sum::<f32>();
            let weight = f64::from(sum).exp();
            total += weight;
            (0..3).for_each(|at| nodes[at][path[at]] += weight);
            path.windows(2).for_each(|pair| pairs[pair[0]][pair[1]] += weight);
        }
        let expected = shape.expect(&scores, &steps, 0b111);
        for a in 0..3 {
            for b in 0..3 {
                assert!((f64::from(expected.nodes[a][b]) - nodes[a][b] / total).abs() < 1e-5);
                assert!((f64::from(expected.steps[a][b]) - pairs[a][b] / total).abs() < 1e-5);
            }
        }
    }
}
