//! How the files of a source are written.

use cxpress_diagnostic::did_you_mean;
use cxpress_document::{Keys, Wrong, listed, suggestion};
use cxpress_metric::Kind;
use cxpress_report::PeriodKind;
use cxpress_report::period::{PeriodLength, spec};
use cxpress_table::dialect::{DateFormat, Decimal, Dialect, Grain};
use cxpress_table::format;
use jiff::civil;
use jiff::fmt::strtime;
use jiff::tz::TimeZone;

use super::period::Calendar;
use super::{Checker, value};

/// All that a source says of how its files are written.
pub(super) fn dialect(r: &mut Checker<'_>, keys: &Keys<'_>, kind: Kind, calendar: &Calendar) -> Dialect {
    Dialect {
        format: r.parsed_at(keys, "format", format_named).flatten(),
        encoding: r.parsed_at(keys, "encoding", encoding_named).flatten(),
        delimiter: delimiter(r, keys),
        sheet: r.text_at(keys, "sheet"),
        reads_hidden: r.choice_at(keys, "hidden_rows", &HIDDEN).unwrap_or(false),
        date_format: date_format(r, keys, kind, calendar),
        timezone: r.parsed_at(keys, "timezone", value::timezone),
        decimal: r.choice_at(keys, "decimal", &DECIMALS).unwrap_or_default(),
    }
}

const DECIMALS: [(&str, Decimal); 3] = [
    ("auto", Decimal::Auto),
    ("point", Decimal::Point),
    ("comma", Decimal::Comma),
];

const HIDDEN: [(&str, bool); 2] = [("leave-out", false), ("read", true)];

/// How dates are written: with days, where a period or a length of time needs them.
fn date_format(r: &mut Checker<'_>, keys: &Keys<'_>, kind: Kind, calendar: &Calendar) -> DateFormat {
    let Some(item) = keys.get("date_format") else {
        return DateFormat::default();
    };
    let format = r.parsed(&item, date_format_named).unwrap_or_default();
    let grain = format.grain().unwrap_or(Grain::Day);
    let needs = match (kind, calendar.kind) {
        (Kind::Tickets, _) if grain > Grain::Day => "tickets are counted in days and hours".to_owned(),
        (_, Some(kind)) if grain > coarsest(kind, calendar) => {
            format!("a report by {} needs more", spec(kind).name)
        }
        _ => return format,
    };
    let told = if grain == Grain::Month {
        "the month and no day"
    } else {
        "the year and no day"
    };
    let message = format!("`{}` tells {told}: {needs}", item.node.text().unwrap_or_default());
    let help = "export dates with their days, such as `2026-10-31`; for months alone, report by `month`, `quarter` or `year`";
    r.reject(&item, message, help);
    DateFormat::default()
}

/// The least that a date must tell for a period.
fn coarsest(period: PeriodKind, calendar: &Calendar) -> Grain {
    match spec(period).length {
        PeriodLength::Week => Grain::Day,
        // A calendar year lies in two financial years.
        PeriodLength::Months(12) if calendar.starts.fiscal_year.is_none() => Grain::Year,
        PeriodLength::Months(_) => Grain::Month,
        PeriodLength::Named => Grain::Year,
    }
}

fn delimiter(r: &mut Checker<'_>, keys: &Keys<'_>) -> Option<u8> {
    let item = keys.get("delimiter")?;
    let text = item.node.text().unwrap_or_default();
    delimiter_named(text).map_err(|wrong| r.wrong(&item, wrong)).ok()
}

/// The vendor's format by its id; nothing for `auto`.
fn format_named(text: &str) -> Result<Option<String>, Wrong> {
    if text == "auto" {
        return Ok(None);
    }
    if format::named(text).is_some() {
        return Ok(Some(text.to_owned()));
    }
    let known = format::FORMATS.iter().map(|format| format.id);
    let help = suggestion(text, known.chain(["auto"]), "write");
    Err(Wrong::new(format!("there is no format `{text}`"), help))
}

/// An encoding by its name; nothing for `auto`.
fn encoding_named(text: &str) -> Result<Option<&'static encoding_rs::Encoding>, Wrong> {
    if text == "auto" {
        return Ok(None);
    }
    let found = encoding_rs::Encoding::for_label(text.as_bytes());
    found.map(Some).ok_or_else(|| {
        let help = "write a name like `utf-8`, `windows-1252`, `utf-16le` or `shift_jis`, or `auto`";
        Wrong::new(format!("there is no encoding `{text}`"), help)
    })
}

/// A format of dates by its name, or a `strptime` format: it must be one, and tell a year.
fn date_format_named(text: &str) -> Result<DateFormat, Wrong> {
    let mut named = DateFormat::NAMED.into_iter();
    if let Some((_, format)) = named.find(|(name, _)| *name == text) {
        return Ok(format);
    }
    if !text.contains('%') {
        let names = DateFormat::NAMED.map(|(name, _)| name).into_iter();
        let help = did_you_mean(text, names.clone())
            .unwrap_or_else(|| format!("write {}, or a format like `%d/%m/%Y %H:%M`", listed(names, "or")));
        return Err(Wrong::new(format!("`{text}` is no format of dates"), help));
    }
    pattern(text).map(DateFormat::Pattern)
}

/// The hour of the moment that a format must print and read back: one that differs on a clock of twelve hours.
const HOUR: i8 = 16;

fn pattern(text: &str) -> Result<String, Wrong> {
    let example = "write a format like `%d/%m/%Y %H:%M`";
    let moment = civil::date(2001, 2, 3).at(HOUR, 5, 6, 0).to_zoned(TimeZone::UTC);
    let written = moment
        .and_then(|moment| strtime::format(text, &moment))
        .map_err(|error| {
            Wrong::new(
                format!("`{text}` is no format of dates: {}", cause(&error)),
                example,
            )
        })?;
    let read = strtime::parse(text, written).ok();
    let whole = read
        .as_ref()
        .is_some_and(|read| read.to_time().is_ok() && read.hour().is_none_or(|hour| hour == HOUR));
    let tells = read.is_some_and(|read| read.year().is_some() || read.to_timestamp().is_ok());
    if tells && !whole {
        let message = format!("the format `{text}` tells only a part of the time of the day");
        return Err(Wrong::new(
            message,
            "write the whole of it: `%H:%M` or `%I:%M %p`",
        ));
    }
    if !tells {
        return Err(Wrong::new(format!("the format `{text}` tells no year"), example));
    }
    match DateFormat::Pattern(text.to_owned()).grain() {
        Some(_) => Ok(text.to_owned()),
        None => Err(Wrong::new(
            format!("the format `{text}` tells no day, nor a month or a year alone"),
            "write a format like `%d/%m/%Y`, or `%Y-%m` for months",
        )),
    }
}

/// The last part of an error's message, which says what was found.
fn cause(error: &jiff::Error) -> String {
    let text = error.to_string();
    text.rsplit(": ").next().unwrap_or(&text).to_owned()
}

/// What separates cells: one ASCII character.
fn delimiter_named(text: &str) -> Result<u8, Wrong> {
    let byte = match text.as_bytes() {
        _ if text == "tab" => Some(b'\t'),
        [byte] if *byte == b'\t' || byte.is_ascii_punctuation() && *byte != b'"' => Some(*byte),
        _ => None,
    };
    byte.ok_or_else(|| {
        let what = if text.trim().is_empty() {
            "an empty text".to_owned()
        } else {
            format!("`{text}`")
        };
        let help = "write one character in quotes, like `\";\"` or `\"|\"`, or `tab`";
        Wrong::new(format!("{what} cannot separate cells"), help)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_dates_tell_a_year() {
        let good = [
            "%d/%m/%Y %H:%M",
            "%Y-%m-%d",
            "%m/%d/%y %I:%M:%S %p",
            "%s",
            "%F %T",
            "%Y-%m-%dT%H:%M:%S%z",
            "%Y-%m",
            "%b-%y",
            "%Y",
            "%Y-%j",
        ];
        for format in good {
            let pattern = DateFormat::Pattern(format.to_owned());
            assert_eq!(date_format_named(format).ok(), Some(pattern), "{format}");
        }
        for (name, format) in DateFormat::NAMED {
            assert_eq!(date_format_named(name).ok(), Some(format));
        }
        for format in [
            "%H:%M",
            "%K",
            "%",
            "dd/mm/yyyy",
            "%d.%m.",
            "%F %I:%M",
            "",
            "iso",
            "%Y %d",
            "%Y %H:%M",
            "%G-W%V",
        ] {
            assert!(date_format_named(format).is_err(), "{format}");
        }
        let help = |format: &str| date_format_named(format).err().map(|wrong| wrong.help);
        assert_eq!(help("dayfirst").as_deref(), Some("did you mean `day-first`?"));
        assert_eq!(
            help("dd/mm/yyyy").as_deref(),
            Some(
                "write `auto`, `month-first`, `day-first`, `seconds`, `milliseconds` or `excel-days`, \
                 or a format like `%d/%m/%Y %H:%M`"
            )
        );
    }

    #[test]
    fn delimiters_are_one_character() {
        assert_eq!(delimiter_named(";").ok(), Some(b';'));
        assert_eq!(delimiter_named("tab").ok(), Some(b'\t'));
        assert!(
            ["", ";;", "a", "\"", "§"]
                .iter()
                .all(|text| delimiter_named(text).is_err())
        );
    }
}
