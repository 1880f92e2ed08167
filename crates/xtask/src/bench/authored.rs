//! What authors write beside the data of the invented project: commentary, actions, events.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use jiff::ToSpan as _;
use jiff::civil::{Date, date};

use super::data::{self, MONTHS};

/// How many actions there are. One is opened each month, the first in the first.
const ACTIONS: usize = 24;

/// So many months lie between two events.
const BETWEEN_EVENTS: usize = 4;

/// What actions are about.
const FIGURES: [&str; 5] = ["effort", "delivery", "returns", "resolution", "recommend"];

const OVERVIEW: &str = "\
---
author: Customer experience team
headline: What customers said in this month, and what we do about it.
---

Of all customers {{ effort }} found it easy to get help, and {{ satisfaction }} were satisfied; in chat these were
{{ effort(channel=\"chat\") }} and {{ satisfaction(channel=\"chat\") }}.

**What we do.** Requests are solved after {{ resolution }}, and {{ perfect }} of orders have no fault.
";

const RECOMMEND: &str = "\
---
author: Customer experience team
---

Would customers recommend us? {{ recommend }}, of {{ recommend.base }} answers; it can be anything within
{{ recommend.interval }}.
";

/// Writes commentary on a number of months, actions and events.
pub(super) fn write(folder: &Path, months: usize) -> io::Result<()> {
    for month in 0..months {
        let month = folder.join("commentary").join(data::month_name(month as u64));
        fs::create_dir_all(month.join("metrics"))?;
        fs::write(month.join("overview.md"), OVERVIEW)?;
        fs::write(month.join("metrics/recommend.md"), RECOMMEND)?;
    }
    fs::create_dir_all(folder.join("actions"))?;
    let actions: String = (0..ACTIONS).map(action).collect();
    fs::write(folder.join("actions/all.yaml"), actions)?;
    let events: String = (0..MONTHS).step_by(BETWEEN_EVENTS).map(event).collect();
    fs::write(folder.join("events.yaml"), events)
}

/// A day in the middle of a month.
fn middle(month: usize) -> Date {
    date(2024, 1, 15) + (month as i64).months()
}

/// What was opened in a month. In turn it is verified, taken, dropped and only reviewed.
fn action(month: usize) -> String {
    let opened = middle(month);
    let after = |months: i64| opened + months.months();
    let figure = FIGURES[month % FIGURES.len()];
    let mut action = format!(
        "- id: action-{month}
  title: Action {month}
  finding: Customers wait, and do not know for how long.
  figure: {figure}
  owner: Service planning
  opened: {opened}
  due: {}
  reviewed: {}
  said: I had to explain the same thing three times.
",
        after(4),
        opened + 7.days(),
    );
    if month % 4 < 2 {
        let _ = writeln!(
            action,
            "  action: {}\n  did: One person stays with you.",
            after(2)
        );
    }
    match month % 4 {
        0 => action += &format!("  verified: {}\n", after(5)),
        2 => {
            action += &format!(
                "  dropped: {{date: {}, reason: It cannot be done yet.}}\n",
                after(3)
            )
        }
        _ => {}
    }
    action
}

fn event(month: usize) -> String {
    format!("- {{date: {}, label: Event {month}}}\n", middle(month))
}
