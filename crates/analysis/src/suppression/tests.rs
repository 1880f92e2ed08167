use super::primary::Rule;
use super::suppressed;
use super::table::{Group, Pair, Pattern, Table};

fn withheld(tables: &[Table], pairs: &[Pair], marked: &[Pattern], minimum: u64) -> Vec<Pattern> {
    suppressed(tables, pairs, marked, Rule { minimum })
}

fn group(base: u64) -> Group {
    Group {
        base,
        answers: vec![base],
        ..Group::default()
    }
}

fn answered(answers: &[u64]) -> Group {
    Group {
        base: answers.iter().sum(),
        answers: answers.to_vec(),
        ..Group::default()
    }
}

fn told(total: &[u64], groups: &[&[u64]]) -> Table {
    Table {
        total: answered(total),
        dimensions: vec![groups.iter().map(|answers| answered(answers)).collect()],
        told_apart: true,
        shares_rows: true,
    }
}

fn places(hidden: &[bool]) -> Vec<usize> {
    (0..hidden.len()).filter(|at| hidden[*at]).collect()
}

#[track_caller]
fn check(bases: &[u64], total: u64, expected: &[usize]) {
    let table = Table {
        total: group(total),
        dimensions: vec![bases.iter().map(|base| group(*base)).collect()],
        ..Table::default()
    };
    let hidden = withheld(&[table], &[], &[], 5);
    assert_eq!(places(&hidden[0][0]), expected, "{bases:?} of {total}");
}

#[test]
fn small_groups_are_withheld_and_empty_ones_are_not() {
    check(&[50, 40, 0], 90, &[]);
    check(&[50, 3, 4, 0], 57, &[1, 2]);
}

#[test]
fn small_groups_that_are_too_few_together_take_the_next_smallest_with_them() {
    check(&[50, 3, 20], 73, &[1, 2]);
    check(&[50, 1, 3, 20], 74, &[1, 2, 3]);
    check(&[50, 3, 2, 0], 55, &[0, 1, 2]);
}

#[test]
fn those_without_a_value_hide_a_single_small_group() {
    check(&[50, 3, 20], 83, &[1]);
    check(&[50, 3, 20], 75, &[1, 2]);
}

#[test]
fn those_without_a_value_are_a_small_group_too() {
    check(&[50, 40, 30], 122, &[2]);
    check(&[50, 40, 30], 126, &[]);
}

#[test]
fn groups_of_one_each_are_not_told_by_their_number() {
    check(&[1, 1, 1, 1, 1, 1, 30], 36, &[0, 1, 2, 3, 4, 5, 6]);
}

#[test]
fn a_group_with_a_small_complement_is_withheld() {
    check(&[97], 100, &[0]);
    check(&[97, 3], 100, &[0, 1]);
}

#[test]
fn with_a_small_total_everything_is_withheld() {
    check(&[4, 0], 4, &[0, 1]);
}

#[test]
fn a_minimum_of_one_withholds_nothing() {
    let table = told(&[4, 2], &[&[1, 0], &[3, 2]]);
    assert_eq!(withheld(&[table], &[], &[], 1), [vec![vec![false, false]]]);
}

#[test]
fn a_small_unanimous_group_is_withheld_and_a_large_one_is_not() {
    let table = told(&[20, 40], &[&[0, 9], &[5, 20], &[15, 11]]);
    let hidden = withheld(&[table], &[], &[], 5);
    assert_eq!(places(&hidden[0][0]), [0, 1]);
    let table = told(&[20, 41], &[&[0, 10], &[5, 20], &[15, 11]]);
    assert_eq!(places(&withheld(&[table], &[], &[], 5)[0][0]), [0usize; 0]);
}

#[test]
fn what_is_withheld_together_is_not_unanimous() {
    let table = told(&[18, 40], &[&[0, 3], &[0, 6], &[3, 20], &[15, 11]]);
    let hidden = withheld(&[table], &[], &[], 5);
    assert_eq!(places(&hidden[0][0]), [0, 1, 2]);
}

#[test]
fn figures_of_one_source_do_not_tell_on_each_other() {
    // Everybody answered both, but for two; the second would hide its last group.
    let first = told(&[40, 54], &[&[20, 30], &[1, 2], &[10, 10], &[9, 12]]);
    let mut second = told(&[40, 52], &[&[20, 30], &[1, 2], &[10, 10], &[9, 10]]);
    second.dimensions[0][3].missing[1] = 2;
    second.total.missing[1] = 2;
    let hidden = withheld(&[first, second], &[], &[], 5);
    assert_eq!(places(&hidden[0][0]), places(&hidden[1][0]));
    assert_eq!(hidden[0][0].iter().filter(|hidden| **hidden).count(), 2);
}

#[test]
fn a_follow_up_that_few_answer_hides_nothing_of_what_all_answer() {
    let all = told(&[60, 60], &[&[20, 20], &[20, 20], &[20, 20]]);
    let mut few = told(&[10, 13], &[&[1, 2], &[4, 6], &[5, 5]]);
    for (group, missing) in few.dimensions[0].iter_mut().zip([37, 30, 30]) {
        group.missing[0] = missing;
    }
    few.total.missing[0] = 97;
    let hidden = withheld(&[all, few], &[], &[], 5);
    assert_eq!(places(&hidden[0][0]), [0usize; 0]);
    assert_eq!(places(&hidden[1][0]), [0, 1]);
}

/// A table of two dimensions and their pair.
fn crossed(cells: &[&[u64]]) -> (Table, Vec<Pair>) {
    let rows = cells.iter().map(|row| group(row.iter().sum())).collect();
    let columns = (0..cells[0].len()).map(|at| group(cells.iter().map(|row| row[at]).sum()));
    let pair = Pair {
        dimension: 2,
        sides: [0, 1],
        values: (0..cells.len())
            .flat_map(|row| (0..cells[0].len()).map(move |column| Some([row, column])))
            .collect(),
    };
    let table = Table {
        total: group(cells.iter().flat_map(|row| row.iter()).sum()),
        dimensions: vec![
            rows,
            columns.collect(),
            cells
                .iter()
                .flat_map(|row| row.iter())
                .map(|n| group(*n))
                .collect(),
        ],
        ..Table::default()
    };
    (table, vec![pair])
}

#[test]
fn a_small_group_of_a_pair_takes_a_rectangle_with_it() {
    let (table, pairs) = crossed(&[&[3, 20, 30], &[25, 31, 40], &[26, 33, 50]]);
    let hidden = withheld(&[table], &pairs, &[], 5);
    assert_eq!(hidden[0][..2], [vec![false; 3], vec![false; 3]]);
    assert_eq!(places(&hidden[0][2]), [0, 1, 3, 4]);
}

#[test]
fn a_small_total_of_a_row_is_not_told_by_its_pairs() {
    let (table, pairs) = crossed(&[&[3, 0, 0], &[25, 31, 40], &[26, 33, 50]]);
    let hidden = withheld(&[table], &pairs, &[], 5);
    assert_eq!(places(&hidden[0][0]), [0, 1]);
    assert_eq!(places(&hidden[0][2]), [0, 3]);
}

/// Twenty figures of one period: 40 values in five dimensions and two pairs of 50, on a scale of eleven.
fn large(seed: u64) -> (Vec<Table>, Vec<Pair>) {
    const SIZES: [usize; 5] = [5, 10, 5, 10, 10];
    let mut state = seed;
    let mut below = move |limit: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) as usize) % limit
    };
    let pair = |dimension: usize, sides: [usize; 2]| Pair {
        dimension,
        sides,
        values: (0..SIZES[sides[0]])
            .flat_map(|a| (0..SIZES[sides[1]]).map(move |b| Some([a, b])))
            .collect(),
    };
    let pairs = vec![pair(5, [0, 1]), pair(6, [1, 2])];
    let empty = Group {
        answers: vec![0; 11],
        ..Group::default()
    };
    let table = Table {
        total: empty.clone(),
        dimensions: SIZES
            .iter()
            .copied()
            .chain([50, 50])
            .map(|n| vec![empty.clone(); n])
            .collect(),
        told_apart: true,
        shares_rows: true,
    };
    let mut tables = vec![table; 20];
    for _ in 0..2_000 {
        let mut places: Vec<usize> = SIZES
            .iter()
            .map(|size| {
                let most = below(*size);
                below(most + 1)
            })
            .collect();
        places.push(places[0] * SIZES[1] + places[1]);
        places.push(places[1] * SIZES[2] + places[2]);
        for table in &mut tables {
            let (answer, missing) = (below(11), below(20) == 0);
            let cells = table
                .dimensions
                .iter_mut()
                .zip(&places)
                .map(|(groups, place)| &mut groups[*place]);
            for group in cells.chain([&mut table.total]) {
                if missing {
                    group.missing[1] += 1;
                } else {
                    group.base += 1;
                    group.answers[answer] += 1;
                }
            }
        }
    }
    (tables, pairs)
}

#[test]
fn of_a_large_source_most_is_shown() {
    let (tables, pairs) = large(1);
    let hidden = withheld(&tables, &pairs, &[], 5);
    let all = |keep: &dyn Fn(&bool) -> bool| {
        hidden
            .iter()
            .flatten()
            .flatten()
            .filter(|hides| keep(hides))
            .count()
    };
    let (held, shown) = (all(&|hides| *hides), all(&|hides| !*hides));
    assert!(held > 100 && shown > held, "{held} withheld, {shown} shown");
}
