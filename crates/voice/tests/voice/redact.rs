//! What must be taken out of a comment, and what must stay.

use std::borrow::Cow;

use cxpress_voice::redact::{PersonalData, Redactions, Redactor};
use regex::Regex;

fn redactor() -> Redactor {
    Redactor::new([], Vec::new()).unwrap()
}

/// Texts of which one marker is left.
fn taken_out(kind: PersonalData, texts: &[&str]) {
    let redactor = redactor();
    let left: Vec<_> = texts
        .iter()
        .map(|text| (text, redactor.redact(text).text))
        .collect();
    let wrong: Vec<_> = left.iter().filter(|(_, text)| text != kind.marker()).collect();
    assert!(wrong.is_empty(), "not {}: {wrong:#?}", kind.marker());
}

/// Texts and what becomes of them.
fn becomes(redactor: &Redactor, cases: &[(&str, &str)]) {
    let wrong: Vec<_> = cases
        .iter()
        .map(|(text, expected)| (redactor.redact(text).text, *expected))
        .filter(|(text, expected)| text != expected)
        .collect();
    assert!(wrong.is_empty(), "found, expected: {wrong:#?}");
}

#[test]
fn telephone_numbers_go() {
    taken_out(
        PersonalData::Phone,
        &[
            "+49 30 123456",
            "+49 (0)30 12 34 56",
            "+49 (0) 171 / 123 45 67",
            "+491711234567",
            "+49-171-1234567",
            "(+49) 171 1234567",
            "+(49) 171 1234567",
            "+ 49 171 1234567",
            "0049 171 1234567",
            "00491711234567",
            "0171 1234567",
            "0171/1234567",
            "0171-123 45 67",
            "0171 12345678",
            "(030) 123 45 67",
            "(030) / 123 4567",
            "030-1234567",
            "030.1234567",
            "+44 20 7946 0958",
            "+44 (0)20 7946 0958",
            "020 7946 0958",
            "(020) 7946 0958",
            "0161 496 0000",
            "07700 900123",
            "07700900123",
            "44 7700 900123",
            "+1 (555) 123-4567",
            "+1-555-123-4567",
            "+1.555.123.4567",
            "1-800-555-0199",
            "1 (800) 555-0199",
            "(555) 123-4567",
            "(555)123-4567",
            "555-123-4567",
            "555.123.4567",
            "555 123 4567",
            "5551234567",
            "+33 6 12 34 56 78",
            "06 12 34 56 78",
            "06.12.34.56.78",
            "06-12-34-56-78",
            "0612345678",
            "33 6 12 34 56 78",
            "+34 612 345 678",
            "612 345 678",
            "612 34 56 78",
            "91 123 45 67",
            "+39 347 123 4567",
            "347 1234567",
            "347 123 45 67",
            "06 1234567",
            "+41 44 668 18 00",
            "044 668 18 00",
            "+43 1 58858-0000",
            "+31 6 12345678",
            "06-12345678",
            "+32 470 12 34 56",
            "+46 70 123 45 67",
            "070-123 45 67",
            "+47 412 34 567",
            "+45 12 34 56 78",
            "22 12 34 56",
            "+48 601 234 567",
            "601-234-567",
            "+420 601 123 456",
            "+7 912 345-67-89",
            "8 (912) 345-67-89",
            "+380 44 123 4567",
            "+90 532 123 45 67",
            "+91 98765 43210",
            "98765 43210",
            "+86 138 0013 8000",
            "138 0013 8000",
            "+81 90-1234-5678",
            "090-1234-5678",
            "+55 (11) 91234-5678",
            "(11) 91234-5678",
            "+52 55 1234 5678",
            "55 1234 5678",
            "+61 412 345 678",
            "0412 345 678",
            "(02) 9876 5432",
            "+64 21 123 4567",
            "+65 9123 4567",
            "9123 4567",
            "+27 82 123 4567",
            "+353 1 234 5678",
            "+971 50 123 4567",
            "+49\u{A0}171\u{A0}1234567",
            "+49 171\u{2013}1234567",
            "+49 171\u{2011}123\u{2011}4567",
            "٠١٢٣٤٥٦٧٨٩",
            "०९८७६ ५४३२१०",
        ],
    );
}

#[test]
fn numbers_after_a_label_are_telephones() {
    let cases = [
        ("tel. 555-1234", "tel. [phone]"),
        ("Tel: 123456", "Tel: [phone]"),
        ("my phone number is 5551234", "my phone number is [phone]"),
        ("call me back on 555 1234!", "call me back on [phone]!"),
        ("Mobile 9123-4567.", "Mobile [phone]."),
        ("my new number: 123 456", "my new number: [phone]"),
        ("WhatsApp 5551234", "WhatsApp [phone]"),
        ("Fax (04321) 1234", "Fax [phone]"),
        ("Tel0171 2345678", "Tel[phone]"),
        ("I was on the phone 14 times", "I was on the phone 14 times"),
        ("My phone 12.05.2024 broke", "My phone 12.05.2024 broke"),
        ("they call 24/7 and 365 days", "they call 24/7 and 365 days"),
        ("call in 2023 2024 and 2025", "call in 2023 2024 and 2025"),
        ("the phone 1 299 000 EUR", "the phone 1 299 000 EUR"),
        ("iPhone 128 256 is fine", "iPhone 128 256 is fine"),
    ];
    becomes(&redactor(), &cases);
}

#[test]
fn mail_goes() {
    taken_out(
        PersonalData::EMail,
        &[
            "anna@example.com",
            "ANNA@EXAMPLE.COM",
            "anna.maria+shop@mail.example.co.uk",
            "a_b-c%d@ex-ample.org",
            "o'neil@example.ie",
            "jürgen@müller.de",
            "анна@почта.рф",
            "anna@xn--mller-kva.xn--p1ai",
            "\"anna maria\"@example.com",
            "anna @ example.com",
            "anna (at) example.com",
            "anna(at)example.com",
            "anna [at] example [dot] com",
            "anna at example dot com",
            "anna at mail dot example dot com",
            "anna@example (dot) com",
            "anna (ät) example.de",
        ],
    );
}

#[test]
fn accounts_cards_and_addresses_go() {
    taken_out(
        PersonalData::Iban,
        &[
            "DE89 3704 0044 0532 0130 00",
            "DE89370400440532013000",
            "de89 3704 0044 0532 0130 00",
            "DE89-3704-0044-0532-0130-00",
            "GB29 NWBK 6016 1331 9268 19",
            "NO93 8601 1117 947",
            "BE68 5390 0754 7034",
            "FR14 2004 1010 0505 0001 3M02 606",
            "MT84MALT011000012345MTLCAST001S",
            "DE88 3704 0044 0532 0130 00", // mistyped
        ],
    );
    taken_out(
        PersonalData::Card,
        &[
            "4111 1111 1111 1111",
            "4111-1111-1111-1111",
            "4111111111111111",
            "4111.1111.1111.1111",
            "3782 822463 10005",
            "378282246310005",
            "5555 5555 5555 4444",
            "6011 1111 1111 1117",
            "4222222222222",
            "6304000000000000000",
            "4111  1111 - 1111 1111",
        ],
    );
    taken_out(
        PersonalData::Address,
        &[
            "192.168.1.10",
            "8.8.8.8",
            "2001:db8::8a2e:370:7334",
            "fe80::1",
            "2001:0db8:0000:0000:0000:ff00:0042:8329",
        ],
    );
    taken_out(
        PersonalData::Link,
        &[
            "https://example.com/account?email=anna%40example.com&token=1",
            "http://example.com/#/user/anna",
            "www.example.com/track?id=7",
            "example.com/track?id=7",
            "https://anna:secret@example.com/",
            "https://example.com/unsubscribe/anna%40example.com",
        ],
    );
}

#[test]
fn other_numbers_that_find_somebody_go() {
    taken_out(
        PersonalData::Reference,
        &[
            "00340434161094015902",
            "4111 1111 1111 1112",
            "123-45-6789",
            "3782 822463 10006",
        ],
    );
    let cases = [
        ("order 12345678", "order [reference]"),
        ("Order no. 12345678 is late", "Order no. [reference] is late"),
        ("order number is 4711-0815", "order number is [reference]"),
        ("Order: #1234", "Order: #[reference]"),
        ("order#98765", "order#[reference]"),
        ("my ref. AB-123456", "my ref. [reference]"),
        ("REF: 2024/778899", "REF: [reference]"),
        ("ticket #48213 was closed", "ticket #[reference] was closed"),
        ("Case ID 5001x0000012", "Case ID [reference]"),
        ("booking reference X7K2PQ", "booking reference [reference]"),
        ("booking code: KL4711Q", "booking code: [reference]"),
        ("Customer no 778899.", "Customer no [reference]."),
        ("account number 0012345", "account number [reference]"),
        ("Bestellnummer 12345678", "Bestellnummer [reference]"),
        ("Rechnung Nr. 2024-4711", "Rechnung Nr. [reference]"),
        ("commande n° 778899", "commande n° [reference]"),
        ("pedido número 445566", "pedido número [reference]"),
        ("see #123456", "see #[reference]"),
        ("parcel RR123456789DE", "parcel [reference]"),
        ("it was RR123456789DE", "it was RR[reference]DE"),
    ];
    becomes(&redactor(), &cases);
}

#[test]
fn what_finds_nobody_stays() {
    let stays = [
        "",
        "I love it",
        "since 2019",
        "2019 2020 2021 2022",
        "in 2023-2024",
        "2023/24",
        "31.12.2024",
        "01.02.2024",
        "1/2/2024",
        "12/31/24",
        "2024-05-01",
        "2024-05-01 12:30:45",
        "2024-05-01T12:30:45Z",
        "20240501123000",
        "01.02.2024 - 05.03.2024",
        "from 01-02-2024 to 03-02-2024",
        "01.02.24, 03.04.24 and 05.06.24",
        "12:30",
        "08.30-17.00",
        "08:30 - 17:00",
        "09.00 - 12.00 and 13.00 - 18.00",
        "open 10-12 and 14-16",
        "open 24/7",
        "$1,234,567.89",
        "1.299,00 €",
        "1 299 000 kr",
        "EUR 12.345.678,90",
        "99.99 and 149.99",
        "612 345 678 euros",
        "€ 612 345 678",
        "$5551234567",
        "123,456,789 people",
        "50% of 1200",
        "I ordered 3 items, 2 refunds, 1 exchange",
        "our order of 1200 units",
        "order 500 units",
        "ordered 10000 pieces",
        "order 2024-05-01",
        "order no. 12.05.2024",
        "ticket: 2023",
        "ticket no. 4 of 20",
        "order number please",
        "the reference is missing",
        "order 150000 EUR",
        "in this case 12 people waited",
        "10 out of 10",
        "1 2 3 4 5 6 7 8 9",
        "10 20 30 40 50",
        "3 x 4 = 12",
        "0.123456789",
        "0.25-0.50",
        "-12.5",
        "+5 points",
        "+1 for this",
        "6000-8000 steps",
        "20-25-30-35",
        "route 66, gate B42, seat 12A",
        "A320 and B737-800",
        "version 10.4.2",
        "WH-1000XM4",
        "MP3 320 kbit/s",
        "12345",
        "1234567",
        "#1 in town",
        "#2024",
        "ZIP 12345-6789",
        "D-10115 Berlin",
        "1010 Wien",
        "flight LH 1234 on 5 May 2024",
        "https://example.com/help",
        "www.example.com",
        "Did you see www.example.com?",
        "example.com/help",
        "@anna",
        "me @ work",
        "meet at 5",
        "good at home",
        "a@b",
        "C++ std::vec",
        "10:20:30",
        "::",
        "999.999.999.999",
        "AB12 CARS ARE NICE TOO HERE",
        "[phone]",
        "[card] [name] [e-mail]",
        "[not a marker]",
        "1 in 1000",
        "2 + 2",
        "room 101-102-103",
        "10-12 14-16",
        "100 200 3000",
        "line 1\n2\n3\n4\n5\n6\n7\n8\n9\n10",
        "Öffnungszeiten 08.00-12.00, 13.00-17.00",
        "1.234.567",
        "5'000'000",
        "½ price",
        "love it <3333333333",
        "١٢٣",
    ];
    let redactor = redactor();
    let changed: Vec<_> = stays
        .iter()
        .map(|text| (text, redactor.redact(text).text))
        .filter(|(text, left)| left != *text)
        .collect();
    assert!(changed.is_empty(), "{changed:#?}");
    assert!(
        stays
            .iter()
            .all(|text| matches!(redactor.redact(text).text, Cow::Borrowed(_)))
    );
}

#[test]
fn sentences_keep_their_words() {
    let cases = [
        (
            "Call me (0171 1234567) or write to anna@example.com. Thanks!",
            "Call me ([phone]) or write to [e-mail]. Thanks!",
        ),
        (
            "I paid 99.99 on 01.02.2024 0171-1234567",
            "I paid 99.99 on 01.02.2024 [phone]",
        ),
        ("at 10:30 555 123 4567 rang", "at 10:30 [phone] rang"),
        ("In 2023. (555) 123-4567 answered", "In 2023. [phone] answered"),
        ("card 4111 1111 1111 1111 12/27 123", "card [card] 12/27 123"),
        ("card:4111111111111111,exp 12/27", "card:[card],exp 12/27"),
        ("x4111111111111111y", "x[card]y"),
        (
            "my IBAN DE89 3704 0044 0532 0130 00 is right",
            "my IBAN [iban] is right",
        ),
        ("pay BE68 5390 0754 7034 soon", "pay [iban] soon"),
        ("BE68 5390 0754 7034 paid late", "[iban] paid late"),
        ("(see https://example.com/a?b=c).", "(see [link])."),
        ("from 10.0.0.1, and 10.0.0.2.", "from [address], and [address]."),
        ("[phone] or 0171 1234567", "[phone] or [phone]"),
        ("0171 1234567, 0172 7654321", "[phone], [phone]"),
        ("0171 1234567\n0172 7654321", "[phone]\n[phone]"),
        ("+49 171 1234567 +49 172 7654321", "[phone] [phone]"),
        ("anna@example.com;otto@example.com", "[e-mail];[e-mail]"),
        ("mailto:anna@example.com", "mailto:[e-mail]"),
        ("😀0171 1234567😀", "😀[phone]😀"),
    ];
    becomes(&redactor(), &cases);
}

#[test]
fn configured_names_go_as_whole_words() {
    let names = [
        "Anna",
        "Anna Maria",
        "Müller",
        "José",
        "O'Neil",
        "J. R.",
        "Ян",
        " ",
        "",
        "Ann",
    ];
    let cases = [
        ("Anna was kind", "[name] was kind"),
        ("ANNA and anna", "[name] and [name]"),
        ("Annabel was kind", "Annabel was kind"),
        ("Anna's help", "[name]'s help"),
        ("Anna Maria helped", "[name] helped"),
        ("Anna  \n Maria helped", "[name] helped"),
        ("Anna Mariana helped", "[name] Mariana helped"),
        ("Mr MÜLLER", "Mr [name]"),
        ("Frau Mu\u{308}ller", "Frau [name]"),
        ("Müllerin", "Müllerin"),
        ("jose\u{301}!", "[name]!"),
        ("Jose", "Jose"),
        ("ask o'neil", "ask [name]"),
        ("J. R. said", "[name] said"),
        ("это ЯН", "это [name]"),
        ("Январь", "Январь"),
        ("Susann", "Susann"),
        ("Anna_x", "Anna_x"),
        ("anna@example.com", "[e-mail]"),
    ];
    becomes(&Redactor::new(names, Vec::new()).unwrap(), &cases);
}

#[test]
fn configured_numbers_go() {
    let patterns =
        [r"\bCX-\d+", r"(?i)loyalty (\d{4})", r"\d{7}\b", r"x*"].map(|pattern| Regex::new(pattern).unwrap());
    let cases = [
        ("my CX-12 came", "my [reference] came"),
        ("Loyalty 1234 member", "Loyalty [reference] member"),
        ("loyalty 12345", "loyalty [reference]"), // the rest of the word goes along
        ("about 1234567 things", "about [reference] things"),
        ("CX-", "CX-"),
    ];
    becomes(&Redactor::new([], patterns.into()).unwrap(), &cases);
}

#[test]
fn a_name_that_is_a_marker_s_word_leaves_markers_alone() {
    let redactor = Redactor::new(["phone", "name", "Card"], vec![Regex::new(r"\w+$").unwrap()]).unwrap();
    let once = redactor
        .redact("my phone 0171 1234567 and [card]")
        .text
        .into_owned();
    assert_eq!(redactor.redact(&once).text, once);
    assert!(once.ends_with("[card]"), "{once}");
}

#[test]
fn places_are_counted_by_kind() {
    let redactor = Redactor::new(["Otto"], Vec::new()).unwrap();
    let found = redactor
        .redact("Otto, otto: 0171 1234567, a@example.com, 4111 1111 1111 1111, [phone]")
        .redactions;
    let expected = [
        (PersonalData::Name, 2),
        (PersonalData::Phone, 1),
        (PersonalData::EMail, 1),
        (PersonalData::Card, 1),
    ];
    assert_eq!(found.total(), 5);
    for (kind, places) in expected {
        assert_eq!(found.of(kind), places, "{kind:?}");
    }
    let mut sum = Redactions::default();
    sum.merge(&found);
    sum.merge(&found);
    sum.add(PersonalData::Link, 3);
    assert_eq!(
        (
            sum.total(),
            sum.of(PersonalData::Name),
            sum.of(PersonalData::Link)
        ),
        (13, 4, 3)
    );
}

#[test]
fn thousands_of_names_are_known() {
    let names = |n: u32| (0..n).map(|n| format!("Name{n}")).collect::<Vec<_>>();
    let many = names(5_000);
    let redactor = Redactor::new(many.iter().map(String::as_str), Vec::new()).unwrap();
    assert_eq!(
        redactor.redact("name4999 and name5000").text,
        "[name] and name5000"
    );
}
