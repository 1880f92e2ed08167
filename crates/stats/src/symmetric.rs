//! Symmetric matrices: as much of linear algebra as correlations need.

/// A symmetric matrix; each pair of entries is held once.
#[derive(Clone, Debug, PartialEq)]
pub struct Symmetric {
    size: usize,
    /// The entries on and under the diagonal, row by row.
    lower: Vec<f64>,
}

impl Symmetric {
    /// A matrix with `size` rows whose entry in row `i` and column `j` ≤ `i` is `entry(i, j)`.
    pub fn from_fn(size: usize, entry: impl Fn(usize, usize) -> f64) -> Self {
        let lower = (0..size)
            .flat_map(|i| (0..=i).map(move |j| (i, j)))
            .map(|(i, j)| entry(i, j))
            .collect();
        Self { size, lower }
    }

    /// How many rows, and columns, it has.
    pub fn size(&self) -> usize {
        self.size
    }

    /// The entry in row `i` and column `j`, both counted from 0 and below the size.
    pub fn at(&self, i: usize, j: usize) -> f64 {
        let (row, column) = (i.max(j), i.min(j));
        self.lower[row * (row + 1) / 2 + column]
    }

    /// Adds `term(i, j)` to each entry.
    pub(crate) fn add(&mut self, term: impl Fn(usize, usize) -> f64) {
        let places = (0..self.size).flat_map(|i| (0..=i).map(move |j| (i, j)));
        for (entry, (i, j)) in self.lower.iter_mut().zip(places) {
            *entry += term(i, j);
        }
    }

    /// Eigenvalues and eigenvectors by Jacobi's rotations, row by row (Jacobi 1846; Golub and Van Loan
    /// 2013, 8.5).
    ///
    /// Only sums, products, quotients and square roots: the same bits on every machine.
    pub(crate) fn eigen(&self) -> Eigen {
        let size = self.size;
        let mut rest: Vec<Vec<f64>> = (0..size)
            .map(|i| (0..size).map(|j| self.at(i, j)).collect())
            .collect();
        let mut vectors: Vec<Vec<f64>> = (0..size)
            .map(|i| (0..size).map(|j| f64::from(u8::from(i == j))).collect())
            .collect();
        for _ in 0..MOST_SWEEPS {
            let mut rotated = false;
            for p in 0..size {
                for q in p + 1..size {
                    if let Some(rotation) = Rotation::that_clears(&rest, p, q) {
                        rotation.turn(&mut rest, &mut vectors);
                        rotated = true;
                    }
                }
            }
            if !rotated {
                break;
            }
        }
        Eigen {
            values: (0..size).map(|i| rest[i][i]).collect(),
            vectors,
        }
    }
}

/// Jacobi's method converges quadratically; matrices of a hundred rows take about ten sweeps.
const MOST_SWEEPS: usize = 60;

/// Entries this small, in parts of the diagonal entries of their row and column, count as 0.
const NOTHING: f64 = 1e-17;

/// The eigenvalues of a symmetric matrix and an eigenvector of length 1 for each, orthogonal to the rest.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Eigen {
    pub(crate) values: Vec<f64>,
    pub(crate) vectors: Vec<Vec<f64>>,
}

impl Eigen {
    /// The entry (`i`, `j`) of the matrix with the same vectors and `change` of each value.
    pub(crate) fn entry(&self, i: usize, j: usize, change: impl Fn(f64) -> f64) -> f64 {
        self.values
            .iter()
            .zip(&self.vectors)
            .map(|(&value, vector)| vector[i] * change(value) * vector[j])
            .sum()
    }
}

/// A turn in the plane of two axes.
struct Rotation {
    p: usize,
    q: usize,
    cosine: f64,
    sine: f64,
}

impl Rotation {
    /// The smaller turn that makes the entry (`p`, `q`) 0; `None` where it is.
    fn that_clears(matrix: &[Vec<f64>], p: usize, q: usize) -> Option<Self> {
        let (entry, first, second) = (matrix[p][q], matrix[p][p], matrix[q][q]);
        if entry.abs() <= NOTHING * first.abs().max(second.abs()) {
            return None;
        }
        let slope = (second - first) / (2.0 * entry);
        let tangent = slope.signum() / (slope.abs() + (slope * slope + 1.0).sqrt());
        let cosine = (tangent * tangent + 1.0).sqrt().recip();
        Some(Self {
            p,
            q,
            cosine,
            sine: tangent * cosine,
        })
    }

    fn turn(&self, matrix: &mut [Vec<f64>], vectors: &mut [Vec<f64>]) {
        for row in matrix.iter_mut() {
            (row[self.p], row[self.q]) = self.pair(row[self.p], row[self.q]);
        }
        self.turn_rows(matrix);
        self.turn_rows(vectors);
        (matrix[self.p][self.q], matrix[self.q][self.p]) = (0.0, 0.0);
    }

    fn turn_rows(&self, rows: &mut [Vec<f64>]) {
        // p comes before q.
        let (before, after) = rows.split_at_mut(self.q);
        for (first, second) in before[self.p].iter_mut().zip(&mut after[0]) {
            (*first, *second) = self.pair(*first, *second);
        }
    }

    fn pair(&self, first: f64, second: f64) -> (f64, f64) {
        (
            self.cosine * first - self.sine * second,
            self.sine * first + self.cosine * second,
        )
    }
}
