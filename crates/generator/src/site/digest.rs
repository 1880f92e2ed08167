//! The first sheet of the reporting period as a mail: a page that mail programs show, and the mail itself.
//!
//! Mail programs know no style sheets beside a text, no scripts and no drawings within it. So the digest is made of tables with
//! styles at their elements, and has no charts; its ways lead to the address at which the site stands, where that is known.

use std::fmt::Write as _;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cxpress_diagnostic::Diagnostic;
use cxpress_document::commentary::Commentary;
use cxpress_report::Report;
use cxpress_themes::Theme;

use crate::commentary;
use crate::context::Context;
use crate::language::Words;
use crate::page::Page;
use crate::pages;
use crate::render::{DIGEST, Renderer};
use crate::view::Assets;
use crate::way::Form;

/// What a mail's parts stand between. It is no line of base64.
const BOUNDARY: &str = "=_cxpress_digest_=";

/// How long a line of base64 is in a mail (RFC 2045).
const LINE: usize = 76;

/// The most bytes of a subject that one encoded word holds (RFC 2047).
const WORD: usize = 42;

/// The digest of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest {
    /// A page that mail programs show.
    pub page: Vec<u8>,
    /// The same as a mail that nobody has sent yet: subject, text and page.
    pub mail: Vec<u8>,
}

/// The digest of the reporting period.
///
/// # Errors
/// If the theme cannot be read.
pub fn digest(report: &Report, commentary: &[Commentary], theme: &Theme) -> Result<Digest, Box<Diagnostic>> {
    let words = Arc::new(Words::new(theme, &report.language)?);
    let report = &crate::named(report, &words);
    let plan = pages::plan(report);
    // What is wrong with texts was told of the site.
    let notes = commentary::notes(report, &words, &plan, commentary);
    let address = report
        .address
        .as_deref()
        .map(|it| it.trim_end_matches('/').to_owned());
    let context = Context {
        report,
        words: &words,
        plan: &plan,
        notes: notes.all,
        assets: Assets::default(),
        form: Form::Mail(address),
    };
    let mut layout = pages::lay_out(&context, Page::HOME).ok_or_else(super::single::no_pages)?;
    layout.template = DIGEST;
    let text = text(&context);
    let page = Renderer::new(theme, &words)?.render(&layout)?;
    let mail = mail(&layout.frame.title, &text, &page);
    Ok(Digest { page, mail })
}

/// The digest as plain text.
fn text(context: &Context<'_>) -> String {
    let mut lines = pages::summary(context);
    if let Form::Mail(Some(address)) = &context.form {
        lines.push(address.clone());
    }
    crate::language::bare(&lines.join("\n\n")) + "\n"
}

/// A mail with a text and a page that say the same. It has no sender and no date: whoever sends it adds them.
fn mail(subject: &str, text: &str, page: &[u8]) -> Vec<u8> {
    let mut mail = String::new();
    let parts = [("text/plain", text.as_bytes()), ("text/html", page)];
    let _ = write!(
        mail,
        "Subject: {}\r\nX-Unsent: 1\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/alternative; boundary=\"{BOUNDARY}\"\r\n\r\n",
        encoded(subject)
    );
    for (kind, bytes) in parts {
        let _ = write!(
            mail,
            "--{BOUNDARY}\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        );
        let base64 = STANDARD.encode(bytes);
        for line in base64.as_bytes().chunks(LINE) {
            mail.push_str(&String::from_utf8_lossy(line));
            mail.push_str("\r\n");
        }
    }
    let _ = write!(mail, "--{BOUNDARY}--\r\n");
    mail.into_bytes()
}

/// A subject as encoded words (RFC 2047), so that no letter of it ends the header.
fn encoded(subject: &str) -> String {
    let mut words: Vec<String> = vec![String::new()];
    for letter in crate::language::bare(subject).chars() {
        let is_full = words
            .last()
            .is_some_and(|word| word.len() + letter.len_utf8() > WORD);
        if is_full {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.push(letter);
        }
    }
    let words = words
        .iter()
        .map(|word| format!("=?utf-8?B?{}?=", STANDARD.encode(word)));
    words.collect::<Vec<_>>().join("\r\n ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_cannot_add_a_header() {
        let subject = encoded("Easy\r\nBcc: all@example.org, für Kunden und für alle, die es lesen");
        for line in subject.split("\r\n ") {
            assert!(line.starts_with("=?utf-8?B?") && line.ends_with("?="), "{line}");
            assert!(line.len() <= 75, "{line}");
        }
    }

    #[test]
    fn a_mail_holds_text_and_page() {
        let mail = String::from_utf8(mail("October", "Plain.\n", b"<p>Page.</p>")).expect("text");
        assert!(
            mail.starts_with("Subject: =?utf-8?B?T2N0b2Jlcg==?=\r\n"),
            "{mail}"
        );
        assert!(
            mail.contains(&STANDARD.encode("Plain.\n")) && mail.contains(&STANDARD.encode("<p>Page.</p>"))
        );
        assert!(mail.lines().all(|line| line.len() <= 76), "{mail}");
        assert!(!mail.contains("Date:"), "the same bytes every time");
    }
}
