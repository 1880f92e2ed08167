//! How a language writes numbers, days and lists, and which way it runs: Unicode's CLDR, by way of ICU4X.
//!
//! In flow plain digits, dates and words; out flow texts as readers of the language write them. The minus sign is
//! always the true one, with the invisible marks that keep it on its side where text runs from right to left.

use cxpress_diagnostic::{Code, Diagnostic};
use icu_calendar::{Date, Gregorian};
use icu_datetime::FixedCalendarDateTimeFormatter as Days;
use icu_datetime::fieldsets::{M, YM, YMD};
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_decimal::options::DecimalFormatterOptions;
use icu_list::ListFormatter;
use icu_list::options::ListFormatterOptions;
use icu_locale::{Locale as Tag, LocaleDirectionality, locale};

use crate::Fault;

/// The ways of one language.
pub(crate) struct Locale {
    number: DecimalFormatter,
    day: Days<Gregorian, YMD>,
    month: Days<Gregorian, YM>,
    month_name: Days<Gregorian, M>,
    month_short: Days<Gregorian, M>,
    list: ListFormatter,
    /// What stands before a number below zero: `−`.
    pub(crate) minus: String,
    /// What stands before a number above zero, where that is said: `+`.
    pub(crate) plus: String,
    /// Which way text runs, as the attribute `dir` wants it: `ltr` or `rtl`.
    pub(crate) direction: &'static str,
}

impl Locale {
    /// The ways of `language`, a BCP 47 tag. What CLDR does not have of it comes from its parents.
    ///
    /// # Errors
    /// If the text is no tag.
    pub(crate) fn new(language: &str) -> Result<Self, Fault> {
        let tag: Tag = language.parse().map_err(|error| unknown(language, &error))?;
        let [tag, short] = customary(tag);
        Self::of(&tag, &short).map_err(|error| unknown(language, &*error))
    }

    /// `short` is the tag by which months are shortened.
    fn of(tag: &Tag, short: &Tag) -> Result<Self, Box<dyn std::error::Error>> {
        let number = DecimalFormatter::try_new(tag.into(), DecimalFormatterOptions::default())?;
        Ok(Self {
            minus: sign(&number, "-1").replace('-', "−"),
            plus: sign(&number, "+1"),
            number,
            day: Days::try_new(tag.into(), YMD::long())?,
            month: Days::try_new(tag.into(), YM::long())?,
            month_name: Days::try_new(tag.into(), M::long())?,
            month_short: Days::try_new(short.into(), M::medium())?,
            list: ListFormatter::try_new_and(tag.into(), ListFormatterOptions::default())?,
            direction: direction_of(tag),
        })
    }

    /// A plain number without sign, `1204.5`, in the digits, groups and mark of the language. What is no number
    /// stays as it is.
    pub(crate) fn number(&self, plain: &str) -> String {
        Decimal::try_from_str(plain).map_or_else(
            |_| plain.to_owned(),
            |decimal| self.number.format(&decimal).to_string(),
        )
    }

    /// The mark between whole number and decimals.
    pub(crate) fn decimal_mark(&self) -> Option<char> {
        self.number("0.5").chars().find(|c| !c.is_numeric())
    }

    /// A day: `28 October 2026`. None if there is no such day.
    pub(crate) fn day(&self, year: i32, month: u8, day: u8) -> Option<String> {
        Some(self.day.format(&date(year, month, day)?).to_string())
    }

    /// A month: `October 2026`. None if there is no such month.
    pub(crate) fn month(&self, year: i32, month: u8) -> Option<String> {
        Some(self.month.format(&date(year, month, 1)?).to_string())
    }

    /// The name of a month without its year: `October`. None if there is no such month.
    pub(crate) fn month_name(&self, year: i32, month: u8) -> Option<String> {
        Some(self.month_name.format(&date(year, month, 1)?).to_string())
    }

    /// The name of a month, short, without its year: `Oct`. None if there is no such month.
    pub(crate) fn month_short(&self, year: i32, month: u8) -> Option<String> {
        Some(self.month_short.format(&date(year, month, 1)?).to_string())
    }

    /// A list: `a`, `a and b`, `a, b and c`.
    pub(crate) fn list(&self, items: &[String]) -> String {
        self.list.format_to_string(items.iter())
    }
}

/// What a language puts before the digits of a number with a sign.
fn sign(number: &DecimalFormatter, one: &str) -> String {
    let written = Decimal::try_from_str(one).map(|decimal| number.format(&decimal).to_string());
    let written = written.unwrap_or_default();
    written.chars().take_while(|c| !c.is_numeric()).collect()
}

/// Which way the text of `language` runs: `ltr` or `rtl`. None if it is no BCP 47 tag.
pub(crate) fn direction(language: &str) -> Option<&'static str> {
    language.parse().ok().as_ref().map(direction_of)
}

fn direction_of(tag: &Tag) -> &'static str {
    if LocaleDirectionality::new_common().is_right_to_left(&tag.id) {
        "rtl"
    } else {
        "ltr"
    }
}

/// The tags by which a language is written, and by which its months are shortened. English is written as it is
/// between countries, day first and without a comma before *and*, whatever the country: the string table is in that
/// English. Its months have three letters where they are short, *Sep* and not *Sept*, so that axes have room.
fn customary(tag: Tag) -> [Tag; 2] {
    if tag.id.language == locale!("en").id.language {
        [locale!("en-001"), locale!("en")]
    } else {
        [tag.clone(), tag]
    }
}

fn date(year: i32, month: u8, day: u8) -> Option<Date<Gregorian>> {
    Date::try_new_gregorian(year, month, day).ok()
}

fn unknown(language: &str, error: &dyn std::error::Error) -> Fault {
    let message = format!("numbers and dates cannot be written in the language `{language}`: {error}");
    let wrong = Diagnostic::error(Code::UnknownLanguage, message);
    Box::new(wrong.help("set `language:` in cxpress.yaml to a tag such as `en`, `de` or `de-AT`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locale(language: &str) -> Locale {
        Locale::new(language).unwrap_or_else(|error| panic!("{error:?}"))
    }

    fn items(n: usize) -> Vec<String> {
        ["a", "b", "c"].iter().take(n).map(ToString::to_string).collect()
    }

    #[test]
    fn english_is_the_same_in_every_country() {
        for language in ["en", "en-GB", "en-US", "en-IN", "en-ZA"] {
            let english = locale(language);
            assert_eq!(english.number("1204.50"), "1,204.50");
            assert_eq!(english.number("1234567"), "1,234,567");
            assert_eq!(english.decimal_mark(), Some('.'));
            assert_eq!(english.day(2026, 10, 2).unwrap(), "2 October 2026");
            assert_eq!(english.month(2026, 3).unwrap(), "March 2026");
            let short: Vec<_> = (1..=12)
                .filter_map(|month| english.month_short(2026, month))
                .collect();
            assert_eq!(short.join(" "), "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec");
            let lists = [0, 1, 2, 3].map(|n| english.list(&items(n)));
            assert_eq!(lists, ["", "a", "a and b", "a, b and c"]);
            assert_eq!(english.direction, "ltr");
        }
    }

    #[test]
    fn german_has_its_own_marks_months_and_lists() {
        let german = locale("de");
        assert_eq!(german.number("1204.5"), "1.204,5");
        assert_eq!(german.number("999"), "999");
        assert_eq!(german.decimal_mark(), Some(','));
        assert_eq!(german.day(2026, 10, 12).unwrap(), "12. Oktober 2026");
        assert_eq!(german.month(2026, 3).unwrap(), "März 2026");
        assert_eq!(german.month_short(2026, 10).unwrap(), "Okt");
        assert_eq!(german.list(&items(3)), "a, b und c");
        assert!(
            locale("de-CH").number("1204.5").ends_with("204.5"),
            "a point in Switzerland"
        );
        assert_eq!(locale("de-AT").day(2026, 1, 2).unwrap(), "2. Jänner 2026");
    }

    #[test]
    fn other_languages_run_and_count_their_own_way() {
        assert_eq!(locale("he").direction, "rtl");
        assert_eq!(locale("ar").direction, "rtl");
        assert_eq!(locale("az-Arab").direction, "rtl");
        assert_eq!(locale("fr").direction, "ltr");
        assert_eq!(locale("he").minus, "\u{200e}−");
        assert_eq!(locale("he").plus, "\u{200e}+");
        assert_eq!(["en", "de", "fr", "sv"].map(|it| locale(it).minus), ["−"; 4]);
        assert_eq!(locale("de").plus, "+");
        assert_eq!(locale("pl").number("1204.5"), "1204,5");
    }

    #[test]
    fn what_is_no_number_and_no_day_is_not_made_one() {
        let english = locale("en");
        assert_eq!(english.number("NaN"), "NaN");
        assert_eq!(english.number("inf"), "inf");
        assert_eq!(english.day(2026, 2, 30), None);
        assert_eq!(english.month(2026, 13), None);
        assert!(Locale::new("no language").is_err());
    }
}
