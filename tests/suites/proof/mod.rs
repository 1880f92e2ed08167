//! Everything that the page *How far this report can be trusted* says, simulated: intervals that are to hold the truth,
//! words where nothing changed, changes that are to be found.
//!
//! Each simulation goes through the code that makes reports: [`answers`] through the functions of every metric, the others
//! through whole reports. Its seeds are fixed, so that the table has the same rows with any number of threads. A test compares
//! them with the table that comes with the program, and holds each to what is promised; `cargo xtask bless proof` writes
//! the table anew.

mod answers;
mod asked;
mod clusters;
mod courses;
mod desk;
mod drivers;
mod population;
mod survey;
mod wide;

use std::sync::{Mutex, PoisonError};

use cxpress_generator::proof::{self, Claim, What};
use cxpress_tests::chance::{Random, is_beyond, is_short};
use cxpress_tests::root;
use rayon::prelude::*;

/// Something simulated, without what came of it.
pub(super) fn claim(what: What, subject: &str) -> Claim {
    Claim {
        what,
        subject: subject.to_owned(),
        case: String::new(),
        answers: None,
        clusters: None,
        size: None,
        lasted: None,
        runs: 0,
        hits: 0,
        low: 0.0,
        high: 1.0,
    }
}

/// In how many of so many runs something holds, each with random numbers of its own.
fn hits(simulation: &str, runs: u64, holds: impl Fn(&mut Random) -> bool + Sync) -> u64 {
    let held = (0..runs)
        .into_par_iter()
        .filter(|run| holds(&mut Random::of_run(simulation, *run)));
    held.count() as u64
}

/// What is promised and not kept: more, or less, than chance explains, one-sided at 1 %.
fn broken(claims: &[Claim]) -> Vec<String> {
    let is_broken = |claim: &&Claim| {
        is_short(claim.hits, claim.runs, claim.low) || is_beyond(claim.hits, claim.runs, claim.high)
    };
    let said = |claim: &Claim| format!("promised and not kept, found {:.4}: {claim:?}", claim.share());
    claims.iter().filter(is_broken).map(said).collect()
}

/// One after the other: all tests write one table.
static TABLE: Mutex<()> = Mutex::new(());

/// Holds all that was simulated of some kinds to the table and to what is promised. Where the table is to be written anew,
/// the rows of these kinds are.
///
/// # Panics
/// If the table says otherwise, or a promise is not kept.
#[track_caller]
pub(super) fn hold(kinds: &[What], claims: &[Claim]) {
    assert!(claims.iter().all(|claim| kinds.contains(&claim.what)));
    assert!(
        kinds
            .iter()
            .all(|kind| claims.iter().any(|claim| claim.what == *kind)),
        "{kinds:?}"
    );
    let broken = broken(claims);
    assert!(
        broken.is_empty(),
        "{} of {}\n{}",
        broken.len(),
        claims.len(),
        broken.join("\n")
    );
    let _one = TABLE.lock().unwrap_or_else(PoisonError::into_inner);
    let path = root().join("crates/generator/proof.csv");
    let table = std::fs::read_to_string(&path).expect("the table");
    let (own, others): (Vec<Claim>, Vec<Claim>) = proof::read(&table)
        .expect("rows")
        .into_iter()
        .partition(|claim| kinds.contains(&claim.what));
    let found = proof::write(claims.to_vec()).expect("rows");
    if std::env::var_os("CXPRESS_BLESS").is_some() {
        let all = others.into_iter().chain(claims.iter().cloned()).collect();
        std::fs::write(&path, proof::write(all).expect("rows")).expect("the table is written");
        return;
    }
    let known = proof::write(own).expect("rows");
    let differs: Vec<String> = found
        .lines()
        .filter(|line| !known.lines().any(|known| known == *line))
        .map(|line| format!("found  {line}"))
        .chain(
            known
                .lines()
                .filter(|line| !found.lines().any(|found| found == *line))
                .map(|line| format!("stands {line}")),
        )
        .collect();
    assert!(
        differs.is_empty(),
        "the table of what simulations found says otherwise: run `cargo xtask bless proof`, and look at what changed\n{}",
        differs.join("\n")
    );
}

#[test]
fn promises_that_are_not_kept_are_found() {
    let of = |hits, low, high| Claim {
        runs: 1_000,
        hits,
        low,
        high,
        ..claim(What::Interval, "nps")
    };
    let kept = [
        of(930, 0.93, 1.0),
        of(915, 0.93, 1.0),
        of(25, 0.0, 0.025),
        of(1_000, 1.0, 1.0),
    ];
    assert_eq!(broken(&kept), [""; 0]);
    let not_kept = [
        of(905, 0.93, 1.0),
        of(40, 0.0, 0.025),
        of(999, 1.0, 1.0),
        of(990, 0.93, 0.97),
    ];
    assert_eq!(broken(&not_kept).len(), not_kept.len());
}

/// The same runs, whoever runs them.
#[test]
fn runs_do_not_depend_on_threads() {
    let count = || hits("a coin", 1_000, |random| random.unit() < 0.5);
    let pool = |threads| {
        rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("threads")
    };
    let [one, three] = [1, 3].map(|threads| pool(threads).install(count));
    assert_eq!(one, three);
    assert!((430..570).contains(&one), "{one}");
    assert_ne!(one, hits("another coin", 1_000, |random| random.unit() < 0.5));
}
