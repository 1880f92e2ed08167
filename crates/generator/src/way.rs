//! How pages lead to each other: as files of a site that lie beside each other, or as sections of one file.

use std::borrow::Cow;
use std::collections::BTreeMap;

use cxpress_report::Report;

use crate::page::Page;
use crate::site::asset;

/// What a page may load: what is beside it, and pictures that it holds itself. Every page states it.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; \
     form-action 'none'";

/// Where a link of a text leads, or where a picture is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// Out of the report, or in the page itself: an address as it is.
    Out(String),
    /// Within the report: a path from the root of the site, with what may follow `#` or `?`.
    Within(String),
}

/// What pages become.
pub(crate) enum Form {
    Site,
    SingleFile(Sections),
    /// A mail, with the address of the site if that is known.
    Mail(Option<String>),
}

/// What a mail may load: nothing, and styles at its elements.
const MAIL_POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The sections of one file.
pub(crate) struct Sections {
    /// The ids of the sections by the paths that their pages have in a site.
    pub(crate) ids: BTreeMap<String, String>,
    /// What texts show or lead to, by its path in a site. Pictures become part of the file.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    /// What the file may load and run.
    pub(crate) policy: String,
}

impl Form {
    /// The way from one page to another.
    pub(crate) fn href(&self, report: &Report, from: Page, to: Page) -> String {
        match self {
            Self::Site => format!("{}{}", from.root(), to.path(report)),
            Self::Mail(address) => {
                let address = address.as_deref().unwrap_or_default();
                format!("{address}/{}", to.path(report))
            }
            Self::SingleFile(_) => format!("#{}", section(report, to)),
        }
    }

    /// Whether pages lead to each other: a mail that does not know where the site stands leads nowhere.
    pub(crate) const fn leads(&self) -> bool {
        !matches!(self, Self::Mail(None))
    }

    /// The way from one page to a place on another.
    pub(crate) fn place(&self, report: &Report, from: Page, to: Page, id: &str) -> String {
        match self {
            Self::Site | Self::Mail(_) => format!("{}#{id}", self.href(report, from, to)),
            Self::SingleFile(_) => format!("#{}{id}", self.at(report, to)),
        }
    }

    /// What the ids on a page begin with, so that no two in the file are equal; nothing in a site.
    pub(crate) fn at(&self, report: &Report, page: Page) -> String {
        match self {
            Self::Site | Self::Mail(_) => String::new(),
            Self::SingleFile(_) => format!("{}--", section(report, page)),
        }
    }

    /// The ways that texts on a page lead.
    pub(crate) fn ways(&self, report: &Report, page: Page) -> Ways<'_> {
        match self {
            Self::Site => Ways::Site { root: page.root() },
            Self::Mail(address) => Ways::Site {
                root: address.as_ref().map_or_else(String::new, |it| format!("{it}/")),
            },
            Self::SingleFile(sections) => Ways::SingleFile {
                sections,
                at: self.at(report, page),
            },
        }
    }

    /// What a page may load: the content-security policy.
    pub(crate) fn policy(&self) -> Cow<'static, str> {
        match self {
            Self::Site => Cow::Borrowed(POLICY),
            Self::Mail(_) => Cow::Borrowed(MAIL_POLICY),
            Self::SingleFile(sections) => Cow::Owned(sections.policy.clone()),
        }
    }
}

/// The id of a page's section. Where readers come in stands the same page.
pub(crate) fn section(report: &Report, page: Page) -> String {
    let page = if page.is_entrance() {
        page.in_period(report.current)
    } else {
        page
    };
    page.path(report).trim_end_matches(".html").replace('/', "-")
}

/// The ways that texts on a page lead.
pub(crate) enum Ways<'a> {
    /// To files; `root` is the way from the page to the root of the site.
    Site { root: String },
    /// To sections of the file that the page is part of; its own ids begin with `at`.
    SingleFile { sections: &'a Sections, at: String },
}

impl Ways<'_> {
    /// The address of a link; none where what it leads to is not in the file.
    pub(crate) fn link(&self, way: &Way) -> Option<String> {
        match (self, way) {
            (Self::Site { root }, Way::Within(path)) => Some(format!("{root}{path}")),
            (Self::SingleFile { sections, .. }, Way::Within(path)) => sections.link(path),
            (Self::SingleFile { at, .. }, Way::Out(address)) if address.starts_with('#') => {
                Some(format!("#{at}{}", &address[1..]))
            }
            (_, Way::Out(address)) => Some(address.clone()),
        }
    }

    /// The address of a picture.
    pub(crate) fn picture(&self, way: &Way) -> Option<String> {
        match (self, way) {
            (Self::SingleFile { sections, .. }, Way::Within(path)) => sections.picture(path),
            _ => self.link(way),
        }
    }
}

impl Sections {
    fn link(&self, path: &str) -> Option<String> {
        let (path, place) = match path.split_once('#') {
            Some((path, place)) => (path, Some(place)),
            None => (path, None),
        };
        let id = self.ids.get(path)?;
        Some(place.map_or_else(|| format!("#{id}"), |place| format!("#{id}--{place}")))
    }

    fn picture(&self, path: &str) -> Option<String> {
        let (_, extension) = path.rsplit_once('.')?;
        Some(asset::embedded(extension, self.files.get(path)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_sections_or_nowhere() {
        let ids = [
            ("index.html", "2026-10-index"),
            ("2026-10/index.html", "2026-10-index"),
            ("2026-10/metrics/wait.html", "2026-10-metrics-wait"),
        ];
        let sections = Sections {
            ids: ids.map(|(path, id)| (path.to_owned(), id.to_owned())).into(),
            files: [("assets/files/a.0.png".to_owned(), vec![0_u8])].into(),
            policy: String::new(),
        };
        let ways = Ways::SingleFile {
            sections: &sections,
            at: "2026-10-metrics-wait--".to_owned(),
        };
        let within = |path: &str| ways.link(&Way::Within(path.to_owned()));
        for (path, target) in [
            ("index.html", Some("#2026-10-index")),
            ("2026-10/index.html#changed", Some("#2026-10-index--changed")),
            ("2026-09/metrics/wait.html", None),
            ("assets/files/a.0.png", None),
        ] {
            assert_eq!(within(path).as_deref(), target, "{path}");
        }
        let out = |address: &str| ways.link(&Way::Out(address.to_owned()));
        for (address, target) in [
            ("#trend", "#2026-10-metrics-wait--trend"),
            ("https://example.org/#a", "https://example.org/#a"),
            ("data:text/csv,a", "data:text/csv,a"),
        ] {
            assert_eq!(out(address).as_deref(), Some(target), "{address}");
        }
        let picture = |path: &str| ways.picture(&Way::Within(path.to_owned()));
        assert_eq!(
            picture("assets/files/a.0.png").as_deref(),
            Some("data:image/png;base64,AA==")
        );
        assert_eq!(picture("assets/files/b.0.png"), None);
    }
}
