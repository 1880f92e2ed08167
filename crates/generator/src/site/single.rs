//! The pages of the reporting period as one file, to be mailed.
//!
//! It is made from the finished site: every page becomes a section of the overview, links between pages become links
//! between sections, and what leads to another month becomes plain text. Style and script stand in the file; its
//! content-security policy names their fingerprints, so that nothing else can run. One section is seen at a time, by the
//! stylesheet alone, and all of them on paper.

use std::cell::RefCell;
use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cxpress_diagnostic::{Code, Diagnostic};
use cxpress_report::Report;
use lol_html::errors::RewritingError;
use lol_html::html_content::{ContentType, Element};
use lol_html::{RewriteStrSettings, doctype, element, rewrite_str};
use sha2::{Digest, Sha256};

use super::script;
use crate::page::Page;
use crate::pages;
use crate::plan::Plan;
use crate::{Fault, Site};

/// How sections take turns.
const TURNS: &str = "@media screen{.sheet{display:none}.sheet:target,.sheet:has(:target),\
                     body:not(:has(.sheet:target,.sheet :target)) .sheet:first-of-type{display:block}}\
                     @media print{.sheet+.sheet{break-before:page}}";
/// Attributes that name the ids of other elements, some of them several.
const NAMING: [&str; 5] = [
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
    "for",
    "headers",
];
/// What makes no sense where there is one file: other months, the search over all pages, files beside pages.
const ELSEWHERE: &str = "nav.periods, nav.contents, [data-open=search], a[href$='.xlsx'], #files";

/// The pages of the reporting period and those that speak of all periods, as one HTML file.
///
/// # Errors
/// If a page cannot be taken apart; the site is then not one of this report.
pub fn single_file(report: &Report, site: &Site) -> Result<Vec<u8>, Box<Diagnostic>> {
    let plan = pages::plan(report);
    let pages = plan.current(report);
    let places = pages.iter().flat_map(|page| {
        let name = name(&page.path(report));
        addresses(&plan, report, *page).map(move |path| (path, name.clone()))
    });
    let places: BTreeMap<String, String> = places.collect();
    let text = |page: &Page| {
        let path = page.path(report);
        let bytes = site.files.get(&path).map_or(&[][..], Vec::as_slice);
        (path, String::from_utf8_lossy(bytes).into_owned())
    };
    let (first, rest) = pages.split_first().ok_or_else(no_pages)?;
    let mut sections = String::new();
    for page in rest {
        let (path, text) = text(page);
        sections += &section(
            &text,
            &Sheet {
                path: &path,
                places: &places,
                site,
            },
        )
        .map_err(|error| broken(&path, &error))?;
    }
    let (path, text) = text(first);
    let asset = |end: &str, start: &str| {
        let mut files = site.files.iter();
        let found = files.find(|(path, _)| path.starts_with(start) && path.ends_with(end));
        found.map_or_else(String::new, |(_, bytes)| {
            String::from_utf8_lossy(bytes).into_owned()
        })
    };
    let shell = Shell {
        style: asset(".css", "assets/style.") + TURNS,
        early: asset(".js", "assets/theme."),
        late: script::alone(&asset(".js", "assets/site.")),
        logo: logo(site),
        sections,
    };
    let sheet = Sheet {
        path: &path,
        places: &places,
        site,
    };
    let whole = shell
        .whole(&text, &sheet)
        .map_err(|error| broken(&path, &error))?;
    Ok(whole.into_bytes())
}

fn no_pages() -> Fault {
    Box::new(Diagnostic::error(
        Code::NoPages,
        "the site has no page of the reporting period",
    ))
}

fn broken(path: &str, error: &RewritingError) -> Fault {
    let message = format!("`{path}` cannot become part of one file: {error}");
    Box::new(Diagnostic::error(Code::SingleFileFailed, message))
}

/// The addresses that lead to a page.
fn addresses(plan: &Plan, report: &Report, page: Page) -> impl Iterator<Item = String> {
    let entrance = Some(page.entered(report)).filter(|page| plan.has(*page));
    let all = [Some(page), entrance].into_iter().flatten();
    all.map(move |page| page.path(report))
}

/// The id of a page's section.
fn name(path: &str) -> String {
    path.trim_end_matches(".html").replace('/', "-")
}

/// A page on its way into the file.
struct Sheet<'a> {
    path: &'a str,
    /// The sections by the addresses of their pages.
    places: &'a BTreeMap<String, String>,
    /// The site that the page is of.
    site: &'a Site,
}

impl Sheet<'_> {
    fn id(&self, id: &str) -> String {
        format!("{}--{id}", name(self.path))
    }

    /// Where a link leads within the file; nowhere if its page is not in it. Links out of the site stay as they are.
    fn target(&self, href: &str) -> Option<String> {
        let (path, place) = href
            .split_once('#')
            .map_or((href, None), |(path, place)| (path, Some(place)));
        if path.contains(':') {
            return Some(href.to_owned());
        }
        let path = if path.is_empty() {
            self.path.to_owned()
        } else {
            resolved(self.path, path)
        };
        let section = self.places.get(&path)?;
        Some(match place {
            Some(place) => format!("#{section}--{place}"),
            None => format!("#{section}"),
        })
    }

    /// Gives an element's ids the name of the section, so that no two in the file are equal.
    fn rename(&self, element: &mut Element<'_, '_>) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        if let Some(id) = element.get_attribute("id") {
            element.set_attribute("id", &self.id(&id))?;
        }
        for attribute in NAMING {
            if let Some(ids) = element.get_attribute(attribute) {
                let ids: Vec<String> = ids.split_whitespace().map(|id| self.id(id)).collect();
                element.set_attribute(attribute, &ids.join(" "))?;
            }
        }
        if let Some(clip) = element.get_attribute("clip-path")
            && let Some(id) = clip.strip_prefix("url(#").and_then(|rest| rest.strip_suffix(')'))
        {
            element.set_attribute("clip-path", &format!("url(#{})", self.id(id)))?;
        }
        Ok(())
    }

    /// Puts a picture of commentary into the page.
    fn embed(&self, image: &mut Element<'_, '_>) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        let source = image.get_attribute("src").unwrap_or_default();
        let path = resolved(self.path, &source);
        let bytes = self.site.files.get(&path);
        if let Some(address) = bytes.and_then(|bytes| embedded(&path, bytes)) {
            image.set_attribute("src", &address)?;
        }
        Ok(())
    }

    fn follow(&self, link: &mut Element<'_, '_>) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        let Some(href) = link.get_attribute("href") else {
            return Ok(());
        };
        match self.target(&href) {
            Some(target) => link.set_attribute("href", &target)?,
            None => link.remove_and_keep_content(),
        }
        Ok(())
    }
}

/// A picture as part of a page.
fn embedded(path: &str, bytes: &[u8]) -> Option<String> {
    let kind = match path.rsplit_once('.')?.1 {
        "svg" => "svg+xml",
        extension => extension,
    };
    Some(format!("data:image/{kind};base64,{}", STANDARD.encode(bytes)))
}

/// A relative address from a page, as a path in the site.
fn resolved(from: &str, href: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in href.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The main part of a page as a section.
fn section(page: &str, sheet: &Sheet<'_>) -> Result<String, RewritingError> {
    let handlers = vec![
        element!("head, header, footer, body > a.skip", |element| {
            element.remove();
            Ok(())
        }),
        element!(ELSEWHERE, |element| {
            element.remove();
            Ok(())
        }),
        element!("html, body, div.page, div.sided", |element| {
            element.remove_and_keep_content();
            Ok(())
        }),
        element!("main", |element| {
            element.set_tag_name("section")?;
            element.remove_attribute("id");
            element.set_attribute("id", &name(sheet.path))?;
            element.set_attribute("class", "sheet")?;
            Ok(())
        }),
        element!(
            "main [id], main [aria-labelledby], main [aria-describedby], main [clip-path], main [for], \
                      main [headers]",
            |element| sheet.rename(element)
        ),
        element!("main a[href]", |element| sheet.follow(element)),
        element!("main img[src]", |element| sheet.embed(element)),
    ];
    let settings = handlers.into_iter().fold(
        RewriteStrSettings::new(),
        RewriteStrSettings::append_element_content_handler,
    );
    let settings = settings.append_document_content_handler(doctype!(|doctype| {
        doctype.remove();
        Ok(())
    }));
    let within = rewrite_str(page, settings)?;
    Ok(within.trim().to_owned() + "\n")
}

/// What stands around the sections.
struct Shell {
    style: String,
    early: String,
    late: String,
    logo: Option<String>,
    sections: String,
}

impl Shell {
    /// The first page with all sections in its main part.
    fn whole(&self, page: &str, sheet: &Sheet<'_>) -> Result<String, RewritingError> {
        let policy = format!(
            "default-src 'none'; script-src '{}' '{}'; style-src '{}'; img-src data:; base-uri 'none'; form-action 'none'",
            fingerprint(&self.early),
            fingerprint(&self.late),
            fingerprint(&self.style),
        );
        let scripts = RefCell::new([self.early.as_str(), self.late.as_str()].into_iter());
        let late = RefCell::new(String::new());
        let handlers = vec![
            element!("meta[http-equiv=Content-Security-Policy]", |element| {
                element.set_attribute("content", &policy)?;
                Ok(())
            }),
            element!("link[rel=stylesheet]", |element| {
                element.replace(&format!("<style>{}</style>", self.style), ContentType::Html);
                Ok(())
            }),
            element!("script[src]", |element| {
                let text = scripts.borrow_mut().next().unwrap_or_default();
                let script = format!("<script>{text}</script>");
                if element.has_attribute("defer") {
                    // A script in the file does not wait for the page: it has to stand at its end.
                    element.remove();
                    *late.borrow_mut() = script;
                } else {
                    element.replace(&script, ContentType::Html);
                }
                Ok(())
            }),
            element!("body", |element| {
                element.append(&late.borrow(), ContentType::Html);
                Ok(())
            }),
            element!("header img[src]", |element| {
                element.set_attribute("src", self.logo.as_deref().unwrap_or_default())?;
                Ok(())
            }),
            element!(ELSEWHERE, |element| {
                element.remove();
                Ok(())
            }),
            element!("main", |element| {
                let start = format!("<section class=\"sheet\" id=\"{}\">\n", name(sheet.path));
                element.prepend(&start, ContentType::Html);
                element.append(&format!("</section>\n{}", self.sections), ContentType::Html);
                Ok(())
            }),
            element!(
                "main [id], main [aria-labelledby], main [aria-describedby], main [clip-path], main [for], \
                          main [headers]",
                |element| sheet.rename(element)
            ),
            element!("header a[href], main a[href], footer a[href]", |element| sheet
                .follow(element)),
            element!("main img[src]", |element| sheet.embed(element)),
            // No list of sections stands beside the pages.
            element!("div.sided", |element| {
                element.remove_attribute("class");
                Ok(())
            }),
            element!("header a[aria-current]", |element| {
                element.remove_attribute("aria-current");
                Ok(())
            }),
        ];
        let settings = handlers.into_iter().fold(
            RewriteStrSettings::new(),
            RewriteStrSettings::append_element_content_handler,
        );
        rewrite_str(page, settings)
    }
}

/// The logo as part of the page.
fn logo(site: &Site) -> Option<String> {
    let mut files = site.files.iter();
    let (path, bytes) = files.find(|(path, _)| path.starts_with("assets/logo."))?;
    embedded(path, bytes)
}

/// The fingerprint of a text, as policies name it.
fn fingerprint(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_sections_or_nowhere() {
        let places = [
            ("index.html", "2026-10-index"),
            ("2026-10/index.html", "2026-10-index"),
            ("2026-10/metrics/wait.html", "2026-10-metrics-wait"),
        ];
        let places = places
            .map(|(path, name)| (path.to_owned(), name.to_owned()))
            .into();
        let sheet = Sheet {
            path: "2026-10/metrics/wait.html",
            places: &places,
            site: &Site::default(),
        };
        for (href, target) in [
            ("../../index.html", Some("#2026-10-index")),
            ("../index.html#changed", Some("#2026-10-index--changed")),
            ("#trend", Some("#2026-10-metrics-wait--trend")),
            ("../../2026-09/metrics/wait.html", None),
            ("https://example.org/#a", Some("https://example.org/#a")),
            ("data:text/csv,a", Some("data:text/csv,a")),
        ] {
            assert_eq!(sheet.target(href).as_deref(), target, "{href}");
        }
    }
}
