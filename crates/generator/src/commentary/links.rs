//! Where the links and pictures of commentary lead: to figures, groups, actions and pages by name, to pages by their
//! addresses, to files beside the text, out of the report.
//!
//! What is found is a path from the root of the site, so that it leads there from every address where the text stands.

use std::collections::BTreeMap;

use cxpress_diagnostic::{Code, Diagnostic, Diagnostics, meant, nearest};
use cxpress_document::address;
use cxpress_document::commentary::project_path;
use cxpress_document::commentary::{Attached, Commentary, Target};
use cxpress_report::Report;
use percent_encoding::percent_decode_str;

use super::bind;
use super::markdown::leads_out;
use crate::page::{About, OVERVIEW, Page};
use crate::plan::Plan;
use crate::site::asset::Asset;
use crate::site::moved;
use crate::way::Way;

/// Names that links begin with, beside those of dimensions.
const NAMES: [&str; 3] = ["action", "figure", "page"];
/// Larger pictures than this take readers long to load.
const HEAVY: usize = 1_000_000;
/// No file of a report may be larger.
const LARGEST: usize = 20_000_000;
/// Files that readers open without anything running in the report's place.
const DOCUMENTS: [&str; 16] = [
    "csv", "doc", "docx", "gif", "ics", "jpeg", "jpg", "ods", "odt", "pdf", "png", "pptx", "txt", "webp",
    "xlsx", "zip",
];

/// A place of the site that a text leads to and that has to be there.
#[derive(Clone, Debug)]
pub(crate) struct Claim {
    /// The path of the page.
    pub(crate) path: String,
    /// The id of the element.
    pub(crate) id: String,
    /// Where it is written.
    pub(crate) target: Target,
}

/// Finds the ways of one commentary.
pub(crate) struct Links<'a> {
    pub(crate) report: &'a Report,
    pub(crate) plan: &'a Plan,
    /// Pages by their former addresses; several where it may have been any of them.
    pub(crate) moved: &'a BTreeMap<String, Vec<Page>>,
    pub(crate) commentary: &'a Commentary,
    /// The page that it stands on.
    pub(crate) page: Page,
    /// The files that the site takes over, by their paths in it.
    pub(crate) files: &'a mut BTreeMap<String, Vec<u8>>,
    pub(crate) claims: &'a mut Vec<Claim>,
    pub(crate) wrong: &'a mut Diagnostics,
}

/// What a name or an address stands for.
enum Meant {
    Page(Page),
    /// A page with a place on it.
    Place(Page, String),
}

impl Links<'_> {
    /// Where a link leads; nowhere if that is wrong, or has no page in this report.
    pub(crate) fn link(&mut self, target: &Target) -> Option<Way> {
        let address = target.address.as_str();
        if leads_out(address) {
            return Some(Way::Out(address.to_owned()));
        }
        if let Some(id) = address.strip_prefix('#') {
            let own = self.page.path(self.report);
            self.claim(&own, id, target);
            return Some(Way::Out(address.to_owned()));
        }
        match scheme(address) {
            Some((name, rest)) => self.named(name, rest, target),
            None => self.relative(target),
        }
    }

    /// Where a picture is; nowhere if it is not beside the text.
    pub(crate) fn picture(&mut self, target: &Target, has_words: bool) -> Option<Way> {
        if !is_local(&target.address) {
            self.picture_dropped(target);
            return None;
        }
        if !has_words {
            let message = format!("the picture `{}` has no description", short(&target.address));
            let wrong = Diagnostic::error(Code::PictureWithoutWords, message)
                .note("readers who do not see it, and print without pictures, get its description")
                .help("say between the brackets what is to be seen: `![The new builder](builder.png)`");
            self.report(wrong, target);
        }
        if is_data(&target.address) {
            return Some(Way::Out(target.address.clone()));
        }
        let Some((path, bytes)) = self.beside(target) else {
            return self.unresolved(target, "picture");
        };
        let bytes = bytes?;
        let Some(extension) = picture(&bytes) else {
            let message = format!("`{path}` is no picture that every browser shows");
            let wrong = Diagnostic::error(Code::FileKind, message);
            self.report(wrong.help("save it as PNG, JPEG, GIF or WebP"), target);
            return None;
        };
        if bytes.len() > HEAVY {
            let message = format!("the picture `{path}` has {:.1} MB", bytes.len() as f64 / 1e6);
            let wrong = Diagnostic::warning(Code::PictureHeavy, message)
                .help("save it with at most 1 MB: 1,600 pixels across are enough for a page");
            self.report(wrong, target);
        }
        Some(self.copy(&path, extension, bytes))
    }

    fn named(&mut self, name: &str, rest: &str, target: &Target) -> Option<Way> {
        let period = self.page.period(self.report);
        let (id, place) = rest
            .split_once('#')
            .map_or((rest, None), |(id, place)| (id, Some(place)));
        let found = match name {
            "figure" => self.figure(id, period),
            "action" => self.action(id, period),
            "page" => self.page_named(id, period),
            _ => match self.report.dimensions.iter().position(|one| one.id == name) {
                Some(dimension) => return self.group(dimension, rest, period, target),
                None => return self.unknown_scheme(name, target),
            },
        };
        match found {
            Ok(Meant::Page(page)) => match place {
                Some(place) => self.to(&Meant::Place(page, place.to_owned()), target),
                None => self.to(&Meant::Page(page), target),
            },
            Ok(meant) => self.to(&meant, target),
            Err(wrong) => self.fail(*wrong, target),
        }
    }

    fn figure(&self, id: &str, period: usize) -> Result<Meant, Box<Diagnostic>> {
        let figures = &self.report.figures;
        let found = figures.iter().position(|figure| figure.id == id);
        let known = figures.iter().map(|figure| figure.id.as_str());
        let figure = found.ok_or_else(|| bind::no_such(Code::UnknownFigure, "figure", id, known))?;
        Ok(Meant::Page(Page::figure(period, figure)))
    }

    fn action(&self, id: &str, period: usize) -> Result<Meant, Box<Diagnostic>> {
        let actions = &self.report.actions;
        let known = actions.iter().map(|action| action.id.as_str());
        let found = actions.iter().find(|action| action.id == id);
        let action = found.ok_or_else(|| bind::no_such(Code::UnknownAction, "action", id, known))?;
        let stands = action.standings.get(period).is_some_and(Option::is_some);
        // What was promised later than the text is read about in the latest period.
        let period = if stands { period } else { self.report.current };
        let page = Page::actions(self.report, period);
        Ok(Meant::Place(page, format!("action-{id}")))
    }

    fn page_named(&self, name: &str, period: usize) -> Result<Meant, Box<Diagnostic>> {
        let page = match name {
            OVERVIEW => Some(Page::overview(period)),
            _ => self.plan.named(self.report, name, period),
        };
        let unknown = || bind::no_such(Code::UnknownPage, "page", name, self.plan.names());
        Ok(Meant::Page(page.ok_or_else(unknown)?))
    }

    fn group(&mut self, dimension: usize, name: &str, period: usize, target: &Target) -> Option<Way> {
        let name = percent_decode_str(name).decode_utf8_lossy();
        match bind::find_value(&self.report.dimensions[dimension], &name) {
            Ok((value, warning)) => {
                warning
                    .into_iter()
                    .for_each(|warning| self.report(warning, target));
                let page = Page::group(period, dimension, value);
                self.to(&Meant::Page(page), target)
            }
            Err(wrong) => self.fail(wrong, target),
        }
    }

    fn unknown_scheme(&mut self, name: &str, target: &Target) -> Option<Way> {
        let dimensions = self.report.dimensions.iter().map(|one| one.id.as_str());
        let known: Vec<&str> = dimensions.chain(NAMES).collect();
        if let Some(near) = nearest(name, known.iter().copied()) {
            let message = format!("nothing is called by `{name}:`");
            let wrong = Diagnostic::error(Code::UnknownLink, message);
            return self.fail(wrong.help(meant(&format!("{near}:"))), target);
        }
        let message = format!("the link to `{}` is shown as plain text", short(&target.address));
        let wrong = Diagnostic::warning(Code::LinkDropped, message).help(format!(
            "link to `https://…`, `http://…`, `mailto:…`, or by name: {}",
            known
                .iter()
                .map(|name| format!("`{name}:…`"))
                .collect::<Vec<_>>()
                .join(", ")
        ));
        self.report(wrong, target);
        None
    }

    /// The way of an address without scheme: a file beside the text, a page as it is seen from the text's own, or from the
    /// overview at the root of the site.
    fn relative(&mut self, target: &Target) -> Option<Way> {
        if let Some((path, bytes)) = self.beside(target) {
            return self.document(&path, bytes?, target);
        }
        let place = target.address.split_once('#').map(|(_, place)| place.to_owned());
        let candidates = [self.page.path(self.report), Page::HOME.path(self.report)];
        let paths: Vec<String> = candidates
            .iter()
            .filter_map(|from| project_path(from, &target.address))
            .collect();
        for path in &paths {
            match self.standing_at(path) {
                Some(Ok(page)) => {
                    let meant = match place {
                        Some(place) => Meant::Place(page, place),
                        None => Meant::Page(page),
                    };
                    return self.to(&meant, target);
                }
                Some(Err(wrong)) => return self.fail(*wrong, target),
                None => {}
            }
        }
        self.unresolved(target, "link")
    }

    /// The page that stands at a path, or did in release 0.1.0, or would if there were something to show.
    fn standing_at(&self, path: &str) -> Option<Result<Page, Box<Diagnostic>>> {
        let mut pages = self.plan.pages().chain(self.possible());
        if let Some(page) = pages.find(|page| page.path(self.report) == path) {
            return Some(Ok(page));
        }
        match self.moved.get(path)?.as_slice() {
            [page] => Some(Ok(*page)),
            several => {
                let name = |page: &Page| format!("`{}`", page.path(self.report));
                let names: Vec<String> = several.iter().map(name).collect();
                let message = format!("`{path}` may be one of {}", names.join(", "));
                let wrong = Diagnostic::error(Code::LinkAmbiguous, message);
                Some(Err(Box::new(
                    wrong.help("name the group: `[text](DIMENSION:VALUE)`"),
                )))
            }
        }
    }

    /// Pages of the text's period that the site may not have.
    fn possible(&self) -> impl Iterator<Item = Page> + '_ {
        let period = self.page.period(self.report);
        let figures = (0..self.report.figures.len()).map(move |figure| Page::figure(period, figure));
        let dimensions = self.report.dimensions.iter().enumerate();
        let groups = dimensions.flat_map(move |(dimension, one)| {
            (0..one.values.len()).map(move |value| Page::group(period, dimension, value))
        });
        figures.chain(groups)
    }

    /// The way to what is meant, if the site has it.
    fn to(&mut self, meant: &Meant, target: &Target) -> Option<Way> {
        let (page, place) = match meant {
            Meant::Page(page) => (*page, None),
            Meant::Place(page, place) => (*page, Some(place.as_str())),
        };
        if !self.plan.has(page) {
            self.unseen(page, target);
            return None;
        }
        let path = page.path(self.report);
        let end = place.map_or_else(String::new, |place| {
            self.claim(&path, place, target);
            format!("#{place}")
        });
        Some(Way::Within(path + &end))
    }

    /// Says that a link leads to what has no page now. Groups have pages for two periods only, so that links to them in
    /// older texts become plain text as time goes by.
    fn unseen(&mut self, page: Page, target: &Target) {
        let has_groups = self.report.has_groups(page.period(self.report));
        if !has_groups && matches!(page.about, About::Group { .. }) {
            return;
        }
        let path = page.path(self.report);
        let message = format!(
            "the link to `{}` is shown as plain text: this report has no page `{path}`",
            short(&target.address)
        );
        let wrong = Diagnostic::warning(Code::LinkUnseen, message);
        let note = "a page exists only where there is something to show";
        self.report(wrong.note(note), target);
    }

    fn claim(&mut self, path: &str, id: &str, target: &Target) {
        self.claims.push(Claim {
            path: path.to_owned(),
            id: id.to_owned(),
            target: target.clone(),
        });
    }

    /// The file beside the text that is meant: its path in the project, and its bytes unless there are too many.
    fn beside(&mut self, target: &Target) -> Option<(String, Option<Vec<u8>>)> {
        let path = project_path(&self.commentary.file, &target.address)?;
        match self.commentary.attached.get(&path)? {
            Attached::Bytes(bytes) => Some((path, Some(bytes.clone()))),
            Attached::TooLarge => {
                let message = format!("`{path}` has more than {} MB", LARGEST / 1_000_000);
                let wrong = Diagnostic::error(Code::FileTooLarge, message);
                self.report(
                    wrong.help("save it smaller, or link to where it can be had"),
                    target,
                );
                Some((path, None))
            }
        }
    }

    fn document(&mut self, path: &str, bytes: Vec<u8>, target: &Target) -> Option<Way> {
        let extension = path.rsplit_once('.').map_or("", |(_, end)| end).to_lowercase();
        if !DOCUMENTS.contains(&extension.as_str()) {
            let message = format!("`{path}` is no kind of file that is copied into a report");
            let wrong = Diagnostic::error(Code::FileKind, message)
                .help(format!("save it as one of: {}", DOCUMENTS.join(", ")));
            return self.fail(wrong, target);
        }
        Some(self.copy(path, &extension, bytes))
    }

    /// Takes a file over into the site.
    fn copy(&mut self, path: &str, extension: &str, bytes: Vec<u8>) -> Way {
        let name = path.rsplit('/').next().unwrap_or(path);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let file = Asset::new(&format!("files/{}", address::former(stem)), extension, bytes);
        self.files.insert(file.path.clone(), file.bytes);
        Way::Within(file.path)
    }

    fn unresolved(&mut self, target: &Target, what: &str) -> Option<Way> {
        let shown = short(&target.address);
        let message =
            format!("the {what} `{shown}` leads to no file beside the text and to no page of the report");
        let paths: Vec<String> = self.plan.pages().map(|page| page.path(self.report)).collect();
        let files = self.commentary.attached.keys().map(String::as_str);
        let near = nearest(&target.address, files.chain(paths.iter().map(String::as_str)));
        let wrong = Diagnostic::error(Code::LinkUnresolved, message);
        let wrong = match (what, near) {
            ("link", Some(near)) => wrong.help(meant(near)),
            ("link", None) => wrong.help(
                "link by name, `figure:ID`, `DIMENSION:VALUE`, `action:ID`, `page:NAME`, or to a file below `commentary/`",
            ),
            _ => wrong.help("put it beside the text, below `commentary/`, and write its path from there"),
        };
        self.fail(wrong, target)
    }

    fn picture_dropped(&mut self, target: &Target) {
        let message = format!(
            "the picture `{}` is shown as its text only",
            short(&target.address)
        );
        let wrong = Diagnostic::warning(Code::ImageDropped, message)
            .note("a report is read offline: it asks no other place for anything")
            .help("copy the picture into the folder of the text and name it by its path");
        self.report(wrong, target);
    }

    fn fail(&mut self, wrong: Diagnostic, target: &Target) -> Option<Way> {
        self.report(wrong, target);
        None
    }

    fn report(&mut self, diagnostic: Diagnostic, target: &Target) {
        self.wrong.push(diagnostic.at(target.place.clone()));
    }
}

/// The name before a colon and what follows it; none where the colon is part of a path.
fn scheme(address: &str) -> Option<(&str, &str)> {
    let (name, rest) = address.split_once(':')?;
    let is_path = name.contains(['/', '?', '#', '.']);
    (!is_path).then_some((name, rest))
}

/// Whether a picture is in the project or in the text itself, so that no request leaves the report.
fn is_local(address: &str) -> bool {
    is_data(address) || (scheme(address).is_none() && !address.starts_with(['/', '\\']))
}

fn is_data(address: &str) -> bool {
    let kinds = ["png", "jpeg", "gif", "webp"];
    let kind = address.strip_prefix("data:image/");
    kind.is_some_and(|kind| kinds.iter().any(|known| kind.starts_with(known)))
}

/// What kind of picture some bytes are, told by how they begin. Drawings as SVG may hold scripts, and have no size.
fn picture(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Some("png"),
        [0xff, 0xd8, 0xff, ..] => Some("jpeg"),
        [b'G', b'I', b'F', b'8', ..] => Some("gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("webp"),
        _ => None,
    }
}

/// An address, shortened for a message.
fn short(address: &str) -> String {
    const LONGEST: usize = 60;
    match address.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &address[..end]),
        None => address.to_owned(),
    }
}

/// Pages by their former addresses.
pub(crate) fn moved(report: &Report, plan: &Plan) -> BTreeMap<String, Vec<Page>> {
    let all = moved::all(report, plan).into_iter();
    all.map(|moved| (moved.path, moved.to)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_in_the_project_or_in_the_text() {
        for local in [
            "builder.png",
            "../a/b.png",
            "data:image/png;base64,AA",
            "a/b:c.png",
        ] {
            assert!(is_local(local), "{local}");
        }
        for remote in [
            "https://a/b.png",
            "//a/b.png",
            "\\\\a\\b",
            "data:text/html,x",
            "data:image/svg+xml,x",
            "file:///a.png",
        ] {
            assert!(!is_local(remote), "{remote}");
        }
    }

    #[test]
    fn a_picture_is_told_by_its_first_bytes() {
        assert_eq!(picture(b"\x89PNG\r\n\x1a\n"), Some("png"));
        assert_eq!(picture(b"\xff\xd8\xff\xe0"), Some("jpeg"));
        assert_eq!(picture(b"GIF89a"), Some("gif"));
        assert_eq!(picture(b"RIFF\x00\x00\x00\x00WEBPVP8 "), Some("webp"));
        assert_eq!(picture(b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), None);
    }
}
