//! Columns with the states of tickets, and states of what is no ticket of a customer.

/// Names of columns with the state of a ticket.
const STATES: [&str; 5] = ["status", "state", "ticket status", "ticket state", "stage"];

/// Names of columns with tags.
const TAGS: [&str; 4] = ["tags", "tag", "labels", "schlagworte"];

/// Words for the states of what is no ticket of a customer of its own, alone or among others: `Closed (merged)`.
const ODD: [&str; 7] = [
    "merged",
    "spam",
    "duplicate",
    "junk",
    "zusammengeführt",
    "zusammengefuehrt",
    "duplikat",
];

/// Words that turn these round.
const NOT: [&str; 5] = ["not", "no", "non", "nicht", "kein"];

/// Whether a column of this name, in lower case, holds the state of tickets.
pub fn holds_states(name: &str) -> bool {
    STATES.contains(&name)
}

/// Whether a column of this name, in lower case, holds tags.
pub fn holds_tags(name: &str) -> bool {
    TAGS.contains(&name)
}

/// Whether a state is of what is no ticket of a customer.
pub fn is_odd_state(cell: &str) -> bool {
    let text = cell.trim().to_lowercase();
    let has = |known: &[&str]| {
        let mut words = text.split(|c: char| !c.is_alphanumeric());
        words.any(|word| known.contains(&word))
    };
    text == "test" || has(&ODD) && !has(&NOT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_of_what_is_no_ticket_are_known_by_their_words() {
        for state in ["Merged", " closed (merged)", "SPAM", "closed - duplicate", "test"] {
            assert!(is_odd_state(state), "{state}");
        }
        for state in ["closed", "not spam", "unmerged", "in test", "", "spammer"] {
            assert!(!is_odd_state(state), "{state}");
        }
    }
}
