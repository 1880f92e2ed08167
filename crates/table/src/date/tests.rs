use jiff::SignedDuration;
use jiff::civil::{DateTime, date};
use jiff::tz::AmbiguousOffset;
use proptest::prelude::*;

use super::zone::Zone;
use super::*;

const FORMATS: [DateFormat; 3] = [DateFormat::Auto, DateFormat::MonthFirst, DateFormat::DayFirst];

/// `2026-10-31`, `2026-10-31 14:05:00` or `2026-10-31 14:05:00 +3600`: day, time and seconds east of Greenwich.
fn moment(text: &str) -> Moment {
    let mut words = text.split(' ');
    Moment {
        day: words.next().expect("a day").parse().expect("a day"),
        time: words.next().map(|time| time.parse().expect("a time")),
        offset: words.next().map(|offset| {
            Offset::from_seconds(offset.parse().expect("seconds")).expect("an offset of less than 26 hours")
        }),
    }
}

fn read(format: &DateFormat, text: &str) -> Result<Moment, NoMoment> {
    DateReader::new(format).read(text)
}

#[track_caller]
fn check(formats: &[DateFormat], cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        for format in formats {
            assert_eq!(read(format, text), Ok(moment(expected)), "`{text}` as {format:?}");
        }
    }
}

#[track_caller]
fn refuse(formats: &[DateFormat], texts: &[&str], why: NoMoment) {
    for text in texts {
        for format in formats {
            assert_eq!(read(format, text), Err(why), "`{text}` as {format:?}");
        }
    }
}

#[test]
fn iso_dates() {
    check(
        &FORMATS,
        &[
            ("2026-10-31", "2026-10-31"),
            (" 2026-10-31\t", "2026-10-31"),
            ("2026-1-5", "2026-01-05"),
            ("0001-01-01", "0001-01-01"),
            ("9999-12-31", "9999-12-31"),
            ("2024-02-29", "2024-02-29"),
            ("2026-10-31 14:05", "2026-10-31 14:05:00"),
            ("2026-10-31T14:05", "2026-10-31 14:05:00"),
            ("2026-10-31t14:05:09z", "2026-10-31 14:05:09 0"),
            ("2026-10-31 00:00:00", "2026-10-31 00:00:00"),
            ("2026-10-31 23:59:59", "2026-10-31 23:59:59"),
            ("2026-10-31 9:05:09", "2026-10-31 09:05:09"),
            ("2026-10-31  14:05:09", "2026-10-31 14:05:09"),
            ("2026-10-31 14:05:09.250", "2026-10-31 14:05:09"),
            ("2026-10-31 14:05:09,999999999", "2026-10-31 14:05:09"),
            ("2026-10-31T14:05:09.123456Z", "2026-10-31 14:05:09 0"),
            ("2026-10-31T14:05Z", "2026-10-31 14:05:00 0"),
            ("2026-10-31 14:05:09 Z", "2026-10-31 14:05:09 0"),
        ],
    );
}

#[test]
fn offsets() {
    check(
        &FORMATS,
        &[
            ("2026-10-31T14:05:09+01:00", "2026-10-31 14:05:09 3600"),
            ("2026-10-31T14:05:09.5+0530", "2026-10-31 14:05:09 19800"),
            ("2026-10-31T14:05:09-0330", "2026-10-31 14:05:09 -12600"),
            ("2026-10-31T14:05:09+01", "2026-10-31 14:05:09 3600"),
            ("2026-10-31T14:05+13:45", "2026-10-31 14:05:00 49500"),
            ("2026-10-31 14:05:09 +00:00", "2026-10-31 14:05:09 0"),
            ("2026-10-31 14:05:09 -08:00", "2026-10-31 14:05:09 -28800"),
            ("2026-10-31 14:05:09 UTC", "2026-10-31 14:05:09 0"),
            ("2026-10-31 14:05:09 GMT", "2026-10-31 14:05:09 0"),
            ("2026-10-31 14:05:09 gmt", "2026-10-31 14:05:09 0"),
            ("2026-10-31 14:05:09 GMT+1", "2026-10-31 14:05:09 3600"),
            ("2026-10-31 14:05:09 GMT-5", "2026-10-31 14:05:09 -18000"),
            ("2026-10-31 14:05:09 GMT+10", "2026-10-31 14:05:09 36000"),
            ("2026-10-31 14:05:09 GMT+0100", "2026-10-31 14:05:09 3600"),
            ("2026-10-31 14:05:09 GMT-05:30", "2026-10-31 14:05:09 -19800"),
            ("2026-10-31 14:05:09 GMT+5:30", "2026-10-31 14:05:09 19800"),
            ("2026-10-31 14:05:09 UTC +02:00", "2026-10-31 14:05:09 7200"),
            ("2026-10-31 14:05 EST", "2026-10-31 14:05:00 -18000"),
            ("2026-10-31 14:05:09 EST", "2026-10-31 14:05:09 -18000"),
            ("2026-07-31 14:05 EDT", "2026-07-31 14:05:00 -14400"),
            ("2026-10-31 14:05 CEST", "2026-10-31 14:05:00 7200"),
            ("2026-10-31 14:05:09 cet", "2026-10-31 14:05:09 3600"),
            ("2026-10-31 14:05 MEZ", "2026-10-31 14:05:00 3600"),
            ("2026-10-31 2:05 PM MST", "2026-10-31 14:05:00 -25200"),
            ("2026-10-31 14:05 AEST", "2026-10-31 14:05:00 36000"),
        ],
    );
    refuse(
        &FORMATS,
        &[
            "2026-10-31 14:05 XYZ",
            "2026-10-31 14:05 EST+1",
            "2026-10-31 14:05 Europe/Berlin",
            "2026-10-31 14:05+1",
            "2026-10-31 14:05+1:00",
            "2026-10-31 14:05+100",
            "2026-10-31 14:05+01:0",
            "2026-10-31 14:05+01:60",
            "2026-10-31 14:05+01:00:00",
            "2026-10-31 14:05+19:00",
            "2026-10-31 14:05-",
            "2026-10-31 14:05 GMT+",
            "2026-10-31 14:05 GMT1",
            "2026-10-31 14:05 GMT+530",
            "2026-10-31 14:05ZZ",
            "2026-10-31 14:05 Z+01",
            "2026-10-31Z",
            "2026-10-31+01:00",
            "2026-10-31 UTC",
        ],
        NoMoment::Unreadable,
    );
}

#[test]
fn letters_of_several_zones_are_those_of_the_source() {
    let texts = [
        "2026-10-31 14:05 CST",
        "2026-10-31 14:05:09 IST",
        "Oct 31, 2026 2:05 PM PST",
    ];
    refuse(&FORMATS, &texts, NoMoment::UnclearZone);
    let cases = [
        ("2026-10-31 14:05 CST", "Asia/Shanghai", Some(8 * 3600)),
        ("2026-10-31 14:05 CST", "America/Chicago", Some(-6 * 3600)),
        ("2026-07-31 14:05 CST", "America/Chicago", Some(-6 * 3600)),
        ("2026-07-31 14:05 CDT", "America/Chicago", Some(-5 * 3600)),
        ("2026-07-31 14:05 IST", "Asia/Kolkata", Some(19_800)),
        ("2026-07-31 14:05 IST", "Europe/Dublin", Some(3600)),
        ("2026-07-31 14:05 IST", "Europe/Berlin", None),
    ];
    for (text, name, expected) in cases {
        let found = DateReader::new(&DateFormat::Auto).read_in(text, &zone(name));
        let offset = found.ok().and_then(|moment| moment.offset).map(Offset::seconds);
        assert_eq!(offset, expected, "{text} in {name}");
    }
}

#[test]
fn days_after_the_day_of_the_week() {
    check(
        &FORMATS,
        &[
            ("Thu, 01 Oct 2026 10:00:00 +0000", "2026-10-01 10:00:00 0"),
            ("Sat 31 Oct 2026", "2026-10-31"),
            ("Saturday, October 31, 2026 2:05 PM", "2026-10-31 14:05:00"),
            ("Samstag, 31. Oktober 2026", "2026-10-31"),
            ("Sa., 31. Okt. 2026 14:05", "2026-10-31 14:05:00"),
            ("samedi 31 octobre 2026", "2026-10-31"),
            ("mar. 3 mars 2026", "2026-03-03"),
            ("Sat 2026-10-31", "2026-10-31"),
            ("Sat Oct 31 2026 14:05:09 GMT+0200", "2026-10-31 14:05:09 7200"),
        ],
    );
    refuse(
        &FORMATS,
        &[
            "Fri, 31 Oct 2026",
            "Sat,31 Oct 2026",
            "Xyz, 31 Oct 2026",
            "Sat",
            "Sat, ",
        ],
        NoMoment::Unreadable,
    );
    check(&[DateFormat::MonthFirst], &[("Thu 10/01/2026", "2026-10-01")]);
    refuse(&[DateFormat::DayFirst], &["Thu 10/01/2026"], NoMoment::Unreadable);
    assert_eq!(order_of("Thu 10/01/2026"), Some(Order::MonthFirst));
}

#[test]
fn months_by_german_and_french_names() {
    check(
        &FORMATS,
        &[
            ("1. Oktober 2026", "2026-10-01"),
            ("3. Okt. 2026", "2026-10-03"),
            ("3.Okt.2026", "2026-10-03"),
            ("5. März 2026", "2026-03-05"),
            ("5. MÄRZ 2026", "2026-03-05"),
            ("5. Mrz. 2026", "2026-03-05"),
            ("5. Jänner 2026", "2026-01-05"),
            ("31-Dez-26", "2026-12-31"),
            ("1. Oktober 2026 um 14:05 Uhr", "2026-10-01 14:05:00"),
            ("1er octobre 2026", "2026-10-01"),
            ("12 févr. 2026", "2026-02-12"),
            ("12 FÉVRIER 2026", "2026-02-12"),
            ("12 fevrier 2026", "2026-02-12"),
            ("3 août 2026 à 14h05", "2026-08-03 14:05:00"),
            ("3\u{a0}déc.\u{a0}2026", "2026-12-03"),
            ("31st Oct 2026", "2026-10-31"),
            ("October 1st, 2026", "2026-10-01"),
        ],
    );
}

#[test]
fn two_digits_of_the_year_are_last_where_the_order_is_configured() {
    check(
        &[DateFormat::MonthFirst],
        &[
            ("10/14/26 9:05 AM", "2026-10-14 09:05:00"),
            ("10/4/26", "2026-10-04"),
        ],
    );
    check(
        &[DateFormat::DayFirst],
        &[
            ("14/10/26 9:05 p.m.", "2026-10-14 21:05:00"),
            ("31.10.26", "2026-10-31"),
        ],
    );
    refuse(
        &[DateFormat::Auto],
        &["10/14/26 9:05 AM", "10/31/26", "31.10.26", "01-02-03"],
        NoMoment::UnclearOrder,
    );
    assert_eq!(order_of("10/14/26 9:05 AM"), Some(Order::MonthFirst));
    assert_eq!(order_of("27/10/26"), Some(Order::DayFirst));
    // It may be the first of October 2026.
    assert_eq!(order_of("26-10-01"), None);
}

#[test]
fn months_alone_are_read_by_a_pattern() {
    let cases = [
        ("%Y-%m", "2026-10", "2026-10-01"),
        ("%m_%Y", "10_2026", "2026-10-01"),
        ("%b-%y", "Oct-26", "2026-10-01"),
        ("%b-%y", "Okt-26", "2026-10-01"),
        ("%B %Y", "Oktober 2026", "2026-10-01"),
        ("%B %Y", "août 2026", "2026-08-01"),
        ("%Y", "2026", "2026-01-01"),
    ];
    for (pattern, text, expected) in cases {
        let format = DateFormat::Pattern(pattern.to_owned());
        check(std::slice::from_ref(&format), &[(text, expected)]);
        refuse(
            &[format],
            &["2026-13", "13_2026", "Foo-26", "2026-10-31"],
            NoMoment::Unreadable,
        );
    }
    let reader = DateReader::new(&DateFormat::Pattern("%Y-%m".to_owned()));
    assert_eq!(
        reader.days(date(2026, 10, 1)),
        (date(2026, 10, 1), date(2026, 10, 31))
    );
    let patterns = [
        ("%d. %B %Y", "1. Oktober 2026"),
        ("%A, %d. %b. %Y", "Donnerstag, 01. Okt. 2026"),
    ];
    for (pattern, text) in patterns {
        check(
            &[DateFormat::Pattern(pattern.to_owned())],
            &[(text, "2026-10-01")],
        );
    }
}

#[test]
fn days_as_spreadsheets_count_them() {
    let format = [DateFormat::ExcelDays];
    check(
        &format,
        &[
            ("46296", "2026-10-01"),
            ("46296.0", "2026-10-01"),
            ("46296.004", "2026-10-01 00:05:46"),
            ("46326,5", "2026-10-31 12:00:00"),
            ("46326.5868055556", "2026-10-31 14:05:00"),
            ("46326.9999999", "2026-11-01 00:00:00"),
        ],
    );
    refuse(
        &format,
        &["", "-1", "2026-10-31", "46296.", "1e5", "1793455500"],
        NoMoment::Unreadable,
    );
    refuse(&FORMATS, &["46296", "46296.004"], NoMoment::Unreadable);
    refuse(
        &[DateFormat::Seconds],
        &["46296.004", "0", "99999999"],
        NoMoment::Unreadable,
    );
    refuse(
        &[DateFormat::Milliseconds],
        &["1793455500", "46296.004", "0"],
        NoMoment::Unreadable,
    );
    assert!(is_like_excel_days("46296.004") && !is_like_excel_days("99999") && !is_like_excel_days("4629"));
}

#[test]
fn year_first() {
    check(
        &FORMATS,
        &[
            ("2026/10/31", "2026-10-31"),
            ("2026/1/5", "2026-01-05"),
            ("2026.10.31", "2026-10-31"),
            ("2026. 10. 31", "2026-10-31"),
            ("2026/10/31 14:05:09", "2026-10-31 14:05:09"),
            ("2026.10.31 14:05", "2026-10-31 14:05:00"),
            ("2026/10/31 2:05:09 PM", "2026-10-31 14:05:09"),
            ("2026/10/31 2:05:09 PM GMT+1", "2026-10-31 14:05:09 3600"),
            ("2026/10/31 2:05:09 p.m. GMT+5:30", "2026-10-31 14:05:09 19800"),
            ("2026/10/31 10:05:09 AM GMT-4", "2026-10-31 10:05:09 -14400"),
        ],
    );
}

#[test]
fn clocks_of_twelve_hours() {
    check(
        &FORMATS,
        &[
            ("2026/10/31 12:00:00 AM", "2026-10-31 00:00:00"),
            ("2026/10/31 12:59 am", "2026-10-31 00:59:00"),
            ("2026/10/31 1:00 AM", "2026-10-31 01:00:00"),
            ("2026/10/31 11:59:59 AM", "2026-10-31 11:59:59"),
            ("2026/10/31 12:00 PM", "2026-10-31 12:00:00"),
            ("2026/10/31 01:00 pm", "2026-10-31 13:00:00"),
            ("2026/10/31 11:59:59 PM", "2026-10-31 23:59:59"),
            ("2026/10/31 2:05PM", "2026-10-31 14:05:00"),
            ("2026/10/31 2:05:09.5 P.M.", "2026-10-31 14:05:09"),
            ("2026/10/31 2:05 a.m.", "2026-10-31 02:05:00"),
            ("2026/10/31 2:05 p. m.", "2026-10-31 14:05:00"),
            ("2026/10/31 2:05\u{202f}PM", "2026-10-31 14:05:00"),
            ("2026/10/31 2:05\u{a0}p.\u{a0}m.", "2026-10-31 14:05:00"),
        ],
    );
    refuse(
        &FORMATS,
        &[
            "2026/10/31 14:05 PM",
            "2026/10/31 0:05 AM",
            "2026/10/31 13:05 AM",
            "2026/10/31 2:05 A",
            "2026/10/31 2:05 PMM",
            "2026/10/31 2 PM",
            "2026/10/31 PM",
            "2026/10/31 PM 2:05",
        ],
        NoMoment::Unreadable,
    );
}

#[test]
fn months_by_name() {
    check(
        &FORMATS,
        &[
            ("31 Oct 2026", "2026-10-31"),
            ("1 oct 2026", "2026-10-01"),
            ("31 October 2026 14:05", "2026-10-31 14:05:00"),
            ("31. October 2026", "2026-10-31"),
            ("31.Oct.2026", "2026-10-31"),
            ("31-Oct-2026 14:05:09", "2026-10-31 14:05:09"),
            ("31/Oct/2026", "2026-10-31"),
            ("31-OCT-26", "2026-10-31"),
            ("31 Oct 26 14:05", "2026-10-31 14:05:00"),
            ("01-JAN-69", "2069-01-01"),
            ("01-JAN-70", "1970-01-01"),
            ("Oct 31, 2026", "2026-10-31"),
            ("Oct. 31, 2026", "2026-10-31"),
            ("OCTOBER 31 2026", "2026-10-31"),
            ("Oct 31, 2026 2:05 PM", "2026-10-31 14:05:00"),
            ("Oct 31, 2026, 2:05:09\u{202f}PM", "2026-10-31 14:05:09"),
            ("Oct-31-2026", "2026-10-31"),
            ("2026-Oct-31", "2026-10-31"),
            ("2026 Oct 31 14:05 UTC", "2026-10-31 14:05:00 0"),
            ("5 Sept 2026", "2026-09-05"),
            ("5 May 2026", "2026-05-05"),
        ],
    );
    for (at, name) in [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
    .iter()
    .enumerate()
    {
        let expected = date(2026, i8::try_from(at + 1).expect("a month"), 5);
        for name in [name, &name[..3]] {
            let found = read(&DateFormat::Auto, &format!("5 {name} 2026"));
            assert_eq!(found.map(|moment| moment.day), Ok(expected), "{name}");
        }
    }
    refuse(
        &FORMATS,
        &[
            "31 Octo 2026",
            "31 Oc 2026",
            "31 Octoberr 2026",
            "31 Sep 2026",
            "Oct 2026",
            "Oct 31",
            "Oct 31, 26",
            "Oct31 2026",
            "31Oct2026",
            "31-Oct 2026",
            "31-Oct/2026",
            "31 Oct 126",
            "31 Oct 14:05",
            "310 Oct 2026",
            "31x Oct 2026",
        ],
        NoMoment::Unreadable,
    );
}

#[test]
fn order_of_day_and_month_is_configured() {
    let month = [DateFormat::MonthFirst];
    let day = [DateFormat::DayFirst];
    check(
        &month,
        &[
            ("10/31/2026", "2026-10-31"),
            ("5/6/2026", "2026-05-06"),
            ("05-06-2026", "2026-05-06"),
            ("05.06.2026", "2026-05-06"),
            ("1/2/2026 3:04:05", "2026-01-02 03:04:05"),
            ("1/2/2026 3:04", "2026-01-02 03:04:00"),
            ("1/2/2026 3:04:05 PM", "2026-01-02 15:04:05"),
            ("1/2/2026, 3:04:05 PM", "2026-01-02 15:04:05"),
            ("1/2/2026 3:04 PM GMT+1", "2026-01-02 15:04:00 3600"),
            ("10/31/2026T14:05:09Z", "2026-10-31 14:05:09 0"),
        ],
    );
    check(
        &day,
        &[
            ("31/10/2026", "2026-10-31"),
            ("5/6/2026", "2026-06-05"),
            ("05-06-2026", "2026-06-05"),
            ("05.06.2026 14:05", "2026-06-05 14:05:00"),
            ("1/2/2026 3:04:05 p.m.", "2026-02-01 15:04:05"),
            ("29/2/2024 23:59:59 +0200", "2024-02-29 23:59:59 7200"),
        ],
    );
    refuse(&month, &["31/10/2026", "31.10.2026"], NoMoment::Unreadable);
    refuse(&day, &["10/31/2026", "10.31.2026"], NoMoment::Unreadable);
    refuse(
        &[DateFormat::Auto],
        &[
            "05/06/2026",
            "27/10/2026",
            "10/27/2026",
            "5/5/2026",
            "05-06-2026 14:05",
            "1/2/2026 3:04:05 PM GMT+1",
            "10.27.2026",
        ],
        NoMoment::UnclearOrder,
    );
}

#[test]
fn dots_are_day_first() {
    check(
        &[DateFormat::Auto, DateFormat::DayFirst],
        &[
            ("31.10.2026", "2026-10-31"),
            ("5.6.2026", "2026-06-05"),
            ("31. 10. 2026 14:05", "2026-10-31 14:05:00"),
            ("31.10.2026, 14:05:09", "2026-10-31 14:05:09"),
        ],
    );
}

#[test]
fn a_text_proves_its_order_or_not() {
    let cases = [
        ("27/10/2026", Some(Order::DayFirst)),
        ("27-10-2026 14:05", Some(Order::DayFirst)),
        ("27.10.2026", Some(Order::DayFirst)),
        ("10/27/2026 2:05 PM", Some(Order::MonthFirst)),
        ("10.27.2026", Some(Order::MonthFirst)),
        ("02/29/2024", Some(Order::MonthFirst)),
        ("05/06/2026", None),
        ("05/05/2026", None),
        ("27/27/2026", None),
        ("29/02/2026", None),
        ("27/10/2026 soon", None),
        ("2026/10/27", None),
        ("2026-10-27", None),
        ("27 Oct 2026", None),
        ("1793455500", None),
        ("", None),
    ];
    for (text, expected) in cases {
        assert_eq!(order_of(text), expected, "{text}");
    }
}

#[test]
fn what_is_no_date_is_refused() {
    refuse(
        &FORMATS,
        &[
            "",
            " ",
            "-",
            "N/A",
            "soon",
            "2026",
            "2026-10",
            "2026-W44-6",
            "20261031",
            "20261031T140509Z",
            "2026-02-30",
            "2025-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-10-00",
            "2026-10-310",
            "02026-10-31",
            "-2026-10-31",
            "2026-10/31",
            "2026 10 31",
            "2026–10–31",
            "2026-10-31x",
            "2026-10-31,",
            "2026-10-31T",
            "2026-10-31 T14:05",
            "2026-10-31,14:05",
            "2026-10-31-14:05",
            "2026-10-31 14",
            "2026-10-31 14:5",
            "2026-10-31 14.05",
            "2026-10-31 24:00",
            "2026-10-31 25:00",
            "2026-10-31 14:60",
            "2026-10-31 14:05:60",
            "2026-10-31 14:05:",
            "2026-10-31 14:05:09.",
            "2026-10-31 14:05.5",
            "2026-10-31 014:05",
            "2026-10-31 14:05 2026-10-31",
            "27/27/2026",
            "30/02/2026",
            "31 10 2026",
            "31/10-2026",
            "31.10.",
            "1/2/2026 14:05 PM",
            "99999999999999999999",
            "٣١/١٠/٢٠٢٦",
            "é",
        ],
        NoMoment::Unreadable,
    );
}

#[test]
fn epochs() {
    check(
        &FORMATS,
        &[
            ("1793455500", "2026-10-31 14:05:00 0"),
            ("1793455500.75", "2026-10-31 14:05:00 0"),
            ("1793455500999", "2026-10-31 14:05:00 0"),
            ("1793455500000.0", "2026-10-31 14:05:00 0"),
            ("1000000000", "2001-09-09 01:46:40 0"),
            ("4102444799", "2099-12-31 23:59:59 0"),
            ("4102444799999", "2099-12-31 23:59:59 0"),
        ],
    );
    refuse(
        &FORMATS,
        &[
            "999999999",
            "0999999999",
            "0793455500000",
            "4102444800",
            "4102444800000",
            "179345550000",
            "-1793455500",
            "+1793455500",
            "1793455500.",
            "1793455500 UTC",
            "1.7934555E9",
        ],
        NoMoment::Unreadable,
    );
    check(
        &[DateFormat::Seconds],
        &[
            ("100000000", "1973-03-03 09:46:40 0"),
            ("1793455500", "2026-10-31 14:05:00 0"),
            ("4102444799", "2099-12-31 23:59:59 0"),
        ],
    );
    check(
        &[DateFormat::Milliseconds],
        &[
            ("100000000000", "1973-03-03 09:46:40 0"),
            ("1793455500000", "2026-10-31 14:05:00 0"),
            ("4102444799999.9", "2099-12-31 23:59:59 0"),
        ],
    );
    let both = [DateFormat::Seconds, DateFormat::Milliseconds];
    refuse(
        &both,
        &["", "-1", "x", "2026-10-31", "4102444800000", "1e3"],
        NoMoment::Unreadable,
    );
    refuse(&both[..1], &["1793455500000", "4102444800"], NoMoment::Unreadable);
}

#[test]
fn patterns() {
    let cases = [
        ("%d/%m/%Y %H:%M", "31/10/2026 14:05", "2026-10-31 14:05:00"),
        ("%d.%m.%Y", "31.10.2026", "2026-10-31"),
        (
            "%m/%d/%y %I:%M:%S %p",
            "10/31/26 02:05:09 PM",
            "2026-10-31 14:05:09",
        ),
        (
            "%Y-%m-%dT%H:%M:%S%z",
            "2026-10-31T14:05:09-0330",
            "2026-10-31 14:05:09 -12600",
        ),
        ("%F %T%.f", "2026-10-31 14:05:09.75", "2026-10-31 14:05:09"),
        (
            "%F %T %Q",
            "2026-10-31 14:05:09 Asia/Tokyo",
            "2026-10-31 14:05:09 32400",
        ),
        ("%s", "1793455500", "2026-10-31 14:05:00 0"),
        ("%A, %d %B %Y", "Saturday, 31 October 2026", "2026-10-31"),
    ];
    for (pattern, text, expected) in cases {
        let format = DateFormat::Pattern(pattern.to_owned());
        check(&[format], &[(text, expected), (&format!(" {text} "), expected)]);
    }
    let refused = [
        ("%d/%m/%Y %H:%M", "10/31/2026 14:05"),
        ("%d/%m/%Y", "31/10/2026 14:05"),
        ("%F %T %Q", "2026-10-31 14:05:09 Asia/Nowhere"),
        ("%A, %d %B %Y", "Sunday, 31 October 2026"),
        ("%d.%m.%Y", "2026-10-31"),
    ];
    for (pattern, text) in refused {
        refuse(
            &[DateFormat::Pattern(pattern.to_owned())],
            &[text],
            NoMoment::Unreadable,
        );
    }
}

#[test]
fn examples_are_read_as_what_they_say() {
    let pattern = DateFormat::Pattern("%d/%m/%Y %H:%M".to_owned());
    for format in DateFormat::NAMED
        .map(|(_, format)| format)
        .iter()
        .chain([&pattern])
    {
        let example = DateReader::new(format).example();
        let day = example.split('`').nth(1).and_then(|text| read(format, text).ok());
        assert_eq!(
            day.map(|moment| moment.day),
            Some(date(2026, 10, 31)),
            "{example}"
        );
    }
    assert_eq!(
        DateReader::new(&pattern).example(),
        "`31/10/2026 14:05` (`%d/%m/%Y %H:%M`)"
    );
}

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).expect("a zone of the database")
}

/// The instant in UTC of a local time, and what daylight saving did to it.
#[track_caller]
fn check_clock(name: &str, cases: &[(&str, &str, Clock)]) {
    let mut reader = Zone::new(zone(name), TimeZone::UTC);
    for (local, utc, clock) in cases {
        let expected: Timestamp = format!("{utc}Z").parse().expect("an instant");
        let found = reader.instant(moment(local));
        let found = found.map(|(instant, clock)| (instant.0, clock));
        assert_eq!(found, Some((expected.as_second(), *clock)), "{local} in {name}");
    }
}

#[test]
fn clocks_put_forward_and_back_in_new_york() {
    check_clock(
        "America/New_York",
        &[
            ("2026-03-07 23:59:59", "2026-03-08T04:59:59", Clock::Plain),
            ("2026-03-08", "2026-03-08T05:00:00", Clock::Plain),
            ("2026-03-08 01:59:59", "2026-03-08T06:59:59", Clock::Plain),
            ("2026-03-08 02:00:00", "2026-03-08T07:00:00", Clock::Skipped),
            ("2026-03-08 02:30:00", "2026-03-08T07:30:00", Clock::Skipped),
            ("2026-03-08 03:00:00", "2026-03-08T07:00:00", Clock::Plain),
            ("2026-03-09 02:30:00", "2026-03-09T06:30:00", Clock::Plain),
            ("2026-07-01 12:00:00", "2026-07-01T16:00:00", Clock::Plain),
            ("2026-11-01 00:59:59", "2026-11-01T04:59:59", Clock::Plain),
            ("2026-11-01 01:00:00", "2026-11-01T05:00:00", Clock::Doubled),
            ("2026-11-01 01:59:59", "2026-11-01T05:59:59", Clock::Doubled),
            ("2026-11-01 02:00:00", "2026-11-01T07:00:00", Clock::Plain),
            ("2026-11-02 01:30:00", "2026-11-02T06:30:00", Clock::Plain),
            ("2026-11-01 01:30:00 -18000", "2026-11-01T06:30:00", Clock::Plain),
            ("2026-03-08 02:30:00 0", "2026-03-08T02:30:00", Clock::Plain),
        ],
    );
}

#[test]
fn clocks_put_forward_and_back_in_berlin() {
    check_clock(
        "Europe/Berlin",
        &[
            ("2026-03-29 01:59:59", "2026-03-29T00:59:59", Clock::Plain),
            ("2026-03-29 02:15:00", "2026-03-29T01:15:00", Clock::Skipped),
            ("2026-03-29 03:15:00", "2026-03-29T01:15:00", Clock::Plain),
            ("2026-10-25 01:59:59", "2026-10-24T23:59:59", Clock::Plain),
            ("2026-10-25 02:15:00", "2026-10-25T00:15:00", Clock::Doubled),
            ("2026-10-25 03:00:00", "2026-10-25T02:00:00", Clock::Plain),
            ("2050-07-01 00:00:00", "2050-06-30T22:00:00", Clock::Plain),
        ],
    );
}

#[test]
fn half_an_hour_at_lord_howe() {
    check_clock(
        "Australia/Lord_Howe",
        &[
            ("2026-10-04 01:59:59", "2026-10-03T15:29:59", Clock::Plain),
            ("2026-10-04 02:10:00", "2026-10-03T15:40:00", Clock::Skipped),
            ("2026-10-04 02:30:00", "2026-10-03T15:30:00", Clock::Plain),
            ("2026-04-05 01:29:59", "2026-04-04T14:29:59", Clock::Plain),
            ("2026-04-05 01:45:00", "2026-04-04T14:45:00", Clock::Doubled),
            ("2026-04-05 02:00:00", "2026-04-04T15:30:00", Clock::Plain),
        ],
    );
}

#[test]
fn a_midnight_that_is_skipped_or_doubled() {
    check_clock(
        "America/Sao_Paulo",
        &[
            ("2018-11-03 23:59:59", "2018-11-04T02:59:59", Clock::Plain),
            ("2018-11-04", "2018-11-04T03:00:00", Clock::Skipped),
            ("2018-11-04 00:30:00", "2018-11-04T03:30:00", Clock::Skipped),
            ("2018-11-04 01:00:00", "2018-11-04T03:00:00", Clock::Plain),
            ("2018-11-05 00:00:00", "2018-11-05T02:00:00", Clock::Plain),
            ("2019-02-16 22:59:59", "2019-02-17T00:59:59", Clock::Plain),
            ("2019-02-16 23:30:00", "2019-02-17T01:30:00", Clock::Doubled),
            ("2019-02-17 00:00:00", "2019-02-17T03:00:00", Clock::Plain),
        ],
    );
    // Put back at one minute past midnight: what is doubled is the evening before.
    check_clock(
        "America/St_Johns",
        &[
            ("2010-11-06 23:00:59", "2010-11-07T01:30:59", Clock::Plain),
            ("2010-11-06 23:30:00", "2010-11-07T02:00:00", Clock::Doubled),
            ("2010-11-07 00:00:59", "2010-11-07T02:30:59", Clock::Doubled),
            ("2010-11-07 00:01:00", "2010-11-07T03:31:00", Clock::Plain),
        ],
    );
    // A whole day that never was.
    check_clock(
        "Pacific/Apia",
        &[
            ("2011-12-29 12:00:00", "2011-12-29T22:00:00", Clock::Plain),
            ("2011-12-30 12:00:00", "2011-12-30T22:00:00", Clock::Skipped),
            ("2011-12-31 12:00:00", "2011-12-30T22:00:00", Clock::Plain),
        ],
    );
}

#[test]
fn days_are_counted_in_the_zone_of_the_report() {
    let cases = [
        // Local times of the report's zone, and days without a time, are taken as they are.
        (
            "Europe/Berlin",
            "Europe/Berlin",
            "2026-10-31 23:30:00",
            "2026-10-31",
        ),
        ("America/New_York", "Asia/Tokyo", "2026-10-31", "2026-10-31"),
        (
            "America/New_York",
            "Asia/Tokyo",
            "2026-10-31 10:59:59",
            "2026-10-31",
        ),
        (
            "America/New_York",
            "Asia/Tokyo",
            "2026-10-31 11:00:00",
            "2026-11-01",
        ),
        (
            "Asia/Tokyo",
            "America/New_York",
            "2026-10-31 12:59:59",
            "2026-10-30",
        ),
        (
            "Asia/Tokyo",
            "America/New_York",
            "2026-10-31 13:00:00",
            "2026-10-31",
        ),
        // On the day that clocks are put back, too.
        ("UTC", "America/New_York", "2026-11-02 04:59:59", "2026-11-01"),
        ("UTC", "America/New_York", "2026-11-02 05:00:00", "2026-11-02"),
        (
            "Europe/Berlin",
            "Europe/Berlin",
            "2026-10-31 23:30:00 0",
            "2026-11-01",
        ),
        (
            "Europe/Berlin",
            "Europe/Berlin",
            "2026-07-31 22:00:00 0",
            "2026-08-01",
        ),
        (
            "Europe/Berlin",
            "Europe/Berlin",
            "2026-07-31 21:59:59 0",
            "2026-07-31",
        ),
        ("UTC", "UTC", "2026-10-31 00:30:00 3600", "2026-10-30"),
        // Thousands of years away.
        ("UTC", "Asia/Tokyo", "9999-12-31 23:59:59", "9999-12-31"),
        ("UTC", "Asia/Tokyo", "0001-01-01 00:00:00", "0001-01-01"),
    ];
    for (source, report, text, expected) in cases {
        let day = Zone::new(zone(source), zone(report)).day(moment(text));
        assert_eq!(day.to_string(), expected, "{text} of {source} in {report}");
    }
}

/// How much of a date-time a form shows.
#[derive(Clone, Copy, Debug)]
enum Shows {
    Day,
    Minute,
    Second,
}

/// Forms that are read in each order, as `strftime` prints them.
const ANY: [(&str, Shows); 24] = [
    ("%Y-%m-%d", Shows::Day),
    ("%Y/%m/%d", Shows::Day),
    ("%Y.%m.%d", Shows::Day),
    ("%Y/%-m/%-d", Shows::Day),
    ("%d %b %Y", Shows::Day),
    ("%-d %B %Y", Shows::Day),
    ("%d-%b-%Y", Shows::Day),
    ("%d/%b/%Y", Shows::Day),
    ("%b %-d, %Y", Shows::Day),
    ("%B %-d, %Y", Shows::Day),
    ("%Y-%m-%d %H:%M", Shows::Minute),
    ("%Y-%m-%dT%H:%M", Shows::Minute),
    ("%d %b %Y %H:%M", Shows::Minute),
    ("%B %-d, %Y %-I:%M %p", Shows::Minute),
    ("%Y-%m-%d %H:%M:%S", Shows::Second),
    ("%Y-%m-%dT%H:%M:%S", Shows::Second),
    ("%Y-%m-%dT%H:%M:%S.250", Shows::Second),
    ("%Y-%m-%dt%H:%M:%S,123456789", Shows::Second),
    ("%Y/%m/%d %-H:%M:%S", Shows::Second),
    ("%Y/%m/%d %-I:%M:%S %p", Shows::Second),
    ("%Y/%-m/%-d %I:%M:%S%P", Shows::Second),
    ("%d-%b-%Y %H:%M:%S", Shows::Second),
    ("%b %-d, %Y, %-I:%M:%S %p", Shows::Second),
    ("%Y-%b-%d %H:%M:%S", Shows::Second),
];

/// What follows a day of numbers whose year is last.
const TIMES: [(&str, Shows); 7] = [
    ("", Shows::Day),
    (" %H:%M", Shows::Minute),
    (" %-I:%M %p", Shows::Minute),
    (" %-H:%M:%S", Shows::Second),
    (", %H:%M:%S", Shows::Second),
    (" %I:%M:%S %p", Shows::Second),
    ("T%H:%M:%S.5", Shows::Second),
];

/// Civil date-times from 1970 to 2099.
fn civil() -> impl Strategy<Value = DateTime> {
    (0..=i64::try_from(LAST_SECOND).expect("it fits")).prop_map(|second| {
        let instant = Timestamp::from_second(second).expect("an instant");
        Offset::UTC.to_datetime(instant)
    })
}

fn shown(at: DateTime, shows: Shows, offset: Option<Offset>) -> Moment {
    let time = match shows {
        Shows::Day => None,
        Shows::Minute => Some(Time::constant(at.hour(), at.minute(), 0, 0)),
        Shows::Second => Some(at.time()),
    };
    Moment {
        day: at.date(),
        time,
        offset: offset.filter(|_| time.is_some()),
    }
}

/// An offset in minutes, in the ways it is written.
fn written(minutes: i32) -> [String; 6] {
    let sign = if minutes < 0 { '-' } else { '+' };
    let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
    [
        format!("{sign}{hours:02}:{rest:02}"),
        format!("{sign}{hours:02}{rest:02}"),
        format!(" {sign}{hours:02}:{rest:02}"),
        format!(" GMT{sign}{hours}:{rest:02}"),
        format!(" GMT{sign}{hours:02}{rest:02}"),
        format!(" UTC {sign}{hours:02}:{rest:02}"),
    ]
}

fn check_forms(format: &DateFormat, form: &str, shows: Shows, at: DateTime, minutes: i32) {
    let text = strtime::format(form, at).expect("a form of dates and times");
    assert_eq!(
        read(format, &text),
        Ok(shown(at, shows, None)),
        "`{text}` as {format:?}"
    );
    if matches!(shows, Shows::Day) {
        return;
    }
    let offset = Offset::from_seconds(minutes * 60).expect("an offset");
    for offset_text in written(minutes) {
        let text = format!("{text}{offset_text}");
        assert_eq!(
            read(format, &text),
            Ok(shown(at, shows, Some(offset))),
            "`{text}` as {format:?}"
        );
    }
}

const ZONES: [&str; 8] = [
    "America/New_York",
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Africa/Casablanca",
    "Pacific/Apia",
    "Asia/Kolkata",
];

proptest! {
    #[test]
    fn what_is_printed_is_read_back(at in civil(), minutes in -14 * 60..=14 * 60) {
        for (form, shows) in ANY {
            for format in &FORMATS {
                check_forms(format, form, shows, at, minutes);
            }
        }
        for (time, shows) in TIMES {
            for mark in ['/', '-', '.'] {
                let forms = [
                    (DateFormat::MonthFirst, format!("%m{mark}%d{mark}%Y{time}")),
                    (DateFormat::MonthFirst, format!("%-m{mark}%-d{mark}%Y{time}")),
                    (DateFormat::DayFirst, format!("%d{mark}%m{mark}%Y{time}")),
                    (DateFormat::DayFirst, format!("%-d{mark}%-m{mark}%Y{time}")),
                ];
                for (format, form) in forms {
                    check_forms(&format, &form, shows, at, minutes);
                }
            }
            check_forms(&DateFormat::Auto, &format!("%d.%m.%Y{time}"), shows, at, minutes);
        }
    }

    #[test]
    fn order_is_never_guessed(at in civil()) {
        for (time, _) in TIMES {
            for form in ["%m/%d/%Y", "%d/%m/%Y", "%-m-%-d-%Y", "%-d-%-m-%Y"] {
                let text = strtime::format(format!("{form}{time}"), at).expect("a text");
                prop_assert_eq!(read(&DateFormat::Auto, &text), Err(NoMoment::UnclearOrder));
                let proved = order_of(&text);
                let day_first = form.starts_with("%d") || form.starts_with("%-d");
                let expected = if day_first { Order::DayFirst } else { Order::MonthFirst };
                prop_assert_eq!(proved, (at.day() > 12).then_some(expected));
            }
        }
    }

    #[test]
    fn epochs_are_read_back(second in FIRST_SECOND..=LAST_SECOND, millis in 0..1000_u64) {
        let instant = Timestamp::from_second(i64::try_from(second).expect("it fits")).expect("an instant");
        let expected = Ok(shown(Offset::UTC.to_datetime(instant), Shows::Second, Some(Offset::UTC)));
        let (seconds, milliseconds) = (format!("{second}.{millis:03}"), format!("{}", second * 1000 + millis));
        prop_assert_eq!(read(&DateFormat::Seconds, &seconds), expected);
        prop_assert_eq!(read(&DateFormat::Milliseconds, &milliseconds), expected);
        if second >= 1_000_000_000 {
            prop_assert_eq!(read(&DateFormat::Auto, &seconds), expected);
            prop_assert_eq!(read(&DateFormat::Auto, &milliseconds), expected);
        }
    }

    #[test]
    fn the_short_way_reads_nothing_else(at in civil(), place in 0..30_usize, byte in 0x20..0x7f_u8) {
        for form in ["%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S.5", "%Y-%m-%dT%H:%M:%S-03:30"] {
            let mut text = strtime::format(form, at).expect("a text").into_bytes();
            prop_assert!(iso::read(str::from_utf8(&text).expect("ASCII")).is_some());
            let place = place % text.len();
            text[place] = byte;
            let text = str::from_utf8(&text).expect("ASCII");
            if let Some(moment) = iso::read(text) {
                prop_assert_eq!(calendar::read(text, None).and_then(|told| super::moment(told, None)), Ok(moment), "{}", text);
            }
        }
    }

    #[test]
    fn nothing_makes_the_reader_panic(text in "[0-9APMZGTUCOct.,:/+\\- \u{a0}\u{202f}é]{0,24}") {
        for (_, format) in DateFormat::NAMED {
            let _ = read(&format, &text);
        }
        let _ = order_of(&text);
    }

    /// The remembered days say what the zone says.
    #[test]
    fn instants_are_those_of_the_zone(
        at in civil(),
        nudge in -3 * 86_400..3 * 86_400_i64,
        name in proptest::sample::select(&ZONES[..]),
        report in proptest::sample::select(&ZONES[..]),
    ) {
        let (here, there) = (zone(name), zone(report));
        let mut reader = Zone::new(here.clone(), there.clone());
        let instant = Offset::UTC.to_timestamp(at).expect("an instant");
        // Near the next change of either, where there is one.
        let changes = [&here, &there].map(|zone| zone.following(instant).next().map(|change| change.timestamp()));
        for near in changes.into_iter().flatten().chain([instant]) {
            let near = near.checked_add(SignedDuration::from_secs(nudge)).expect("an instant");
            let at = Offset::UTC.to_datetime(near);
            let local = here.to_ambiguous_timestamp(at);
            let clock = match local.offset() {
                AmbiguousOffset::Unambiguous { .. } => Clock::Plain,
                AmbiguousOffset::Gap { .. } => Clock::Skipped,
                AmbiguousOffset::Fold { .. } => Clock::Doubled,
            };
            let expected = local.compatible().expect("an instant");
            let moment = shown(at, Shows::Second, None);
            let found = reader.instant(moment).map(|(instant, clock)| (instant.0, clock));
            prop_assert_eq!(found, Some((expected.as_second(), clock)));
            let day = if here == there { at.date() } else { there.to_datetime(expected).date() };
            prop_assert_eq!(reader.day(moment), day);
            let of_utc = shown(at, Shows::Second, Some(Offset::UTC));
            prop_assert_eq!(reader.day(of_utc), there.to_datetime(near).date());
        }
    }
}
