//! What to do about values that were rejected, by what they look like.

use super::tally::Count;
use cxpress_project::config::Source;
use cxpress_table::date::{DateReader, is_like_excel_days};
use cxpress_table::dialect::DateFormat;

/// The values among the examples of a reason.
fn values(count: &Count) -> impl Iterator<Item = &str> {
    let examples = count.examples.values();
    examples.filter_map(|example| example.what.strip_prefix('`')?.strip_suffix('`'))
}

/// The next step for dates that cannot be read, where the first of them show one.
pub(super) fn of_dates(source: &Source, count: &Count) -> Option<String> {
    let all = |is: &dyn Fn(&str) -> bool| values(count).next().is_some() && values(count).all(is);
    let reads = |format: DateFormat| all(&|text| DateReader::new(&format).read(text).is_ok());
    let format = &source.dialect.date_format;
    if *format != DateFormat::ExcelDays && all(&is_like_excel_days) {
        return Some("write `date_format: excel-days` if they are days as spreadsheets count them".into());
    }
    let named = [DateFormat::Seconds, DateFormat::Milliseconds].into_iter();
    let named = named
        .filter(|other| other != format && is_epoch(format))
        .find(|other| reads(other.clone()));
    let name = named.and_then(|other| DateFormat::NAMED.into_iter().find(|(_, known)| *known == other));
    if let Some((name, _)) = name {
        return Some(format!(
            "write `date_format: {name}`: that many digits count them"
        ));
    }
    let month = MONTHS
        .iter()
        .find(|pattern| reads(DateFormat::Pattern((**pattern).to_owned())))?;
    Some(format!(
        "write `date_format: \"{month}\"` if they are months; days need a report by month or longer"
    ))
}

/// Forms of months.
const MONTHS: [&str; 5] = ["%Y-%m", "%m/%Y", "%b-%y", "%b %Y", "%B %Y"];

const fn is_epoch(format: &DateFormat) -> bool {
    matches!(format, DateFormat::Seconds | DateFormat::Milliseconds)
}

/// The next step for dates whose order is not known, if their year of two digits may come first.
pub(super) fn of_order(count: &Count) -> Option<String> {
    let reader = DateReader::new(&DateFormat::Pattern("%y-%m-%d".to_owned()));
    let year_first = values(count).next().is_some() && values(count).all(|text| reader.read(text).is_ok());
    year_first.then(|| {
        "add `date_format: \"%y-%m-%d\"` if the year comes first, `day-first` or `month-first` if it is last; none of them tells which"
            .to_owned()
    })
}

/// The next step for letters that several zones have.
pub(super) fn of_letters(count: &Count) -> String {
    let last = |text: &str| text.split_whitespace().last().map(str::to_owned);
    let letters = values(count).find_map(last).unwrap_or_default();
    format!(
        "several zones are called `{letters}`: say which in the source, such as `timezone: America/Chicago`, or export times with offsets such as `-06:00`"
    )
}
