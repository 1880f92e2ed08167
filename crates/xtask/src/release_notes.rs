//! `cargo xtask release-notes`: what users notice of a version, from the changelog.

use std::fs;

use clap::Args;

/// Print the section of a version in CHANGELOG.md.
#[derive(Args)]
pub(crate) struct ReleaseNotes {
    /// The version, such as `0.1.0`; what is not yet released if none is named.
    version: Option<String>,
}

impl ReleaseNotes {
    pub(crate) fn run(&self) -> Result<String, String> {
        let text = fs::read_to_string("CHANGELOG.md").map_err(|error| format!("CHANGELOG.md: {error}"))?;
        let version = self.version.as_deref().unwrap_or("Unreleased");
        let found = section(&text, version);
        found.map(ToOwned::to_owned).ok_or_else(|| {
            format!(
                "CHANGELOG.md has nothing under `## {version}`; its versions are {}",
                versions(&text).join(", ")
            )
        })
    }
}

/// What stands under the heading of a version, which may have a date after it.
fn section<'a>(text: &'a str, version: &str) -> Option<&'a str> {
    let mut sections = text.split("\n## ").skip(1);
    let section = sections.find(|section| section.split_whitespace().next() == Some(version))?;
    let (_, body) = section.split_once('\n')?;
    Some(body.trim()).filter(|body| !body.is_empty())
}

fn versions(text: &str) -> Vec<&str> {
    let headings = text.lines().filter_map(|line| line.strip_prefix("## "));
    headings
        .filter_map(|heading| heading.split_whitespace().next())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHANGELOG: &str = "# Changelog\n\n## Unreleased\n\n## 0.2.0 (2026-12-01)\n\n### New\n\n- One.\n\n## 0.1.0\n\n- First.\n";

    #[test]
    fn a_version_has_its_section_without_the_heading() {
        assert_eq!(section(CHANGELOG, "0.2.0"), Some("### New\n\n- One."));
        assert_eq!(section(CHANGELOG, "0.1.0"), Some("- First."));
    }

    #[test]
    fn a_version_without_words_or_of_another_name_has_none() {
        assert_eq!(section(CHANGELOG, "Unreleased"), None);
        assert_eq!(section(CHANGELOG, "0.2"), None);
        assert_eq!(versions(CHANGELOG), ["Unreleased", "0.2.0", "0.1.0"]);
    }
}
