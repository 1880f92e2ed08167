//! Where links and images lead.

/// Whether a link may stay a link: to the web, to an address of mail, or within the report.
pub(super) fn is_link(url: &str) -> bool {
    match Target::of(url) {
        Target::Relative => true,
        Target::Host => false,
        Target::Scheme(scheme) => matches!(scheme.as_str(), "http" | "https" | "mailto"),
    }
}

/// Whether an image is in the report's folder or in the page itself, so that no request leaves the report.
pub(super) fn is_local_image(url: &str) -> bool {
    match Target::of(url) {
        Target::Relative => true,
        Target::Host => false,
        Target::Scheme(scheme) => scheme == "data" && plain(url).to_lowercase().starts_with("data:image/"),
    }
}

/// An address, shortened for a message.
pub(super) fn short(url: &str) -> String {
    const LONGEST: usize = 60;
    match url.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &url[..end]),
        None => url.to_owned(),
    }
}

enum Target {
    /// Within the report.
    Relative,
    /// `//host/path`: a host without a scheme.
    Host,
    /// A scheme, in lower case.
    Scheme(String),
}

impl Target {
    fn of(url: &str) -> Self {
        let url = plain(url);
        if url.starts_with("//") {
            return Self::Host;
        }
        let head = url.split(['/', '?', '#']).next().unwrap_or("");
        match head.split_once(':') {
            Some((scheme, _)) => Self::Scheme(scheme.to_lowercase()),
            None => Self::Relative,
        }
    }
}

/// The address as a browser sees it: without blanks and control characters, with `/` for `\`.
fn plain(url: &str) -> String {
    let seen = url.chars().filter(|c| !c.is_whitespace() && !c.is_control());
    seen.map(|c| if c == '\\' { '/' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_harmless_addresses_stay() {
        let links = [
            "https://a.b/c:d",
            "HTTP://a",
            "mailto:a@b.c",
            "metrics/nps.html",
            "#x",
            "?a=b:c",
            "a/b:c",
            "",
        ];
        assert!(links.iter().all(|url| is_link(url)));
        let others = [
            "javascript:x",
            "JaVaScript:x",
            "java\nscript:x",
            " javascript:x",
            "\u{1}javascript:x",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc",
            "//host/x",
            "\\\\host\\x",
            "/\\host",
            "/\t/host",
            "C:\\x",
        ];
        assert!(!others.iter().any(|url| is_link(url)));
        assert!(
            ["a.png", "../a.png", "data:image/png;base64,AA", "DATA:IMAGE/PNG,"]
                .iter()
                .all(|url| is_local_image(url))
        );
        let remote = [
            "https://a/b.png",
            "//a/b.png",
            "data:text/html,x",
            "file:///a.png",
            "ht\ntps://a",
        ];
        assert!(!remote.iter().any(|url| is_local_image(url)));
    }
}
