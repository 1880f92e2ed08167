//! Contents of files, from text with escapes to bytes in an encoding, packed, and damaged.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

/// A member of an archive.
pub(crate) type Member = (String, Vec<u8>);

/// Bytes that are no characters stand in texts as these.
const RAW: u32 = 0xf700;

/// A content before it is encoded.
pub(crate) struct Content(String);

impl Content {
    /// Lines with escapes. Each ends in a line feed, unless a backslash stands at its end.
    pub(crate) fn parse(lines: &[&str]) -> Self {
        let mut text = String::new();
        for line in lines {
            match line.strip_suffix('\\').filter(|line| !line.ends_with('\\')) {
                Some(line) => unescape(line, &mut text),
                None => {
                    unescape(line, &mut text);
                    text.push('\n');
                }
            }
        }
        Self(text)
    }
}

fn unescape(line: &str, text: &mut String) {
    let mut rest = line;
    while let Some((before, escape)) = rest.split_once('\\') {
        text.push_str(before);
        rest = one_escape(escape, text);
    }
    text.push_str(rest);
}

/// Takes an escape, and gives what stands behind it.
fn one_escape<'a>(escape: &'a str, text: &mut String) -> &'a str {
    let simple = [
        ('n', "\n"),
        ('r', "\r"),
        ('t', "\t"),
        ('0', "\0"),
        ('\\', "\\"),
        ('.', ""),
    ];
    let first = escape.chars().next().expect("an escape");
    if let Some((_, means)) = simple.iter().find(|(letter, _)| *letter == first) {
        text.push_str(means);
        return &escape[1..];
    }
    if let Some(digits) = escape.strip_prefix('x') {
        let byte = u32::from_str_radix(&digits[..2], 16).expect("two digits");
        text.push(char::from_u32(RAW + byte).expect("a character"));
        return &digits[2..];
    }
    if let Some((digits, behind)) = escape.strip_prefix("u{").and_then(|rest| rest.split_once('}')) {
        let letter = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
        text.push(letter.expect("a character"));
        return behind;
    }
    // `\{TEXT*N}` is a text many times over.
    let (inner, behind) = escape
        .strip_prefix('{')
        .and_then(|rest| rest.split_once('}'))
        .unwrap_or_else(|| panic!("`\\{escape}` is no escape"));
    let (part, times) = inner.rsplit_once('*').expect("`\\{TEXT*N}`");
    let mut once = String::new();
    unescape(part, &mut once);
    text.push_str(&once.repeat(times.parse().expect("a number")));
    behind
}

/// The bytes of a content, made by words one after the other.
pub(crate) fn made(content: &Content, words: &str) -> Vec<u8> {
    let is_text = |word: &&str| {
        ["utf-", "windows-", "cr"]
            .iter()
            .any(|start| word.starts_with(start))
    };
    let (of_text, of_bytes): (Vec<_>, Vec<_>) = words.split_whitespace().partition(is_text);
    let mut text = content.0.clone();
    for end in of_text.iter().filter(|word| word.starts_with("cr")) {
        let end = if *end == "crlf" { "\r\n" } else { "\r" };
        text = text.replace('\n', end);
    }
    let encoding = of_text
        .into_iter()
        .find(|word| !word.starts_with("cr"))
        .unwrap_or("utf-8");
    damaged(encoded(&text, encoding), &of_bytes.join(" "))
}

fn encoded(text: &str, encoding: &str) -> Vec<u8> {
    let (encoding, mark) = match encoding.strip_suffix("-mark") {
        Some(encoding) => (encoding, "\u{feff}"),
        None => (encoding, ""),
    };
    let is_raw = |letter: char| (RAW..=RAW + 0xff).contains(&u32::from(letter));
    if encoding == "utf-8" && !text.contains(is_raw) {
        return [mark, text].concat().into_bytes();
    }
    let mut bytes = Vec::new();
    for letter in mark.chars().chain(text.chars()) {
        match u32::from(letter).checked_sub(RAW) {
            Some(byte @ 0..=0xff) => bytes.push(byte as u8),
            _ => one_letter(letter, encoding, &mut bytes),
        }
    }
    bytes
}

fn one_letter(letter: char, encoding: &str, bytes: &mut Vec<u8>) {
    let mut units = [0; 2];
    let wide = letter.encode_utf16(&mut units).iter();
    match encoding {
        "utf-8" => bytes.extend(letter.encode_utf8(&mut [0; 4]).bytes()),
        "utf-16le" => bytes.extend(wide.flat_map(|unit| unit.to_le_bytes())),
        "utf-16be" => bytes.extend(wide.flat_map(|unit| unit.to_be_bytes())),
        "windows-1252" => bytes.push(western(letter)),
        other => panic!("there is no encoding `{other}`"),
    }
}

/// A letter in Windows-1252, by the part of its table that the cases need.
fn western(letter: char) -> u8 {
    const PUNCTUATION: [(char, u8); 6] = [
        ('€', 0x80),
        ('…', 0x85),
        ('‘', 0x91),
        ('’', 0x92),
        ('“', 0x93),
        ('”', 0x94),
    ];
    let known = PUNCTUATION.iter().find(|(known, _)| *known == letter);
    known.map_or_else(
        || u8::try_from(u32::from(letter)).expect("a Western letter"),
        |(_, byte)| *byte,
    )
}

/// Bytes packed or damaged: `gzip`, `zip:NAME`, `cut:BYTES`, `flip:BYTE` counted from the end, `encrypted`.
pub(crate) fn damaged(bytes: Vec<u8>, words: &str) -> Vec<u8> {
    words.split_whitespace().fold(bytes, |mut bytes, word| {
        let (what, argument) = word.split_once(':').unwrap_or((word, ""));
        let number = || argument.parse::<usize>().expect("a number");
        let length = bytes.len();
        match what {
            "gzip" => return gzip(&bytes),
            "zip" => return zip(&[(argument.to_owned(), bytes)]),
            "cut" => bytes.truncate(length - number()),
            "keep" => bytes.truncate(number()),
            "flip" => bytes[length - number()] ^= 0x55,
            "twice" => bytes.extend_from_within(..),
            "encrypted" => each_header(&mut bytes, (6, 8), |flags| *flags |= 1),
            "checksum" => each_header(&mut bytes, (14, 16), |checksum| *checksum ^= 1),
            "ods" => {}
            other => panic!("`{other}` cannot be done to bytes"),
        }
        bytes
    })
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(bytes).expect("in memory");
    packed.finish().expect("in memory")
}

pub(crate) fn zip(members: &[Member]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        zip.start_file(name.as_str(), options).expect("in memory");
        zip.write_all(bytes).expect("in memory");
    }
    zip.finish().expect("in memory").into_inner()
}

/// Changes a byte of the header of each member, and of its line in the table of contents.
fn each_header(bytes: &mut [u8], offsets: (usize, usize), change: impl Fn(&mut u8)) {
    for (signature, offset) in [(b"PK\x03\x04", offsets.0), (b"PK\x01\x02", offsets.1)] {
        let found = bytes.windows(4).enumerate().filter(|(_, at)| at == signature);
        let places: Vec<usize> = found.map(|(at, _)| at).collect();
        places.into_iter().for_each(|at| change(&mut bytes[at + offset]));
    }
}
