//! Many tests at once.

/// p values adjusted for the false discovery rate (Benjamini and Hochberg 1995), in the order given.
///
/// Testing the adjusted values at α keeps the expected share of false words among the words at α. Each
/// is at least its raw value and at most 1; an empty list gives an empty one.
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    let mut largest_first: Vec<usize> = (0..p.len()).collect();
    largest_first.sort_by(|&a, &b| p[b].total_cmp(&p[a]));

    let mut adjusted = vec![1.0; p.len()];
    let mut smallest = 1.0_f64;
    for (above, &index) in largest_first.iter().enumerate() {
        let rank = p.len() - above;
        smallest = smallest.min(p[index] * (p.len() as f64 / rank as f64));
        adjusted[index] = smallest;
    }
    adjusted
}
