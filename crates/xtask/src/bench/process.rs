//! Processes that measure themselves: the seconds they took, the memory they needed, and what they counted.

use std::fs;
use std::process::{Command, Stdio};
use std::time::Instant;

use super::Failure;

/// What a process says of itself, on one line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Measured {
    pub(super) seconds: f64,
    /// The peak of its memory in MB.
    pub(super) peak: f64,
    /// What it counted, to be checked.
    pub(super) counts: Vec<u64>,
}

impl Measured {
    /// Does a piece of work in this process.
    pub(super) fn of(work: impl FnOnce() -> Result<Vec<u64>, Failure>) -> Result<Self, Failure> {
        let start = Instant::now();
        let counts = work()?;
        let seconds = start.elapsed().as_secs_f64();
        let peak = peak();
        Ok(Self {
            seconds,
            peak,
            counts,
        })
    }

    /// The line that [`measured`] understands.
    pub(super) fn said(&self) -> String {
        let counts: String = self.counts.iter().map(|count| format!(" {count}")).collect();
        format!("{:.4} {:.1}{counts}", self.seconds, self.peak)
    }

    fn heard(text: &str) -> Option<Self> {
        let mut words = text.split_whitespace();
        Some(Self {
            seconds: words.next()?.parse().ok()?,
            peak: words.next()?.parse().ok()?,
            counts: words.map(|word| word.parse().ok()).collect::<Option<_>>()?,
        })
    }
}

/// Runs a command that measures itself.
pub(super) fn measured(command: &mut Command) -> Result<Measured, Failure> {
    let output = command.output()?;
    let heard = Measured::heard(&String::from_utf8_lossy(&output.stdout));
    heard.filter(|_| output.status.success()).ok_or_else(|| {
        let [said, why] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes));
        let status = output.status;
        format!(
            "a measurement failed ({status}): {}{}",
            said.trim_end(),
            why.trim_end()
        )
        .into()
    })
}

/// This program, with other arguments.
pub(super) fn itself() -> Result<Command, Failure> {
    Ok(Command::new(std::env::current_exe()?))
}

/// Runs the same command compiled for speed, which is what users have.
pub(super) fn again_optimised() -> Result<String, Failure> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .args(["run", "--quiet", "--release", "--package", "xtask", "--"])
        .args(std::env::args_os().skip(1));
    let output = command.stderr(Stdio::inherit()).output()?;
    let text = String::from_utf8_lossy(&output.stdout).trim_end().to_owned();
    if output.status.success() {
        Ok(text)
    } else {
        Err("the benchmark failed".into())
    }
}

/// Sets the most threads that this process may use.
pub(super) fn use_threads(threads: usize) -> Result<(), Failure> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
    Ok(pool.build_global()?)
}

/// A moment, on the clock and on the processors.
#[derive(Clone, Copy)]
pub(super) struct Moment {
    clock: Instant,
    /// The hundredths of seconds that this process had used of all processors, where the system tells it; else 0.
    used: u64,
}

impl Moment {
    pub(super) fn now() -> Self {
        Self {
            clock: Instant::now(),
            used: used().unwrap_or_default(),
        }
    }

    /// The milliseconds since an earlier moment, on the clock and on all processors. Where others use the machine too,
    /// the second number changes less from one run to the next.
    pub(super) fn since(self, earlier: Self) -> [u64; 2] {
        let clock = (self.clock - earlier.clock).as_millis();
        [
            u64::try_from(clock).unwrap_or(u64::MAX),
            10 * (self.used - earlier.used),
        ]
    }
}

/// Linux counts in hundredths of seconds: fields 14 and 15 of `proc_pid_stat(5)`.
fn used() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program may hold spaces; its bracket is the last.
    let (_, fields) = status.rsplit_once(')')?;
    let times = fields.split_whitespace().skip(11).take(2);
    times.map(|time| time.parse::<u64>().ok()).sum()
}

/// The peak of this process's memory in MB, where the system tells it; else 0.
fn peak() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kilobytes.unwrap_or(0.0) / 1024.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_heard() {
        let measured = Measured {
            seconds: 1.25,
            peak: 40.5,
            counts: vec![3, 2, 1],
        };
        assert_eq!(Measured::heard(&measured.said()), Some(measured));
        assert_eq!(Measured::heard("Traceback (most recent call last)"), None);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn work_takes_time_on_the_clock_and_on_processors() {
        let start = Moment::now();
        let mut spent = [0, 0];
        while spent[0] < 500 {
            spent = Moment::now().since(start);
        }
        // Other tests may run on all processors at the same time.
        let processors = std::thread::available_parallelism().unwrap().get() as u64;
        let most = spent[0] * processors + 20;
        assert!((10..=most).contains(&spent[1]), "{spent:?}");
    }
}
