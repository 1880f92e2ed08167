//! Small groups, decided from the bases alone and before anything is derived.
//!
//! A group under `minimum_base` is withheld, and so is one whose complement is that small. Where only one value
//! of a dimension would be withheld, it could be had back from the total and the others; the next smallest is
//! then withheld with it.

/// Which of the values of a dimension are withheld, from their bases and that of the total.
pub(crate) fn withheld(bases: &[u64], total: u64, minimum: u64) -> Vec<bool> {
    let small = |base: u64| base > 0 && base < minimum;
    let mut hidden: Vec<bool> = bases
        .iter()
        .map(|base| small(*base) || small(total - total.min(*base)))
        .collect();
    if small(total) {
        return bases.iter().map(|base| *base > 0).collect();
    }
    let elsewhere = total - total.min(bases.iter().sum());
    loop {
        let held = |hidden: &[bool]| {
            bases
                .iter()
                .zip(hidden)
                .filter(|(_, h)| **h)
                .map(|(base, _)| *base)
                .sum::<u64>()
        };
        let cells = hidden.iter().filter(|hidden| **hidden).count() + usize::from(elsewhere > 0);
        let enough = held(&hidden) + elsewhere >= minimum && cells >= 2;
        let none = !hidden.contains(&true);
        let next = (0..bases.len())
            .filter(|at| !hidden[*at] && bases[*at] > 0)
            .min_by_key(|at| (bases[*at], *at));
        match next {
            Some(at) if !none && !enough => hidden[at] = true,
            _ => return hidden,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bases: &[u64], total: u64, expected: &[usize]) {
        let found = withheld(bases, total, 5);
        let found: Vec<_> = (0..bases.len()).filter(|at| found[*at]).collect();
        assert_eq!(found, expected, "{bases:?} of {total}");
    }

    #[test]
    fn small_groups_are_withheld_and_empty_ones_are_not() {
        check(&[50, 40, 0], 90, &[]);
        check(&[50, 3, 2, 0], 55, &[1, 2]);
    }

    #[test]
    fn a_single_small_group_takes_the_next_smallest_with_it() {
        check(&[50, 3, 20], 73, &[1, 2]);
        check(&[50, 1, 3, 20], 74, &[1, 2, 3]);
    }

    #[test]
    fn those_without_a_value_hide_a_single_small_group() {
        check(&[50, 3, 20], 83, &[1]);
        check(&[50, 3, 20], 74, &[1, 2]);
    }

    #[test]
    fn a_group_with_a_small_complement_is_withheld() {
        check(&[97], 100, &[0]);
        check(&[97, 3], 100, &[0, 1]);
    }

    #[test]
    fn with_a_small_total_everything_is_withheld() {
        check(&[4, 0], 4, &[0]);
    }
}
