//! What training changes: tables whose rows are touched now and then, and matrices that every sentence touches.

use crate::random::Random;

/// Decay of the averages of gradients and of their squares (Adam: Kingma & Ba 2015).
const FIRST: f32 = 0.9;
const SECOND: f32 = 0.999;
const TINY: f32 = 1e-8;

/// Rows move by the root mean square of their own gradients only (RMSprop), and this much faster than matrices.
const ROW_RATE: f32 = 1.0;
/// A row's first gradients count as if they had been seen for a while, so that rare rows move little.
const ROW_FLOOR: f32 = 1e-6;

/// A table; a row of it is added where its number is seen.
#[derive(Clone)]
pub(super) struct Rows<const N: usize> {
    pub(super) values: Vec<[f32; N]>,
    gradients: Vec<[f32; N]>,
    squares: Vec<[f32; N]>,
    touched: Vec<u32>,
}

impl<const N: usize> Rows<N> {
    pub(super) fn new(rows: usize, spread: f32, random: &mut Random) -> Self {
        Self {
            values: (0..rows).map(|_| std::array::from_fn(|_| random.around(spread))).collect(),
            gradients: vec![[0.0; N]; rows],
            squares: vec![[TINY; N]; rows],
            touched: Vec::new(),
        }
    }

    pub(super) fn add(&self, row: usize, sums: &mut [f32; N]) {
        for (sum, value) in sums.iter_mut().zip(&self.values[row]) {
            *sum += value;
        }
    }

    pub(super) fn learn(&mut self, row: usize, gradient: &[f32; N]) {
        self.touched.push(row as u32);
        for (sum, part) in self.gradients[row].iter_mut().zip(gradient) {
            *sum += part;
        }
    }

    pub(super) fn step(&mut self, rate: f32) {
        self.touched.sort_unstable();
        self.touched.dedup();
        for row in self.touched.drain(..).map(|row| row as usize) {
            for lane in 0..N {
                let gradient = std::mem::take(&mut self.gradients[row][lane]);
                let square = &mut self.squares[row][lane];
                *square = SECOND * *square + (1.0 - SECOND) * gradient * gradient;
                self.values[row][lane] -= ROW_RATE * rate * gradient / (square.sqrt() + ROW_FLOOR);
            }
        }
    }
}

/// A matrix, row by row.
#[derive(Clone)]
pub(super) struct Dense {
    pub(super) values: Vec<f32>,
    pub(super) gradients: Vec<f32>,
    means: Vec<f32>,
    squares: Vec<f32>,
}

impl Dense {
    pub(super) fn new(count: usize, spread: f32, random: &mut Random) -> Self {
        let zeros = || vec![0.0; count];
        Self { values: (0..count).map(|_| random.around(spread)).collect(), gradients: zeros(), means: zeros(), squares: zeros() }
    }

    /// `step` counts from 1.
    pub(super) fn step(&mut self, rate: f32, step: i32) {
        let (first, second) = (1.0 - FIRST.powi(step), 1.0 - SECOND.powi(step));
        for (((value, gradient), mean), square) in
            self.values.iter_mut().zip(&mut self.gradients).zip(&mut self.means).zip(&mut self.squares)
        {
            let gradient = std::mem::take(gradient);
            *mean = FIRST * *mean + (1.0 - FIRST) * gradient;
            *square = SECOND * *square + (1.0 - SECOND) * gradient * gradient;
            *value -= rate * (*mean / first) / ((*square / second).sqrt() + TINY);
        }
    }

    /// Adds the product of a vector and the matrix.
    pub(super) fn multiply<const OUT: usize>(&self, vector: &[f32], sums: &mut [f32; OUT]) {
        let (rows, _) = self.values.as_chunks::<OUT>();
        for (&number, row) in vector.iter().zip(rows) {
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum += number * weight;
            }
        }
    }

    /// Learns from the gradient of a product, and adds that of the vector.
    pub(super) fn learn<const OUT: usize>(&mut self, vector: &[f32], gradient: &[f32; OUT], back: &mut [f32]) {
        let (rows, _) = self.values.as_chunks::<OUT>();
        let (gradients, _) = self.gradients.as_chunks_mut::<OUT>();
        for (((&number, back), row), sums) in vector.iter().zip(back).zip(rows).zip(gradients) {
            // Eight sums side by side: one would wait for itself.
            let mut parts = [0.0_f32; 8];
            for lane in 0..OUT {
                parts[lane % 8] += row[lane] * gradient[lane];
                sums[lane] += number * gradient[lane];
            }
            *back += parts.iter().sum::<f32>();
        }
    }
}
