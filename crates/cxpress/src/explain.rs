//! What the codes of diagnostics mean.

use std::process::ExitCode;

use console::{measure_text_width, truncate_str};
use cxpress_core::{Code, did_you_mean};
use serde_json::json;

use crate::args::Format;
use crate::show::{BOLD, Show, line, text};

/// Explains one code, or lists all.
pub(crate) fn run(name: Option<&str>, format: Format) -> ExitCode {
    let codes: Vec<Code> = match name {
        None => Code::all().collect(),
        Some(name) => match Code::named(name) {
            Some(code) => vec![code],
            None => return Show::of(format).fail(&format!("there is no code `{name}`"), &next(name)),
        },
    };
    match (format, name) {
        (Format::Json, _) => codes.iter().for_each(|code| line(&as_json(*code).to_string())),
        (Format::Human, Some(name)) => line(&explained(codes[0], name)),
        (Format::Human, None) => listed(&codes).iter().for_each(|text| line(text)),
    }
    ExitCode::SUCCESS
}

/// What to do about a name that no code has.
fn next(name: &str) -> String {
    did_you_mean(name, Code::all().map(Code::name))
        .unwrap_or_else(|| "`cxpress explain-code` lists them all".to_owned())
}

fn as_json(code: Code) -> serde_json::Value {
    json!({
        "code": code.name(),
        "meaning": code.meaning(),
        "example": code.example(),
        "remedy": code.remedy(),
    })
}

/// A code by itself, and by which name it goes now.
fn explained(code: Code, name: &str) -> String {
    let former = if name == code.name() {
        String::new()
    } else {
        format!(" (`{name}` in release 0.1.0)")
    };
    format!(
        "{BOLD}{code}{BOLD:#}{former}\n{}\n\n  for example: {}\n  what to do:  {}",
        code.meaning(),
        code.example(),
        code.remedy(),
    )
}

/// One line a code: its name and what it means.
fn listed(codes: &[Code]) -> Vec<String> {
    let longest = codes.iter().map(|code| measure_text_width(code.name())).max();
    let longest = longest.unwrap_or_default();
    let one = |code: &Code| format!("{code:longest$}  {}", code.meaning());
    let width = text::width();
    codes
        .iter()
        .map(|code| truncate_str(&one(code), width, "…").into_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_explained_by_its_name_and_by_that_of_0_1_0() {
        let text = |name: &str| {
            let code = Code::named(name).expect("a code");
            anstream::adapter::strip_str(&explained(code, name)).to_string()
        };
        let expected = "\
unknown-key
A key is not known in its place, mostly because it is misspelt.

  for example: unknown key `titel`
  what to do:  write it as the message proposes, or remove it";
        assert_eq!(text("unknown-key"), expected);
        assert!(text("figure-unknown").starts_with("unknown-figure (`figure-unknown` in release 0.1.0)\n"));
    }

    #[test]
    fn a_name_that_no_code_has_is_asked_back() {
        assert_eq!(next("unknwon-key"), "did you mean `unknown-key`?");
        assert_eq!(next("42"), "`cxpress explain-code` lists them all");
    }

    #[test]
    fn all_codes_are_listed_one_a_line() {
        let codes: Vec<Code> = Code::all().collect();
        let lines = listed(&codes);
        assert_eq!(lines.len(), codes.len());
        assert!(
            lines
                .iter()
                .any(|line| line.starts_with("yaml ") && line.contains("  A file is not"))
        );
    }
}
