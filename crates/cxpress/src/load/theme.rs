//! What a report looks like: the theme that its configuration names, with its own files, and the logo.

use std::collections::BTreeMap;
use std::io::{self, Read};

use cxpress_core::{Code, Config, Diagnostic, Diagnostics, Files, LeadsOut, Place, did_you_mean, theme};
use cxpress_themes::{DEFAULT, Layer, Logo, Role, TEMPLATES, Theme, names};

/// A logo is on every page: more bytes than this are too many.
const MOST_BYTES: u64 = 100_000;

/// The folder of a report's own files for a theme.
pub(crate) fn folder(name: &str) -> String {
    format!("themes/{name}")
}

/// The theme of a report with its logo.
pub(crate) fn load(files: &dyn Files, config: &Config, diagnostics: &mut Diagnostics) -> Theme {
    let name = config.theme.as_ref().map_or(DEFAULT, |theme| theme.name.as_str());
    let own = own(files, name, diagnostics);
    if own.is_none() && !names().any(|known| known == name) {
        diagnostics.push(unknown(config));
    }
    let mut theme = Theme::named(name, own);
    theme.logo = logo(files, config, diagnostics);
    theme
}

/// What the report itself has for a theme, if it has anything.
fn own(files: &dyn Files, name: &str, diagnostics: &mut Diagnostics) -> Option<Layer> {
    let folder = folder(name);
    let paths = files.list(&format!("{folder}/**")).unwrap_or_else(|error| {
        diagnostics.push(unreadable(&folder, &error));
        Vec::new()
    });
    let mut texts = BTreeMap::new();
    for path in paths.iter().filter(|path| !path.contains("/.")) {
        let file = path[folder.len()..].trim_start_matches('/');
        match Role::of(file) {
            None => diagnostics.push(useless(path)),
            Some(Role::Notes) => {}
            Some(_) => match files.text(path) {
                Ok(text) => drop(texts.insert(file.to_owned(), text.into())),
                Err(error) => diagnostics.push(unreadable(path, &error)),
            },
        }
    }
    let layer = Layer {
        prefix: format!("{folder}/templates/"),
        files: texts,
    };
    check_version(&layer, diagnostics);
    (!layer.files.is_empty()).then_some(layer)
}

/// Templates are written for a version of what they are given, and so is what takes the place of a whole file.
fn check_version(layer: &Layer, diagnostics: &mut Diagnostics) {
    let place = layer.path(theme::FILE);
    let Some(text) = layer.file(theme::FILE) else {
        let bound = |path: &&String| matches!(Role::of(path), Some(Role::Template | Role::Whole));
        if let Some(path) = layer.files.keys().find(bound) {
            let message = format!("no `{}` says which version `{path}` was written for", theme::FILE);
            let diagnostic =
                Diagnostic::warning(Code::ThemeWithoutVersion, message).at(Place::file(layer.path(path)));
            diagnostics.push(diagnostic.help(format!("write `templates: {TEMPLATES}` in `{place}`")));
        }
        return;
    };
    let (version, found) = theme::parse(text, &place);
    diagnostics.append(found);
    if let Some(version) = version.filter(|version| version.name != TEMPLATES.to_string()) {
        let message = format!(
            "the theme was written for version {} of what templates are given; this is version {TEMPLATES}",
            version.name
        );
        let help =
            format!("compare with `cxpress theme --copy TEMPLATES.md`, then write `templates: {TEMPLATES}`");
        diagnostics.push(
            Diagnostic::error(Code::ThemeVersion, message)
                .at(version.place)
                .help(help),
        );
    }
}

fn unknown(config: &Config) -> Diagnostic {
    let name = config.theme.as_ref().map_or(DEFAULT, |theme| theme.name.as_str());
    let known: Vec<String> = names().map(|name| format!("`{name}`")).collect();
    let meant = did_you_mean(name, names()).map_or_else(String::new, |question| question + " ");
    let help = format!(
        "{meant}there are {}; your own goes to the folder `{}`",
        known.join(", "),
        folder(name)
    );
    let diagnostic = Diagnostic::error(Code::UnknownTheme, format!("there is no theme `{name}`")).help(help);
    match &config.theme {
        Some(theme) => diagnostic.at(theme.place.clone()),
        None => diagnostic,
    }
}

fn useless(path: &str) -> Diagnostic {
    Diagnostic::warning(Code::UnknownThemeFile, format!("nothing reads `{path}`"))
        .at(Place::file(path))
        .help("`cxpress theme` lists the files that a theme can have")
}

fn unreadable(path: &str, error: &io::Error) -> Diagnostic {
    if let Some(out) = LeadsOut::of(error) {
        return out.diagnostic();
    }
    Diagnostic::error(Code::UnreadableFile, format!("`{path}` cannot be read: {error}"))
        .at(Place::file(path))
        .help("save it as UTF-8, and check its permissions")
}

/// The logo, if the report has one and browsers can show it.
fn logo(files: &dyn Files, config: &Config, diagnostics: &mut Diagnostics) -> Option<Logo> {
    let named = config.logo.as_ref()?;
    let wrong = |message: String, help: &str| {
        Diagnostic::error(Code::Logo, message)
            .at(named.place.clone())
            .help(help)
    };
    if let Some(out) = files.leads_out(&named.name) {
        diagnostics.push(out.diagnostic().at(named.place.clone()));
        return None;
    }
    let bytes = match bytes(files, &named.name) {
        Ok(bytes) => bytes,
        Err(error) => {
            let message = format!("the logo `{}` cannot be read: {error}", named.name);
            diagnostics.push(wrong(message, "write its path from the folder of the report"));
            return None;
        }
    };
    if bytes.len() as u64 > MOST_BYTES {
        let message = format!("the logo `{}` has more than {} kB", named.name, MOST_BYTES / 1000);
        diagnostics.push(wrong(message, "save it as SVG, or smaller: it is on every page"));
        return None;
    }
    let Some(extension) = picture(&bytes) else {
        let message = format!("the logo `{}` is no picture that every browser shows", named.name);
        diagnostics.push(wrong(message, "save it as SVG, PNG, JPEG or WebP"));
        return None;
    };
    Some(Logo { extension, bytes })
}

/// The bytes of a file, one more than a logo may have at most.
fn bytes(files: &dyn Files, path: &str) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    files.open(path)?.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What kind of picture some bytes are, told by how they begin.
fn picture(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Some("png"),
        [0xff, 0xd8, 0xff, ..] => Some("jpeg"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("webp"),
        _ => {
            let text = std::str::from_utf8(bytes)
                .ok()?
                .trim_start_matches('\u{feff}')
                .trim_start();
            let begins = text.starts_with("<svg") || text.starts_with("<?xml") || text.starts_with("<!--");
            (begins && text.contains("<svg")).then_some("svg")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_told_by_its_first_bytes() {
        let known: [(&[u8], Option<&str>); 7] = [
            (b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", Some("svg")),
            (b"\xef\xbb\xbf<?xml version=\"1.0\"?><svg/>", Some("svg")),
            (b"\x89PNG\r\n\x1a\n", Some("png")),
            (b"\xff\xd8\xff\xe0", Some("jpeg")),
            (b"RIFF\x00\x00\x00\x00WEBPVP8 ", Some("webp")),
            (b"GIF89a", None),
            (b"<html><svg/></html>", None),
        ];
        for (bytes, expected) in known {
            assert_eq!(picture(bytes), expected, "{bytes:?}");
        }
    }
}
