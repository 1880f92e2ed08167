//! Values that are written as text: scales, promised times, shares, colours, ids.

use cxpress_metric::{OwnUnit, ScaleBounds};
use jiff::civil;
use jiff::tz::TimeZoneDatabase;

use cxpress_diagnostic::{meant, nearest};
use cxpress_document::Wrong;
pub(super) use cxpress_document::value::{colour, date, integer, number, path, yes_or_no};

/// The most comments that stand for a theme.
const MOST_QUOTES: usize = 5;

/// More points than any answer scale has.
const MOST_POINTS: i32 = 1001;

/// A scale: `0..10`.
pub(super) fn scale(text: &str) -> Result<ScaleBounds, Wrong> {
    let ends = text.split_once("..").and_then(|(low, high)| {
        Some(ScaleBounds::new(
            low.trim().parse().ok()?,
            high.trim().parse().ok()?,
        ))
    });
    let wrong = |message: String| Wrong::new(message, "write the lowest and the highest answer: `0..10`");
    let bounds = ends.ok_or_else(|| wrong(format!("`{text}` is no scale")))?;
    let points = i64::from(bounds.high) - i64::from(bounds.low) + 1;
    match points {
        ..=1 => Err(wrong(format!("the scale `{text}` does not rise"))),
        2.. if points > i64::from(MOST_POINTS) => {
            Err(wrong(format!("the scale `{text}` has too many points")))
        }
        _ => Ok(bounds),
    }
}

/// An address of the web.
pub(super) fn address(text: &str) -> Result<String, Wrong> {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let is_plain = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\'' | '#' | '?');
    match rest {
        Some(rest) if !rest.is_empty() && rest.chars().all(is_plain) => Ok(text.to_owned()),
        _ => Err(Wrong::new(
            format!("`{text}` is no address of the web"),
            "write it like `https://reports.example.org/cx`",
        )),
    }
}

/// A regular expression.
pub(super) fn regex(text: &str) -> Result<regex::Regex, Wrong> {
    regex::Regex::new(text).map_err(|error| {
        let long = error.to_string();
        let reason = long.rsplit("error: ").next().unwrap_or(&long).trim();
        let help = "write it like `\"FH-[0-9]{6}\"`; in double quotes a backslash is written twice";
        Wrong::new(format!("`{text}` is no regular expression: {reason}"), help)
    })
}

/// Some scores: `5`, or `9..10`.
pub(super) fn scores(text: &str) -> Result<ScaleBounds, Wrong> {
    let (low, high) = text.split_once("..").unwrap_or((text, text));
    let range = low.trim().parse().ok().zip(high.trim().parse().ok());
    let range = range.map(|(low, high)| ScaleBounds::new(low, high));
    range.filter(|range| range.low <= range.high).ok_or_else(|| {
        let message = format!("`{text}` names no scores");
        Wrong::new(message, "write a score, or the lowest and the highest: `9..10`")
    })
}

/// How many answers a group is credited with.
pub(super) fn prior(text: &str) -> Result<u32, Wrong> {
    let help = "write a whole number of answers, 0 or more: `10`";
    text.parse()
        .map_err(|_| Wrong::new(format!("`{text}` is no number of answers"), help))
}

/// How large a change has to be to matter.
pub(super) fn margin(text: &str) -> Result<f64, Wrong> {
    let number = text
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite() && *number > 0.0);
    number.ok_or_else(|| {
        let help = "write a number above 0 in the unit of what is judged: `5` for five points";
        Wrong::new(format!("`{text}` is no margin"), help)
    })
}

/// How many decimals values of a unit are shown with.
pub(super) fn decimals(text: &str) -> Result<u8, Wrong> {
    let number = text.parse().ok();
    number
        .filter(|number| *number <= OwnUnit::MOST_DECIMALS)
        .ok_or_else(|| {
            let help = format!("write a whole number, 0 to {}", OwnUnit::MOST_DECIMALS);
            Wrong::new(format!("`{text}` is no number of decimals"), help)
        })
}

/// A unit that a question brings.
pub(super) fn unit(text: &str, decimals: u8) -> Result<OwnUnit, Wrong> {
    OwnUnit::new(text.trim(), decimals).ok_or_else(|| {
        let help = format!("write a short one, at most {} bytes: `EUR`", OwnUnit::LONGEST);
        Wrong::new(format!("`{text}` is no unit"), help)
    })
}

/// How many comments are quoted for a theme: a handful, for a report is no place to read all of them.
pub(super) fn quotes(text: &str) -> Result<usize, Wrong> {
    let number = text.parse().ok().filter(|number| *number <= MOST_QUOTES);
    number.ok_or_else(|| {
        let message = format!("`{text}` is no number of quotes");
        Wrong::new(
            message,
            format!("write how many comments may stand for a theme, 0 to {MOST_QUOTES}"),
        )
    })
}

/// A promised time in seconds: `90m`, `24h`, `7d`, `2w`.
pub(super) fn duration(text: &str) -> Result<i64, Wrong> {
    let seconds = || {
        let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
        let unit = match unit {
            "m" => 60,
            "h" => 60 * 60,
            "d" => 24 * 60 * 60,
            "w" => 7 * 24 * 60 * 60,
            _ => return None,
        };
        number
            .trim()
            .parse::<i64>()
            .ok()
            .filter(|number| *number > 0)?
            .checked_mul(unit)
    };
    let help = "write a whole number with its unit: `90m`, `24h`, `7d` or `2w`";
    seconds().ok_or_else(|| Wrong::new(format!("`{text}` is no length of time"), help))
}

/// A share: `1%` or `0.01`.
pub(super) fn share(text: &str) -> Result<f64, Wrong> {
    let wrong = |message: String| Wrong::new(message, "write a per cent like `1%`, or a share like `0.01`");
    let (number, whole) = match text.strip_suffix('%') {
        Some(number) => (number.trim_end(), 100.0),
        None => (text, 1.0),
    };
    if number == "1" && whole == 1.0 {
        let message = "`1` could mean 1 % or all of them";
        return Err(Wrong::new(message, "write `1%` or `100%`"));
    }
    let share = number
        .parse::<f64>()
        .map_err(|_| wrong(format!("`{text}` is no share")))?
        / whole;
    if (0.0..=1.0).contains(&share) {
        Ok(share)
    } else {
        Err(wrong(format!("`{text}` is not between 0 % and 100 %")))
    }
}

/// The first day of a day, a month or a year.
pub(super) fn first_day(text: &str) -> Result<civil::Date, Wrong> {
    span(text).map(|(first, _)| first)
}

/// The last day of a day, a month or a year.
pub(super) fn last_day(text: &str) -> Result<civil::Date, Wrong> {
    span(text).map(|(_, last)| last)
}

/// The days of `2026-10-31`, of `2026-10`, of `2026`.
fn span(text: &str) -> Result<(civil::Date, civil::Date), Wrong> {
    let day = |text: &str| date(text).ok();
    let found = match text.len() {
        4 => day(&format!("{text}-01-01")).map(|first| (first, first.last_of_year())),
        7 => day(&format!("{text}-01")).map(|first| (first, first.last_of_month())),
        _ => day(text).map(|day| (day, day)),
    };
    let wrong = || {
        let help = "write a day like `2026-10-31`, a month like `2026-10` or a year like `2026`";
        Wrong::new(format!("`{text}` is no day"), help)
    };
    found.ok_or_else(wrong)
}

/// The month that a financial year begins with.
pub(super) fn first_month(text: &str) -> Result<i8, Wrong> {
    match text.parse() {
        Ok(month @ 2..=12) => Ok(month),
        Ok(1) => Err(Wrong::new("years begin in January without it", "remove the line")),
        _ => Err(Wrong::new(
            format!("`{text}` is no month"),
            "write the month that the year begins with, like `04` for April",
        )),
    }
}

/// How many answers a figure from elsewhere rests on.
pub(super) fn base(text: &str) -> Result<u64, Wrong> {
    let base = text.parse().ok().filter(|base| *base > 0);
    base.ok_or_else(|| {
        Wrong::new(
            format!("`{text}` is no number of answers"),
            "write a whole number above 0, without separators, or remove the line if it is not known",
        )
    })
}

/// The smallest group that is shown.
pub(super) fn minimum_base(text: &str) -> Result<u64, Wrong> {
    let number = text.parse().ok().filter(|number| *number >= 1);
    number.ok_or_else(|| {
        Wrong::new(
            format!("`{text}` is no size of a group"),
            "write a whole number from 1 on, like `5`",
        )
    })
}

/// What stands between choices: a few marks, or a blank.
pub(super) fn separator(text: &str) -> Result<String, Wrong> {
    let is_mark = |c: char| !c.is_alphanumeric() && !c.is_control() || c == '\n' || c == '\t';
    if !text.is_empty() && text.chars().count() <= 5 && text.chars().all(is_mark) {
        Ok(text.to_owned())
    } else {
        Err(Wrong::new(
            "it must be what stands between choices: a mark or two, or a blank",
            "write it in quotes, like `\" \"` or `\" / \"`",
        ))
    }
}

/// The shape of a BCP 47 tag.
pub(super) fn language(text: &str) -> Result<String, Wrong> {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or("");
    let primary = (2..=3).contains(&first.len()) && first.chars().all(|c| c.is_ascii_alphabetic());
    let short = |part: &str| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric());
    if primary && parts.all(short) {
        Ok(text.to_owned())
    } else {
        let help = if text.contains('_') {
            text.replace('_', "-")
        } else {
            "en-US".to_owned()
        };
        Err(Wrong::new(
            format!("`{text}` is no tag of a language"),
            format!("write it like `{help}`"),
        ))
    }
}

/// A time zone of the bundled database, by the name it has there.
pub(super) fn timezone(text: &str) -> Result<String, Wrong> {
    let zones = TimeZoneDatabase::bundled();
    if let Ok(zone) = zones.get(text) {
        return Ok(zone.iana_name().unwrap_or(text).to_owned());
    }
    let names: Vec<String> = zones.available().map(|name| name.as_str().to_owned()).collect();
    let help = match near_zone(text, &names) {
        Some(near) => meant(near),
        None => "write an IANA name like `Europe/Berlin`, or `UTC`".to_owned(),
    };
    Err(Wrong::new(format!("there is no time zone `{text}`"), help))
}

/// The zone whose name is near, or that is named after the city.
fn near_zone<'n>(text: &str, names: &'n [String]) -> Option<&'n str> {
    let city = text.replace(' ', "_").to_lowercase();
    let of_city = names
        .iter()
        .find(|name| name.to_lowercase().rsplit('/').next() == Some(&city));
    let all = names.iter().map(String::as_str);
    of_city.map(String::as_str).or_else(|| nearest(text, all))
}

/// The name of a theme, which is that of a folder.
pub(super) fn theme(text: &str) -> Result<String, Wrong> {
    let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if !text.is_empty() && text.chars().all(letter) {
        Ok(text.to_owned())
    } else {
        Err(Wrong::new(
            format!("`{text}` is no name of a theme"),
            "use letters, digits, `-`, `_`: `theme: ours` is the folder `themes/ours`",
        ))
    }
}

/// Puts the values of `${NAME}` and `${NAME:-default}` in.
pub(super) fn with_environment(
    text: &str,
    environment: &dyn Fn(&str) -> Option<String>,
) -> Result<String, Wrong> {
    let mut result = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        let (before, variable) = rest.split_at(start);
        let (variable, after) = variable[2..]
            .split_once('}')
            .ok_or_else(|| Wrong::new("`${` is not closed", "write `${NAME}` or `${NAME:-default}`"))?;
        result.push_str(before);
        result.push_str(&variable_value(variable, environment)?);
        rest = after;
    }
    result.push_str(rest);
    Ok(result)
}

fn variable_value(variable: &str, environment: &dyn Fn(&str) -> Option<String>) -> Result<String, Wrong> {
    let (name, default) = match variable.split_once(":-") {
        Some((name, default)) => (name, Some(default)),
        None => (variable, None),
    };
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if !plain || name.is_empty() || name.starts_with(|first: char| first.is_ascii_digit()) {
        let message = format!("`{name}` is no name of an environment variable");
        return Err(Wrong::new(message, "write `${NAME}` or `${NAME:-default}`"));
    }
    let value = environment(name).filter(|value| !value.is_empty());
    value.or_else(|| default.map(str::to_owned)).ok_or_else(|| {
        let help = format!("set it, or give a default: `${{{name}:-../data}}`");
        Wrong::new(format!("the environment variable `{name}` is not set"), help)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_times_and_shares_are_read() {
        assert_eq!(scale("0..10").ok(), Some(ScaleBounds::new(0, 10)));
        assert_eq!(scale("-2 .. 2").ok(), Some(ScaleBounds::new(-2, 2)));
        assert!(
            ["10", "0-10", "5..1", "3..3", "1..2000", "-2147483648..2147483647"]
                .iter()
                .all(|t| scale(t).is_err())
        );
        assert_eq!(duration("90m").ok(), Some(5400));
        assert_eq!(duration("2w").ok(), Some(1_209_600));
        assert!(
            [
                "",
                "7",
                "d",
                "0d",
                "-1d",
                "1.5h",
                "7 days",
                "7ä",
                "99999999999999999w"
            ]
            .iter()
            .all(|t| duration(t).is_err())
        );
        assert_eq!(share("1%").ok(), Some(0.01));
        assert_eq!(share("0.01").ok(), Some(0.01));
        assert_eq!(share("100 %").ok(), Some(1.0));
        assert!(
            ["1", "2", "101%", "-1%", "x", "NaN", ""]
                .iter()
                .all(|text| share(text).is_err())
        );
    }

    #[test]
    fn languages_and_zones_are_checked() {
        assert!(
            ["en", "en-US", "zh-Hant-TW", "sr-Latn"]
                .iter()
                .all(|tag| language(tag).is_ok())
        );
        assert!(
            ["", "e", "english", "en_US", "en-", "1a"]
                .iter()
                .all(|tag| language(tag).is_err())
        );
        assert_eq!(
            language("en_US").err().map(|wrong| wrong.help),
            Some("write it like `en-US`".to_owned())
        );
        assert_eq!(
            timezone("america/los_angeles").ok().as_deref(),
            Some("America/Los_Angeles")
        );
        assert_eq!(timezone("UTC").ok().as_deref(), Some("UTC"));
        let help = |zone: &str| timezone(zone).err().map(|wrong| wrong.help);
        assert_eq!(
            help("Los Angeles").as_deref(),
            Some("did you mean `America/Los_Angeles`?")
        );
        assert_eq!(
            help("Europe/Berlim").as_deref(),
            Some("did you mean `Europe/Berlin`?")
        );
    }

    #[test]
    fn variables_are_put_in() {
        let environment = |name: &str| match name {
            "DATA" => Some("/srv".to_owned()),
            "EMPTY" => Some(String::new()),
            _ => None,
        };
        let put = |text: &str| with_environment(text, &environment).map_err(|wrong| wrong.message);
        assert_eq!(put("${DATA}/a*.csv").as_deref(), Ok("/srv/a*.csv"));
        assert_eq!(put("${NONE:-../data}/${DATA:-x}").as_deref(), Ok("../data//srv"));
        assert_eq!(put("${EMPTY:-here}$x{a,b}").as_deref(), Ok("here$x{a,b}"));
        assert_eq!(
            put("${NONE}").unwrap_err(),
            "the environment variable `NONE` is not set"
        );
        assert_eq!(put("${DATA").unwrap_err(), "`${` is not closed");
        assert_eq!(
            put("${a b}").unwrap_err(),
            "`a b` is no name of an environment variable"
        );
    }
}
