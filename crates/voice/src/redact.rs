//! Personal data in comments, replaced by markers before anything else sees the text.
//!
//! | kind | marker | what is taken out |
//! |---|---|---|
//! | [`PersonalData::Link`] | `[link]` | web addresses with a query, a fragment or a user; others stay |
//! | [`PersonalData::EMail`] | `[e-mail]` | addresses of mail, also as "name (at) host dot com" |
//! | [`PersonalData::Iban`] | `[iban]` | bank accounts, by their check digits or by their form |
//! | [`PersonalData::Address`] | `[address]` | IP addresses, versions 4 and 6 |
//! | [`PersonalData::Card`] | `[card]` | payment cards, by the check digit of Luhn |
//! | [`PersonalData::Reference`] | `[reference]` | numbers of orders and the like; what is configured; long ones |
//! | [`PersonalData::Phone`] | `[phone]` | telephone numbers, international and national |
//! | [`PersonalData::Name`] | `[name]` | names that are configured |
//!
//! It errs on the side of taking out: a long number that is no telephone's still finds somebody. Years,
//! dates, times, prices and counts stay, and so do telephone numbers without an area code ("555-1234"), unless
//! a word such as "call" or "tel." announces them. Names that are not configured stay too, and so does what a
//! customer tells in words: a redacted comment is not an anonymous one.
//!
//! Redacting twice gives the same as redacting once. The rules run again over what is left until they find
//! nothing; each run is linear in the text, and only a configured pattern that looks at the end of a text
//! (`$`) needs many.

use std::borrow::Cow;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use regex::{Regex, RegexBuilder};
use serde::{Deserialize, Serialize};

use crate::digits;

/// What personal data can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PersonalData {
    /// A web address that says more than a page.
    Link,
    /// An address of mail.
    EMail,
    /// An international bank account number.
    Iban,
    /// An IP address.
    Address,
    /// The number of a payment card.
    Card,
    /// The number of an order, a ticket, a customer, or another long number.
    Reference,
    /// A telephone number.
    Phone,
    /// A configured name.
    Name,
}

impl PersonalData {
    /// All kinds, in the order in which they are looked for.
    pub const ALL: [Self; 8] = [
        Self::Link,
        Self::EMail,
        Self::Iban,
        Self::Address,
        Self::Card,
        Self::Reference,
        Self::Phone,
        Self::Name,
    ];

    /// What stands in a text where personal data was. No marker holds a word of feeling.
    pub const fn marker(self) -> &'static str {
        match self {
            Self::Link => "[link]",
            Self::EMail => "[e-mail]",
            Self::Iban => "[iban]",
            Self::Address => "[address]",
            Self::Card => "[card]",
            Self::Reference => "[reference]",
            Self::Phone => "[phone]",
            Self::Name => "[name]",
        }
    }
}

/// How much was taken out, by kind. Counts of several texts can be merged in any order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redactions([u64; PersonalData::ALL.len()]);

impl Redactions {
    /// The number of places of one kind.
    pub fn of(&self, kind: PersonalData) -> u64 {
        self.0[kind as usize]
    }

    /// The number of places of all kinds.
    pub fn total(&self) -> u64 {
        self.0.iter().sum()
    }

    /// Adds places of a kind.
    pub fn add(&mut self, kind: PersonalData, places: u64) {
        self.0[kind as usize] += places;
    }

    /// Adds the counts of another text.
    pub fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine += theirs;
        }
    }
}

/// A text without personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redacted<'a> {
    /// The text; borrowed where nothing was taken out.
    pub text: Cow<'a, str>,
    /// What was taken out. Markers that stood in the text before are not counted.
    pub redactions: Redactions,
}

/// Takes personal data out of texts. Made once, used for every text, from any number of threads.
pub struct Redactor {
    rules: Vec<Rule>,
}

impl std::fmt::Debug for Redactor {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Names are personal data, too.
        out.debug_struct("Redactor").finish_non_exhaustive()
    }
}

/// Finds places of a kind: rising, apart from each other, none of them empty.
type Rule = Box<dyn Fn(&str) -> Vec<Mark> + Send + Sync>;

type Mark = (Range<usize>, PersonalData);

impl Redactor {
    /// A redactor that also knows `names` and the numbers that `references` match.
    ///
    /// Names match as whole words in any case, with any blanks between their words, accents composed or not.
    /// Of what a pattern matches, its first group is taken out, or all of it where it has no group; a word of
    /// which it matches a part is taken out whole. Blank names are passed over.
    ///
    /// # Errors
    ///
    /// Where there are more names than one pattern can hold: some ten thousands.
    pub fn new<'a>(
        names: impl IntoIterator<Item = &'a str>,
        references: Vec<Regex>,
    ) -> Result<Self, regex::Error> {
        let mut rules = vec![
            pattern(PersonalData::Link, LINK, link)?,
            pattern(PersonalData::EMail, E_MAIL, whole)?,
            pattern(PersonalData::EMail, SPELT_E_MAIL, whole)?,
            pattern(PersonalData::Iban, IBAN, iban)?,
            pattern(PersonalData::Address, IP_4, ip_4)?,
            pattern(PersonalData::Address, IP_6, ip_6)?,
            numbers(PersonalData::Card, digits::cards),
            pattern(PersonalData::Reference, NUMBERED, |text, place| {
                reference(text, place, is_code)
            })?,
            pattern(PersonalData::Reference, NAMED, |text, place| {
                reference(text, place, is_plain_code)
            })?,
        ];
        rules.extend(
            references
                .into_iter()
                .map(|regex| found_by(PersonalData::Reference, regex, words_around)),
        );
        let label = Regex::new(PHONE_LABEL)?;
        rules.push(numbers(PersonalData::Phone, move |text| {
            digits::labelled(text, &ends(&label, text))
        }));
        rules.push(numbers(PersonalData::Phone, digits::phones));
        rules.push(pattern(PersonalData::Phone, OTHER_DIGITS, whole)?);
        rules.push(numbers(PersonalData::Reference, digits::references));
        rules.extend(names_rule(names)?);
        Ok(Self { rules })
    }

    /// The text with a marker in every place that holds personal data.
    pub fn redact<'a>(&self, text: &'a str) -> Redacted<'a> {
        let marks = self.marks(text);
        let mut redactions = Redactions::default();
        marks.iter().for_each(|(_, kind)| redactions.add(*kind, 1));
        let text = if marks.is_empty() {
            Cow::Borrowed(text)
        } else {
            Cow::Owned(marked(text, &marks))
        };
        Redacted { text, redactions }
    }

    /// All places, rising.
    fn marks(&self, text: &str) -> Vec<Mark> {
        let mut free: Vec<Range<usize>> = unmarked(text).collect();
        let mut marks = Vec::new();
        loop {
            let before = marks.len();
            for rule in &self.rules {
                free = apply(rule, text, &free, &mut marks);
            }
            if marks.len() == before {
                break;
            }
        }
        marks.sort_unstable_by_key(|(place, _)| place.start);
        marks
    }
}

/// Adds what a rule finds in the free places of a text, and returns what is free then.
fn apply(rule: &Rule, text: &str, free: &[Range<usize>], marks: &mut Vec<Mark>) -> Vec<Range<usize>> {
    let mut left = Vec::with_capacity(free.len());
    for piece in free {
        let mut at = piece.start;
        for (place, kind) in rule(&text[piece.clone()]) {
            let place = place.start + piece.start..place.end + piece.start;
            left.push(at..place.start);
            at = place.end;
            marks.push((place, kind));
        }
        left.push(at..piece.end);
    }
    left.retain(|piece| !piece.is_empty());
    left
}

fn marked(text: &str, marks: &[Mark]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (place, kind) in marks {
        out.push_str(&text[at..place.start]);
        out.push_str(kind.marker());
        at = place.end;
    }
    out.push_str(&text[at..]);
    out
}

/// The places of a text between the markers that stand in it.
pub(crate) fn unmarked(text: &str) -> impl Iterator<Item = Range<usize>> {
    let marks = text.match_indices('[').filter_map(|(at, _)| marker_at(text, at));
    let mut free_from = 0;
    marks
        .chain(std::iter::once(text.len()..text.len()))
        .map(move |mark| {
            let free = free_from..mark.start;
            free_from = mark.end;
            free
        })
}

fn marker_at(text: &str, at: usize) -> Option<Range<usize>> {
    let marker = PersonalData::ALL
        .iter()
        .map(|kind| kind.marker())
        .find(|marker| text[at..].starts_with(marker))?;
    Some(at..at + marker.len())
}

/// What a rule takes out of the text where its pattern matches; `None` where it is no personal data.
type Accept = fn(&str, Range<usize>) -> Option<Range<usize>>;

fn pattern(kind: PersonalData, pattern: &str, accept: Accept) -> Result<Rule, regex::Error> {
    Ok(found_by(kind, Regex::new(pattern)?, accept))
}

fn found_by(kind: PersonalData, regex: Regex, accept: Accept) -> Rule {
    Box::new(move |text| {
        let mut at = 0;
        let places = regex.captures_iter(text).filter_map(|found| {
            let place = found.get(1).or_else(|| found.get(0))?.range();
            let place = accept(text, place).filter(|place| place.start >= at && !place.is_empty())?;
            at = place.end;
            Some((place, kind))
        });
        places.collect()
    })
}

fn numbers(kind: PersonalData, find: impl Fn(&str) -> Vec<Range<usize>> + Send + Sync + 'static) -> Rule {
    Box::new(move |text| find(text).into_iter().map(|place| (place, kind)).collect())
}

fn ends(regex: &Regex, text: &str) -> Vec<usize> {
    regex.find_iter(text).map(|found| found.end()).collect()
}

fn whole(_: &str, place: Range<usize>) -> Option<Range<usize>> {
    Some(place)
}

/// Web addresses; and what has a query, also without http.
const LINK: &str = r#"(?xi)
    \b(?: (?: https? | ftp ):// | www\. ) [^\s<>"\[\]]+
    | \b(?: [a-z0-9-]+ \. )+ [a-z]{2,} / [^\s<>"\[\]?]* \? [^\s<>"\[\]]* = [^\s<>"\[\]]*"#;

fn link(text: &str, place: Range<usize>) -> Option<Range<usize>> {
    let link = text[place.clone()].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'', '’', '”']);
    let says_more = link.contains(['?', '#', '@']) || link.to_ascii_lowercase().contains("%40");
    says_more.then_some(place.start..place.start + link.len())
}

const E_MAIL: &str = r#"(?xi)
    (?: "[^"@\n]{1,64}" | [\p{L}\p{M}\p{N}_%+&=~-] [\p{L}\p{M}\p{N}._%+&=~'-]* )
    (?: @ | [\ ]@[\ ] )
    (?: [\p{L}\p{M}\p{N}_-]+ \. )+ (?: xn--[a-z0-9-]+ | [\p{L}\p{M}]{2,} )"#;

const SPELT_E_MAIL: &str = r"(?xi)
    [\p{L}\p{M}\p{N}] [\p{L}\p{M}\p{N}._%+-]*
    (?:
        \s? [\[({] \s? (?: at | @ | ät ) \s? [\])}] \s?
        [\p{L}\p{M}\p{N}-]+
        (?:
            (?: \. | \s? [\[({] \s? (?: dot | punkt | \. ) \s? [\])}] \s? | \s (?: dot | punkt ) \s )
            [\p{L}\p{M}\p{N}-]+
        )+
        | \s at \s [\p{L}\p{M}\p{N}-]+ (?: \s dot \s [\p{L}\p{M}\p{N}-]+ )+
        | @ [\p{L}\p{M}\p{N}-]+ (?: \s? [\[({]? \s? (?: dot | punkt ) \s? [\])}]? \s? [\p{L}\p{M}\p{N}-]{2,} )
    )";

/// Two letters, two check digits, and groups of four; the last may be shorter.
const IBAN: &str = r"(?xi)
    \b [a-z]{2} [0-9]{2}
    (?: [\ \u{A0}\u{202F}-]? [a-z0-9]{4} ){2,7}
    (?: [\ \u{A0}\u{202F}-]? [a-z0-9]{1,3} )? \b";

/// The longest part that ends with a group and whose check digits are right (ISO 13616); without one, all of
/// it if it is written in capitals and mostly of digits: a mistyped account is nearly the account.
fn iban(text: &str, place: Range<usize>) -> Option<Range<usize>> {
    let found = &text[place.clone()];
    let is_end = |at: &usize| found.is_char_boundary(*at) && !found[*at..].starts_with(char::is_alphanumeric);
    let checked = (15..=found.len())
        .rev()
        .filter(is_end)
        .find(|end| has_check_digits(&found[..*end]));
    let looks = || {
        let digits = found.bytes().filter(u8::is_ascii_digit).count();
        digits >= 12 && !found.bytes().any(|byte| byte.is_ascii_lowercase())
    };
    let end = checked.or_else(|| looks().then_some(found.len()))?;
    Some(place.start..place.start + end)
}

/// Whether the remainder by 97 is 1, with the first four characters at the end and letters as 10 to 35.
fn has_check_digits(iban: &str) -> bool {
    let signs: Vec<u32> = iban.chars().filter_map(|sign| sign.to_digit(36)).collect();
    let turned = signs.iter().skip(4).chain(signs.iter().take(4));
    let remainder = turned.fold(0, |sum, value| {
        (sum * if *value > 9 { 100 } else { 10 } + value) % 97
    });
    (15..=34).contains(&signs.len()) && remainder == 1
}

const IP_4: &str = r"\b[0-9]{1,3}(?:\.[0-9]{1,3}){3}\b";

fn ip_4(text: &str, place: Range<usize>) -> Option<Range<usize>> {
    let goes_on = text[place.end..]
        .strip_prefix('.')
        .is_some_and(|rest| rest.starts_with(|sign: char| sign.is_ascii_digit()));
    (!goes_on && text[place.clone()].parse::<Ipv4Addr>().is_ok()).then_some(place)
}

const IP_6: &str = r"(?i)(?:[0-9a-f]{0,4}:){2,7}(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9a-f]{0,4})";

fn ip_6(text: &str, place: Range<usize>) -> Option<Range<usize>> {
    let found = &text[place.clone()];
    let touches = text[..place.start].ends_with(char::is_alphanumeric)
        || text[place.end..].starts_with(char::is_alphanumeric);
    let has_digits = found.bytes().any(|byte| byte.is_ascii_digit());
    (!touches && has_digits && found.parse::<Ipv6Addr>().is_ok()).then_some(place)
}

/// What has numbers by which a customer is found, in the languages that comments are often in.
macro_rules! numbered {
    () => {
        r"\b(?: order | purchase | ref (?: erence )? | ticket | case | booking | invoice | confirmation | customer
        | client | account | acct | tracking | parcel | shipment | contract | policy | member (?: ship )?
        | reservation | claim | return | rma | pnr | receipt | transaction | complaint | serial
        | bestell (?: ung | nummer | nr ) | kunden (?: nummer | nr ) | sendungs (?: nummer | nr )
        | (?: auftrag | rechnung | vertrag | buchung ) (?: s? (?: nummer | nr ) )?
        | commande | facture | dossier | pedido | factura | reserva | ordine | fattura | bestelling | ordre
        | zam[óo]wieni[ea] )"
    };
}

/// With a word or sign for "number" between.
const NUMBERED: &str = concat!(
    r"(?xi)",
    numbered!(),
    r"(?:
        [\s-]*
        (?: (?: no | nr | num | number | nummer | n[úu]mero | num[ée]ro | id | code | ref (?: erence )? )\b \.?
        | n[°º] | [\#№:] )
    )+
    (?: \s+ (?: is | was | ist | est | es ) \b )? [\s:\#]* ( [a-z0-9]+ (?: [-/._] [a-z0-9]+ )* )"
);

/// With nothing between, or with a # alone.
const NAMED: &str = concat!(
    r"(?xi) (?:",
    numbered!(),
    r"\.? \s+ (?: (?: is | was )\s+ )? | \B[\#№]\s? ) ( [a-z0-9]+ (?: [-/._] [a-z0-9]+ )* )"
);

/// A code that is neither a date nor an amount.
fn reference(text: &str, place: Range<usize>, is_code: fn(&str) -> bool) -> Option<Range<usize>> {
    let code = &text[place.clone()];
    (is_code(code) && !digits::is_date(code) && !digits::is_amount(text, &place)).then_some(place)
}

/// What a word for "number" announces: four digits, or five capitals and digits as airlines have them.
fn is_code(code: &str) -> bool {
    let airline = code.len() >= 5
        && code
            .bytes()
            .all(|sign| sign.is_ascii_uppercase() || sign.is_ascii_digit());
    let digits = digits_in(code);
    digits >= 4 || (airline && digits > 0)
}

/// Without such a word it takes more digits to tell a number from a count.
fn is_plain_code(code: &str) -> bool {
    digits_in(code) >= 6
}

fn digits_in(code: &str) -> usize {
    code.bytes().filter(u8::is_ascii_digit).count()
}

/// The place with the rest of the words at its ends, so that no part of a number stays.
fn words_around(text: &str, place: Range<usize>) -> Option<Range<usize>> {
    if place.is_empty() {
        return None;
    }
    let starts_inside = text[place.clone()].starts_with(char::is_alphanumeric);
    let ends_inside = text[place.clone()].ends_with(char::is_alphanumeric);
    let before = text[..place.start].trim_end_matches(char::is_alphanumeric).len();
    let after = text[place.end..].trim_start_matches(char::is_alphanumeric).len();
    let start = if starts_inside { before } else { place.start };
    Some(
        start..if ends_inside {
            text.len() - after
        } else {
            place.end
        },
    )
}

/// Words before a number that make it a telephone's.
const PHONE_LABEL: &str = r"(?xi)
    \b(?: tel (?: ephone | efon | [ée]fono )? | t[ée]l | phone | ph | mobile? | mob | cell (?: phone )?
    | handy | fax | whats\s?app | call | ring | text | sms | my \s (?: \w+ \s )? number )
    (?: [\s.:\#-]{0,3}
        \b(?: no | nr | number | nummer | is | was | me | us | him | her | back | on | at | under )\b ){0,4}
    [\s.:\#(+-]{0,4}";

/// Long numbers in digits other than 0 to 9, as Arabic and Hindi have them.
const OTHER_DIGITS: &str = r"\+?[\p{Nd}--[0-9]](?:[ .()/-]{0,3}[\p{Nd}--[0-9]]){8,}";

/// One rule for all names, the longest first; none where there are none.
fn names_rule<'a>(names: impl IntoIterator<Item = &'a str>) -> Result<Option<Rule>, regex::Error> {
    let mut names: Vec<String> = names.into_iter().flat_map(spellings).collect();
    names.sort_unstable_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    names.dedup();
    if names.is_empty() {
        return Ok(None);
    }
    let any = format!(r"\b{{start-half}}(?:{})\b{{end-half}}", names.join("|"));
    let regex = RegexBuilder::new(&any)
        .case_insensitive(true)
        .size_limit(NAMES_SIZE)
        .build()?;
    Ok(Some(found_by(PersonalData::Name, regex, whole)))
}

/// The most memory that the pattern of names may take, in bytes.
const NAMES_SIZE: usize = 1 << 27;

/// A name as a pattern, with accents composed and decomposed.
fn spellings(name: &str) -> Vec<String> {
    let composed = ComposingNormalizerBorrowed::new_nfc().normalize(name);
    let decomposed = DecomposingNormalizerBorrowed::new_nfd().normalize(name);
    let pattern = |name: &str| {
        let words: Vec<String> = name.split_whitespace().map(regex::escape).collect();
        words.join(r"\s+")
    };
    [pattern(&composed), pattern(&decomposed)]
        .into_iter()
        .filter(|pattern| !pattern.is_empty())
        .collect()
}
