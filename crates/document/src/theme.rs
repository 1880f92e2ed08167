//! What a report's theme says of itself: `theme.yaml`.

use crate::checker::{Checker, Item};
use crate::named::Named;
use crate::value;
use crate::yaml;
use cxpress_diagnostic::Diagnostics;

/// The name of the file in a theme's folder.
pub const FILE: &str = "theme.yaml";

/// Reads which version of what templates are given the theme was made for: `templates: 1`.
#[must_use]
pub fn parse(text: &str, file: &str) -> (Option<Named>, Diagnostics) {
    let mut reading = Checker::plain(text);
    let version = match yaml::parse(text, file) {
        Ok(root) => version(&mut reading, &Item::root(&root)),
        Err(diagnostic) => {
            reading.found.push(diagnostic);
            None
        }
    };
    (version, reading.found.sorted())
}

fn version(r: &mut Checker<'_>, root: &Item<'_>) -> Option<Named> {
    let keys = r.keys(root, &["templates"])?;
    r.need(&keys, "templates", "templates: 1")?;
    let name = r.parsed_at(&keys, "templates", |text| {
        value::integer(text).map(|it| it.to_string())
    })?;
    Some(Named {
        name,
        place: keys.place_of_value("templates"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_has_its_place() {
        let (version, found) = parse("templates: 1\n", "themes/a/theme.yaml");
        assert!(found.is_empty());
        let version = version.unwrap();
        assert_eq!(
            (version.name.as_str(), version.place.to_string().as_str()),
            ("1", "themes/a/theme.yaml:1:12")
        );
    }

    #[test]
    fn every_mistake_has_its_place_and_its_remedy() {
        let cases = [
            ("templates: one", "1:12", "a number like"),
            ("template: 1", "1:1", "add `templates: 1`"),
            ("[1]", "1:1", "templates"),
        ];
        for (text, place, help) in cases {
            let (version, found) = parse(text, FILE);
            assert!(version.is_none(), "{text}");
            let first = found.iter().next().unwrap();
            let at = first.place.as_ref().map(ToString::to_string).unwrap_or_default();
            assert_eq!(at, format!("{FILE}:{place}"), "{text}");
            assert!(
                first.help.as_ref().is_some_and(|said| said.contains(help)),
                "{first:?}"
            );
        }
    }
}
